"""What `leadbook snapshot` last knew of the leads, kept in a part of the book that no sheet shows.

It is a custom XML part (see `custom_parts`) and holds ids and stages, nothing else of any lead.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.actions.stage_changes import Known
from leadbook.workbook.custom_parts import custom_part, put_custom_part
from leadbook.workbook.markup import local_name, parsed, serialised, writable

if TYPE_CHECKING:
    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["keep_known", "read_known"]

_STAGES = "urn:leadbook:stages:1"
_ITEM_ID = "{6C656164-626F-6F6B-8000-737461676573}"


def read_known(package: Package) -> Known | None:
    """Read what a book remembers of its leads; ``None`` where that is nothing or not sound."""
    part = custom_part(package, _STAGES)
    if part is None:
        return None
    with suppress(ValueError, TypeError):
        root = parsed(package.read(part))
        stages = {
            lead.get("id", ""): stage.get("name", "")
            for stage in root
            for lead in stage
            if local_name(stage) == "stage" and local_name(lead) == "lead"
        }
        return Known(datetime.fromisoformat(root.get("at", "")), stages)
    return None


def keep_known(draft: Draft, known: Known) -> None:
    """Put what is known into a book, in the place of what it remembers."""
    leads: dict[str, list[str]] = defaultdict(list)
    for lead, stage in known.stages.items():
        leads[stage].append(lead)
    root = parsed(f'<stages xmlns="{_STAGES}"/>'.encode())
    root.set("at", known.at.isoformat())
    for stage, ids in leads.items():
        group = etree.SubElement(root, f"{{{_STAGES}}}stage", name=writable(stage))
        for lead in ids:
            etree.SubElement(group, f"{{{_STAGES}}}lead", id=writable(lead))
    put_custom_part(draft, _STAGES, _ITEM_ID, serialised(root))
