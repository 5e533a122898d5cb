from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.errors import CannotWrite
from leadbook.workbook import save as saving
from leadbook.workbook.backups import backups_of
from leadbook.workbook.graft import graft
from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Put = Callable[..., Any]

KEYS = {"summary": "Summary", "scored": "Leads scored", "check": "Data check"}
ONE = {"summary": "Summary"}


def litter(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".tmp" and path.name[0] == "."]


@pytest.fixture
def ready(plain: Path, report: Callable[..., Path]) -> Callable[..., Any]:
    """Graft an already rendered report, so that a test's trap catches the saving alone."""
    rendered = report(ONE)
    return lambda out=None, **how: graft(plain, rendered, out or plain, keys=ONE, **how)


def unharmed(book: Path, before: bytes) -> bool:
    return book.read_bytes() == before and not litter(book.parent)


def test_a_backup_holds_what_the_book_was(plain: Path, put: Put) -> None:
    before = plain.read_bytes()
    saved = put(plain)
    assert saved.path == plain
    assert saved.backup.read_bytes() == before
    assert saved.backup.parent == plain.parent
    assert not litter(plain.parent)


def test_only_the_newest_three_of_leadbooks_backups_stay(plain: Path, put: Put) -> None:
    others = [
        plain.with_name(name)
        for name in (
            "plain (leadbook backup).xlsx",
            "plain (leadbook backup 2001-01-01 00-00-00) mine.xlsx",
            "plain2 (leadbook backup 2001-01-01 00-00-00).xlsx",
            "plain (backup 2001-01-01 00-00-00).xlsx",
        )
    ]
    for path in others:
        path.write_bytes(b"mine")
    old = plain.with_name("plain (leadbook backup 2001-01-01 00-00-00).xlsx")
    old.write_bytes(b"leadbook's")
    contents = []
    for run in range(4):
        contents.append(plain.read_bytes())
        put(plain, score=run + 0.5)
    assert [path.read_bytes() for path in backups_of(plain)] == contents[-3:]
    assert all(path.exists() for path in others)


def test_no_backup_is_made_when_none_is_wanted(plain: Path, ready: Callable[..., Any]) -> None:
    assert ready(backup=False).backup is None
    assert backups_of(plain) == []


def test_another_new_file_gets_the_report_and_the_book_stays(
    plain: Path, ready: Callable[..., Any]
) -> None:
    before = plain.read_bytes()
    saved = ready(plain.with_name("out.xlsx"))
    assert saved.path.name == "out.xlsx"
    assert saved.backup is None
    assert unharmed(plain, before)
    assert open_package(saved.path).sheets()[-1].name == "Summary"


def test_another_file_that_exists_is_backed_up(plain: Path, ready: Callable[..., Any]) -> None:
    out = plain.with_name("out.xlsx")
    out.write_bytes(b"something of the person's")
    assert ready(out).backup.read_bytes() == b"something of the person's"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such rights")
def test_rights_stay_and_a_new_file_has_those_of_the_umask(
    plain: Path, ready: Callable[..., Any]
) -> None:
    plain.chmod(0o640)
    former = os.umask(0o027)
    try:
        ready()
        new = ready(plain.with_name("new.xlsx")).path
    finally:
        os.umask(former)
    assert stat.S_IMODE(plain.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_written_through(plain: Path, put: Put, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "plain.xlsx"
    link.symlink_to(plain)
    saved = put(link)
    assert link.is_symlink()
    assert open_package(plain).sheets()[-1].name == "Data check"
    assert saved.backup.parent == plain.parent
    assert saved.path == link


@pytest.mark.parametrize("sign", ["~$plain.xlsx", ".~lock.plain.xlsx#"])
def test_an_open_book_stays_and_the_report_goes_beside_it(
    plain: Path, ready: Callable[..., Any], sign: str
) -> None:
    plain.with_name(sign).write_text("Sara")
    before = plain.read_bytes()
    for _ in range(2):
        saved = ready()
        assert saved.path == plain.with_name("plain (leadbook report).xlsx")
        assert saved.instead_of == plain
        assert saved.backup is None
        assert unharmed(plain, before)
    assert open_package(saved.path).sheets()[-1].name == "Summary"


def test_when_the_file_beside_is_open_too_nothing_is_written(
    plain: Path, ready: Callable[..., Any]
) -> None:
    plain.with_name("~$plain.xlsx").write_text("Sara")
    plain.with_name("~$plain (leadbook report).xlsx").write_text("Sara")
    before = plain.read_bytes()
    with pytest.raises(CannotWrite, match="open in another program"):
        ready()
    assert unharmed(plain, before)


def test_a_book_that_somebody_saved_meanwhile_is_left_as_it_is(
    plain: Path, ready: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = plain.read_bytes() + b" "
    original = saving.write_synced

    def meanwhile(folder: Path, content: bytes) -> Path:
        plain.write_bytes(theirs)
        return original(folder, content)

    monkeypatch.setattr(saving, "write_synced", meanwhile)
    with pytest.raises(CannotWrite, match="saved by somebody else"):
        ready()
    assert unharmed(plain, theirs)


def test_a_book_that_was_moved_away_meanwhile_is_not_made_anew(
    plain: Path, ready: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = saving.dress_like

    def meanwhile(path: Path, model: Path) -> None:
        plain.rename(plain.with_name("moved.xlsx"))
        original(path, model)

    monkeypatch.setattr(saving, "dress_like", meanwhile)
    with pytest.raises(CannotWrite, match="saved by somebody else"):
        ready()
    assert not plain.exists()
    assert not litter(plain.parent)


def test_a_book_that_another_program_locks_is_left_as_it_is(
    plain: Path, ready: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain.read_bytes()
    original = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == plain:
            raise PermissionError(errno.EACCES, "in use")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(CannotWrite, match="locked by another program"):
        ready()
    assert unharmed(plain, before)


@pytest.mark.skipif(os.name == "nt", reason="no file size limit on Windows")
def test_a_full_disk_leaves_the_book_as_it_was(plain: Path, ready: Callable[..., Any]) -> None:
    import resource

    before = plain.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) // 2, limits[1]))
    try:
        with pytest.raises(CannotWrite, match="no room on the disk"):
            ready()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert unharmed(plain, before)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room on the disk"),
        (errno.EROFS, "may not be written to"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_a_disk_that_fails_at_the_end_leaves_the_book_as_it_was(
    plain: Path,
    ready: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    before = plain.read_bytes()

    def failing(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(CannotWrite, match=words):
        ready()
    assert unharmed(plain, before)


def test_what_comes_back_damaged_is_not_put_in_the_books_place(
    plain: Path, ready: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain.read_bytes()
    original = saving.write_synced

    def damaging(folder: Path, content: bytes) -> Path:
        path = original(folder, content)
        path.write_bytes(content[:-300] + bytes(300))
        return path

    monkeypatch.setattr(saving, "write_synced", damaging)
    with pytest.raises(CannotWrite, match="came back damaged"):
        ready()
    assert unharmed(plain, before)


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder that this process may read and not write, also when root runs the tests."""
    if os.name == "nt":
        pytest.skip("Windows keeps folders writable")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    root = os.geteuid() == 0
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def give_up_writing(folder: Path) -> None:
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_a_read_only_folder_leaves_the_book_as_it_was(
    plain: Path, report: Callable[..., Path], nobodys_folder: Path
) -> None:
    book = Path(shutil.copy(plain, nobodys_folder))
    rendered = Path(shutil.copy(report(ONE), nobodys_folder))
    before = book.read_bytes()
    give_up_writing(nobodys_folder)
    with pytest.raises(CannotWrite, match="may not be written to"):
        graft(book, rendered, book, keys=ONE)
    assert unharmed(book, before)


def test_a_read_only_file_is_not_written_over(
    plain: Path, ready: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plain.read_bytes()
    plain.chmod(0o444)
    # root may write to everything, so the system's answer is put in its place
    monkeypatch.setattr(os, "access", lambda path, _: path != plain)
    with pytest.raises(CannotWrite, match="is read-only"):
        ready()
    assert unharmed(plain, before)


@pytest.mark.parametrize(
    ("name", "words"), [("no/such/out.xlsx", "no folder"), ("d.xlsx", "folder")]
)
def test_an_output_that_cannot_be_is_refused(
    plain: Path, ready: Callable[..., Any], name: str, words: str
) -> None:
    plain.with_name("d.xlsx").mkdir()
    with pytest.raises(CannotWrite, match=words):
        ready(plain.parent / name)


def test_what_a_killed_run_left_behind_is_swept_after_an_hour(
    plain: Path, ready: Callable[..., Any]
) -> None:
    old, new = (plain.with_name(f".leadbook-{name}.tmp") for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half a book")
    hours_ago = time.time() - 7200
    os.utime(old, (hours_ago, hours_ago))
    ready()
    assert (old.exists(), new.exists()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_killing_at_any_moment_leaves_the_old_book_or_the_new_one(
    plain: Path, report: Callable[..., Path]
) -> None:
    rendered = report(ONE)
    script = Path(__file__).with_name("killed.py")
    command = [sys.executable, str(script), str(plain), str(rendered), json.dumps(ONE)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    ends = [(lived, files.pop("plain.xlsx"), files) for lived, files in json.loads(done.stdout)]
    old = hashlib.sha256(plain.read_bytes()).hexdigest()
    lived, new, _ = ends[-1]
    assert lived
    assert new != old
    assert {book for _, book, _ in ends[:-1]} == {old, new}
    assert len(ends) > 20
    # A backup is the whole old book or is not there; nothing else lies about.
    assert all(set(files.values()) <= {old} for _, _, files in ends)
    final = plain.parent / f"run {len(ends)}" / plain.name
    assert open_package(final).sheets()[-1].name == "Summary"
