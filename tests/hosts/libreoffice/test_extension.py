"""The extension file: complete, readable, in both languages, the same bytes every time."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from leadbook import __version__
from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.descriptions import LOCALES
from leadbook.hosts.libreoffice.extension import (
    MINIMUM,
    extension_bytes,
    own_site,
    parts,
    write_extension,
)
from leadbook.hosts.libreoffice.interface import SERVICE, interface_text, parameter_name
from leadbook.hosts.registry import FUNCTIONS, LONGEST_HELP
from leadbook.language.messages import LANGUAGES, speaker

FOLDERS = (Path("packages"),)
NAME = "{http://openoffice.org/2001/registry}name"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNO_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*|[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@pytest.fixture(scope="module")
def described() -> dict[str, etree._Element]:
    """What the wizard shows, by function."""
    root = etree.fromstring(parts(FOLDERS)["CalcAddIns.xcu"])
    (functions,) = root.iterfind(f".//node[@{NAME}='AddInFunctions']", {})
    return {node.get(NAME): node for node in functions}


def texts(node: etree._Element, name: str) -> dict[str | None, str]:
    (holder,) = (prop for prop in node.iterfind("prop") if prop.get(NAME) == name)
    return {value.get(LANG): value.text for value in holder}


def test_the_same_folders_give_the_same_bytes() -> None:
    assert extension_bytes(FOLDERS) == extension_bytes(FOLDERS)
    assert extension_bytes(FOLDERS) != extension_bytes((Path("elsewhere"),))


def test_everything_that_the_manifest_names_is_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(extension_bytes(FOLDERS))) as archive:
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        named = {value for entry in manifest for key, value in entry.items() if "full-path" in key}
        assert named == {"leadbook.idl", "component.py", "CalcAddIns.xcu"}
        assert named < set(archive.namelist())


def test_the_description_has_the_version_and_the_oldest_libreoffice() -> None:
    root = etree.fromstring(parts(FOLDERS)["description.xml"])
    assert root.find("{*}version").get("value") == __version__
    assert root.find(".//{*}LibreOffice-minimal-version").get("value") == MINIMUM


def test_every_function_stands_once_in_the_interface_with_names_that_uno_takes() -> None:
    text = interface_text(FUNCTIONS.values())
    assert re.findall(r"(LB_\w+)\(", text) == list(FUNCTIONS)
    for function in FUNCTIONS.values():
        names = [parameter_name(argument) for argument in function.arguments]
        assert len(set(names)) == len(names)
        assert all(UNO_NAME.fullmatch(name) for name in [function.name, *names])


def test_only_what_is_left_out_last_is_of_the_type_that_calc_lets_be_left_out() -> None:
    text = interface_text([FUNCTIONS["LB_SCORE"]])
    assert "XCellRange theLeads, [in] any theRules" in text
    assert text.count("XCellRange") == 1


def test_every_function_is_given_the_document_of_its_cell_first() -> None:
    text = interface_text(FUNCTIONS.values())
    assert text.count("([in] com::sun::star::beans::XPropertySet ") == len(FUNCTIONS)


def test_the_wizard_describes_every_function_and_argument_in_both_languages(described) -> None:
    assert list(described) == list(FUNCTIONS)
    for name, function in FUNCTIONS.items():
        node = described[name]
        shown = [(node, function.doc)]
        arguments = node.find("node")
        assert [part.get(NAME) for part in arguments] == list(
            map(parameter_name, function.arguments)
        )
        shown += zip(arguments, (argument.doc for argument in function.arguments), strict=True)
        for part, doc in shown:
            expected = {LOCALES[language]: speaker(language)(doc) for language in LANGUAGES}
            assert texts(part, "Description") == expected
            assert all(0 < len(text) <= LONGEST_HELP for text in expected.values())


def test_a_function_keeps_its_name_in_excel_files_and_in_every_language(described) -> None:
    for name, node in described.items():
        for kind in ("DisplayName", "CompatibilityName"):
            assert set(texts(node, kind).values()) == {name}


def test_the_component_answers_for_the_service_that_the_descriptions_name() -> None:
    files = parts(FOLDERS)
    assert f'oor:name="{SERVICE}"'.encode() in files["CalcAddIns.xcu"]
    assert f'SERVICE = "{SERVICE}"'.encode() in files["component.py"]


def test_where_leadbook_is_and_for_which_python_is_recorded() -> None:
    record = json.loads(parts(FOLDERS)["leadbook.json"])
    assert record["site"] == ["packages"]
    assert record["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_own_folders_are_those_from_which_this_python_imports() -> None:
    assert set(map(str, own_site())) & set(sys.path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(CannotWrite, match=r"leadbook\.oxt cannot be written"):
        write_extension(tmp_path / "file" / "folder", FOLDERS)
