from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from leadbook import __version__
from leadbook.hosts.excel.addin import SAMPLE, build_addin, build_sample
from leadbook.hosts.excel.addin_sheets import LABELS, SETTINGS, SETTINGS_SHEET, TIPS, addin_book
from leadbook.hosts.excel.places import ADDIN
from leadbook.hosts.excel.sources import macro_file, own_modules, xlwings_modules
from leadbook.hosts.registry import FUNCTIONS
from leadbook.workbook.package import Package

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.conftest import Sdk

BUILDERS = {ADDIN: build_addin, SAMPLE: build_sample}
RIBBON_MODULE = "LeadbookRibbon"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("built")
    return {name: build(folder) for name, build in BUILDERS.items()}


@pytest.fixture(params=[ADDIN, SAMPLE])
def file(request: pytest.FixtureRequest, built: dict[str, Path]) -> Path:
    """Each of the two files."""
    return built[request.param]


def expected_sources(file: Path) -> dict[str, str]:
    modules = [*own_modules(), *xlwings_modules()]
    with_ribbon = file.name == ADDIN
    return {m.name: m.stored for m in modules if with_ribbon or m.name != RIBBON_MODULE}


def sheets_module(name: str) -> bool:
    return name.startswith("Sheet") and name.removeprefix("Sheet").isdigit()


def test_two_builds_give_equal_bytes_whatever_the_machine(file: Path, tmp_path: Path) -> None:
    surroundings = {"PYTHONHASHSEED": "7", "LANG": "fa_IR.UTF-8", "TZ": "Asia/Tehran"}
    command = [sys.executable, "-m", "leadbook", "build-addin", "--out", str(tmp_path)]
    subprocess.run(command, check=True, env=os.environ | surroundings)
    assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_olevba_gives_back_exactly_our_sources(file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # oletools calls pyparsing by its old names
        olevba = pytest.importorskip("oletools.olevba")
    found = {
        stem: code
        for _, _, name, code in olevba.VBA_Parser(str(file)).extract_macros()
        if not sheets_module(stem := name.rsplit(".", 1)[0])
    }
    assert found == expected_sources(file)


def test_pyopenvba_agrees_and_finds_no_fault(file: Path) -> None:
    pyopenvba = pytest.importorskip("pyopenvba")
    with pyopenvba.ExcelFile(file) as workbook:
        modules = dict(workbook.vba_modules())
    found = {name: text for name, text in modules.items() if not sheets_module(name)}
    assert found == expected_sources(file)
    assert pyopenvba.check_file(file).issues == ()


@pytest.mark.parametrize("module", own_modules(), ids=lambda module: module.name)
def test_every_macro_can_be_parsed(module: Any) -> None:
    parse = pytest.importorskip("pyopenvba.interpreter").parse_module
    kinds = {"standard": "standard", "class": "class", "book": "document"}
    code = module.code.replace("WithEvents ", "")  # pyOpenVBA knows no events of objects
    parse(code, kind=kinds[module.kind])


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error(file: Path, sdk: Sdk) -> None:
    assert sdk.errors(file) == set()


def test_the_add_in_shows_one_sheet_and_its_tips_come_last(built: dict[str, Path]) -> None:
    sheets = Package(built[ADDIN], built[ADDIN].read_bytes()).sheets()
    names = [sheet.name for sheet in sheets]
    assert names == ["Leadbook", SETTINGS_SHEET, LABELS, TIPS]
    assert [sheet.state for sheet in sheets] == ["visible", *["veryHidden"] * 3]


def hidden_sheet(name: str) -> list[tuple[Any, ...]]:
    """The cells of a sheet of the add-in; openpyxl reads no .xlam, so before it has macros."""
    book = openpyxl.load_workbook(io.BytesIO(addin_book()))
    return list(book[name].iter_rows(values_only=True))


def test_the_add_in_carries_the_ribbon_and_the_version(built: dict[str, Path]) -> None:
    package = Package(built[ADDIN], built[ADDIN].read_bytes())
    [relation] = [r for r in package.relations("") if r.kind == "extensibility"]
    assert package.read(relation.target) == macro_file("ribbon.xml")
    rows = hidden_sheet(LABELS)
    assert [row[1:] for row in rows if row[0] == "version"] == [(__version__, __version__)]


def test_xlwings_asks_for_the_settings_by_the_names_they_have_here() -> None:
    xlwings, _ = xlwings_modules()
    asked = {name.upper() for name in re.findall(r'GetConfig\("([^"]+)"', xlwings.code)}
    assert dict(hidden_sheet(SETTINGS_SHEET)) == SETTINGS
    assert set(SETTINGS) <= asked


def test_the_tips_describe_every_function_as_excel_dna_reads_them() -> None:
    head, *rows = hidden_sheet(TIPS)
    assert head[0] == "FunctionInfo"
    assert [row[0] for row in rows] == list(FUNCTIONS)
    for row, function in zip(rows, FUNCTIONS.values(), strict=True):
        assert [name for name in row[3::2] if name] == [a.name for a in function.arguments]


def test_the_sample_is_the_sample_book_with_macros_and_no_ribbon(built: dict[str, Path]) -> None:
    shipped = Path(__file__).parents[3] / "workbooks" / "sales-pipeline.xlsx"
    plain = Package(shipped, shipped.read_bytes())
    made = Package(built[SAMPLE], built[SAMPLE].read_bytes())
    assert [sheet.name for sheet in made.sheets()] == [sheet.name for sheet in plain.sheets()]
    assert made.excel_tables() == plain.excel_tables()
    assert not [r for r in made.relations("") if r.kind == "extensibility"]


def test_building_into_a_folder_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command = [sys.executable, "-m", "leadbook", "build-addin", "--out", str(tmp_path / "file/x")]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"LANG": "en"}
    )
    assert done.returncode == 4
    assert done.stderr.startswith("leadbook: leadbook.xlam cannot be written into ")
    assert done.stderr.count("\n") == 1


@pytest.mark.libreoffice
def test_libreoffice_opens_the_sample_and_runs_what_needs_no_python(
    built: dict[str, Path], run_macros: Callable[[Path, Sequence[str]], dict[str, Any]]
) -> None:
    rules = "LeadbookSample.LeadbookStageRules"
    asked = {
        f'{rules}.StageFold("  Proposal  Sent ")': "proposal sent",
        f'{rules}.StageId(" 007 ")': "007",
        "Len(LeadbookSample.LeadbookStageNames.LeadsNames()) > 0": True,
    }
    told = run_macros(built[SAMPLE], list(asked))
    assert set(expected_sources(built[SAMPLE])) <= set(told["modules"]["LeadbookSample"])
    assert told["results"] == list(asked.values())
