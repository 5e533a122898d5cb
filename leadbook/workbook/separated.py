"""Text files of values between separators: their encoding, their separator, and their rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

__all__ = ["EndlessCell", "decoded", "separated_rows"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ",;\t|؛،"
_LOOKED_AT = 50
_MOSTLY_SOUND = 5
_MARK = "\N{END OF TEXT}"
_NAMED = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_IN_WORDS = re.compile(rb"[\x80-\xff]{2}")
_OUTSIDE_ASCII = re.compile(rb"[\x80-\xff]")


class EndlessCell(ValueError):
    """A cell that a quotation mark opens and none closes; whatever follows would be part of it."""

    def __init__(self, row: int) -> None:
        super().__init__(f"the cell in row {row} does not end")
        self.row = row


def decoded(content: bytes) -> str:
    """Read bytes as text: by their mark, as UTF-8, else in the code page that they look like.

    Persian and Arabic words are runs of letters outside ASCII; in European words such letters
    stand alone. UTF-8 with a few damaged bytes, as a cut leaves them, is UTF-8 all the same.

    Raises:
        ValueError: It is no text.

    >>> decoded("نام".encode("cp1256")), decoded("Café".encode("cp1252"))
    ('نام', 'Café')
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    if b"\0" in content:
        raise ValueError("bytes of zero are no text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
        damaged = text.count("\ufffd")
        if sum(not letter.isascii() for letter in text) > _MOSTLY_SOUND * damaged:
            return text
        pairs, single = _IN_WORDS.findall(content), _OUTSIDE_ASCII.findall(content)
        is_persian = 4 * len(pairs) > len(single)
        return content.decode("cp1256" if is_persian else "cp1252", errors="replace")


def separated_rows(text: str) -> list[list[str]]:
    r"""Give the rows of a text; its separator is the one that parts most rows alike.

    Raises:
        EndlessCell: A cell is not closed, or is too long to be one.

    >>> separated_rows('name;phone\n"Lee; Ann";0912\n')
    [['name', 'phone'], ['Lee; Ann', '0912']]
    """
    named = _NAMED.match(text)
    if named:
        return _rows(text[named.end() :], named[1])
    start = "".join(text.splitlines(keepends=True)[:_LOOKED_AT])
    return _rows(text, max(_SEPARATORS, key=lambda separator: _evenness(start, separator)))


def _rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    # The mark comes out as a row of its own unless a cell is still open there.
    end = "\n" if text and not text.endswith(("\r", "\n")) else ""
    reader = csv.reader(io.StringIO(f"{text}{end}{_MARK}", newline=""), delimiter=separator)
    try:
        rows.extend(reader)
    except csv.Error:
        raise EndlessCell(len(rows) + 1) from None
    if rows.pop() != [_MARK]:
        raise EndlessCell(len(rows) + 1)
    return rows


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the most usual number of columns, if that is more than one."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0
    width, count = widths.most_common(1)[0]
    return count, width
