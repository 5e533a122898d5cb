"""What a person sees in a terminal of 80 columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

import pytest

from leadbook.figures import LearnedLimit
from leadbook.jobs.folder import BookRun, FolderRun
from leadbook.jobs.limits import Learned
from leadbook.language.messages import message, speaker
from leadbook.pipeline.schema import Kind
from leadbook.terminal import KINDS, progress_bar, show_folder, show_limits

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

say = speaker("en")


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_every_kind_of_column_has_a_name_for_people() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_a_folder_says_in_one_line_what_was_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    left = tuple(map(Path, ("a.xls", "b.xls", "c.xls", "d.xls", "leads.csv")))
    show_folder(FolderRun(Path("sales"), (BookRun(Path("team.xlsx")),), left), say)
    told = " ".join(capsys.readouterr().out.split())
    assert told.endswith(
        "Left alone: 1 .csv (leads.csv), 4 .xls (a.xls, b.xls, c.xls, …); "
        "a book gets its report once saved as .xlsx"
    )


def test_a_folder_of_books_alone_says_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    show_folder(FolderRun(Path("sales"), (BookRun(Path("team.xlsx")),)), say)
    assert "Left alone" not in capsys.readouterr().out


def test_a_folder_without_books_says_so_instead_of_an_empty_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_folder(FolderRun(Path("sales"), ()), say)
    assert capsys.readouterr().out == "sales holds no .xlsx or .xlsm book\n"


def learned(stage: str, kept: Literal["", "few"] = "") -> LearnedLimit:
    return LearnedLimit(
        stage, "entry", limit_days=14, suggested_limit_days=9, low=7, high=12, n=98,
        new_limit_days=9, kept=kept, open=20, rotten_now=6, rotten_then=8,
    )  # fmt: skip


def test_stages_and_headings_of_limits_are_whole_and_notes_stand_below(
    capsys: pytest.CaptureFixture[str],
) -> None:
    limits = (learned("Technical evaluation"), learned("Negotiation", "few"))
    show_limits(Learned(cast("Pipeline", None), limits), say)
    *table, note = capsys.readouterr().out.splitlines()
    assert {"Learned", "Visits", "Rotten"} < set(" ".join(table).split())
    assert "Technical evaluation" in "".join(table)
    assert note.startswith("Negotiation: too few visits to learn from")


def test_a_title_is_as_wide_as_the_terminal_not_as_its_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_folder(FolderRun(Path("a folder of a name that is long"), (BookRun(Path("a")),)), say)
    assert capsys.readouterr().out.startswith("Books in a folder of a name that is long\n")


def test_the_progress_shows_a_name_in_brackets(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    with progress_bar(say) as watch:
        watch(message("Reading {book}", book="[team] plan.xlsx"), 0.5)
    assert "Reading [team] plan.xlsx" in capsys.readouterr().err


def test_a_mark_keeps_neighbouring_persian_cells_apart(capsys: pytest.CaptureFixture[str]) -> None:
    """Else a terminal that turns Persian round would turn the columns of a row with it."""
    for language, count in (("fa", 1), ("en", 0)):
        show_folder(FolderRun(Path("a"), (BookRun(Path("فروش.xlsx")),)), speaker(language))
        _title, *rows = capsys.readouterr().out.splitlines()
        assert {row.count("\u200e") for row in rows} == {count}
