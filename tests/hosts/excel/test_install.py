"""Install and uninstall, on a folder that plays the machine."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from leadbook.errors import CannotWrite, WrongUse
from leadbook.hosts.excel.addin_sheets import SETTINGS, SETTINGS_SHEET
from leadbook.hosts.excel.install import Product, build_product, plan_install, plan_uninstall
from leadbook.hosts.excel.machine import Process
from leadbook.hosts.excel.manifest import read_manifest
from leadbook.hosts.excel.places import (
    CHOICES_KEY,
    DISABLED_KEY,
    OPTIONS_KEY,
    UNTICKED_KEY,
    places_of,
)
from leadbook.hosts.excel.settings import interpreter_of, read_settings, settings_of
from leadbook.hosts.excel.sources import PROJECT
from leadbook.hosts.excel.steps import WriteFile, carry_out, in_words
from tests.hosts.excel.fake_machine import PRODUCT, FakeMachine, with_conda

if TYPE_CHECKING:
    from leadbook.hosts.excel.machine import Machine
    from leadbook.hosts.excel.steps import Plan

EXCEL = Process(7, "EXCEL.EXE", r"C:\Office\EXCEL.EXE")


def build(_: Machine) -> Product:
    return PRODUCT


def install(machine: FakeMachine, product: Product = PRODUCT) -> None:
    carry_out(plan_install(machine, lambda _: product), machine)


def uninstall(machine: FakeMachine) -> None:
    carry_out(plan_uninstall(machine), machine)


def test_install_puts_the_addin_where_excel_looks(machine: FakeMachine) -> None:
    install(machine)
    assert places_of(machine).addin.read_bytes() == PRODUCT.addin


def test_install_on_windows_ends_up_in_the_list_of_addins(windows: FakeMachine) -> None:
    install(windows)
    addin = windows.home / "AppData/Roaming/Microsoft/AddIns/leadbook.xlam"
    assert windows.keys[OPTIONS_KEY] == {"OPEN": f'"{addin}"'}


def test_install_on_mac_brings_the_script_of_xlwings(mac: FakeMachine) -> None:
    install(mac)
    scripts = mac.home / "Library/Application Scripts/com.microsoft.Excel"
    assert (scripts / "xlwings-0.37.8.applescript").read_bytes() == PRODUCT.script


def test_the_settings_lead_to_this_python_in_ascii(machine: FakeMachine) -> None:
    home, machine.user = machine.home, "سارا"
    home.rename(machine.home)
    install(machine)
    text = places_of(machine).settings.read_text("ascii")
    assert interpreter_of(read_settings(text), machine) == machine.interpreter


def settings_inside(addin: bytes) -> dict[str, str]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(addin))
    return {
        str(name): str(value) for name, value in book.get_sheet_by_name(SETTINGS_SHEET).to_python()
    }


def test_what_vba_cannot_read_below_a_persian_name_stands_in_the_addin(
    windows: FakeMachine,
) -> None:
    assert settings_inside(build_product(windows).addin) == SETTINGS
    windows.user = "سارا کریمی"
    inside = settings_inside(build_product(windows).addin)
    assert inside == {**SETTINGS, **settings_of(windows)}
    assert interpreter_of(inside, windows) == windows.interpreter
    assert build_product(windows) == build_product(windows)


def test_the_settings_have_the_name_that_the_vba_looks_for(machine: FakeMachine) -> None:
    assert places_of(machine).settings.name == f"{PROJECT}.conf"


def test_a_python_that_the_settings_cannot_name_is_refused(
    windows: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FakeMachine, "interpreter", Path("/برنامه/python.exe"))
    with pytest.raises(WrongUse, match="Latin letters"):
        plan_install(windows, build)


def settings_in(machine: FakeMachine) -> dict[str, str]:
    install(machine)
    return read_settings(places_of(machine).settings.read_text("ascii"))


@pytest.mark.parametrize(
    ("home", "environment", "name"),
    [
        ("miniforge3", "miniforge3", "base"),
        ("miniforge3", "miniforge3/envs/sales", "sales"),
        ("Mini Forge", "Mini Forge/envs/sales", "sales"),
        ("ProgramData/Anaconda3", ".conda/envs/sales", r"%USERPROFILE%\.conda\envs\sales"),
    ],
)
def test_an_environment_of_conda_is_started_as_such(
    windows: FakeMachine, home: str, environment: str, name: str
) -> None:
    with_conda(windows, home, environment)
    settings = settings_in(windows)
    assert settings["CONDA ENV"] == name
    assert windows.path(settings["CONDA PATH"]) == windows.home / home
    assert settings["INTERPRETER_WIN"] == "python"
    assert interpreter_of(settings, windows) == windows.interpreter


@pytest.mark.parametrize(
    "environment", ["miniforge3/envs/my sales", "My Envs/sales", "فروش/envs/x"]
)
def test_an_environment_of_conda_that_cannot_be_activated_is_started_by_its_path(
    windows: FakeMachine, environment: str
) -> None:
    windows.user = "سارا"
    with_conda(windows, "miniforge3", environment)
    if not environment.isascii():
        with pytest.raises(WrongUse, match="Latin letters"):
            install(windows)
        return
    settings = settings_in(windows)
    assert set(settings) == {"INTERPRETER_WIN"}
    assert interpreter_of(settings, windows) == windows.interpreter


def test_a_conda_that_is_too_old_to_activate_is_left_out(windows: FakeMachine) -> None:
    with_conda(windows, "miniforge3", "miniforge3")
    (windows.home / "miniforge3/condabin/conda.bat").unlink()
    assert set(settings_in(windows)) == {"INTERPRETER_WIN"}


def test_another_python_than_that_of_the_active_conda_is_named_by_its_path(
    windows: FakeMachine,
) -> None:
    python = windows.python
    with_conda(windows, "miniforge3", "miniforge3")
    windows.python = python
    assert set(settings_in(windows)) == {"INTERPRETER_WIN"}


def test_another_addin_keeps_its_place_in_the_list(windows: FakeMachine) -> None:
    windows.keys[OPTIONS_KEY] = {"OPEN": '"a.xlam"', "OPEN1": '/R "b.xll"', "Font": "Arial,10"}
    install(windows)
    kept = windows.keys[OPTIONS_KEY]
    assert (kept["OPEN"], kept["OPEN1"], kept["Font"]) == ('"a.xlam"', '/R "b.xll"', "Arial,10")
    assert "leadbook.xlam" in str(kept["OPEN2"])


def test_no_addin_is_lost_where_the_list_has_a_gap(windows: FakeMachine) -> None:
    windows.keys[OPTIONS_KEY] = {"OPEN": '"a.xlam"', "OPEN2": '"b.xlam"', "OPEN7": '"c.xlam"'}
    install(windows)
    kept = windows.keys[OPTIONS_KEY]
    assert list(kept) == ["OPEN", "OPEN2", "OPEN1", "OPEN3"]
    assert [kept[name] for name in ("OPEN", "OPEN1", "OPEN2")] == [
        '"a.xlam"',
        '"b.xlam"',
        '"c.xlam"',
    ]
    assert "leadbook.xlam" in str(kept["OPEN3"])


def test_the_list_is_left_alone_where_leadbook_is_not_in_it(windows: FakeMachine) -> None:
    before = {"OPEN": '"a.xlam"', "OPEN2": '"b.xlam"'}
    windows.keys[OPTIONS_KEY] = dict(before)
    uninstall(windows)
    assert windows.keys[OPTIONS_KEY] == before


def test_settings_of_xlwings_itself_are_never_touched(machine: FakeMachine) -> None:
    own = machine.write(places_of(machine).own_settings, '"INTERPRETER_WIN","theirs"\n')
    install(machine)
    uninstall(machine)
    assert own.read_text() == '"INTERPRETER_WIN","theirs"\n'


def test_a_second_install_has_nothing_to_do(machine: FakeMachine) -> None:
    install(machine)
    assert plan_install(machine, build).steps == ()


def test_an_upgrade_changes_only_what_differs(machine: FakeMachine) -> None:
    install(machine)
    newer = replace(PRODUCT, addin=b"the newer add-in")
    (step,) = plan_install(machine, lambda _: newer).steps
    assert step == WriteFile(places_of(machine).addin, b"the newer add-in")


def test_an_upgrade_of_xlwings_takes_the_old_script_away(mac: FakeMachine) -> None:
    install(mac)
    install(mac, replace(PRODUCT, xlwings="0.38.0", script=b"newer"))
    scripts = places_of(mac).scripts
    assert scripts is not None
    assert [path.name for path in scripts.iterdir()] == ["xlwings-0.38.0.applescript"]


def test_uninstall_leaves_the_machine_as_it_was(machine: FakeMachine) -> None:
    tree, keys = machine.tree(), {key: dict(values) for key, values in machine.keys.items()}
    install(machine)
    assert machine.tree() != tree
    for name in ("preferences.toml", "log/leadbook.log", "log/leadbook.log.1"):
        machine.write(machine.data_folder / name, "x")
    uninstall(machine)
    assert machine.tree() == tree
    assert {key: values for key, values in machine.keys.items() if values} == keys


def test_uninstall_has_excel_forget_an_unticked_and_a_disabled_addin(windows: FakeMachine) -> None:
    theirs = {"C:\\theirs.xlam": ""}
    windows.keys[UNTICKED_KEY] = {str(places_of(windows).addin): "", **theirs}
    windows.keys[DISABLED_KEY] = {
        "3F": r"..C:\AddIns\Leadbook.xlam.".encode("utf-16-le"),
        "4A": "theirs.xlam".encode("utf-16-le"),
    }
    uninstall(windows)
    assert windows.keys[UNTICKED_KEY] == theirs
    assert list(windows.keys[DISABLED_KEY]) == ["4A"]


def test_uninstall_takes_away_what_was_chosen_in_the_ribbon(windows: FakeMachine) -> None:
    install(windows)
    windows.set_value(rf"{CHOICES_KEY}\Ribbon", "Language", "fa")
    windows.set_value(rf"{CHOICES_KEY}\StageLog", "Record", "1")
    uninstall(windows)
    assert not [key for key in windows.keys if key.startswith(CHOICES_KEY)]


def test_uninstall_after_an_upgrade_leaves_the_machine_as_it_was(mac: FakeMachine) -> None:
    tree = mac.tree()
    install(mac)
    install(mac, replace(PRODUCT, xlwings="0.38.0"))
    uninstall(mac)
    assert mac.tree() == tree


def test_uninstall_closes_the_gap_in_the_list(windows: FakeMachine) -> None:
    windows.keys[OPTIONS_KEY] = {
        "OPEN": '"a.xlam"',
        "OPEN1": '"leadbook.xlam"',
        "OPEN2": '"b.xlam"',
    }
    uninstall(windows)
    assert windows.keys[OPTIONS_KEY] == {"OPEN": '"a.xlam"', "OPEN1": '"b.xlam"'}


def test_uninstall_without_a_manifest_still_finds_the_addin(windows: FakeMachine) -> None:
    install(windows)
    places_of(windows).manifest.write_text("{damaged")
    uninstall(windows)
    assert not places_of(windows).addin.exists()
    assert windows.keys[OPTIONS_KEY] == {}


def test_uninstall_leaves_files_of_others(machine: FakeMachine) -> None:
    install(machine)
    theirs = machine.write(places_of(machine).addin.with_name("theirs.xlam"), b"x")
    own = machine.write(machine.data_folder / "notes.txt", b"x")
    uninstall(machine)
    assert theirs.exists()
    assert own.exists()


def test_a_script_that_xlwings_put_there_is_not_ours_to_remove(mac: FakeMachine) -> None:
    scripts = places_of(mac).scripts
    assert scripts is not None
    theirs = mac.write(scripts / "xlwings-0.37.8.applescript", "theirs")
    install(mac)
    uninstall(mac)
    assert theirs.read_text() == "theirs"


def test_uninstall_of_nothing_has_nothing_to_do(machine: FakeMachine) -> None:
    machine.running.append(EXCEL)
    plan = plan_uninstall(machine)
    assert (plan.steps, plan.obstacle) == ((), None)


def cut_short(plan: Plan, machine: FakeMachine, at: int) -> None:
    """Take a plan's steps up to one of them; when that one is a file, half of it is written."""
    carry_out(replace(plan, steps=plan.steps[:at]), machine)
    if isinstance(step := plan.steps[at], WriteFile):
        step.path.parent.mkdir(parents=True, exist_ok=True)
        step.path.with_name(".leadbook-0123456789ab.tmp").write_bytes(step.content[:3])


def things(machine: FakeMachine) -> object:
    return machine.tree(), {key: values for key, values in machine.keys.items() if values}


@pytest.mark.parametrize("at", range(6))
def test_an_install_that_was_cut_short_can_be_taken_away(machine: FakeMachine, at: int) -> None:
    before = deepcopy(things(machine))
    plan = plan_install(machine, build)
    cut_short(plan, machine, min(at, len(plan.steps) - 1))
    uninstall(machine)
    assert things(machine) == before


@pytest.mark.parametrize("at", range(6))
def test_an_install_that_was_cut_short_can_be_done_again(machine: FakeMachine, at: int) -> None:
    plan = plan_install(machine, build)
    cut_short(plan, machine, min(at, len(plan.steps) - 1))
    install(machine)
    assert plan_install(machine, build).steps == ()
    assert not list(machine.root.rglob(".leadbook-*.tmp"))


@pytest.mark.parametrize("at", range(5))
def test_an_upgrade_that_was_cut_short_can_be_taken_away(machine: FakeMachine, at: int) -> None:
    before = deepcopy(things(machine))
    install(machine)
    newer = Product(b"the newer add-in", b"newer", "0.38.0")
    plan = plan_install(machine, lambda _: newer)
    cut_short(plan, machine, min(at, len(plan.steps) - 1))
    uninstall(machine)
    assert things(machine) == before


@pytest.mark.parametrize("at", range(12))
def test_an_uninstall_that_was_cut_short_can_go_on(machine: FakeMachine, at: int) -> None:
    before = deepcopy(things(machine))
    install(machine)
    plan = plan_uninstall(machine)
    cut_short(plan, machine, min(at, len(plan.steps) - 1))
    uninstall(machine)
    assert things(machine) == before


def test_running_excel_on_windows_is_an_obstacle_and_nothing_is_changed(
    windows: FakeMachine,
) -> None:
    windows.running.append(EXCEL)
    tree = windows.tree()
    for plan in (plan_install(windows, build),):
        with pytest.raises(CannotWrite, match="close it"):
            carry_out(plan, windows)
    assert windows.tree() == tree


def test_running_excel_on_mac_is_only_said(mac: FakeMachine) -> None:
    mac.running.append(Process(7, "Microsoft Excel", "/Applications/Microsoft Excel.app"))
    plan = plan_install(mac, build)
    assert plan.obstacle is None
    assert any("Excel is running" in str(note) for note in plan.notes)


def test_an_addin_that_was_unticked_is_ticked_again(windows: FakeMachine) -> None:
    install(windows)
    theirs = {"C:\\theirs.xlam": ""}
    windows.keys[OPTIONS_KEY].clear()
    windows.keys[UNTICKED_KEY] = {str(places_of(windows).addin): "", **theirs}
    install(windows)
    assert windows.keys[OPTIONS_KEY] == {"OPEN": f'"{places_of(windows).addin}"'}
    assert windows.keys[UNTICKED_KEY] == theirs


def test_a_python_that_a_mac_cannot_start_is_refused(mac: FakeMachine) -> None:
    mac.python = "My Sales/venv/bin/python"
    tree = mac.tree()
    with pytest.raises(WrongUse, match="has a space"):
        install(mac)
    assert mac.tree() == tree


def test_a_mac_whose_excel_was_never_started_is_left_alone(mac: FakeMachine) -> None:
    (mac.home / "Library/Containers/com.microsoft.Excel/Data").rmdir()
    tree = mac.tree()
    with pytest.raises(CannotWrite, match="start it once"):
        install(mac)
    assert mac.tree() == tree


def test_python_of_the_store_is_refused(windows: FakeMachine) -> None:
    windows.base = "AppData/Local/Microsoft/WindowsApps/python.exe"
    with pytest.raises(WrongUse, match=r"python\.org"):
        carry_out(plan_install(windows, build), windows)


def test_on_linux_the_way_to_libreoffice_is_told(tmp_path: Path) -> None:
    linux = FakeMachine(tmp_path, platform="linux")
    for plan in (plan_install(linux, build), plan_uninstall(linux)):
        assert plan.steps == ()
        with pytest.raises(WrongUse, match="leadbook libreoffice install"):
            carry_out(plan, linux)


def test_a_plan_is_not_yet_a_change(machine: FakeMachine) -> None:
    tree = machine.tree()
    plan_install(machine, build)
    assert machine.tree() == tree
    assert not machine.registry(OPTIONS_KEY)


def test_a_refused_step_is_a_sentence(windows: FakeMachine) -> None:
    windows.write("AppData/Roaming/Microsoft", "a file where a folder should be")
    with pytest.raises(CannotWrite, match=r"this step failed: write the file .*leadbook.xlam"):
        install(windows)


def test_a_mac_that_keeps_a_folder_closed_tells_how_to_open_it(
    mac: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("leadbook.hosts.excel.steps.write_synced", closed)
    with pytest.raises(CannotWrite, match="Privacy and Security"):
        install(mac)


def test_every_step_can_be_said(windows: FakeMachine) -> None:
    steps = plan_install(windows, build).steps
    install(windows)
    said = [str(in_words(step)) for step in (*steps, *plan_uninstall(windows).steps)]
    for words in (
        "write the file",
        "set OPEN",
        "remove the file",
        "remove the folder",
        "remove OPEN",
    ):
        assert any(sentence.startswith(words) for sentence in said)


def test_the_manifest_tells_what_was_installed(machine: FakeMachine) -> None:
    install(machine)
    manifest = read_manifest(places_of(machine).manifest)
    assert manifest is not None
    assert str(places_of(machine).addin) in manifest.files
    assert manifest.xlwings == "0.37.8"
