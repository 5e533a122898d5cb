"""What `leadbook install` did on a machine, remembered so that nothing of it is left behind."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Manifest", "manifest_text", "read_manifest"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was installed.

    Attributes:
        leadbook: Version of leadbook that built the add-in.
        xlwings: Version of xlwings whose module is in the add-in.
        files: Files that leadbook put there, and that were not somebody else's before.
        folders: Folders that had to be made for them, the innermost first.
    """

    leadbook: str
    xlwings: str
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def manifest_text(manifest: Manifest) -> str:
    """Write a manifest as JSON."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"


def read_manifest(file: Path) -> Manifest | None:
    """Read a manifest; nothing where there is none, or it is damaged."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Manifest(
            leadbook=str(data["leadbook"]),
            xlwings=str(data["xlwings"]),
            files=tuple(map(str, data["files"])),
            folders=tuple(map(str, data["folders"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
