"""The macro's rules and matching in LibreOffice's Basic, a second reader of the same source.

Basic knows a type only in its own module, so that the rules and the hands that call them are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from leadbook.language.text import fold
from tests.macros.excel_model import source
from tests.stage_log_cases import CASES, pairs

if TYPE_CHECKING:
    from tests.macros.conftest import Basic
    from tests.stage_log_cases import Case

pytestmark = pytest.mark.libreoffice

LOOKED_AT = [case for case in CASES if case.can_be_logged]
HANDS = """
Public Function Follow(tables) As String
    Dim ids() As Variant, stages() As Variant, rows() As Long, look As Long, at As Long
    Dim known As StageMap, present As StageMap, seen As StageLook, changed As Long
    Dim lastIds() As Variant, lastStages() As Variant
    For look = 0 To UBound(tables)
        Fill ids, tables(look)(0)
        Fill stages, tables(look)(1)
        changed = ChangedAlone(known, seen, ids, stages, UBound(ids), rows)
        MapStages present, ids, stages, UBound(ids)
        If changed < 0 Then changed = ChangedRows(known, present, rows)
        seen.Count = UBound(ids)
        ' An array that is given on is the same one for Basic, which VBA copies.
        Fill lastIds, tables(look)(0)
        Fill lastStages, tables(look)(1)
        seen.Ids = lastIds
        seen.Stages = lastStages
        seen.Alone = present.Alone
        For at = 1 To changed
            Follow = Follow & rows(at) & " "
        Next at
        Follow = Follow & "."
        RememberMap known, present
    Next look
End Function

Private Sub Fill(cells() As Variant, values)
    Dim at As Long
    ReDim cells(1 To UBound(values) + 1)
    For at = 0 To UBound(values)
        cells(at + 1) = values(at)
    Next at
End Sub
"""
TEXTS = ["  Follow-up_X ", "پيگيري كليدي", "پیش‌فاکتور", "مرحلهٔ ۲", "Ｗｏｎ", " -5 % ", "ئو"]


def modules() -> dict[str, str]:
    """The modules under test, and the hands."""
    rules = source("stage_log_rules.bas") + HANDS
    return {"rules": rules, "matching": source("stage_log_matching.bas")}


def followed(case: Case) -> tuple[list[Any], str]:
    """The tables of a case as ids and stages, and the rows that each look finds changed."""
    tables, found = [], []
    for step, rows in enumerate([case.before, *case.steps]):
        told = pairs(case, rows)
        tables.append([list(column) for column in zip(*told, strict=True)])
        left = [(lead, stage) for at, lead, stage in case.log if at == step]
        for place, pair in enumerate(told, start=1):
            if pair in left:
                left.remove(pair)
                found.append(f"{place} ")
        found.append(".")
    return tables, "".join(found)


def test_libreoffice_finds_the_changes_of_every_case(basic: Basic) -> None:
    cases = [followed(case) for case in LOOKED_AT]
    found = basic(modules(), [("rules.Follow", [tables]) for tables, _ in cases])
    # All that the first look sees is new; what counts begins with the second.
    assert [rows.partition(".")[1:] for rows in found] == [
        wanted.partition(".")[1:] for _, wanted in cases
    ]


def test_libreoffice_folds_as_leadbook_does(basic: Basic) -> None:
    calls = [("matching.StageFold", [text]) for text in TEXTS]
    assert basic(modules(), calls) == [*map(fold, TEXTS)]
