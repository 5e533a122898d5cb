"""The LibreOffice of this machine: where it is, its version, and the Python that it runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.hosts.programs import run_to_end
from leadbook.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "MINIMUM",
    "Office",
    "Python",
    "assert_new_enough",
    "environment",
    "find_office",
    "find_python",
    "is_led_astray",
    "own_profile",
    "run",
    "version_in",
    "why_not",
]

MINIMUM = "24.8"
"""Older LibreOffices do not find functions of an .xlsx under their short names."""

_OLDEST = tuple(map(int, MINIMUM.split(".")))
_SECONDS = 180
_ON_WINDOWS = ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")
_ON_MAC = ("/Applications", "~/Applications")
_ELSEWHERE = ("/usr/lib/libreoffice", "/usr/lib64/libreoffice")
_SHUT_OFF = (
    "/var/lib/flatpak/app/org.libreoffice.LibreOffice",
    "~/.local/share/flatpak/app/org.libreoffice.LibreOffice",
    "/snap/libreoffice",
)
_OWN_PYTHON = frozenset({"win32", "darwin"})
_VERSION = re.compile(r"LibreOffice(?:Dev)?\s+(\d+)\.(\d+)")
_FINDS_UNO = "import sys, uno; print('%d.%d' % sys.version_info[:2])"
_SYSTEM = Path("/usr/bin")
_FINDS_LEADBOOK = """\
import site, sys
before = list(sys.path)
for folder in sys.argv[1:]:
    site.addsitedir(folder)
sys.path[:] = [folder for folder in sys.path if folder not in before] + before
try:
    import leadbook.hosts.libreoffice.call
except Exception as error:
    print(type(error).__name__ + ": " + str(error).strip().split("\\n")[0])
"""


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice.

    Attributes:
        folder: Of its programs.
        version: Its first two numbers.
    """

    folder: Path
    version: tuple[int, int]

    @property
    def unopkg(self) -> Path:
        """Its manager of extensions."""
        return _program(self.folder, "unopkg") or self.folder / "unopkg"


@dataclass(frozen=True, slots=True)
class Python:
    """The Python that LibreOffice runs.

    Attributes:
        program: What starts it outside LibreOffice.
        version: Such as 3.11.
    """

    program: Path
    version: str


def find_office() -> Office:
    """Find LibreOffice on the PATH or where its installers put it: the first that is new enough.

    Where none is, the first of all, so that it can be told what is wrong with it.

    Raises:
        CannotWrite: There is none, or one that does not say its version.
    """
    old: Office | None = None
    fault: CannotWrite | None = None
    for program in _offices():
        try:
            office = Office(program.parent, version_in(run([program, "--version"]).stdout))
        except CannotWrite as error:
            fault = fault or error
            continue
        if office.version >= _OLDEST:
            return office
        old = old or office
    if old is None:
        raise fault or _not_found()
    return old


def _offices() -> Iterable[Path]:
    named = shutil.which("soffice") or shutil.which("libreoffice")
    folders = [Path(named).resolve().parent] if named else []
    folders += _usual_folders(os.environ)
    return dict.fromkeys(found for folder in folders if (found := _program(folder, "soffice")))


def _not_found() -> CannotWrite:
    if any(Path(place).expanduser().exists() for place in _SHUT_OFF):
        return CannotWrite(
            message(
                "this LibreOffice comes from Flatpak or Snap, which shut it off from other "
                "programs; install the one of your system or of libreoffice.org, {minimum} or "
                "newer",
                minimum=MINIMUM,
            )
        )
    return CannotWrite(
        message(
            "LibreOffice was not found; install LibreOffice {minimum} or newer, or put its "
            "program folder on the PATH",
            minimum=MINIMUM,
        )
    )


def version_in(text: str) -> tuple[int, int]:
    """Read the version from what ``soffice --version`` prints.

    >>> version_in("LibreOffice 25.2.3.2 520(Build:2)")
    (25, 2)

    Raises:
        CannotWrite: It is not there.
    """
    found = _VERSION.search(text)
    if found is None:
        raise CannotWrite(
            message("LibreOffice does not say its version; install LibreOffice {minimum} or newer",
                    minimum=MINIMUM)
        )  # fmt: skip
    return int(found[1]), int(found[2])


def assert_new_enough(office: Office) -> None:
    """Refuse a LibreOffice that would show #NAME? for the functions of a workbook.

    Raises:
        CannotWrite: It is older than `MINIMUM`.
    """
    if office.version < _OLDEST:
        raise CannotWrite(
            message(
                "this is LibreOffice {version}, which does not find leadbook's functions in "
                "workbooks of Excel; install LibreOffice {minimum} or newer",
                version="{}.{}".format(*office.version),
                minimum=MINIMUM,
            )
        )


def find_python(office: Office) -> Python:
    """Find the Python of LibreOffice: its own, else the one of the system that knows it.

    Raises:
        CannotWrite: There is none.
    """
    for program in _pythons(office.folder):
        done = run([program, "-c", _FINDS_UNO])
        if done.returncode == 0:
            return Python(program, done.stdout.strip())
    raise CannotWrite(
        message(
            "LibreOffice has no Python here; install its support for Python (on Debian and Ubuntu "
            "the package python3-uno) and try again"
        )
    )


def why_not(python: Python, folders: Sequence[Path]) -> str:
    """Give the reason why LibreOffice's Python cannot import leadbook; empty where it can."""
    done = run([python.program, "-c", _FINDS_LEADBOOK, *folders])
    said = done.stderr if done.returncode else done.stdout
    return said.strip().rpartition("\n")[2]


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program of LibreOffice.

    Raises:
        CannotWrite: It cannot be started, or does not end.
    """
    try:
        return run_to_end([*map(str, command)], seconds=_SECONDS, environment=environment())
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotWrite(
            message(
                "{program} does not run ({reason}); install LibreOffice again",
                program=str(command[0]),
                reason=str(error),
            )
        ) from error


def is_led_astray(office: Office) -> bool:
    """Whether LibreOffice, if it is started in this terminal, takes a Python that is not its own.

    It cannot open a book with leadbook's functions then; see `environment`.
    """
    first = shutil.which("python3")
    brings_its_own = any(office.folder.glob("python-core-*")) or sys.platform in _OWN_PYTHON
    if first is None or brings_its_own or Path(first).parent == _SYSTEM:
        return False
    return run([first, "-c", _FINDS_UNO]).returncode != 0


def environment() -> dict[str, str]:
    """Give the environment in which LibreOffice's Python is what it is when a person starts it.

    The Python inside a distribution's LibreOffice takes its library from beside the first
    ``python3`` on the PATH; that of an active virtual environment has no `uno`.
    """
    added = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in added}
    if sys.platform not in _OWN_PYTHON:
        kept["PATH"] = os.pathsep.join([str(_SYSTEM), kept.get("PATH", os.defpath)])
    return kept


def own_profile() -> Path:
    """Give the folder in which LibreOffice keeps what is this person's."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "~")).expanduser() / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice" / "4"


def _usual_folders(environment: Mapping[str, str]) -> list[Path]:
    if sys.platform == "win32":
        roots = dict.fromkeys(environment.get(name, "") for name in _ON_WINDOWS)
        return [Path(root) / "LibreOffice" / "program" for root in roots if root]
    if sys.platform == "darwin":
        return [Path(root).expanduser() / "LibreOffice.app/Contents/MacOS" for root in _ON_MAC]
    packed = sorted(Path("/opt").glob("libreoffice*"), reverse=True)
    return [folder / "program" for folder in (*map(Path, _ELSEWHERE), *packed)]


def _program(folder: Path, name: str) -> Path | None:
    """Find a program; on Windows the one that answers in a console stands before its window."""
    names = (f"{name}.com", f"{name}.exe", name)
    return next((path for each in names if (path := folder / each).is_file()), None)


def _pythons(folder: Path) -> Iterable[Path]:
    """Give every Python that LibreOffice may run: its own, on Mac in a folder beside, the system's.

    A virtual environment's Python stands first on the PATH while it is active, and is none of them.
    """
    own = (folder / "python.exe", folder / "python", folder.parent / "Resources" / "python")
    found = [path for path in own if path.is_file()]
    if sys.platform not in _OWN_PYTHON:
        system = [_SYSTEM / "python3", *map(Path, filter(None, [shutil.which("python3")]))]
        found += [path for path in system if path.is_file()]
    return dict.fromkeys(found)
