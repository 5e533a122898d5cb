"""Say how a book is understood, and what is wrong with it, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.pipeline.build import build
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from leadbook.language.messages import Language, Speaker
    from leadbook.pipeline.pipeline import ColumnReading, Pipeline, TableReading
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.settings import Stage

__all__ = ["as_json", "check"]


def check(
    path: Path,
    *,
    as_of: datetime,
    language: Language | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Pipeline:
    """Read a book as the report would, and stop there.

    Raises:
        CannotRead: The book is no workbook, or holds no leads.
        WrongUse: `mapping` names a column or a header that does not exist.
    """
    return build(read_book(path, mapping), as_of=as_of, language=language, mapping=mapping)


def as_json(pipeline: Pipeline, say: Speaker) -> dict[str, object]:
    """Give the reading as plain data: tables, columns, stages, assumptions and every problem.

    A column that leadbook does not know has no ``canonical``; it is kept under its header.
    """
    return {
        "book": pipeline.name,
        "as_of": pipeline.as_of.isoformat(),
        "language": pipeline.settings.language,
        "leads": len(pipeline.leads),
        "left_out": pipeline.left_out,
        "history": pipeline.history,
        "tables": [_table(reading) for reading in pipeline.reading],
        "unread_sheets": list(pipeline.unread_sheets),
        "stages": [_stage(stage) for stage in pipeline.settings.stages],
        "assumed": [say(assumption) for assumption in pipeline.settings.assumed],
        "problems": [_problem(problem, say) for problem in pipeline.problems],
    }


def _table(reading: TableReading) -> dict[str, object]:
    return {
        "table": reading.kind,
        "sheet": reading.sheet,
        "found_by": reading.found_by,
        "name": reading.name or None,
        "rows": reading.rows,
        "hidden_rows": reading.hidden,
        "columns": [_column(column) for column in reading.columns],
    }


def _column(column: ColumnReading) -> dict[str, object]:
    return {
        "header": column.header,
        "letter": column.letter,
        "canonical": column.canonical or None,
        "kind": column.kind,
        "filled": column.filled,
        "problems": column.problems,
    }


def _stage(stage: Stage) -> dict[str, object]:
    return {
        "stage": stage.name,
        "outcome": stage.outcome,
        "limit_days": stage.limit_days,
        "clock": stage.clock,
        "probability": stage.probability,
    }


def _problem(problem: Problem, say: Speaker) -> dict[str, object]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell or None,
        "column": problem.column or None,
        "value": problem.value,
        "problem": say(problem.problem),
        "how_to_mend": say(problem.how_to_mend),
    }
