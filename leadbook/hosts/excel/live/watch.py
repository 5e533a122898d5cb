"""How far a button's work is, in Excel's status bar; Esc stops it before anything is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import LeadbookError
from leadbook.language.messages import message

if TYPE_CHECKING:
    from xlwings import Book

    from leadbook.language.messages import Message, Speaker

__all__ = ["Stopped", "Watch"]

ESCAPE = 0x1B


class Stopped(LeadbookError):
    """The person pressed Esc; the book is as it was."""


class Watch:
    """A `jobs.progress.Progress` that writes into the status bar and heeds Esc at each step.

    Excel tells a Python that it waits for nothing of its keys (``EnableCancelKey`` is about
    macros), so Windows is asked whether Esc was pressed since the last step, and heeded only while
    Excel's window is the one in front.
    """

    def __init__(self, book: Book, say: Speaker) -> None:
        self._app, self._say = book.app, say
        self._was_pressed()  # forgets what was pressed before the button

    def __call__(self, step: Message, done: float) -> None:
        """Show that `step` begins.

        Raises:
            Stopped: The person pressed Esc during the step before.
        """
        if self._was_pressed():
            raise Stopped(message("Stopped as you asked; the workbook is as it was."))
        self._app.status_bar = self._say(
            "Leadbook: {step} ({percent}%) – Esc stops", step=step, percent=round(done * 100)
        )

    def _was_pressed(self) -> bool:
        import win32api  # type: ignore[import-untyped]  # noqa: PLC0415 - only there on Windows
        import win32gui  # type: ignore[import-untyped]  # noqa: PLC0415

        pressed = bool(win32api.GetAsyncKeyState(ESCAPE))
        return pressed and win32gui.GetForegroundWindow() == self._app.hwnd
