"""The extension file leadbook.oxt: built from the registry, the same bytes every time.

It holds no part of leadbook itself, only where leadbook is installed: the folders of packages of
the Python that built it, or others that are named.
"""

from __future__ import annotations

import io
import json
import site
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook import __version__
from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.descriptions import descriptions
from leadbook.hosts.libreoffice.interface import IDENTIFIER, interface_text
from leadbook.hosts.libreoffice.office import MINIMUM
from leadbook.hosts.registry import FUNCTIONS
from leadbook.language.messages import LANGUAGES, message, speaker
from leadbook.language.reasons import why
from leadbook.workbook.files import write_synced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadbook.language.messages import Message

__all__ = ["FILE", "extension_bytes", "own_site", "parts", "write_extension"]

FILE = "leadbook.oxt"

_COMPONENT = Path(__file__).with_name("component.txt")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = f"""{_DECLARATION}\
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
  <manifest:file-entry manifest:full-path="leadbook.idl"
    manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
  <manifest:file-entry manifest:full-path="component.py"
    manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
  <manifest:file-entry manifest:full-path="CalcAddIns.xcu"
    manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
"""
_DESCRIPTION = f"""{_DECLARATION}\
<description xmlns="http://openoffice.org/extensions/description/2006"
  xmlns:d="http://openoffice.org/extensions/description/2006"
  xmlns:l="http://libreoffice.org/extensions/description/2011">
  <identifier value="{IDENTIFIER}"/>
  <version value="{__version__}"/>
  <display-name><name lang="en">leadbook</name></display-name>
  <dependencies>
    <l:LibreOffice-minimal-version value="{MINIMUM}" d:name="LibreOffice {MINIMUM}"/>
  </dependencies>
</description>
"""

_OTHER_VERSION = message(
    "LibreOffice runs Python {own}, but leadbook was installed for Python {python} and cannot be "
    "loaded ({reason}); install leadbook for Python {own} and run leadbook libreoffice install "
    "again"
)
_NOT_IMPORTABLE = message(
    "LibreOffice cannot load leadbook ({reason}); install leadbook again for Python {own}, then "
    "run leadbook libreoffice install"
)


def own_site() -> tuple[Path, ...]:
    """Give the folders in which this Python keeps its packages, leadbook among them."""
    named = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    if site.ENABLE_USER_SITE:
        named.append(site.getusersitepackages())
    return tuple(dict.fromkeys(folder for name in named if (folder := Path(name)).is_dir()))


def parts(folders: Sequence[Path]) -> dict[str, bytes]:
    """Give the parts of the extension by name.

    Args:
        folders: Where LibreOffice's Python finds leadbook and what it needs.
    """
    functions = tuple(FUNCTIONS.values())
    return {
        "CalcAddIns.xcu": descriptions(functions),
        "META-INF/manifest.xml": _MANIFEST.encode(),
        "component.py": _COMPONENT.read_bytes().replace(b"\r\n", b"\n"),
        "description.xml": _DESCRIPTION.encode(),
        "leadbook.idl": interface_text(functions).encode(),
        "leadbook.json": json.dumps(_record(folders), ensure_ascii=False, indent=1).encode(),
    }


def extension_bytes(folders: Sequence[Path]) -> bytes:
    """Build the extension; equal folders give equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(folders).items():
            # Stored, not compressed: zlib's bytes differ from machine to machine.
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return file.getvalue()


def write_extension(folder: Path, folders: Sequence[Path]) -> Path:
    """Write leadbook.oxt into a folder, which is made where it is missing.

    Raises:
        CannotWrite: The system refuses.
    """
    target = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = write_synced(folder, extension_bytes(folders))
        temporary.replace(target)
    except OSError as error:
        raise CannotWrite(
            message(
                "{file} cannot be written ({reason}); choose another folder with --out",
                file=str(target),
                reason=why(error),
            )
        ) from error
    return target


def _record(folders: Sequence[Path]) -> Mapping[str, object]:
    """Give what the component must know before it has found leadbook."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {
        "leadbook": __version__,
        "python": python,
        "site": [str(folder) for folder in folders],
        "other_version": _sentences(_OTHER_VERSION, python),
        "not_importable": _sentences(_NOT_IMPORTABLE, python),
    }


def _sentences(what: Message, python: str) -> dict[str, str]:
    """Say a sentence in both languages, with two facts open that only LibreOffice knows."""
    return {
        language: speaker(language)(what.template, own="{own}", reason="{reason}", python=python)
        for language in LANGUAGES
    }
