"""The macro's rules and matching in LibreOffice's Basic, a second reader of the same source.

Basic knows a type only in its own module, so that the rules and the hands that call them are one.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.office import Office, find_python
from leadbook.language.text import fold
from tests.conftest import absent
from tests.macros.excel_model import source
from tests.stage_log_cases import CASES, pairs

if TYPE_CHECKING:
    from tests.conftest import Soffice
    from tests.stage_log_cases import Case

pytestmark = pytest.mark.libreoffice

DRIVER = Path(__file__).with_name("basic_driver.py")
SHARED = DRIVER.parents[1] / "hosts" / "libreoffice"
LOOKED_AT = [case for case in CASES if case.can_be_logged]
HANDS = """
Public Function Follow(tables) As String
    Dim ids() As Variant, stages() As Variant, rows() As Long, look As Long, at As Long
    Dim known As StageMap, present As StageMap, changed As Long
    For look = 0 To UBound(tables)
        Fill ids, tables(look)(0)
        Fill stages, tables(look)(1)
        MapStages present, ids, stages, UBound(ids)
        changed = ChangedRows(known, present, rows)
        For at = 1 To changed
            Follow = Follow & rows(at) & " "
        Next at
        Follow = Follow & "."
        RememberMap known, present
    Next look
End Function

Private Sub Fill(cells() As Variant, values)
    Dim at As Long
    ReDim cells(1 To UBound(values) + 1)
    For at = 0 To UBound(values)
        cells(at + 1) = values(at)
    Next at
End Sub
"""
TEXTS = ["  Follow-up_X ", "پيگيري كليدي", "پیش‌فاکتور", "مرحلهٔ ۲", "Ｗｏｎ", " -5 % ", "ئو"]

Basic = "Callable[[list[tuple[str, list[Any]]]], list[Any]]"


def modules() -> dict[str, str]:
    """The modules under test, and the hands."""
    rules = source("stage_log_rules.bas") + HANDS
    code = {"rules": rules, "matching": source("stage_log_matching.bas")}
    return {name: f"Option VBASupport 1\n{text}" for name, text in code.items()}


@pytest.fixture(scope="module")
def basic(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> Basic:
    try:
        python = find_python(Office(Path(soffice.program).resolve().parent, (0, 0)))
    except CannotWrite as error:
        absent("LibreOffice's Python", str(error))

    def run(calls: list[tuple[str, list[Any]]]) -> list[Any]:
        pipe, profile = f"leadbook{secrets.token_hex(6)}", tmp_path_factory.mktemp("basic")
        office = subprocess.Popen(
            [
                *(soffice.program, "--headless", "--norestore", "--nologo", "--nodefault"),
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={profile.as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            done = subprocess.run(
                [str(python.program), str(DRIVER), pipe],
                input=json.dumps({"modules": modules(), "calls": calls}),
                env={**os.environ, "PYTHONPATH": str(SHARED)},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            office.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
            office.wait(30)
        return json.loads(done.stdout)

    return run


def followed(case: Case) -> tuple[list[Any], str]:
    """The tables of a case as ids and stages, and the rows that each look finds changed."""
    tables, found = [], []
    for step, rows in enumerate([case.before, *case.steps]):
        told = pairs(case, rows)
        tables.append([list(column) for column in zip(*told, strict=True)])
        left = [(lead, stage) for at, lead, stage in case.log if at == step]
        for place, pair in enumerate(told, start=1):
            if pair in left:
                left.remove(pair)
                found.append(f"{place} ")
        found.append(".")
    return tables, "".join(found)


def test_libreoffice_finds_the_changes_of_every_case(basic: Basic) -> None:
    cases = [followed(case) for case in LOOKED_AT]
    found = basic([("rules.Follow", [tables]) for tables, _ in cases])
    # All that the first look sees is new; what counts begins with the second.
    assert [rows.partition(".")[1:] for rows in found] == [
        wanted.partition(".")[1:] for _, wanted in cases
    ]


def test_libreoffice_folds_as_leadbook_does(basic: Basic) -> None:
    assert basic([("matching.StageFold", [text]) for text in TEXTS]) == [*map(fold, TEXTS)]
