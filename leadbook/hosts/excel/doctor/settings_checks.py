"""Checks of the settings that tell Excel which Python to start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.excel.places import places_of
from leadbook.hosts.excel.settings import (
    faulty_lines,
    interpreter_of,
    names_python,
    read_settings,
    strange_names,
)
from leadbook.language.messages import Ordinal, message

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.hosts.excel.machine import Machine

__all__ = ["interpreter", "own_settings", "settings", "start", "strangers"]

_INSTALL = message("Close Excel and run: leadbook install")


def _text_of(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError:
        return None


def _settings_text(machine: Machine) -> str | None:
    """Give the text of leadbook's settings; nothing where the add-in is not installed either."""
    return None if machine.platform == "linux" else _text_of(places_of(machine).settings)


def _unread() -> Finding:
    return skipped(message("There are no settings for Excel that could be read"))


def settings(machine: Machine) -> Finding:
    """The VBA that reads the settings stops at a blank line, and at any other form."""
    if machine.platform == "linux" or not (places := places_of(machine)).addin.is_file():
        return _unread()
    file, text = places.settings, _settings_text(machine)
    if text is None:
        return fails(message("The settings {file} are missing", file=str(file)), _INSTALL)
    if lines := faulty_lines(text):
        return fails(
            message(
                "Line {line} of {file} is blank or no setting; Excel stops reading there",
                line=Ordinal(lines[0]),
                file=str(file),
            ),
            _INSTALL,
        )
    return fine(message("The settings for Excel can be read"))


def interpreter(machine: Machine) -> Finding:
    """The settings name a Python that is there, and that has this leadbook."""
    text = _settings_text(machine)
    if text is None or faulty_lines(text):
        return _unread()
    read = read_settings(text)
    named = interpreter_of(read, machine)
    if not names_python(read, machine):
        return fails(message("The settings for Excel name no Python"), _INSTALL)
    if named is not None and not named.is_file():
        return fails(
            message("The settings name a Python that is not there: {path}", path=str(named)),
            _INSTALL,
        )
    if named is not None and named.parent != machine.interpreter.parent:
        return warns(
            message(
                "Excel starts {named}, which is another Python than this one, {this}",
                named=str(named),
                this=str(machine.interpreter),
            ),
            message("If Excel is to use this one, close it and run: leadbook install"),
        )
    return fine(message("Excel starts this Python"))


def start(machine: Machine) -> Finding:
    """The Python that Excel starts has leadbook and xlwings, and can load both."""
    text = _settings_text(machine)
    named = interpreter_of(read_settings(text), machine) if text is not None else None
    if named is None or not named.is_file():
        return skipped(message("No Python is named that could be tried"))
    if reason := machine.why_not(named):
        return fails(
            message(
                "The Python that Excel starts, {path}, cannot load leadbook ({reason})",
                path=str(named),
                reason=reason,
            ),
            _INSTALL
            if named != machine.interpreter
            else message("Install leadbook again, in the way in which you did it first"),
        )
    return fine(message("The Python that Excel starts can load leadbook"))


def strangers(machine: Machine) -> Finding:
    """Settings of another add-in change how Python is started."""
    text = _settings_text(machine)
    if text is None:
        return _unread()
    strange = strange_names(read_settings(text))
    if strange:
        return warns(
            message(
                "The settings for Excel have {names}, which leadbook did not write",
                names=", ".join(strange),
            ),
            _INSTALL,
        )
    return fine(message("The settings for Excel are leadbook's own"))


def own_settings(machine: Machine) -> Finding:
    """Python itself reads xlwings' own settings when a book lies in OneDrive."""
    if machine.platform == "linux":
        return _unread()
    file = places_of(machine).own_settings
    text = _text_of(file)
    if text is None:
        return skipped(message("xlwings itself has no settings here"))
    if lines := faulty_lines(text):
        return warns(
            message(
                "Line {line} of {file} is blank or no setting; books in OneDrive, and books that "
                "use xlwings themselves, may fail",
                line=Ordinal(lines[0]),
                file=str(file),
            ),
            message("Open that file in an editor and delete the line"),
        )
    return fine(message("The settings of xlwings itself can be read"))
