"""LibreOffice's Basic as a second reader of the VBA."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.office import Office, find_python
from tests.conftest import absent
from tests.running_office import driving, running

if TYPE_CHECKING:
    from tests.conftest import Soffice

collect_ignore = ["basic_driver.py"]  # a program for LibreOffice's own Python
DRIVER = Path(__file__).with_name("basic_driver.py")

Basic = Callable[[dict[str, str], list[tuple[str, list[Any]]]], list[Any]]


@pytest.fixture(scope="module")
def basic(soffice: Soffice, tmp_path_factory: pytest.TempPathFactory) -> Basic:
    """Give what runs calls in modules of VBA, in a LibreOffice of their own."""
    try:
        python = find_python(Office(Path(soffice.program).resolve().parent, (0, 0)))
    except CannotWrite as error:
        absent("LibreOffice's Python", str(error))

    def run(modules: dict[str, str], calls: list[tuple[str, list[Any]]]) -> list[Any]:
        sources = {name: f"Option VBASupport 1\n{text}" for name, text in modules.items()}
        with running(soffice.program, tmp_path_factory.mktemp("basic")) as office:
            done = subprocess.run(
                [str(python.program), str(DRIVER), office.pipe],
                input=json.dumps({"modules": sources, "calls": calls}),
                env=driving(),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
