"""LibreOffice's Basic as a second reader of the VBA."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.office import Office, find_python
from tests.conftest import absent

if TYPE_CHECKING:
    from tests.conftest import Soffice

collect_ignore = ["basic_driver.py"]  # a program for LibreOffice's own Python
DRIVER = Path(__file__).with_name("basic_driver.py")
SHARED = DRIVER.parents[1] / "hosts" / "libreoffice"

Basic = Callable[[dict[str, str], list[tuple[str, list[Any]]]], list[Any]]


@pytest.fixture(scope="module")
def basic(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> Basic:
    """Give what runs calls in modules of VBA, in a LibreOffice of their own."""
    try:
        python = find_python(Office(Path(soffice.program).resolve().parent, (0, 0)))
    except CannotWrite as error:
        absent("LibreOffice's Python", str(error))

    def run(modules: dict[str, str], calls: list[tuple[str, list[Any]]]) -> list[Any]:
        pipe, profile = f"leadbook{secrets.token_hex(6)}", tmp_path_factory.mktemp("basic")
        sources = {name: f"Option VBASupport 1\n{text}" for name, text in modules.items()}
        office = subprocess.Popen(
            [
                *(soffice.program, "--headless", "--norestore", "--nologo", "--nodefault"),
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={profile.as_uri()}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            done = subprocess.run(
                [str(python.program), str(DRIVER), pipe],
                input=json.dumps({"modules": sources, "calls": calls}),
                env={**os.environ, "PYTHONPATH": str(SHARED)},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            office.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
            office.wait(30)
        return json.loads(done.stdout)

    return run
