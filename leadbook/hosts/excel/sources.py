"""Where the VBA comes from: leadbook's own macros, and the VBA module of the installed xlwings.

Nothing of xlwings is kept in leadbook: the module has to fit the xlwings that runs, so it is read
when an add-in is built. It is adapted then. It reads leadbook's settings and not xlwings' own, also
while a chart sheet is in front or no workbook is open. It loses xlwings' SQL function. What it has
is not offered to cells, and what runs a program or touches a file refuses to be called from one:
the add-in is there for every workbook, so a formula in a book that somebody sends could start a
program. And Python does not look for modules beside a book.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import leadbook
from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.workbook.vba_module import BOOK_NAME, Module, module

__all__ = ["GUARDED", "PROJECT", "macro_file", "own_modules", "xlwings_modules"]

PROJECT = "leadbook"
"""What xlwings' VBA calls the project: it names the sheet and the file of the settings."""

GUARDED = (
    *("RunPython", "ExecuteWindows", "RunFrozenPython"),
    *("SaveConfigToFile", "ReadFile", "KillFileOnMac"),
    *("ToMacPath", "ToPosixPath", "GetMacDir"),
)
"""Functions of xlwings' VBA that must not answer a formula.

The last three put their argument into a script of the Mac as it is.
"""

_ATTRIBUTE = 'Attribute VB_Name = "xlwings"'
_PROJECT_NAME = 'Public Const PROJECT_NAME As String = "xlwings"'
_SETTINGS = 'In Range(sht.Range("A1"), lastCell)'
_SEARCHED = 'GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")'
_GUARD = '    If TypeName(Application.Caller) = "Range" Then Exit Function'
_SQL = re.compile(r"^'Attribute VB_Name = \"Extensions\".*?(?=^'Attribute VB_Name)", re.M | re.S)


def own_modules() -> list[Module]:
    """Read leadbook's own macros: the module of the book first, then all others by file name."""
    folder = _macro_folder()
    found = sorted([*folder.glob("*.bas"), *folder.glob("*.cls")], key=lambda path: path.name)
    found.sort(key=lambda path: path.stem != BOOK_NAME)
    return [_read(path) for path in found]


def macro_file(name: str) -> bytes:
    """Give the content of another file among the macros, such as ``ribbon.xml``."""
    return (_macro_folder() / name).read_bytes()


def _macro_folder() -> Path:
    """Find the macros in the installed package, else beside it in a checkout."""
    package = Path(leadbook.__file__).parent
    for folder in (package / "macros", package.parent / "macros"):
        if folder.is_dir():
            return folder
    raise CannotRead(
        message(
            "The macros of leadbook are missing in {folder}; install leadbook again",
            folder=str(package),
        )
    )


def _read(path: Path) -> Module:
    if path.stem == BOOK_NAME:
        return module(path.read_text("utf-8"), kind="book")
    return module(path.read_text("utf-8"), kind="class" if path.suffix == ".cls" else "standard")


def xlwings_modules() -> list[Module]:
    """Read the VBA of the installed xlwings, adapted, and the dictionary that it needs on Mac.

    Raises:
        CannotRead: xlwings is not installed, or its VBA is not as leadbook knows it.
    """
    spec = find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise CannotRead(
            message("The Python package xlwings is missing; run pip install xlwings, then again")
        )
    folder = Path(spec.origin).parent
    try:
        standalone = (folder / "xlwings.bas").read_text("utf-8")
        dictionary = (folder / "addin" / "Dictionary.cls").read_text("utf-8")
        return [module(_adapted(standalone), kind="standard"), module(dictionary, kind="class")]
    except (OSError, ValueError) as error:
        raise CannotRead(
            message(
                "The VBA of the installed xlwings cannot be used ({reason}); "
                "install another version of xlwings",
                reason=str(error),
            )
        ) from error


def _adapted(source: str) -> str:
    """Adapt xlwings' module; `ValueError` where it is not as expected."""
    source = _once(source, _ATTRIBUTE, f"{_ATTRIBUTE}\nOption Private Module")
    source = _once(source, _PROJECT_NAME, _PROJECT_NAME.replace("xlwings", PROJECT))
    # Excel has a bare Range only while a worksheet is in front; an xlwings without one is right.
    source = source.replace(_SETTINGS, _SETTINGS.replace("In Range", "In sht.Range"))
    if _SEARCHED not in source:
        raise ValueError(f"no {_SEARCHED}")
    source = source.replace(_SEARCHED, _SEARCHED.replace("true", "false"))
    source, cut = _SQL.subn("", source)
    if cut != 1:
        raise ValueError("no section Extensions")
    for name in GUARDED:
        source = _guarded(source, name)
    return source


def _once(source: str, old: str, new: str) -> str:
    if source.count(old) != 1:
        raise ValueError(f"no line {old!r}")
    return source.replace(old, new)


def _guarded(source: str, name: str) -> str:
    """Let a function end at once where a cell calls it; its head may take several lines."""
    head = re.compile(rf"^(?:Public )?Function {name}\((?:.* _\n)*.*$", re.M)
    source, found = head.subn(lambda match: f"{match[0]}\n{_GUARD}", source)
    if found != 1:
        raise ValueError(f"no function {name}")
    return source
