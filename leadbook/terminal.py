"""What a person sees in a terminal: a progress bar, and the outcome as short tables."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from leadbook.language.messages import LEFT_TO_RIGHT_MARK, Message, message, plural
from leadbook.report.limit_words import limit_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from leadbook.hosts.excel.doctor import Finding
    from leadbook.jobs.backtest import Backtested
    from leadbook.jobs.folder import BookRun, FolderRun
    from leadbook.jobs.limits import Learned
    from leadbook.jobs.progress import Progress as Watcher
    from leadbook.jobs.report import Reported
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline, TableReading
    from leadbook.pipeline.problems import Problem

__all__ = [
    "progress_bar",
    "show_backtest",
    "show_check",
    "show_findings",
    "show_folder",
    "show_limits",
    "show_report",
]

SHOWN_PROBLEMS = 40
"""Problems printed before the rest is only counted; the JSON and the sheet have them all."""

SHOWN_NAMES = 3
"""Files of a kind that are named where leadbook leaves them alone."""

STATES = {"warn": message("Look at this"), "fail": message("At fault")}

KINDS = {
    "id": message("id"),
    "text": message("text"),
    "label": message("choice"),
    "number": message("number"),
    "money": message("money"),
    "percent": message("percent"),
    "date": message("date"),
    "flag": message("yes or no"),
    "stage": message("stage"),
    "status": message("status"),
    "kind": message("contact"),
    "direction": message("in or out"),
    "signed": message("number"),
    "measure": message("number or text"),
    "any": message("number or text"),
}
"""What a column holds, as a person calls it."""

FOUND_BY = {
    "table": message("its table name"),
    "sheet": message("its sheet name"),
    "headers": message("its headers"),
}


# A terminal that turns Persian round would take neighbouring cells for one text, and turn the
# columns of a row with it; a mark between them keeps each where it is.
_APART = box.Box(
    "\n".join(f"{row[:2]}{LEFT_TO_RIGHT_MARK}{row[3]}" for row in str(box.SIMPLE_HEAD).splitlines())
)


@contextmanager
def progress_bar(say: Speaker) -> Iterator[Watcher]:
    """Draw a bar on standard error while a job runs, and clear it at the end."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def watch(step: Message, done: float) -> None:
            bar.update(task, description=say(step), completed=done, refresh=True)

        yield watch


def show_report(done: Reported, say: Speaker) -> None:
    """Print the headline figures of a report and where it was written."""
    counts, rate = done.figures.counts, done.figures.conversion["win_rate"]
    console, table = Console(), Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim")
    table.add_column(justify="right", style="bold")
    for label, value in (
        (say("Leads"), counts.leads),
        (say("Open"), counts.open),
        (say("Won"), counts.won),
        (say("Lost"), counts.lost),
        (say("Rotten"), done.figures.rotten.rotten),
        (say("Cold"), len(done.figures.cold)),
        (say("Problems"), counts.problems),
    ):
        table.add_row(label, say.figure(value))
    if rate.rate is not None:
        table.add_row(say("Win rate, %"), say.figure(100 * rate.rate))
    console.print(table)
    console.print(Text(say("The report is in {book}", book=str(done.saved.path))))
    if done.saved.backup is not None:
        backup = done.saved.backup.name
        console.print(Text(say("The book as it was: {backup}", backup=backup), style="dim"))


def show_backtest(done: Backtested, say: Speaker) -> None:
    """Print in one line how the first day's chances and wins came out, and where the sheet is."""
    tested, console = done.tested, Console()
    wins, auc = tested.time_to_win[-1], tested.chances.decided.auc
    console.print(
        Text(
            say(
                "Of the deals open on {as_of} (n = {n}), won by {until}: {won}; the curve "
                "foretold {expected} ({low} to {high} by luck)",
                n=wins.n,
                as_of=tested.as_of,
                won=wins.won,
                until=tested.until,
                expected=wins.expected,
                low=wins.low,
                high=wins.high,
            )
        )
    )
    if auc is not None:
        console.print(
            Text(
                say(
                    "The chances ranked {auc}% of pairs of a won and a lost deal rightly (n = {n})",
                    auc=100 * auc,
                    n=tested.chances.decided.n,
                )
            )
        )
    console.print(Text(say("The back-test is in {book}", book=str(done.saved.path))))


def show_check(pipeline: Pipeline, say: Speaker) -> None:
    """Print how each table and column was understood, then each problem with its cell."""
    console = Console()
    for reading in pipeline.reading:
        _show(console, _reading_title(reading, say), _reading_table(reading, say))
    for sheet in pipeline.unread_sheets:
        console.print(say("Sheet {sheet}: no table recognised", sheet=sheet), style="dim")
    for assumption in pipeline.settings.assumed:
        console.print(Text(say(assumption), style="dim"))
    if not pipeline.problems:
        console.print(say("No problems found"), style="green")
        return
    _show(console, say("Problems"), _problems_table(pipeline.problems[:SHOWN_PROBLEMS], say))
    rest = len(pipeline.problems) - SHOWN_PROBLEMS
    if rest > 0:
        console.print(say("and {n} more; --json has them all", n=rest), style="dim")


def show_limits(done: Learned, say: Speaker) -> None:
    """Print the limit that each stage has and could have, and which cells were written."""
    console, table = Console(), _table(say)
    table.add_column(say("Stage"), no_wrap=True)
    for heading in (
        say("Limit, days"),
        say("Learned limit, days"),
        say("95% from … to"),
        say("Visits (n)"),
        say("Rotten now"),
        say("Rotten with it"),
    ):
        table.add_column(heading, justify="right")
    notes = []
    for *row, note in (limit_row(limit, say) for limit in done.limits):
        table.add_row(*row)
        notes += [f"{row[0]}: {note}"] if note else []
    _show(console, say("Limits learned from won deals"), table)
    for note in notes:
        console.print(Text(note, style="dim"))
    for address, days in (done.written or {}).items():
        console.print(
            Text(say("{sheet}!{cell} is now {days}", sheet=done.sheet, cell=address, days=days))
        )
    for address in done.formulas:
        console.print(
            Text(
                say(
                    "{sheet}!{cell} holds a formula and was left as it is",
                    sheet=done.sheet,
                    cell=address,
                )
            )
        )
    if done.saved is not None:
        console.print(Text(say("The limits are in {book}", book=str(done.saved.path))))


def show_folder(run: FolderRun, say: Speaker) -> None:
    """Print how each book of a folder came out, a line each, and which files were left alone."""
    console, table = Console(), _table(say)
    for heading in (say("Book"), say("Outcome")):
        table.add_column(heading)
    for book in run.books:
        table.add_row(Text(book.book.name), Text(_outcome(book, say)))
    if run.books:
        _show(console, say("Books in {folder}", folder=str(run.folder)), table)
    else:
        console.print(Text(say("{folder} holds no .xlsx or .xlsm book", folder=str(run.folder))))
    if run.left_alone:
        console.print(Text(_left_alone(run.left_alone, say), style="dim"))


def _left_alone(files: Sequence[Path], say: Speaker) -> str:
    """Say how many files of each kind there are, with the first names."""
    names: dict[str, list[str]] = {}
    for path in files:
        names.setdefault(path.suffix.lower(), []).append(path.name)
    counted = []
    for kind, named in sorted(names.items()):
        shown = [*named[:SHOWN_NAMES], *(["…"] if len(named) > SHOWN_NAMES else [])]
        counted.append(message("{n} {kind} ({names})", n=len(named), kind=kind, names=shown))
    return say("Left alone: {files}; a book gets its report once saved as .xlsx", files=counted)


def _outcome(book: BookRun, say: Speaker) -> str:
    if book.error is not None:
        return say(book.error)
    if book.problems:
        return say(
            plural(
                "done; its data have {n} problem, listed in it",
                "done; its data have {n} problems, listed in it",
                n=book.problems,
            )
        )
    return say("done")


def show_findings(findings: Sequence[Finding], say: Speaker) -> None:
    """Print what the doctor found amiss, each with its mend, and how many checks went well."""
    console = Console(soft_wrap=True)
    for found in findings:
        if found.mend is None:
            continue
        style = "bold red" if found.state == "fail" else "bold yellow"
        head = Text(say(STATES[found.state]), style=style)
        console.print(head + Text(f": {say(found.sentence)}", style="default"))
        console.print(Text(f"    {say(found.mend)}"))
    console.print(
        Text(
            say(
                "Checks that went well: {ok}; not for this machine: {skipped}",
                ok=sum(found.state == "ok" for found in findings),
                skipped=sum(found.state == "skipped" for found in findings),
            ),
            style="dim",
        )
    )


def _reading_title(reading: TableReading, say: Speaker) -> str:
    return say(
        plural(
            "{sheet}: understood as {kind} by {found_by}, {n} row",
            "{sheet}: understood as {kind} by {found_by}, {n} rows",
            n=reading.rows,
            sheet=reading.sheet,
            kind=reading.kind,
            found_by=FOUND_BY[reading.found_by],
        )
    )


def _reading_table(reading: TableReading, say: Speaker) -> Table:
    table = _table(say)
    table.add_column(say("Column"))
    table.add_column(say("Header"))
    table.add_column(say("Understood as"), no_wrap=True)  # as --map names it
    table.add_column(say("Kind"))
    table.add_column(say("Filled"), justify="right")
    table.add_column(say("Problems"), justify="right")
    for column in reading.columns:
        table.add_row(
            column.letter,
            Text(column.header),
            column.canonical,
            say(KINDS[column.kind]),
            say.figure(column.filled),
            say.figure(column.problems) if column.problems else "",
        )
    return table


def _problems_table(problems: tuple[Problem, ...], say: Speaker) -> Table:
    table = _table(say)
    for heading in (say("Sheet"), say("Cell"), say("Value"), say("Problem"), say("How to mend")):
        table.add_column(heading)
    for found in problems:
        table.add_row(
            Text(found.sheet),
            found.cell,
            Text(found.value),
            Text(say(found.problem)),
            Text(say(found.how_to_mend)),
        )
    return table


def _table(say: Speaker) -> Table:
    lines = _APART if say.right_to_left else box.SIMPLE_HEAD
    return Table(box=lines, header_style="dim", pad_edge=False)


def _show(console: Console, title: str, table: Table) -> None:
    """Print a table below its title, which may be wider than the table."""
    console.print(Text(title, style="bold"))
    console.print(table)
