"""What each button of the ribbon does with the workbook that is in front.

VBA calls ``press(action, language)`` through xlwings' RunPython. An action takes a `Press` and may
give a sentence that is shown at the end; what goes wrong is one sentence, too, and the log has the
place in the code, never what a cell says.
"""

from __future__ import annotations

import gc
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leadbook.errors import LeadbookError, WrongUse
from leadbook.hosts.excel import live
from leadbook.hosts.excel.live.watch import Stopped, Watch
from leadbook.hosts.journal import last_message, log_file, remember, remember_crash
from leadbook.hosts.preferences import data_folder, preferences, write_preferences
from leadbook.hosts.values import today
from leadbook.jobs.farewell import FOLDER, farewells, write_drafts
from leadbook.jobs.importing import as_text
from leadbook.language.messages import message, speaker
from leadbook.pipeline.schema import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlwings import App, Book

    from leadbook.language.messages import Language, Message, Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["ACTIONS", "Press", "press", "work"]

SETTINGS = ("Settings", "Stages", "ScoringRules", "ColdRules", "Grades")
"""Tables in which a person sets something; the first that a book has is shown."""
EVERYWHERE = {"language", "log", "help"}
"""What needs nothing that only Excel for Windows can tell."""
SHOWN = -1


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button.

    Attributes:
        app: The person's Excel.
        say: Speaks the language of the ribbon; a report speaks that of its book.
    """

    app: App
    say: Speaker

    @property
    def book(self) -> Book:
        """The workbook in front.

        Raises:
            WrongUse: There is none.
        """
        book = self.app.books.active
        if book.api is None:
            raise WrongUse(message("open a workbook first, then press the button again"))
        return book


Action = Callable[[Press], "Message | None"]


def press(action: str, language: Language) -> None:
    """Do what a button is for; whatever goes wrong is told in a sentence.

    Args:
        action: A key of `ACTIONS`.
        language: In which the ribbon speaks.
    """
    from xlwings import Book  # noqa: PLC0415 - only where there is an Excel

    # The caller is the add-in that the button belongs to; the work is on the book in front.
    try:
        work(action, Press(Book.caller().app, speaker(language)))
    finally:
        _let_go_of_excel()


def _let_go_of_excel() -> None:
    """Keep nothing of Excel: whatever this Python holds can keep Excel from closing.

    xlwings' VBA leaves the add-in's book in a module, and gives it anew at each press.
    """
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.BOOK_CALLER = None
    gc.collect()


def work(action: str, pressed: Press) -> None:
    """Do an action, and say how it ended where Excel does not show it."""
    try:
        _refuse_another_version(action)
        _refuse_on_a_mac(action)
        done = ACTIONS[action](pressed)
        if done is not None:
            _tell(pressed, pressed.say(done))
    except Stopped as stopped:
        _tell(pressed, pressed.say(stopped.message))
    except LeadbookError as error:
        remember(action, error.message)
        _tell_failure(pressed)
    except Exception as error:  # the border: a person sees a sentence, never a traceback
        remember_crash(action, error)
        _tell_failure(pressed)


def _tell(pressed: Press, words: str, mode: str = "info") -> None:
    pressed.app.alert(words, pressed.say("Leadbook"), mode=mode)


def _tell_failure(pressed: Press) -> None:
    sentence = pressed.say("{sentence}\n\nLog: {file}", sentence=last_message(), file=log_file())
    _tell(pressed, sentence, mode="critical")


def _refuse_another_version(action: str) -> None:
    """Refuse a button of an add-in that was built by another version than this one."""
    if action not in ACTIONS:
        raise WrongUse(message("Close Excel and run: leadbook install"))


def _refuse_on_a_mac(action: str) -> None:
    if platform.system() == "Darwin" and action not in EVERYWHERE:
        raise WrongUse(
            message(
                "this button works in Excel for Windows only; on a Mac save the workbook, and run "
                "leadbook report in a terminal"
            )
        )


# ---- buttons that make sheets ------------------------------------------------------------------


def _placing(make: Callable[[Book, Watch], list[str]]) -> Action:
    """Make an action of what puts sheets into a book: the person then sees the first of them."""

    def action(pressed: Press) -> None:
        book = pressed.book
        with live.kept_state(book):
            titles = make(book, Watch(book, pressed.say))
        shown = [title for title in titles if book.sheets[title].api.Visible == SHOWN]
        if shown:
            book.sheets[shown[0]].api.Activate()

    return action


def _report(book: Book, watch: Watch) -> list[str]:
    return live.report(book, as_of=today(), progress=watch)


def _only(key: str) -> Callable[[Book, Watch], list[str]]:
    def make(book: Book, watch: Watch) -> list[str]:
        return live.sheets(book, {key}, as_of=today(), progress=watch)

    return make


def _hand_off(book: Book, watch: Watch) -> list[str]:
    return live.hand_off(book, as_of=today(), progress=watch)


# ---- letters -----------------------------------------------------------------------------------

_MOST_NAMED = 20


def _farewell(pressed: Press) -> Message:
    """Write drafts to the leads that are selected, else to those whose rule says farewell."""
    book = pressed.book
    with live.kept_state(book):
        picked = _selected(pressed.app)
        pipeline = live.understood(book, today(), Watch(book, pressed.say))
        done = farewells(pipeline, _leads_among(picked, pipeline))
    if not done.letters:
        return message(
            "No letter was written. Leads without an e-mail address: {bare}; leads that want no "
            "letters: {refused}.",
            bare=_named(done.without_address),
            refused=_named(done.unsubscribed),
        )
    name = pressed.say(message(FOLDER.template, day=f"{today():%Y-%m-%d}"))
    place = write_drafts(done.letters, _folder(book), name)
    click.launch(str(place))
    return message(
        "Letters written as drafts into {folder}: {n}; read them and send them yourself. Leads "
        "without an e-mail address: {bare}; leads that want no letters: {refused}.",
        n=len(done.letters),
        folder=str(place),
        bare=_named(done.without_address),
        refused=_named(done.unsubscribed),
    )


def _named(leads: Sequence[str]) -> Message | int:
    """How many leads, and which; as many as a message box has room for."""
    if not leads:
        return 0
    shown = [*leads[:_MOST_NAMED], *(["…"] if len(leads) > _MOST_NAMED else [])]
    return message("{n} ({leads})", n=len(leads), leads=shown)


def _selected(app: App) -> tuple[str, frozenset[int]]:
    """The sheet and the rows that are selected and seen; one cell alone is no selection."""
    selection = live.selected_cells(app)
    if selection is None or selection.api.CountLarge < 2:
        return "", frozenset()
    sheet = selection.sheet
    runs = [range(area.Row, area.Row + area.Rows.Count) for area in selection.api.Areas]
    hidden = (live.hidden_rows(sheet, run) for run in runs)
    return sheet.name, frozenset(chain(*runs)).difference(*hidden)


def _leads_among(picked: tuple[str, frozenset[int]], pipeline: Pipeline) -> frozenset[int] | None:
    """The selected rows that are leads; ``None`` where there are none."""
    sheet, rows = picked
    (leads,) = (table for table in pipeline.reading if table.kind == "Leads")
    if sheet != leads.sheet:
        return None
    return rows.intersection(pipeline.leads["sheet_row"].tolist()) or None


def _folder(book: Book) -> Path:
    """The folder of a book; the person's documents where it is not saved, or is in the web."""
    from platformdirs import user_documents_path  # noqa: PLC0415 - only where there are folders

    folder = str(book.api.Path)
    return user_documents_path() if not folder or "://" in folder else Path(folder)


# ---- leads from a file -------------------------------------------------------------------------

MOST_LINES = 15
"""A message box holds no more."""


def _import(pressed: Press) -> None:
    """Ask for a file, add its new leads, and say what became of each row."""
    book = pressed.book
    file = live.asked_file(pressed.app, pressed.say)
    if file is None:
        return
    with live.kept_state(book):
        plan = live.import_leads(book, file, at=today(), progress=Watch(book, pressed.say))
    lines = [pressed.say(sentence) for sentence in as_text(plan)]
    if len(lines) > MOST_LINES:
        more = pressed.say("… and {n} more", n=len(lines) - MOST_LINES)
        lines = [*lines[:MOST_LINES], more]
    _tell(pressed, "\n".join(lines))


# ---- the rest ----------------------------------------------------------------------------------


def _settings(pressed: Press) -> None:
    """Show the sheet of the settings, also if it was hidden."""
    book = pressed.book
    for kind in SETTINGS:
        for sheet in book.sheets:
            if kind in {table_of(name) for name in (sheet.name, *(t.name for t in sheet.tables))}:
                if sheet.api.Visible != SHOWN:
                    sheet.api.Visible = SHOWN
                sheet.api.Activate()
                return
    raise WrongUse(
        message(
            "{book} has no settings sheet, so leadbook uses its own; make a workbook with "
            "leadbook new, and copy the sheets Settings, Stages and Scoring from it",
            book=book.name,
        )
    )


def _language(pressed: Press) -> None:
    """Let the functions speak as the ribbon does from now on."""
    write_preferences(replace(preferences(), language=pressed.say.language))


def _log(_: Press) -> Message | None:
    """Open the log."""
    if not log_file().is_file():
        return message("Nothing has gone wrong so far: there is no log yet.")
    click.launch(str(log_file()))
    return None


def _help(pressed: Press) -> None:
    """Open the page of all buttons and functions."""
    from leadbook.hosts.excel.help_page import write_help  # noqa: PLC0415 - brings all functions

    click.launch(str(write_help(data_folder(), pressed.say)))


ACTIONS: Mapping[str, Action] = {
    "report": _placing(_report),
    "velocity": _placing(_only("velocity")),
    "score": _placing(_only("scored")),
    "check": _placing(_only("data_check")),
    "cold": _placing(_only("cold")),
    "farewell": _farewell,
    "hand_off": _placing(_hand_off),
    "import": _import,
    "settings": _settings,
    "language": _language,
    "log": _log,
    "help": _help,
}
"""What each action does; `buttons.BUTTONS` names them, and so does `ribbon.bas`."""
