"""A workbook that is open in Excel for Windows: read, and given its report, through xlwings.

Nothing of Excel is kept here between two presses of a button. What xlwings has no word for is
asked of Excel's own objects (``.api``), so that Excel for Mac cannot be served.
"""

from leadbook.hosts.excel.live.importing import asked_file, import_leads
from leadbook.hosts.excel.live.placing import place_report
from leadbook.hosts.excel.live.reading import hidden_rows, read_book
from leadbook.hosts.excel.live.reporting import hand_off, report, sheets, understood
from leadbook.hosts.excel.live.state import kept_state, selected_cells

__all__ = [
    "asked_file",
    "hand_off",
    "hidden_rows",
    "import_leads",
    "kept_state",
    "place_report",
    "read_book",
    "report",
    "selected_cells",
    "sheets",
    "understood",
]
