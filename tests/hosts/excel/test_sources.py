from __future__ import annotations

import re
from pathlib import Path

import pytest

import leadbook
from leadbook.errors import CannotRead
from leadbook.hosts.excel import sources
from leadbook.hosts.excel.sources import GUARDED, PROJECT, own_modules, xlwings_modules

XLWINGS, DICTIONARY = xlwings_modules()
GUARD = '    If TypeName(Application.Caller) = "Range" Then Exit Function'


def test_the_module_of_the_book_comes_first_and_the_others_by_file_name() -> None:
    folder = Path(leadbook.__file__).parents[1] / "macros"
    if not folder.is_dir():
        pytest.skip("the macros lie inside the package here")
    names = [module.name for module in own_modules()]
    assert names[0] == "ThisWorkbook"
    assert len(names) == len([*folder.glob("*.bas"), *folder.glob("*.cls")])


def test_macros_inside_the_package_win_over_those_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leadbook" / "macros").mkdir(parents=True)
    (tmp_path / "macros").mkdir()
    (tmp_path / "leadbook" / "macros" / "a.bas").write_text('Attribute VB_Name = "Inside"\n')
    (tmp_path / "macros" / "a.bas").write_text('Attribute VB_Name = "Beside"\n')
    monkeypatch.setattr(leadbook, "__file__", str(tmp_path / "leadbook" / "__init__.py"))
    assert [module.name for module in own_modules()] == ["Inside"]


def test_an_installation_without_macros_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leadbook, "__file__", str(tmp_path / "leadbook" / "__init__.py"))
    with pytest.raises(CannotRead, match="macros of leadbook are missing"):
        own_modules()


def test_xlwings_reads_the_settings_of_leadbook() -> None:
    assert f'Public Const PROJECT_NAME As String = "{PROJECT}"' in XLWINGS.code


def test_xlwings_is_not_offered_to_cells_and_brings_no_function_of_its_own() -> None:
    assert XLWINGS.code.startswith("Option Private Module\r\n")
    assert "Function sql(" not in XLWINGS.code


@pytest.mark.parametrize("name", GUARDED)
def test_what_runs_a_program_or_touches_a_file_ends_where_a_cell_calls_it(name: str) -> None:
    lines = XLWINGS.code.splitlines()
    [head] = [n for n, line in enumerate(lines) if f"Function {name}(" in line]
    while lines[head].endswith("_"):
        head += 1
    assert lines[head + 1] == GUARD


def test_what_makes_a_script_of_its_argument_is_guarded() -> None:
    """A formula in a workbook of somebody else could else run any AppleScript."""
    bodies = re.findall(
        r"^(?:Public )?Function (\w+)\((.*?)^End Function", XLWINGS.code, re.M | re.S
    )
    risky = {name for name, body in bodies if "MacScript" in body}
    # Office of before 2016 alone would run what FileOrFolderExistsOnMac says.
    assert risky - {"FileOrFolderExistsOnMac"} <= set(GUARDED)


def test_settings_are_read_while_no_worksheet_is_in_front() -> None:
    """Excel's bare Range fails on a chart sheet and without a workbook: no button would work."""
    calls = re.findall(r"(?<![\w.])(?:Range|Cells|Rows|Columns|ActiveSheet)\(", XLWINGS.code)
    assert calls == []


def test_python_does_not_look_for_modules_beside_the_book_unless_told_so() -> None:
    assert 'GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")' not in XLWINGS.code


def test_the_licences_stay_with_the_code() -> None:
    assert "BSD 3-clause license" in XLWINGS.code
    assert "@license: MIT" in DICTIONARY.code


@pytest.mark.parametrize("lost", ["KillFileOnMac", "PROJECT_NAME", "Extensions", "_TO_PYTHONPATH"])
def test_an_xlwings_of_another_shape_is_refused_with_the_reason(
    lost: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "xlwings"
    (package / "addin").mkdir(parents=True)
    (package / "addin" / "Dictionary.cls").write_text(DICTIONARY.stored)
    source = Path(sources.find_spec("xlwings").origin).with_name("xlwings.bas").read_text()
    (package / "xlwings.bas").write_text(source.replace(lost, "Renamed"))
    spec = type("Spec", (), {"origin": str(package / "__init__.py")})
    monkeypatch.setattr(sources, "find_spec", lambda _: spec)
    with pytest.raises(CannotRead, match="cannot be used"):
        xlwings_modules()


def test_a_missing_xlwings_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "find_spec", lambda _: None)
    with pytest.raises(CannotRead, match="pip install xlwings"):
        xlwings_modules()
