"""Sentences of the functions of speed, and what their words may be."""

from __future__ import annotations

import pytest
from function_cases.tables import AS_OF, LEADS, PERSIAN

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.choices import choice
from leadbook.hosts.faults import VALUE
from leadbook.hosts.functions.speed import FACTORS, KINDS, METHODS, PARTS
from leadbook.hosts.journal import last_sentence
from leadbook.hosts.registry import FUNCTIONS
from leadbook.language.messages import speaker
from leadbook.pipeline.schema import header_key


def test_a_column_that_there_is_not_is_told_with_the_one_that_is_near() -> None:
    assert answer("LB_CONVERSION_RATE", [LEADS, None, None, "Sorce"]) == VALUE
    assert "'Sorce'" in last_sentence()
    assert "did you mean 'Source'?" in last_sentence()


def test_a_word_that_is_not_known_is_told_with_those_that_are() -> None:
    assert answer("LB_CONVERSION_RATE", [LEADS, "best"]) == VALUE
    assert "won/closed, won/entered, cohort" in last_sentence()


@pytest.mark.parametrize("words", [KINDS, PARTS, METHODS, FACTORS])
def test_no_word_means_two_things(words) -> None:
    called = [{header_key(word) for word in each} for each in words.values()]
    assert sum(map(len, called)) == len(set().union(*called))
    assert all(len(each) > 1 for each in called)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_words_of_the_report_are_understood(language) -> None:
    say = speaker(language)
    kinds = [say("Win rate"), say("Won of all leads"), say("Cohorts")]
    methods = [say("Aalen-Johansen"), say("Kaplan-Meier"), say("Closed only")]
    parts = [say("Rate"), say("Cases (n)"), say("Low 95%"), say("High 95%")]
    factors = [say("Sales velocity per day"), say("Opportunities"), say("Win rate")]
    factors += [say("Mean won value"), say("Mean days to win")]
    assert [choice(word, KINDS, "kind") for word in kinds] == list(KINDS)
    assert [choice(word, METHODS, "method") for word in methods] == list(METHODS)
    assert [choice(word, PARTS, "part") for word in parts] == list(PARTS)[:4]
    assert [choice(word, FACTORS, "part") for word in factors] == list(FACTORS)[:5]


def test_a_column_is_named_by_its_header_or_its_canonical_name() -> None:
    by_header = answer("LB_CONVERSION_RATE", [PERSIAN, None, None, "منبع", None, "1405/08/30"])
    by_name = answer("LB_CONVERSION_RATE", [PERSIAN, None, None, "source", None, "1405/08/30"])
    assert by_header == by_name
    assert by_header[0][0] == "منبع"


def test_rates_by_a_column_add_up_to_the_whole() -> None:
    rows = answer("LB_CONVERSION_RATE", [LEADS, "won/entered", None, "Source", None, AS_OF])[1:]
    whole = answer("LB_CONVERSION_RATE", [LEADS, "won/entered", "table"])[1]
    assert sum(n for _, _, n, *_ in rows) == whole[1]
    assert sum(rate * n for _, rate, n, *_ in rows) == pytest.approx(whole[0] * whole[1])


DATED = [
    ["Lead ID", "Stage", "Amount", "Source", "Created", "Closed"],
    ["L1", "Won", 100.0, "Web", "2026-01-01", "2026-01-21"],
    ["L2", "Lost", 200.0, "Fair", "2026-01-05", "2026-02-04"],
    ["L3", "New", 300.0, "Web", "2026-02-01", None],
]
LOG = [
    ["Lead ID", "Stage", "Entered at"],
    *([row[0], "New", row[4]] for row in DATED[1:]),
    *([row[0], row[1], row[5]] for row in DATED[1:] if row[5]),
]


@pytest.mark.parametrize(
    ("function", "given"),
    [
        ("LB_CONVERSION_RATE", {"kind": "cohort", "part": "table"}),
        ("LB_WIN_WITHIN", {"part": "table"}),
        ("LB_SALES_VELOCITY", {"part": "table"}),
        ("LB_SOURCES", {}),
        ("LB_COHORTS", {}),
    ],
)
def test_a_history_tells_the_days_that_the_leads_do_not(function: str, given) -> None:
    def asked(**tables: object) -> object:
        known = {"as_of": AS_OF, **given, **tables}
        return answer(function, [known.get(each.name) for each in FUNCTIONS[function].arguments])

    undated = [row[:4] for row in DATED]
    assert asked(leads=undated, history=LOG) == asked(leads=DATED) != asked(leads=undated)


@pytest.mark.parametrize(("history", "rate"), [(None, ""), (LOG, 0.0)])
def test_how_fast_leads_move_on_is_blank_where_only_the_present_stage_is_known(
    history, rate
) -> None:
    still = [[*row[:4], row[4]] for row in (DATED[0], DATED[3])]
    still[0][4] = "Stage since"
    log = history and [history[0], ["L3", "New", "2026-02-01"]]
    (_, *rows) = answer("LB_CONVERSION_VELOCITY", [still, AS_OF, log])
    assert [row[-1] for row in rows if row[0] == "New"] == [rate]
