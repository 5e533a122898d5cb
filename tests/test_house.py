"""The house keeps its rules: who may import whom, what is public, what stays light."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import leadbook

HOUSE = Path(leadbook.__file__).parent
MODULES = sorted(HOUSE.rglob("*.py"))
ROOMS = ["errors", "language", "pipeline", "metrics", "figures", "actions", "report", "render"]
ROOMS += ["workbook", "hosts", "starter", "jobs", "programs", "terminal", "options", "commands"]
ROOMS += ["cli", "__main__"]
PROGRAMS = {"excel", "libreoffice", "lite"}  # what hosts adds for each spreadsheet program
FORBIDDEN = {
    "language": {"openpyxl", "xlsxwriter", "plotly", "xlwings", "lxml"},
    "metrics": {"openpyxl", "xlsxwriter", "plotly", "xlwings", "lxml"},
    "report": {"openpyxl", "xlsxwriter", "plotly", "xlwings", "lxml"},
}


def room(path: Path) -> str:
    return room_of(path.relative_to(HOUSE).with_suffix("").parts)


def room_of(parts: tuple[str, ...]) -> str:
    """The room of a module: the functions of cells are left of jobs, the programs right of it."""
    return "programs" if parts[0] == "hosts" and PROGRAMS & set(parts[1:2]) else parts[0]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, but not for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_imports_nothing_to_its_right(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    right = set(ROOMS[ROOMS.index(here) + 1 :])
    ours = [name.split(".")[1:] for name in imports(path) if name.startswith("leadbook.")]
    used = {room_of(tuple(parts)) for parts in ours}
    assert not used & right


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_leaves_the_libraries_of_other_rooms_alone(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)}
    assert not used & FORBIDDEN.get(room(path), set())
    assert "xlwings" not in used or room(path) in {"hosts", "programs"}


def test_metrics_never_read_the_clock_or_a_file() -> None:
    for path in (HOUSE / "metrics").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for forbidden in (".now(", ".today(", "time.time", "open(", "os.environ", "Path("):
            assert forbidden not in text, f"{path.name} uses {forbidden}"


def public_definitions(path: Path) -> set[str]:
    """The functions and classes of a file whose names are not private."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in body if isinstance(node, kinds) and node.name[0] != "_"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_all_names_what_is_public_and_what_exists(path: Path) -> None:
    if path.name in {"__init__.py", "__main__.py", "cli.py"}:
        return
    module = importlib.import_module(".".join(path.relative_to(HOUSE.parent).with_suffix("").parts))
    assert public_definitions(path) <= set(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_values_never_change_outside_the_byte_machines(path: Path) -> None:
    if room(path) in {"workbook", "hosts"}:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            made = [ast.unparse(decorator) for decorator in node.decorator_list]
            assert all("frozen=True" in how for how in made if how.startswith("dataclass"))


def test_every_library_that_is_imported_is_asked_for() -> None:
    """What only comes along with another library today may stay away tomorrow."""
    project = tomllib.loads((HOUSE.parent / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    asked = {re.split(r"[^\w-]", line, maxsplit=1)[0] for line in project["dependencies"]}
    packages = {"sklearn": "scikit-learn", "python_calamine": "python-calamine"}
    packages |= {"win32api": "xlwings", "win32gui": "xlwings"}  # pywin32, on Windows
    used = {name.split(".")[0] for path in MODULES for name in imports(path)}
    used -= {"leadbook", *sys.stdlib_module_names}
    assert {packages.get(name, name) for name in used} <= asked


def test_no_file_outgrows_its_noun() -> None:
    long = {p.name: n for p in MODULES if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert not long


@pytest.mark.parametrize(
    "heavy", ["pandas", "numpy", "xlsxwriter", "lxml", "rich", "plotly", "sklearn", "scipy"]
)
def test_importing_the_command_line_stays_light(heavy: str) -> None:
    code = f"import sys, leadbook.cli; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
