"""Checks of LibreOffice, the other program in which leadbook's functions run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.libreoffice.interface import IDENTIFIER
from leadbook.hosts.libreoffice.office import MINIMUM
from leadbook.language.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.hosts.excel.machine import Machine

__all__ = ["extension", "libreoffice"]

_CACHE = "user/uno_packages/cache"
_LIST = "registry/com.sun.star.comp.deployment.bundle.PackageRegistryBackend/backenddb.xml"
_OURS = re.compile(rf'<identifier\s+value="{re.escape(IDENTIFIER)}"')
_VERSION = re.compile(r'<version\s+value="([^"]+)"')


def libreoffice(machine: Machine) -> Finding:
    """Older versions do not find leadbook's functions in books of Excel."""
    version = machine.libreoffice_version()
    if version is None:
        return skipped(message("LibreOffice is not installed; it is needed only in place of Excel"))
    if _numbers(version) < _numbers(MINIMUM):
        # Beside Excel an old LibreOffice is no fault, as long as nobody wants the functions there.
        wanted = machine.platform == "linux" or bool(_installed(machine))
        return (fails if wanted else warns)(
            message("LibreOffice {version} is too old for leadbook's functions", version=version),
            message("Install LibreOffice {minimum} or newer", minimum=MINIMUM),
        )
    return fine(message("LibreOffice {version} is new enough", version=version))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def extension(machine: Machine) -> Finding:
    """The extension in LibreOffice is of the same version as the package."""
    versions, now = _installed(machine), machine.version_of("leadbook")
    if not versions:
        return skipped(message("leadbook is not installed in LibreOffice"))
    if now not in versions:
        return warns(
            message(
                "The extension in LibreOffice is leadbook {old}, but {now} is installed",
                old=versions[-1],
                now=now,
            ),
            message("Close LibreOffice and run: leadbook libreoffice install"),
        )
    return fine(message("The extension in LibreOffice is of the same version"))


def _installed(machine: Machine) -> list[str]:
    """Give the versions of leadbook's extension; LibreOffice keeps copies of former ones, too."""
    cache = _profiles(machine) / _CACHE
    try:
        listed = (cache / _LIST).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [
        found[1]
        for file in sorted((cache / "uno_packages").glob("*/*/description.xml"))
        if f"/{file.parent.parent.name}/" in listed
        and _OURS.search(text := file.read_text(encoding="utf-8", errors="replace"))
        and (found := _VERSION.search(text))
    ]


def _profiles(machine: Machine) -> Path:
    """Give the folder in which LibreOffice keeps what belongs to this person."""
    match machine.platform:
        case "windows":
            roaming = machine.path(machine.environment.get("APPDATA", "%APPDATA%"))
            return roaming / "LibreOffice" / "4"
        case "mac":
            return machine.home / "Library" / "Application Support" / "LibreOffice" / "4"
        case _:
            return machine.home / ".config" / "libreoffice" / "4"
