"""Checks of Excel itself: where it comes from, and what it allows."""

from __future__ import annotations

import plistlib
import re
from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.excel.machine import value_of
from leadbook.hosts.excel.places import ADDIN, EXCEL_KEY, POLICIES, places_of
from leadbook.language.messages import message

if TYPE_CHECKING:
    from leadbook.hosts.excel.machine import Machine, RegistryValue

__all__ = ["excel", "macros", "office_bits", "signatures", "store_office"]

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUTLOOKS = (
    r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook",
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook",
)
"""Where an Office without Click-to-Run says its bitness: a 32-bit one on 64-bit Windows below."""
_BITS = {"x64": 64, "x86": 32}
_APP_PATH = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_OLD = re.compile(r"\\Office1[0-5]\\", re.IGNORECASE)
_MAC = ("/Applications/Microsoft Excel.app", "$HOME/Applications/Microsoft Excel.app")
_SIGNED_ONLY, _ALL_OFF = 3, 4
_REFUSALS = ("DisableAllAddins", "RequireAddinSig")
_LOCATIONS = r"Security\Trusted Locations"
_DECIDED_LOCATIONS = (rf"Excel\{_LOCATIONS}", rf"Common\{_LOCATIONS}\All Applications")


def office_bits(machine: Machine) -> int | None:
    """Give the bitness of Excel, 32 or 64; nothing where it is not known."""
    kinds = [value_of(machine, _CLICK_TO_RUN, "Platform")]
    kinds += [value_of(machine, key, "Bitness") for key in _OUTLOOKS]
    known = (_BITS[kind] for kind in map(str, kinds) if kind in _BITS)
    return next(known, 32 if "program files (x86)" in _program(machine).lower() else None)


def excel(machine: Machine) -> Finding:
    """Excel has to be there, and of a version that looks for add-ins where they are put."""
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
    if _OLD.search(_program(machine)) and not machine.registry(_CLICK_TO_RUN):
        return fails(
            message("This Excel is older than Excel 2016, and does not see the add-in"),
            message(
                "Install Excel 2016 or newer; until then, leadbook report and LibreOffice work"
            ),
        )
    return fine(message("Excel is there"))


def _program(machine: Machine) -> str:
    keys = (rf"{root}\{_APP_PATH}" for root in ("HKCU", "HKLM"))
    return next((str(value) for key in keys if (value := value_of(machine, key, ""))), "")


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
    level, decided = _setting(machine, "Security", "VBAWarnings")
    if level not in {_SIGNED_ONLY, _ALL_OFF} or _is_trusted(machine):
        return fine(message("Excel allows macros of add-ins"))
    if decided:
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


def _decision(machine: Machine, below: str, name: str) -> RegistryValue | None:
    """Give what the organisation has decided; nothing where it has left it to the person."""
    found = (value_of(machine, rf"{root}\{below}", name) for root in POLICIES)
    return next((value for value in found if value is not None), None)


def _setting(machine: Machine, below: str, name: str) -> tuple[RegistryValue | None, bool]:
    """Give a setting of Excel, and whether it is the organisation's, which goes before."""
    decided = _decision(machine, rf"Excel\{below}", name)
    own = value_of(machine, rf"{EXCEL_KEY}\{below}", name)
    return (own, False) if decided is None else (decided, True)


def _is_trusted(machine: Machine) -> bool:
    """Whether the add-in's folder is a trusted location, of the person or of the organisation."""
    if _setting(machine, _LOCATIONS, "AllLocationsDisabled")[0]:
        return False
    keys = [rf"{root}\{place}" for root in POLICIES for place in _DECIDED_LOCATIONS]
    if _decision(machine, rf"Common\{_LOCATIONS}", "Allow User Locations") != 0:
        keys.append(rf"{EXCEL_KEY}\{_LOCATIONS}")
    locations = (rf"{key}\{name}" for key in keys for name in machine.registry_keys(key))
    return any(_holds_addin(machine, location) for location in locations)


def _holds_addin(machine: Machine, location: str) -> bool:
    folder, path = places_of(machine).addin.parent, value_of(machine, location, "Path")
    place = machine.path(str(path or "").rstrip("\\/"))
    below = value_of(machine, location, "AllowSubfolders") and folder.is_relative_to(place)
    return bool(path) and (folder == place or bool(below))


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
    """Excel can be told to load no add-ins at all, signed ones only, or those of a list."""
    if machine.platform != "windows":
        return skipped(message("Only Excel for Windows can refuse add-ins without a signature"))
    refusals = [_setting(machine, "Security", name) for name in _REFUSALS]
    if _is_shut_out(machine) or any(value and decided for value, decided in refusals):
        return fails(
            message("Your organisation has Excel refuse add-ins that it has not approved"),
            message("Ask the administrator to allow the add-in {file}", file=ADDIN),
        )
    if any(value for value, _ in refusals):
        return fails(
            message("Excel is set to refuse add-ins, or those without a signature"),
            message(
                "In Excel: File, Options, Trust Center, Trust Center Settings, Add-ins, take all "
                "three ticks away; where they are grey, ask the administrator"
            ),
        )
    return fine(message("Excel loads add-ins without a signature"))


def _is_shut_out(machine: Machine) -> bool:
    """Whether the organisation's list of add-ins bars ours, or its rule for all of Office does."""
    listed = str(_decision(machine, r"Excel\Resiliency\AddinList", ADDIN))
    only_listed = _decision(machine, r"Excel\Resiliency", "RestrictToList")
    unsigned = _decision(machine, r"Common\Security", "RequireAlwaysOnMacroSig")
    return bool(unsigned) or listed == "0" or bool(only_listed and listed not in {"1", "2"})
