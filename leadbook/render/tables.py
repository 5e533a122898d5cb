"""A table on a sheet: an Excel table that looks right where table styles are not drawn, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.render.bulk import BulkColumn, BulkSheet
from leadbook.render.cells import clean_text, looks_like_formula
from leadbook.render.formats import is_text
from leadbook.render.palette import BAR, HEADER, INK, LINE, LINK, TONES
from leadbook.render.widths import header_lines, lines
from leadbook.report.model import LINKED_ROWS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from leadbook.render.cells import Cells
    from leadbook.render.formats import Formats
    from leadbook.report.model import Column, Table

__all__ = ["Placed", "draw_table"]

STYLE = "Table Style Light 1"
LONGEST_HEADER = 240
HEADER_LINE = 17
BODY_LINE = 16


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: the rows of its body and the column of each of its keys."""

    header: int
    first: int
    last: int
    columns: dict[str, int]


def draw_table(
    sheet: Worksheet,
    table: Table,
    cells: tuple[Cells, ...],
    *,
    name: str,
    row: int,
    left: int,
    widths: tuple[int, ...],
    formats: Formats,
    charted: bool = False,
) -> Placed:
    """Write a table with at least one row, its header in `row`, and say where it stands.

    Rows that a chart may draw (`charted`), and those with links or wrapped text, are written cell
    by cell; all others in bulk.
    """
    last = row + len(table.frame)
    _header(sheet, table, name, row, left, last, widths, formats)
    _body(sheet, table, cells, row + 1, left, formats, charted)
    _wrap(sheet, table, cells, row + 1, widths, formats)
    for at, column in enumerate(table.columns, start=left):
        _conditions(sheet, column, (row + 1, at, last, at), formats)
    return Placed(row, row + 1, last, {c.key: left + at for at, c in enumerate(table.columns)})


def _header(
    sheet: Worksheet,
    table: Table,
    name: str,
    row: int,
    left: int,
    last: int,
    widths: tuple[int, ...],
    formats: Formats,
) -> None:
    titles = _unique([column.title for column in table.columns])
    columns = [
        {"header": title, "header_format": _header_format(column, formats)}
        for title, column in zip(titles, table.columns, strict=True)
    ]
    options = {"name": name, "style": STYLE, "columns": columns, "banded_rows": False}
    right = left + len(columns) - 1
    add = sheet.add_long_table if isinstance(sheet, BulkSheet) else sheet.add_table
    add(row, left, last, right, options)
    tallest = max(
        header_lines(title, width, formats.size, formats.language)
        for title, width in zip(titles, widths, strict=False)
    )
    sheet.set_row_pixels(row, HEADER_LINE * max(tallest, 1) + 12)


def _header_format(column: Column, formats: Formats) -> object:
    return formats(
        bold=True,
        bg_color=HEADER,
        bottom=2,
        bottom_color=TONES["plain"].line,
        text_wrap=True,
        align=formats.start if is_text(column.kind) else "right",
        indent=1 if is_text(column.kind) else 0,
    )


def _unique(titles: list[str]) -> list[str]:
    """Number titles that occur twice: Excel wants each header of a table to be its own line."""
    seen: dict[str, int] = {}
    given = []
    for title in (" ".join(clean_text(title).split())[:LONGEST_HEADER] for title in titles):
        folded = title.casefold()
        seen[folded] = seen.get(folded, 0) + 1
        given.append(title if seen[folded] == 1 else f"{title} {seen[folded]}")
    return given


def _body(
    sheet: Worksheet,
    table: Table,
    cells: tuple[Cells, ...],
    row: int,
    left: int,
    formats: Formats,
    charted: bool,
) -> None:
    """Write the first rows cell by cell where anything but their cells needs them."""
    rows = len(table.frame)
    needed = charted or any(column.link or column.kind == "wrapped" for column in table.columns)
    plain = min(rows, LINKED_ROWS if needed else 0) if isinstance(sheet, BulkSheet) else rows
    bulk: list[BulkColumn] = []
    for at, (column, its) in enumerate(zip(table.columns, cells, strict=True), start=left):
        shown, quoted = _body_format(column, formats), _body_format(column, formats, quoted=True)
        bulk.append(BulkColumn(its, shown, quoted))
        for line in range(plain):
            _write(sheet, row + line, at, its.at(line), shown, quoted)
        if column.link:
            _link(sheet, table, column, its, row, at, formats)
    if isinstance(sheet, BulkSheet) and rows > plain:
        sheet.write_bulk(row + plain, left, bulk, skipped=plain)


def _body_format(column: Column, formats: Formats, *, quoted: bool = False) -> object:
    # The indent keeps text off a number at the end of the cell before.
    own: dict[str, object] = {"indent": 1} if is_text(column.kind) else {}
    if column.kind == "wrapped":
        own |= {"text_wrap": True}
    quote = {"quote_prefix": True} if quoted else {}
    return formats.of_kind(column.kind, bottom=1, bottom_color=LINE, **own, **quote)


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float | None,
    shown: object,
    quoted: object,
) -> None:
    if value is None:
        sheet.write_blank(row, column, None, shown)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, quoted if looks_like_formula(value) else shown)
    else:
        sheet.write_number(row, column, value, shown)


def _link(
    sheet: Worksheet,
    table: Table,
    column: Column,
    cells: Cells,
    row: int,
    at: int,
    formats: Formats,
) -> None:
    look = {"bottom": 1, "bottom_color": LINE, "underline": 1, "font_color": LINK, "indent": 1}
    shown = formats.of_kind("link", **look)
    targets = table.frame[column.link].tolist()[:LINKED_ROWS]
    for line, target in enumerate(targets):
        text = cells.at(line)
        if target and isinstance(text, str):
            sheet.write_url(row + line, at, f"internal:{target}", shown, string=text)


def _wrap(
    sheet: Worksheet,
    table: Table,
    cells: tuple[Cells, ...],
    row: int,
    widths: tuple[int, ...],
    formats: Formats,
) -> None:
    """Make rows as high as their wrapped text needs; rows in bulk keep the height of one line."""
    wrapped = [
        (its, width)
        for column, its, width in zip(table.columns, cells, widths, strict=False)
        if column.kind == "wrapped"
    ]
    for line in range(min(len(table.frame), LINKED_ROWS) if wrapped else 0):
        needed = max(
            lines(str(its.at(line) or ""), width, formats.size, formats.language)
            for its, width in wrapped
        )
        if needed > 1:
            sheet.set_row_pixels(row + line, BODY_LINE * needed + 8)


def _conditions(
    sheet: Worksheet, column: Column, area: tuple[int, int, int, int], formats: Formats
) -> None:
    """Draw data bars, and show marked values in their tone, by rules that follow edits."""
    if column.bar:
        sheet.conditional_format(*area, _bar(column, formats))
    for value, tone in column.tones.items():
        shade = TONES[tone]
        text = value.replace('"', '""')
        look = {"font_color": shade.text, "bg_color": shade.fill, "bold": tone == "bad"}
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"'}
        sheet.conditional_format(*area, rule | {"format": formats.condition(**look)})


def _bar(column: Column, formats: Formats) -> dict[str, object]:
    ends = {"min_type": "num", "min_value": 0}
    if column.kind == "score":
        ends |= {"max_type": "num", "max_value": 100}
    return ends | {
        "type": "data_bar",
        "data_bar_2010": True,
        "bar_solid": True,
        "bar_no_border": True,
        "bar_color": BAR,
        "bar_negative_color": TONES["bad"].fill,
        "bar_axis_color": INK,
        "bar_direction": "right" if formats.right_to_left else "left",
    }
