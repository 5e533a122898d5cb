"""The sheets Forecast and Cohorts say what the figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from leadbook.language.messages import LANGUAGES, Language, speaker
from leadbook.report.cohorts import cohorts
from leadbook.report.forecast import forecast
from leadbook.report.model import Chart, Note, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Book

    Books = Callable[[Language], "Book"]


def made(book: Book, maker: Callable[..., Sheet], language: Language = "en") -> Sheet:
    return maker(book.pipeline, book.figures, speaker(language))


def rows(sheet: Sheet, name: str, *columns: str) -> list[tuple[object, ...]]:
    (table,) = (b for b in sheet.blocks if isinstance(b, Table) and b.name == name)
    chosen = table.frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(v) else v for v in row) for row in chosen.values.tolist()]


def charts(sheet: Sheet) -> list[Chart]:
    return [block for block in sheet.blocks if isinstance(block, Chart)]


def test_months_join_target_won_and_forecast(book: Book) -> None:
    sheet = made(book, forecast)
    columns = ("month", "target", "actual", "weighted", "n")
    assert rows(sheet, "forecast_months", *columns) == [
        ("2026-10", 50e3, 60e3, None, None),
        ("2026-11", 50e3, 20e3, 40e3, 11),
        ("2026-12", 50e3, None, 20e3, 5),
    ]
    assert [series.key for series in charts(sheet)[0].series] == ["actual", "weighted", "target"]


def test_tiles_give_the_whole_with_interval_and_n(book: Book) -> None:
    whole, *_ = made(book, forecast).tiles
    assert whole.value == 64e3
    assert whole.detail == "95%: 30,000 to 98,000 · n = 18"
    shares = [tile.value for tile in made(book, forecast).tiles if tile.kind == "percent"]
    assert shares == [0.4]


def test_the_sheet_says_where_chances_come_from_and_what_was_left_out(book: Book) -> None:
    said = " ".join(made(book, forecast).facts)
    assert "0 from the win model, 14 from the probability of their stage, 4 from" in said
    assert "without an expected close: 4" in said
    assert "2 without an amount" in said


def test_owners_stand_by_month_with_a_remark(book: Book) -> None:
    sheet = made(book, forecast)
    columns = ("month", "owner", "attainment", "remaining", "state")
    assert rows(sheet, "targets_now", *columns) == [("2026-11", "Sara Ahmadi", 0.4, 30e3, "so far")]
    assert rows(sheet, "targets", *columns) == [
        ("2026-12", "Sara Ahmadi", None, 50e3, "ahead"),
        ("2026-10", "Sara Ahmadi", 1.2, 0, None),
        ("2026-10", "Ali Karimi", None, None, "no target"),
    ]
    assert charts(sheet)[1].table == "targets_now"


def test_a_book_without_targets_is_told_how_to_have_some(book: Book) -> None:
    sheet = made(book.with_figures(targets=(), team_targets=()), forecast)
    assert [note for note in sheet.blocks if isinstance(note, Note) and "no targets" in note.text]
    (chart,) = charts(sheet)
    assert [series.key for series in chart.series] == ["weighted"]
    (table,) = (b for b in sheet.blocks if isinstance(b, Table) and b.name == "forecast_months")
    assert not {"target", "actual"} & {column.key for column in table.columns}


def test_targets_of_the_team_alone_are_shown(book: Book) -> None:
    sheet = made(book.with_figures(targets=()), forecast)
    assert {row[0] for row in rows(sheet, "targets", "owner")} == {"whole team"}


def test_deals_without_a_date_say_so(book: Book) -> None:
    deals = rows(made(book, forecast), "forecast_deals", "month", "basis")
    assert set(deals) == {
        ("2026-11", "probability of the stage"),
        ("by its age", "win rate of the book"),
    }


def test_young_cohorts_are_not_yet(book: Book) -> None:
    sheet = made(book, cohorts)
    columns = ("month", "won_30.rate", "won_60.rate", "won_90.rate", "remark")
    assert rows(sheet, "cohort_rates", *columns) == [
        ("2026-08", 5 / 20, 7 / 20, 8 / 20, None),
        ("2026-09", 1 / 10, None, None, "60 and 90 days: not yet, watched for 52 days"),
        ("2026-11", None, None, None, "not yet: the month is not over"),
    ]
    assert rows(sheet, "cohorts", "month", "leads", "won_90") == [
        ("2026-08", 20, 8), ("2026-09", 10, None), ("2026-11", 10, None),
    ]  # fmt: skip


def test_first_customers_and_their_referrals_stand_on_tiles(book: Book) -> None:
    tiles = {tile.label: tile for tile in made(book, cohorts).tiles}
    assert tiles["First customers"].value == 10
    assert (tiles["Referrals they brought"].value, tiles["Referrals they brought"].detail) == (
        4,
        "2 of them won",
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("maker", [forecast, cohorts])
def test_both_sheets_have_a_chart_in_both_languages(
    book_in: Books, maker: Callable[..., Sheet], language: Language
) -> None:
    assert charts(made(book_in(language), maker, language))
