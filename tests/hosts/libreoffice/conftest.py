"""One LibreOffice for all tests, with leadbook's extension in it and a profile of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.extension import own_site, parts
from leadbook.hosts.libreoffice.office import Office, find_python
from tests.conftest import absent
from tests.running_office import DRIVER, driving, let_end, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Soffice
    from tests.running_office import Running


@dataclass(frozen=True)
class Cost:
    """Seconds of the quickest calculation."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Calc:
    """A running LibreOffice that takes orders."""

    process: int
    orders: IO[str]
    answers: IO[str]

    def recalculate(self, book: Path, saved: Path, times: int = 1) -> Cost:
        """Open a book, calculate all of it by the functions' own code, save it as .xlsx."""
        order = {"book": book, "save": saved, "times": times, "process": self.process}
        self.orders.write(json.dumps(order, default=str) + "\n")
        self.orders.flush()
        answer = json.loads(self.answers.readline() or "{}")
        assert answer, "LibreOffice broke down; see above what its driver says"
        return Cost(answer["wall"], answer["cpu"])


@pytest.fixture(scope="session")
def office_python(soffice: Soffice) -> str:
    """The Python of LibreOffice, which must be of the version that runs the tests."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        python = find_python(Office(Path(soffice.program).resolve().parent, (0, 0)))
    except CannotWrite as error:
        absent("LibreOffice's Python", str(error))
    if python.version != own:
        absent(f"LibreOffice with Python {own}", f"it runs Python {python.version}")
    return str(python.program)


@pytest.fixture(scope="session")
def calc(
    soffice: Soffice, office_python: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Calc]:
    folder = tmp_path_factory.mktemp("calc")
    for name, content in parts(()).items():
        file = folder / "extensions" / "leadbook" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    variables = {
        "LEADBOOK_SITE": os.pathsep.join(map(str, own_site())),
        "LEADBOOK_HOME": str(folder / "home"),
        "LEADBOOK_LANG": "en",
    }
    extensions = f"-env:BUNDLED_EXTENSIONS={(folder / 'extensions').as_uri()}"
    with running(soffice.program, folder, extensions, variables=variables) as office:
        yield from _driven(office_python, office)


def _driven(python: str, office: Running) -> Iterator[Calc]:
    with subprocess.Popen(
        [python, str(DRIVER), office.pipe],
        env=driving(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as driver:
        try:
            assert driver.stdout.readline(), "LibreOffice did not start"
            yield Calc(office.process, driver.stdin, driver.stdout)
            driver.stdin.write('{"end": true}\n')
            driver.stdin.flush()
            let_end(driver)
        finally:
            driver.kill()
