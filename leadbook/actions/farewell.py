"""The farewell: a polite last letter to somebody in whom no more effort is put."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.language.messages import message, quoted, speaker
from leadbook.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.language.messages import Language

__all__ = ["FAREWELL", "FIELDS", "language_of", "merged"]

FAREWELL = message(
    "Dear {name},\n"
    "\n"
    "Thank you for the time that you gave us. It seems that what we offer is not what you need at "
    "present, and we do not want to take up more of your time, so we will not write to you about "
    "it again.\n"
    "\n"
    "If that changes, one line from you is enough, and we will be glad to help.\n"
    "\n"
    "We wish you and {company} every success.\n"
    "\n"
    "Kind regards,\n"
    "{brand}"
)
"""What is written where the team has no words of its own."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "نام"),
    "company": ("company", "شرکت"),
    "brand": ("brand", "برند"),
}
"""The merge fields of a letter, each with its names in English and Persian."""

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_BLANK_LINES = re.compile(r"\n{3,}")
_PLACES = {fold(word): field for field, words in FIELDS.items() for word in words}


def language_of(name: str) -> Language:
    """Give the language to write in to somebody: Persian if the name is in Persian letters.

    >>> language_of("سارا رضایی"), language_of("Ann Lee")
    ('fa', 'en')
    """
    return "fa" if any("\u0600" <= letter <= "\u06ff" for letter in name) else "en"


def merged(template: str, values: Mapping[str, str], language: Language) -> str:
    r"""Put what is known of somebody into a letter; "" as a template is leadbook's own letter.

    A line whose merge fields are all blank is left out. What stands in a field is put in as it is,
    braces and all; nothing of a template is ever evaluated.

    Args:
        template: The letter, with merge fields such as ``{name}`` or ``{نام}``.
        values: Field → what stands there; a field that is absent is blank.
        language: Of leadbook's own letter.

    Raises:
        WrongUse: The template has a merge field that there is not; the sentence names those
            there are.

    >>> merged("Dear {name}\nof {company},", {"name": "Ann"}, "en")
    'Dear Ann'
    """
    text = template.replace("\r\n", "\n") if template.strip() else speaker(language)(FAREWELL)
    lines = [_line(line, values) for line in text.split("\n")]
    kept = "\n".join(line for line in lines if line is not None)
    return _BLANK_LINES.sub("\n\n", kept).strip()


def _line(line: str, values: Mapping[str, str]) -> str | None:
    """Fill in one line; ``None`` if all of its fields are blank."""
    fields = [_field(written) for written in _FIELD.findall(line)]
    if fields and not any(values.get(field, "").strip() for field in fields):
        return None
    return _FIELD.sub(lambda found: values.get(_field(found[1]), "").strip(), line)


def _field(written: str) -> str:
    field = _PLACES.get(fold(written))
    if field is None:
        raise WrongUse(
            message(
                "the letter has a merge field {field} that is not known; there are {fields}",
                field=quoted(f"{{{written}}}"),
                fields=[f"{{{word}}}" for words in FIELDS.values() for word in words],
            )
        )
    return field
