"""The words that several sheets share: states, statuses, grades, and figures inside sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Rate
    from leadbook.report.model import Tone

from leadbook.figures import phrases
from leadbook.language.text import persian_digits

__all__ = [
    "clocks",
    "columns",
    "grade_tones",
    "grades",
    "interval",
    "money",
    "month",
    "percent",
    "rot_tones",
    "rots",
    "sentence",
    "statuses",
]


def statuses(say: Speaker) -> dict[str, str]:
    """Name each status of a lead."""
    return {"open": say("Open"), "won": say("Won"), "lost": say("Lost"), "junk": say("Junk")}


def rots(say: Speaker) -> dict[str, str]:
    """Name how an open deal stands against its stage's limit."""
    return {
        "rotten": say("Rotten"),
        "warning": say("Warning"),
        "held": say("Held"),
        "fresh": say("Fresh"),
        "no limit": say("No limit"),
        "unknown": say("Not known"),
    }


def rot_tones(say: Speaker) -> Mapping[str, Tone]:
    """Give the tone in which each state of rot is shown, by its word."""
    word = rots(say)
    return {word["rotten"]: "bad", word["warning"]: "warning", word["held"]: "muted"}


def grades(say: Speaker) -> dict[str, str]:
    """Name the grades that leadbook ships; a team's own grade is its own name."""
    return {"hot": say("Hot"), "warm": say("Warm"), "cold": say("Cold"), "junk": say("Junk")}


def grade_tones(say: Speaker) -> Mapping[str, Tone]:
    """Give the tone in which each shipped grade is shown, by its word."""
    word = grades(say)
    return {word["hot"]: "good", word["warm"]: "warning", word["junk"]: "muted"}


def clocks(say: Speaker) -> dict[str, str]:
    """Name what the days of a limit are counted from."""
    return {
        "entry": say("Stage entry"),
        "touch": say("Last touch"),
        "creation": say("Creation"),
    }


def columns(say: Speaker) -> dict[str, str]:
    """Name the columns of a leads table; any other column goes by its header."""
    return {
        "lead_id": say("Lead"),
        "name": say("Name"),
        "company": say("Company"),
        "owner": say("Owner"),
        "source": say("Source"),
        "stage": say("Stage"),
        "status": say("Status"),
        "product": say("Product"),
        "campaign": say("Campaign"),
        "industry": say("Industry"),
        "amount": say("Amount"),
        "created_at": say("Created"),
        "closed_at": say("Closed"),
        "title": say("Job title"),
        "company_size": say("Company size"),
        "interest": say("Interest"),
        "label": say("Label"),
        "lost_reason": say("Lost reason"),
        "decision_maker": say("Decision maker"),
    }


def percent(say: Speaker, share: float) -> str:
    """Write a share of 1 as a percentage.

    >>> from leadbook.language.messages import speaker
    >>> percent(speaker("en"), 0.3527)
    '35.3%'
    """
    return say(phrases.percent(share))


def money(say: Speaker, amount: float, currency: str) -> str:
    """Write an amount in whole units, with the book's currency where it is known.

    >>> from leadbook.language.messages import speaker
    >>> money(speaker("en"), 4825.4, "EUR")
    '4,825 EUR'
    """
    return say.figure(phrases.amount_in(currency, amount))


def sentence(text: str) -> str:
    """Begin a text with a capital, as a line of its own.

    >>> sentence("the weekend is Friday")
    'The weekend is Friday'
    """
    return text[:1].upper() + text[1:]


def month(say: Speaker, key: str) -> str:
    """Write a month's key such as 1405-08 in the digits of the language.

    >>> from leadbook.language.messages import speaker
    >>> month(speaker("fa"), "1405-08")
    '۱۴۰۵-۰۸'
    """
    return persian_digits(key) if say.language == "fa" else key


def interval(say: Speaker, rate: Rate) -> str:
    """Write the 95 % interval of a rate and the cases behind it, or that there are none."""
    if rate.low is None or rate.high is None:
        return say("no closed leads yet")
    return say(
        "95%: {low} to {high} · n = {n}",
        low=percent(say, rate.low),
        high=percent(say, rate.high),
        n=rate.n,
    )
