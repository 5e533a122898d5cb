"""The report's colours: one calm blue, and a colour for each tone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.report.model import Tone

__all__ = [
    "BAND",
    "BAR",
    "CARD",
    "HEADER",
    "INK",
    "LINE",
    "LINK",
    "ON_BAND",
    "QUIET",
    "TONES",
    "WHITE",
    "Shades",
]

WHITE = "#FFFFFF"
INK = "#1F2A37"
QUIET = "#5F6B7A"
LINE = "#E3E8EF"
CARD = "#F4F7FA"
HEADER = "#E8EEF5"
BAND = "#1F3B5C"
ON_BAND = "#C9D8EA"
LINK = "#2563A8"
BAR = "#C9DCF0"


@dataclass(frozen=True, slots=True)
class Shades:
    """One tone in three shades: of lines and bars, of text, and of a background."""

    line: str
    text: str
    fill: str


TONES: Mapping[Tone, Shades] = {
    "plain": Shades("#3B74B4", INK, "#EAF1F9"),
    "good": Shades("#2F9C7C", "#1B6B54", "#E4F3EE"),
    "warning": Shades("#E2A03F", "#8A5907", "#FDF3E0"),
    "bad": Shades("#C9504A", "#A32E28", "#FBE8E6"),
    "muted": Shades("#A3AEBB", QUIET, "#F1F4F7"),
}
