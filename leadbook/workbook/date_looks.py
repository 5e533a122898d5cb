"""Cell formats of a book that show a moment; made where the book's own would show a bare number."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.workbook.epochs import date_styles
from leadbook.workbook.markup import main, serialised

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft

__all__ = ["date_looks"]

_DAY_AND_TIME = "22"  # the built-in format that Excel shows as the person's own country writes it


def date_looks(draft: Draft, styles: Collection[int]) -> Mapping[int, int]:
    """Give for each of a book's cell formats the one that a date is shown in.

    It is the same where that shows a day already; else one that looks the same but for that is
    appended to the book's formats, or found there.
    """
    part = draft.package.part_of_kind("styles")
    if part is None:
        return {style: style for style in styles}
    root = draft.package.xml(part)
    formats, dated = root.find(main("cellXfs")), date_styles(root)
    looks = {style: style for style in styles}
    if formats is None:
        return looks
    known = [_shape(each) for each in formats]
    there = len(known)
    for style in sorted(style for style in set(styles) - dated if style < there):
        made = copy.deepcopy(formats[style])
        made.set("numFmtId", _DAY_AND_TIME)
        made.set("applyNumberFormat", "1")
        if _shape(made) not in known:
            known.append(_shape(made))
            formats.append(made)
        looks[style] = known.index(_shape(made))
    if len(known) > there:
        formats.set("count", str(len(known)))
        draft.write(part, serialised(root))
    return looks


def _shape(element: _Element) -> bytes:
    """What makes two formats the same, in whatever order their attributes are written."""
    return etree.tostring(element, method="c14n", with_tail=False)
