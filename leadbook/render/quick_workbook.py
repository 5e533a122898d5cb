"""An XlsxWriter workbook that is stored without being packed.

The report's workbook lives for a moment, until its sheets are in the user's book. XlsxWriter has no
setting for that, and packing a large report takes longer than making it.
"""

from __future__ import annotations

from functools import partial
from types import FunctionType
from zipfile import ZipFile

import xlsxwriter.workbook
from xlsxwriter.workbook import Workbook

__all__ = ["QuickWorkbook"]

UNPACKED = 0


def _unpacked() -> FunctionType:
    """Take XlsxWriter's own way to store a workbook, with a zip file that does not pack.

    Only this copy of the method sees the other zip file: no one else's workbooks change.
    """
    own = Workbook._store_workbook
    names = vars(xlsxwriter.workbook) | {"ZipFile": partial(ZipFile, compresslevel=UNPACKED)}
    return FunctionType(own.__code__, names, own.__name__)


class QuickWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """A workbook whose file is made quickly and is several times larger."""

    if hasattr(Workbook, "_store_workbook"):
        _store_workbook = _unpacked()
