"""The sentences that click says by itself, so that leadbook's catalogue has them in Persian.

click asks Python's `gettext` for its words. They stand here as click writes them, in all of its
versions that leadbook works with, for the extractor to find; nobody else says them.
"""

from __future__ import annotations

import gettext
import os
from typing import TYPE_CHECKING

from leadbook.language.messages import LOCALES, message, plural

if TYPE_CHECKING:
    from leadbook.language.messages import Language

__all__ = ["SENTENCES", "say_in"]

# Of a counted sentence gettext looks up the first form only, and Persian has no other.
SENTENCES = (
    message("Aborted!"),
    message("Commands"),
    message("Error: {message}"),
    message("Invalid value for {param_hint}: {message}"),
    message("Missing argument"),
    message("Missing command."),
    message("Missing option"),
    message("No such command {name!r}."),
    message("No such option {name!r}."),
    message("No such option: {name}"),
    message("Option {name!r} does not take a value."),
    message("Options"),
    message("Show this message and exit."),
    message("Try '{command} {option}' for help."),
    message("Usage:"),
    message("default: {default}"),
    message("required"),
    plural("Did you mean {possibility}?", "Did you mean {possibility}?", n=1),
    plural("Got unexpected extra argument ({args})", "Got unexpected extra argument ({args})", n=1),
    plural("Option {name!r} requires an argument.", "Option {name!r} requires an argument.", n=1),
    plural("{value!r} is not {choice}.", "{value!r} is not {choice}.", n=1),
)
"""Every sentence of click that a person may meet in leadbook."""


def say_in(language: Language) -> None:
    """Have click say its sentences in a language; in English it says them without help."""
    if language == "en":
        return
    gettext.bindtextdomain("leadbook", str(LOCALES))
    gettext.textdomain("leadbook")
    os.environ["LANGUAGE"] = language  # which gettext obeys before the locale of the terminal
