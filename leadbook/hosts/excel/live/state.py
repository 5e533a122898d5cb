"""What a person has set in Excel and looks at: kept while a button works, and given back."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlwings import App, Book, Range

__all__ = ["kept_state", "selected_cells"]

MANUAL, DISABLED = "manual", 0
LONGEST_ADDRESS = 255  # Excel takes no longer reference


@contextmanager
def kept_state(book: Book) -> Iterator[None]:
    """Let Excel rest while something works on a book; then, also on an error, all is as before.

    Screen updating, warnings, events and calculation are off meanwhile. Esc does not break the
    macro that waits for Python (`watch.Watch` looks for that key). At the end the person looks at
    the same sheet with the same cells selected.
    """
    app = book.app
    with ExitStack() as after:
        # Undone from below: the place first, while the screen still stands still.
        for name, meanwhile in (
            ("screen_updating", False),
            ("display_alerts", False),
            ("enable_events", False),
            ("calculation", MANUAL),
        ):
            after.callback(setattr, app, name, getattr(app, name))
            setattr(app, name, meanwhile)
        after.callback(setattr, app.api, "EnableCancelKey", app.api.EnableCancelKey)
        app.api.EnableCancelKey = DISABLED
        after.callback(setattr, app, "status_bar", app.status_bar)
        selected = selected_cells(app)
        address = selected.address if selected is not None else ""
        after.callback(_show, book, str(book.api.ActiveSheet.Name), address)
        yield


def selected_cells(app: App) -> Range | None:
    """The cells that are selected; ``None`` where that is a chart, a drawing, or nothing."""
    try:
        return app.selection
    except AttributeError:  # such a thing has no address, and xlwings reckons with COM's error only
        return None


def _show(book: Book, name: str, address: str) -> None:
    """Show a sheet and select cells on it, where both are there still."""
    with suppress(Exception):  # a protected sheet may refuse it; the work itself is done
        book.api.Activate()
        if name in [tab.Name for tab in book.api.Sheets]:
            book.api.Sheets(name).Activate()
            if 0 < len(address) <= LONGEST_ADDRESS:
                book.api.Sheets(name).Range(address).Select()
