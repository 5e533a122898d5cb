"""Machines for install and doctor, and a LibreOffice that runs macros."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import absent
from tests.hosts.excel.fake_machine import FakeMachine, healthy_mac, healthy_windows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Soffice

collect_ignore = ["run_macros.py"]  # a program for LibreOffice's own Python


@pytest.fixture
def windows(tmp_path: Path) -> FakeMachine:
    """A healthy Windows machine with 64-bit Excel, before leadbook is installed."""
    return healthy_windows(tmp_path)


@pytest.fixture
def mac(tmp_path: Path) -> FakeMachine:
    """A healthy Mac, before leadbook is installed."""
    return healthy_mac(tmp_path)


@pytest.fixture(params=[healthy_windows, healthy_mac], ids=["windows", "mac"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> FakeMachine:
    """Each of them."""
    return request.param(tmp_path)


@pytest.fixture
def python_with_uno() -> str:
    """A Python that can talk to LibreOffice: the system's, or the one that LibreOffice brings."""
    office = Path(shutil.which("soffice") or "soffice").resolve().parent
    candidates = ("/usr/bin/python3", str(office / "python"))
    found = next(filter(has_uno, candidates), None)
    if found is None:
        absent("Python with uno", "apt-get install python3-uno")
    return found


def has_uno(python: str) -> bool:
    with suppress(OSError):
        return (
            subprocess.run(
                [python, "-c", "import uno"], stderr=subprocess.DEVNULL, check=False
            ).returncode
            == 0
        )
    return False


@pytest.fixture
def run_macros(
    soffice: Soffice, python_with_uno: str
) -> Callable[[Path, Sequence[str]], dict[str, Any]]:
    """Ask LibreOffice what expressions give among the macros of a book."""
    program = Path(__file__).with_name("run_macros.py")

    def run(book: Path, expressions: Sequence[str]) -> dict[str, Any]:
        command = [python_with_uno, str(program), str(soffice.profile), str(book), *expressions]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run
