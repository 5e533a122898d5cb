"""What comes of a call from a cell: shapes, blanks, errors, and the sentence that explains them."""

from __future__ import annotations

import math
from datetime import datetime

import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts import border, journal
from leadbook.hosts.border import answer
from leadbook.hosts.preferences import Preferences
from leadbook.hosts.registry import FUNCTIONS, LONGEST_HELP
from leadbook.language.messages import speaker
from leadbook.pipeline.raw import ErrorCell

NA, NUM, VALUE = ErrorCell("#N/A"), ErrorCell("#NUM!"), ErrorCell("#VALUE!")
AS_OF = datetime(2026, 11, 21)
LEADS = (("Lead ID", "Stage", "Amount"), ("L1", "New", 5.0), ("L2", "New", None))
NO_WAY_BACK = "the last day, 2026-11-14, lies before the first, 2026-11-24; check the two days"
RULES = (("Rule", "Field", "Operator", "Value", "Points"), ("Large", "Amount", ">", 1.0, 10.0))


@pytest.fixture(autouse=True)
def nothing_before() -> None:
    journal.forget()


def last() -> object:
    return answer("LB_LAST_ERROR", [])


def test_a_day_of_counting_keeps_its_time() -> None:
    history = (("Lead", "Stage", "Entered at"), ("L1", "New", 46346.0))
    assert answer("LB_STAGE_DAYS", [history, None, 46347.5])[1] == ["L1", 1.5]


def test_working_days_within_one_day_are_none_whatever_the_clock_says() -> None:
    assert answer("LB_BUSINESS_DAYS", [46347.75, 46347.25]) == 0.0
    assert answer("LB_BUSINESS_DAYS", [46347.25, 46346.75]) == NUM


@pytest.mark.parametrize("function", ["LB_JALALI", "LB_GREGORIAN"])
def test_0_is_no_day_and_blank_but_false_is_a_mistake(function: str) -> None:
    assert answer(function, [0.0]) == ""
    assert answer(function, [False]) == VALUE


def test_a_cell_that_cannot_be_answered_leaves_its_neighbours_their_answers() -> None:
    templates = (("Dear {somebody}",), ("Dear {name}",))
    names = (("Ann",), ("Bo",))
    assert answer("LB_FAREWELL", [names, None, None, templates]) == [[VALUE], ["Dear Bo"]]


@pytest.mark.parametrize(
    ("entered", "days"),
    [
        (46340.0, 7.0),
        (((46340.0,),), 7.0),
        ((46340.0, 46347.0), [[7.0, 0.0]]),
        (((46340.0,), ("",), (math.nan,), (None,)), [[7.0], [""], [""], [""]]),
        (((46340.0, 46341.0), (46342.0,)), [[7.0, 6.0], [5.0, ""]]),
        (((NA, "soon"), (True, math.inf)), [[NA, VALUE], [VALUE, VALUE]]),
        ("", ""),
        (NA, NA),
    ],
)
def test_the_shape_follows_the_argument(entered, days) -> None:
    assert answer("LB_DAYS_IN_STAGE", (entered, 46347.0)) == days


def test_two_ranges_go_cell_by_cell_and_must_be_of_one_size() -> None:
    column = ((46340.0,), (46341.0,))
    assert answer("LB_DAYS_IN_STAGE", (column, ((46347.0,), (46347.5,)))) == [[7.0], [6.5]]
    assert answer("LB_DAYS_IN_STAGE", (column, ((46347.0, 46348.0),))) == VALUE
    assert "differ in size" in str(last())


@pytest.mark.parametrize("left_out", [(), (None,), ("",), (((None,), (None,)),)])
def test_a_table_that_must_be_given_is_asked_for(left_out) -> None:
    assert answer("LB_SCORE", left_out) == VALUE
    assert last() == (
        "LB_SCORE: the argument leads is missing; give the whole table with its header row, such "
        "as Leads[#All]"
    )


@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ((LEADS, RULES, "soon"), VALUE, "'soon': this is not a date"),
        ((LEADS, RULES, NA), NA, "the argument as_of is an error itself (#N/A)"),
        ((LEADS, ErrorCell("#REF!"), AS_OF), ErrorCell("#REF!"), "rules is an error itself"),
        ((((NA,),), RULES, AS_OF), NA, "leads is an error itself (#N/A)"),
        ((LEADS, RULES, ((AS_OF,), (AS_OF,))), VALUE, "as_of takes one cell, not a range"),
        ((LEADS, 5.0, AS_OF), VALUE, "the first row of rules has none of the headers"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_an_error_that_is_explained(given, error, said) -> None:
    assert answer("LB_SCORE", given) == error
    assert said in str(last())


def test_rows_below_a_table_and_ragged_rows_change_nothing() -> None:
    whole = (*LEADS, (None, None, None), ("", "", ""))
    ragged = (LEADS[0], LEADS[1], LEADS[2][:2])
    expected = [["Score"], [100.0], [""]]
    assert answer("LB_SCORE", (LEADS, RULES, AS_OF)) == expected
    assert answer("LB_SCORE", (whole, RULES, AS_OF)) == expected
    assert answer("LB_SCORE", (ragged, RULES, AS_OF)) == expected


def test_a_cell_that_cannot_be_read_is_told_and_the_others_still_count() -> None:
    leads = (*LEADS, ("L3", "New", NA), ("L4", "New", "lots"))
    assert answer("LB_SCORE", (leads, RULES, AS_OF)) == [["Score"], [100.0], [""], [""], [""]]
    assert last() == (
        "LB_SCORE: 2 cells could not be taken as they stand; the first is row 4 of leads, column "
        "'Amount': the cell holds the error #N/A"
    )


def test_a_single_cell_far_down_is_counted_as_one_and_its_row_is_no_amount() -> None:
    leads = (
        *LEADS[:2],
        *[(f"L{row}", "New", 1.0) for row in range(3, 12_345)],
        ("X", "New", "lots"),
    )
    answer("LB_SCORE", (leads, RULES, AS_OF))
    assert last().startswith(
        "LB_SCORE: 1 cell could not be taken as it stands: row 12345 of leads, column 'Amount': "
    )


def test_what_a_table_lacks_is_no_cell_that_cannot_be_read() -> None:
    leads = (("Lead ID", "Stage", "Amount"), ("L1", "Won", 5.0), ("L2", None, 7.0))
    assert answer("LB_SCORE", (leads, RULES, AS_OF)) == [["Score"], [100.0], [100.0]]
    assert last() == ""


def test_the_sentence_is_in_the_user_s_language(monkeypatch) -> None:
    answer("LB_BUSINESS_DAYS", (46350.0, 46340.0))
    assert last() == f"LB_BUSINESS_DAYS: {NO_WAY_BACK}"
    monkeypatch.setattr(journal, "preferences", lambda: Preferences("fa"))
    assert "۱۴۰۵/۰۸/۲۳" in last()


def test_errors_may_be_shown_as_their_sentences(monkeypatch) -> None:
    monkeypatch.setattr(border, "preferences", lambda: Preferences("en", "text"))
    shown = answer("LB_BUSINESS_DAYS", (((46350.0,), (46340.0,)), 46345.0))
    assert shown[0] == [NO_WAY_BACK.replace("14", "19")]
    assert type(shown[1][0]) is float


def test_whatever_is_watched_is_no_matter_to_the_last_error() -> None:
    for watched in (NA, LEADS, None, 5.0):
        assert answer("LB_LAST_ERROR", [watched]) == ""


def test_an_error_that_is_not_known_is_value_and_its_kind_is_told(monkeypatch) -> None:
    def broken(*_: object, **__: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("leadbook.hosts.functions.scores.judge", broken)
    assert answer("LB_SCORE", (LEADS,)) == VALUE
    assert "ZeroDivisionError" in str(last())
    assert answer("LB_NO_SUCH", ()) == VALUE


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_help_is_there_and_fits_into_excel(function, language) -> None:
    say = speaker(language)
    texts = [say(function.doc), *(say(argument.doc) for argument in function.arguments)]
    assert all(0 < len(text) <= LONGEST_HELP for text in texts)


@pytest.mark.parametrize(
    ("function", "given", "told"),
    [
        ("LB_DAYS_IN_STAGE", (46350.0, 46340.0), "on 2026-11-24, after 2026-11-14, up to which"),
        ("LB_WIN_WITHIN", (LEADS, -5.0), "-5 days cannot be counted; give 0 or more"),
        ("LB_SCORE", (LEADS[:1],), "leads names no leads below its headers; write one a row"),
        ("LB_DAYS_IN_STAGE", ((1.0, 2.0), (1.0, 2.0, 3.0)), "give ranges of one size"),
    ],
)
def test_a_sentence_says_what_is_wrong_and_how_to_mend_it(function: str, given, told) -> None:
    answer(function, given)
    assert told in str(last())


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_day_far_ahead_is_told_too(monkeypatch, language) -> None:
    monkeypatch.setattr(journal, "preferences", lambda: Preferences(language))
    assert answer("LB_DAYS_IN_STAGE", (datetime(2199, 12, 31), 46340.0)) == NUM
    assert last()


def test_more_arguments_than_there_are_are_told() -> None:
    assert answer("LB_VERSION", ["now"]) == VALUE
    assert "too many arguments (1; it takes 0)" in str(last())
