"""Where a new lead is of which nobody says it: never in a stage that may be a late one."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadbook.actions.first_stages import FirstStage, first_stage
from leadbook.pipeline.build import build
from leadbook.pipeline.raw import RawBook, RawColumn, RawTable


def table(kind: str, *rows: tuple[object, ...]) -> RawTable:
    headers, *cells = rows
    columns = tuple(
        RawColumn(str(header), chr(65 + place), [row[place] for row in cells])
        for place, header in enumerate(headers)
    )
    return RawTable(kind, kind, "sheet", "", columns, range(2, len(rows) + 1))


def first(stages: list[str], *others: RawTable) -> FirstStage:
    rows = [(f"L{at}", name) for at, name in enumerate(stages)]
    tables = (table("Leads", ("Lead ID", "Stage"), *rows), *others)
    return first_stage(build(RawBook("b", tables, False, False, (), ()), as_of=AT))


AT = datetime(2026, 11, 21)
LOG = ("Lead ID", "Stage", "Entered at")


@pytest.mark.parametrize(
    ("stages", "name"),
    [
        (["Won", "Negotiation", "New"], "New"),
        (["پیشنهاد", "سرنخ جدید"], "سرنخ جدید"),
        (["3. Offer", "1. Contacted"], "1. Contacted"),
        (["3. Offer", "2. Contacted"], ""),
        (["Negotiation", "Won"], ""),
        (["Blue", "Green"], ""),
        (["Won", "Lost"], ""),
    ],
)
def test_without_a_history_the_first_stage_must_say_that_leads_begin_there(
    stages: list[str], name: str
) -> None:
    assert first(stages) == FirstStage(name)


def test_a_stages_table_says_where_leads_begin() -> None:
    stages = table("Stages", ("Stage", "Order"), ("Won", 1), ("Offer", 3), ("Negotiation", 2))
    assert first(["Offer"], stages) == FirstStage("Negotiation")


def test_else_it_is_where_most_leads_of_the_history_began() -> None:
    log = table(
        "StageHistory", LOG,
        ("L0", "Green", "2026-10-01"), ("L0", "Blue", "2026-10-05"), ("L0", "Won", "2026-10-07"),
        ("L1", "Blue", "2026-10-01"), ("L2", "Green", "2026-10-02"),
    )  # fmt: skip
    assert first(["Won", "Blue", "Green"], log) == FirstStage("Green", is_seen=True)


def test_a_history_of_closings_alone_does_not_say_where_leads_begin() -> None:
    log = table("StageHistory", LOG, ("L0", "Won", "2026-10-01"))
    assert first(["Won", "Blue"], log) == FirstStage("")
