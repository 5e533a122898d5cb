"""An edited package put on the disk: the old file or the new one, never half of either."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.language.reasons import why
from leadbook.workbook.archive import read_entries, zip_pieces
from leadbook.workbook.backups import keep_backup, prune_backups
from leadbook.workbook.files import dress_like, is_open_elsewhere, sweep, sync_folder, write_synced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.workbook.archive import Entry
    from leadbook.workbook.package import Package

__all__ = ["Saved", "save"]

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written where.

    Attributes:
        path: The file that now holds the report.
        backup: The copy of what `path` was before, if one was made.
        instead_of: The file that was meant but is open in another program, so that `path` stands
            beside it; a caller says so with `refusal`.
        sheets: Tab names of the report's sheets, in the report's order.
        replaced: Those of them that were there from an earlier run.
        removed: Tab names of own sheets that the report no longer has.
    """

    path: Path
    backup: Path | None = None
    instead_of: Path | None = None
    sheets: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def refusal(self) -> CannotWrite | None:
        """What is to be said where the book that was meant could not be written itself."""
        if (meant := self.instead_of) is None:
            return None
        return CannotWrite(
            message(
                "{book} is open in another program, so the report went into {copy} beside it; "
                "close the book and run again to have it inside",
                book=meant.name,
                copy=self.path.name,
            )
        )


def save(entries: Sequence[Entry], *, source: Package, target: Path, backup: bool) -> Saved:
    """Write an edited package to a file, by way of a temporary one beside it.

    A link is written through. Where the target is open in Excel or LibreOffice, a file beside it
    is written instead. Where the bytes are already those of the file, nothing is touched.

    Raises:
        CannotWrite: Disk full, no right, locked, or the book changed since it was opened; the
            target is as it was.
    """
    real = target.resolve()
    busy = is_open_elsewhere(target) or is_open_elsewhere(real)
    final = real.with_name(f"{real.stem} (leadbook report){real.suffix}") if busy else real
    content = b"".join(zip_pieces(entries))
    saved = Saved(final if busy else target, instead_of=target if busy else None)
    with _sentences(final):
        _refuse_target(final, busy=busy)
        if final == source.path.resolve() and content == source.content:
            _refuse_if_changed(source)
            return saved
        copied = _put(content, entries, source, final, backup=backup and not busy)
    return Saved(saved.path, copied, saved.instead_of)


def _put(
    content: bytes, entries: Sequence[Entry], source: Package, final: Path, *, backup: bool
) -> Path | None:
    sweep(final.parent)
    temporary = write_synced(final.parent, content)
    try:
        _test(temporary, content, entries, source)
        dress_like(temporary, final)
        copied = keep_backup(final) if backup and final.exists() else None
        if final == source.path.resolve():
            _refuse_if_changed(source)
        _replace(temporary, final)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(final.parent)
    if copied is not None:
        with contextlib.suppress(OSError):
            prune_backups(final)
    return copied


def _test(path: Path, content: bytes, entries: Sequence[Entry], source: Package) -> None:
    """Read a file back: every byte as meant, its directory whole, what we wrote inflating well.

    Entries that were copied need no test of their own: their bytes are the book's own.
    """
    back = path.read_bytes()
    old = {id(entry) for entry in source.entries}
    try:
        read = read_entries(back)
        for now, meant in zip(read, entries, strict=True):
            if now.name != meant.name:
                raise zipfile.BadZipFile(now.name)
            if id(meant) not in old:
                for _ in now.pieces():
                    pass
        whole = back == content
    except (ValueError, zipfile.BadZipFile):
        whole = False
    if not whole:
        raise CannotWrite(
            message(
                "what was written to {folder} came back damaged, and the book is as it was; "
                "check the disk",
                folder=str(path.parent),
            )
        )


def _refuse_target(final: Path, *, busy: bool) -> None:
    about: dict[str, object] = {"book": final.name, "folder": str(final.parent)}
    if final.is_dir():
        raise CannotWrite(message("{book} is a folder; name a file to write to", **about))
    if busy and is_open_elsewhere(final):
        raise CannotWrite(
            message("{book} is open in another program; close it and try again", **about)
        )
    if final.exists() and not os.access(final, os.W_OK):
        raise CannotWrite(
            message(
                "{book} is read-only; allow writing to it, or write to another file with --out",
                **about,
            )
        )


def _refuse_if_changed(source: Package) -> None:
    try:
        now = hashlib.sha256(source.path.read_bytes()).digest()
    except OSError:
        now = b""
    if now != source.digest:
        raise CannotWrite(
            message(
                "{book} was saved by somebody else while the report was made, and was left as it "
                "is; run it again",
                book=source.path.name,
            )
        )


def _replace(temporary: Path, final: Path) -> None:
    try:
        temporary.replace(final)
    except PermissionError:
        raise CannotWrite(
            message(
                "{book} is locked by another program; close it there and try again",
                book=final.name,
            )
        ) from None


@contextlib.contextmanager
def _sentences(final: Path) -> Iterator[None]:
    """Say what the system could not do in one sentence."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(_reason(error, final)) from error


def _reason(error: OSError, final: Path) -> Message:
    about: dict[str, object] = {"book": final.name, "folder": str(final.parent)}
    if error.errno in _FULL:
        return message(
            "there is no room on the disk for {book}, and nothing was changed; free some and try "
            "again",
            **about,
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return message(
            "the folder {folder} may not be written to; write to another file with --out", **about
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return message("there is no folder {folder}; make it, or name another file", **about)
    return message("{book} cannot be written: {reason}", **about, reason=why(error))
