"""A VBA project from its modules' texts: the vbaProject.bin of a workbook with macros.

Nothing compiled is written: `_VBA_PROJECT` says so, and Excel compiles the texts when it loads
them, as it does with the templates that xlwings ships. The project is neither locked nor signed.
The same modules give the same bytes on any day and any machine.
"""

from __future__ import annotations

import struct
import uuid
from typing import TYPE_CHECKING

from leadbook.workbook.compound_file import compound_file
from leadbook.workbook.vba_cipher import disguised
from leadbook.workbook.vba_compression import compressed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.workbook.vba_module import Module

__all__ = ["vba_project"]

_CODE_PAGE = "cp1252"
_NOT_COMPILED = bytes.fromhex("CC61FFFF000000")
_ENGLISH = 0x0409
_WINDOWS_64 = 3
_VERSION = (0x65BE0257, 17)

_OLE = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0"
    r"#C:\Windows\System32\stdole2.tlb#OLE Automation"
)
_OFFICE = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0"
    r"#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    r"#Microsoft Office 16.0 Object Library"
)
_LIBRARIES = {"stdole": _OLE, "Office": _OFFICE}
"""What every project of Excel refers to; Excel finds them by their numbers, not by the paths."""

_ENTRIES = {
    "standard": "Module={}",
    "class": "Class={}",
    "book": "Document={}/&H00000000",
    "sheet": "Document={}/&H00000000",
}


def vba_project(modules: Sequence[Module], name: str) -> bytes:
    """Write a project as the bytes of vbaProject.bin; equal modules give equal bytes.

    Source: MS-OVBA 2.2 (streams), 2.3.1 (PROJECT), 2.3.3 (PROJECTwm), 2.3.4 (VBA folder).

    Args:
        modules: In the order in which the editor shows them; one of them is the book's own.
        name: Name of the project; no module may have it.

    Raises:
        ValueError: Two modules have one name, or the book has not just one module.
    """
    names = [name.lower(), *(module.name.lower() for module in modules)]
    if len(set(names)) != len(names):
        raise ValueError(f"names in a VBA project must differ, whatever their case: {names}")
    if sum(module.kind == "book" for module in modules) != 1:
        raise ValueError("a VBA project needs just one module of the book")
    streams = {module.name: compressed(module.stored.encode(_CODE_PAGE)) for module in modules}
    streams["dir"] = compressed(_directory(modules, name))
    streams["_VBA_PROJECT"] = _NOT_COMPILED
    return compound_file(
        {"VBA": streams, "PROJECT": _project(modules, name), "PROJECTwm": _names(modules)}
    )


def _directory(modules: Sequence[Module], name: str) -> bytes:
    """Write the dir stream: what the project is, refers to and consists of (2.3.4.2)."""
    return b"".join(
        (
            _about(name),
            *(_reference(known, library) for known, library in _LIBRARIES.items()),
            _record(0x0F, struct.pack("<H", len(modules))),
            _record(0x13, struct.pack("<H", 0xFFFF)),
            *(_module_record(module) for module in modules),
            _record(0x10, b""),
        )
    )


def _about(name: str) -> bytes:
    """System, language, code page, name, help, flags, version and constants (2.3.4.2.1)."""
    return b"".join(
        (
            _record(0x01, struct.pack("<I", _WINDOWS_64)),
            _record(0x02, struct.pack("<I", _ENGLISH)),
            _record(0x14, struct.pack("<I", _ENGLISH)),
            _record(0x03, struct.pack("<H", int(_CODE_PAGE.removeprefix("cp")))),
            _record(0x04, name.encode("ascii")),
            _twice(0x05, 0x40, ""),
            *(_record(0x06, b""), _record(0x3D, b"")),
            *(_record(0x07, bytes(4)), _record(0x08, bytes(4))),
            struct.pack("<HIIH", 0x09, 4, *_VERSION),
            _twice(0x0C, 0x3C, ""),
        )
    )


def _reference(name: str, library: str) -> bytes:
    """Refer to a registered library (2.3.4.2.2.5)."""
    path = library.encode(_CODE_PAGE)
    content = struct.pack("<I", len(path)) + path + bytes(6)
    return _twice(0x16, 0x3E, name) + _record(0x0D, content)


def _module_record(module: Module) -> bytes:
    """Say where a module's text is and of what kind it is (2.3.4.2.3.2)."""
    kind = 0x21 if module.kind == "standard" else 0x22
    return b"".join(
        (
            _twice(0x19, 0x47, module.name),
            _twice(0x1A, 0x32, module.name),
            _twice(0x1C, 0x48, ""),
            *(_record(0x31, bytes(4)), _record(0x1E, bytes(4))),
            _record(0x2C, struct.pack("<H", 0xFFFF)),
            *(_record(kind, b""), _record(0x2B, b"")),
        )
    )


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _twice(number: int, unicode_number: int, text: str) -> bytes:
    """Write a text in the code page and again in UTF-16."""
    plain, wide = text.encode(_CODE_PAGE), text.encode("utf-16-le")
    return _record(number, plain) + _record(unicode_number, wide)


def _project(modules: Sequence[Module], name: str) -> bytes:
    """Write the PROJECT stream, which the editor reads (2.3.1)."""
    own = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"leadbook/{name}")).upper() + "}"
    lines = [
        f'ID="{own}"',
        *(_ENTRIES[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{disguised(own, bytes(4))}"',
        f'DPB="{disguised(own, bytes(1))}"',
        f'GC="{disguised(own, bytes([0xFF]))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode(_CODE_PAGE)


def _names(modules: Sequence[Module]) -> bytes:
    """Write the PROJECTwm stream: each module's name in the code page and in UTF-16 (2.3.3)."""
    both = (
        module.name.encode(_CODE_PAGE) + b"\0" + module.name.encode("utf-16-le") + b"\0\0"
        for module in modules
    )
    return b"".join(both) + b"\0\0"
