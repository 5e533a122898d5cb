"""The README's table of functions is the registry's."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadbook.hosts.function_table import MARK, with_table
from leadbook.language.messages import speaker

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.fa.md", "fa")])
def test_the_readme_has_the_table_of_today(name: str, language: str) -> None:
    readme = (ROOT / name).read_text(encoding="utf-8")
    assert readme.count(MARK) == 2
    assert readme == with_table(readme, speaker(language)), "run tests/write_readmes.py"
