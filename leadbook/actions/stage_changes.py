"""Which stage changes a log lacks: what was last known of each lead, held against the leads now.

Never the edited cells but the whole map from lead to stage is compared. So a paste, a fill, an
undo, a sort or a deleted row need no case of their own: the order of rows never matters, and what
comes back as it was has not changed.

- A row without an id, or without a stage, says nothing of any lead; what was known stays known.
- An id that stands in several rows says something only where these agree on the stage.
- Two writings of one stage (case, half space, Arabic ي) are one stage.
- A lead that is not there any more is still known, so that it may come back as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.text import fold, fold_all

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

__all__ = ["Known", "known_after", "stage_changes"]


_NAT = np.datetime64("NaT", "us")


@dataclass(frozen=True)
class Known:
    """What was known of the leads at a moment: id → stage, as it is written."""

    at: datetime
    stages: Mapping[str, str] = field(default_factory=dict)


def stage_changes(
    leads: pd.DataFrame, log: pd.DataFrame, *, at: datetime, known: Known | None = None
) -> pd.DataFrame:
    """Give the rows that the log lacks, in the order of the leads.

    The former stage of a lead is the one that the log gives it since `known`; else the one of
    `known`; else the log's last; else none, and the lead is new. A stage that the log gave the
    lead last is never logged again.

    Args:
        leads: ``lead_id``, ``stage`` (text, blank ``None``), and ``since`` (datetime64): when the
            lead came into its stage, NaT where the book does not say.
        log: ``lead_id``, ``stage``, ``entered_at``; in any order. Rows with a blank do not count.
        at: The moment that is logged where ``since`` is blank, in the future, or not after
            what was known: then it tells of an earlier stage.
        known: What was known before; ``None`` when nothing but the log is.

    Returns:
        ``place`` (row position in `leads`), ``lead_id``, ``stage``, ``former`` (``""`` for a new
        lead) and ``entered_at``.
    """
    now, logged = _told(leads), _last(log)
    keys = pd.Series(fold_all(now["stage"]), index=now.index, dtype=object)
    recent = logged if known is None else _last(log[_between(log["entered_at"], known.at, at)])
    before = _former(now["lead_id"], recent, known.stages if known else {}, logged)
    named = pd.Series(fold_all(before), index=now.index, dtype=object)
    in_log = pd.Series(fold_all(logged["stage"].reindex(now["lead_id"])), now.index, dtype=object)
    changed = (keys != named) & (keys != in_log)
    rows = now[changed]
    last_known = _last_known(rows["lead_id"], logged, known)
    return pd.DataFrame(
        {
            "place": rows["place"].to_numpy(dtype=np.int64),
            "lead_id": rows["lead_id"].to_numpy(dtype=object),
            "stage": rows["stage"].to_numpy(dtype=object),
            "former": before[changed].to_numpy(dtype=object),
            "entered_at": _entered(rows["since"], last_known, np.datetime64(at, "us")),
        }
    )


def known_after(leads: pd.DataFrame, *, at: datetime, known: Known | None = None) -> Known:
    """Give what is known now; `known` itself where nothing of it is new."""
    now = _told(leads)
    before = dict(known.stages) if known else {}
    told = dict(zip(now["lead_id"], now["stage"], strict=True))
    news = {
        lead: stage
        for lead, stage in told.items()
        if lead not in before or fold(before[lead]) != fold(stage)
    }
    if known is not None and not news:
        return known
    return Known(at, {**before, **news})


def _told(leads: pd.DataFrame) -> pd.DataFrame:
    """The leads of which the table tells one stage: the first row of each."""
    frame = leads.assign(
        place=np.arange(len(leads)), key=pd.Series(fold_all(leads["stage"]), leads.index, object)
    )
    frame = frame[frame["lead_id"].notna() & (frame["key"] != "")]
    again = frame["lead_id"].duplicated(keep=False)
    if again.any():
        stages = frame[again].groupby("lead_id", observed=True)["key"].nunique()
        frame = frame[~frame["lead_id"].isin(stages.index[stages > 1])]
    return frame.drop_duplicates("lead_id")


def _last(log: pd.DataFrame) -> pd.DataFrame:
    """The last row of each lead, by its id; of rows at one moment the lower one is later."""
    whole = log.dropna(subset=["lead_id", "stage", "entered_at"])
    ordered = whole.sort_values("entered_at", kind="stable")
    return ordered.drop_duplicates("lead_id", keep="last").set_index("lead_id")


def _between(moments: pd.Series[pd.Timestamp], after: datetime, until: datetime) -> pd.Series[bool]:
    return (moments > pd.Timestamp(after)) & (moments <= pd.Timestamp(until))


def _former(
    ids: pd.Series[str], recent: pd.DataFrame, known: Mapping[str, str], logged: pd.DataFrame
) -> pd.Series[str]:
    """The stage that was known last of each lead; of these sources the first that has it."""
    found = [
        ids.map(source).to_numpy(dtype=object)
        for source in (recent["stage"].to_dict(), dict(known), logged["stage"].to_dict())
    ]
    chosen = found[0]
    for other in found[1:]:
        chosen = np.where(pd.isna(chosen), other, chosen)
    return pd.Series(np.where(pd.isna(chosen), "", chosen), index=ids.index, dtype=object)


def _last_known(
    ids: pd.Series[str], logged: pd.DataFrame, known: Known | None
) -> NDArray[np.datetime64]:
    """The last moment at which anything was known of each lead; NaT for a new one."""
    last = logged["entered_at"].reindex(ids).to_numpy().astype("datetime64[us]")
    if known is None:
        return last
    of_known = np.where(ids.isin(list(known.stages)), np.datetime64(known.at, "us"), _NAT)
    latest: NDArray[np.datetime64] = np.fmax(last, of_known)
    return latest


def _entered(
    since: pd.Series[pd.Timestamp], last_known: NDArray[np.datetime64], at: np.datetime64
) -> NDArray[np.datetime64]:
    said = since.to_numpy().astype("datetime64[us]")
    sound = ~np.isnat(said) & ~(said <= last_known) & (said <= at)
    return np.where(sound, said, at)
