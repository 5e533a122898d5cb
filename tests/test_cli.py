"""The command line: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

SAMPLE = Path(__file__).parent.parent / "workbooks" / "sales-pipeline.xlsx"
AS_OF = "2026-10-31"


def leadbook(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run leadbook as a person would, in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "leadbook", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A small book: three leads, nothing wrong with it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Leads"
    for row in (
        ["lead_id", "stage", "created_at", "closed_at", "amount", "Region"],
        ["A1", "New", "2026-01-05", None, 100, "North"],
        ["A2", "Won", "2026-01-05", "2026-02-04", 200, "North"],
        ["A3", "Lost", "2026-01-05", "2026-01-15", 300, "South"],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_report_in_a_pipe_says_nothing_and_ends_with_0(book: Path) -> None:
    done = leadbook("report", book, "--as-of", "2026-03-01")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert openpyxl.load_workbook(book).sheetnames[:2] == ["Leads", "Summary"]


def test_report_out_leaves_the_book_alone(book: Path, tmp_path: Path) -> None:
    before, out = book.read_bytes(), tmp_path / "out.xlsx"
    assert leadbook("report", book, "--as-of", "2026-03-01", "--out", out).returncode == 0
    assert book.read_bytes() == before
    assert "Summary" in openpyxl.load_workbook(out).sheetnames


def test_json_to_standard_output_holds_the_figures(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    done = leadbook("report", book, "--as-of", "2026-03-01", "--out", out, "--json", "-")
    figures = json.loads(done.stdout)
    assert figures["as_of"] == "2026-03-01"
    assert figures["counts"] == {
        "leads": 3, "open": 1, "won": 1, "lost": 1, "junk": 0, "problems": 0,
    }  # fmt: skip
    assert figures["days_to_outcome"]["won"]["mean"] == 30
    assert figures["value"]["won_total"] == 200


def test_by_breaks_the_figures_down_by_any_column(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    assert leadbook("report", book, "--by", "Region", "--json", target).returncode == 0
    groups = json.loads(target.read_text("utf-8"))["by"]["Region"]
    assert {group["value"]: group["leads"] for group in groups} == {"North": 2, "South": 1}


def test_map_overrules_the_guess(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    leadbook("report", book, "--map", "source=Region", "--json", target)
    groups = json.loads(target.read_text("utf-8"))["by"]["source"]
    assert {group["value"] for group in groups} == {"North", "South"}


def test_as_of_may_be_jalali(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.json"
    leadbook("report", book, "--as-of", "۱۴۰۵/۰۱/۰۱", "--json", target)
    assert json.loads(target.read_text("utf-8"))["as_of"] == "2026-03-21"


def test_strict_ends_with_1_when_the_book_has_problems(tmp_path: Path) -> None:
    arguments = ("report", SAMPLE, "--as-of", AS_OF, "--out", tmp_path / "out.xlsx")
    assert leadbook(*arguments).returncode == 0
    assert leadbook(*arguments, "--strict").returncode == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as-of", "yesterday"], "yesterday"),
        (["--by", "Regoin"], "Region"),
        (["--map", "stage"], "canonical=header"),
        (["--map", "stagee=Region"], "stage"),
        (["--map", "source=Regoin"], "Region"),
    ],
)
def test_wrong_use_ends_with_2_and_names_the_mend(
    book: Path, arguments: list[str], words: str
) -> None:
    before = book.read_bytes()
    done = leadbook("report", book, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert book.read_bytes() == before


def test_a_missing_book_ends_with_3_and_one_sentence(tmp_path: Path) -> None:
    done = leadbook("report", tmp_path / "none.xlsx")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "none.xlsx" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="started by a shell of Unix")
def test_a_task_without_a_window_makes_its_report(book: Path) -> None:
    """As pythonw runs it: there is no standard output and no standard error."""
    line = [sys.executable, "-m", "leadbook", "report", str(book), "--as-of", "2026-03-01"]
    assert subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *line], check=False).returncode == 0
    assert "Summary" in openpyxl.load_workbook(book).sheetnames


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_book_whose_name_is_no_text_gets_its_report(book: Path) -> None:
    odd = book.rename(book.parent / os.fsdecode(b"caf\xe9.xlsx"))
    done = leadbook("report", odd, "--as-of", "2026-03-01", "--json", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["book"] == "caf?.xlsx"


def test_figures_are_never_written_over_a_book(book: Path, tmp_path: Path) -> None:
    """One slip of the hand, and the team's workbook would be a text file."""
    before, leads = book.read_bytes(), tmp_path / "leads.json"
    leads.write_text('[{"name": "Ann", "email": "ann@example.com"}]')
    for line in (
        ["report", book, "--json", book],
        ["check", book, "--json", tmp_path / "other.xlsx"],
        ["import", book, leads, "--json", leads],
    ):
        done = leadbook(*line)
        assert (done.returncode, done.stdout) == (2, "")
        assert "--json may not write over" in done.stderr
    assert book.read_bytes() == before
    assert leads.read_text().startswith("[{")


@pytest.mark.parametrize(
    "line",
    [["report", ""], ["new", ""], ["report", "a.xlsx", "--json", ""], ["import", "a.xlsx", ""]],
)
def test_an_empty_name_is_wrong_use(line: list[str]) -> None:
    done = leadbook(*line)
    assert done.returncode == 2
    assert done.stderr.endswith(": the name is empty\n")


def test_a_folder_instead_of_a_book_is_named_even_where_the_path_is_a_dot(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadbook", "check", "."],
        capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "LEADBOOK_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.startswith(f"leadbook: {tmp_path.name} is a folder")


def test_figures_into_a_missing_folder_end_with_4(book: Path, tmp_path: Path) -> None:
    done = leadbook("report", book, "--json", tmp_path / "no" / "figures.json")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1


def test_a_failure_is_said_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    asked = leadbook("report", tmp_path / "none.xlsx", "--lang", "fa")
    terminal = leadbook("report", tmp_path / "none.xlsx", LANG="fa_IR.UTF-8")
    assert asked.stderr == terminal.stderr
    assert any("\u0600" <= letter <= "\u06ff" for letter in asked.stderr)


def test_persian_arrives_whole_in_a_pipe_of_another_code_page(tmp_path: Path) -> None:
    done = leadbook("report", tmp_path / "none.xlsx", "--lang", "fa", PYTHONIOENCODING="cp1252")
    assert done.returncode == 3
    assert any("\u0600" <= letter <= "\u06ff" for letter in done.stderr)


def test_help_is_written_in_persian_for_a_persian_terminal() -> None:
    done = leadbook("--help", LEADBOOK_LANG="fa")
    assert done.returncode == 0
    assert any("\u0600" <= letter <= "\u06ff" for letter in done.stdout)


def test_check_prints_each_column_and_each_problem() -> None:
    done = leadbook("check", SAMPLE, "--as-of", AS_OF)
    assert done.returncode == 0
    assert "Leads" in done.stdout
    assert "created_at" in done.stdout
    assert "How to mend" in done.stdout


def test_check_as_json_gives_cells() -> None:
    done = leadbook("check", SAMPLE, "--as-of", AS_OF, "--json", "-")
    mistakes = {
        problem["cell"]: problem["value"] for problem in json.loads(done.stdout)["problems"]
    }
    assert mistakes["L118"] == "#N/A"
    assert {"T89", "V61", "A205"} < set(mistakes)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_new_makes_a_book_that_report_understands(tmp_path: Path, language: str) -> None:
    made = tmp_path / "mine.xlsx"
    assert leadbook("new", made, "--lang", language, "--sample").returncode == 0
    assert leadbook("report", made, "--as-of", AS_OF).returncode == 0


def test_new_makes_no_workbook_by_the_name_of_another_file(tmp_path: Path) -> None:
    done = leadbook("new", tmp_path / "book.csv")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "book.csv must end in .xlsx" in done.stderr


def test_new_never_overwrites(book: Path) -> None:
    before = book.read_bytes()
    done = leadbook("new", book)
    assert done.returncode == 4
    assert book.read_bytes() == before


def on_terminal(*arguments: object, **environment: str) -> tuple[int, bytes]:
    """Run leadbook on a pseudo terminal; gives its exit code and what it showed."""
    import pty

    try:
        keeper, terminal = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no pseudo terminal: {error}")
    with subprocess.Popen(
        [sys.executable, "-m", "leadbook", *map(str, arguments)],
        stdout=terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "LANG": "C.UTF-8", **environment},
    ) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(keeper, 4096)
            except OSError:  # Linux ends a pseudo terminal with an error
                break
            if not part:
                break
            shown += part
    os.close(keeper)
    return process.returncode, shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is a Unix thing")
def test_on_a_terminal_the_outcome_is_shown(book: Path) -> None:
    code, shown = on_terminal("report", book, "--as-of", "2026-03-01")
    assert code == 0
    assert b"Reading book.xlsx" in shown
    assert b"The report is in" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is a Unix thing")
@pytest.mark.parametrize("code_page", ["cp1252", "cp1256"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["report", "book.xlsx", "--as-of", "2026-03-01"], 0),
        (["check", "book.xlsx"], 0),
        (["limits", "book.xlsx"], 0),
        (["doctor"], 0),
        (["check", "none.xlsx"], 3),
        (["check", "--strickt"], 2),
        (["--help"], 0),
    ],
)
def test_persian_on_a_terminal_of_another_code_page_is_no_error(
    book: Path, monkeypatch: pytest.MonkeyPatch, code_page: str, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(book.parent)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    ended, shown = on_terminal(*arguments, LEADBOOK_LANG="fa", PYTHONIOENCODING=code_page)
    assert (ended, b"codec" in shown, b"\\u" in shown) == (code, False, False)


def ole(stream: str) -> bytes:
    """The first sectors of an OLE file that holds a stream of this name."""
    magic = bytes.fromhex("D0CF11E0A1B11AE1")
    return magic.ljust(1024, b"\0") + stream.encode("utf-16-le").ljust(512, b"\0")


def zipped(**parts: str) -> bytes:
    """A zip with these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


def sheet_of(*rows: list[object]) -> bytes:
    """A workbook with one sheet of these rows."""
    held, workbook = io.BytesIO(), openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(held)
    return held.getvalue()


@pytest.mark.parametrize("command", ["report", "check"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("encrypted.xlsx", ole("EncryptedPackage")),
        ("old.xls", ole("Workbook")),
        ("binary.xlsb", zipped(**{"xl/workbook.bin": "", "[Content_Types].xml": "<Types/>"})),
        ("text.xlsx", b"lead_id,stage\nA1,New\n"),
        ("book.csv", sheet_of(["lead_id", "stage"], ["A1", "New"])),
        ("no-leads.xlsx", sheet_of(["apples", "pears"], [1, 2])),
        ("blank.xlsx", sheet_of()),
        ("headers-only.xlsx", sheet_of(["lead_id", "stage", "created_at"])),
        ("duplicates.xlsx", sheet_of(["stage"] * 50, ["New"] * 50)),
        ("nothing.xlsx", b""),
        ("cut.xlsx", sheet_of(["lead_id", "stage"], ["A1", "New"])[:3000]),
        ("other.xlsx", zipped(**{"readme.txt": "not a book"})),
    ],
)
def test_a_wrong_file_ends_with_3_and_one_sentence(
    tmp_path: Path, command: str, name: str, content: bytes
) -> None:
    book = tmp_path / name
    book.write_bytes(content)
    done = leadbook(command, book)
    assert (done.returncode, done.stdout) == (3, "")
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert book.read_bytes() == content


@pytest.mark.parametrize("hint", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_an_open_book_is_left_alone_and_the_report_goes_beside_it(book: Path, hint: str) -> None:
    before = book.read_bytes()
    book.with_name(hint).write_text("somebody")
    done = leadbook("report", book, "--as-of", "2026-03-01")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert "book (leadbook report).xlsx" in done.stderr
    assert book.read_bytes() == before
    beside = book.with_name("book (leadbook report).xlsx")
    assert "Summary" in openpyxl.load_workbook(beside).sheetnames


def test_backtest_in_a_pipe_says_nothing_and_adds_its_sheet(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    days = ("--as-of", "2026-06-30", "--until", "1405/08/06")
    done = leadbook("backtest", SAMPLE, *days, "--out", out)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    before = openpyxl.load_workbook(SAMPLE).sheetnames
    assert openpyxl.load_workbook(out).sheetnames == [*before, "Back-test"]


def test_backtest_gives_its_figures_as_json(tmp_path: Path) -> None:
    arguments = ("--as-of", "2026-06-30", "--until", "2026-10-28", "--json", "-")
    done = leadbook("backtest", SAMPLE, *arguments, "--out", tmp_path / "out.xlsx")
    figures = json.loads(done.stdout)
    assert (figures["as_of"], figures["until"]) == ("2026-06-30", "2026-10-28")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (["--as-of", "2026-10-28", "--until", "2026-06-30"], "must be before"),
        (["--as-of", "2020-01-01", "--until", "2026-06-30"], "begins on"),
        (["--as-of", "2026-06-30", "--until", "2099-01-01"], "tells nothing after"),
        (["--as-of", "2026-06-30", "--until", "soon"], "--until 'soon' is no date"),
        (["--as-of", "2026-06-30"], "--until"),
    ],
)
def test_backtest_of_days_that_do_not_fit_ends_with_2(
    tmp_path: Path, days: list[str], words: str
) -> None:
    done = leadbook("backtest", SAMPLE, *days, "--out", tmp_path / "out.xlsx")
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is a Unix thing")
def test_on_a_terminal_the_backtest_says_how_it_came_out(tmp_path: Path) -> None:
    days = ("--as-of", "2026-06-30", "--until", "2026-10-28")
    code, shown = on_terminal("backtest", SAMPLE, *days, "--out", tmp_path / "out.xlsx")
    assert code == 0
    assert b"Rewinding to 2026-06-30" in shown
    assert b"won by 2026-10-28: " in shown
    assert b"The back-test is in" in shown


def test_limits_are_printed_and_change_nothing(tmp_path: Path) -> None:
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(SAMPLE.read_bytes())
    done = leadbook("limits", mine, "--as-of", AS_OF, COLUMNS="200")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Negotiation" in done.stdout
    assert mine.read_bytes() == SAMPLE.read_bytes()


def test_limits_are_written_and_their_cells_named(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    done = leadbook("limits", SAMPLE, "--as-of", AS_OF, "--write-limits", "--out", out)
    assert done.returncode == 0
    assert "Stages!D2 is now 4" in done.stdout
    assert openpyxl.load_workbook(out)["Stages"]["D2"].value == 4


def test_limits_as_json_hold_each_stage_with_its_n() -> None:
    done = leadbook("limits", SAMPLE, "--as-of", AS_OF, "--json", "-")
    new, *_, negotiation = json.loads(done.stdout)["limits"]
    assert (new["stage"], new["limit_days"], new["new_limit_days"]) == ("New", 7, 4)
    assert negotiation["stage"] == "Negotiation"
    assert negotiation["n"] > 90
    assert negotiation["low"] <= negotiation["suggested_limit_days"] <= negotiation["high"]


def test_limits_without_a_stages_table_end_with_2_and_say_how_to_get_one(book: Path) -> None:
    done = leadbook("limits", book, "--as-of", "2026-03-01", "--write-limits")
    assert done.returncode == 2
    assert "add a sheet named Stages" in done.stderr


def test_the_end_searches_nothing_for_what_is_used_no_more() -> None:
    script = (
        "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0));"
        "from leadbook.cli import main; main(['--version'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split()[-1] == "True"
