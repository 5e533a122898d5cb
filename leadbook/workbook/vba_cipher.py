"""The disguise in which a VBA project says that nothing in it is locked (MS-OVBA 2.4.3)."""

from __future__ import annotations

import struct

__all__ = ["disguised"]

_SEED = 0x8D
"""Any byte would do; a fixed one gives the same project the same bytes every time."""
_VERSION = 2


def disguised(project_id: str, content: bytes) -> str:
    r"""Write a property of the PROJECT stream such as CMG, DPB or GC in its disguise.

    Source: MS-OVBA 2.4.3.2. The disguise keeps nothing secret; Excel merely expects it.

    Args:
        project_id: The project's identifier in braces; the sum of its characters is the key.
        content: The property's own bytes.

    >>> disguised("{5CF9CDAB-B77B-4FE4-BD7E-D29900070E1B}", b"\0\0\0\0")
    '8D8FA6BDAAC0AEC0AEC0AEC0AE'
    """
    key = sum(project_id.encode("ascii")) & 0xFF
    written = [_SEED, _SEED ^ _VERSION, _SEED ^ key]
    filler = bytes([7] * ((_SEED & 6) // 2))
    plain, last, before_last = key, written[2], written[1]
    for byte in filler + struct.pack("<I", len(content)) + content:
        hidden = byte ^ ((before_last + plain) & 0xFF)
        written.append(hidden)
        plain, last, before_last = byte, hidden, last
    return bytes(written).hex().upper()
