"""The sheets of the add-in's own workbook: settings, the ribbon's words, help of the functions."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.excel.buttons import label_rows
from leadbook.hosts.excel.sources import PROJECT
from leadbook.hosts.excel.wrappers import PYTHON_MODULE, help_rows
from leadbook.hosts.registry import FUNCTIONS
from leadbook.language.messages import message, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadbook.hosts.registry import Function

__all__ = ["LABELS", "SETTINGS", "SETTINGS_SHEET", "TIPS", "addin_book", "tip_rows"]

LABELS = "_leadbook_labels"
SETTINGS_SHEET = f"{PROJECT}.conf"
TIPS = "_IntelliSense_"
"""The sheet that the free Excel-DNA IntelliSense reads in every open workbook."""

SETTINGS = {
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",
    "UDF MODULES": PYTHON_MODULE,
    "USE UDF SERVER": "True",
}
"""What is so on every machine; which Python runs stands in the person's own settings file.

VBA cannot open that file where the person's name has letters outside the system's code page, such
as the Persian yeh; then it stands here, too.
"""

# Two add-ins built on different days have to be equal, so the file carries no time of making.
_MADE = datetime(2026, 1, 1)
_ABOUT = message(
    "This workbook is leadbook's add-in. Excel loads it by itself: look for the tab Leadbook."
)


def addin_book(own_settings: Mapping[str, str] | None = None) -> bytes:
    """Draw the add-in's workbook, still without macros; always the same bytes.

    A workbook needs one sheet that is not hidden; all others are hidden so that Excel does not
    offer to show them. The tips come last, where Excel-DNA looks for them.

    Args:
        own_settings: Those of one person's machine, which go before the file that they stand in.
    """
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        about = {"title": "Leadbook", "comments": str(_ABOUT), "created": _MADE}
        workbook.set_properties(about)
        workbook.add_worksheet("Leadbook").write_string(0, 0, str(_ABOUT))
        hidden = {
            SETTINGS_SHEET: {**SETTINGS, **(own_settings or {})}.items(),
            LABELS: [*label_rows(), *help_rows()],
            TIPS: tip_rows(),
        }
        for name, rows in hidden.items():
            _write_hidden(workbook, name, rows)
    return target.getvalue()


def _write_hidden(workbook: xlsxwriter.Workbook, name: str, rows: Iterable[Sequence[str]]) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.very_hidden()
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)


def tip_rows() -> list[tuple[str, ...]]:
    """Give the help of the functions as Excel-DNA IntelliSense reads it.

    Each row: name, help, a topic of a help file (leadbook has none), then name and help of each
    argument; the first cell of the sheet says what it is.

    >>> tip_rows()[0]
    ('FunctionInfo',)
    """
    return [("FunctionInfo",), *(_tip(function) for function in FUNCTIONS.values())]


def _tip(function: Function) -> tuple[str, ...]:
    say = speaker("en")
    arguments = [(argument.name, say(argument.doc)) for argument in function.arguments]
    return (function.name, say(function.doc), "", *(text for pair in arguments for text in pair))
