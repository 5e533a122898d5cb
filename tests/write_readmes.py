"""Write the table of functions into both READMEs: python tests/write_readmes.py."""

from __future__ import annotations

from pathlib import Path

from leadbook.hosts.function_table import with_table
from leadbook.language.messages import LANGUAGES, speaker

NAMES = {"en": "README.md", "fa": "README.fa.md"}


if __name__ == "__main__":
    for language in LANGUAGES:
        readme = Path(__file__).parents[1] / NAMES[language]
        text = with_table(readme.read_text(encoding="utf-8"), speaker(language))
        readme.write_text(text, encoding="utf-8")
