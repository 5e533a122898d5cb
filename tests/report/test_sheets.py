"""Each sheet shows the figures as they are, and says so where there are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from leadbook.figures import LearnedLimit, Profiles, ProfileTrait
from leadbook.figures.advice import Advice
from leadbook.figures.review import Review
from leadbook.language.messages import message, speaker
from leadbook.metrics.intervals import newcombe, wilson
from leadbook.metrics.review import Change
from leadbook.pipeline.problems import Problem
from leadbook.report.compose import compose
from leadbook.report.model import LINKED_ROWS, Chart, Note, Sheet, Table

if TYPE_CHECKING:
    from conftest import Book


def sheet(book: Book, key: str) -> Sheet:
    report = compose(book.pipeline, book.figures, speaker("en"))
    return next(sheet for sheet in report.sheets if sheet.key == key)


def table(book: Book, key: str, name: str) -> Table:
    blocks = sheet(book, key).blocks
    return next(b for b in blocks if isinstance(b, Table) and b.name == name)


def cells(shown: Table, *keys: str) -> list[tuple[object, ...]]:
    return list(shown.frame[list(keys)].itertuples(index=False, name=None))


def test_tiles_of_the_summary_are_the_headline_figures(book: Book) -> None:
    tiles = {tile.label: tile for tile in sheet(book, "summary").tiles}
    figures = book.figures
    assert len(tiles) == 8
    assert tiles["Open leads"].value == figures.counts.open
    assert tiles["Won value"].value == figures.value.won_total
    assert tiles["Win rate"].value == figures.conversion["win_rate"].rate
    assert tiles["Win rate"].detail == "95%: 45.6% to 65.6% · n = 18"
    assert tiles["Median days to win"].value == 38.0
    assert tiles["Sales velocity per day"].value == 6876.5
    assert tiles["Rotten deals"].value == figures.rotten.rotten
    assert tiles["Rotten deals"].tone == "bad"
    assert tiles["Cold leads"].value == len(figures.cold)
    assert tiles["Problems in the book"].value == 2


def test_the_summary_says_what_was_assumed(book: Book) -> None:
    notes = [b.text for b in sheet(book, "summary").blocks if isinstance(b, Note)]
    assert notes[-1] == "No Stages table: the stages and limits are leadbook's own"
    told = book.with_figures(assumed=())
    notes = [b.text for b in sheet(told, "summary").blocks if isinstance(b, Note)]
    assert notes[-1] == "Nothing: every setting comes from the book."


def test_the_funnel_gives_each_rate_with_its_n_and_interval(book: Book) -> None:
    shown = table(book, "funnel", "funnel")
    expected = [
        (s.stage, c.rate, c.n, c.low, c.high)
        for s in book.figures.stages
        for c in [s.furthest_conversion]
    ]
    path = "furthest_conversion"
    keys = ("stage", f"{path}.rate", f"{path}.n", f"{path}.low", f"{path}.high")
    assert cells(shown, *keys) == expected


def test_velocity_sets_the_three_ways_side_by_side(book: Book) -> None:
    shown = table(book, "velocity", "time_to_win")
    chances = book.figures.time_to_win
    expected = [
        (int(n), chances.aalen_johansen[n].p, chances.kaplan_meier[n].p, chances.closed_only[n].p)
        for n in ("30", "60", "90")
    ]
    assert cells(shown, "within", "aalen_johansen.p", "kaplan_meier.p", "closed_only.p") == expected


@pytest.mark.parametrize("last", [0, 12, 30, 93, 150, 400, 1900])
def test_the_curve_is_thinned_but_keeps_the_days_that_are_quoted(book: Book, last: int) -> None:
    day = range(last + 1)
    parts = ("aalen_johansen", "low", "high", "kaplan_meier", "closed_only")
    curve = pd.DataFrame({"day": day} | dict.fromkeys(parts, 0.1))
    shown = table(book.with_figures(curve=curve), "velocity", "curve")
    days = shown.frame["day"].tolist()
    assert len(days) <= 33
    assert {0, 30, 60, 90} & set(day) <= set(days) or last > 930


def test_a_month_that_is_not_over_is_marked(book: Book) -> None:
    months = cells(table(book, "velocity", "lead_velocity"), "month", "qualified", "rate", "remark")
    assert months == [
        ("2026-09", 200, None, None),
        ("2026-10", 230, 0.15, None),
        ("2026-11", 160, 0.02, "so far"),
    ]


def test_aging_lists_open_deals_the_most_urgent_first(book: Book) -> None:
    shown = table(book, "aging", "aging")
    states = shown.frame["rot"].tolist()
    assert len(states) == book.figures.counts.open
    ranks = [["Rotten", "Warning", "Fresh", "Held"].index(state) for state in states]
    assert ranks == sorted(ranks)
    rotten = shown.frame.loc[shown.frame["rot"] == "Rotten", "percent_of_limit"].tolist()
    assert rotten == sorted(rotten, reverse=True)
    (state,) = (column for column in shown.columns if column.key == "rot")
    assert state.tones["Rotten"] == "bad"


def test_limits_count_the_open_deals_of_each_stage_by_state(book: Book) -> None:
    shown = table(book, "aging", "limits")
    for _, row in shown.frame.iterrows():
        assert row[["fresh", "warning", "rotten", "other"]].sum() == row["open"]
    assert shown.frame["rotten"].sum() == book.figures.rotten.rotten
    assert shown.frame["clock"].unique().tolist() == ["Stage entry"]


def test_a_stage_without_open_deals_counts_none(book: Book) -> None:
    leads = book.figures.leads
    kept = leads.loc[leads["stage"] != "Proposal"]
    shown = table(book.with_figures(leads=kept), "aging", "limits")
    row = shown.frame.set_index("stage").loc["Proposal"]
    assert row[["fresh", "warning", "rotten", "other"]].tolist() == [0, 0, 0, 0]


def test_every_lead_is_scored_once_open_ones_first(book: Book) -> None:
    shown = table(book, "scored", "scored").frame
    assert sorted(shown["lead_id"]) == sorted(book.figures.leads["lead_id"])
    closed = (shown["status"] != "Open").tolist()
    assert closed == sorted(closed)
    scores = shown.loc[shown["status"] == "Open", "score"].tolist()
    assert scores == sorted(scores, reverse=True)
    by_id = book.figures.leads.set_index("lead_id")
    for lead, score, reasons in zip(
        shown["lead_id"], shown["score"], shown["reasons"], strict=True
    ):
        assert (score, reasons) == (by_id.loc[lead, "score"], by_id.loc[lead, "reasons"])


def test_a_row_of_the_book_is_no_count_in_any_table(book: Book) -> None:
    columns = [
        column
        for sheet in compose(book.pipeline, book.figures, speaker("en")).sheets
        for block in sheet.blocks
        if isinstance(block, Table)
        for column in block.columns
        if column.key == "sheet_row"
    ]
    assert {column.kind for column in columns} == {"ordinal"}


def test_columns_that_the_book_lacks_are_not_shown(book: Book) -> None:
    leads = book.figures.leads.drop(columns=["company", "owner", "amount"])
    bare = book.with_figures(leads=leads, by={})
    keys = {column.key for column in table(bare, "scored", "scored").columns}
    assert not keys & {"company", "owner", "amount"}
    assert table(bare, "cold", "cold_rules").frame["value"].tolist() == [0.0]


def test_cold_leads_come_with_their_action_and_are_counted_by_rule(book: Book) -> None:
    listed = cells(table(book, "cold", "cold"), "lead_id", "cold_rule", "cold_action")
    assert listed == [(c.lead_id, c.rule, c.action) for c in book.figures.cold]
    counted = cells(table(book, "cold", "cold_rules"), "rule", "action", "leads")
    assert counted == [("Five unanswered calls", "farewell", len(book.figures.cold))]


def test_sources_show_most_leads_first_and_campaigns_their_return(book: Book) -> None:
    shown = table(book, "sources", "sources").frame
    assert shown["leads"].tolist() == [13, 12, 11, 10]
    campaigns = table(book, "sources", "campaigns")
    assert cells(campaigns, "campaign", "cost", "roi_first") == [
        ("Spring fair", 9000.0, 10.0),
        ("Word of mouth", None, None),
    ]


def test_a_blank_source_is_called_blank(book: Book) -> None:
    groups = (replace(book.figures.by["source"][0], value=""),)
    shown = table(book.with_figures(by={"source": groups}), "sources", "sources")
    assert shown.frame["value"].tolist() == ["(blank)"]


def test_owners_carry_all_open_leads_between_them(book: Book) -> None:
    shown = table(book, "owners", "workload").frame
    states = shown[["fresh", "warning", "rotten", "other"]].to_numpy().sum()
    assert states == book.figures.counts.open
    assert shown["cold"].sum() == len(book.figures.cold)


@pytest.mark.parametrize(("key", "word"), [("sources", "source"), ("owners", "owner")])
def test_a_book_without_that_column_says_so(book: Book, key: str, word: str) -> None:
    notes = [b.text for b in sheet(book.with_figures(by={}), key).blocks if isinstance(b, Note)]
    assert notes == [f"The book has no column for the {word} of a lead."]


def test_problems_are_linked_to_their_cells(book: Book) -> None:
    shown = table(book, "data_check", "problems")
    assert cells(shown, "cell", "target", "problem", "how_to_mend") == [
        ("F12", "'Ali''s leads'!F12", "This is no date.", "Type a date such as 2026-11-21."),
        ("", "", "The sheet has two tables.", "Keep one of them."),
    ]


def test_beyond_the_limit_of_links_a_note_says_so(book: Book) -> None:
    many = (Problem("Leads", "A1", "", "", message("x"), message("y")),) * (LINKED_ROWS + 1)
    shown = table(book.with_figures(problems=many), "data_check", "problems")
    assert "first 1000 are links" in shown.note


def test_data_check_shows_columns_rules_and_what_was_left_out(book: Book) -> None:
    columns = cells(table(book, "data_check", "reading"), "header", "canonical")
    assert columns == [("ID", "lead_id"), ("Colour", "kept as it is")]
    rules = cells(table(book, "data_check", "scoring_rules"), "rule", "points", "cap")
    assert rules == [("Asked for prices", 20.0, 40.0)]
    assert len(table(book, "data_check", "grade_rules").frame) == 3
    assert len(table(book, "data_check", "cold_rules_used").frame) == 1
    notes = [b.text for b in sheet(book, "data_check").blocks if isinstance(b, Note)]
    assert "1 leads have no creation date" in notes
    assert any("Scratch" in note for note in notes)


def test_many_reasons_are_shortened_on_top_and_complete_on_data_check(book: Book) -> None:
    reasons = tuple(message("reason {n}", n=n) for n in range(5))
    told = book.with_figures(left_out=reasons)
    shown = sheet(told, "funnel").facts[2]
    assert shown == "Left out: reason 0 · reason 1 · more on Data check: 3."
    notes = [b.text for b in sheet(told, "data_check").blocks if isinstance(b, Note)]
    assert {f"Reason {n}" for n in range(5)} <= set(notes)


def test_limits_say_how_sure_they_are_and_what_they_would_flag(book: Book) -> None:
    learned = LearnedLimit("New", "entry", 7.0, 11.2, 9.0, None, 12, 12.0, "", 5, 2, 1)
    shown = table(book.with_figures(limits=(learned,)), "aging", "limits").frame.set_index("stage")
    bounds = shown[["low", "high", "rotten_then"]].astype(object)
    assert bounds.loc["New", ["low", "rotten_then"]].tolist() == [9.0, 1]
    assert bounds.isna().loc["New", "high"]
    assert bounds.loc["Proposal"].isna().all()


def with_profiles(book: Book, *shares: tuple[int, int]) -> Book:
    """Traits whose values so many of 100 won and of 100 lost leads have."""
    traits = tuple(
        ProfileTrait(
            "Source", f"value {i}", i == 9, wilson(won, 100), wilson(lost, 100), wilson(0, 0),
            newcombe(wilson(won, 100), wilson(lost, 100)), won / lost, 0.0004,
        )
        for i, (won, lost) in enumerate(shares)
    )  # fmt: skip
    return book.with_figures(profiles=Profiles(100, 100, 0, 30, traits, ("Contract",)))


def test_profiles_name_the_ideal_customer_and_the_cold_lead_in_words(book: Book) -> None:
    shown = sheet(with_profiles(book, (60, 20), (10, 50)), "profiles")
    ideal, cold, leaks = (block.text for block in shown.blocks if isinstance(block, Note))
    assert ideal.startswith("The ideal customer: Source: value 0 (60% against 20%)")
    assert cold.startswith("The cold lead: Source: value 1 (50% against 10%)")
    assert "Contract" in leaks
    rows = next(block for block in shown.blocks if isinstance(block, Table)).frame
    assert rows["profile"].tolist() == ["Ideal", "Cold"]
    assert rows["ideal_n"].tolist() == [100, 100]
    assert rows["difference_range"].tolist()[0] == "26.8% to 51.2%"


def test_profiles_without_a_difference_say_so_and_draw_nothing(book: Book) -> None:
    shown = sheet(with_profiles(book), "profiles")
    assert not any(isinstance(block, Chart) for block in shown.blocks)
    assert all("more than chance" in b.text for b in shown.blocks[:2] if isinstance(b, Note))


def with_review(book: Book, *changes: Change, since: date | None = None) -> Book:
    advice = Advice("wrong_limit", None, 4, message("Set the limit of {stage}", stage="New"))
    return book.with_figures(review=Review(since, changes, (advice,)))


def test_the_first_review_has_nothing_to_compare_with(book: Book) -> None:
    shown = sheet(with_review(book), "review")
    notes = [block.text for block in shown.blocks if isinstance(block, Note)]
    assert notes[0] == "1. Set the limit of New."
    assert "nothing to compare with yet" in notes[1]
    assert [b.name for b in shown.blocks if isinstance(b, Table)] == ["review_next"]


def test_a_review_says_what_changed_by_more_than_chance(book: Book) -> None:
    since = wilson(30, 40)
    changes = (
        Change("win_rate", 0.2, 0.4, 0.2, 100, 140, since, newcombe(since, wilson(20, 100)), True),
        Change("won_within_90", 0.3, 0.31, 0.01, 100, 140, None, None, False),
        Change("open", 30.0, 25.0, -5.0, None, None, None, None, None),
    )
    shown = sheet(with_review(book, *changes, since=date(2026, 10, 1)), "review")
    notes = [block.text for block in shown.blocks if isinstance(block, Note)]
    assert notes[1] == "Since 2026-10-01, changed by more than chance: Win rate."
    _, rates, counts = (block for block in shown.blocks if isinstance(block, Table))
    assert rates.frame["verdict"].tolist() == ["Yes", "no"]
    assert rates.frame["since"].tolist()[0].startswith("75% (95%: ")
    assert counts.frame["change"].tolist() == [-5.0]
