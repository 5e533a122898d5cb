"""The macro's matching is leadbook's own: stages, ids, headers and names of tables."""

from __future__ import annotations

import random
import re

import pytest

from leadbook.hosts.excel.stage_names import FILE, stage_names_module
from leadbook.language.text import fold, latin_digits, plain
from leadbook.pipeline.aliases import HEADERS, SHEETS
from leadbook.pipeline.schema import column_of, header_key, table_of
from leadbook.pipeline.vocabulary import OUTCOMES
from tests.macros.excel_model import MACROS, MODULES, source

excel = pytest.importorskip("pyopenvba.apps.excel")

ALPHABET = "aZ_- \u200c\u0640\u064b۱٣9يیكک.،é٪()\u00a0«\u2013أهٔۀ"
TEXTS = [
    *("", "  ", "Price  LIST", "follow-up", "a--b", "-5", "A-", " - x", "a -", "x . y"),
    *("پيگيري كليدي", "پیش‌فاکتور", "مرحلهٔ ۲", "قراردادِ امضا‌شده", "ﺎ"[:0], "Ｗｏｎ", "50٪"),
]


@pytest.fixture(scope="module")
def macro():
    app = excel.ExcelApplication()
    app.add_workbook()
    for name in ("matching", "names"):
        app.add_module(source(f"stage_log_{name}.bas"), name=name)
    return app


def drawn() -> list[str]:
    dice = random.Random(7)  # noqa: S311 - a sample, no secret
    return ["".join(dice.choices(ALPHABET, k=dice.randint(2, 9))) for _ in range(60)]


@pytest.mark.parametrize("text", [*TEXTS, *drawn()])
def test_a_stage_has_the_key_that_leadbook_gives_it(macro, text: str) -> None:
    assert macro.run("StageFold", text) == fold(text)


@pytest.mark.parametrize("cell", [" 007 ", "س۱۲", 7.0, 0.5, 12345678901.0, True, "A-1", " ", "a b"])
def test_an_id_is_what_leadbook_takes_it_for(macro, cell: object) -> None:
    assert macro.run("StageId", cell) == latin_digits(plain(cell)).strip()


COLUMNS = {
    ("Leads", "lead_id"): "LeadsLeadIdNames",
    ("Leads", "stage"): "LeadsStageNames",
    ("StageHistory", "lead_id"): "StageHistoryLeadIdNames",
    ("StageHistory", "stage"): "StageHistoryStageNames",
    ("StageHistory", "entered_at"): "StageHistoryEnteredAtNames",
}


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_header_is_known_as_leadbook_knows_it(macro, table: str, column: str) -> None:
    names = macro.run(COLUMNS[table, column])
    words = {word for words in HEADERS[table].values() for word in words[:2]}
    words |= (
        {*HEADERS[table][column]}
        | {f"{word}{end}" for word in HEADERS[table][column] for end in (" (x)", " 1", " 2")}
        | {"Shoe size", "", "()"}
    )
    known = {word for word in words if macro.run("StageRank", word, names) > 0}
    assert known == {word for word in words if column_of(word, table) == column}


def test_the_plainer_header_has_the_lower_rank(macro) -> None:
    names = macro.run("LeadsLeadIdNames")
    ranks = [
        macro.run("StageRank", word, names)
        for word in ("lead_id", "Lead ID", "ID", "ردیف", "Lead ID 1")
    ]
    assert ranks[0] == ranks[1] < ranks[2] < ranks[3] < ranks[4]


@pytest.mark.parametrize("table", ["Leads", "StageHistory"])
def test_a_table_is_known_by_its_name_as_leadbook_knows_it(macro, table: str) -> None:
    names = macro.run(f"{table}Names")
    words = [*SHEETS, *(name for names in SHEETS.values() for name in names)]
    words += [f"tbl{table}", f"Table_{table}", f"جدول {SHEETS[table][1]}", f"{table}Tbl", "Sheet1"]
    assert {word for word in words if macro.run("IsStageTable", word, names)} == {
        word for word in words if table_of(word) == table
    }


def test_the_names_are_those_of_leadbook() -> None:
    stored = (MACROS / FILE).read_text("ascii")
    assert stored == stage_names_module(), f"write stage_names_module() into macros/{FILE}"


def test_every_event_is_handled_by_a_procedure_that_there_is() -> None:
    events, log = ((MACROS / file).read_text("ascii") for file in MODULES[-2:])
    called = set(re.findall(r"^    (StageLog_\w+)", events, re.MULTILINE))
    assert called == {
        *("StageLog_Noticed", "StageLog_Left", "StageLog_Opened", "StageLog_Met"),
        *("StageLog_Saving", "StageLog_Saved", "StageLog_Write"),
    }
    assert called <= set(re.findall(r"^Public Sub (\w+)", log, re.MULTILINE))


def test_rules_and_matching_know_nothing_of_excels_objects() -> None:
    code = source("stage_log_rules.bas") + source("stage_log_matching.bas")
    assert not re.search(
        r"\b(Range|Worksheet|Workbook|Application|ListObject|CreateObject)\b", code
    )


def test_stage_words_of_the_defaults_have_keys_of_their_own(macro) -> None:
    words = {word for words in OUTCOMES.values() for word in words}
    assert {word: macro.run("StageFold", word) for word in words} == {w: fold(w) for w in words}
    assert all(header_key(word) == macro.run("StageHeaderKey", word) for word in words)
