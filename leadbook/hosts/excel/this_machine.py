"""The machine that leadbook runs on, asked through the system's own means."""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import io
import os
import re
import subprocess
import sys
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadbook import __version__
from leadbook.errors import CannotWrite
from leadbook.hosts.excel.machine import Platform, Process, RegistryValue
from leadbook.hosts.libreoffice.office import find_office
from leadbook.hosts.preferences import data_folder
from leadbook.hosts.programs import run_to_end

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ThisMachine",
    "activated",
    "processes_of_csv",
    "processes_of_ps",
    "processes_of_tasklist",
]

_SECONDS = 30
_PLATFORMS: dict[str, Platform] = {"win32": "windows", "darwin": "mac"}
_LIST_WINDOWS = (
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; "
    "$session = (Get-Process -Id $PID).SessionId; "
    'Get-CimInstance Win32_Process -Filter "SessionId=$session" | '
    "Select-Object ProcessId,Name,CommandLine | ConvertTo-Csv -NoTypeInformation"
)
"""Of this person alone: on a server others have their Excel open, too."""


class ThisMachine:
    """The account and the machine on which this Python runs."""

    platform: Platform = _PLATFORMS.get(sys.platform, "linux")
    python_bits = 64 if sys.maxsize > 2**32 else 32

    @property
    def home(self) -> Path:
        """The person's folder."""
        return Path.home()

    @property
    def environment(self) -> Mapping[str, str]:
        """Environment variables."""
        return os.environ

    @property
    def data_folder(self) -> Path:
        """Where leadbook keeps its own files for this person."""
        return data_folder()

    @property
    def interpreter(self) -> Path:
        """The Python that runs."""
        return Path(sys.executable)

    @property
    def base_interpreter(self) -> Path:
        """The Python behind it, where it is a virtual environment's."""
        return Path(getattr(sys, "_base_executable", None) or sys.executable)

    def path(self, text: str) -> Path:
        """Give the path that a setting means, its variables filled."""
        return Path(os.path.expandvars(text))

    def registry(self, key: str) -> dict[str, RegistryValue]:
        """Give the values of a registry key; none where there is no such key."""
        if self.platform != "windows":
            return {}
        registry, (root, path) = _winreg(), _split(key)
        values: dict[str, RegistryValue] = {}
        with suppress(OSError), registry.OpenKey(root, path) as handle:
            for index in range(registry.QueryInfoKey(handle)[1]):
                name, value, _ = registry.EnumValue(handle, index)
                values[name] = value
        return values

    def registry_keys(self, key: str) -> tuple[str, ...]:
        """Give the names of the keys under a registry key."""
        if self.platform != "windows":
            return ()
        registry, (root, path) = _winreg(), _split(key)
        with suppress(OSError), registry.OpenKey(root, path) as handle:
            number = registry.QueryInfoKey(handle)[0]
            return tuple(registry.EnumKey(handle, index) for index in range(number))
        return ()

    def set_value(self, key: str, name: str, value: str) -> None:
        """Write a text into the registry of this person."""
        registry, (root, path) = _winreg(), _split(key)
        with registry.CreateKeyEx(root, path, 0, registry.KEY_SET_VALUE) as handle:
            registry.SetValueEx(handle, name, 0, registry.REG_SZ, value)

    def remove_value(self, key: str, name: str) -> None:
        """Remove a value from the registry of this person, if it is there."""
        registry, (root, path) = _winreg(), _split(key)
        with (
            suppress(FileNotFoundError),
            registry.OpenKey(root, path, 0, registry.KEY_SET_VALUE) as handle,
        ):
            registry.DeleteValue(handle, name)

    def remove_key(self, key: str) -> None:
        """Remove a key of this person with its values, if it is there and has no keys below."""
        registry, (root, path) = _winreg(), _split(key)
        with suppress(OSError):
            registry.DeleteKey(root, path)

    def processes(self) -> tuple[Process, ...]:
        """List the running programs; none where the system does not tell."""
        return self._processes

    @cached_property
    def _processes(self) -> tuple[Process, ...]:
        if self.platform == "windows":
            listed = _output("powershell", "-NoProfile", "-Command", _LIST_WINDOWS)
            # Some firms forbid PowerShell; then the names are known, but not the commands.
            plain = "" if listed else _output("tasklist", "/fo", "csv", "/nh")
            return processes_of_csv(listed) or processes_of_tasklist(plain, os.getpid())
        return processes_of_ps(
            _output("ps", "-xwwo", "pid=,comm="), _output("ps", "-xwwo", "pid=,args=")
        )

    def version_of(self, package: str) -> str | None:
        """Give the version of an installed Python package; nothing where it is absent."""
        if package == "leadbook":
            return __version__
        try:
            return importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            return None

    def why_not(self, interpreter: Path) -> str:
        """Give the reason why a Python cannot load leadbook and xlwings; empty where it can."""
        try:
            command = (str(interpreter), "-B", "-c", "import leadbook.cli, xlwings")
            variables = activated(interpreter, self.environment)
            variables["PYTHONUTF8"] = "1"
            done = run_to_end(command, seconds=_SECONDS, environment=variables)
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""

    def came_from_web(self, file: Path) -> bool:
        """Whether the system has marked a file as one from the internet."""
        if self.platform == "windows":
            with suppress(OSError), Path(f"{file}:Zone.Identifier").open("rb") as mark:
                return re.search(rb"ZoneId=[34]", mark.read()) is not None
        if self.platform == "mac":
            return bool(_output("xattr", "-p", "com.apple.quarantine", str(file)))
        return False

    def libreoffice_version(self) -> str | None:
        """Give the version of LibreOffice; nothing where it is absent."""
        with suppress(CannotWrite):
            return "{}.{}".format(*find_office().version)
        return None


def processes_of_csv(text: str) -> tuple[Process, ...]:
    """Read the list that PowerShell gives."""
    rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    return tuple(
        Process(int(row["ProcessId"]), row["Name"] or "", row["CommandLine"] or "") for row in rows
    )


def processes_of_tasklist(text: str, own: int) -> tuple[Process, ...]:
    """Read the list that tasklist gives: name, number, and the session's name and number.

    Args:
        text: The list; what else stands in it may be in any language.
        own: The number of a process of this person, whose session is theirs.
    """
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) > 3 and row[1].isdigit()]
    sessions = {row[3] for row in rows if int(row[1]) == own} or {row[3] for row in rows}
    return tuple(Process(int(row[1]), row[0], "") for row in rows if row[3] in sessions)


def activated(interpreter: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """Give the variables with which conda's own Python finds its libraries; others need none."""
    folder = interpreter.parent
    if not (folder / "conda-meta").is_dir():
        return dict(variables)
    places = [folder, folder / "Library" / "bin", folder / "Scripts"]
    path = os.pathsep.join([*map(str, places), variables.get("PATH", "")])
    return {**variables, "PATH": path}


def processes_of_ps(names: str, commands: str) -> tuple[Process, ...]:
    """Read the two lists that ps gives: the programs, which may have spaces, and their commands."""
    by_number = dict(_numbered(commands))
    return tuple(
        Process(number, name.rsplit("/", 1)[-1], by_number.get(number, ""))
        for number, name in _numbered(names)
    )


def _numbered(text: str) -> list[tuple[int, str]]:
    pairs = (line.strip().partition(" ") for line in text.splitlines())
    return [(int(number), rest.strip()) for number, _, rest in pairs if number.isdigit()]


def _output(program: str, *arguments: str) -> str:
    """Give what a program of the system prints; nothing where it fails."""
    try:
        done = run_to_end((program, *arguments), seconds=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def _winreg() -> Any:
    return importlib.import_module("winreg")


def _split(key: str) -> tuple[Any, str]:
    root, _, path = key.partition("\\")
    registry = _winreg()
    return {"HKCU": registry.HKEY_CURRENT_USER, "HKLM": registry.HKEY_LOCAL_MACHINE}[root], path
