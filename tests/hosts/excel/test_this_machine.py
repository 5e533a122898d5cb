"""The real machine, as far as it can be tried anywhere; Windows' registry is a stand-in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from leadbook import __version__
from leadbook.hosts.excel.machine import Process, is_running
from leadbook.hosts.excel.this_machine import (
    ThisMachine,
    activated,
    processes_of_csv,
    processes_of_ps,
    processes_of_tasklist,
)

if TYPE_CHECKING:
    from leadbook.hosts.excel.machine import Machine

KEY = r"HKCU\Software\Leadbook"


class Handle(dict[str, str]):
    """An open key of the registry."""

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class StandInRegistry(SimpleNamespace):
    """What `winreg` does, in a dictionary; a key that is absent raises as there."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, KEY_SET_VALUE, REG_SZ = "HKCU", "HKLM", 2, 1

    def __init__(self) -> None:
        super().__init__(keys={})

    def OpenKey(self, root: str, path: str, *_: int) -> Handle:  # noqa: N802
        if (root, path) not in self.keys:
            raise FileNotFoundError(path)
        return self.keys[root, path]

    def CreateKeyEx(self, root: str, path: str, *_: int) -> Handle:  # noqa: N802
        return self.keys.setdefault((root, path), Handle())

    def DeleteKey(self, root: str, path: str) -> None:  # noqa: N802
        del self.keys[root, path]

    def SetValueEx(self, handle: Handle, name: str, _: int, kind: int, value: str) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        handle[name] = value

    def DeleteValue(self, handle: Handle, name: str) -> None:  # noqa: N802
        if name not in handle:
            raise FileNotFoundError(name)
        del handle[name]

    def QueryInfoKey(self, handle: Handle) -> tuple[int, int, int]:  # noqa: N802
        return 0, len(handle), 0

    def EnumValue(self, handle: Handle, index: int) -> tuple[str, str, int]:  # noqa: N802
        return *list(handle.items())[index], 1


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> ThisMachine:
    monkeypatch.setitem(sys.modules, "winreg", StandInRegistry())
    machine = ThisMachine()
    monkeypatch.setattr(machine, "platform", "windows")
    return machine


def test_the_real_machine_is_a_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOOK_HOME", str(tmp_path))
    machine: Machine = ThisMachine()
    assert machine.data_folder == tmp_path
    assert machine.interpreter == Path(sys.executable)
    assert machine.version_of("click")
    assert machine.version_of("leadbook") == __version__
    assert machine.version_of("no-such-package") is None


def test_a_value_of_the_registry_is_written_read_and_removed(windows: ThisMachine) -> None:
    assert windows.registry(KEY) == {}
    windows.set_value(KEY, "OPEN", "سلام")
    assert windows.registry(KEY) == {"OPEN": "سلام"}
    windows.remove_value(KEY, "OPEN")
    windows.remove_value(KEY, "OPEN")
    assert windows.registry(KEY) == {}
    windows.remove_key(KEY)
    windows.remove_value(KEY, "OPEN")


def test_without_a_registry_every_key_is_empty() -> None:
    if sys.platform == "win32":
        pytest.skip("this machine has a registry")
    assert ThisMachine().registry(KEY) == {}
    assert ThisMachine().registry_keys(KEY) == ()


def test_variables_in_a_path_are_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOOK_TRY", "/home/sara")
    assert ThisMachine().path("$LEADBOOK_TRY/py") == Path("/home/sara/py")


def test_this_very_process_is_running() -> None:
    numbers = {process.number for process in ThisMachine().processes()}
    if not numbers:
        pytest.skip("the system does not list its programs")
    assert os.getpid() in numbers


def test_a_python_is_tried_before_excel_starts_it(tmp_path: Path) -> None:
    assert ThisMachine().why_not(Path(sys.executable)) == ""
    assert ThisMachine().why_not(tmp_path / "python")
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho Traceback >&2\necho ImportError: no leadbook >&2\nexit 1\n")
    broken.chmod(0o755)
    if sys.platform != "win32":
        assert ThisMachine().why_not(broken) == "ImportError: no leadbook"
        broken.write_text("#!/bin/sh\n[ $PYTHONUTF8 = 1 ] || echo garbled >&2\nexit 1\n")
        assert ThisMachine().why_not(broken) == ""


def test_windows_list_of_processes_is_read() -> None:
    text = (
        '\ufeff"ProcessId","Name","CommandLine"\r\n"4","System",\r\n'
        '"7","EXCEL.EXE","""C:\\Office\\EXCEL.EXE"" /e"\r\n'
    )
    assert processes_of_csv(text) == (
        Process(4, "System", ""),
        Process(7, "EXCEL.EXE", r'"C:\Office\EXCEL.EXE" /e'),
    )


TASKS = (
    '"EXCEL.EXE","7","Console","1","90.000 K"\r\n'
    '"EXCEL.EXE","8","RDP-Tcp#4","2","80.000 K"\r\n'
    '"python.exe","9","RDP-Tcp#4","2","10.000 K"\r\nINFO: keine\r\n'
)


def test_windows_plain_list_of_processes_is_read_in_any_language() -> None:
    found = processes_of_tasklist(TASKS, own=1)
    assert [process.number for process in found] == [7, 8, 9]


def test_of_several_people_on_one_windows_only_ones_own_programs_count() -> None:
    excel, python = Process(8, "EXCEL.EXE", ""), Process(9, "python.exe", "")
    assert processes_of_tasklist(TASKS, own=9) == (excel, python)


def test_of_several_people_on_one_system_only_ones_own_programs_count() -> None:
    if not Path("/proc").is_dir() or os.geteuid() != 0:
        pytest.skip("other people's programs are known on Linux, and started by root alone")
    with subprocess.Popen(["sleep", "60"], user=65_534) as other:
        numbers = {process.number for process in ThisMachine().processes()}
        other.kill()
    assert other.pid not in numbers


def test_a_python_of_conda_is_tried_with_its_libraries(tmp_path: Path) -> None:
    plain = {"PATH": "/bin"}
    assert activated(tmp_path / "python.exe", plain) == plain
    (tmp_path / "conda-meta").mkdir()
    found = activated(tmp_path / "python.exe", plain)["PATH"].split(os.pathsep)
    assert found == [*map(str, (tmp_path, tmp_path / "Library/bin", tmp_path / "Scripts")), "/bin"]


def test_macs_list_of_processes_is_read_with_spaces_in_names() -> None:
    place = "/Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel"
    found = processes_of_ps(f"    1 /sbin/launchd\n  77 {place}\n", f"  77 {place} -x\n")
    assert found == (
        Process(1, "launchd", ""),
        Process(77, "Microsoft Excel", f"{place} -x"),
    )


def test_a_program_is_running_whatever_the_case() -> None:
    machine = SimpleNamespace(processes=lambda: (Process(7, "Excel.exe", ""),))
    assert is_running(machine, "EXCEL.EXE")  # type: ignore[arg-type]
    assert not is_running(machine, "soffice.bin")  # type: ignore[arg-type]


def test_the_mark_of_the_web_is_read_beside_the_file(windows: ThisMachine, tmp_path: Path) -> None:
    file, mark = tmp_path / "leadbook.xlam", tmp_path / "leadbook.xlam:Zone.Identifier"
    assert not windows.came_from_web(file)
    mark.write_text("[ZoneTransfer]\nZoneId=3\n")
    assert windows.came_from_web(file)
    mark.write_bytes("[ZoneTransfer]\nZoneId=4\nReferrerUrl=C:\\سارا\\x.zip\n".encode("cp1256"))
    assert windows.came_from_web(file)
    mark.write_text("[ZoneTransfer]\nZoneId=0\n")
    assert not windows.came_from_web(file)
