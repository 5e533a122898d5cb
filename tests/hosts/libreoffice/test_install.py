"""Installing: with a LibreOffice that a test plays, and once with the real one."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from leadbook.cli import cli
from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice import install as installing
from leadbook.hosts.libreoffice.interface import IDENTIFIER
from leadbook.hosts.libreoffice.office import find_office, version_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.conftest import Soffice

OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
NOBODY = 65_534
ROOT = Path(__file__).parents[3]


class PlayedOffice:
    """A folder of small programs that answer as LibreOffice's do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "installed"
        self.says("25.2.3.2")
        self.runs_python(OWN)
        self.program(
            "unopkg",
            f'case $1 in add) echo {IDENTIFIER} > "{self.state}";; '
            f'remove) rm "{self.state}";; list) cat "{self.state}" 2>/dev/null;; esac; exit 0',
        )

    def program(self, name: str, lines: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def says(self, version: str) -> None:
        self.program("soffice", f'echo "LibreOffice {version} 520(Build:2)"')

    def runs_python(self, version: str) -> None:
        """Let its Python know uno and be of some version; all else is left to the real one."""
        self.program(
            "python",
            f'case "$2" in *"import sys, uno"*) echo {version};; '
            f'*) exec "{sys.executable}" "$@";; esac',
        )


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayedOffice:
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("leadbook.hosts.libreoffice.office._usual_folders", lambda _: [])
    return PlayedOffice(folder)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["libreoffice", *map(str, arguments)])


def test_installing_says_which_python_can_load_leadbook(office: PlayedOffice) -> None:
    done = run("install")
    assert done.exit_code == 0, done.output
    assert f"LibreOffice 25.2 has leadbook's functions now; its Python {OWN}" in done.output
    assert office.state.exists()


def test_installing_and_uninstalling_twice_change_nothing_more(office: PlayedOffice) -> None:
    assert [run("install").exit_code for _ in range(2)] == [0, 0]
    assert "are gone from LibreOffice" in run("uninstall").output
    assert not office.state.exists()
    assert "had no functions" in run("uninstall").output


@pytest.mark.parametrize("version", ["7.4.7.2", "24.2.1.1"])
def test_an_old_libreoffice_is_refused_with_the_version_that_is_needed(
    office: PlayedOffice, version: str
) -> None:
    office.says(version)
    done = run("install")
    assert done.exit_code == CannotWrite.exit_code
    assert "install LibreOffice 24.8 or newer" in done.output
    assert not office.state.exists()


@pytest.mark.parametrize("version", ["24.8.0.3", "25.2.3.2", "26.2.0.1"])
def test_libreoffice_from_24_8_on_is_taken(office: PlayedOffice, version: str) -> None:
    office.says(version)
    assert run("install").exit_code == 0


def test_another_python_is_refused_with_the_two_commands_that_mend_it(
    office: PlayedOffice, tmp_path: Path
) -> None:
    office.program(
        "python", 'case "$2" in *"import sys, uno"*) echo 3.99;; *) echo no numpy;; esac'
    )
    done = run("install", "--site", tmp_path)
    assert done.exit_code == CannotWrite.exit_code
    assert "LibreOffice runs Python 3.99" in done.output
    assert "pip install --target FOLDER --python-version 3.99" in done.output
    assert not office.state.exists()


def test_a_python_that_is_too_old_for_leadbook_needs_a_newer_libreoffice(
    office: PlayedOffice, tmp_path: Path
) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">={}.{}".format(*installing.OLDEST_PYTHON)
    office.program("python", 'case "$2" in *"import sys, uno"*) echo 3.9;; *) echo no numpy;; esac')
    done = run("install", "--site", tmp_path)
    assert done.exit_code == CannotWrite.exit_code
    assert "install a newer LibreOffice" in done.output


def test_a_folder_without_leadbook_is_refused_with_the_reason(
    office: PlayedOffice, tmp_path: Path
) -> None:
    reason = "ModuleNotFoundError: No module named 'numpy'"
    asked = f'case "$2" in *"import sys, uno"*) echo {OWN};;'
    office.program("python", f'{asked} *) echo "{reason}";; esac')
    done = run("install", "--site", tmp_path)
    assert done.exit_code == CannotWrite.exit_code
    assert f"cannot load leadbook ({reason})" in done.output


def test_what_libreoffice_refuses_is_told_with_what_mends_it(office: PlayedOffice) -> None:
    office.program("unopkg", 'echo "ERROR: it is already running." >&2; exit 1')
    done = run("install")
    assert done.exit_code == CannotWrite.exit_code
    assert "refuses (ERROR: it is already running); close every window" in done.output


def another_office(folder: Path, version: str) -> PlayedOffice:
    folder.mkdir(parents=True)
    office = PlayedOffice(folder)
    office.says(version)
    return office


@pytest.mark.parametrize(
    ("first", "others", "taken"),
    [
        ("7.4.7.2", ["7.6.7.2", "25.2.3.2"], (25, 2)),
        ("25.2.3.2", ["26.2.0.1"], (25, 2)),
        ("7.4.7.2", ["24.2.1.1"], (7, 4)),
        ("nothing", ["24.8.1.1"], (24, 8)),
    ],
)
def test_of_several_the_first_that_is_new_enough_is_taken(
    office: PlayedOffice,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    first: str,
    others: list[str],
    taken: tuple[int, int],
) -> None:
    office.says(first)
    folders = [tmp_path / version for version in others]
    for folder, version in zip(folders, others, strict=True):
        another_office(folder, version)
    monkeypatch.setattr("leadbook.hosts.libreoffice.office._usual_folders", lambda _: folders)
    assert find_office().version == taken


def test_a_libreoffice_that_is_shut_off_is_told_from_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("leadbook.hosts.libreoffice.office._usual_folders", lambda environment: [])
    monkeypatch.setattr("leadbook.hosts.libreoffice.office._SHUT_OFF", (str(tmp_path),))
    with pytest.raises(CannotWrite, match=r"Flatpak or Snap.*24\.8 or newer"):
        find_office()


def test_in_an_active_environment_the_way_to_start_libreoffice_is_told(
    office: PlayedOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("LibreOffice brings its own Python here")
    active = tmp_path / "venv"
    active.mkdir()
    python = PlayedOffice(active)
    (active / "soffice").unlink()
    python.program("python3", "exit 1")
    monkeypatch.setenv("PATH", f"{active}{os.pathsep}{office.folder}{os.pathsep}/usr/bin:/bin")
    assert "Start it from the menu" in run("install").output
    python.program("python3", "echo 3.11")
    assert "Start it from the menu" not in run("install").output
    python.program("python3", "exit 1")
    (office.folder / "python-core-3.11.9").mkdir()
    assert "Start it from the menu" not in run("install").output


def test_uninstalling_takes_the_log_away(office: PlayedOffice, tmp_path: Path) -> None:
    log = tmp_path / "profile" / "user" / "leadbook.log"
    log.parent.mkdir(parents=True)
    log.write_text("ModuleNotFoundError", encoding="utf-8")
    assert run("uninstall", "--profile", tmp_path / "profile").exit_code == 0
    assert not log.exists()


def test_a_machine_without_libreoffice_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("leadbook.hosts.libreoffice.office._usual_folders", lambda environment: [])
    with pytest.raises(CannotWrite, match=r"install LibreOffice 24\.8 or newer"):
        find_office()


def test_a_program_that_says_no_version_is_no_libreoffice() -> None:
    with pytest.raises(CannotWrite, match="does not say its version"):
        version_in("soffice: command not found")


def test_building_prints_where_the_extension_is(tmp_path: Path) -> None:
    done = run("build", "--out", tmp_path / "new")
    assert done.output.strip() == str(tmp_path / "new" / "leadbook.oxt")
    assert (tmp_path / "new" / "leadbook.oxt").is_file()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder in which somebody else than root may write."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.fixture
def as_a_person(open_folder: Path) -> Callable[[Sequence[object]], object]:
    """Run programs as a person where the tests run as root, which unopkg refuses."""
    real = installing.run

    def start(command: Sequence[object]) -> object:
        if os.geteuid() != 0:
            return real(command)
        copied = [
            shutil.copy(part, open_folder) if str(part).endswith(".oxt") else part
            for part in command
        ]
        return subprocess.run(
            list(map(str, copied)),
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            env={"HOME": str(open_folder), "PATH": "/usr/bin:/bin"},
            cwd=open_folder,
            capture_output=True,
            text=True,
            check=False,
        )

    return start


@pytest.mark.libreoffice
def test_the_real_libreoffice_takes_the_extension_and_lets_it_go(
    soffice: Soffice,
    office_python: str,
    open_folder: Path,
    as_a_person: Callable[[Sequence[object]], object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(installing, "run", as_a_person)
    profile = open_folder / "profile"
    place = f"-env:UserInstallation={profile.as_uri()}"
    for _ in range(2):
        done = installing.install(profile=profile)
        assert str(done.python.program) == office_python
    listed = as_a_person([find_office().unopkg, "list", place]).stdout
    assert listed.count(f"Identifier: {IDENTIFIER}") == 1, "the second time replaces the first"
    assert installing.uninstall(profile=profile)
    assert not installing.uninstall(profile=profile)
