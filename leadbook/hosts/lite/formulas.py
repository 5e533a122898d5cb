"""Formulas as Excel stores them for functions of an Office add-in.

Excel finds a function of an add-in in a file only under a prefix; without it the cell stays
``#NAME?`` until somebody types the formula anew.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.registry import FUNCTIONS
from leadbook.workbook.markup import main

if TYPE_CHECKING:
    from leadbook.workbook.draft import Draft

__all__ = ["bound", "put_formulas"]

_FORMULA = re.compile(rb"<((?:\w+:)?(?:f|calculatedColumnFormula))\b[^<>]*(?<!/)>[^<]*</\1>")


def bound(formula: str) -> str:
    """Give a formula with its calls of leadbook's functions under the prefix; texts stay.

    >>> bound("1+LB_VERSION()"), bound("[1]!lb_version()"), bound("MY_LB_VERSION()")
    ('1+_xldudf_LB_VERSION()', '_xldudf_LB_VERSION()', 'MY_LB_VERSION()')
    >>> bound('"type LB_VERSION()"&LB_VERSION()')
    '"type LB_VERSION()"&_xldudf_LB_VERSION()'
    """
    return _calls().sub(
        lambda found: f"_xldudf_{found['name'].upper()}" if found["name"] else found[0], formula
    )


@cache
def _calls() -> re.Pattern[str]:
    """Find calls by name, and what could seem to hold some: texts, and names of sheets.

    Quotation marks may be written as XML can write them. Calls of an add-in with macros stand
    behind its number.
    """
    text = r"(?P<mark>\"|&quot;).*?(?P=mark)"
    sheet = r"(?P<tick>'|&apos;)(?:(?!(?P=tick)).|(?P=tick){2})+(?P=tick)(?=!)"
    call = rf"(?<![\w.!])(?:\[\d+\]!)?(?P<name>{'|'.join(FUNCTIONS)})(?=\()"
    return re.compile(f"{text}|{sheet}|{call}", re.IGNORECASE | re.DOTALL)


def put_formulas(draft: Draft) -> None:
    """Bind the formulas of a book; sheets and tables without such calls keep their very bytes."""
    package = draft.package
    sheets = [sheet.part for sheet in package.sheets()]
    arrows = (relation for part in sheets for relation in package.relations(part))
    tables = [arrow.target for arrow in arrows if arrow.kind == "table"]
    for part in filter(package.has, [*sheets, *tables]):
        content = package.read(part)
        if (new := _FORMULA.sub(_bound, content)) != content:
            draft.write(part, new)
    for name in draft.workbook.iter(main("definedName")):
        name.text = bound(name.text or "")


def _bound(formula: re.Match[bytes]) -> bytes:
    # A name in ASCII stands between other bytes as it does between other letters.
    return bound(formula[0].decode("latin-1")).encode("latin-1")
