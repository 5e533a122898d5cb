"""Checks of the add-in: is it there, once, listed, of the right version, and let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.excel.doctor.packages import to_install
from leadbook.hosts.excel.install import script_name
from leadbook.hosts.excel.manifest import read_manifest
from leadbook.hosts.excel.open_list import disabled_items, file_of, opened
from leadbook.hosts.excel.places import ADDIN, DISABLED_KEY, OPTIONS_KEY, places_of
from leadbook.language.messages import message

if TYPE_CHECKING:
    from leadbook.hosts.excel.machine import Machine

__all__ = ["addin", "disabled", "from_web", "other_addin", "script", "twice", "versions"]

_INSTALL = message("Run: leadbook install")


def _listed(machine: Machine, file: str) -> bool:
    return any(file_of(value) == file for value in opened(machine.registry(OPTIONS_KEY)))


def addin(machine: Machine) -> Finding:
    """The add-in's file is in its place, and Excel's list names it."""
    if machine.platform == "linux":
        return skipped(message("Without Excel there is no add-in to look for"))
    places = places_of(machine)
    there = places.addin.is_file()
    listed = machine.platform == "mac" or _listed(machine, ADDIN)
    if there and (copy := _copy_in_its_stead(machine)):
        return warns(
            message("Excel loads a copy of the add-in, {file}, which nobody renews", file=copy),
            message("Close Excel and run: leadbook install"),
        )
    if there and listed:
        return fine(message("The add-in is in its place"))
    if there:
        return warns(
            message("The add-in is there, but it is not ticked in Excel's list of add-ins"),
            message("In Excel: File, Options, Add-ins, Go, tick Leadbook; or run leadbook install"),
        )
    if read_manifest(places.manifest) is None and not (listed and machine.platform == "windows"):
        return warns(message("leadbook is not installed in Excel yet"), _INSTALL)
    return fails(
        message("Excel is set to load the add-in, but {file} is missing", file=str(places.addin)),
        _INSTALL,
    )


def _copy_in_its_stead(machine: Machine) -> str:
    """Name the file that Excel loads under the add-in's name, if it is not the one of install."""
    values = [*opened(machine.registry(OPTIONS_KEY))] if machine.platform == "windows" else []
    listed = [value.strip('"') for value in values if file_of(value) == ADDIN]
    own = places_of(machine).addin
    strange = (file for file in listed if file.lower() != ADDIN and machine.path(file) != own)
    return next(strange, "")


def versions(machine: Machine) -> Finding:
    """The add-in was built by this leadbook, from this xlwings."""
    manifest = read_manifest(places_of(machine).manifest) if machine.platform != "linux" else None
    if manifest is None:
        return skipped(message("No add-in is installed whose version could differ"))
    for package, built in (("leadbook", manifest.leadbook), ("xlwings", manifest.xlwings)):
        now = machine.version_of(package)
        if not now:
            return fails(
                message(
                    "The add-in needs {package}, which this Python does not have", package=package
                ),
                to_install(machine.interpreter, package),
            )
        if now != built:
            return fails(
                message(
                    "The add-in was built with {package} {built}, but {now} is installed",
                    package=package,
                    built=built,
                    now=now,
                ),
                message("Close Excel and run: leadbook install"),
            )
    return fine(message("Add-in, leadbook and xlwings are of the same versions"))


def twice(machine: Machine) -> Finding:
    """A second copy in the startup folder would show the tab twice."""
    if machine.platform != "windows":
        return skipped(message("Only Windows has two places for an add-in"))
    copy = places_of(machine).startup / ADDIN
    if copy.exists():
        return fails(
            message("A second copy of the add-in is loaded from {file}", file=str(copy)),
            message("Close Excel and delete that file"),
        )
    return fine(message("The add-in is loaded once"))


def other_addin(machine: Machine) -> Finding:
    """The add-in of xlwings itself brings its own server and settings."""
    if machine.platform == "linux":
        return skipped(message("Without Excel there is no other add-in to look for"))
    name = "xlwings.xlam"
    copied, listed = (places_of(machine).startup / name).exists(), _listed(machine, name)
    if not copied and not listed:
        return fine(message("No other add-in of xlwings is loaded"))
    return warns(
        message(
            "The add-in of xlwings itself is loaded too; it is not needed, and starts a Python "
            "of its own"
        ),
        message("If you do not use it for other books, close Excel and run: xlwings addin remove")
        if copied
        else message(
            "If you do not use it for other books, take its tick away in Excel: File, Options, "
            "Add-ins, Go"
        ),
    )


def from_web(machine: Machine) -> Finding:
    """Excel blocks the macros of files that came from the internet."""
    if machine.platform == "linux" or not (file := places_of(machine).addin).is_file():
        return skipped(message("There is no add-in that could be blocked"))
    if machine.came_from_web(file):
        return fails(
            message("The system has marked {file} as a file from the internet", file=str(file)),
            message("Close Excel, delete that file and run: leadbook install")
            if machine.platform == "mac"
            else message(
                "In the file's properties tick Unblock; or delete it and run leadbook install"
            ),
        )
    return fine(message("The add-in is not marked as a file from the internet"))


def disabled(machine: Machine) -> Finding:
    """After a crash Excel puts an add-in on a list of those that it does not load again."""
    if machine.platform != "windows":
        return skipped(message("Only Excel for Windows keeps a list of disabled add-ins"))
    if disabled_items(machine.registry(DISABLED_KEY), ADDIN):
        return fails(
            message("Excel has disabled the add-in after a crash"),
            message(
                "In Excel: File, Options, Add-ins, Manage: Disabled Items, Go, choose Leadbook, "
                "Enable; then start Excel again"
            ),
        )
    return fine(message("Excel has not disabled the add-in"))


def script(machine: Machine) -> Finding:
    """On Mac, Excel starts Python through a script whose name has the version of xlwings."""
    if machine.platform != "mac" or not places_of(machine).addin.is_file():
        return skipped(message("No script is needed to start Python"))
    manifest, scripts = read_manifest(places_of(machine).manifest), places_of(machine).scripts
    if (
        manifest is None
        or scripts is None
        or not (scripts / script_name(manifest.xlwings)).is_file()
    ):
        return fails(message("The script by which Excel starts Python is missing"), _INSTALL)
    return fine(message("The script by which Excel starts Python is there"))
