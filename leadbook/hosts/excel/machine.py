"""What install and doctor see of a machine: its folders, its registry, its processes.

A `Machine` is the person's own (`this_machine.py`) or, in a test, a folder that plays one. So the
same plan and the same checks run anywhere, and only the thin real machine is left unproven.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = [
    "Machine",
    "Platform",
    "Process",
    "RegistryValue",
    "is_ascii",
    "is_running",
    "value_of",
]

Platform = Literal["windows", "mac", "linux"]
RegistryValue = str | int | bytes


@dataclass(frozen=True, slots=True)
class Process:
    """A running program.

    Attributes:
        number: Its process number.
        name: The name of the program, such as ``EXCEL.EXE``.
        command: Its whole command line, as far as the system tells it.
    """

    number: int
    name: str
    command: str


class Machine(Protocol):
    """One person's account on one machine.

    Attributes:
        platform: The system.
        home: The person's folder.
        environment: Environment variables.
        data_folder: Where leadbook keeps its own files for this person.
        interpreter: The Python that runs.
        base_interpreter: The Python behind it, where it is a virtual environment's.
        python_bits: 32 or 64.
    """

    @property
    def platform(self) -> Platform: ...  # noqa: D102 - said above, as are the following
    @property
    def home(self) -> Path: ...  # noqa: D102
    @property
    def environment(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def data_folder(self) -> Path: ...  # noqa: D102
    @property
    def interpreter(self) -> Path: ...  # noqa: D102
    @property
    def base_interpreter(self) -> Path: ...  # noqa: D102
    @property
    def python_bits(self) -> int: ...  # noqa: D102

    def path(self, text: str) -> Path:
        """Give the path that a setting means: variables such as %USERPROFILE% or $HOME filled."""

    def registry(self, key: str) -> Mapping[str, RegistryValue]:
        r"""Give the values of a key such as ``HKCU\Software\…``; none where there is no key."""

    def registry_keys(self, key: str) -> tuple[str, ...]:
        """Give the names of the keys under a key."""

    def set_value(self, key: str, name: str, value: str) -> None:
        """Write a text into the registry of this person."""

    def remove_value(self, key: str, name: str) -> None:
        """Remove a value from the registry of this person, if it is there."""

    def remove_key(self, key: str) -> None:
        """Remove a key of this person with its values, if it is there and has no keys below."""

    def processes(self) -> tuple[Process, ...]:
        """List the running programs."""

    def version_of(self, package: str) -> str | None:
        """Give the version of an installed Python package; nothing where it is absent."""

    def why_not(self, interpreter: Path) -> str:
        """Give the reason why a Python cannot load leadbook and xlwings; empty where it can."""

    def came_from_web(self, file: Path) -> bool:
        """Whether the system has marked a file as one from the internet."""

    def libreoffice_version(self) -> str | None:
        """Give the version of LibreOffice, such as 25.2; nothing where it is absent."""


def is_running(machine: Machine, *names: str) -> bool:
    """Whether a program with one of these names is running; case does not matter."""
    wanted = {name.lower() for name in names}
    return any(process.name.lower() in wanted for process in machine.processes())


def value_of(machine: Machine, key: str, name: str) -> RegistryValue | None:
    """Give a value of the registry, in which case does not matter; nothing where it is absent."""
    values = machine.registry(key).items()
    return next((value for each, value in values if each.lower() == name.lower()), None)


def is_ascii(path: Path) -> bool:
    """Whether a path is made of ASCII letters only.

    >>> from pathlib import Path
    >>> is_ascii(Path("/home/sara")), is_ascii(Path("/home/سارا"))
    (True, False)
    """
    return str(path).isascii()
