"""Checks of Excel itself: where it comes from, and what it allows."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.excel.places import EXCEL_KEY, POLICY_KEY, places_of
from leadbook.language.messages import message

if TYPE_CHECKING:
    from leadbook.hosts.excel.machine import Machine

__all__ = ["excel", "macros", "office_bits", "signatures", "store_office"]

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUTLOOK = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"
_APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MAC = ("/Applications/Microsoft Excel.app", "$HOME/Applications/Microsoft Excel.app")
_SIGNED_ONLY, _ALL_OFF = 3, 4
_REFUSALS = ("DisableAllAddins", "RequireAddinSig")


def office_bits(machine: Machine) -> int | None:
    """Give the bitness of Excel, 32 or 64; nothing where it is not known."""
    platform = machine.registry(_CLICK_TO_RUN).get("Platform")
    kind = platform or machine.registry(_OUTLOOK).get("Bitness")
    return {"x64": 64, "x86": 32}.get(str(kind))


def excel(machine: Machine) -> Finding:
    """Excel has to be there."""
    if machine.platform == "linux":
        return skipped(message("Excel is not made for Linux; its checks are left out"))
    if machine.platform == "mac":
        found = any(machine.path(place).exists() for place in _MAC)
    else:
        found = bool(_program(machine) or machine.registry(_CLICK_TO_RUN))
    if not found:
        return warns(
            message("Excel was not found"),
            message(
                "Install Excel for the desktop; without it, leadbook report and LibreOffice work"
            ),
        )
    return fine(message("Excel is there"))


def _program(machine: Machine) -> str:
    keys = (rf"{root}\{_APP_PATH}" for root in ("HKCU", "HKLM"))
    return next((str(value) for key in keys if (value := machine.registry(key).get(""))), "")


def store_office(machine: Machine) -> Finding:
    """Office of the Microsoft Store runs shut off from other programs."""
    if machine.platform != "windows":
        return skipped(message("Only Windows has an Excel of the Microsoft Store"))
    if "windowsapps" in _program(machine).lower():
        return fails(
            message("This Excel comes from the Microsoft Store; it cannot start Python"),
            message("Remove it, and install Office from office.com with the same account"),
        )
    return fine(message("Excel does not come from the Microsoft Store"))


def macros(machine: Machine) -> Finding:
    """The add-in is made of macros, and nobody has signed them."""
    if machine.platform == "linux":
        return skipped(message("Without Excel there are no macros to allow"))
    if machine.platform == "mac":
        return _macros_of_mac(machine)
    policy = machine.registry(rf"{POLICY_KEY}\Security").get("VBAWarnings")
    chosen = machine.registry(rf"{EXCEL_KEY}\Security").get("VBAWarnings")
    level = policy if policy is not None else chosen
    if level not in {_SIGNED_ONLY, _ALL_OFF} or _is_trusted(machine):
        return fine(message("Excel allows macros of add-ins"))
    if policy is not None:
        return fails(
            message("Your organisation has switched off macros in Excel"),
            message(
                "Ask the administrator to make {folder} a trusted location",
                folder=str(places_of(machine).addin.parent),
            ),
        )
    return fails(
        message("Macros are switched off in Excel, so the add-in does nothing"),
        message(
            "In Excel: File, Options, Trust Center, Trust Center Settings, Macro Settings, "
            "Disable all macros with notification; or add {folder} under Trusted Locations",
            folder=str(places_of(machine).addin.parent),
        ),
    )


def _is_trusted(machine: Machine) -> bool:
    """Whether the add-in's folder is one of the person's trusted locations."""
    key, folder = rf"{EXCEL_KEY}\Security\Trusted Locations", places_of(machine).addin.parent
    if machine.registry(key).get("AllLocationsDisabled"):
        return False
    for name in machine.registry_keys(key):
        location = machine.registry(rf"{key}\{name}")
        place = machine.path(str(location.get("Path", "")).rstrip("\\/"))
        if folder == place or (location.get("AllowSubfolders") and folder.is_relative_to(place)):
            return True
    return False


def _macros_of_mac(machine: Machine) -> Finding:
    file = machine.home / "Library" / "Preferences" / "com.microsoft.office.plist"
    try:
        preferences = plistlib.loads(file.read_bytes())
    except (OSError, ValueError, plistlib.InvalidFileException):
        preferences = {}
    if preferences.get("VisualBasicMacroExecutionState") == "DisabledWithoutWarnings":
        return fails(
            message("Macros are switched off in Excel, so the add-in does nothing"),
            message("In Excel: Preferences, Security, Disable all macros with notification"),
        )
    return fine(message("Excel allows macros of add-ins"))


def signatures(machine: Machine) -> Finding:
    """Excel can be told to load no add-ins at all, or signed ones only."""
    if machine.platform != "windows":
        return skipped(message("Only Excel for Windows can refuse add-ins without a signature"))
    keys = (rf"{EXCEL_KEY}\Security", rf"{POLICY_KEY}\Security")
    if any(machine.registry(key).get(name) for key in keys for name in _REFUSALS):
        return fails(
            message("Excel is set to refuse add-ins, or those without a signature"),
            message(
                "In Excel: File, Options, Trust Center, Trust Center Settings, Add-ins, take all "
                "three ticks away; where they are grey, ask the administrator"
            ),
        )
    return fine(message("Excel loads add-ins without a signature"))
