"""The main job for every book in a folder, one after another: one that fails stops no other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leadbook.errors import UNEXPECTED, CannotRead, LeadbookError
from leadbook.figures import as_json as figures_as_json
from leadbook.jobs.progress import unwatched
from leadbook.jobs.report import report
from leadbook.language.messages import message, speaker
from leadbook.language.reasons import why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from leadbook.jobs.progress import Progress
    from leadbook.jobs.report import Reported
    from leadbook.language.messages import Language, Message, Speaker

__all__ = ["BookRun", "FolderRun", "as_json", "books_in", "left_alone_in", "report_folder"]

_KINDS = frozenset({".xlsx", ".xlsm"})
_OTHER_KINDS = frozenset({".csv", ".numbers", ".ods", ".tsv", ".xls", ".xlsb"})
_SIGNS = ("~$", ".~lock.", ".")
_OURS = re.compile(r" \(leadbook (report|backup \d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \d+)?)\)$")


@dataclass(frozen=True)
class BookRun:
    """How one book came out.

    Attributes:
        book: The book.
        written: The file that holds its report; the book itself, or one beside it.
        problems: How many problems its data have.
        error: What went wrong, as a sentence.
        exit_code: The code with which ``leadbook report`` would have ended for this book alone.
        figures: Its figures as plain data, where they were asked for.
    """

    book: Path
    written: Path | None = None
    problems: int = 0
    error: Message | None = None
    exit_code: int = 0
    figures: Mapping[str, object] | None = None

    @property
    def state(self) -> Literal["done", "problems", "failed"]:
        """Whether the report was made, made from data that have problems, or not made as meant."""
        if self.error is not None:
            return "failed"
        return "problems" if self.problems else "done"


@dataclass(frozen=True)
class FolderRun:
    """How every book of a folder came out, in the order of their names.

    Attributes:
        folder: The folder.
        books: Its books.
        left_alone: Tables of other kinds than leadbook reports on.
    """

    folder: Path
    books: tuple[BookRun, ...]
    left_alone: tuple[Path, ...] = ()

    @property
    def exit_code(self) -> int:
        """The worst of the books' exit codes; 0 where there are none."""
        return max((run.exit_code for run in self.books), default=0)


def books_in(folder: Path) -> tuple[Path, ...]:
    """List the books of a folder by name: .xlsx and .xlsm that people made.

    Left out are the signs that Excel and LibreOffice leave beside an open book, hidden files, and
    the backups and copies that leadbook itself put there. Folders inside are not entered.

    Raises:
        CannotRead: There is no such folder, or it may not be looked into.
    """
    return tuple(path for path in _files_in(folder) if path.suffix.lower() in _KINDS)


def left_alone_in(folder: Path) -> tuple[Path, ...]:
    """List what people keep in a folder as tables of other kinds, by name: .xls, .csv and such.

    Raises:
        CannotRead: There is no such folder, or it may not be looked into.
    """
    return tuple(path for path in _files_in(folder) if path.suffix.lower() in _OTHER_KINDS)


def _files_in(folder: Path) -> Sequence[Path]:
    """The files that people put there, by name."""
    try:
        names = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        raise CannotRead(
            message(
                "the folder {folder} cannot be looked into ({reason}); name a folder that holds "
                "the team's books",
                folder=str(folder),
                reason=why(error),
            )
        ) from error
    return [path for path in names if _is_of_people(path)]


def _is_of_people(path: Path) -> bool:
    return not path.name.startswith(_SIGNS) and not _OURS.search(path.stem) and path.is_file()


def report_folder(
    folder: Path,
    *,
    as_of: datetime,
    language: Language | None = None,
    by: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
    with_figures: bool = False,
    progress: Progress = unwatched,
) -> FolderRun:
    """Write leadbook's sheets into every book of a folder; what fails is told, not raised.

    Args:
        folder: Where the books are.
        as_of: The moment up to which open deals are counted, in every book.
        language: Language of the reports; each book's own when absent.
        by: Further columns to break the figures down by.
        mapping: Canonical column → header, where the guess should be overruled.
        strict: Problems in a book's data count as exit code 1.
        with_figures: Keep each book's figures.
        progress: Is told each step of each book.

    Raises:
        CannotRead: The folder itself cannot be read.
    """
    books = books_in(folder)

    def run(book: Path, watch: Progress) -> BookRun:
        try:
            done = report(
                book, as_of=as_of, language=language, by=by, mapping=mapping, progress=watch
            )
            return _reported(book, done, strict=strict, with_figures=with_figures)
        except LeadbookError as error:
            return BookRun(book, error=error.message, exit_code=error.exit_code)
        except Exception as error:  # Whatever is wrong with one book, the others get their report.
            return BookRun(book, error=_unknown(error), exit_code=UNEXPECTED)

    watches = _shares(books, progress)
    runs = tuple(run(book, watch) for book, watch in zip(books, watches, strict=True))
    return FolderRun(folder, runs, left_alone_in(folder))


def _reported(book: Path, done: Reported, *, strict: bool, with_figures: bool) -> BookRun:
    problems, refused = len(done.figures.problems), done.saved.refusal
    say = speaker(done.pipeline.settings.language)
    return BookRun(
        book,
        written=done.saved.path,
        problems=problems,
        error=refused.message if refused else None,
        exit_code=refused.exit_code if refused else int(strict and problems > 0),
        figures=figures_as_json(done.figures, say) if with_figures else None,
    )


def _unknown(error: Exception) -> Message:
    return message(
        "leadbook met an error that it does not know in this book ({kind}: {text}); run leadbook "
        "report on it alone with LEADBOOK_DEBUG=1 to see where, and please report it",
        kind=type(error).__name__,
        text=str(error),
    )


def _shares(books: Sequence[Path], progress: Progress) -> Iterator[Progress]:
    """Give each book a progress that fills its share of the whole."""
    for number, book in enumerate(books):

        def watch(step: Message, done: float, number: int = number, book: Path = book) -> None:
            told = message("{book}: {step}", book=book.name, step=step)
            progress(told, (number + done) / len(books))

        yield watch


def as_json(run: FolderRun, say: Speaker) -> dict[str, object]:
    """Give a folder's run as plain data: one entry a book, its figures where they were kept."""
    return {
        "folder": str(run.folder),
        "exit_code": run.exit_code,
        "left_alone": [path.name for path in run.left_alone],
        "books": [
            {
                "book": book.book.name,
                "state": book.state,
                "exit_code": book.exit_code,
                "problems": book.problems,
                "written": book.written.name if book.written else None,
                "error": say(book.error) if book.error else None,
                "figures": book.figures,
            }
            for book in run.books
        ],
    }
