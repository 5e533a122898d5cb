"""Checks of the Python that Excel shall start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.hosts.excel.doctor.finding import Finding, fails, fine, skipped, warns
from leadbook.hosts.excel.doctor.office_checks import office_bits
from leadbook.hosts.excel.doctor.packages import to_install
from leadbook.hosts.excel.install import EXCEL, has_space_on_mac, is_store_python
from leadbook.hosts.excel.machine import is_ascii, is_running
from leadbook.language.messages import Ordinal, message, plural

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.hosts.excel.machine import Machine
    from leadbook.language.messages import Message

__all__ = ["bitness", "cloud", "leftovers", "letters", "pywin32", "spaces", "store_python"]

_CLOUDS = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_SERVER = "xlwings.serve("
_NO_EXCEL = message("Excel is not made for Linux; its checks are left out")


def store_python(machine: Machine) -> Finding:
    """Python of the Microsoft Store keeps what it writes in a place of its own."""
    if machine.platform != "windows":
        return skipped(message("Only Windows has a Python of the Microsoft Store"))
    if is_store_python(machine):
        return fails(
            message("This Python comes from the Microsoft Store; Excel cannot start it"),
            message(
                "Install Python from python.org, leadbook into it, and run leadbook install there"
            ),
        )
    return fine(message("Python does not come from the Microsoft Store"))


def letters(machine: Machine) -> Finding:
    """Excel's link to Python starts it by a name in the system's own code page."""
    if machine.platform == "linux":
        return skipped(_NO_EXCEL)
    if not is_ascii(machine.interpreter):
        return warns(
            message(
                "The path of Python, {path}, has letters that are not Latin; Excel may fail to "
                "start it",
                path=str(machine.interpreter),
            ),
            message(
                "If the buttons do not work, install Python into a folder such as C:\\Python, "
                "leadbook into it, and run leadbook install there"
            )
            if machine.platform == "windows"
            else message(
                "If the buttons do not work, make the virtual environment in a folder such as "
                "/Users/Shared/leadbook, leadbook into it, and run leadbook install there"
            ),
        )
    return fine(message("The path of Python has Latin letters only"))


def spaces(machine: Machine) -> Finding:
    """The script that starts Python for Excel on Mac does not quote its path."""
    if machine.platform != "mac":
        return skipped(message("Only a Mac cannot have a space in the path of Python"))
    if has_space_on_mac(machine):
        return fails(
            message(
                "The path of Python, {path}, has a space; Excel for Mac cannot start it",
                path=str(machine.interpreter),
            ),
            message(
                "Make the virtual environment in a folder without a space in its name, leadbook "
                "into it, and run leadbook install there"
            ),
        )
    return fine(message("The path of Python has no space"))


def cloud(machine: Machine) -> Finding:
    """A cloud moves files away when they are not used for a while."""
    if machine.platform == "linux":
        return skipped(_NO_EXCEL)
    if _in_cloud(machine.interpreter, machine):
        return warns(
            message(
                "Python lies in a folder of OneDrive, {path}; its files may be missing when Excel "
                "wants them",
                path=str(machine.interpreter.parent),
            ),
            message(
                "Install Python and leadbook outside OneDrive, and run leadbook install there; "
                "books may stay in OneDrive"
            ),
        )
    return fine(message("Python lies outside OneDrive"))


def _in_cloud(path: Path, machine: Machine) -> bool:
    folders = [machine.environment[name] for name in _CLOUDS if machine.environment.get(name)]
    return any(path.is_relative_to(machine.path(folder)) for folder in folders) or any(
        part.lower().startswith("onedrive") for part in path.parts
    )


def pywin32(machine: Machine) -> Finding:
    """On Windows xlwings speaks with Excel through pywin32."""
    if machine.platform != "windows":
        return skipped(message("Only Windows needs pywin32"))
    if machine.version_of("pywin32") is None:
        return fails(
            message("The package pywin32 is missing; Python cannot speak with Excel without it"),
            to_install(machine.interpreter, "pywin32"),
        )
    return fine(message("The package pywin32 is there"))


def bitness(machine: Machine) -> Finding:
    """Excel loads xlwings' library of its own bitness from beside the Python, or one folder up."""
    version, bits = machine.version_of("xlwings"), office_bits(machine)
    if machine.platform != "windows" or bits is None or version is None:
        return skipped(message("The bitness of Excel is not known here"))
    if machine.python_bits == 32:
        return warns(
            message("This Python is a 32-bit one; pandas is no longer made for it"),
            message(
                "Install the 64-bit Python, leadbook into it, and run leadbook install there; it "
                "works with Excel of either kind"
            ),
        )
    name = f"xlwings{bits}-{version}.dll"
    folders = (machine.interpreter.parent, machine.interpreter.parent.parent)
    if not any((folder / name).is_file() for folder in folders):
        return fails(
            message(
                "This Excel is {bits}-bit and needs {file} beside Python, where it is not",
                bits=bits,
                file=name,
            ),
            _library_mend(machine, name),
        )
    return fine(message("This Excel is {bits}-bit and finds its library of xlwings", bits=bits))


def _library_mend(machine: Machine, name: str) -> Message:
    roaming = machine.path(machine.environment.get("APPDATA", "%APPDATA%"))
    if (roaming / "Python" / name).is_file():
        return message(
            "xlwings was installed for you alone, where Excel does not look; make a virtual "
            "environment (py -m venv), install leadbook into it, and run leadbook install there"
        )
    return to_install(machine.interpreter, "--force-reinstall --no-deps xlwings")


def leftovers(machine: Machine) -> Finding:
    """A Python that serves Excel ends with it; one that does not holds files and memory."""
    if machine.platform == "linux":
        return skipped(_NO_EXCEL)
    left = [process.number for process in machine.processes() if _SERVER in process.command]
    if left and not is_running(machine, *EXCEL):
        return warns(
            plural(
                "{n} Python process still waits for an Excel that has ended ({numbers})",
                "{n} Python processes still wait for an Excel that has ended ({numbers})",
                n=len(left),
                numbers=[*map(Ordinal, left)],
            ),
            message("End them in the Task Manager, or sign out and in again"),
        )
    return fine(message("No Python process was left behind by Excel"))
