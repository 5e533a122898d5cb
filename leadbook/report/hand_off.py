"""Hand-off: the open leads that go to another owner, each with what that owner must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.pipeline.vocabulary import ACTIONS, meaning
from leadbook.report.facts import facts
from leadbook.report.frames import frame, lead_columns, present, renamed
from leadbook.report.model import Column, Sheet, Table, Tile
from leadbook.report.words import grade_tones, grades

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["KEY", "hand_off"]

KEY = "hand_off"
"""The sheet's key: a hand-off is responsible for this sheet, and the main report is not."""
STORY = ("email", "phone", "last_contact_at", "notes")
"""What the book says of a lead that its new owner needs, beside what every list of leads has."""


def hand_off(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List the leads whose cold rule says to hand them over, by present owner."""
    leads = _handed_over(pipeline, figures)
    return Sheet(
        key=KEY,
        title=say("Hand-off"),
        heading=say("Hand-off: leads that go to another owner"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(leads, say),
        blocks=(_list(leads, say), _by_owner(leads, say)),
    )


def _handed_over(pipeline: Pipeline, figures: Figures) -> pd.DataFrame:
    action = figures.leads["cold_action"].astype(object)
    named = {text: meaning(str(text), ACTIONS) for text in action.dropna().unique()}
    leads = figures.leads.assign(
        **{name: pipeline.leads[name] for name in STORY if name in pipeline.leads}
    )
    handed = leads.loc[np.array([named.get(text) == "recycle" for text in action], dtype=bool)]
    if "owner" not in handed:
        return handed
    owner = handed["owner"].astype(object)
    order = pd.DataFrame({"owner": owner.fillna("").astype(str), "score": -handed["score"]})
    return handed.loc[order.sort_values(["owner", "score"], kind="stable").index]


def _meaning(say: Speaker) -> str:
    return say(
        "Each lead here is named by a cold rule whose action is to hand it over to another owner. "
        "The rules are on the sheet of the cold rules; change them there."
    )


def _tiles(leads: pd.DataFrame, say: Speaker) -> tuple[Tile, ...]:
    owners = leads["owner"].nunique() if "owner" in leads else 0
    value = float(leads["amount"].sum()) if "amount" in leads else 0.0
    return (
        Tile(say("To hand over"), len(leads), "integer", say("open leads")),
        Tile(say("Their value"), value, "money", say("as the book states it")),
        Tile(say("Present owners"), owners, "integer", say("who give leads away")),
    )


def _list(leads: pd.DataFrame, say: Speaker) -> Table:
    columns = present(
        (
            *lead_columns(say),
            Column("phone", say("Phone"), "id"),
            Column("email", say("Email")),
            Column("amount", say("Amount"), "money"),
            Column("score", say("Score"), "score", bar=True),
            Column("grade", say("Grade"), tones=grade_tones(say)),
            Column("days_in_stage", say("Days in stage"), "days"),
            Column("last_contact_at", say("Last contact"), "date"),
            Column("cold_reason", say("Why it is handed over"), width=40),
            Column("reasons", say("Why this score"), width=50),
            Column("notes", say("Notes"), width=40),
            Column("sheet_row", say("Row in the book"), "ordinal"),
        ),
        leads.columns,
    )
    shown = leads[[column.key for column in columns]].reset_index(drop=True)
    shown = shown.assign(grade=renamed(shown["grade"], grades(say)))
    empty = say("No rule says to hand a lead over.")
    return Table("hand_off", say("Leads to hand over"), shown, columns, when_empty=empty)


def _by_owner(leads: pd.DataFrame, say: Speaker) -> Table:
    columns = (
        Column("owner", say("Present owner")),
        Column("leads", say("Leads"), "integer", bar=True),
        Column("value", say("Amount"), "money"),
    )
    owner = leads["owner"].astype(object) if "owner" in leads else pd.Series("", leads.index)
    amount = leads["amount"].fillna(0.0) if "amount" in leads else pd.Series(0.0, leads.index)
    by_owner = amount.groupby(owner.fillna("").astype(str), sort=True).agg(["size", "sum"])
    rows = by_owner.reset_index().itertuples(index=False, name=None)
    empty = say("No owner has a lead to hand over.")
    return Table(
        "hand_off_owners", say("By owner"), frame(columns, rows), columns, when_empty=empty
    )
