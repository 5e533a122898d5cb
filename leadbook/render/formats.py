"""Cell formats: one font, number formats for each kind in the report's language, made once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.render.palette import INK

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from leadbook.language.messages import Language
    from leadbook.pipeline.settings import Dates
    from leadbook.report.model import Kind

__all__ = ["FONTS", "Formats", "is_text", "number_format"]

FONTS: dict[Language, str] = {"en": "Calibri", "fa": "Tahoma"}
SIZES: dict[Language, float] = {"en": 10, "fa": 9}

NUMBERS: dict[Kind, str] = {
    "integer": "#,##0",
    "number": "#,##0.0",
    "ratio": "0.000",
    "days": "#,##0.0",
    "percent": "0.0%",
    "money": "#,##0",
    "score": "0",
    "ordinal": "0",
}
PERSIAN_DIGITS = "[$-3000429]"
DAYS: dict[Dates, str] = {
    "gregorian": "yyyy-mm-dd",
    "jalali": "[$-960429]yyyy/mm/dd;@",
    "jalali-text": "yyyy-mm-dd",
}
TEXTS: frozenset[Kind] = frozenset({"text", "wrapped", "id", "link"})


def is_text(kind: Kind) -> bool:
    """Tell whether cells of this kind hold text; all others hold numbers."""
    return kind in TEXTS


def number_format(kind: Kind, language: Language, dates: Dates) -> str:
    """Give the Excel number format of a kind.

    >>> number_format("percent", "en", "gregorian")
    '0.0%'
    >>> number_format("money", "fa", "jalali")
    '[$-3000429]#,##0'
    """
    if kind in TEXTS:
        return "@"
    if kind == "date":
        return DAYS[dates]
    if kind == "datetime":
        return DAYS[dates].replace("dd", "dd hh:mm")
    return (PERSIAN_DIGITS if language == "fa" else "") + NUMBERS[kind]


class Formats:
    """Makes each format of a workbook once; every cell of the report takes its format here."""

    def __init__(self, workbook: Workbook, language: Language, dates: Dates) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.language = language
        self.dates = dates
        self.font = FONTS[language]
        self.size = SIZES[language]
        self.right_to_left = language == "fa"

    def __call__(self, **properties: object) -> Format:
        """Give the format with these XlsxWriter properties over the report's font and direction."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(self._base() | properties)
        return self._made[key]

    def of_kind(self, kind: Kind, **properties: object) -> Format:
        """Give the format of a kind of value, numbers at the end of the line, text at its start."""
        shown = number_format(kind, self.language, self.dates)
        align = self.start if is_text(kind) else "right"
        return self(**{"num_format": shown, "align": align} | properties)

    def condition(self, **properties: object) -> Format:
        """Give the format of a conditional rule: only what it changes, as Excel wants it."""
        key = ("condition", True), *sorted(properties.items())
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    @property
    def start(self) -> str:
        """The side on which a line of text begins."""
        return "right" if self.right_to_left else "left"

    def larger(self, by: float) -> float:
        """Give a font size that stands off the body's."""
        return self.size + by

    def _base(self) -> dict[str, object]:
        return {
            "font_name": self.font,
            "font_size": self.size,
            "font_scheme": "none",
            "font_color": INK,
            "valign": "vcenter",
            "reading_order": 2 if self.right_to_left else 1,
        }
