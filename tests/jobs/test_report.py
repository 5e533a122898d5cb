"""The main job, end to end: a book in, the same book with the report out."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from leadbook.figures import as_json
from leadbook.jobs.report import Reported, report
from leadbook.language.messages import speaker

HERE = Path(__file__).parent
WORKBOOKS = HERE.parent.parent / "workbooks"
SHEETS = [
    "Summary", "Funnel", "Velocity", "Aging", "Leads scored", "Cold leads", "Win chances",
    "Forecast", "Cohorts", "Sources", "Owners", "Breakdowns", "Profiles", "Review",
    "Data check",
]  # fmt: skip


@pytest.fixture(scope="module")
def maven(maven_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Reported:
    """The real sample, reported as of the end of 2017."""
    out = tmp_path_factory.mktemp("reported") / "maven.xlsx"
    return report(maven_book, as_of=datetime(2017, 12, 31), out=out)


def test_maven_counts_are_the_known_ones(maven: Reported) -> None:
    counts = maven.figures.counts
    assert (counts.leads, counts.won, counts.lost, counts.open) == (300, 140, 83, 77)


def test_maven_days_to_win_are_the_known_ones(maven: Reported) -> None:
    won = maven.figures.days_to_outcome["won"]
    assert won.n == 140
    assert won.mean == pytest.approx(50.94, abs=0.005)
    assert won.median == 45.5


def test_maven_time_to_win_is_the_known_curve(maven: Reported) -> None:
    curve = maven.figures.time_to_win.aalen_johansen
    assert curve["30"].p == pytest.approx(0.2216, abs=5e-5)
    assert curve["90"].p == pytest.approx(0.3870, abs=5e-5)


def test_maven_leads_without_a_start_are_problems_not_dropped(maven: Reported) -> None:
    assert maven.figures.counts.leads == 300
    assert maven.figures.time_to_win.n == 285
    unknown = [p for p in maven.figures.problems if p.column == "engage_date"]
    assert len(unknown) == 15


def test_maven_figures_in_the_sheet_are_those_in_the_json(maven: Reported) -> None:
    figures = as_json(maven.figures, speaker("en"))
    assert figures["sales_velocity"]["opportunities"] == 77
    shown = {
        cell.value
        for row in openpyxl.load_workbook(maven.saved.path)["Velocity"].iter_rows()
        for cell in row
        if isinstance(cell.value, float)
    }
    for kind in ("won", "lost"):
        mean = figures["days_to_outcome"][kind]["mean"]
        assert any(value == pytest.approx(mean, abs=1e-9) for value in shown), kind


@pytest.mark.parametrize("name", ["sales-pipeline.xlsx", "sales-pipeline-fa.xlsx"])
def test_sample_book_keeps_every_other_part_and_five_reruns_add_nothing(
    tmp_path: Path, name: str
) -> None:
    source, out = WORKBOOKS / name, tmp_path / name
    report(source, as_of=datetime(2026, 10, 31), out=out)
    first = out.read_bytes()
    for _ in range(5):
        report(out, as_of=datetime(2026, 10, 31))
    assert out.read_bytes() == first
    touched = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out) as after:
        for part in set(before.namelist()) - touched - {"xl/styles.xml"}:
            assert before.read(part) == after.read(part), part


def test_the_report_is_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    report(WORKBOOKS / "sales-pipeline.xlsx", as_of=datetime(2026, 10, 31), out=out, language="fa")
    workbook = openpyxl.load_workbook(out)
    sheet = workbook["خلاصه"]
    assert sheet.sheet_view.rightToLeft
    assert not any(name in workbook.sheetnames for name in SHEETS)


def test_english_and_persian_samples_have_all_sheets_in_order(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    report(WORKBOOKS / "sales-pipeline.xlsx", as_of=datetime(2026, 10, 31), out=out)
    names = openpyxl.load_workbook(out).sheetnames
    assert names[-len(SHEETS) :] == SHEETS


def test_every_step_is_told_in_growing_shares(tmp_path: Path) -> None:
    told: list[float] = []
    report(
        WORKBOOKS / "sales-pipeline.xlsx",
        as_of=datetime(2026, 10, 31),
        out=tmp_path / "out.xlsx",
        progress=lambda _step, done: told.append(done),
    )
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1


def test_the_review_compares_with_the_last_report_of_an_earlier_day(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    first = report(WORKBOOKS / "sales-pipeline.xlsx", as_of=datetime(2026, 9, 30), out=out)
    assert first.figures.review is not None
    assert first.figures.review.since is None
    for _ in range(2):
        again = report(out, as_of=datetime(2026, 10, 31))
        assert again.figures.review is not None
        assert again.figures.review.since == date(2026, 9, 30)
        then = {change.key: change.before for change in again.figures.review.changes}
        assert then["rotten"] == first.figures.rotten.rotten
    with zipfile.ZipFile(out) as archive:
        assert [n for n in archive.namelist() if "item" in n and "rels" not in n] == [
            "customXml/itemProps1.xml",
            "customXml/item1.xml",
        ]
    data = as_json(again.figures, speaker("en"))
    assert {"limits", "profiles", "review"} <= set(data)
