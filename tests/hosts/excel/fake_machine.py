"""A machine made of a folder and a dictionary, on which install and doctor can be tried."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook import __version__
from leadbook.hosts.excel.install import Product

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.hosts.excel.machine import Platform, Process, RegistryValue

XLWINGS = "0.37.8"
PRODUCT = Product(addin=b"the add-in", script=b"the script", xlwings=XLWINGS)
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


@dataclass
class FakeMachine:
    """A machine below one folder; absolute paths of its settings are those of this system."""

    root: Path
    platform: Platform = "windows"
    user: str = "sara"
    python: str = "AppData/Local/Programs/Python/Python313/python.exe"
    base: str | None = None
    python_bits: int = 64
    keys: dict[str, dict[str, RegistryValue]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    running: list[Process] = field(default_factory=list)
    packages: dict[str, str] = field(default_factory=dict)
    from_web: set[Path] = field(default_factory=set)
    libreoffice: str | None = None
    unloadable: str = ""

    @property
    def home(self) -> Path:
        return self.root / "Users" / self.user

    @property
    def environment(self) -> Mapping[str, str]:
        roaming = {"APPDATA": str(self.home / "AppData" / "Roaming")}
        return (roaming if self.platform == "windows" else {}) | self.variables

    @property
    def data_folder(self) -> Path:
        local = {"windows": "AppData/Local", "mac": "Library/Application Support"}
        return self.home / local.get(self.platform, ".local/share") / "leadbook"

    @property
    def interpreter(self) -> Path:
        return self.home / self.python

    @property
    def base_interpreter(self) -> Path:
        return self.home / (self.base or self.python)

    def path(self, text: str) -> Path:
        text = text.replace("%USERPROFILE%", str(self.home)).replace("$HOME", str(self.home))
        path = Path(re.sub(r"^[A-Z]:", "", text).replace("\\", "/"))
        return path if path.is_relative_to(self.root) else self.root / str(path).lstrip("/")

    def registry(self, key: str) -> Mapping[str, RegistryValue]:
        return dict(self.keys.get(key, {}))

    def registry_keys(self, key: str) -> tuple[str, ...]:
        below = {name[len(key) + 1 :] for name in self.keys if name.startswith(key + "\\")}
        return tuple(sorted(name for name in below if "\\" not in name))

    def set_value(self, key: str, name: str, value: str) -> None:
        self.keys.setdefault(key, {})[name] = value

    def remove_value(self, key: str, name: str) -> None:
        self.keys.get(key, {}).pop(name, None)

    def remove_key(self, key: str) -> None:
        if not self.registry_keys(key):
            self.keys.pop(key, None)

    def processes(self) -> tuple[Process, ...]:
        return tuple(self.running)

    def version_of(self, package: str) -> str | None:
        return self.packages.get(package)

    def why_not(self, _: Path) -> str:
        return self.unloadable

    def came_from_web(self, file: Path) -> bool:
        return file in self.from_web

    def libreoffice_version(self) -> str | None:
        return self.libreoffice

    def write(self, path: Path | str, content: str | bytes = "") -> Path:
        """Put a file, by its place below the person's folder or by its whole path."""
        file = self.home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def tree(self) -> dict[str, bytes | None]:
        """Every file with its content, and every folder."""
        return {
            str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
            for path in self.root.rglob("*")
        }


def healthy_windows(root: Path) -> FakeMachine:
    """Windows with 64-bit Excel, before leadbook is installed."""
    machine = FakeMachine(root, packages={"leadbook": __version__, "xlwings": XLWINGS})
    machine.packages["pywin32"] = "311"
    folder = machine.interpreter.parent
    for name in ("python.exe", f"xlwings64-{XLWINGS}.dll", f"xlwings32-{XLWINGS}.dll"):
        machine.write(folder / name)
    (machine.home / "AppData" / "Roaming").mkdir()
    machine.keys[CLICK_TO_RUN] = {"Platform": "x64", "VersionToReport": "16.0.18227.20162"}
    machine.keys[APP_PATH] = {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}
    return machine


def with_conda(machine: FakeMachine, home: str, environment: str) -> None:
    """Give a Windows machine a conda with an active environment, both below the person's folder."""
    for place in (home, environment):
        machine.write(f"{place}/python.exe")
        machine.write(f"{place}/xlwings64-{XLWINGS}.dll")
    machine.write(f"{home}/condabin/conda.bat")
    machine.python = f"{environment}/python.exe"
    machine.variables |= {
        "CONDA_EXE": str(machine.home / home / "Scripts" / "conda.exe"),
        "CONDA_PREFIX": str(machine.home / environment),
        "CONDA_DEFAULT_ENV": "whatever conda calls it",
    }


def healthy_mac(root: Path) -> FakeMachine:
    """A Mac with Excel, before leadbook is installed."""
    machine = FakeMachine(root, platform="mac", python="venv/bin/python")
    machine.packages |= {"leadbook": __version__, "xlwings": XLWINGS}
    machine.write(machine.interpreter)
    machine.data_folder.parent.mkdir(parents=True)
    (machine.home / "Library/Containers/com.microsoft.Excel/Data").mkdir(parents=True)
    (root / "Applications" / "Microsoft Excel.app").mkdir(parents=True)
    return machine
