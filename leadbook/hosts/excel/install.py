"""Put the add-in where Excel finds it, for this person only, and take all of it away again."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook import __version__
from leadbook.errors import CannotWrite, WrongUse
from leadbook.hosts.excel.machine import is_ascii, is_running
from leadbook.hosts.excel.manifest import Manifest, manifest_text, read_manifest
from leadbook.hosts.excel.open_list import (
    disabled_items,
    entries,
    file_of,
    names,
    with_addin,
    without,
)
from leadbook.hosts.excel.places import (
    ADDIN,
    CHOICES_KEY,
    DISABLED_KEY,
    OPTIONS_KEY,
    UNTICKED_KEY,
    places_of,
)
from leadbook.hosts.excel.settings import as_text, settings_of
from leadbook.hosts.excel.steps import (
    Plan,
    RemoveFile,
    RemoveFolder,
    RemoveKey,
    RemoveValue,
    SetValue,
    Step,
    WriteFile,
)
from leadbook.language.messages import message
from leadbook.workbook.files import leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from leadbook.errors import LeadbookError
    from leadbook.hosts.excel.machine import Machine
    from leadbook.hosts.excel.places import Places
    from leadbook.language.messages import Message

__all__ = [
    "EXCEL",
    "Product",
    "build_product",
    "has_space_on_mac",
    "is_store_python",
    "plan_install",
    "plan_uninstall",
    "script_name",
]

EXCEL = ("EXCEL.EXE", "Microsoft Excel")
"""Names of Excel's own process."""
_STORE = ("windowsapps", "pythonsoftwarefoundation.python")
_OWN_DATA = ("preferences.toml", "log/leadbook.log*")


@dataclass(frozen=True, slots=True)
class Product:
    """What is installed.

    Attributes:
        addin: The bytes of the add-in.
        script: The AppleScript of the installed xlwings, which Excel for Mac needs.
        xlwings: The version of xlwings that both belong to.
    """

    addin: bytes
    script: bytes
    xlwings: str


def build_product(machine: Machine) -> Product:
    """Build the add-in for the versions that are installed."""
    from leadbook.hosts.excel.addin import addin_bytes  # noqa: PLC0415 - reads the macros

    version = machine.version_of("xlwings") or ""
    hidden = machine.platform == "windows" and not is_ascii(machine.home)
    addin = addin_bytes(settings_of(machine) if hidden else None)
    return Product(addin, _script_of_xlwings(version), version)


def _script_of_xlwings(version: str) -> bytes:
    found = importlib.util.find_spec("xlwings")
    places = found.submodule_search_locations if found else None
    script = Path(places[0]) / script_name(version) if places else None
    return script.read_bytes() if script and script.is_file() else b""


def script_name(version: str) -> str:
    """Name the AppleScript that xlwings' VBA of a version runs on Mac.

    >>> script_name("0.37.8")
    'xlwings-0.37.8.applescript'
    """
    return f"xlwings-{version}.applescript"


def is_store_python(machine: Machine) -> bool:
    """Whether Python comes from the Microsoft Store, which hides what it writes from Excel."""
    text = str(machine.base_interpreter).lower()
    return machine.platform == "windows" and any(part in text for part in _STORE)


def has_space_on_mac(machine: Machine) -> bool:
    """Whether a space in its path keeps Python from being started by Excel for Mac."""
    return machine.platform == "mac" and " " in str(machine.interpreter)


def plan_install(machine: Machine, build: Callable[[Machine], Product] = build_product) -> Plan:
    """Plan what makes the add-in load at Excel's next start; nothing where all is so already.

    What an earlier version put elsewhere is taken away. Other people's add-ins stay in the list.

    Args:
        machine: The machine.
        build: Makes what is installed.

    Raises:
        WrongUse: Python lies where Excel's settings cannot name it.
    """
    if machine.platform == "linux":
        return Plan(obstacle=_no_excel())
    places, product = places_of(machine), build(machine)
    before = read_manifest(places.manifest)
    wanted = _wanted_files(machine, places, product, before)
    manifest = _manifest_of(places, product, wanted, before)
    # What is old goes while a manifest still names it, and the new manifest comes before the files:
    # an installation that is cut short anywhere can still be taken away.
    old = set(map(Path, before.files)) - set(wanted) if before else set()
    steps: list[Step] = [RemoveFile(path) for path in sorted(old) if path.exists()]
    steps += map(RemoveFile, _half_written((places.manifest, *wanted)))
    contents = {places.manifest: manifest_text(manifest).encode(), **wanted}
    steps += [
        WriteFile(path, content) for path, content in contents.items() if not _holds(path, content)
    ]
    if machine.platform == "windows":
        listed = entries(machine.registry(OPTIONS_KEY))
        steps += _listing(listed, with_addin([*listed.values()], f'"{places.addin}"'))
        steps += _ticking(machine)
    return Plan(tuple(steps), _notes(machine), _obstacle(machine, steps))


def _half_written(files: Iterable[Path]) -> list[Path]:
    """Give what a killed run has left beside the files that it was about to write."""
    return [path for folder in dict.fromkeys(file.parent for file in files)
            for path in leftovers(folder)]  # fmt: skip


def _wanted_files(
    machine: Machine, places: Places, product: Product, before: Manifest | None
) -> dict[Path, bytes]:
    wanted = {
        places.settings: as_text(settings_of(machine)).encode("ascii"),
        places.addin: product.addin,
    }
    if places.scripts is not None:
        script = places.scripts / script_name(product.xlwings)
        ours = before is not None and str(script) in before.files
        # xlwings itself puts the same file there: what it has put there stays its own.
        if ours or not script.exists():
            wanted[script] = product.script
    return wanted


def _manifest_of(
    places: Places, product: Product, wanted: dict[Path, bytes], before: Manifest | None
) -> Manifest:
    folders = list(before.folders) if before else []
    for path in (places.manifest, *wanted):
        missing = [str(folder) for folder in path.parents if not folder.exists()]
        folders += [folder for folder in missing if folder not in folders]
    folders.sort(key=len, reverse=True)
    return Manifest(__version__, product.xlwings, tuple(map(str, wanted)), tuple(folders))


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _listing(before: Mapping[str, str], after: Sequence[str]) -> list[Step]:
    """Change the list of add-ins to another, which has no gap."""
    new = dict(zip(names(len(after)), after, strict=True))
    steps: list[Step] = [
        SetValue(OPTIONS_KEY, name, value)
        for name, value in new.items()
        if before.get(name) != value
    ]
    return steps + [RemoveValue(OPTIONS_KEY, name) for name in before if name not in new]


def _ticking(machine: Machine) -> list[Step]:
    """Take the add-in from Excel's list of unticked ones, where it stays as long as it has none."""
    unticked = [name for name in machine.registry(UNTICKED_KEY) if file_of(name) == ADDIN]
    return [RemoveValue(UNTICKED_KEY, name) for name in unticked]


def plan_uninstall(machine: Machine) -> Plan:
    """Plan the removal of everything that leadbook has put on the machine, its log included.

    Files of others in the same folders stay, and so do the books.
    """
    if machine.platform == "linux":
        return Plan(obstacle=_no_excel())
    places = places_of(machine)
    manifest = read_manifest(places.manifest)
    files = [places.addin, places.settings, *(map(Path, manifest.files) if manifest else ())]
    files += [file for pattern in _OWN_DATA for file in sorted(machine.data_folder.glob(pattern))]
    files += _half_written((*files, places.manifest))
    steps = _forgetting(machine) if machine.platform == "windows" else []
    steps += [RemoveFile(path) for path in dict.fromkeys(files) if path.exists()]
    own = [machine.data_folder / "log"]
    if machine.platform == "windows":
        own.append(places.settings.parent)
    own += [*map(Path, manifest.folders if manifest else ()), machine.data_folder]
    own = [path for path in dict.fromkeys(own) if path.exists()]
    # The manifest goes when all that it names is gone: an uninstall that is cut short can go on.
    last = [path for path in own if places.manifest.is_relative_to(path)]
    steps += [RemoveFolder(path) for path in own if path not in last]
    steps += [RemoveFile(places.manifest)] if places.manifest.exists() else []
    steps += map(RemoveFolder, sorted(last, key=lambda path: len(path.parts), reverse=True))
    return Plan(tuple(steps), (), _running(machine, steps))


def _forgetting(machine: Machine) -> list[Step]:
    """Have Excel forget the add-in: loaded, unticked or disabled, and what its macros have kept."""
    listed = entries(machine.registry(OPTIONS_KEY))
    others = without([*listed.values()], ADDIN)
    steps = _listing(listed, others) if len(others) < len(listed) else []
    steps += _ticking(machine)
    disabled = disabled_items(machine.registry(DISABLED_KEY), ADDIN)
    steps += [RemoveValue(DISABLED_KEY, name) for name in disabled]
    chosen = [rf"{CHOICES_KEY}\{name}" for name in machine.registry_keys(CHOICES_KEY)]
    return steps + ([RemoveKey(key) for key in (*chosen, CHOICES_KEY)] if chosen else [])


def _no_excel() -> LeadbookError:
    return WrongUse(
        message(
            "Excel is not made for Linux; leadbook libreoffice install puts the same functions "
            "into LibreOffice, and leadbook report works on any machine"
        )
    )


def _obstacle(machine: Machine, steps: Sequence[Step]) -> LeadbookError | None:
    if is_store_python(machine):
        return WrongUse(
            message(
                "this Python comes from the Microsoft Store, which hides what it writes from "
                "Excel; install Python from python.org, leadbook into it, and run leadbook "
                "install there"
            )
        )
    if has_space_on_mac(machine):
        return WrongUse(
            message(
                "the path of Python, {path}, has a space, and Excel for Mac cannot start it; make "
                "the virtual environment in a folder without a space in its name, leadbook into "
                "it, and run leadbook install there",
                path=str(machine.interpreter),
            )
        )
    if machine.platform == "mac" and not places_of(machine).settings.parent.exists():
        # macOS makes this folder for Excel with marks of its own, which ours would lack.
        return CannotWrite(
            message("Excel was never started here; start it once, quit it, and run the same again")
        )
    return _running(machine, steps)


def _running(machine: Machine, steps: Sequence[Step]) -> LeadbookError | None:
    """Excel for Windows writes its list of add-ins when it closes, and so would undo ours."""
    if steps and machine.platform == "windows" and is_running(machine, *EXCEL):
        return CannotWrite(
            message(
                "Excel is running; save your books, close it (in the Task Manager where none of "
                "its windows is to be seen), and run the same again"
            )
        )
    return None


def _notes(machine: Machine) -> tuple[Message, ...]:
    if machine.platform == "mac" and is_running(machine, *EXCEL):
        return (message("Excel is running; quit it and start it again to see the Leadbook tab"),)
    return (message("the Leadbook tab is there when Excel starts next"),)
