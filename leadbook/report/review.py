"""Review: what changed since the last report, and which three changes to make next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.report.facts import facts
from leadbook.report.model import Chart, Column, Note, Series, Sheet, Table
from leadbook.report.words import interval, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.figures import Figures
    from leadbook.figures.review import Review
    from leadbook.language.messages import Speaker
    from leadbook.metrics.review import Change
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block, Kind

__all__ = ["review"]


def review(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Say what to change next, then show each headline figure then and now."""
    found = figures.review
    return Sheet(
        key="review",
        title=say("Review"),
        heading=say("Review: what changed since the last report, and what to change next"),
        facts=facts(figures, say, _meaning(say)),
        tiles=(),
        blocks=_blocks(found, say) if found else (Note(say("Nothing to review."), "muted"),),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "The headline figures of each report stay in a hidden part of the book, without any "
        "customer's data; this report is compared with the last one made for an earlier day."
    )


def _blocks(found: Review, say: Speaker) -> tuple[Block, ...]:
    blocks: list[Block] = [*_advice(found, say), Note(_in_words(found, say), title=_title(say))]
    blocks += [_stakes_chart(say)] if found.next else []
    blocks += [_chart(say)] if found.changes else []
    blocks += [_stakes(found, say)] if found.next else []
    blocks += [_shares(found, say), _amounts(found, say)] if found.changes else []
    return tuple(blocks)


def _title(say: Speaker) -> str:
    return say("What changed since the last report")


def _advice(found: Review, say: Speaker) -> tuple[Note, ...]:
    title = say("What to change next")
    if not found.next:
        return (Note(say("No figure calls for a change."), "good", title=title),)
    first, *others = (
        Note(
            say("{number}. {advice}.", number=number, advice=say(advice.sentence)),
            "warning",
            title=title if number == 1 else "",
        )
        for number, advice in enumerate(found.next, start=1)
    )
    return (first, *others)


def _in_words(found: Review, say: Speaker) -> str:
    if found.since is None:
        return say(
            "This is the first report in this book, so there is nothing to compare with yet; the "
            "next report will say what changed."
        )
    sure = [_called(say)[c.key][0] for c in found.changes if c.more_than_chance]
    if not sure:
        return say(
            "Since {day}: no rate has changed by more than chance. Counts and sums are below.",
            day=found.since,
        )
    return say(
        "Since {day}, changed by more than chance: {figures}.", day=found.since, figures=sure
    )


def _called(say: Speaker) -> dict[str, tuple[str, Kind]]:
    """Name each headline figure, and how it is shown."""
    return {
        "leads": (say("Leads"), "integer"),
        "open": (say("Open"), "integer"),
        "won": (say("Won"), "integer"),
        "lost": (say("Lost"), "integer"),
        "junk": (say("Junk"), "integer"),
        "problems": (say("Problems"), "integer"),
        "rotten": (say("Rotten"), "integer"),
        "cold": (say("Cold leads"), "integer"),
        "won_total": (say("Won value"), "money"),
        "open_total": (say("Open value"), "money"),
        "sales_velocity": (say("Sales velocity per day"), "money"),
        "win_rate": (say("Win rate"), "percent"),
        "won_within_30": (say("Won within 30 days"), "percent"),
        "won_within_90": (say("Won within 90 days"), "percent"),
        "days_to_win": (say("Median days to win"), "days"),
    }


def _chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Rates then and now"),
        "review_rates",
        "figure",
        (Series("before", say("Last report"), "muted"), Series("now", say("Now"), "good")),
        value_kind="percent",
        text=say("Win rate and chances to win within 30 and 90 days, at the last report and now."),
    )


def _shares(found: Review, say: Speaker) -> Table:
    columns = (
        Column("figure", say("Figure")),
        Column("before", say("Last report"), "percent"),
        Column("n_before", say("Last report (n)"), "integer"),
        Column("now", say("Now"), "percent"),
        Column("n_now", say("Now (n)"), "integer"),
        Column("change", say("Change"), "percent"),
        Column("since", say("Closed since then")),
        Column("verdict", say("More than chance?"), tones={say("Yes"): "warning"}),
    )
    rows = [
        (
            *(_called(say)[c.key][0], c.before, c.n_before, c.now, c.n_now, c.change),
            *(_since(c, say), _verdict(c, say)),
        )
        for c in found.changes
        if _called(say)[c.key][1] == "percent"
    ]
    note = say(
        "The win rate is judged by the leads closed since the last report against those before "
        "(Newcombe's 95% interval of the difference); a chance from the curve has changed by more "
        "than chance when its two 95% intervals do not meet, which is a cautious rule."
    )
    return Table("review_rates", say("Rates"), _frame(rows, columns), columns, note)


def _since(change: Change, say: Speaker) -> str:
    if change.since is None or change.since.rate is None:
        return ""
    return say(
        "{rate} ({interval})",
        rate=percent(say, change.since.rate),
        interval=interval(say, change.since),
    )


def _verdict(change: Change, say: Speaker) -> str:
    if change.more_than_chance is None:
        return say("cannot be told")
    return say("Yes") if change.more_than_chance else say("no")


def _amounts(found: Review, say: Speaker) -> Table:
    columns = (
        Column("figure", say("Figure")),
        Column("before", say("Last report"), "money"),
        Column("now", say("Now"), "money"),
        Column("change", say("Change"), "money"),
        Column("n_now", say("of (n)"), "integer"),
    )
    rows = [
        (_called(say)[c.key][0], c.before, c.now, c.change, c.n_now)
        for c in found.changes
        if _called(say)[c.key][1] != "percent"
    ]
    note = say("Counts and sums are no estimates, so that chance has no part in their change.")
    return Table("review", say("Counts, money and days"), _frame(rows, columns), columns, note)


def _topics(say: Speaker) -> dict[str, str]:
    """Name what each advice is about."""
    return {
        "stuck_stage": say("Stuck stage"),
        "weak_source": say("Weak source"),
        "never_contacted": say("Never contacted"),
        "no_next_step": say("No next step"),
        "overloaded_owner": say("Overloaded owner"),
        "wrong_limit": say("Limit to update"),
    }


def _stakes_chart(say: Speaker) -> Chart:
    return Chart(
        "bar",
        say("Leads that each change is about"),
        "review_next",
        "topic",
        (Series("n", say("Leads"), "warning"),),
        text=say("How many leads or deals each of the changes to make next is about."),
    )


def _stakes(found: Review, say: Speaker) -> Table:
    columns = (
        Column("rank", say("Rank"), "ordinal"),
        Column("topic", say("Topic")),
        Column("advice", say("Change to make"), "wrapped"),
        Column("stake", say("Money at stake"), "money"),
        Column("n", say("Leads"), "integer", bar=True),
    )
    rows = [
        (rank, _topics(say)[advice.key], say(advice.sentence), advice.stake, advice.n)
        for rank, advice in enumerate(found.next, start=1)
    ]
    note = say("Ranked by the money at stake, then by the number of leads; each names its figure.")
    return Table("review_next", say("What is at stake"), _frame(rows, columns), columns, note)


def _frame(rows: Sequence[tuple[object, ...]], columns: tuple[Column, ...]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[column.key for column in columns], dtype=object)
