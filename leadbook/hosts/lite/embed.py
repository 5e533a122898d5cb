"""leadbook's functions put into a copy of a workbook, for xlwings Lite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite, WrongUse
from leadbook.hosts.lite.extension import find_extension, put_extension
from leadbook.hosts.lite.formulas import put_formulas
from leadbook.hosts.lite.script import MARK, main_py, requirements
from leadbook.language.messages import message
from leadbook.workbook.draft import Draft
from leadbook.workbook.files import is_open_elsewhere
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_other_ending, refuse_signed
from leadbook.workbook.save import save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from leadbook.hosts.lite.extension import Extension
    from leadbook.language.messages import Speaker
    from leadbook.workbook.save import Saved

__all__ = ["embed"]

SCRIPT, PACKAGES = "main.py", "requirements.txt"
COPY = " (lite)"
_NAME = re.compile(r"[\w.-]+")


def embed(book: Path, *, say: Speaker, out: Path | None = None, wheel: str | None = None) -> Saved:
    """Put leadbook's functions into a copy of a book, where xlwings Lite finds them.

    In the copy, formulas that call them are stored as Excel stores calls of an add-in; every other
    part keeps its bytes. An earlier embedding is brought up to date, with the packages that were
    added to it.

    Args:
        book: The workbook.
        say: Speaks the help texts.
        out: The copy; beside the book, with "(lite)" behind its name, when absent. A book with
            such a name is such a copy.
        wheel: Where Lite gets leadbook's wheel; from the public index of Python packages when
            absent.

    Raises:
        CannotRead: The book cannot be read.
        CannotWrite: It is signed, holds another person's code, or the copy is open or cannot be
            written.
        WrongUse: `out` ends otherwise than the book, or `wheel` is no address of a wheel.
    """
    target = out or _copy_of(book)
    refuse_other_ending(book, target)
    if is_open_elsewhere(target):
        raise CannotWrite(
            message("{book} is open in another program; close it and try again", book=target.name)
        )
    _refuse_wheel(wheel)
    package = open_package(book)
    refuse_signed(package)
    there = find_extension(package)
    if there is not None:
        _refuse_others_code(there, book)
    lines = _merged(requirements(wheel), there)
    draft = Draft(package)
    script = main_py(say, from_1904=package.date1904)
    put_extension(draft, {SCRIPT: script, PACKAGES: "\n".join(lines) + "\n"})
    put_formulas(draft)
    return save(draft.entries(), source=package, target=target, backup=True)


def _copy_of(book: Path) -> Path:
    return book if book.stem.endswith(COPY) else book.with_stem(book.stem + COPY)


def _refuse_wheel(wheel: str | None) -> None:
    if wheel is None or re.fullmatch(r"https?://\S+/leadbook-[^/\s]+-py3-none-any\.whl", wheel):
        return
    raise WrongUse(
        message(
            "{wheel} is no address of a wheel of leadbook; it begins with https:// and ends in "
            "/leadbook-VERSION-py3-none-any.whl",
            wheel=wheel,
        )
    )


def _refuse_others_code(there: Extension, book: Path) -> None:
    """Leave a person's own code alone: only our script, or none at all, may be written over."""
    code = str(there.properties.get(SCRIPT, "")).strip()
    if code and not code.startswith(MARK):
        raise CannotWrite(
            message(
                "{book} holds Python code of its own for xlwings Lite; move that code into another "
                "file there, empty {script}, save, and run again",
                book=book.name,
                script=SCRIPT,
            )
        )


def _merged(lines: Sequence[str], there: Extension | None) -> list[str]:
    """Keep packages that a person has added to an earlier embedding, behind ours."""
    old = str(there.properties.get(PACKAGES, "")).splitlines() if there is not None else []
    ours = {"leadbook", *map(_package, lines)}
    added = (line for line in old if line.strip() and _package(line) not in ours)
    return [*lines, *added]


def _package(line: str) -> str:
    """Name the package of a line of requirements, as far as needed to know ours again.

    >>> _package("scikit-learn>=1.4"), _package("https://example.org/leadbook-0.1.0.whl")
    ('scikit-learn', 'leadbook')
    """
    if "://" in line:
        return line.rsplit("/", 1)[-1].split("-", 1)[0].lower()
    found = _NAME.match(line.strip())
    return found[0].lower() if found else line
