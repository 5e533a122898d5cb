r"""The settings that xlwings' VBA reads: lines of two quoted texts, a name and its value.

The file is leadbook's own, so that nobody's settings of xlwings itself are touched. VBA reads it
in the system's code page, and Persian letters may be missing there; so it is ASCII, and a path
below the person's folder is written with %USERPROFILE% or $HOME, which the VBA fills in.
"""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from leadbook.hosts.excel.machine import Machine

__all__ = ["as_text", "faulty_lines", "interpreter_of", "read_settings", "settings_of"]

INTERPRETER = {"windows": "INTERPRETER_WIN", "mac": "INTERPRETER_MAC"}
_LINE = re.compile(r'"([^"]*)","([^"]*)"')


def settings_of(machine: Machine) -> dict[str, str]:
    """Give the settings for the Python that runs.

    The folder of the workbook is not put on Python's path: a file beside a book that came by mail
    must not be able to stand in for a module, and a book on OneDrive has no folder at all.

    Raises:
        WrongUse: Python lies where the settings cannot name it.
    """
    settings = {"ADD_WORKBOOK_TO_PYTHONPATH": "False"}
    if machine.platform == "windows":
        settings |= {"USE UDF SERVER": "True"}
        conda, name = (machine.environment.get(key) for key in ("CONDA_EXE", "CONDA_DEFAULT_ENV"))
        if conda and name and name.isascii() and _is_of_conda(machine):
            folder = _portable(machine, machine.path(conda).parent.parent)
            return settings | {"INTERPRETER_WIN": "python", "CONDA PATH": folder, "CONDA ENV": name}
    name = INTERPRETER[machine.platform]
    return settings | {name: _portable(machine, machine.interpreter)}


def _is_of_conda(machine: Machine) -> bool:
    prefix = machine.environment.get("CONDA_PREFIX")
    return prefix is not None and machine.interpreter.is_relative_to(machine.path(prefix))


def _portable(machine: Machine, path: Path) -> str:
    """Write a path in ASCII: from the person's folder, if it lies below."""
    windows = machine.platform == "windows"
    text = str(path)
    if path.is_relative_to(machine.home):
        below = path.relative_to(machine.home)
        text = (
            rf"%USERPROFILE%\{PureWindowsPath(below)}" if windows else f"$HOME/{below.as_posix()}"
        )
    if not text.isascii():
        raise WrongUse(
            message(
                "Python lies in {folder}, and Excel's settings cannot hold these letters; install "
                "Python into a folder with Latin letters only, such as C:\\Python, and run again",
                folder=str(path.parent),
            )
        )
    return text


def as_text(settings: Mapping[str, str]) -> str:
    r"""Write settings as xlwings' VBA reads them; a blank line would stop it.

    >>> as_text({"INTERPRETER_WIN": "C:/py/python.exe"})
    '"INTERPRETER_WIN","C:/py/python.exe"\r\n'
    """
    return "".join(f'"{name}","{value}"\r\n' for name, value in settings.items())


def read_settings(text: str) -> dict[str, str]:
    """Read the settings of a file; what is no setting is left out."""
    found = (_LINE.fullmatch(line.strip()) for line in text.splitlines())
    return {match[1].upper(): match[2] for match in found if match}


def faulty_lines(text: str) -> list[int]:
    r"""Number the lines at which xlwings' VBA stumbles: blank ones, and those of another form.

    >>> faulty_lines('"A","1"\n\n"B"\n"C","3"\n')
    [2, 3]
    """
    lines = text.splitlines()
    return [number for number, line in enumerate(lines, 1) if not _LINE.fullmatch(line.strip())]


def interpreter_of(settings: Mapping[str, str], machine: Machine) -> Path | None:
    """Give the Python that settings name; nothing where they leave it to the system or conda."""
    named = settings.get(INTERPRETER.get(machine.platform, ""), "")
    return machine.path(named) if named and named not in {"python", "pythonw"} else None
