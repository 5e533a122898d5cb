"""Grafts a report again and again, and is killed at the next system call each time.

Usage: killed.py BOOK REPORT KEYS. Every run has a folder of its own with a copy of the book.
Prints, as JSON, for each run whether it lived to the end, and the checksum of every file but the
temporary ones that lies in its folder afterwards.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from leadbook.workbook.graft import graft

CALLS = ["open", "fsync", "close", "replace", "rename", "chown", "chmod", "unlink", "stat", "utime"]


class Bomb:
    """Kills the process at the n-th call that it is asked to watch."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, owner: object, name: str) -> None:
        original = getattr(owner, name)

        def watched(*args: object, **kwargs: object) -> object:
            self.tick()
            return original(*args, **kwargs)

        setattr(owner, name, watched)

    def watch_writing(self, owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def opened(*args: Any, **kwargs: Any) -> Any:
            self.tick()
            file = original(*args, **kwargs)
            return Slow(file, self) if isinstance(file, io.BufferedWriter) else file

        setattr(owner, name, opened)


class Slow:
    """A file that writes in four steps, so that a kill can come in the middle."""

    def __init__(self, file: io.BufferedWriter, bomb: Bomb) -> None:
        self.file, self.bomb = file, bomb

    def __enter__(self) -> Slow:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)

    def write(self, content: bytes) -> int:
        quarter = len(content) // 4 + 1
        for at in range(0, len(content), quarter):
            self.bomb.tick()
            self.file.write(content[at : at + quarter])
            self.file.flush()
        return len(content)


def run(book: Path, report: Path, keys: dict[str, str], calls: int) -> bool:
    """Graft in a process of its own that dies at a call; whether it lived to the end."""
    child = os.fork()
    if child == 0:
        bomb = Bomb(calls)
        for name in CALLS:
            bomb.watch(os, name)
        bomb.watch_writing(os, "fdopen")
        bomb.watch_writing(io, "open")
        with contextlib.suppress(Exception):
            graft(book, report, book, keys=keys)
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.WEXITSTATUS(status) == 0
    return True


def checksums(folder: Path) -> dict[str, str]:
    left = (path for path in folder.iterdir() if not path.name.startswith(".leadbook-"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in left}


def main(book: Path, report: Path, keys: dict[str, str]) -> list[tuple[bool, dict[str, str]]]:
    ends = []
    for calls in count(1):
        folder = book.parent / f"run {calls}"
        folder.mkdir()
        done = run(Path(shutil.copy(book, folder)), report, keys, calls)
        ends.append((done, checksums(folder)))
        if done:
            break
    return ends


if __name__ == "__main__":
    ends = main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3]))
    sys.stdout.write(json.dumps(ends))
