"""Machines for install and doctor, and a LibreOffice that runs macros."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.office import Office, find_python
from tests.conftest import absent
from tests.hosts.excel.fake_machine import FakeMachine, healthy_mac, healthy_windows
from tests.running_office import driving, running

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
def run_macros(
    soffice: Soffice, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, Sequence[str]], dict[str, Any]]:
    """Ask LibreOffice what expressions give among the macros of a book."""
    try:
        python = find_python(Office(Path(soffice.program).resolve().parent, (0, 0)))
    except CannotWrite as error:
        absent("LibreOffice's Python", str(error))
    program = Path(__file__).with_name("run_macros.py")

    def run(book: Path, expressions: Sequence[str]) -> dict[str, Any]:
        with running(soffice.program, tmp_path_factory.mktemp("macros")) as office:
            command = [str(python.program), str(program), office.pipe, str(book), *expressions]
            done = subprocess.run(
                command, env=driving(), capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
