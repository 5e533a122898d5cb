"""Functions of actions: which leads to stop serving, what to do next, and a polite farewell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.actions.farewell import language_of, merged
from leadbook.hosts.arguments import Argument, optional
from leadbook.hosts.books import beside
from leadbook.hosts.faults import BadValue
from leadbook.hosts.judging import judge
from leadbook.hosts.registry import udf
from leadbook.language.messages import message, quoted
from leadbook.language.text import plain
from leadbook.metrics.next_action import next_actions
from leadbook.pipeline.vocabulary import LANGUAGE_WORDS, meaning

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.language.messages import Language

__all__ = ["LB_COLD_RULE", "LB_FAREWELL", "LB_NEXT_ACTION"]


@udf(
    message("The cold rule that names each open lead, blank where none does; beside the table."),
    group="actions",
    gives="column",
)
def LB_COLD_RULE(
    leads: Table,
    cold_rules: Table | None,
    as_of: datetime,
    activities: Table | None,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
    rules: Table | None,
    grades: Table | None,
) -> Rows:
    """Give the rule that calls each lead cold, as `hygiene.cold_rule` finds it."""
    others = (cold_rules, activities, history, stages, settings, rules, grades)
    judged, say = judge("cold", leads, *others, as_of=as_of)
    return beside(leads, judged.pipeline, say("Cold rule"), judged.cold_rule)


@udf(
    message(
        "What to do next with each open lead: the cold rule's action, else contact or next step, "
        "with its day; beside the table."
    ),
    group="actions",
    gives="column",
)
def LB_NEXT_ACTION(
    leads: Table,
    cold_rules: Table | None,
    as_of: datetime,
    activities: Table | None,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
    rules: Table | None,
    grades: Table | None,
) -> Rows:
    """Give the next action of each lead, as `next_action.next_actions` words it."""
    others = (cold_rules, activities, history, stages, settings, rules, grades)
    judged, say = judge("cold", leads, *others, as_of=as_of)
    actions = next_actions(judged.pipeline.leads, judged.facts.rot, judged.cold_action, say)
    return beside(leads, judged.pipeline, say("What to do"), actions)


@udf(
    message("A polite farewell to somebody in whom no more effort is put, ready to be sent."),
    group="actions",
    gives="each",
    name=Argument("each", message("Who it is written to")),
    company=optional(Argument("each", message("The company that they are with"))),
    brand=optional(Argument("each", message("The name that it is signed with: your brand"))),
    template=optional(
        Argument(
            "each",
            message(
                "Your own letter, with {name}, {company} and {brand} where these belong; "
                "leadbook's own when left out"
            ),
        )
    ),
    language=optional(
        Argument(
            "each",
            message("Persian or English; the language of the name's letters when left out"),
        )
    ),
)
def LB_FAREWELL(
    name: object, company: object, brand: object, template: object, language: object
) -> str:
    """Give the letter that `farewell.merged` writes."""
    who = plain(name)
    values = {"name": who, "company": plain(company), "brand": plain(brand)}
    wanted = _language(plain(language)) or language_of(who)
    return merged(plain(template), values, wanted)


def _language(text: str) -> Language | None:
    """Read the name of a language; ``None`` when left out."""
    if not text.strip():
        return None
    found = meaning(text, LANGUAGE_WORDS)
    if found is None:
        raise BadValue(
            message("{value} is no language; write Persian or English", value=quoted(text))
        )
    return "fa" if found == "fa" else "en"
