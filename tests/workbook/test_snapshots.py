"""The memory of earlier reports: kept, read back, never growing, and nobody else's part touched."""

from __future__ import annotations

import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from leadbook.metrics.review import KEPT, Headline, Snapshot, kept
from leadbook.workbook.draft import Draft
from leadbook.workbook.package import open_package
from leadbook.workbook.save import save
from leadbook.workbook.snapshots import keep_snapshots, read_snapshots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Sdk

FIRST = Snapshot(
    date(2026, 10, 1),
    (
        Headline("open", 40.0),
        Headline("win_rate", 1 / 3, 30, 0.19, 0.51),
        Headline("days", None, 0),
    ),
)
SECOND = Snapshot(date(2026, 11, 1), (Headline("open", 44.0),))


def keep(book: Path, snapshots: Sequence[Snapshot]) -> Path:
    package = open_package(book)
    draft = Draft(package)
    keep_snapshots(draft, snapshots)
    return save(draft.entries(), source=package, target=book, backup=False).path


def parts(book: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_kept_is_read_back(plain: Path) -> None:
    assert read_snapshots(open_package(plain)) == ()
    keep(plain, [FIRST, SECOND])
    assert read_snapshots(open_package(plain)) == (FIRST, SECOND)


def test_keeping_the_same_again_gives_the_same_bytes(plain: Path) -> None:
    once = keep(plain, [FIRST]).read_bytes()
    for _ in range(5):
        keep(plain, read_snapshots(open_package(plain)))
    assert plain.read_bytes() == once


def test_new_snapshots_replace_the_old_in_one_part(plain: Path) -> None:
    keep(plain, [FIRST])
    before = set(parts(plain))
    keep(plain, [FIRST, SECOND])
    assert set(parts(plain)) == before
    assert read_snapshots(open_package(plain)) == (FIRST, SECOND)


def test_custom_xml_of_others_stays_beside_ours(hostile: Path) -> None:
    before = parts(hostile)
    keep(hostile, [FIRST])
    after = parts(hostile)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert after["customXml/item1.xml"] == before["customXml/item1.xml"]
    assert b"urn:leadbook:reports:1" in after["customXml/item2.xml"]
    assert read_snapshots(open_package(hostile)) == (FIRST,)


def test_a_memory_that_is_not_sound_is_forgotten_and_written_anew(plain: Path) -> None:
    keep(plain, [FIRST])
    content = parts(plain)
    content["customXml/item1.xml"] = b'<reports xmlns="urn:leadbook:reports:1"><report asOf="x"/>'
    with zipfile.ZipFile(plain, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert read_snapshots(open_package(plain)) == ()
    keep(plain, [SECOND])
    assert read_snapshots(open_package(plain)) == (SECOND,)


def test_only_the_latest_reports_are_remembered() -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * week) for week in range(KEPT + 5)]
    remembered: tuple[Snapshot, ...] = ()
    for day in days:
        remembered = kept(remembered, Snapshot(day, ()))
    assert [report.as_of for report in remembered] == days[-KEPT:]


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error(plain: Path, sdk: Sdk) -> None:
    keep(plain, [FIRST, SECOND])
    assert sdk.errors(plain) == set()
