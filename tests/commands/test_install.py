"""``leadbook install``, ``uninstall`` and ``doctor``, on a folder that plays the machine."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from leadbook.cli import cli
from leadbook.hosts.excel import install as excel
from leadbook.hosts.excel import this_machine
from leadbook.hosts.excel.machine import Process
from leadbook.hosts.excel.places import POLICIES, places_of
from tests.hosts.excel.fake_machine import FakeMachine, healthy_windows

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeMachine:
    machine = healthy_windows(tmp_path)
    monkeypatch.setattr(this_machine, "ThisMachine", lambda: machine)
    return machine


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


def test_install_builds_the_addin_for_the_installed_xlwings(windows: FakeMachine) -> None:
    done = run("install")
    assert (done.exit_code, done.stderr) == (0, "")
    assert places_of(windows).addin.read_bytes().startswith(b"PK")
    assert "the Leadbook tab is there when Excel starts next" in done.stdout


def test_a_second_install_says_that_there_is_nothing_to_do(windows: FakeMachine) -> None:
    run("install")
    tree = windows.tree()
    assert "nothing to do" in run("install").stdout
    assert windows.tree() == tree


def test_a_dry_run_says_the_same_steps_and_does_none(windows: FakeMachine) -> None:
    tree = windows.tree()
    tried = run("install", "--dry-run").stdout
    assert windows.tree() == tree
    assert run("install").stdout.removeprefix(tried) == (
        "the Leadbook tab is there when Excel starts next\n"
    )
    assert str(places_of(windows).addin) in tried


def test_a_dry_run_tells_of_a_running_excel(windows: FakeMachine) -> None:
    windows.running.append(Process(7, "EXCEL.EXE", ""))
    done = run("install", "--dry-run")
    assert done.exit_code == 0
    assert "Excel is running" in done.stdout
    assert run("install").exit_code == 4


def test_uninstall_leaves_nothing(windows: FakeMachine) -> None:
    tree = windows.tree()
    run("install")
    assert run("uninstall").exit_code == 0
    assert windows.tree() == tree
    assert "nothing to do" in run("uninstall").stdout


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_on_linux_the_way_to_libreoffice_is_told(command: str) -> None:
    for arguments in ([command], [command, "--dry-run"]):
        done = run(*arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "leadbook libreoffice install" in done.stderr


def test_the_doctor_ends_with_1_at_a_fault_and_says_the_mend(windows: FakeMachine) -> None:
    run("install")
    assert run("doctor").exit_code == 0
    places_of(windows).addin.unlink()
    done = run("doctor")
    assert done.exit_code == 1
    assert "is missing" in done.stdout
    assert "Run: leadbook install" in done.stdout


def test_the_doctor_gives_json(windows: FakeMachine, tmp_path: Path) -> None:
    windows.keys[POLICIES[1] + r"\Excel\Security"] = {"vbawarnings": 4}
    file = tmp_path / "findings.json"
    assert run("doctor", "--json", file).exit_code == 1
    findings = json.loads(file.read_text("utf-8"))["findings"]
    assert {row["check"] for row in findings if row["state"] == "fail"} == {"macros"}


def test_the_script_for_mac_is_that_of_the_installed_xlwings(windows: FakeMachine) -> None:
    windows.packages["xlwings"] = version("xlwings")
    assert b"VbaHandler" in excel.build_product(windows).script
