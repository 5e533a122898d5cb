"""Make a workbook to start from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite, WrongUse
from leadbook.hosts.preferences import Preferences, preferring
from leadbook.hosts.recalc import recalc
from leadbook.language.messages import message
from leadbook.language.reasons import why
from leadbook.starter.book import book_bytes, empty_content, sample_content
from leadbook.starter.words import words

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["new"]


def new(target: Path, *, language: Language, sample: bool, as_of: date | None = None) -> Path:
    """Make a pipeline workbook, empty and ready or filled with an invented year of sales.

    Args:
        target: Where it goes; a file that is already there is never touched.
        language: Language of its sheets, headers and help.
        sample: Fill it with about 400 invented leads.
        as_of: Day up to which the sample is told, a fixed one when absent; holidays around this
            day are filled in, and an empty book has none without it.

    Raises:
        WrongUse: Its name is not that of a workbook.
        CannotWrite: Something is there already, or nothing can be written there.
    """
    _refuse(target)
    spoken = words(language)
    content = sample_content(spoken, as_of) if sample else empty_content(spoken, as_of)
    with preferring(Preferences(language)):
        _save(book_bytes(content, spoken, file=target.name), target, with_formulas=sample)
    return target


def _refuse(target: Path) -> None:
    if target.suffix.lower() != ".xlsx":
        raise WrongUse(message("{book} must end in .xlsx", book=target.name))
    if target.exists():
        raise CannotWrite(
            message("{book} is there already; choose another name or move it", book=target.name)
        )
    if not target.parent.is_dir():
        raise CannotWrite(
            message(
                "there is no folder {folder}; make it, or name another file",
                folder=str(target.absolute().parent),
            )
        )


def _save(content: bytes, target: Path, *, with_formulas: bool) -> None:
    """Write beside the target, then move it into place, so that no half a book is ever seen."""
    unfinished = target.with_name(f".{target.stem}.{os.getpid()}.tmp{target.suffix}")
    try:
        unfinished.write_bytes(content)
        if with_formulas:
            recalc(unfinished, backup=False)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CannotWrite(
            message(
                "{book} cannot be written into {folder}: {reason}",
                book=target.name,
                folder=str(target.absolute().parent),
                reason=why(error),
            )
        ) from error
