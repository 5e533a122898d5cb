"""The doctor finds each planted fault, and nothing else on a healthy machine."""

from __future__ import annotations

import plistlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from leadbook import __version__
from leadbook.hosts.excel.doctor import CHECKS, as_json, diagnose
from leadbook.hosts.excel.install import plan_install
from leadbook.hosts.excel.machine import Process
from leadbook.hosts.excel.places import DISABLED_KEY, EXCEL_KEY, OPTIONS_KEY, POLICIES, places_of
from leadbook.hosts.excel.steps import carry_out
from leadbook.language.messages import speaker
from tests.hosts.excel.fake_machine import (
    APP_PATH,
    CLICK_TO_RUN,
    PRODUCT,
    FakeMachine,
    with_conda,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from leadbook.hosts.excel.doctor import Finding

    Plant = Callable[[FakeMachine], object]

SECURITY = rf"{EXCEL_KEY}\Security"
CLOUD, GROUP = POLICIES
POLICY = rf"{GROUP}\Excel\Security"
LOCATIONS = rf"{SECURITY}\Trusted Locations"
SHARED = rf"{GROUP}\Common\Security"
SERVER = Process(9, "python.exe", "python -c \"import xlwings; xlwings.serve('{…}')\"")
EXCEL = Process(7, "EXCEL.EXE", "EXCEL.EXE")
LISTED = "registry/com.sun.star.comp.deployment.bundle.PackageRegistryBackend/backenddb.xml"


def installed(machine: FakeMachine) -> FakeMachine:
    carry_out(plan_install(machine, lambda _: PRODUCT), machine)
    return machine


def faults(machine: FakeMachine) -> list[Finding]:
    return [found for found in diagnose(machine) if found.state in {"warn", "fail"}]


def change(attribute: str, value: object) -> Plant:
    return lambda machine: setattr(machine, attribute, value)


def put(key: str, name: str, value: str | int | bytes) -> Plant:
    return lambda machine: machine.keys.setdefault(key, {}).update({name: value})


def write(place: str, content: str | bytes = "x") -> Plant:
    return lambda machine: machine.write(place, content)


def addin(machine: FakeMachine) -> Path:
    return places_of(machine).addin


def edit_settings(edit: Callable[[str], str]) -> Plant:
    def plant(machine: FakeMachine) -> None:
        file = places_of(machine).settings
        file.write_text(edit(file.read_text("ascii")), "utf-8")

    return plant


def move_python(place: str) -> Plant:
    """The same healthy installation, but with Python in another place, suitable or not."""

    def plant(machine: FakeMachine) -> None:
        old = machine.interpreter.parent
        new = machine.home / place
        new.parent.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new.parent)
        machine.python = place
        carry_out(replace(plan_install(machine, lambda _: PRODUCT), obstacle=None), machine)

    return plant


def rename_person(name: str) -> Plant:
    """The same healthy installation of a person with another name."""

    def plant(machine: FakeMachine) -> None:
        home, machine.user = machine.home, name
        home.rename(machine.home)
        installed(machine)

    return plant


def extension(version: str, *, listed: bool = True) -> Plant:
    """LibreOffice has the extension, or keeps a copy of one that it had."""
    text = f'<description><identifier value="org.leadbook.calc"/><version value="{version}"/>'
    url = "vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/a.tmp_/leadbook.oxt"

    def plant(machine: FakeMachine) -> None:
        profile = "AppData/Roaming/LibreOffice/4/user/uno_packages/cache"
        machine.write(f"{profile}/uno_packages/a.tmp_/leadbook.oxt/description.xml", text)
        machine.write(
            f"{profile}/{LISTED}", f'<db><extension url="{url}"/></db>' if listed else "<db/>"
        )

    return plant


def python_in(home: str, program: str) -> Plant:
    """leadbook installed into another Python: pip puts xlwings' libraries at its top."""

    def plant(machine: FakeMachine) -> None:
        machine.write(f"{home}/xlwings64-0.37.8.dll")
        machine.python = str(machine.write(f"{home}/{program}").relative_to(machine.home))
        installed(machine)

    return plant


def reinstalled_with_conda(machine: FakeMachine) -> None:
    with_conda(machine, "ProgramData/miniforge3", ".conda/envs/sales")
    installed(machine)


def conda_that_is_gone(machine: FakeMachine) -> None:
    """The environment was removed; leadbook runs from another."""
    reinstalled_with_conda(machine)
    machine.interpreter.unlink()


def old_office(machine: FakeMachine) -> None:
    machine.keys[APP_PATH] = {"": r"C:\Program Files\Microsoft Office\Office15\EXCEL.EXE"}
    machine.keys.pop(CLICK_TO_RUN)


def office_without_click_to_run(machine: FakeMachine) -> None:
    """A 32-bit Office of an organisation on 64-bit Windows."""
    machine.keys.pop(CLICK_TO_RUN)
    machine.keys[APP_PATH] = {"": r"C:\Program Files (x86)\Microsoft Office\Office16\EXCEL.EXE"}
    put(r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook", "Bitness", "x86")(machine)


def bare_office(machine: FakeMachine) -> None:
    """The same, of which nothing but the place of Excel is known."""
    office_without_click_to_run(machine)
    machine.keys.pop(r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook")


def managed(machine: FakeMachine) -> None:
    """An organisation that decides much, and has approved of the add-in."""
    put(POLICY, "vbawarnings", 3)(machine)
    put(SECURITY, "VBAWarnings", 1)(machine)
    put(rf"{SHARED}\Trusted Locations", "allow user locations", 0)(machine)
    put(rf"{POLICY}\Trusted Locations\Location1", "path", str(addin(machine).parent))(machine)
    put(rf"{GROUP}\Excel\Resiliency", "restricttolist", 1)(machine)
    put(rf"{GROUP}\Excel\Resiliency\AddinList", "leadbook.xlam", "1")(machine)


WINDOWS: list[tuple[str, str, Plant]] = [
    ("excel", "warn", lambda machine: machine.keys.update({APP_PATH: {}, CLICK_TO_RUN: {}})),
    ("excel", "fail", old_office),
    ("store-office", "fail", put(APP_PATH, "", r"C:\Program Files\WindowsApps\M\EXCEL.EXE")),
    ("macros", "fail", put(SECURITY, "VBAWarnings", 4)),
    ("macros", "fail", put(SECURITY, "VBAWarnings", 3)),
    ("macros", "fail", put(POLICY, "vbawarnings", 4)),
    ("macros", "fail", put(rf"{CLOUD}\Excel\Security", "vbawarnings", 3)),
    ("signatures", "fail", put(SECURITY, "RequireAddinSig", 1)),
    ("signatures", "fail", put(POLICY, "disablealladdins", 1)),
    ("signatures", "fail", put(SHARED, "requirealwaysonmacrosig", 1)),
    ("signatures", "fail", put(rf"{GROUP}\Excel\Resiliency", "restricttolist", 1)),
    ("signatures", "fail", put(rf"{GROUP}\Excel\Resiliency\AddinList", "Leadbook.xlam", "0")),
    ("store-python", "fail", change("base", "AppData/Local/Microsoft/WindowsApps/python.exe")),
    (
        "store-python",
        "fail",
        change("base", "AppData/Local/Packages/PythonSoftwareFoundation.Python.3.13_q/python.exe"),
    ),
    ("python-letters", "warn", rename_person("سارا")),
    ("python-cloud", "warn", move_python("OneDrive - Firm/py/python.exe")),
    ("pywin32", "fail", lambda machine: machine.packages.pop("pywin32")),
    ("bitness", "fail", lambda m: (m.interpreter.parent / "xlwings64-0.37.8.dll").unlink()),
    ("bitness", "warn", change("python_bits", 32)),
    ("leftovers", "warn", lambda machine: machine.running.append(SERVER)),
    ("addin", "fail", lambda machine: addin(machine).unlink()),
    ("addin", "warn", lambda machine: machine.keys[OPTIONS_KEY].clear()),
    ("addin", "warn", put(OPTIONS_KEY, "OPEN", r'"C:\Users\Sara K\Downloads\Leadbook.xlam"')),
    ("versions", "fail", lambda machine: machine.packages.update(leadbook="99.0")),
    ("twice", "fail", write("AppData/Roaming/Microsoft/Excel/XLSTART/leadbook.xlam")),
    ("xlwings-addin", "warn", write("AppData/Roaming/Microsoft/Excel/XLSTART/xlwings.xlam")),
    ("xlwings-addin", "warn", put(OPTIONS_KEY, "OPEN1", r'"C:\xlwings.xlam"')),
    ("from-web", "fail", lambda machine: machine.from_web.add(addin(machine))),
    ("disabled", "fail", put(DISABLED_KEY, "3F", r"..C:\x\Leadbook.xlam.".encode("utf-16-le"))),
    ("settings", "fail", lambda machine: places_of(machine).settings.unlink()),
    ("settings", "fail", edit_settings(lambda text: text.replace("\n", "\n\n", 1))),
    ("settings", "fail", edit_settings(lambda text: "# mine\n" + text)),
    ("settings", "fail", edit_settings(lambda text: "\ufeff" + text)),
    ("interpreter", "fail", edit_settings(lambda _: "")),
    ("start", "fail", change("unloadable", "ModuleNotFoundError: No module named 'leadbook'")),
    (
        "interpreter",
        "fail",
        edit_settings(lambda text: text.replace("python.exe", "gone.exe")),
    ),
    ("interpreter", "fail", conda_that_is_gone),
    ("strange-settings", "warn", edit_settings(lambda text: text + '"LICENSE_KEY","x"\n')),
    ("strange-settings", "warn", edit_settings(lambda text: text + '"CONDA ENV","base"\n')),
    ("xlwings-settings", "warn", write(".xlwings/xlwings.conf", '"A","1"\r\n\r\n"B","2"\r\n')),
    ("libreoffice", "warn", change("libreoffice", "7.4")),
    ("libreoffice", "fail", lambda m: [change("libreoffice", "7.4")(m), extension(__version__)(m)]),
    ("libreoffice-extension", "warn", extension("0.0.1")),
]  # fmt: skip

MAC: list[tuple[str, str, Plant]] = [
    ("excel", "warn", lambda m: (m.root / "Applications" / "Microsoft Excel.app").rmdir()),
    (
        "macros",
        "fail",
        write(
            "Library/Preferences/com.microsoft.office.plist",
            plistlib.dumps({"VisualBasicMacroExecutionState": "DisabledWithoutWarnings"}),
        ),
    ),
    ("python-letters", "warn", rename_person("سارا")),
    ("python-spaces", "fail", move_python("my venv/python")),
    ("python-cloud", "warn", move_python("Library/CloudStorage/OneDrive-Firm/python")),
    ("addin", "fail", lambda machine: addin(machine).unlink()),
    ("versions", "fail", lambda machine: machine.packages.update(leadbook="99.0")),
    ("xlwings-addin", "warn", lambda m: m.write(places_of(m).startup / "xlwings.xlam", "x")),
    ("from-web", "fail", lambda machine: machine.from_web.add(addin(machine))),
    (
        "script",
        "fail",
        lambda m: m.write(
            "Library/Application Scripts/com.microsoft.Excel/xlwings-0.37.8.applescript"
        ).unlink(),
    ),
    ("settings", "fail", edit_settings(lambda text: text.replace("\n", "\n\n", 1))),
    ("interpreter", "fail", edit_settings(lambda text: text.replace("/python", "/gone"))),
    ("leftovers", "warn", lambda machine: machine.running.append(SERVER)),
    ("libreoffice", "warn", change("libreoffice", "24.2")),
]


def ids(rows: list[tuple[str, str, Plant]]) -> list[str]:
    return [f"{number}-{check}" for number, (check, _, _) in enumerate(rows, 1)]


def test_a_healthy_machine_has_no_fault(machine: FakeMachine) -> None:
    machine.libreoffice = "25.2"
    assert faults(installed(machine)) == []


@pytest.mark.parametrize(("check", "state", "plant"), WINDOWS, ids=ids(WINDOWS))
def test_a_fault_on_windows_is_found_and_nothing_else(
    windows: FakeMachine, check: str, state: str, plant: Plant
) -> None:
    plant(installed(windows))
    found = faults(windows)
    assert [(fault.check, fault.state) for fault in found] == [(check, state)]
    assert found[0].mend is not None


@pytest.mark.parametrize(("check", "state", "plant"), MAC, ids=ids(MAC))
def test_a_fault_on_mac_is_found_and_nothing_else(
    mac: FakeMachine, check: str, state: str, plant: Plant
) -> None:
    plant(installed(mac))
    found = faults(mac)
    assert [(fault.check, fault.state) for fault in found] == [(check, state)]
    assert found[0].mend is not None


@pytest.mark.parametrize(
    "plant",
    [
        put(SECURITY, "VBAWarnings", 2),
        put(OPTIONS_KEY, "OPEN1", '"solver.xlam"'),
        put(DISABLED_KEY, "3F", "other.xlam".encode("utf-16-le")),
        put(CLICK_TO_RUN, "Platform", "x86"),
        lambda machine: machine.running.extend([EXCEL, SERVER]),
        write(".xlwings/xlwings.conf", '"INTERPRETER_WIN","C:\\python.exe"\n'),
        extension(__version__),
        extension("0.0.1", listed=False),
        rename_person("sara.k"),
        rename_person("Sara Karimi"),
        reinstalled_with_conda,
        put(OPTIONS_KEY, "OPEN", "leadbook.xlam"),
        python_in("AppData/Local/Python/pythoncore-3.14-64", "python.exe"),
        python_in("AppData/Roaming/uv/tools/leadbook", "Scripts/python.exe"),
        python_in("pipx/venvs/leadbook", "Scripts/python.exe"),
        python_in("My Sales/.venv", "Scripts/python.exe"),
        office_without_click_to_run,
        bare_office,
        lambda m: [old_office(m), put(CLICK_TO_RUN, "Platform", "x64")(m)],
        put(CLICK_TO_RUN, "Platform", "arm64"),
        managed,
        lambda m: [put(SECURITY, "VBAWarnings", 4)(m), put(POLICY, "vbawarnings", 2)(m)],
        lambda m: [put(SECURITY, "RequireAddinSig", 1)(m), put(POLICY, "requireaddinsig", 0)(m)],
    ],
    ids=[
        "macros-asked",
        "solver",
        "other-disabled",
        "32-bit",
        "at-work",
        "xlwings",
        "lo",
        "lo-gone",
        "dot",
        "space",
        "conda",
        "short",
        "pymanager",
        "uv",
        "pipx",
        "venv",
        "msi-32-bit",
        "bare",
        "two-offices",
        "arm",
        "managed",
        "let-in",
        "unsigned-let-in",
    ],
)
def test_what_is_usual_is_no_fault(windows: FakeMachine, plant: Plant) -> None:
    plant(installed(windows))
    assert faults(windows) == []


def test_macros_are_allowed_in_a_trusted_location(windows: FakeMachine) -> None:
    installed(windows)
    put(SECURITY, "VBAWarnings", 4)(windows)
    put(rf"{LOCATIONS}\Location9", "Path", f"{addin(windows).parent}/")(windows)
    assert faults(windows) == []
    put(LOCATIONS, "AllLocationsDisabled", 1)(windows)
    assert [found.check for found in faults(windows)] == ["macros"]


def test_what_an_organisation_trusts_counts_alone_where_it_says_so(windows: FakeMachine) -> None:
    installed(windows)
    put(POLICY, "vbawarnings", 4)(windows)
    put(rf"{LOCATIONS}\Location9", "Path", str(addin(windows).parent))(windows)
    assert faults(windows) == []
    put(rf"{SHARED}\Trusted Locations", "allow user locations", 0)(windows)
    assert [found.check for found in faults(windows)] == ["macros"]
    everywhere = rf"{SHARED}\Trusted Locations\All Applications\Location1"
    put(everywhere, "path", str(addin(windows).parent))(windows)
    assert faults(windows) == []


@pytest.mark.parametrize("office", [office_without_click_to_run, bare_office])
def test_a_32_bit_excel_of_an_organisation_needs_the_library_of_32_bits(
    windows: FakeMachine, office: Plant
) -> None:
    office(installed(windows))
    (windows.interpreter.parent / "xlwings32-0.37.8.dll").unlink()
    assert [found.check for found in faults(windows)] == ["bitness"]


def test_a_trusted_location_above_counts_with_its_subfolders_only(windows: FakeMachine) -> None:
    installed(windows)
    put(SECURITY, "VBAWarnings", 4)(windows)
    put(rf"{LOCATIONS}\Location9", "Path", str(addin(windows).parent.parent))(windows)
    assert [found.check for found in faults(windows)] == ["macros"]
    put(rf"{LOCATIONS}\Location9", "AllowSubfolders", 1)(windows)
    assert faults(windows) == []


def test_an_addin_in_the_list_without_its_file_is_missing(windows: FakeMachine) -> None:
    put(OPTIONS_KEY, "OPEN", '"leadbook.xlam"')(windows)
    (found,) = faults(windows)
    assert (found.check, found.state) == ("addin", "fail")


def test_before_the_install_only_that_is_said(machine: FakeMachine) -> None:
    (found,) = faults(machine)
    assert (found.check, found.state) == ("addin", "warn")
    assert str(found.mend) == "Run: leadbook install"


def test_the_mend_of_most_faults_is_to_install_again(windows: FakeMachine) -> None:
    installed(windows)
    addin(windows).unlink()
    places_of(windows).settings.write_text("\n")
    installed(windows)
    assert faults(windows) == []


def test_a_later_python_is_told_from_the_one_that_excel_starts(windows: FakeMachine) -> None:
    installed(windows)
    folder = windows.interpreter.parent
    windows.python = "py/python.exe"
    for name in ("python.exe", "xlwings64-0.37.8.dll"):
        windows.write(f"py/{name}")
    assert folder.exists()
    assert [(found.check, found.state) for found in faults(windows)] == [("interpreter", "warn")]


PIP = "AppData/Local/Programs/Python/Python313/python.exe -m pip install"


def mend_of(machine: FakeMachine) -> str:
    (found,) = faults(machine)
    return str(found.mend)


@pytest.mark.parametrize(
    ("plant", "mend"),
    [
        (put(OPTIONS_KEY, "OPEN1", r'"C:\xlwings.xlam"'), "take its tick away"),
        (write("AppData/Roaming/Microsoft/Excel/XLSTART/xlwings.xlam"), "xlwings addin remove"),
    ],
    ids=["ticked", "copied"],
)
def test_the_addin_of_xlwings_goes_as_it_came(
    windows: FakeMachine, plant: Plant, mend: str
) -> None:
    plant(installed(windows))
    assert mend in mend_of(windows)


def test_on_a_mac_no_folder_of_windows_is_named(mac: FakeMachine) -> None:
    rename_person("سارا")(mac)
    assert "/Users/Shared" in mend_of(mac)


def test_packages_are_installed_into_the_very_python(windows: FakeMachine) -> None:
    installed(windows).packages.pop("pywin32")
    assert mend_of(windows) == f"Run: {windows.home}/{PIP} pywin32"


def test_a_python_with_a_space_in_its_path_is_quoted(windows: FakeMachine) -> None:
    rename_person("Sara Karimi")(windows)
    windows.packages.pop("xlwings")
    found = next(found for found in faults(windows) if found.check == "versions")
    assert str(found.mend) == f'Run: "{windows.interpreter}" -m pip install xlwings'


def test_an_environment_of_uv_has_no_pip_of_its_own(windows: FakeMachine) -> None:
    windows.write("tool/pyvenv.cfg", "home = C:/uv\nuv = 0.9.1\n")
    windows.write("tool/xlwings64-0.37.8.dll")
    windows.write("tool/Scripts/python.exe")
    windows.python = "tool/Scripts/python.exe"
    assert faults(installed(windows)) == []
    windows.packages.pop("pywin32")
    assert mend_of(windows) == f"Run: uv pip install --python {windows.interpreter} pywin32"


def test_a_library_where_excel_does_not_look_is_not_installed_there_again(
    windows: FakeMachine,
) -> None:
    name = "xlwings64-0.37.8.dll"
    installed(windows)
    (windows.interpreter.parent / name).rename(windows.home / "AppData/Roaming" / name)
    assert "--force-reinstall --no-deps xlwings" in mend_of(windows)
    windows.write(f"AppData/Roaming/Python/{name}")
    assert "virtual environment" in mend_of(windows)


def test_a_python_that_cannot_load_leadbook_is_mended_or_given_up(windows: FakeMachine) -> None:
    installed(windows).unloadable = "ModuleNotFoundError: No module named 'leadbook'"
    assert mend_of(windows) == "Install leadbook again, in the way in which you did it first"
    windows.write("py/xlwings64-0.37.8.dll")
    windows.python = str(windows.write("py/python.exe"))
    mends = {found.check: str(found.mend) for found in faults(windows)}
    assert mends["start"] == "Close Excel and run: leadbook install"


def test_on_linux_only_libreoffice_is_looked_at(tmp_path: Path) -> None:
    linux = FakeMachine(tmp_path, platform="linux", libreoffice="25.2", python="venv/bin/python")
    looked = {found.check for found in diagnose(linux) if found.state != "skipped"}
    assert looked == {"libreoffice"}
    assert faults(linux) == []


def test_what_would_trouble_excel_is_no_fault_on_linux(tmp_path: Path) -> None:
    linux = FakeMachine(tmp_path, platform="linux", user="سارا", python="OneDrive/bin/python")
    assert faults(linux) == []


def test_a_folder_that_the_system_keeps_closed_is_said(
    mac: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: object) -> str:
        raise PermissionError(1, "Operation not permitted", "/Users/sara/Library")

    installed(mac)
    monkeypatch.setattr(mac, "came_from_web", closed)
    (found,) = faults(mac)
    assert (found.check, found.state) == ("from-web", "warn")
    assert "/Users/sara/Library" in str(found.sentence)


def test_every_check_has_a_fault_in_a_table() -> None:
    assert {check for check, _, _ in WINDOWS + MAC} == set(CHECKS)


def test_the_doctor_changes_nothing(windows: FakeMachine) -> None:
    tree = installed(windows).tree()
    diagnose(windows)
    assert windows.tree() == tree


def test_the_json_counts_the_faults(windows: FakeMachine) -> None:
    installed(windows)
    addin(windows).unlink()
    data = as_json(diagnose(windows), speaker("en"))
    assert data["faults"] == 1
    (missing,) = (row for row in data["findings"] if row["check"] == "addin")  # type: ignore[attr-defined]
    assert missing["mend"] == "Run: leadbook install"
