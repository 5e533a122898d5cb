"""The back-test, end to end: nothing later gets in, and every figure is what the book tells."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from leadbook.errors import WrongUse
from leadbook.jobs.backtest import as_json, backtest
from leadbook.jobs.report import report
from leadbook.language.messages import speaker

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"
SAMPLES = ["sales-pipeline.xlsx", "sales-pipeline-fa.xlsx"]
THEN, LATER, TODAY = datetime(2026, 6, 30), datetime(2026, 10, 28), datetime(2026, 11, 22)
FIRST = date(2026, 1, 1)


def run(book, *, as_of=THEN, until=LATER, **options):
    return backtest(book, as_of=as_of, until=until, today=TODAY, **options)


def day(n):
    return FIRST + timedelta(days=n)


def write_book(path, facts_of_later=()):
    """Sixty leads, one every second day, each won or lost 40 days after it came; some still open.

    Args:
        path: Where to write it.
        facts_of_later: What is planted, all from after day 100: log, activities, label, closing.
    """
    leads, log, activities = [], [], []
    for number in range(60):
        came, name = 2 * number, f"L{number:02d}"
        over = came + 40 if number % 5 else None
        stage = "Offer" if over is None else ("Won" if number % 2 else "Lost")
        label = "hot" if "label" in facts_of_later and stage == "Won" else "cold"
        source = "web" if number % 3 else "fair"
        leads.append([name, source, 100 + number, day(came), stage, over and day(over), label])
        log += [[name, "New", day(came)], [name, "Offer", day(came + 10)]]
        if over is not None:
            log.append([name, stage, day(over)])
        activities.append([name, day(came + 1), "call"])
    if "log" in facts_of_later:
        log += [[f"L{n:02d}", "New", day(150 + n)] for n in range(0, 60, 5)]
    if "activities" in facts_of_later:
        activities += [[f"L{n:02d}", day(101 + n), "meeting"] for n in range(45)]
    if "closing" in facts_of_later:
        for lead in leads[::5]:
            lead[4:6] = ["Won", day(190)]
    book = openpyxl.Workbook()
    for title, rows in {
        "Leads": [["lead_id", "source", "amount", "created_at", "stage", "closed_at", "label"],
                  *leads],
        "StageHistory": [["lead_id", "stage", "entered_at"], *log],
        "Activities": [["lead_id", "at", "kind"], *activities],
        "Stages": [["stage", "order", "outcome", "limit_days", "clock", "probability"],
                   ["New", 1, "open", 5, "entry", 0.2], ["Offer", 2, "open", 20, "touch", 0.6],
                   ["Won", 3, "won", None, None, None], ["Lost", 4, "lost", None, None, None]],
    }.items():  # fmt: skip
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    return path


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    """The book without anything planted, back-tested from day 100 to day 158."""
    path = write_book(tmp_path_factory.mktemp("known") / "book.xlsx")
    return run(path, as_of=stamp(100), until=stamp(158)).tested


def stamp(n):
    return datetime.combine(day(n), datetime.min.time())


def test_the_counts_are_those_of_that_day(known):
    # Leads 0 … 50 had come; those that came by day 60 and do not stay open were over.
    assert (known.leads, known.open) == (51, 20 + 7)
    assert (known.staged, known.untold, known.lost_sight) == (27, 0, 0)


def test_wins_foretold_stand_beside_those_that_came(known):
    whole = known.time_to_win[-1]
    assert whole.days == 58
    came = [n for n in range(31, 51) if n % 5 and n % 2]
    assert whole.won == len(came) == 8
    assert 0 <= whole.low <= whole.expected <= whole.high <= whole.n


def test_chances_are_judged_by_the_deals_decided(known):
    found = known.chances
    assert (found.won, found.lost, found.open) == (8, 8, 11)
    assert found.decided.n == 16
    assert sum(b.observed.n for b in found.bins) == 16


def test_the_forecast_is_held_against_the_amounts_won(known):
    won = {n: 100 + n for n in range(31, 51) if n % 5 and n % 2}
    assert sum(m.won for m in known.forecast.months) == sum(won.values())
    assert sum(m.n for m in known.forecast.months) == len(won)
    assert [m.whole for m in known.forecast.months][-1] is False
    later = {n: 100 + n for n in range(51, 60) if n % 5 and n % 2}
    assert sum(m.new for m in known.forecast.months) == sum(later.values())


def test_rot_flags_are_held_against_what_came_of_the_deals(known):
    rot = known.rot
    assert rot.flagged.n + rot.others.n == known.open
    for group in (*rot.states, rot.others):
        assert group.n == group.won + group.lost + group.junk + group.open
    gap = rot.flagged.win.rate - rot.others.win.rate
    assert rot.win_difference.p == pytest.approx(gap)


@pytest.mark.parametrize("planted", [["log"], ["activities"], ["label"], ["log", "activities"]])
def test_a_fact_from_after_the_second_day_moves_no_figure(known, tmp_path, planted):
    path = write_book(tmp_path / "book.xlsx", planted)
    found = run(path, as_of=stamp(100), until=stamp(140)).tested
    plain = run(write_book(tmp_path / "plain.xlsx"), as_of=stamp(100), until=stamp(140))
    for name in ("chances", "time_to_win", "forecast", "rot", "leads", "open"):
        assert getattr(found, name) == getattr(plain.tested, name), name


def test_a_closing_after_the_second_day_moves_no_figure(tmp_path):
    plain = run(write_book(tmp_path / "a.xlsx"), as_of=stamp(100), until=stamp(150))
    book = write_book(tmp_path / "b.xlsx", ["closing"])
    closed = run(book, as_of=stamp(100), until=stamp(150))
    assert closed.tested.chances == plain.tested.chances
    assert closed.tested.time_to_win == plain.tested.time_to_win
    assert closed.tested.forecast == plain.tested.forecast
    assert closed.tested.rot == plain.tested.rot


@pytest.mark.parametrize("planted", [["activities"], ["log"], ["label"]])
def test_facts_between_the_days_that_decide_no_deal_move_no_figure(known, tmp_path, planted):
    book = write_book(tmp_path / "book.xlsx", planted)  # activities from day 101, log from day 150
    between = run(book, as_of=stamp(100), until=stamp(158)).tested
    for name in ("chances", "time_to_win", "forecast", "rot"):
        assert getattr(between, name) == getattr(known, name), name


def test_a_closing_between_the_days_is_what_came_and_not_what_was_foretold(known, tmp_path):
    book = write_book(tmp_path / "book.xlsx", ["closing"])  # the open deals are won on day 190
    later = run(book, as_of=stamp(100), until=stamp(190)).tested
    assert later.chances.won == known.chances.won + known.chances.open
    for one, other in zip(known.time_to_win[:1], later.time_to_win[:1], strict=True):
        assert (one.days, one.n, one.expected) == (other.days, other.n, other.expected)
    foretold = [m.weighted for m in known.forecast.months]
    assert [m.weighted for m in later.forecast.months][: len(foretold)] == foretold
    assert [group.n for group in later.rot.states] == [group.n for group in known.rot.states]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sheet_joins_the_report_and_each_leaves_the_other(tmp_path, name):
    out = tmp_path / name
    report(WORKBOOKS / name, as_of=LATER, out=out)
    sheets = openpyxl.load_workbook(out).sheetnames
    done = run(out)
    tab = speaker(done.pipeline.settings.language)("Back-test")
    assert openpyxl.load_workbook(out).sheetnames == [*sheets, tab]
    assert (done.saved.sheets, done.saved.removed) == ((tab,), ())
    with zipfile.ZipFile(out) as book:
        before = {part: book.read(part) for part in book.namelist()}
    saved = report(out, as_of=LATER).saved
    assert saved.removed == ()
    assert openpyxl.load_workbook(out).sheetnames == [*sheets, tab]
    with zipfile.ZipFile(out) as book:
        after = {part: book.read(part) for part in book.namelist()}
    names = "xl/workbook.xml"  # there the names of sheets change places
    assert len(after.pop(names)) == len(before.pop(names))
    assert after == before


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sheet_has_four_charts_and_their_tables(tmp_path, name):
    done = run(WORKBOOKS / name, out=tmp_path / name)
    sheet = openpyxl.load_workbook(tmp_path / name)[done.saved.sheets[0]]
    assert len(sheet._charts) == 4
    assert len(sheet.tables) == 5


def test_the_figures_are_plain_json(tmp_path):
    done = run(WORKBOOKS / SAMPLES[0], out=tmp_path / SAMPLES[0])
    data = json.loads(json.dumps(as_json(done), allow_nan=False))
    assert data["as_of"] == "2026-06-30"
    assert data["until"] == "2026-10-28"
    assert set(data["chances"]["decided"]) == {"auc", "brier", "log_loss", "n"}
    assert data["time_to_win"][-1]["days"] == 120
    assert data["rot"]["flagged"]["state"] == "rotten"


def test_real_deals_without_history_are_rewound_by_their_dates(maven_book, tmp_path):
    done = run(
        maven_book,
        as_of=datetime(2017, 7, 1),
        until=datetime(2017, 12, 31),
        out=tmp_path / "m.xlsx",
    )
    found = done.tested
    leads = done.pipeline.leads
    came = leads["created_at"] <= datetime(2017, 7, 1)
    over = leads["closed_at"] <= datetime(2017, 7, 1)
    assert found.open == int((came & ~over).sum())
    assert found.staged == 0
    assert found.rot.states == ()
    assert found.forecast is None  # the amount stands only where a deal was won
    assert found.amounts_known_late
    won = came & ~over & (leads["status"] == "won")
    assert found.time_to_win[-1].won <= int(won.sum())


def test_a_column_that_is_vouched_for_is_kept(tmp_path):
    book = WORKBOOKS / SAMPLES[0]
    plain = run(book, out=tmp_path / "a.xlsx").tested
    kept = run(book, out=tmp_path / "b.xlsx", keep=["Interest"]).tested
    assert "Interest" in plain.left_behind
    assert "Interest" in kept.kept
    with pytest.raises(WrongUse, match="Interest"):
        run(book, out=tmp_path / "c.xlsx", keep=["Intrest"])


@pytest.mark.parametrize(
    ("as_of", "until", "words"),
    [
        (LATER, LATER, "must be before the second"),
        (LATER, THEN, "must be before the second"),
        (datetime(2020, 1, 1), LATER, "begins on"),
        (THEN, datetime(2027, 1, 1), "tells nothing after"),
    ],
)
def test_days_that_the_book_does_not_reach_are_wrong_use(tmp_path, as_of, until, words):
    book, out = WORKBOOKS / SAMPLES[0], tmp_path / "out.xlsx"
    with pytest.raises(WrongUse, match=words):
        run(book, as_of=as_of, until=until, out=out)
    assert not out.exists()


def test_every_step_is_told_in_growing_shares(tmp_path):
    told = []
    run(
        WORKBOOKS / SAMPLES[0],
        out=tmp_path / "out.xlsx",
        progress=lambda _step, done: told.append(done),
    )
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, 1)
