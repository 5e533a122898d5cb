"""A LibreOffice that runs for a while, with a profile of its own, and programs that drive it."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.hosts.libreoffice.office import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Running", "driving", "let_end", "running"]

DRIVER = Path(__file__).parent / "hosts" / "libreoffice" / "driver.py"
TO_TIDY_UP = 30


@dataclass(frozen=True)
class Running:
    """A running LibreOffice.

    Attributes:
        pipe: The name under which it listens.
        process: The number of its process, which leads a group of its own.
    """

    pipe: str
    process: int


@contextmanager
def running(
    program: str, folder: Path, *options: str, variables: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run LibreOffice with a profile in a folder; nothing of it is left running at the end."""
    pipe = f"leadbook{secrets.token_hex(6)}"
    command = [
        *(program, "--headless", "--norestore", "--nologo", "--nodefault"),
        f"--accept=pipe,name={pipe};urp;",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *options,
    ]
    with subprocess.Popen(
        command,
        env=environment() | dict(variables or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as office:
        try:
            yield Running(pipe, office.pid)
            let_end(office)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)


def let_end(program: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Give a program time to tidy up; that it takes longer under load is no failure of a test."""
    with suppress(subprocess.TimeoutExpired):
        program.wait(timeout=TO_TIDY_UP)


def driving() -> dict[str, str]:
    """Give the environment of a program that drives a LibreOffice with the words of `DRIVER`."""
    return environment() | {"PYTHONPATH": str(DRIVER.parent)}
