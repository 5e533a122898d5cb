"""What the team has decided, as rows: stages, rules, grades, lists, holidays, settings."""

from __future__ import annotations

from datetime import date, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.jalali import from_dates, jalali_date
from leadbook.pipeline.aliases import FACTS
from leadbook.pipeline.vocabulary import SETTINGS
from leadbook.starter.rules import rule_rows
from leadbook.starter.template import plan_of

if TYPE_CHECKING:
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["decision_rows"]

# stage: outcome, limit in days, chance to win
STAGES: dict[str, tuple[str, int | None, float | None]] = {
    "new": ("open", 7, 0.1),
    "contacted": ("open", 14, 0.2),
    "discovery": ("open", 21, 0.3),
    "demo": ("open", 21, 0.4),
    "proposal": ("open", 30, 0.55),
    "negotiation": ("open", 30, 0.75),
    "won": ("won", None, 1.0),
    "lost": ("lost", None, 0.0),
    "junk": ("junk", None, 0.0),
}


def decision_rows(words: Words, as_of: date | None) -> dict[str, list[Row]]:
    """Fill in the settings tables; holidays are those around `as_of`, none without it."""
    open_stages = [words.word("stage", key) for key, row in STAGES.items() if row[0] == "open"]
    return {
        "Stages": _stages(words),
        **rule_rows(words, open_stages),
        "Lists": _lists(words),
        "Holidays": _holidays(words, as_of) if as_of else [],
        "Settings": _settings(words),
    }


def _stages(words: Words) -> list[Row]:
    return [
        {
            "stage": words.word("stage", key),
            "order": order,
            "outcome": words.word("outcome", outcome),
            "limit_days": limit,
            "clock": words.word("clock", "entry") if limit else None,
            "probability": probability,
            "meaning": words.meaning("stage", key),
        }
        for order, (key, (outcome, limit, probability)) in enumerate(STAGES.items(), start=1)
    ]


def _lists(words: Words) -> list[Row]:
    columns = {
        key: words.offered(key)
        for key in ("source", "product", "industry", "interest", "label", "lost_reason")
    }
    fields = [words.header("Leads", column.key) for column in plan_of("Leads").columns]
    columns["rule_field"] = list(dict.fromkeys(fields + [words.fact(fact) for fact in FACTS]))
    return [
        {key: word for key, word in zip(columns, row, strict=True) if word is not None}
        for row in zip_longest(*columns.values())
    ]


def _settings(words: Words) -> list[Row]:
    return [
        {
            "setting": words.setting(key),
            "value": words.text["settings"][key],
            "meaning": words.meaning("setting", key),
        }
        for key in SETTINGS
    ]


def _holidays(words: Words, as_of: date) -> list[Row]:
    days = _iranian(as_of) if words.language == "fa" else _western(as_of)
    names = words.text["people"]["holidays"]
    return [
        {"date": datetime.combine(day, datetime.min.time()), "holiday": names[key]}
        for day, key in sorted(days)
    ]


def _western(as_of: date) -> list[tuple[date, str]]:
    fixed = ((1, 1, "new_year"), (5, 1, "may_day"), (12, 25, "christmas"), (12, 26, "boxing_day"))
    years = range(as_of.year - 1, as_of.year + 2)
    return [(date(year, month, day), key) for year in years for month, day, key in fixed]


def _iranian(as_of: date) -> list[tuple[date, str]]:
    """Give the holidays of the solar calendar; the lunar ones move, and are left to people."""
    nowruz = [(1, day, "nowruz") for day in range(1, 5)]
    fixed = (
        *nowruz, (1, 12, "islamic_republic_day"), (1, 13, "nature_day"), (3, 14, "khomeini"),
        (3, 15, "khordad_15"), (11, 22, "bahman_22"), (12, 29, "oil"),
    )  # fmt: skip
    this = int(from_dates(np.array([as_of], dtype="datetime64[D]"))[0][0])
    days = [
        (jalali_date(year, month, day), key)
        for year in range(this - 1, this + 2)
        for month, day, key in fixed
    ]
    return [(day, key) for day, key in days if day is not None]
