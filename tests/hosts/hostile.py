"""What a sheet may hand to a function, however odd: strategies for hypothesis."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from leadbook.pipeline.raw import ErrorCell
from leadbook.pipeline.schema import TABLES, known_headers

if TYPE_CHECKING:
    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function

NOTHING = (
    None,
    "",
    " ",
    float("nan"),
    pd.NaT,
    pd.NA,
    np.datetime64("NaT", "us"),
    np.float64("nan"),
)
ERRORS = (-2146826246, -2146826281, -2146826243, ErrorCell("#REF!"), "#N/A")
NUMBERS = (
    0.0, -1.0, 1.0, 3.5, 1e308, -1e308, 1e-320, float("inf"), float("-inf"), 46347.0, 2958466.0,
    -0.5, 59.0, 60.0, 10**400, 2**63, -2147352572, Decimal("12.5"), Decimal("NaN"), np.int64(7),
    np.float32(1.5), Fraction(1, 3), 1 + 2j, True, False, np.bool_(True),
)  # fmt: skip
MOMENTS = (
    datetime(1, 1, 1), datetime(1899, 12, 31), datetime(1900, 1, 1), datetime(2026, 11, 21, 23, 59),
    datetime(9999, 12, 31), date(2026, 11, 21), pd.Timestamp("2026-11-21", tz="Asia/Tehran"),
    np.datetime64("2026-11-21", "ns"), np.datetime64("30000-01-01", "D"),
)  # fmt: skip
TEXTS = (
    "۱۴۰۵/۰۸/۳۰", "۱۲٬۵۰۰ تومان", "سه", "1405/13/01", "03/04/2026", "31/02/2026", "1e999", "NaN",
    "-", "=1+1", "Won", "Lost", "New", "برنده", "؟", "\u200c", "\ue0002042", "0" * 40, "{name}",
    "x" * 40_000, "\x00", "😀", "2026-11-21", "12%", "n/a", "TRUE",
)  # fmt: skip
ODD = (b"bytes", object(), {"a": 1}, {1, 2}, print, [1.0], ((1.0,),))

LATEST = datetime(2027, 1, 1)

cells = st.one_of(
    st.sampled_from(NOTHING),
    st.sampled_from(ERRORS),
    st.sampled_from(NUMBERS),
    st.sampled_from(MOMENTS),
    st.sampled_from(TEXTS),
    st.sampled_from(ODD),
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(max_size=8),
    st.datetimes(),
)
FITTING: dict[str, st.SearchStrategy[object]] = {
    "id": st.sampled_from(["L1", "L2", "L3", 4.0, "۵"]),
    "date": st.one_of(st.floats(45_000, 47_000), st.datetimes(datetime(2024, 1, 1), LATEST)),
    "stage": st.sampled_from(["New", "Contacted", "Offer", "Won", "Lost"]),
    "status": st.sampled_from(["open", "won", "lost"]),
    "label": st.sampled_from(["Web", "Fair", "نمایشگاه"]),
    "number": st.floats(0, 1000),
    "money": st.floats(0, 100_000),
    "percent": st.floats(0, 1),
    "flag": st.sampled_from(["yes", "no", True, "بله"]),
}
WORDS = st.sampled_from(["a", "b", "=", ">", "Source", "Amount", "10", None])
ARGUMENTS: dict[str, st.SearchStrategy[object]] = {
    "each": st.one_of(st.floats(45_000, 47_000), st.sampled_from(["سارا", "0912 345 6789"])),
    "date": st.one_of(st.none(), st.just(datetime(2026, 11, 21)), st.just(46347.0)),
    "dates": st.just(((46347.0,), (46348.0,))),
    "number": st.one_of(st.none(), st.floats(1, 400)),
    "text": st.sampled_from([None, None, "won", "source", "Industry", "1-7", "counts", "km"]),
    "any": cells,
}


@st.composite
def tables(draw: st.DrawFn, kind: str, *, odd: int) -> object:
    """Draw a range that is such a table; where odd is large, one that hardly is.

    Args:
        draw: Hypothesis' own.
        kind: Canonical name of the table.
        odd: Of twenty cells how many hold anything at all.
    """
    columns = TABLES[kind].columns
    names = known_headers(kind)
    kinds = dict(zip(names, columns.values(), strict=False))
    headers: list[object] = list(draw(st.permutations(names)))
    if odd > 1:
        strange = st.sampled_from([*names, None, "", "Notes", 1.0, -2146826246, "۱"])
        headers = draw(st.lists(strange, max_size=len(names)))
    height = draw(st.integers(0, 12))
    body = [
        [draw(_cell(kinds.get(str(header), "any"), odd)) for header in headers]
        for _ in range(height)
    ]
    rows = [headers, *body, *[[None] * len(headers)] * draw(st.sampled_from([0, 0, 1, 30]))]
    if height and draw(st.integers(0, 9)) == 0:
        rows += body * (3000 // height)
    if odd > 1 and draw(st.integers(0, 4)) == 0:
        rows = [row[: draw(st.integers(0, len(row)))] for row in rows[:20]]
    return tuple(map(tuple, rows))


@cache
def _cell(kind: str, odd: int) -> st.SearchStrategy[object]:
    fitting = FITTING.get(kind, WORDS)
    return st.integers(1, 20).flatmap(lambda drawn: cells if drawn <= odd else fitting)


ranges = st.one_of(
    st.lists(cells, max_size=4).map(tuple),
    st.lists(st.lists(cells, max_size=4).map(tuple), max_size=5).map(tuple),
    st.sampled_from([(), ((),), ((), ()), [[]], ((None,) * 16,) * 3000, (("",),) * 500]),
)


def values(argument: Argument) -> st.SearchStrategy[object]:
    """Values for one argument: mostly of its kind, else of another."""
    if argument.kind == "table":
        good = tables(argument.table, odd=0) | tables(argument.table, odd=1)
        hostile = tables(argument.table, odd=8) | ranges | cells
    else:
        good, hostile = ARGUMENTS[argument.kind], cells | ranges
    if not argument.required:
        good |= st.none()
    return st.integers(0, 7).flatmap(lambda drawn: good if drawn else hostile)


def calls(function: Function) -> st.SearchStrategy[tuple[object, ...]]:
    """The arguments of one call."""
    return st.tuples(*map(values, function.arguments))
