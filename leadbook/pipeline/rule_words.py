"""Conditions said in words, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.language.text import persian_digits, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.language.messages import Message, Speaker
    from leadbook.pipeline.conditions import Condition, Operator

__all__ = ["in_words"]

_SENTENCES: Mapping[Operator, Message] = {
    "=": message("{field} is {value}"),
    "≠": message("{field} is not {value}"),
    "<": message("{field} is less than {value}"),
    "≤": message("{field} is at most {value}"),
    ">": message("{field} is more than {value}"),
    "≥": message("{field} is at least {value}"),
    "between": message("{field} is between {low} and {high}"),
    "in": message("{field} is one of {values}"),
    "contains": message("{field} contains {value}"),
    "starts with": message("{field} starts with {value}"),
    "is empty": message("{field} is empty"),
    "is not empty": message("{field} is filled in"),
    "older than days": message("{field} is more than {value} days ago"),
    "within days": message("{field} is within the last {value} days"),
}
_OF_ONE_DAY: Mapping[Operator, Message] = {
    "older than days": message("{field} is more than a day ago"),
    "within days": message("{field} is within the last day"),
}


def in_words(condition: Condition, say: Speaker, field: str = "") -> str:
    """Say a condition as part of a sentence.

    Args:
        condition: What to say.
        say: The reader's language.
        field: The field as the reader knows it; without it its own name, underscores as spaces.

    >>> from leadbook.language.messages import speaker
    >>> from leadbook.pipeline.conditions import Condition
    >>> in_words(Condition("unanswered_calls", "≥", (5.0,)), speaker("en"))
    'unanswered calls is at least 5'
    """
    values = [_said(value, say) for value in condition.values]
    facts = {
        "field": field or condition.field.replace("_", " "),
        "value": say.listing(values),
        "values": say.listing(values),
        "low": values[0] if values else "",
        "high": values[-1] if values else "",
    }
    sentence = _SENTENCES[condition.operator]
    if condition.values == (1,):
        sentence = _OF_ONE_DAY.get(condition.operator, sentence)
    return say(sentence.template, **facts)


def _said(value: object, say: Speaker) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, float) and not value.is_integer():
        # a limit is said to its last digit, where a figure would be rounded
        return persian_digits(plain(value)).replace(".", "٫") if say.right_to_left else plain(value)
    return say.figure(int(value) if isinstance(value, float) else value)
