from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.workbook.package import open_package
from leadbook.workbook.relations import relations_part

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MS = "http://schemas.microsoft.com/office/2007/relationships"
SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
ONE = {"scored": "Leads scored"}


def add_slicer(path: Path, sheet: str, cache: str) -> None:
    """Put a slicer on a sheet, as Excel does; its cache is the workbook's."""
    package = open_package(path)
    parts = {name: package.read(name) for name in package.parts()}
    parts[f"xl/slicers/{cache}.xml"] = (
        f'<slicers xmlns="{SPACE}"><slicer name="s" cache="{cache}" rowHeight="1"/></slicers>'
    ).encode()
    parts[f"xl/slicerCaches/{cache}.xml"] = (
        f'<slicerCacheDefinition xmlns="{SPACE}" name="{cache}" sourceName="score"/>'
    ).encode()
    on_sheet = relations_part(next(s.part for s in package.sheets() if s.name == sheet))
    additions = [
        (on_sheet, "</Relationships>", arrow(cache, "slicer", f"../slicers/{cache}.xml")),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            arrow(cache, "slicerCache", f"slicerCaches/{cache}.xml"),
        ),
        ("xl/workbook.xml", "</x14:slicerCaches>", f'<x14:slicerCache r:id="{cache}"/>'),
        ("xl/workbook.xml", "</definedNames>", f'<definedName name="{cache}">#N/A</definedName>'),
    ]
    for part, before, text in additions:
        assert before.encode() in parts[part]
        parts[part] = parts[part].replace(before.encode(), (text + before).encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def arrow(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{MS}/{kind}" Target="{target}"/>'


@pytest.fixture
def sliced(hostile: Path, put: Callable[..., Any]) -> Path:
    put(hostile, ONE)
    add_slicer(hostile, "Leads scored", "Slicer_score")
    return hostile


def test_a_slicer_on_an_own_sheet_goes_with_all_that_it_needs(
    sliced: Path, put: Callable[..., Any]
) -> None:
    put(sliced, ONE, score=1.25)
    package = open_package(sliced)
    assert not [name for name in package.parts() if "Slicer_score" in name]
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        assert b"Slicer_score" not in package.read(part)


def test_slicers_of_the_persons_sheets_stay(sliced: Path, put: Callable[..., Any]) -> None:
    put(sliced, ONE, score=1.25)
    package = open_package(sliced)
    assert package.has("xl/slicers/slicer1.xml")
    assert package.has("xl/slicerCaches/slicerCache1.xml")
    assert b'<x14:slicerCache r:id="rIdX1"/></x14:slicerCaches>' in package.read("xl/workbook.xml")


def test_a_cache_that_two_sheets_share_stays(sliced: Path, put: Callable[..., Any]) -> None:
    with zipfile.ZipFile(sliced) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    slicer = "xl/slicers/slicer1.xml"
    parts[slicer] = parts[slicer].replace(b'"Slicer_stage"', b'"Slicer_score"')
    with zipfile.ZipFile(sliced, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    put(sliced, ONE, score=1.25)
    package = open_package(sliced)
    assert package.has("xl/slicerCaches/Slicer_score.xml")
    assert not package.has("xl/slicers/Slicer_score.xml")
