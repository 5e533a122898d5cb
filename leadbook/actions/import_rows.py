"""The row that a new lead of a file gets in the book."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from leadbook.actions.written_dates import DateForm
from leadbook.language.dates import to_datetimes
from leadbook.language.numbers import to_number
from leadbook.language.text import fold, is_blank, plain
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.stages import outcome_or_open
from leadbook.pipeline.vocabulary import outcome_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from leadbook.actions.first_stages import FirstStage
    from leadbook.actions.import_columns import MatchedColumns
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.raw import RawColumn, RawTable
    from leadbook.pipeline.settings import Settings

__all__ = ["LONGEST", "Cell", "Incoming", "NewLead", "Receiving", "RowMaker"]

Cell = str | float | datetime

LONGEST = 32_767
"""The most characters of a cell."""

_LARGEST = 1e308
_NUMBERS = ("number", "money", "measure")


@dataclass(frozen=True, slots=True)
class Incoming:
    """The leads of a file.

    Attributes:
        table: Its rows; their numbers are those of the file.
        is_text: Whether every cell is text whatever it means, as in CSV.
        date1904: Whether its serial numbers count from 1904.
        left_out: Numbers of the rows that were taken for no leads: notes, totals, other tables.
    """

    table: RawTable
    is_text: bool = False
    date1904: bool = False
    left_out: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Receiving:
    """The book that shall have them.

    Attributes:
        table: Its leads.
        assigned: The columns of these.
        settings: What its team has decided.
        first: The stage of leads of which nobody says where they are.
        filled: Letters of columns that formulas fill.
    """

    table: RawTable
    assigned: Assigned
    settings: Settings
    first: FirstStage
    filled: Collection[str] = ()

    @property
    def country(self) -> str:
        """The country of phone numbers that do not say their own."""
        return "IR" if self.settings.language == "fa" else ""


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead that the book does not know.

    Attributes:
        row: Its number in the file.
        cells: Letter of a column of the book → value.
        lead_id: Its id; ``None`` where the book has none.
        stage: The stage that it is in; "" where nobody says.
        is_placed: Whether the file says no stage, so that it is in the book's first.
        entered_at: Since when, as far as anybody can say.
        former_id: The id that the file gave it, where another lead of the book bears that.
        shortened: Letters of the columns whose text no cell can hold in full.
    """

    row: int
    cells: Mapping[str, Cell]
    lead_id: str | float | None
    stage: str
    is_placed: bool
    entered_at: datetime
    former_id: str = ""
    shortened: tuple[str, ...] = ()


class RowMaker:
    """Makes the rows of a book from those of a file.

    A cell goes over as it stands, but a date is a date where the book has dates, and a number in
    a text file is a number where the book has numbers. An error, and a formula without a result,
    are blank.

    Args:
        file: The leads that come.
        book: Where they shall go.
        columns: Which column goes where.
        free: Name in the frame → column of the book that can be written to.
        at: The day of the import.
    """

    def __init__(
        self,
        file: Incoming,
        book: Receiving,
        columns: MatchedColumns,
        free: Mapping[str, RawColumn],
        at: datetime,
    ) -> None:
        self._rows, self._book, self._free, self._at = file.table.rows, book, free, at
        self._kinds = {name: _kind(book.assigned, name) for name in free}
        self._forms = {
            name: DateForm.of(column.cells)
            for name, column in free.items()
            if self._kinds[name] == "date"
        }
        self._moments = {
            name: to_datetimes(list(map(_known, column.cells)), date1904=file.date1904).values
            for name, column in columns.taken.items()
            if self._kinds[name] == "date"
        }
        self._cells = {
            name: self._values(name, column.cells, is_text=file.is_text)
            for name, column in columns.taken.items()
        }
        self._words = self._status_words()

    def lead(self, place: int, lead_id: str | float | None, former_id: str) -> NewLead:
        """Make the row of the lead at a place of the file.

        Args:
            place: From 0.
            lead_id: The id that it shall have; ``None`` for none.
            former_id: The id that it had, where it shall have another.
        """
        told = {name: cells[place] for name, cells in self._cells.items()}
        row = {name: cell for name, cell in told.items() if cell is not None}
        is_placed = "stage" in self._free and "stage" not in row
        stage = plain(row.get("stage", "")) or self._first_stage(plain(row.get("status", "")))
        entered = self._entered(place, fold(stage), is_told="stage" in row)
        usual = {
            "stage": stage,
            "status": self._words.get(self._outcome(stage), ""),
            "created_at": self._written("created_at", self._at),
            "stage_since": self._written("stage_since", entered) if stage else "",
        }
        row = {**{name: cell for name, cell in usual.items() if cell != ""}, **row}
        if lead_id is not None:
            row["lead_id"] = lead_id
        cells = {self._free[name].letter: row[name] for name in self._free if name in row}
        fitting = {letter: _fitting(cell) for letter, cell in cells.items()}
        shortened = tuple(letter for letter in cells if cells[letter] != fitting[letter])
        return NewLead(
            self._rows[place], fitting, lead_id, stage, is_placed, entered, former_id, shortened
        )

    def _values(self, name: str, cells: Sequence[object], *, is_text: bool) -> list[Cell | None]:
        if name in self._moments:
            dated = self._moments[name].tolist()
            return [
                _plain_value(cell) if moment is None else self._written(name, moment)
                for cell, moment in zip(cells, dated, strict=True)
            ]
        if is_text and self._kinds[name] in _NUMBERS:
            numbers = map(to_number, cells)
            return [
                _plain_value(cell) if number is None else number
                for cell, number in zip(cells, numbers, strict=True)
            ]
        return list(map(_plain_value, cells))

    def _written(self, name: str, moment: datetime) -> Cell:
        form = self._forms.get(name)
        return form.written(moment) if form else moment

    def _first_stage(self, status: str) -> str:
        """The first stage of the outcome that a status says; where leads begin without a status."""
        outcome = (outcome_of(status) if status else None) or "open"
        if outcome == "open":
            return self._book.first.name
        stages = self._book.settings.stages
        return next((stage.name for stage in stages if stage.outcome == outcome), "")

    def _outcome(self, stage: str) -> str:
        outcomes = {fold(each.name): each.outcome for each in self._book.settings.stages}
        return outcomes.get(fold(stage)) or outcome_or_open(stage)

    def _status_words(self) -> dict[str, str]:
        """Outcome → the word that the book's statuses have for it most often."""
        column = self._book.assigned.columns.get("status")
        counts = Counter(cell for cell in column.cells if isinstance(cell, str)) if column else {}
        words: dict[str, str] = {}
        for word in sorted(counts, key=lambda word: -counts[word]):
            outcome = outcome_of(word)
            if outcome:
                words.setdefault(outcome, word)
        return words

    def _entered(self, place: int, stage: str, *, is_told: bool) -> datetime:
        """Since when a lead is in its stage: as told, or since its creation where that is sure."""
        names = ["stage_since", "closed_at"]
        if not is_told or stage == fold(self._first_stage("")):
            names.append("created_at")
        for name in names:
            moment = self._moments[name][place].item() if name in self._moments else None
            if moment is not None and moment <= self._at:
                return datetime.combine(moment.date(), moment.time())
        return self._at


def _kind(book: Assigned, name: str) -> str:
    """What a column of the book holds; of the user's own columns the cells tell."""
    kind = book.kinds[name]
    cells = [cell for cell in book.columns[name].cells if _known(cell) is not None]
    if kind != "any" or not cells:
        return kind
    if all(isinstance(cell, date) for cell in cells):
        return "date"
    types = {type(cell) for cell in cells}
    return "number" if types <= {int, float} else kind


def _known(cell: object) -> object:
    return None if isinstance(cell, ErrorCell | UncalculatedCell) else cell


def _plain_value(cell: object) -> Cell | None:
    """A cell as it stands; what no new cell can hold is text."""
    if is_blank(cell) or isinstance(cell, ErrorCell | UncalculatedCell):
        return None
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    # JSON knows numbers that no cell can hold, such as 1e400.
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LARGEST:
        return float(cell)
    return plain(cell)


def _fitting(cell: Cell) -> Cell:
    """A cell no longer than Excel holds one; it counts in halves of UTF-16."""
    if not isinstance(cell, str) or 2 * len(cell) <= LONGEST:
        return cell
    return cell.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST].decode("utf-16-le", "ignore")
