"""The directory of a compound file: its entries and the tree that finds them by name."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["NO_STREAM", "STREAM", "Entry", "Tree", "directory_bytes", "directory_entries"]

Tree: TypeAlias = "Mapping[str, Tree | bytes]"
"""Streams by name, and folders (the specification calls them storages) of them."""

NO_STREAM = 0xFFFFFFFF
FOLDER, STREAM, ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_LONGEST_NAME = 31
_FORBIDDEN = frozenset("/\\:!")
_ENTRIES_A_SECTOR = 4
_ENTRY = struct.Struct("<64sHBB3I16xI8x8xIQ")


@dataclass(slots=True)
class Entry:
    """One entry while the file is laid out.

    Attributes:
        name: Its name.
        kind: Folder, stream or root, as the specification numbers them.
        content: Of a stream, its bytes.
        start: The first sector of what it owns.
        size: How many bytes it owns.
        left, right: Its neighbours in the tree of its folder.
        child: Of a folder, the top of the tree of what lies in it.
        colour: Red or black.
    """

    name: str
    kind: int
    content: bytes = b""
    start: int = 0
    size: int = 0
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    colour: int = _BLACK


def directory_entries(tree: Tree) -> list[Entry]:
    """List root, folders and streams, each folder's own tied into a balanced tree (2.6.4).

    Raises:
        ValueError: A name is empty, too long, has a forbidden sign or is there twice.
    """
    entries = [Entry("Root Entry", ROOT)]
    _add(tree, entries[0], entries)
    return entries


def _add(tree: Tree, folder: Entry, entries: list[Entry]) -> None:
    own = []
    _check(list(tree))
    for name, value in tree.items():
        content = value if isinstance(value, bytes) else b""
        kind = STREAM if isinstance(value, bytes) else FOLDER
        entry = Entry(name, kind, content, size=len(content))
        own.append(len(entries))
        entries.append(entry)
        if not isinstance(value, bytes):
            _add(value, entry, entries)
    own.sort(key=lambda place: _order(entries[place].name))
    folder.child = _tied(own, entries, levels=(len(own) + 1).bit_length() - 1)


def _check(names: Sequence[str]) -> None:
    for name in names:
        if not 0 < len(name) <= _LONGEST_NAME or _FORBIDDEN & set(name):
            raise ValueError(f"{name!r} is no name for a stream: 1 to 31 characters, no / \\ : !")
    if len({name.upper() for name in names}) != len(names):
        raise ValueError(f"two streams have one name: {sorted(names)}")


def _order(name: str) -> tuple[int, str]:
    """Names are ordered by length first, then without regard to case (2.6.4)."""
    return len(name), name.upper()


def _tied(own: Sequence[int], entries: list[Entry], levels: int) -> int:
    """Tie sorted entries into a tree by halving; only its unfinished last level is red.

    So every path from the top has equally many black entries, and no red one has a red child.
    """
    if not own:
        return NO_STREAM
    middle = len(own) // 2
    entry = entries[own[middle]]
    entry.colour = _BLACK if levels > 0 else _RED
    entry.left = _tied(own[:middle], entries, levels - 1)
    entry.right = _tied(own[middle + 1 :], entries, levels - 1)
    return own[middle]


def directory_bytes(entries: Sequence[Entry]) -> bytes:
    """Write the entries, filled up to whole sectors with unused ones (2.6.3)."""
    unused = _ENTRY.pack(b"", 0, 0, 0, *[NO_STREAM] * 3, 0, 0, 0)
    written = b"".join(map(_written, entries))
    return written + unused * (-len(entries) % _ENTRIES_A_SECTOR)


def _written(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return _ENTRY.pack(
        name,
        len(name),
        entry.kind,
        entry.colour,
        *(entry.left, entry.right, entry.child),
        *(0, entry.start, entry.size),
    )
