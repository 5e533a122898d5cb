from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from leadbook.workbook import archive
from leadbook.workbook.archive import deflated, read_entries, zip_pieces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def zipped(parts: Sequence[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as file:
        for name, content in parts:
            file.writestr(name, content)
    return sink.getvalue()


def rewritten(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zip_pieces(read_entries(content)))))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_written_back_keep_names_order_and_compressed_bytes(method: int) -> None:
    source = zipped([("b.xml", b"b" * 999), ("a/سرنخ.xml", b"a"), ("empty", b"")], method=method)
    again = rewritten(source)
    assert again.namelist() == ["b.xml", "a/سرنخ.xml", "empty"]
    assert again.testzip() is None
    back = read_entries(b"".join(zip_pieces(read_entries(source))))
    assert [bytes(e.data) for e in back] == [bytes(e.data) for e in read_entries(source)]


def test_entries_keep_their_dates_comments_and_rights() -> None:
    info = zipfile.ZipInfo("a.xml", (2021, 2, 3, 4, 5, 6))
    info.comment, info.external_attr = b"a comment", 0o640 << 16
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as file:
        file.writestr(info, b"x")
    (kept,) = rewritten(sink.getvalue()).infolist()
    assert kept.date_time == (2021, 2, 3, 4, 5, 6)
    assert (kept.comment, kept.external_attr) == (b"a comment", 0o640 << 16)


def test_zip64_entries_are_read_and_written_plainly() -> None:
    sink = io.BytesIO()
    with (
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("a.xml", "w", force_zip64=True) as part,
    ):
        part.write(b"content" * 100)
    assert rewritten(sink.getvalue()).read("a.xml") == b"content" * 100


def test_a_new_entry_is_the_same_on_any_day() -> None:
    made = [b"".join(zip_pieces([deflated("x.xml", [b"one", b"two"])])) for _ in range(2)]
    assert made[0] == made[1]
    (info,) = zipfile.ZipFile(io.BytesIO(made[0])).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)


def test_a_large_entry_comes_in_pieces_of_moderate_size() -> None:
    (entry,) = read_entries(zipped([("a", bytes(range(256)) * 40_000)]))
    pieces = list(entry.pieces())
    assert len(pieces) > 1
    assert b"".join(pieces) == bytes(range(256)) * 40_000


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_zip_cut_short_is_bad(cut: int) -> None:
    with pytest.raises(zipfile.BadZipFile):
        read_entries(zipped([("a", b"a" * 50), ("b", b"b" * 50)])[:-cut])


def test_a_changed_byte_is_found_when_the_entry_is_read() -> None:
    content = zipped([("a", b"some content that is stored")], method=zipfile.ZIP_STORED)
    (entry,) = read_entries(content.replace(b"some", b"same"))
    with pytest.raises(zipfile.BadZipFile):
        entry.inflated()


def test_a_directory_that_claims_too_much_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zipped([("a", bytes(5000)), ("b", bytes(5000))])
    monkeypatch.setattr(archive, "MOST_BYTES", 9_999)
    with pytest.raises(zipfile.BadZipFile):
        read_entries(content)


def test_an_entry_that_inflates_beyond_its_size_is_bad(tmp_path: Path) -> None:
    content = zipped([("a", bytes(100_000))])
    lying = content.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (entry,) = read_entries(lying)
    with pytest.raises(zipfile.BadZipFile):
        entry.inflated()
