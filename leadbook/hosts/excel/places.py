r"""Where Excel looks for an add-in, its settings and its helpers, on each system.

On Windows the add-in lies in the person's AddIns folder and is named in Excel's OPEN list, not in
XLSTART: so it stands in Excel's own list of add-ins, with a tick that the person can take away. On
Mac the list is kept in a file that only Excel may write, so there it lies in the startup folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.hosts.excel.machine import Machine

__all__ = [
    "ADDIN",
    "CHOICES_KEY",
    "DISABLED_KEY",
    "EXCEL_KEY",
    "OPTIONS_KEY",
    "POLICIES",
    "SETTINGS",
    "UNTICKED_KEY",
    "Places",
    "places_of",
]

ADDIN = "leadbook.xlam"
SETTINGS = "leadbook.conf"
EXCEL_KEY = r"HKCU\Software\Microsoft\Office\16.0\Excel"
"""Every Excel since 2016 keeps its options under 16.0."""
POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
)
"""What the person's organisation has decided on Office: in the cloud, which goes before, and here.
"""
OPTIONS_KEY = EXCEL_KEY + r"\Options"
UNTICKED_KEY = EXCEL_KEY + r"\Add-in Manager"
"""Add-ins that Excel knows but does not load: the names of its values are their files."""
DISABLED_KEY = EXCEL_KEY + r"\Resiliency\DisabledItems"
"""Add-ins that Excel refuses since a crash: the file stands inside each value."""
CHOICES_KEY = r"HKCU\Software\VB and VBA Program Settings\Leadbook"
"""Where SaveSetting of VBA puts what the person chose in the ribbon."""
_MANIFEST = "install.json"


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of an installed leadbook.

    Attributes:
        addin: The add-in.
        startup: The folder whose every workbook Excel opens at its start.
        settings: What tells the add-in which Python to start.
        scripts: Mac: the only folder from which Excel may run a script.
        manifest: What `leadbook install` did, for `leadbook uninstall`.
        own_settings: The settings file of xlwings' own add-in, which is never written.
    """

    addin: Path
    startup: Path
    settings: Path
    scripts: Path | None
    manifest: Path
    own_settings: Path


def places_of(machine: Machine) -> Places:
    """Give the places of a machine with Windows or macOS."""
    manifest = machine.data_folder / _MANIFEST
    return (
        _on_mac(machine, manifest) if machine.platform == "mac" else _on_windows(machine, manifest)
    )


def _on_windows(machine: Machine, manifest: Path) -> Places:
    microsoft = machine.path(machine.environment.get("APPDATA", "%APPDATA%")) / "Microsoft"
    return Places(
        addin=microsoft / "AddIns" / ADDIN,
        startup=microsoft / "Excel" / "XLSTART",
        settings=machine.home / ".leadbook" / SETTINGS,
        scripts=None,
        manifest=manifest,
        own_settings=machine.home / ".xlwings" / "xlwings.conf",
    )


def _on_mac(machine: Machine, manifest: Path) -> Places:
    library = machine.home / "Library"
    content = library / "Group Containers" / "UBF8T346G9.Office" / "User Content.localized"
    startup = content / "Startup.localized" / "Excel"
    sandbox = library / "Containers" / "com.microsoft.Excel" / "Data"
    return Places(
        addin=startup / ADDIN,
        startup=startup,
        settings=sandbox / SETTINGS,
        scripts=library / "Application Scripts" / "com.microsoft.Excel",
        manifest=manifest,
        own_settings=sandbox / "xlwings.conf",
    )
