"""A report as a workbook of its own, ready to be grafted into the user's book."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from leadbook.render.bulk import BulkSheet, MarkingSheet, ReportSheet, can_write_in_bulk
from leadbook.render.charts import make_chart
from leadbook.render.formats import Formats
from leadbook.render.layout import plan
from leadbook.render.quick_workbook import QuickWorkbook
from leadbook.render.setup import set_up
from leadbook.render.sheet import ROW, draw_sheet
from leadbook.report.model import Chart, Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlsxwriter.workbook import Workbook

    from leadbook.render.bands import Band
    from leadbook.render.sheet import Spot
    from leadbook.render.tables import Placed
    from leadbook.report.model import Report, Sheet

__all__ = ["render", "sketch"]

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
FEW_CELLS = 300_000
"""So many cells are some 30 MB of XML; a report of no more is made without temporary files."""
# A fixed date, so that the same report is the same bytes.
CREATED = datetime(2000, 1, 1)


def render(report: Report, target: Path) -> None:
    """Write a report as a workbook; the same report gives the same bytes.

    Args:
        report: What is shown; each sheet's `title` is the name of its tab.
        target: Where the workbook goes; an existing file is replaced.
    """
    _drawn(report, target, BulkSheet, in_memory=_cells(report) <= FEW_CELLS)


def sketch(report: Report, target: Path) -> Mapping[str, tuple[Band, ...]]:
    """Write a report as a workbook without the rows of its long tables, and give these by tab.

    It is for a graft into another workbook, which puts each band in the place of its mark: most
    bytes of a large report are then written once.

    Args:
        report: As for `render`.
        target: As for `render`.
    """
    sheets = _drawn(report, target, MarkingSheet, in_memory=True)
    return {sheet.name: tuple(sheet.bands) for sheet in sheets if isinstance(sheet, MarkingSheet)}


def _drawn(
    report: Report, target: Path, kind: type[BulkSheet], *, in_memory: bool
) -> list[ReportSheet]:
    with QuickWorkbook(str(target), OPTIONS | {"in_memory": in_memory}) as workbook:
        workbook.set_properties({"title": report.title, "created": CREATED})
        formats = Formats(workbook, report.language, report.dates)
        draft = _Draft(workbook, report, formats, kind if can_write_in_bulk() else ReportSheet)
        sheets = [draft.draw(sheet) for sheet in report.sheets]
        draft.draw_charts()
    return sheets


def _cells(report: Report) -> int:
    tables = (block for sheet in report.sheets for block in sheet.blocks)
    return sum(table.frame.size for table in tables if isinstance(table, Table))


class _Draft:
    """The workbook while it is drawn: where each table stands, and which charts wait for one."""

    def __init__(
        self, workbook: Workbook, report: Report, formats: Formats, kind: type[ReportSheet]
    ) -> None:
        self.workbook = workbook
        self.report = report
        self.formats = formats
        self.kind = kind
        self.tabs = {sheet.key: sheet.title for sheet in report.sheets}
        self.placed: dict[tuple[str, str], Placed] = {}
        self.waiting: list[tuple[ReportSheet, str, Spot]] = []
        self.names: set[str] = set()
        self.filled = {
            (sheet.key, block.name)
            for sheet in report.sheets
            for block in sheet.blocks
            if isinstance(block, Table) and not block.frame.empty
        }
        self.charted = {
            (block.sheet or sheet.key, block.table)
            for sheet in report.sheets
            for block in sheet.blocks
            if isinstance(block, Chart)
        }

    def draw(self, sheet: Sheet) -> ReportSheet:
        """Draw one sheet, but for its charts."""
        worksheet: ReportSheet = self.workbook.add_worksheet(sheet.title, worksheet_class=self.kind)
        worksheet.set_default_row(ROW * 0.75)
        planned = plan(sheet, self.formats.size, self.report.language)

        def drawable(chart: Chart) -> bool:
            return (chart.sheet or sheet.key, chart.table) in self.filled

        def charted(table: Table) -> bool:
            return (sheet.key, table.name) in self.charted

        drawn = draw_sheet(
            worksheet,
            sheet,
            planned,
            self.formats,
            names=self._name,
            drawable=drawable,
            charted=charted,
        )
        self.placed |= {(sheet.key, name): place for name, place in drawn.placed.items()}
        self.waiting += [(worksheet, sheet.key, spot) for spot in drawn.spots]
        set_up(worksheet, sheet, planned, drawn, self.report)
        return worksheet

    def draw_charts(self) -> None:
        """Insert the charts, now that every table that they draw has its place."""
        for worksheet, key, spot in self.waiting:
            chart = spot.chart
            source = chart.sheet or key
            table = self.placed[source, chart.table]
            drawing = make_chart(self.workbook, chart, self.tabs[source], table, self.formats)
            drawing.set_size({"width": spot.width, "height": spot.height})
            place = {"x_offset": spot.offset, "object_position": 2, "description": chart.text}
            worksheet.insert_chart(spot.row, 1, drawing, place)

    def _name(self, stem: str) -> str:
        """Give a table its name in the workbook, each only once."""
        base = "Leadbook_" + "".join(part.capitalize() for part in stem.split("_"))
        name, at = base, 2
        while name.casefold() in self.names:
            name, at = f"{base}_{at}", at + 1
        self.names.add(name.casefold())
        return name
