from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.workbook.compound_file import compound_file

olefile = pytest.importorskip("olefile")

NAMES = st.text("abcXYZ_019é", min_size=1, max_size=31)
STREAMS = st.dictionaries(NAMES, st.binary(max_size=6000), max_size=30).filter(
    lambda streams: len({name.upper() for name in streams}) == len(streams)
)


def read_back(content: bytes) -> dict[str, bytes]:
    """Every stream by its path, as olefile (an independent reader) finds it by name."""
    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as file:
        assert not file.parsing_issues
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


@given(STREAMS, STREAMS)
def test_streams_of_a_root_and_a_folder_come_back(
    streams: dict[str, bytes], inner: dict[str, bytes]
) -> None:
    content = compound_file({**streams, "FOLDER": inner})
    expected = {**streams, **{f"FOLDER/{name}": data for name, data in inner.items()}}
    assert read_back(content) == expected


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 4095, 4096, 4097, 512 * 128, 1_000_000])
def test_a_stream_of_any_size_comes_back(size: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    assert read_back(compound_file({"stream": data[:size]})) == {"stream": data[:size]}


def test_a_small_stream_beside_a_large_one_keeps_its_own_sectors() -> None:
    streams = {"small": b"s" * 100, "large": b"l" * 5000, "Small2": b"t" * 4095}
    assert read_back(compound_file(streams)) == streams


def test_equal_streams_give_equal_bytes() -> None:
    assert compound_file({"a": b"1", "b": b"2"}) == compound_file({"a": b"1", "b": b"2"})


@pytest.mark.parametrize("count", [1, 2, 3, 6, 7, 8, 20])
def test_the_tree_of_names_is_red_and_black(count: int) -> None:
    """Paths have equally many black entries, a red one has no red child, names are in order."""
    content = compound_file({f"name{number}": b"" for number in range(count)})
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        entries = file.direntries
    black = 1

    def depth(place: int, parent: int) -> int:
        if place == olefile.NOSTREAM:
            return 0
        entry = entries[place]
        assert black in {entry.color, parent}
        left, right = depth(entry.sid_left, entry.color), depth(entry.sid_right, entry.color)
        assert left == right
        return left + (entry.color == black)

    depth(entries[0].sid_child, black)


@pytest.mark.parametrize("name", ["", "a" * 32, "a/b", "a\\b", "a:b", "a!b"])
def test_a_name_that_no_stream_can_have_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name for a stream"):
        compound_file({name: b""})


def test_names_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(ValueError, match="one name"):
        compound_file({"dir": b"", "DIR": b""})


def test_a_file_too_large_for_its_header_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        compound_file({"stream": bytes(7_200_000)})
