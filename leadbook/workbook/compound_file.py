"""Compound files: named streams in folders, as MS-CFB version 3 keeps them in one file.

Only writing is needed here, and only of small files: the allocation table's sectors are listed in
the header, which holds 109 of them, enough for 6.8 MB. No time and no identifier is written, so the
same streams give the same bytes.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from leadbook.workbook.compound_entries import (
    NO_STREAM,
    STREAM,
    directory_bytes,
    directory_entries,
)

if TYPE_CHECKING:
    from leadbook.workbook.compound_entries import Tree

__all__ = ["compound_file"]

_SECTOR, _MINI_SECTOR, _SMALL = 512, 64, 4096
_FREE, _END_OF_CHAIN, _TABLE_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NUMBERS_A_SECTOR = _SECTOR // 4
_MOST_TABLE_SECTORS = 109
_HEADER = struct.Struct("<8s16x5H6x9I109I")


class _Sectors:
    """The body of the file while it grows, and the chain that each piece of it forms (2.3)."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.body = bytearray()
        self.chains: list[int] = []

    def put(self, content: bytes) -> int:
        """Append a piece, filled up to whole sectors, and give the number of its first one."""
        count = -(-len(content) // self.size)
        if not count:
            return _END_OF_CHAIN
        first = len(self.chains)
        self.chains += [*range(first + 1, first + count), _END_OF_CHAIN]
        self.body += content.ljust(count * self.size, b"\0")
        return first


def compound_file(tree: Tree) -> bytes:
    """Write streams and folders of streams as one compound file; equal trees give equal bytes.

    Source: MS-CFB 2.2 (header), 2.3 (allocation table), 2.4 (small streams), 2.6 (directory).

    Args:
        tree: Names of at most 31 characters, unlike even when case is ignored.

    Raises:
        ValueError: A name cannot be used, or the file would pass 6.8 MB.
    """
    entries = directory_entries(tree)
    sectors, small = _Sectors(_SECTOR), _Sectors(_MINI_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            place = small if len(entry.content) < _SMALL else sectors
            entry.start = place.put(entry.content)
    # The root owns the body of the small streams (2.6.2).
    entries[0].start, entries[0].size = sectors.put(bytes(small.body)), len(small.body)
    directory = sectors.put(directory_bytes(entries))
    small_table = struct.pack(f"<{len(small.chains)}I", *small.chains)
    small_table += b"\xff" * (-len(small_table) % _SECTOR)
    small_at = sectors.put(small_table)
    return _assembled(sectors, directory, small_at, len(small_table) // _SECTOR)


def _assembled(sectors: _Sectors, directory: int, small_at: int, small_count: int) -> bytes:
    """Put the allocation table behind all else, and the header that leads to it before."""
    used, count = len(sectors.chains), 1
    while count * _NUMBERS_A_SECTOR < used + count:
        count += 1
    if count > _MOST_TABLE_SECTORS:
        raise ValueError(f"{used * _SECTOR:,} bytes are too many for one compound file")
    own = [*range(used, used + count)]
    table = sectors.chains + [_TABLE_SECTOR] * count
    table += [_FREE] * (count * _NUMBERS_A_SECTOR - len(table))
    header = _HEADER.pack(
        bytes.fromhex("D0CF11E0A1B11AE1"),
        *(0x003E, 3, 0xFFFE, 9, 6),  # version 3, little-endian, sectors of 2**9 and 2**6 bytes
        *(0, count, directory, 0, _SMALL, small_at, small_count, _END_OF_CHAIN, 0),
        *own,
        *[NO_STREAM] * (_MOST_TABLE_SECTORS - count),
    )
    return header + bytes(sectors.body) + struct.pack(f"<{len(table)}I", *table)
