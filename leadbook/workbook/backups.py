"""Copies of a book as it was before a report went in, kept beside it; the newest three."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

from leadbook.workbook.files import write_synced

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["KEPT", "backups_of", "keep_backup", "prune_backups"]

KEPT = 3

_STAMP = re.compile(r" \(leadbook backup (\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)(?: (\d+))?\)")


def keep_backup(book: Path) -> Path:
    """Copy a book to a name with today's date and time; gives the copy, which is never half."""
    target = _free_name(book)
    temporary = write_synced(book.parent, book.read_bytes())
    shutil.copystat(book, temporary)
    temporary.replace(target)
    return target


def _free_name(book: Path) -> Path:
    stamp = f"leadbook backup {datetime.now():%Y-%m-%d %H-%M-%S}"
    target, number = book.with_name(f"{book.stem} ({stamp}){book.suffix}"), 1
    while target.exists():
        number += 1
        target = book.with_name(f"{book.stem} ({stamp} {number}){book.suffix}")
    return target


def backups_of(book: Path) -> list[Path]:
    """List leadbook's own backups of a book, oldest first."""
    dated = [(_when(book, other), other) for other in book.parent.iterdir()]
    return [other for when, other in sorted((w, o) for w, o in dated if w is not None)]


def _when(book: Path, other: Path) -> tuple[str, int] | None:
    name = other.name
    if not (name.startswith(book.stem) and name.endswith(book.suffix)):
        return None
    found = _STAMP.fullmatch(name[len(book.stem) : len(name) - len(book.suffix)])
    return (found[1], int(found[2] or 1)) if found else None


def prune_backups(book: Path) -> None:
    """Remove leadbook's backups of a book but the newest `KEPT`; nobody else's files."""
    for old in backups_of(book)[:-KEPT]:
        old.unlink(missing_ok=True)
