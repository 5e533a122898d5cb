"""A zip file as a tuple of entries that stay compressed until somebody reads them.

Entries that nobody edits are written back with the compressed bytes that they came with. The
directory is read by the standard library, which knows data descriptors, zip64 and prefixed files;
what is written is always plain: sizes in the header, no descriptor, no zip64.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MOST_BYTES", "MOST_ENTRIES", "Entry", "deflated", "read_entries", "zip_pieces"]

# A sheet of a million leads inflates to about 1.5 GB; what claims more than this is no workbook.
MOST_BYTES = 4_000_000_000
MOST_ENTRIES = 50_000

_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x0001, 0x0008, 0x0800
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_PIECE = 1 << 16

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sBBHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a zip.

    Attributes:
        info: What the directory says of it; never changed after reading.
        data: Its bytes as they lie in the file, mostly compressed.
    """

    info: zipfile.ZipInfo
    data: bytes | memoryview

    @property
    def name(self) -> str:
        """Its name as stored, whatever its slashes and its case."""
        return self.info.orig_filename

    @property
    def size(self) -> int:
        """Number of bytes when inflated."""
        return self.info.file_size

    def inflated(self) -> bytes:
        """Give its content; `zipfile.BadZipFile` where size or checksum disagree."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """Give its content in pieces of moderate size, checked at the end."""
        size = crc = 0
        for piece in self._unchecked():
            size += len(piece)
            if size > self.size:
                break
            crc = zlib.crc32(piece, crc)
            yield piece
        if size != self.size or crc != self.info.CRC:
            raise zipfile.BadZipFile(self.name)

    def _unchecked(self) -> Iterator[bytes]:
        stored = (bytes(self.data[at : at + _PIECE]) for at in range(0, len(self.data), _PIECE))
        if self.info.compress_type == _STORED:
            yield from stored
            return
        if self.info.compress_type != _DEFLATED:
            raise zipfile.BadZipFile(self.name)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            yield from map(inflater.decompress, stored)
            yield inflater.flush()
        except zlib.error as error:
            raise zipfile.BadZipFile(self.name) from error


def read_entries(content: bytes) -> tuple[Entry, ...]:
    """Read the entries of a zip file in the order of its directory.

    Raises:
        zipfile.BadZipFile: It is no zip, is cut short, is encrypted entry by entry, or claims
            more than `MOST_BYTES` or `MOST_ENTRIES`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (ValueError, struct.error, NotImplementedError, OSError) as error:
        raise zipfile.BadZipFile(str(error)) from error
    if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise zipfile.BadZipFile("too large")
    view = memoryview(content)
    return tuple(Entry(info, _data(view, info)) for info in infos)


def _data(content: memoryview, info: zipfile.ZipInfo) -> memoryview:
    header = content[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or info.flag_bits & _ENCRYPTED:
        raise zipfile.BadZipFile(info.filename)
    signature, *_, name_length, extra_length = _LOCAL.unpack(header)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    data = content[start : start + info.compress_size]
    if signature != b"PK\x03\x04" or len(data) != info.compress_size:
        raise zipfile.BadZipFile(info.filename)
    return data


def deflated(name: str, pieces: Iterable[bytes], *, level: int = 6) -> Entry:
    """Make a new entry from its content; the same content gives the same bytes on any day."""
    squeezer = zlib.compressobj(level, _DEFLATED, -zlib.MAX_WBITS)
    squeezed = []
    size = crc = 0
    for piece in pieces:
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        squeezed.append(squeezer.compress(piece))
    data = b"".join([*squeezed, squeezer.flush()])
    return Entry(_new_info(name, crc, size, len(data)), data)


def _new_info(name: str, crc: int, size: int, compressed: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 0
    info.flag_bits = 0 if name.isascii() else _UTF8
    info.compress_type = _DEFLATED
    info.CRC, info.file_size, info.compress_size = crc, size, compressed
    return info


def zip_pieces(entries: Sequence[Entry]) -> Iterator[bytes | memoryview]:
    """Give the bytes of a zip file that holds these entries in this order."""
    heads = [_local_header(entry) for entry in entries]
    lengths = [len(head) + len(entry.data) for head, entry in zip(heads, entries, strict=True)]
    offsets = list(accumulate(lengths, initial=0))
    for head, entry in zip(heads, entries, strict=True):
        yield head
        yield entry.data
    directory = b"".join(
        _central_header(entry, offset) for entry, offset in zip(entries, offsets[:-1], strict=True)
    )
    yield directory
    count = len(entries)
    yield _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), offsets[-1], 0)


def _local_header(entry: Entry) -> bytes:
    info, name = entry.info, _raw_name(entry.info)
    return _LOCAL.pack(b"PK\x03\x04", *_common(info), len(name), 0) + name


def _central_header(entry: Entry, offset: int) -> bytes:
    info, name = entry.info, _raw_name(entry.info)
    extra = _without_zip64(info.extra)
    return (
        _CENTRAL.pack(
            b"PK\x01\x02",
            info.create_version,
            info.create_system,
            *_common(info),
            len(name),
            len(extra),
            len(info.comment),
            0,
            info.internal_attr,
            info.external_attr,
            offset,
        )
        + name
        + extra
        + info.comment
    )


def _common(info: zipfile.ZipInfo) -> tuple[int, ...]:
    """The eight figures that a local header shares with the directory."""
    year, month, day, hour, minute, second = info.date_time
    return (
        info.extract_version,
        info.flag_bits & ~_DESCRIPTOR,
        info.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        info.CRC,
        info.compress_size,
        info.file_size,
    )


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437")


def _without_zip64(extra: bytes) -> bytes:
    kept = b""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind != 1:
            kept += extra[: 4 + length]
        extra = extra[4 + length :]
    return kept
