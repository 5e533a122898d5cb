"""Write the farewell to leads that are let go, as drafts in a folder; nothing is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.actions.farewell import language_of, merged
from leadbook.actions.letters import Letter, address_of
from leadbook.errors import CannotWrite
from leadbook.figures.lead_rows import Judged
from leadbook.language.messages import message, speaker
from leadbook.language.reasons import why
from leadbook.language.text import plain
from leadbook.metrics.columns import flags
from leadbook.pipeline.vocabulary import ACTIONS, meaning

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    import pandas as pd

    from leadbook.language.messages import Language
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Farewells", "farewells", "write_drafts"]

SUBJECT = message("Thank you for your time")
FOLDER = message("Farewell letters {day}")
_FIELDS = {"name": "name", "company": "company", "brand": "owner"}
"""Merge field → column: a letter is signed by the one who looks after the lead."""
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_MOST_FOLDERS = 1000


@dataclass(frozen=True, slots=True)
class Farewells:
    """The letters, and the ids of the leads that get none.

    Attributes:
        without_address: Leads without an e-mail address that a letter can go to.
        unsubscribed: Leads that asked for no letters; they get none, whoever picked them.
    """

    letters: tuple[Letter, ...]
    without_address: tuple[str, ...]
    unsubscribed: tuple[str, ...]


def farewells(pipeline: Pipeline, picked: Collection[int] | None = None) -> Farewells:
    """Write a letter to each lead whose cold rule says farewell, or to each that was picked.

    Args:
        pipeline: What the book holds.
        picked: Row numbers in the sheet of the leads; ``None`` leaves the choice to the rules.
    """
    chosen = pipeline.leads[_chosen(pipeline, picked)]
    refused = flags(chosen, "unsubscribed") == 1
    letters: list[Letter] = []
    without_address: list[str] = []
    for _, lead in chosen[~refused].iterrows():
        letter = _letter(lead, pipeline.settings.language)
        if letter is None:
            without_address.append(_id(lead))
        else:
            letters.append(letter)
    unsubscribed = tuple(_id(lead) for _, lead in chosen[refused].iterrows())
    return Farewells(tuple(letters), tuple(without_address), unsubscribed)


def _chosen(
    pipeline: Pipeline, picked: Collection[int] | None
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if picked is not None:
        return np.isin(pipeline.leads["sheet_row"].to_numpy(), list(picked))
    action = np.asarray(Judged(pipeline).cold_action, dtype=object)
    let_go = [text for text in set(action) if meaning(str(text), ACTIONS) == "farewell"]
    return np.isin(action.astype(str), let_go)


def _letter(lead: pd.Series[str], of_book: Language) -> Letter | None:
    """The letter to a lead, in its language; ``None`` where it has no address."""
    values = {field: plain(lead.get(column)) for field, column in _FIELDS.items()}
    to = address_of(plain(lead.get("email")), values["name"])
    if to is None:
        return None
    called = values["name"].strip() or values["company"].strip()
    language = language_of(called) if called else of_book
    return Letter(_id(lead), to, speaker(language)(SUBJECT), merged("", values, language))


def _id(lead: pd.Series[str]) -> str:
    return str(lead["lead_id"])


def write_drafts(letters: Sequence[Letter], folder: Path, name: str) -> Path:
    """Write letters as .eml files into a new folder, so that no draft is ever written over.

    Args:
        letters: The letters.
        folder: Where the new folder goes.
        name: What it is called; a number is put behind it where there is one.

    Raises:
        CannotWrite: The folder cannot be made, or not be written to.
    """
    try:
        place = _new_folder(folder, name)
        for number, letter in enumerate(letters, start=1):
            stem = _UNSAFE.sub("_", letter.lead_id).strip(" .")[:80]
            (place / f"{number:03} {stem}.eml").write_bytes(letter.draft())
    except OSError as error:
        raise CannotWrite(
            message(
                "the letters cannot be written into {folder} ({reason})",
                folder=str(folder),
                reason=why(error),
            )
        ) from error
    return place


def _new_folder(folder: Path, name: str) -> Path:
    for number in range(1, _MOST_FOLDERS):
        place = folder / (name if number == 1 else f"{name} ({number})")
        try:
            place.mkdir()
        except FileExistsError:
            continue
        return place
    raise FileExistsError(f"{name} ({_MOST_FOLDERS})")
