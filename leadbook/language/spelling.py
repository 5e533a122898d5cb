"""Text as it should be typed: Persian letters, half spaces and single spaces.

Other than `text.fold`, which gives a key that nobody reads, this gives text to be shown.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["spelled"]

_ARABIC_DIGITS, _PERSIAN_DIGITS = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
_LETTERS = str.maketrans("يىكڪہ" + _ARABIC_DIGITS, "ییککه" + _PERSIAN_DIGITS)
# Letters stored by their printed shape; the code points between are no letters.
_SHAPES = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB50, 0xFBB2), *range(0xFE80, 0xFEFD))
}
_INVISIBLE = dict.fromkeys(
    [
        0x00AD, 0x0640, 0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF,  # soft hyphen, tatweel, marks
        *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A),
    ]
)  # fmt: skip
_RAW = _SHAPES | _INVISIBLE
_JOINED = "[\u0620-\u063f\u0641-\u0669\u066e-\u06d3\u06d5-\u06dc\u06df-\u06ff]"
_HALF_SPACES = re.compile("\u200c+")
_STRAY = re.compile(f"(?<!{_JOINED})\u200c|\u200c(?!{_JOINED})")


def spelled(text: str) -> str:
    """Give text with Persian letters for Arabic ones, and its spaces and half spaces in order.

    Arabic yeh, kaf and digits become Persian; tatweel and marks that nobody sees go; a half space
    stays between two Persian letters and goes elsewhere; any other white space is one space.

    >>> spelled("  شركت\u00a0\u200cمي\u200c\u200cخرد  ")
    'شرکت می\u200cخرد'
    >>> spelled("Acme\u200c  Ltd."), spelled("كـــتاب ٣")
    ('Acme Ltd.', 'کتاب ۳')
    """
    if text.isascii():
        return " ".join(text.split())
    seen = unicodedata.normalize("NFC", text.translate(_RAW)).translate(_LETTERS)
    apart = _STRAY.sub("", _HALF_SPACES.sub("\u200c", seen))
    return " ".join(unicodedata.normalize("NFC", apart).split())
