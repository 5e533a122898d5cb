"""Settings made complete: the team's own tables, else defaults, each of them named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.language.messages import message, speaker
from leadbook.pipeline.decisions import unknown_stage
from leadbook.pipeline.defaults import default_cold_rules, default_grades, default_scoring
from leadbook.pipeline.moments import moments_of
from leadbook.pipeline.rule_rows import RuleTable
from leadbook.pipeline.rule_tables import cold_rules_in, grades_in, scoring_in
from leadbook.pipeline.settings import Settings
from leadbook.pipeline.stages import usual_place

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from leadbook.language.messages import Language, Message, Speaker
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.decisions import Choices
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.rule_rows import Fields
    from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule, Stage
    from leadbook.pipeline.stages import StagePlan

__all__ = ["TIME_ZONES", "WEEKENDS", "settle"]

TIME_ZONES: Mapping[Language, str] = {"fa": "Asia/Tehran", "en": "UTC"}
WEEKENDS: Mapping[Language, frozenset[int]] = {"fa": frozenset({4}), "en": frozenset({5, 6})}
_WARN_AT = 0.8
_QUALIFICATION = 2
"""Place of the qualification stages among the usual ones."""


def settle(
    tables: Mapping[str, Cleaned],
    choices: Choices,
    plan: StagePlan,
    fields: Fields,
    present: Collection[str],
    language: Language,
) -> tuple[Settings, list[Problem]]:
    """Complete the settings; what in the settings tables cannot be meant is a problem.

    Args:
        tables: The cleaned tables of the book, by kind.
        choices: What the Settings sheet says.
        plan: The stages.
        fields: What the rules may name.
        present: Columns and facts that the book can answer for: what default rules may ask.
        language: Language of the report, and so of the defaults' names.
    """
    rules = _rules(tables, plan.stages, fields, present, speaker(language))
    qualified, qualified_assumed, unknown = _qualified(tables, choices, plan.stages)
    settings = Settings(
        language=language,
        stages=plan.stages,
        scoring=rules.scoring,
        grades=rules.grades,
        cold_rules=rules.cold,
        weekend=WEEKENDS[language] if choices.weekend is None else choices.weekend,
        holidays=_holidays(tables.get("Holidays")),
        time_zone=choices.time_zone or TIME_ZONES[language],
        currency=choices.currency or "",
        dates=choices.dates or ("jalali" if language == "fa" else "gregorian"),
        warn_at=_WARN_AT if choices.warn_at is None else choices.warn_at,
        qualified_stage=qualified,
        model_allow=choices.model_allow,
        model_forbid=choices.model_forbid,
        assumed=(*plan.assumed, *rules.assumed, *qualified_assumed, *_rest(choices, language)),
    )
    return settings, [*choices.problems, *rules.problems, *unknown]


@dataclass(frozen=True)
class _Rules:
    scoring: tuple[ScoringRule, ...]
    grades: tuple[Grade, ...]
    cold: tuple[ColdRule, ...]
    assumed: tuple[Message, ...]
    problems: tuple[Problem, ...]


def _rules(
    tables: Mapping[str, Cleaned],
    stages: Sequence[Stage],
    fields: Fields,
    present: Collection[str],
    say: Speaker,
) -> _Rules:
    """Read the rule tables; a table that is absent, or has no sound rule, gives way to defaults."""
    own = {
        kind: RuleTable(tables[kind], fields)
        for kind in ("ScoringRules", "Grades", "ColdRules")
        if kind in tables
    }
    scoring, bad_scoring = (
        scoring_in(own["ScoringRules"], say) if "ScoringRules" in own else ((), [])
    )
    grades, bad_grades = grades_in(own["Grades"]) if "Grades" in own else ((), [])
    cold, bad_cold = cold_rules_in(own["ColdRules"], say) if "ColdRules" in own else ((), [])
    assumed: list[Message] = []
    if not scoring:
        scoring = default_scoring(present, stages, say)
        names = [rule.name for rule in scoring]
        assumed.append(message("the scoring rules are leadbook's own: {rules}", rules=names))
    if not grades:
        grades = default_grades(present, say)
        assumed.append(
            message(
                "the grades are leadbook's own: hot from a score of 70 or a request for prices, "
                "warm from 40 or a request for the catalogue or a webinar, junk by label or status"
            )
        )
    if not cold:
        cold = default_cold_rules(present, say)
        names = [rule.name for rule in cold]
        assumed.append(message("the cold rules are leadbook's own: {rules}", rules=names))
    problems = (*bad_scoring, *bad_grades, *bad_cold)
    return _Rules(scoring, grades, cold, tuple(assumed), problems)


def _qualified(
    tables: Mapping[str, Cleaned], choices: Choices, stages: Sequence[Stage]
) -> tuple[str, list[Message], list[Problem]]:
    """Give the qualified stage: the chosen one, else a usual one, else the second open stage."""
    chosen = choices.qualified(stages)
    if chosen is not None:
        return chosen, [], []
    problems: list[Problem] = []
    if choices.qualified_stage:
        table = tables["Settings"]
        problems = unknown_stage(table.table, table.assigned, choices.qualified_stage, stages)
    names = [stage.name for stage in stages if stage.outcome == "open"]
    usual = [name for name in names if (usual_place(name) or 0) >= _QUALIFICATION]
    found = next(iter(usual or names[1:] or names), "")
    if not found:
        return "", [], problems
    return found, [message("a lead is qualified from the stage {stage} on", stage=found)], problems


def _holidays(cleaned: Cleaned | None) -> tuple[date, ...]:
    if cleaned is None:
        return ()
    days = moments_of(cleaned.frame, "date").astype("datetime64[D]")
    return tuple(sorted({day for day in days.tolist() if day is not None}))


def _rest(choices: Choices, language: Language) -> list[Message]:
    """Name the small defaults."""
    assumed = []
    if choices.weekend is None:
        weekend = message("Friday") if language == "fa" else message("Saturday and Sunday")
        assumed.append(message("the weekend is {days}", days=weekend))
    if choices.time_zone is None:
        assumed.append(message("times are those of {zone}", zone=TIME_ZONES[language]))
    if choices.warn_at is None:
        assumed.append(message("a deal is warned of at 80% of its limit"))
    return assumed
