"""What a person prefers on this machine: the language, and how errors show in cells.

A small file `preferences.toml` in leadbook's folder of the user's data; the environment overrules
it. Nothing of any book is kept there.
"""

from __future__ import annotations

import os
import sys
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadbook.language.messages import Language

__all__ = [
    "Preferences",
    "data_folder",
    "log_folder",
    "preferences",
    "preferring",
    "read_anew",
    "write_preferences",
]

Errors = Literal["excel", "text"]
FILE = "preferences.toml"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user chose.

    Attributes:
        language: Of sentences and help.
        errors: ``excel``, real errors such as #N/A; ``text``, the sentence itself in the cell.
    """

    language: Language = "en"
    errors: Errors = "excel"


_overruled: ContextVar[Preferences | None] = ContextVar("preferences", default=None)


def data_folder() -> Path:
    """Give the folder of leadbook's own files for this user; LEADBOOK_HOME overrules it."""
    if home := os.environ.get("LEADBOOK_HOME"):
        return Path(home)
    from platformdirs import user_data_path  # noqa: PLC0415 - only where there are folders

    return user_data_path("leadbook", appauthor=False)


def log_folder() -> Path:
    """Give the folder of the log."""
    return data_folder() / "log"


@contextmanager
def preferring(chosen: Preferences) -> Iterator[None]:
    """Prefer something for a while, whatever the user chose.

    >>> with preferring(Preferences("fa")):
    ...     preferences().language
    'fa'
    """
    before = _overruled.set(chosen)
    try:
        yield
    finally:
        _overruled.reset(before)


def preferences() -> Preferences:
    """Give what the user chose; what is missing or not understood is the default."""
    return _overruled.get() or _chosen()


@cache
def _chosen() -> Preferences:
    chosen = _written()
    language = os.environ.get("LEADBOOK_LANG") or chosen.get("language") or _system_language()
    return Preferences(
        language="fa" if str(language).lower().startswith("fa") else "en",
        errors="text" if chosen.get("errors") == "text" else "excel",
    )


def write_preferences(chosen: Preferences) -> Path:
    """Write what the user chose, and have it read anew."""
    file = data_folder() / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (f'language = "{chosen.language}"', f'errors = "{chosen.errors}"')
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_anew()
    return file


def read_anew() -> None:
    """Forget what was read: the file or the environment has changed."""
    _chosen.cache_clear()


def _written() -> dict[str, object]:
    if sys.platform == "emscripten":
        return {}
    try:
        return tomllib.loads((data_folder() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _system_language() -> str:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((os.environ[name] for name in names if os.environ.get(name)), "en")
