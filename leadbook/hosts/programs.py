"""Other programs, run to their end."""

from __future__ import annotations

import subprocess
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

__all__ = ["run_to_end"]


def run_to_end(
    command: Sequence[str], *, seconds: float, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program and give what it said; what it leaves running behind it is not waited for.

    So its output goes into files: a pipe stays open as long as any program that it has started,
    and on Windows even a program that was ended for being late would be waited for.

    Raises:
        OSError: It cannot be started.
        subprocess.TimeoutExpired: It was ended, as it took longer.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as warned:
        done = subprocess.run(  # noqa: S603 - programs of the system and of LibreOffice
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=warned,
            timeout=seconds,
            check=False,
            env=environment,
        )
        texts = (_text_of(said), _text_of(warned))
    return subprocess.CompletedProcess(done.args, done.returncode, *texts)


def _text_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace").replace("\r\n", "\n")
