"""Text as a matching key: the same word is the same key, however it was typed.

Persian is typed with Persian or Arabic letters and digits, with or without the half space. The
key forgets such differences; the text itself is kept by the caller for display.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fold", "fold_all", "is_blank", "latin_digits", "persian_digits", "plain", "tidy"]

_PERSIAN = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC = "٠١٢٣٤٥٦٧٨٩"
_LATIN = "0123456789"

_TO_LATIN = str.maketrans(_PERSIAN + _ARABIC, _LATIN * 2)
_TO_PERSIAN = str.maketrans(_LATIN + _ARABIC, _PERSIAN * 2)

# A half space is as often typed as a space or not at all; a space is the nearest of the two.
_SPACES = dict.fromkeys("_\u200c", " ")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_MARKS = dict.fromkeys(
    [
        "\u0640",  # tatweel
        *map(chr, range(0x064B, 0x0660)),  # vowel signs
        "\u0670",
        *map(chr, range(0x06D6, 0x06DD)),
        *"\u200b\u200d\u200e\u200f\u061c\ufeff\u00ad",  # invisible joiners and direction marks
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2066, 0x206A)),
    ],
    "",
)
_LETTERS = str.maketrans("يىېكڪةۀہآأإٱ", "یییککهههاااا")


def _shapes() -> dict[int, str]:
    """Letters stored by their printed shape, and full-width letters: as the letters themselves."""
    codes = [*range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD), *range(0xFF01, 0xFF5F)]
    return {code: unicodedata.normalize("NFKC", chr(code)).translate(_BASE) for code in codes}


_BASE = _TO_LATIN | str.maketrans(_SPACES | _DASHES | _MARKS) | _LETTERS | {ord("٪"): "%"}
_KEY = _BASE | _shapes()
_TIDY = _TO_LATIN | str.maketrans({"\u200c": " "} | _DASHES | _MARKS)
_BETWEEN_WORDS = re.compile(r"(?<=\w)[\s-]+(?=\w)")


def fold(text: str) -> str:
    """Give the key under which a text is matched; equal keys mean the same words.

    Letter case, Persian and Arabic forms of letters and digits, vowel signs and invisible marks
    do not count; spaces, half spaces, underscores and hyphens between words are all one space.

    >>> fold("  Lead_ID "), fold("stage-since"), fold("۱۴۰۵")
    ('lead id', 'stage since', '1405')
    >>> fold("سرنخ‌هاي كليدي") == fold("سرنخ های کلیدی")
    True
    >>> fold("A-"), fold("-5")
    ('a-', '-5')
    """
    if text.isascii():
        key = text.replace("_", " ").lower()
    else:
        key = unicodedata.normalize("NFC", text).translate(_KEY).casefold()
    if "-" in key:
        key = _BETWEEN_WORDS.sub(" ", key)
    return " ".join(key.split())


def fold_all(values: Iterable[object]) -> list[str]:
    """Fold many cells, each distinct one once; a blank is ``""`` and a number its plain text.

    >>> fold_all(["New", "NEW ", None, 5.0])
    ['new', 'new', '', '5']
    """
    keys: dict[object, str] = {}
    folded = []
    for value in values:
        key = keys.get(value) if type(value) is str else None
        if key is None:
            key = fold(plain(value))
            if type(value) is str:
                keys[value] = key
        folded.append(key)
    return folded


def plain(value: object) -> str:
    """Write a cell as Excel's own text would be: whole numbers without a point, blanks empty.

    >>> plain(123.0), plain(0.5), plain(True), plain(None)
    ('123', '0.5', 'TRUE', '')
    """
    if isinstance(value, str):
        return value
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing: no value, white space only, or one of the hosts' "missing".

    >>> [is_blank(value) for value in (None, " \u200c", float("nan"), 0, False)]
    [True, True, True, False, False]
    """
    if value is None:
        return True
    if isinstance(value, str):
        return not (value[:1].isalnum() or tidy(value))
    try:
        return bool(value != value)  # noqa: PLR0124 - only NaN and NaT differ from themselves
    except TypeError:  # pandas' NA refuses to be true or false
        return True


def latin_digits(text: str) -> str:
    """Write Persian and Arabic digits as 0-9.

    >>> latin_digits("۱۴۰۵/٠٨/30")
    '1405/08/30'
    """
    return text.translate(_TO_LATIN)


def persian_digits(text: str) -> str:
    """Write all digits as Persian ones.

    >>> persian_digits("1405/08/30")
    '۱۴۰۵/۰۸/۳۰'
    """
    return text.translate(_TO_PERSIAN)


def tidy(text: str) -> str:
    """Give a number or date as it would be typed in ASCII: Latin digits, plain spaces and hyphens.

    >>> tidy(" ۱۴۰۵–۸–۳۰  ")
    '1405-8-30'
    """
    return " ".join((text if text.isascii() else text.translate(_TIDY)).split())
