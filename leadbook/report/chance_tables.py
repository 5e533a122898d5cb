"""The tables behind the win chances: calibration, the models compared, columns left out, reps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.metrics.win_validation import DEALS_TO_BOOST
from leadbook.report.frames import bound_columns, frame, records
from leadbook.report.model import Column, Table
from leadbook.report.words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from leadbook.figures.chances import WinModel
    from leadbook.language.messages import Speaker
    from leadbook.metrics.rep_chances import RepBin
    from leadbook.metrics.win_quality import CalibrationBin

__all__ = ["calibration", "columns_left_out", "models", "reps"]


def calibration(model: WinModel, say: Speaker) -> Table:
    """Compare, bin by bin, the chance that was given with the share that won."""
    rate = say("Won")
    columns = (
        Column("bin", say("Chance given")),
        Column("observed.n", say("Deals (n)"), "integer"),
        Column("predicted", say("Predicted"), "percent"),
        Column("observed.rate", rate, "percent", bar=True),
        *bound_columns(say, "observed", rate),
    )
    rows = _by_bin(columns, model.calibration, say)
    note = say(
        "Each deal was given its chance by a model that had not seen it (five-fold "
        "cross-validation). A deal counts once in a bin."
    )
    return Table("calibration", say("Predicted and observed"), rows, columns, note)


def models(model: WinModel, say: Speaker) -> Table:
    """Compare both models on deals that they had not seen."""
    columns = (
        Column("model", say("Model")),
        Column("auc", say("AUC"), "ratio"),
        Column("log_loss", say("Log loss"), "ratio"),
        Column("brier", say("Brier"), "ratio"),
        Column("n", say("Deals (n)"), "integer"),
        Column("chosen", say("Chosen")),
    )
    both = (
        ("calibrated", say("Calibrated"), model.calibrated),
        ("counts", say("Counts"), model.counts),
    )
    rows = (
        (name, q.auc, q.log_loss, q.brier, q.n, say("yes") if key == model.chosen else None)
        for key, name, q in both
        if q is not None
    )
    note = say(
        "Calibrated: a regularised logistic regression, or from {n} closed deals on gradient "
        "boosting where that does better, its chances set right. Counts: won and lost counts of "
        "every value, multiplied. The one with the lower log loss gives the chances.",
        n=DEALS_TO_BOOST,
    )
    return Table("win_models", say("The models compared"), frame(columns, rows), columns, note)


def columns_left_out(model: WinModel, say: Speaker) -> Table:
    """Name the columns that the models may not see, and why."""
    columns = (
        Column("column", say("Column")),
        Column("why", say("Why it is left out"), "wrapped", width=34),
    )
    rows = ((left.column, say(left.why)) for left in model.left_out)
    note = say(
        "These tell, or may tell, how the deal ended. To overrule: a row “Model allow” or “Model "
        "forbid” in the Settings sheet, with the columns' headers."
    )
    empty = say("No column was left out.")
    title = say("Columns that the models may not see")
    return Table("win_left_out", title, frame(columns, rows), columns, note, empty)


def reps(model: WinModel, say: Speaker) -> tuple[Table, ...]:
    """Hold what reps said of their own deals against what won; nothing where none said it."""
    if not model.reps:
        return ()
    rate = say("Won")
    columns = (
        Column("owner", say("Owner")),
        Column("bin", say("Rep's estimate")),
        Column("observed.n", say("Deals (n)"), "integer"),
        Column("said", say("Said on average"), "percent"),
        Column("observed.rate", rate, "percent", bar=True),
        *bound_columns(say, "observed", rate),
    )
    rows = _by_bin(columns, model.reps, say)
    rows["owner"] = rows["owner"].replace("", say("All reps"))
    note = say(
        "Does 70% win 70%? Estimates of 0% and 100% are left out: they are mostly written down "
        "after the outcome."
    )
    return (Table("rep_chances", say("Reps' own estimates"), rows, columns, note),)


def _by_bin(
    columns: Sequence[Column], bins: Sequence[CalibrationBin] | Sequence[RepBin], say: Speaker
) -> pd.DataFrame:
    """Give a row a bin of chances; the column ``bin`` tells from where to where it goes."""
    rows = records([column for column in columns if column.key != "bin"], bins)
    rows["bin"] = [
        say("{low} to {high}", low=percent(say, each.low), high=percent(say, each.high))
        for each in bins
    ]
    return rows[[column.key for column in columns]]
