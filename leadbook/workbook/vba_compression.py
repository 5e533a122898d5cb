"""How VBA packs its texts: runs copied from earlier in the same 4,096 bytes (MS-OVBA 2.4.1)."""

from __future__ import annotations

import struct
from collections import defaultdict

__all__ = ["compressed"]

_CHUNK = 4096
_SHORTEST_COPY = 3
_TOKENS_A_FLAG = 8
_PACKED, _PLAIN = 0xB000, 0x3FFF


def compressed(content: bytes) -> bytes:
    """Pack bytes as a container that VBA unpacks to exactly these bytes.

    Source: MS-OVBA 2.4.1.1.1 (container), 2.4.1.3.7 (chunks), 2.4.1.3.8 (tokens).

    Raises:
        ValueError: The last piece of less than 4,096 bytes has next to no repetition; the format
            could keep it only with zeros behind it, which VBA would take for text.

    >>> compressed(b"aaaaaaaaaa").hex()
    '0103b002610600'
    """
    pieces = [_chunk(content[at : at + _CHUNK]) for at in range(0, len(content), _CHUNK)]
    return b"\x01" + b"".join(pieces)


def _chunk(content: bytes) -> bytes:
    tokens = _tokens(content)
    if len(tokens) <= _CHUNK:
        return struct.pack("<H", _PACKED | (len(tokens) - 1)) + tokens
    if len(content) < _CHUNK:
        raise ValueError("the last bytes do not pack, and VBA keeps only whole chunks unpacked")
    return struct.pack("<H", _PLAIN) + content


def _tokens(content: bytes) -> bytes:
    """Write eight tokens after each flag byte, whose bits say which of them are copies."""
    written = bytearray()
    places: dict[bytes, list[int]] = defaultdict(list)
    at = 0
    while at < len(content):
        flags, group = 0, bytearray()
        for bit in range(_TOKENS_A_FLAG):
            if at >= len(content):
                break
            start, length = _longest(content, at, places)
            if length:
                flags |= 1 << bit
                group += _copy_token(at, at - start, length)
            else:
                group.append(content[at])
            for place in range(at, at + max(length, 1)):
                places[content[place : place + _SHORTEST_COPY]].append(place)
            at += max(length, 1)
        written += bytes([flags]) + group
    return bytes(written)


def _offset_bits(at: int) -> int:
    """How many of a copy token's 16 bits say where from, at a place in the chunk (2.4.1.3.19.1)."""
    return max(4, (at - 1).bit_length())


def _copy_token(at: int, offset: int, length: int) -> bytes:
    bits = _offset_bits(at)
    return struct.pack("<H", (offset - 1) << (16 - bits) | (length - _SHORTEST_COPY))


def _longest(content: bytes, at: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """Find the longest run before a place that repeats there: its start and length, or zeros."""
    start = longest = 0
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST_COPY, len(content) - at)
    if most < _SHORTEST_COPY:
        return 0, 0
    for candidate in reversed(places.get(content[at : at + _SHORTEST_COPY], ())):
        length = _SHORTEST_COPY
        while length < most and content[candidate + length] == content[at + length]:
            length += 1
        if length > longest:
            start, longest = candidate, length
        if longest == most:
            break
    return start, longest
