"""Win chances: which open deals will probably be won, why, and how far that can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.chance_tables import calibration, columns_left_out, models, reps
from leadbook.report.facts import facts
from leadbook.report.frames import lead_columns, open_deals, present
from leadbook.report.model import Chart, Column, Note, Series, Sheet, Table, Tile
from leadbook.report.words import interval

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.figures.chances import WinModel
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["chance_column", "chances"]

MOST = 500
"""So many open deals are listed; the chance of every lead stands on Leads scored."""


def chances(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List the open deals by their chance to win, and show how good the chances are."""
    model = figures.win_model
    return Sheet(
        key="chances",
        title=say("Win chances"),
        heading=say("Win chances: which open deals will probably be won"),
        facts=facts(figures, say, *(_meaning(model, say) if model else ())),
        tiles=_tiles(model, say) if model else (),
        blocks=_blocks(figures, model, say) if model else (_deals(figures, say),),
    )


def _meaning(model: WinModel, say: Speaker) -> tuple[str, ...]:
    why = say(model.why)
    if model.calibrated is None:
        return (why,)
    learned = say(
        "Learned from {n} closed deals, each as it stood in every stage that it passed; only facts "
        "known before the outcome count.",
        n=model.learned_from,
    )
    if model.learned_from < model.base_rate.n:
        learned = say(
            "Learned from {n} of {all} closed deals, drawn by chance, each as it stood in every "
            "stage that it passed; only facts known before the outcome count.",
            n=model.learned_from,
            all=model.base_rate.n,
        )
    told = say(
        "Low and high: what closed deals with about the same chance did, 95% interval. Reasons: × "
        "multiplies the odds to win, ÷ divides them, against the average deal."
    )
    return why, learned, told


def _tiles(model: WinModel, say: Speaker) -> tuple[Tile, ...]:
    base = model.base_rate
    shown = (Tile(say("Won of the closed"), base.rate, "percent", interval(say, base)),)
    quality = model.counts if model.chosen == "counts" else model.calibrated
    if quality is None:
        given = say("The stage's own") if model.chosen == "stage" else say("None")
        return Tile(say("Model"), given, "text", say("too few closed deals")), *shown
    return (
        Tile(say("Model"), _name(model, say), "text", say("lowest log loss")),
        Tile(
            say("Ranking (AUC)"),
            quality.auc,
            "ratio",
            say("1 is perfect, 0.5 is guessing"),
        ),
        Tile(say("Log loss"), quality.log_loss, "ratio", say("lower is better")),
        Tile(say("Brier"), quality.brier, "ratio", say("mean squared error; lower is better")),
        Tile(say("Closed deals (n)"), quality.n, "integer", say("learned from and tried on")),
        *shown,
    )


def _name(model: WinModel, say: Speaker) -> str:
    names = {"logistic": say("Logistic"), "boosting": say("Boosting")}
    return say("Counts") if model.chosen == "counts" else names[model.kind or "logistic"]


def _blocks(figures: Figures, model: WinModel, say: Speaker) -> tuple[Block, ...]:
    learned = bool(model.calibration)
    judged = (calibration(model, say), models(model, say)) if learned else ()
    return (
        *((_chart(say),) if learned else ()),
        _deals(figures, say),
        *judged,
        *reps(model, say),
        columns_left_out(model, say),
        *_strangers(model, say),
    )


def _chart(say: Speaker) -> Chart:
    return Chart(
        "line",
        say("Does a chance of 70% win 70%?"),
        "calibration",
        "bin",
        (
            Series("predicted", say("Predicted"), "plain"),
            Series("observed.rate", say("Won"), "good"),
            Series("observed.low", say("Low 95%"), "muted", dashed=True),
            Series("observed.high", say("High 95%"), "muted", dashed=True),
        ),
        value_kind="percent",
        x_title=say("Chance that was given"),
        y_title=say("Share that won"),
        text=say(
            "For deals that were given a similar chance, the share that won with its 95% interval, "
            "beside the chance predicted; the two lines together mean that the chances can be "
            "believed."
        ),
    )


def chance_column(say: Speaker) -> Column:
    """Give the column of the chance to win, which several sheets show."""
    return Column("win_probability", say("Chance to win"), "percent", bar=True)


def _columns(say: Speaker) -> tuple[Column, ...]:
    return (
        *lead_columns(say),
        chance_column(say),
        Column("win_low", say("Low 95%"), "percent"),
        Column("win_high", say("High 95%"), "percent"),
        Column("rep_probability", say("Rep's estimate"), "percent"),
        Column("amount", say("Amount"), "money"),
        Column("weighted", say("Amount × chance"), "money"),
        Column("win_reasons", say("What speaks for it and against it"), "wrapped", width=70),
    )


def _deals(figures: Figures, say: Speaker) -> Table:
    leads = figures.leads
    still = open_deals(leads, ["win_probability"])
    if "win_probability" in still:
        still = still.sort_values("win_probability", ascending=False, kind="stable")
    ranked = leads.loc[still.index[:MOST]]
    if {"amount", "win_probability"} <= set(ranked):
        ranked = ranked.assign(weighted=ranked["amount"] * ranked["win_probability"])
    columns = present(_columns(say), ranked.columns)
    note = ""
    if len(still) > MOST:
        note = say(
            "The first {shown} of {n} open deals; the chance of every lead is on Leads scored.",
            shown=MOST,
            n=len(still),
        )
    shown = ranked[[column.key for column in columns]].reset_index(drop=True)
    title, empty = say("Open deals, the surest first"), say("No deal is open.")
    return Table("chances", title, shown, columns, note, empty)


def _strangers(model: WinModel, say: Speaker) -> tuple[Note, ...]:
    if not model.not_found:
        return ()
    text = say(
        "The Settings sheet allows or forbids columns that the leads do not have: {columns}.",
        columns=list(model.not_found),
    )
    return (Note(text, "warning", say("Settings not followed")),)
