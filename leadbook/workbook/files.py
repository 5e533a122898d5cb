"""Files written so that a cut leaves the old one or the new one, and what may stand in the way."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["dress_like", "is_open_elsewhere", "leftovers", "sweep", "sync_folder", "write_synced"]

_PREFIX, _SUFFIX = ".leadbook-", ".tmp"
_STALE_SECONDS = 3600


def is_open_elsewhere(book: Path) -> bool:
    """Whether Excel or LibreOffice has left its sign beside a book that it is open.

    The sign is a hint: after a crash it stays behind, and over some networks it is not made.
    """
    signs = (f"~${book.name}", f".~lock.{book.name}#")
    return any(book.with_name(sign).exists() for sign in signs)


def write_synced(folder: Path, content: bytes) -> Path:
    """Write a new temporary file that has reached the disk; gone again if that fails.

    Raises:
        OSError: The folder is missing, forbidden or full.
    """
    path = folder / f"{_PREFIX}{secrets.token_hex(6)}{_SUFFIX}"
    # Not mkstemp: a new book shall have the rights that the person's umask gives.
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def sync_folder(folder: Path) -> None:
    """Let a folder's new names reach the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def dress_like(path: Path, model: Path) -> None:
    """Give a file the rights of another, and its owner where that is allowed."""
    if not model.exists():
        return
    status = model.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError):
        path.chmod(status.st_mode & 0o7777)


def leftovers(folder: Path) -> list[Path]:
    """Give the temporary files that killed runs, or one that still writes, have in a folder."""
    return sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}"))


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left behind more than an hour ago."""
    with contextlib.suppress(OSError):
        for path in leftovers(folder):
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink(missing_ok=True)
