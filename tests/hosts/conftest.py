"""Functions of cells are tested with nobody's preferences, and log into a folder of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leadbook.hosts import journal
from leadbook.hosts.preferences import read_anew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give leadbook's folder of the user's data."""
    folder = tmp_path_factory.mktemp("leadbook-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEADBOOK_HOME", str(folder))
        patch.setenv("LEADBOOK_LANG", "en")
        _read_anew()
        yield folder
    _read_anew()


def _read_anew() -> None:
    read_anew()
    log = journal._log()
    for handler in [*log.handlers]:
        log.removeHandler(handler)
        handler.close()
    journal._log.cache_clear()
