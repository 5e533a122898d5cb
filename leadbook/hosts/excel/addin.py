"""The add-in for every workbook, and the sample book that carries the same functions inside.

Both are put together from texts: leadbook's macros, the VBA of the installed xlwings, and a drawn
workbook. No Excel takes part, and the same versions give the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.hosts.excel.addin_sheets import addin_book
from leadbook.hosts.excel.places import ADDIN
from leadbook.hosts.excel.sources import macro_file, own_modules, xlwings_modules
from leadbook.language.messages import message
from leadbook.language.reasons import why
from leadbook.starter.book import book_bytes, sample_content
from leadbook.starter.words import words
from leadbook.workbook.macro_book import with_macros
from leadbook.workbook.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.workbook.vba_module import Module

__all__ = ["SAMPLE", "addin_bytes", "build_addin", "build_sample", "sample_bytes"]

SAMPLE = "leadbook-sample.xlsm"
RIBBON = "ribbon.xml"
RIBBON_MODULE = "LeadbookRibbon"


def build_addin(folder: Path) -> Path:
    """Build the add-in for any person into a folder and give its path; what was there is replaced.

    Raises:
        CannotRead: The installed xlwings or leadbook's own macros cannot be used.
        CannotWrite: Nothing can be written there.
    """
    return _written(folder / ADDIN, addin_bytes())


def build_sample(folder: Path) -> Path:
    """Build the English sample book with functions and stage log inside; as `build_addin`."""
    return _written(folder / SAMPLE, sample_bytes())


def addin_bytes(own_settings: Mapping[str, str] | None = None) -> bytes:
    """Put the add-in together: ribbon, functions and stage log for any workbook.

    Args:
        own_settings: Those that one person's Excel shall find in the add-in itself.
    """
    package = Package(Path(ADDIN), addin_book(own_settings))
    ribbon = macro_file(RIBBON)
    return with_macros(package, _modules(), project="Leadbook", addin=True, ribbon=ribbon)


def sample_bytes() -> bytes:
    """Put the sample together: the book of `leadbook new --sample`, with macros but no ribbon."""
    spoken = words("en")
    book = book_bytes(sample_content(spoken), spoken, file=SAMPLE)
    modules = [module for module in _modules() if module.name != RIBBON_MODULE]
    return with_macros(Package(Path(SAMPLE), book), modules, project="LeadbookSample")


def _modules() -> list[Module]:
    return [*own_modules(), *xlwings_modules()]


def _written(target: Path, content: bytes) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise CannotWrite(
            message(
                "{book} cannot be written into {folder}: {reason}",
                book=target.name,
                folder=str(target.parent),
                reason=why(error),
            )
        ) from error
    return target
