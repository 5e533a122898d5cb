"""Changes of a machine as plain data: they can be shown, compared and then carried out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.language.reasons import why
from leadbook.workbook.files import write_synced

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.errors import LeadbookError
    from leadbook.hosts.excel.machine import Machine
    from leadbook.language.messages import Message

__all__ = [
    "Plan",
    "RemoveFile",
    "RemoveFolder",
    "RemoveKey",
    "RemoveValue",
    "SetValue",
    "Step",
    "WriteFile",
    "carry_out",
    "in_words",
]


@dataclass(frozen=True, slots=True)
class WriteFile:
    """Write a file, and the folders above it where they are missing."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class RemoveFile:
    """Remove a file, if it is there."""

    path: Path


@dataclass(frozen=True, slots=True)
class RemoveFolder:
    """Remove a folder, if it is there and empty."""

    path: Path


@dataclass(frozen=True, slots=True)
class SetValue:
    """Write a text into the registry."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RemoveValue:
    """Remove a value from the registry, if it is there."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class RemoveKey:
    """Remove a key of the registry with its values, if it is there and has no keys below."""

    key: str


Step = WriteFile | RemoveFile | RemoveFolder | SetValue | RemoveValue | RemoveKey


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be changed.

    Attributes:
        steps: In this order.
        notes: What the person should know.
        obstacle: Why it cannot be done now.
    """

    steps: tuple[Step, ...] = ()
    notes: tuple[Message, ...] = ()
    obstacle: LeadbookError | None = None


def in_words(step: Step) -> Message:
    """Say what a step does."""
    match step:
        case WriteFile():
            return message("write the file {file}", file=str(step.path))
        case RemoveFile():
            return message("remove the file {file}", file=str(step.path))
        case RemoveFolder():
            return message("remove the folder {folder}, if it is empty", folder=str(step.path))
        case SetValue():
            return message(
                "set {name} in {key} to {value}", name=step.name, key=step.key, value=step.value
            )
        case RemoveValue():
            return message("remove {name} from {key}", name=step.name, key=step.key)
        case RemoveKey():
            return message("remove the key {key}", key=step.key)


def carry_out(plan: Plan, machine: Machine) -> None:
    """Take every step; a second time changes nothing more.

    Raises:
        LeadbookError: The obstacle, where there is one.
        CannotWrite: A step is refused by the system.
    """
    if plan.obstacle is not None:
        raise plan.obstacle
    for step in plan.steps:
        try:
            _take(step, machine)
        except OSError as error:
            raise CannotWrite(
                message(
                    "this step failed: {step} ({reason}); {mend}",
                    step=in_words(step),
                    reason=why(error),
                    mend=_mend(error, machine),
                )
            ) from error


def _mend(error: OSError, machine: Machine) -> Message:
    if machine.platform == "mac" and isinstance(error, PermissionError):
        return message(
            "in System Settings, Privacy and Security, let the Terminal see the data of other "
            "programs, and run the same again"
        )
    return message("close Excel, or sign out and in again, and run the same again")


def _take(step: Step, machine: Machine) -> None:
    match step:
        case WriteFile(path, content):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = write_synced(path.parent, content)
            try:
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        case RemoveFile(path):
            path.unlink(missing_ok=True)
        case RemoveFolder(path):
            with suppress(OSError):  # Not empty: somebody else's files are in it.
                path.rmdir()
        case SetValue(key, name, value):
            machine.set_value(key, name, value)
        case RemoveValue(key, name):
            machine.remove_value(key, name)
        case RemoveKey(key):
            machine.remove_key(key)
