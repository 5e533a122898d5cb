"""Dates written as a column of the book writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

from leadbook.language.jalali import jalali_text
from leadbook.language.text import is_blank, latin_digits, persian_digits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

__all__ = ["DateForm"]

_YEAR_FIRST = re.compile(r"\s*(\d{4})\s*([/.-])")
_LAST_JALALI = 1600


@dataclass(frozen=True, slots=True)
class DateForm:
    """How a column writes its dates: as dates, or as text where every one of them is text.

    Calendar, digits and the mark between them are those of the column's last text that begins with
    a year.
    """

    is_text: bool
    model: str = ""

    @staticmethod
    def of(cells: Sequence[object]) -> DateForm:
        """See how a column's cells are written."""
        texts = [cell for cell in cells if isinstance(cell, str) and not is_blank(cell)]
        if not texts or any(isinstance(cell, int | float | date) for cell in cells):
            return DateForm(is_text=False)
        return DateForm(True, next(filter(_year, reversed(texts)), ""))

    def written(self, moment: datetime) -> datetime | str:
        """Write a moment; behind the day stands the time, unless it is midnight.

        >>> from datetime import datetime
        >>> DateForm.of(["۱۴۰۵/۰۸/۲۹"]).written(datetime(2026, 11, 21, 18))
        '۱۴۰۵/۰۸/۳۰ ۱۸:۰۰:۰۰'
        >>> DateForm.of([46346.0, "1405/08/29"]).written(datetime(2026, 11, 21))
        datetime.datetime(2026, 11, 21, 0, 0)
        """
        if not self.is_text:
            return moment
        day, year = f"{moment:%Y-%m-%d}", _year(self.model)
        if year:
            day = jalali_text(moment) if int(year[1]) < _LAST_JALALI else day
            day = re.sub("[/-]", year[2], day)
        text = day if moment.time() == time() else f"{day} {moment:%H:%M:%S}"
        return persian_digits(text) if self.model != latin_digits(self.model) else text


def _year(text: str) -> re.Match[str] | None:
    return _YEAR_FIRST.match(latin_digits(text))
