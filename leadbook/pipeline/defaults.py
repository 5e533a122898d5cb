"""The rules leadbook ships, for books without rule tables of their own.

Only rules whose field the book has are used, so that what the report shows is what was asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from leadbook.language.messages import Language, Speaker
    from leadbook.pipeline.settings import Stage

__all__ = ["default_cold_rules", "default_grades", "default_scoring"]

_WORDS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "referral": ("referral", "reference", "word of mouth"),
        "high": ("high", "very high", "strong"),
        "low": ("low", "weak", "none"),
        "no need": ("none", "no need", "not interested", "poor fit"),
        "no budget": ("0", "none", "no budget", "cannot afford", "promised", "next year"),
        "small gap": ("discount", "needs discount", "slightly short"),
        "discount": ("discount",),
        "hot": ("hot",),
        "cold": ("cold",),
        "junk": ("junk", "spam"),
    },
    "fa": {
        "referral": ("ارجاع", "معرفی", "توصیه"),
        "high": ("زیاد", "خیلی زیاد", "بالا"),
        "low": ("کم", "پایین", "ندارد"),
        "no need": ("ندارد", "بدون نیاز", "علاقه ندارد", "نامتناسب"),
        "no budget": ("0", "ندارد", "بدون بودجه", "توان خرید ندارد", "وعده", "سال آینده"),
        "small gap": ("تخفیف", "نیاز به تخفیف", "کسری جزئی"),
        "discount": ("تخفیف",),
        "hot": ("داغ",),
        "cold": ("سرد",),
        "junk": ("بی‌مورد", "جانک", "بی‌کیفیت"),
    },
}
"""What cells say, in the book's language; short, since the report shows the rules in words."""

_LARGE_COMPANY = 50


def default_scoring(
    fields: Collection[str], stages: Sequence[Stage], say: Speaker
) -> tuple[ScoringRule, ...]:
    """Give the shipped scoring rules of which the book has the field.

    Args:
        fields: Columns of the leads, and the counted facts that the book allows.
        stages: In pipeline order; the later half of the open ones counts as a good sign.
        say: Says the names of the rules.
    """
    rules = [
        *_fit(say),
        *_readiness(stages, say),
        *_engagement(say),
        *_warnings(say),
    ]
    return tuple(rule for rule in rules if rule.condition.field in fields and rule.condition.values)


def _words(name: str, say: Speaker) -> tuple[str, ...]:
    return _WORDS[say.language][name]


def _fit(say: Speaker) -> list[ScoringRule]:
    fit = say("Fit")
    return [
        ScoringRule(
            say("Referred by somebody"), Condition("source", "in", _words("referral", say)), 15, fit
        ),
        ScoringRule(say("Has a budget"), Condition("budget", ">", (0,)), 10, fit),
        ScoringRule(
            say("Company of 50 or more"), Condition("company_size", "≥", (_LARGE_COMPANY,)), 5, fit
        ),
        ScoringRule(say("Decision maker"), Condition("decision_maker", "=", ("yes",)), 15, fit),
        ScoringRule(
            say("Not the decision maker"), Condition("decision_maker", "=", ("no",)), -10, fit
        ),
    ]


def _readiness(stages: Sequence[Stage], say: Speaker) -> list[ScoringRule]:
    readiness = say("Readiness")
    open_stages = [stage.name for stage in stages if stage.outcome == "open"]
    later = tuple(open_stages[(len(open_stages) + 1) // 2 :])
    new = Condition("created_at", "within days", (30,))
    return [
        ScoringRule(say("In a later stage"), Condition("stage", "in", later), 10, readiness),
        ScoringRule(say("New in the last 30 days"), new, 10, readiness),
        ScoringRule(
            say("Very interested"), Condition("interest", "in", _words("high", say)), 15, readiness
        ),
        ScoringRule(
            say("Little interest"), Condition("interest", "in", _words("low", say)), -10, readiness
        ),
        ScoringRule(
            say("Labelled hot"), Condition("label", "in", _words("hot", say)), 15, readiness
        ),
        ScoringRule(
            say("Labelled cold"), Condition("label", "in", _words("cold", say)), -10, readiness
        ),
    ]


def _engagement(say: Speaker) -> list[ScoringRule]:
    group = say("Engagement")
    counted = [
        (say("Asked for prices"), "price_requests", 25.0),
        (say("Asked for the catalogue"), "catalogue_requests", 10.0),
        (say("Came to a webinar"), "webinars", 10.0),
        (say("Had a meeting"), "meetings", 15.0),
    ]
    rules = [
        ScoringRule(name, Condition(fact, "≥", (1,)), points, group, 60, 40)
        for name, fact, points in counted
    ]
    recent = Condition("last_contact_at", "within days", (14,))
    return [*rules, ScoringRule(say("In touch in the last 14 days"), recent, 10, group, None, 40)]


def _warnings(say: Speaker) -> list[ScoringRule]:
    group = say("Warnings")
    return [
        ScoringRule(name, condition, points, group, None, 40)
        for name, condition, points in [
            (say("Three calls unanswered"), Condition("unanswered_calls", "≥", (3,)), -10),
            (say("Three e-mails unanswered"), Condition("unanswered_emails", "≥", (3,)), -5),
            (say("Unsubscribed"), Condition("unsubscribed", "=", ("yes",)), -20),
            (say("Complained"), Condition("complaints", "≥", (1,)), -10),
        ]
    ]


def default_grades(fields: Collection[str], say: Speaker) -> tuple[Grade, ...]:
    """Give the shipped grades: by score, by what the lead asked for, and junk by its label.

    A grade may stand more than once; each row is one way to it.
    """
    ways = [
        Grade("hot", 70.0),
        Grade("hot", None, Condition("price_requests", "≥", (1,))),
        Grade("warm", 40.0),
        Grade("warm", None, Condition("catalogue_requests", "≥", (1,))),
        Grade("warm", None, Condition("webinars", "≥", (1,))),
        Grade("cold", 0.0),
        Grade("junk", None, Condition("status", "=", ("junk",))),
        Grade("junk", None, Condition("label", "in", _words("junk", say))),
    ]
    return tuple(way for way in ways if way.condition is None or way.condition.field in fields)


def default_cold_rules(fields: Collection[str], say: Speaker) -> tuple[ColdRule, ...]:
    """Give the shipped cold rules of which the book has the field, the gravest first.

    Rotten is last: it says least about the lead. A promise of a budget counts as none; a budget
    that a small discount would reach does not, and has a rule of its own.
    """
    farewell, nurture = say("Farewell"), say("Nurture")
    saved = Condition("notes", "contains", _words("discount", say))
    rules = [
        ColdRule(
            say("Unsubscribed"), Condition("unsubscribed", "=", ("yes",)), say("Stop at once")
        ),
        ColdRule(say("No need"), Condition("interest", "in", _words("no need", say)), farewell),
        ColdRule(
            say("A small discount may save it"),
            Condition("budget", "in", _words("small gap", say)),
            say("Offer a discount"),
        ),
        ColdRule(
            say("No purchasing power"),
            Condition("budget", "in", _words("no budget", say)),
            farewell,
            saved if "notes" in fields else None,
        ),
        ColdRule(say("Not the decision maker"), Condition("decision_maker", "=", ("no",)), nurture),
        ColdRule(say("Five calls unanswered"), Condition("unanswered_calls", "≥", (5,)), farewell),
        ColdRule(
            say("Five e-mails unanswered"), Condition("unanswered_emails", "≥", (5,)), farewell
        ),
        ColdRule(
            say("Rotten"), Condition("rot", "=", ("rotten",)), say("Recycle to another owner")
        ),
    ]
    return tuple(rule for rule in rules if rule.condition.field in fields)
