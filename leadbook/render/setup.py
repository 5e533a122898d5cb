"""How a sheet behaves: what stays in sight while scrolling, and how it goes on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.render.layout import MARGIN
from leadbook.render.pages import MARGINS, page_breaks, page_height
from leadbook.render.palette import BAND
from leadbook.render.sheet import ROW
from leadbook.report.model import Table

if TYPE_CHECKING:
    from leadbook.render.bulk import ReportSheet
    from leadbook.render.layout import Plan
    from leadbook.render.sheet import Drawn
    from leadbook.report.model import Report, Sheet

__all__ = ["set_up"]

A4 = 9
BAND_ROWS = (0, 1)
MOST_FROZEN_ROWS = 14
SCROLLS_SIDEWAYS = 1400
LONGEST_FOOTER = 110


def set_up(worksheet: ReportSheet, sheet: Sheet, plan: Plan, drawn: Drawn, report: Report) -> None:
    """Freeze what stays in sight, and prepare the sheet for paper."""
    if report.language == "fa":
        worksheet.right_to_left()
    worksheet.hide_gridlines(2)
    worksheet.set_tab_color(BAND)
    header = _list_header(sheet, drawn)
    first, last = BAND_ROWS if header is None else (header, header)
    aside = 2 if sum(plan.widths) > SCROLLS_SIDEWAYS else 0
    worksheet.freeze_panes(last + 1, aside)
    worksheet.repeat_rows(first, last)
    if not sheet.portrait:
        worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(**MARGINS)
    worksheet.set_footer(_footer(report))
    page = page_height(sum(plan.widths) + MARGIN, portrait=sheet.portrait)
    repeated = sum(worksheet.pixels.get(row, ROW) for row in range(first, last + 1))
    pixels = worksheet.pixels
    breaks = page_breaks(drawn.parts, lambda row: pixels.get(row, ROW), page, repeated)
    worksheet.set_h_pagebreaks(breaks)


def _list_header(sheet: Sheet, drawn: Drawn) -> int | None:
    """Give the header row of a sheet that begins with a long list, so that it stays in sight."""
    first = sheet.blocks[0] if sheet.blocks else None
    if not isinstance(first, Table) or first.name not in drawn.placed:
        return None
    header = drawn.placed[first.name].header
    return header if header <= MOST_FROZEN_ROWS else None


def _footer(report: Report) -> str:
    """Write the page's foot: what the report is about, and page of pages."""
    about = report.footer[:LONGEST_FOOTER].replace("&", "&&")
    first, second = ("&R", "&L") if report.language == "fa" else ("&L", "&R")
    return f"{first}&8{about}{second}&8&P / &N"
