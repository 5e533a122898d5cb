"""One table on one sheet: cells, drop-downs, notes, colours, print set-up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.starter.template import DROP_DOWNS, plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from leadbook.report.model import Tone
    from leadbook.starter.looks import Looks
    from leadbook.starter.template import Column, Row, SheetPlan
    from leadbook.starter.words import Words

__all__ = ["READY_ROWS", "list_name", "list_range", "write_sheet"]

READY_ROWS = 5_000
"""So many rows have their drop-downs and formats ready, whether or not the table is that long."""

TONES: dict[str, dict[str, Tone]] = {
    "outcome": {"won": "good", "lost": "muted", "junk": "muted"},
    "label": {"hot": "warning"},
    "grade": {"hot": "warning"},
}
NOTE_WIDTH, NOTE_LINE = 260, 34


def write_sheet(
    sheet: Worksheet, plan: SheetPlan, rows: Sequence[Row], words: Words, looks: Looks
) -> None:
    """Write one table with everything that makes it easy to fill in."""
    for place, column in enumerate(plan.columns):
        sheet.set_column(place, place, column.width, looks.cell(column.cell))
    _write_table(sheet, plan, rows, words, looks)
    for place, column in enumerate(plan.columns):
        _write_note(sheet, place, plan.table, column, words)
        _offer(sheet, place, plan.table, column, words)
        _colour(sheet, place, column, words, looks)
    if plan.table == "Leads":
        _mark_duplicates(sheet, looks)
    _set_up(sheet, plan, words)


def list_name(drop_down: str) -> str:
    """Name the range that a drop-down offers."""
    return f"{drop_down}_list"


def list_range(drop_down: str, words: Words) -> str:
    """Write the range of a drop-down: the filled cells of a table's column, however many.

    >>> from leadbook.starter.words import words
    >>> list_range("owner", words("en"))
    "='Team'!$A$2:INDEX('Team'!$A$2:$A$5001,MAX(1,COUNTA('Team'!$A$2:$A$5001)))"
    """
    offered = DROP_DOWNS[drop_down]
    letter = xl_col_to_name(plan_of(offered.table).place(offered.column))
    title = words.title(offered.table).replace("'", "''")
    cells = f"'{title}'!${letter}$2:${letter}${READY_ROWS + 1}"
    return f"='{title}'!${letter}$2:INDEX({cells},MAX(1,COUNTA({cells})))"


def _write_table(
    sheet: Worksheet, plan: SheetPlan, rows: Sequence[Row], words: Words, looks: Looks
) -> None:
    sheet.add_table(
        0,
        0,
        max(1, len(rows)),
        len(plan.columns) - 1,
        {
            "name": plan.table,
            "style": None,
            "columns": [
                {
                    "header": words.header(plan.table, column.key),
                    "header_format": looks.header(column),
                    "format": looks.cell(column.cell),
                }
                for column in plan.columns
            ],
        },
    )
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(plan.columns):
            value = row.get(column.key)
            cell = "date" if isinstance(value, datetime) and column.cell == "any" else column.cell
            _write(sheet, number, place, value, looks.cell(cell))


def _write(sheet: Worksheet, row: int, place: int, value: object, look: Format) -> None:
    match value:
        case None:
            sheet.write_blank(row, place, None, look)
        case str():
            # Never write(): a name such as "=Anna" must stay text.
            sheet.write_string(row, place, value, look)
        case bool():
            sheet.write_boolean(row, place, value, look)
        case int() | float():
            sheet.write_number(row, place, value, look)
        case datetime():
            sheet.write_datetime(row, place, value, look)
        case ErrorCell():
            sheet.write_formula(row, place, "=NA()", look, value.code)
        case UncalculatedCell():
            sheet.write_formula(row, place, f"={value.formula}", look, "")
        case _:
            raise TypeError(f"no cell holds a {type(value).__name__}")


def _write_note(sheet: Worksheet, place: int, table: str, column: Column, words: Words) -> None:
    if column.key == "meaning":
        return
    text = words.help(table, column.key)
    sheet.write_comment(
        0,
        place,
        text,
        {
            "author": "leadbook",
            "width": NOTE_WIDTH,
            "height": 24 + 18 * (len(text) // NOTE_LINE + 1),
            "font_name": words.text["font"],
            "font_size": words.text["font_size"] - 1,
            "color": "#FFFBE8",
        },
    )


def _offer(sheet: Worksheet, place: int, table: str, column: Column, words: Words) -> None:
    rule = _rule(place, column, words)
    if rule:
        header = words.header(table, column.key)
        titles = {"input_title": header, "error_title": header}
        sheet.data_validation(1, place, READY_ROWS, place, {**titles, **rule})


def _rule(place: int, column: Column, words: Words) -> dict[str, object]:
    """Say what a cell may hold, in XlsxWriter's terms; a free cell has no rule."""
    if column.offers in DROP_DOWNS:
        place_to_add = words.title(DROP_DOWNS[column.offers].table)
        return {
            "validate": "list",
            "source": f"={list_name(column.offers)}",
            "input_message": words.prompt("pick_or_type", sheet=place_to_add),
            "error_message": words.prompt("not_in_list_yet", sheet=place_to_add),
            "error_type": "warning",
        }
    if column.offers:
        return {
            "validate": "list",
            "source": words.offered(column.offers),
            "input_message": words.prompt("pick"),
            "error_message": words.prompt("not_in_list"),
        }
    if column.cell in ("date", "datetime"):
        return {
            "validate": "custom",
            "value": _looks_like_a_date(xl_rowcol_to_cell(1, place)),
            "input_message": words.prompt("date"),
            "error_message": words.prompt("not_a_date"),
            "error_type": "warning",
        }
    if column.cell in ("money", "integer", "percent"):
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e12,
            "maximum": 1e12,
            "error_message": words.prompt("not_a_number"),
            "error_type": "warning",
        }
    return {}


def _looks_like_a_date(cell: str) -> str:
    # A Jalali date is text to Excel, so that text of a date's length has to pass.
    return (
        f"=OR(AND(ISNUMBER({cell}),{cell}>36525,{cell}<73051),"
        f"AND(ISTEXT({cell}),LEN(TRIM({cell}))>=8,LEN(TRIM({cell}))<=16))"
    )


def _colour(sheet: Worksheet, place: int, column: Column, words: Words, looks: Looks) -> None:
    for key, tone in TONES.get(column.offers, {}).items():
        sheet.conditional_format(
            1,
            place,
            READY_ROWS,
            place,
            {
                "type": "cell",
                "criteria": "==",
                "value": f'"{words.word(column.offers, key)}"',
                "format": looks.tone(tone),
            },
        )


def _mark_duplicates(sheet: Worksheet, looks: Looks) -> None:
    rule = {"type": "duplicate", "format": looks.tone("bad")}
    sheet.conditional_format(1, 0, READY_ROWS, 0, rule)


def _set_up(sheet: Worksheet, plan: SheetPlan, words: Words) -> None:
    if words.right_to_left:
        sheet.right_to_left()
    sheet.freeze_panes(1, plan.frozen)
    sheet.set_row(0, 34)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(0)
    if plan.pages_wide > 1:
        sheet.repeat_columns(0, plan.frozen - 1)
    sheet.fit_to_pages(plan.pages_wide, 0)
    sheet.set_footer(f"&L&A&R{words.prompt('footer')}")
