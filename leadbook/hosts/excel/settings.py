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

__all__ = [
    "as_text",
    "faulty_lines",
    "interpreter_of",
    "names_python",
    "read_settings",
    "settings_of",
    "strange_names",
]

_INTERPRETER = {"windows": "INTERPRETER_WIN", "mac": "INTERPRETER_MAC"}
_OWN = frozenset(_INTERPRETER.values())
_CONDA = frozenset({"CONDA PATH", "CONDA ENV"})
_BY_NAME = frozenset({"python", "pythonw"})
_LINE = re.compile(r'"([^"]*)","([^"]*)"')


def settings_of(machine: Machine) -> dict[str, str]:
    """Say which Python Excel shall start: the one that runs, or its environment of conda.

    All other settings are the same on every machine, and stand in the add-in itself.

    Raises:
        WrongUse: Python lies where the settings cannot name it.
    """
    return _conda_of(machine) or {
        _INTERPRETER[machine.platform]: _portable(machine, machine.interpreter)
    }


def _conda_of(machine: Machine) -> dict[str, str]:
    """Say which environment of conda is to be activated; on Mac the path of Python is enough.

    An environment outside conda's own folder goes by its path. One whose name has a space cannot
    be activated by the VBA, which does not quote it; then its Python is started as it is.
    """
    given = (machine.environment.get(key, "") for key in ("CONDA_EXE", "CONDA_PREFIX"))
    conda, prefix = (machine.path(text) if text else None for text in given)
    if machine.platform != "windows" or conda is None or prefix is None:
        return {}
    root = conda.parent.parent
    name = _name_of(machine, prefix, root)
    can_activate = (root / "condabin" / "conda.bat").is_file() and name.isascii()
    if not can_activate or " " in name or not machine.interpreter.is_relative_to(prefix):
        return {}
    return {"INTERPRETER_WIN": "python", "CONDA PATH": _portable(machine, root), "CONDA ENV": name}


def _name_of(machine: Machine, prefix: Path, root: Path) -> str:
    if prefix == root:
        return "base"
    if prefix.parent == root / "envs":
        return prefix.name
    return str(prefix) if " " in str(prefix) else _portable(machine, prefix)


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
                "Python into a folder whose name has Latin letters only, and run again",
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
    """Give the Python that settings name, by its path or its conda; else nothing."""
    named = settings.get(_INTERPRETER.get(machine.platform, ""), "")
    if named not in _BY_NAME:
        return machine.path(named) if named else None
    root, name = settings.get("CONDA PATH"), settings.get("CONDA ENV")
    if not root or not name:
        return None
    if {"/", "\\"} & set(name):
        return machine.path(name) / "python.exe"
    home = machine.path(root)
    return (home if name == "base" else home / "envs" / name) / "python.exe"


def names_python(settings: Mapping[str, str], machine: Machine) -> bool:
    """Whether settings say which Python to start, by its path or by its name.

    Without that, Excel would start whatever Python the system finds first.
    """
    return bool(settings.get(_INTERPRETER.get(machine.platform, "")))


def strange_names(settings: Mapping[str, str]) -> list[str]:
    """Name the settings that `settings_of` never gives: those of another add-in.

    >>> strange_names({"INTERPRETER_WIN": "C:/python.exe", "CONDA ENV": "base"})
    ['CONDA ENV']
    """
    own = _OWN | _CONDA if settings.get("INTERPRETER_WIN") in _BY_NAME else _OWN
    return [name for name in settings if name not in own]
