"""A rendered report's sheets put into a person's workbook, which stays else what it was.

Parts that change: the workbook part, its relations, the content types, the styles where new ones
are needed, and leadbook's own memory of its reports; the chain of calculation goes when it names a
sheet that is replaced. Every other part keeps its very bytes, compressed as they were.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.workbook.belongings import belongings
from leadbook.workbook.cellstream import Fitting, restyled, shared_strings
from leadbook.workbook.copies import Copier
from leadbook.workbook.draft import Draft
from leadbook.workbook.epochs import DAYS_BETWEEN, date_styles
from leadbook.workbook.marks import MARK, mark, own_sheets
from leadbook.workbook.markup import DOCUMENT_RELATIONS
from leadbook.workbook.names import adopt_names, drop_report_names, tidy_names
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_other_ending, refuse_unwritable
from leadbook.workbook.relations import part_key
from leadbook.workbook.save import save
from leadbook.workbook.slicers import drop_orphaned_slicers
from leadbook.workbook.snapshots import keep_snapshots
from leadbook.workbook.styles import merge_styles
from leadbook.workbook.tabs import add_tab, chosen_titles, every_key, remove_tab, rename_tab

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from leadbook.metrics.review import Snapshot
    from leadbook.render.bands import Band
    from leadbook.workbook.marks import OwnSheet
    from leadbook.workbook.package import Package, Tab
    from leadbook.workbook.save import Saved
    from leadbook.workbook.styles import StyleMap

__all__ = ["graft", "tab_names"]

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHAIN_SHEET = re.compile(rb'\si="(\d+)"')
_CODE_NAME = re.compile(rb'<(?:\w+:)?sheetPr[^>]*?\scodeName="([^"]*)"')


def tab_names(
    book: Path, titles: Mapping[str, str], *, owns: Callable[[str], bool] = every_key
) -> dict[str, str]:
    """Give the name that each sheet of a report shall have on its tab in a book.

    A sheet that leadbook made before keeps the name that a person gave it, and keeps its former
    name where the person's formulas mention it; else it gets its title, with a number behind it
    where another sheet bears that name.

    Args:
        book: The workbook that the report will be written into.
        titles: Sheet key → title as the report would have it.
        owns: As for `graft`.

    Raises:
        CannotRead: The book cannot be read.
    """
    return chosen_titles(open_package(book), titles, owns)


def graft(
    book: Path,
    report: Path,
    out: Path,
    *,
    keys: Mapping[str, str],
    bands: Mapping[str, Sequence[Band]] | None = None,
    owns: Callable[[str], bool] = every_key,
    snapshots: Sequence[Snapshot] = (),
    backup: bool = True,
) -> Saved:
    """Put the sheets of a rendered report into a book and save it as `out`.

    leadbook's own sheets are replaced where they stand, new ones come at the end in the report's
    order, and own sheets that the report no longer has are removed. The same report grafted again
    gives the same bytes.

    Args:
        book: The person's workbook.
        report: A workbook from XlsxWriter that was rendered with the names of `tab_names`.
        out: Where to write; the book itself, or another file with the same ending.
        keys: Sheet key → tab name in the report.
        bands: Tab name → the rows that the report holds only marks of.
        owns: Says of a sheet's key whether this kind of report is responsible for it; leadbook's
            other sheets in the book are then left as they are.
        snapshots: What the book shall remember of its reports; what it does, when there are none.
        backup: Whether to keep a copy of a file that is written over.

    Raises:
        CannotRead: The book cannot be read.
        CannotWrite: It is protected, signed or shared, changed meanwhile, or cannot be written.
        WrongUse: `out` ends otherwise than the book.
    """
    refuse_other_ending(book, out)
    package, rendered = open_package(book), open_package(report)
    refuse_unwritable(package)
    if chosen_titles(package, keys, owns) != dict(keys):
        raise CannotWrite(
            message(
                "the sheets of {book} were changed while the report was made; run it again",
                book=book.name,
            )
        )
    work = _Graft(package, rendered, keys, bands or {}, owns)
    work.write_sheets()
    work.arrange_tabs()
    if snapshots:
        keep_snapshots(work.draft, snapshots)
    saved = save(work.draft.entries(), source=package, target=out, backup=backup)
    return replace(
        saved,
        sheets=tuple(work.titles),
        replaced=tuple(keys[key] for key in keys if key in work.replaced),
        removed=tuple(sheet.tab.name for sheet in work.removed),
    )


class _Graft:
    """One report on its way into one book.

    Attributes:
        draft: The book while it is edited.
        titles: Tab names of the report's sheets in the report's order.
        replaced: Own sheets in the book that the report has again, by their keys.
        removed: Own sheets in the book that it has no more.
    """

    def __init__(
        self,
        package: Package,
        report: Package,
        keys: Mapping[str, str],
        bands: Mapping[str, Sequence[Band]],
        owns: Callable[[str], bool],
    ) -> None:
        every = own_sheets(package)
        own = {key: sheet for key, sheet in every.items() if owns(key)}
        self.draft = Draft(package)
        self.titles = [tab.name for tab in report.tabs()]
        self.replaced = {key: sheet for key, sheet in own.items() if key in keys}
        self.removed = [sheet for key, sheet in own.items() if key not in keys]
        self._spared = [sheet for key, sheet in every.items() if key not in own]
        self._report = report
        self._bands = bands
        self._key_of = {title: key for key, title in keys.items()}
        if sorted(self._key_of) != sorted(self.titles):
            raise ValueError(f"the report has {self.titles}, not {sorted(self._key_of)}")
        self._parts = {key: sheet.tab.part for key, sheet in self.replaced.items()}
        self._added: dict[str, str] = {}

    def write_sheets(self) -> None:
        """Put the report's sheets, and what they lead to, in the place of the former ones."""
        package, report = self.draft.package, self._report
        own = [*self.replaced.values(), *self.removed]
        leaving = belongings(package, [sheet.tab.part for sheet in own])
        self.draft.drop(leaving - {part_key(part) for part in self._parts.values()})
        for sheet in self.removed:
            self.draft.unrelate(sheet.tab.part)
        drop_orphaned_slicers(self.draft, leaving)
        _drop_calculation_chain(self.draft, {sheet.tab.sheet_id for sheet in own})
        styles = merge_styles(self.draft, report)
        copier = Copier(self.draft, report, styles, leaving)
        fitting = self._fitting(styles)
        for tab in report.tabs():
            self._write_sheet(tab, copier, fitting)

    def _fitting(self, styles: StyleMap) -> Fitting:
        package, report = self.draft.package, self._report
        strings, formats = report.part_of_kind("sharedStrings"), report.part_of_kind("styles")
        return Fitting(
            styles,
            shared_strings(report.read(strings)) if strings else (),
            date_styles=date_styles(report.xml(formats)) if formats else frozenset(),
            date_shift=DAYS_BETWEEN * (report.date1904 - package.date1904),
        )

    def _write_sheet(self, tab: Tab, copier: Copier, fitting: Fitting) -> None:
        key = self._key_of[tab.name]
        part = self._parts.get(key) or self._new_part(key)
        copier.copy_relations(tab.part, part)
        bands = self._bands.get(tab.name, ())
        fitting = replace(
            fitting,
            bands=bands,
            code_name=self._code_name(part) if key in self.replaced else None,
            renamed_tables=copier.renamed_tables,
        )
        entry = self._report.entry(tab.part)
        self.draft.write_pieces(
            part,
            restyled(self._report.pieces(tab.part), fitting),
            size=sum(band.size for band in bands) + (entry.size if entry is not None else 0),
            kind=_SHEET_TYPE,
        )

    def _new_part(self, key: str) -> str:
        part = self.draft.free("xl/worksheets/sheet", ".xml")
        self._added[key] = self.draft.relate(f"{DOCUMENT_RELATIONS}/worksheet", part)
        return part

    def _code_name(self, part: str) -> str | None:
        found = _CODE_NAME.search(next(self.draft.package.pieces(part), b""))
        return html.unescape(found[1].decode()) if found else None

    def arrange_tabs(self) -> None:
        """Bring tabs, names and marks in line with the sheets that are there now."""
        workbook = self.draft.workbook
        gone = sorted((sheet.place for sheet in self.removed), reverse=True)
        for place in gone:
            remove_tab(workbook, place)

        def place_now(sheet: OwnSheet) -> int:
            return sheet.place - sum(place < sheet.place for place in gone)

        places = {key: place_now(sheet) for key, sheet in self.replaced.items()}
        titles = {key: title for title, key in self._key_of.items()}
        for key, place in places.items():
            rename_tab(workbook, place, titles[key])
        places |= {key: add_tab(workbook, titles[key], i) for key, i in self._added.items()}
        ordered = [places[self._key_of[title]] for title in self.titles]
        drop_report_names(workbook, ordered, MARK, spared=list(map(place_now, self._spared)))
        for title, place in zip(self.titles, ordered, strict=True):
            mark(workbook, place, self._key_of[title], title)
        adopt_names(workbook, self._report.workbook, dict(enumerate(ordered)))
        tidy_names(workbook)


def _drop_calculation_chain(draft: Draft, sheet_ids: set[int]) -> None:
    """Drop the chain of calculation if it names one of these sheets; Excel makes it anew."""
    part = draft.package.part_of_kind("calcChain")
    if part is None or not draft.package.has(part):
        return
    named = {int(number) for number in _CHAIN_SHEET.findall(draft.package.read(part))}
    if named & sheet_ids:
        draft.drop([part])
        draft.unrelate(part)
