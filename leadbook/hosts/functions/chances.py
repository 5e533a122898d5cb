"""Functions of chances: how probably each lead is won, and what the open deals will bring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from leadbook.figures.chances import counted_chances, stage_chances, win_chances
from leadbook.figures.outlook import look_ahead
from leadbook.hosts.arguments import Argument
from leadbook.hosts.books import beside, pipeline_of
from leadbook.hosts.choices import choice
from leadbook.hosts.faults import Unknown
from leadbook.hosts.recent import Recent
from leadbook.hosts.registry import udf
from leadbook.hosts.spills import rows_under
from leadbook.language.messages import message, speaker
from leadbook.report.words import month

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["LB_FORECAST", "LB_WIN_PROBABILITY"]

Model = Literal["best", "counts", "stage"]
MODELS: Mapping[Model, tuple[str, ...]] = {
    "best": ("best", "بهترین"),
    "counts": ("counts", "شمارش", "شمارشی"),
    "stage": ("stage", "مرحله"),
}
MODEL = Argument(
    "text",
    message("best, as in the report (when left out), counts (won and lost counts alone), or stage"),
    required=False,
)


@udf(
    message("Chance of each lead to be won, 0 to 1, learned from won and lost; beside the table."),
    group="chances",
    gives="column",
    model=MODEL,
)
def LB_WIN_PROBABILITY(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
    model: str,
) -> Rows:
    """Give each lead's chance: won is 1, lost 0, and blank where no chance can be told."""
    wanted = choice(model, MODELS, "model")
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    chance, _ = _chances(book, wanted)
    return beside(leads, book, speaker(book.settings.language)("Chance to win"), chance)


@udf(
    message("What the open deals will probably bring, month by month: amount times chance."),
    group="chances",
    gives="table",
    model=MODEL,
)
def LB_FORECAST(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
    model: str,
) -> Rows:
    """Give each month's amount, its weighted amount with 95 % interval, and the deals in it."""
    wanted = choice(model, MODELS, "model")
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    say, (chance, learned) = speaker(book.settings.language), _chances(book, wanted)
    rows = book.leads.assign(win_probability=chance)
    titles = [
        say("Month"),
        say("Open value"),
        say("Weighted forecast"),
        say("Low 95%"),
        say("High 95%"),
        say("Deals expected (n)"),
    ]
    return rows_under(
        titles,
        (
            (month(say, row.month), row.amount, row.weighted, row.low, row.high, row.n)
            for row in look_ahead(book, rows, learned=learned).months
        ),
    )


def _chances(book: Pipeline, model: Model) -> tuple[NDArray[np.float64], bool]:
    """Give each lead's chance, and whether it was learned from won and lost deals."""
    if model == "counts":
        return counted_chances(book), True
    if model == "stage":
        return stage_chances(book), False
    return _learned.of(book, lambda: _learn(book))


_learned: Recent[tuple[NDArray[np.float64], bool]] = Recent(most=4)
"""Learning takes ten times as long as all the rest, and many cells ask for the same leads."""


def _learn(book: Pipeline) -> tuple[NDArray[np.float64], bool]:
    try:
        found = win_chances(book, speaker(book.settings.language))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"sklearn", "threadpoolctl"}:
            raise
        raise Unknown(
            message(
                "the best model needs scikit-learn, which is not installed here; ask for the model "
                "counts, which needs nothing"
            )
        ) from error
    chance: NDArray[np.float64] = found.columns["win_probability"]
    chance.flags.writeable = False  # several cells get the same
    return chance, found.model.learned
