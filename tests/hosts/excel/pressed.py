"""A button pressed in the Excel of plain Python, through the real xlwings."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest import mock

import openpyxl
import xlwings

from leadbook.hosts.excel import live
from leadbook.jobs.progress import unwatched
from leadbook.language.messages import speaker
from tests.hosts.excel.fake_excel import FakeExcel
from tests.hosts.excel.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MESSAGE_BOX = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNO": 4, "MB_YESNOCANCEL": 3,
               "MB_ICONINFORMATION": 64, "MB_ICONWARNING": 48}  # fmt: skip
CRITICAL, INFO = 48, 64
AS_OF = datetime(2026, 10, 31)
HEADERS = ["Lead ID", "Name", "Stage", "Created", "Amount", "Email"]
ROWS = [
    ["L1", "Ann", "New", datetime(2026, 10, 1), 100, "ann@example.com"],
    ["L2", "Bob", "Won", datetime(2026, 10, 2, 14, 30), 250.5, None],
    ["L3", "سارا", "New", datetime(2026, 10, 3), None, "sara@example.com"],
]


def small_book() -> openpyxl.Workbook:
    """Make a small book: a title, headers, three leads, and a sheet of the person's own."""
    made = openpyxl.Workbook()
    leads = made.active
    leads.title = "Leads"
    for row in (["My leads"], [], HEADERS, *ROWS):
        leads.append(row)
    made.create_sheet("Mine")["A1"] = "notes"
    return made


class Desk:
    """A person's Excel with one book open, and what it was told.

    Attributes:
        excel: The Excel.
        file: Excel's own object of the book.
        alerts: The sentences and the styles of message boxes.
        keys: What Windows says of Esc, one answer an asking; then it is not pressed.
    """

    def __init__(self, excel: FakeExcel, file: object) -> None:
        self.excel, self.file = excel, file
        self.alerts: list[tuple[str, int]] = []
        self.keys: list[int] = []
        self.front = excel.Hwnd

    @property
    def book(self) -> xlwings.Book:
        return self.app.books.active

    @property
    def app(self) -> xlwings.App:
        impl = sys.modules["xlwings._xlwindows"].App(xl=self.excel)
        return xlwings.App(impl=impl)

    def press(self, action: str, language: str = "en") -> None:
        from leadbook.hosts.excel import ribbon

        ribbon.work(action, ribbon.Press(self.app, speaker(language)))

    def tabs(self) -> list[str]:
        return [sheet.Name for sheet in self.file.Sheets]

    def _box(self, window: int, text: str, title: str, style: int) -> int:
        self.alerts.append((text, style))
        return 1


@contextmanager
def desk(book: Path, name: str = "") -> Iterator[Desk]:
    """Give a person's Excel in which a book is open."""
    with windows() as parts:
        excel = FakeExcel()
        found = Desk(excel, excel.open(book, name))
        sys.modules["win32con"].__dict__.update(MESSAGE_BOX)
        asked = SimpleNamespace(
            MessageBox=found._box,
            GetAsyncKeyState=lambda key: found.keys.pop(0) if found.keys else 0,
        )
        sys.modules["win32api"].__dict__.update(vars(asked))
        sys.modules["win32gui"].__dict__.update(GetForegroundWindow=lambda: found.front)
        with mock.patch.object(parts.excel, "BOOK_CALLER", found.file):
            yield found


def put(at: Desk, *keys: str) -> list[str]:
    """Put sheets of the report into the book as a button does."""
    with live.kept_state(at.book):
        if not keys:
            return live.report(at.book, as_of=AS_OF, progress=unwatched)
        return live.sheets(at.book, keys, as_of=AS_OF, progress=unwatched)
