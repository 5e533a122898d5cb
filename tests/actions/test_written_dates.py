"""A date goes into a column as that writes its dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from leadbook.actions.written_dates import DateForm
from leadbook.language.dates import to_datetime
from leadbook.pipeline.raw import ErrorCell

DAY, MOMENT = datetime(2026, 11, 21), datetime(2026, 11, 21, 18, 30, 5)


@pytest.mark.parametrize(
    ("cells", "moment", "expected"),
    [
        ([], DAY, DAY),
        ([None, " "], DAY, DAY),
        ([46000.0, "1405/08/01"], DAY, DAY),
        ([date(2026, 1, 1)], MOMENT, MOMENT),
        (["1405/08/01", None, ErrorCell("#N/A")], DAY, "1405/08/30"),
        (["1405-8-1"], DAY, "1405-08-30"),
        (["۱۴۰۵/۰۸/۰۱"], MOMENT, "۱۴۰۵/۰۸/۳۰ ۱۸:۳۰:۰۵"),
        (["2026-01-02", "2026/01/03", "soon"], MOMENT, "2026/11/21 18:30:05"),
        (["3.1.2026"], DAY, "2026-11-21"),
        (["2026-01-02", "1405.01.02"], DAY, "1405.08.30"),
    ],
)
def test_a_date_is_written_as_the_column_writes_its_own(
    cells: list[object], moment: datetime, expected: object
) -> None:
    written = DateForm.of(cells).written(moment)
    assert written == expected
    assert to_datetime(written) == moment
