"""What becomes of the rows of a file, from tables alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadbook.actions.first_stages import first_stage
from leadbook.actions.import_rows import Incoming, Receiving
from leadbook.actions.importing import Decisions, decide
from leadbook.pipeline.build import build
from leadbook.pipeline.columns import assign
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.pipeline.raw import ErrorCell, RawBook, RawColumn, RawTable, UncalculatedCell

AT = datetime(2026, 11, 22)
BOOK = {
    "Lead ID": ["L-01", "L-02", "L-03"],
    "Name": ["Ann", "Bob", "Eve"],
    "Company": ["X", "Y", "Z"],
    "Phone": ["+98 912 123 4567", None, None],
    "Email": [None, "bob@example.com", None],
    "Stage": ["New", "Contacted", "Won"],
    "Status": ["Active", "Active", "Won"],
    "Created": [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)],
    "Stage since": [date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 9)],
    "Amount": [100.0, 200.0, None],
    "Shoe": ["a", "b", "c"],
}


def table(columns: dict[str, list[Any]], first: int = 2) -> RawTable:
    n = len(next(iter(columns.values())))
    raw = tuple(
        RawColumn(header, chr(65 + at), cells) for at, (header, cells) in enumerate(columns.items())
    )
    return RawTable("Leads", "Leads", "sheet", "Leads", raw, range(first, first + n))


def decided(
    file: dict[str, list[Any]], book: dict[str, list[Any]] | None = None, **options: Any
) -> Decisions:
    leads = table(book or BOOK)
    raw = RawBook("book.xlsx", (leads,), False, False, (), ())
    filled = options.pop("filled", ())
    hints = read_hints(options.pop("mapping", None))
    known = build(raw, as_of=AT)
    receiving = Receiving(
        leads, assign(leads, NO_HINTS), known.settings, first_stage(known), filled
    )
    return decide(Incoming(table(file), **options), receiving, hints, at=AT)


def rows(done: Decisions, book: dict[str, list[Any]] | None = None) -> list[dict[str, Any]]:
    """The new rows by the book's headers."""
    headers = list(book or BOOK)
    return [{headers[ord(at) - 65]: v for at, v in lead.cells.items()} for lead in done.new]


def test_a_lead_that_says_little_gets_the_usual_rest() -> None:
    assert rows(decided({"Full name": ["Zoe"]})) == [
        {
            "Lead ID": "L-04",
            "Name": "Zoe",
            "Stage": "New",
            "Status": "Active",
            "Created": AT,
            "Stage since": AT,
        }
    ]


def test_what_the_file_says_stands_as_it_is() -> None:
    file = {
        "نام": ["=1+1"],
        "تلفن": ["007"],
        "مرحله": ["Contacted "],
        "تاریخ ایجاد": ["۱۴۰۵/۰۸/۳۰"],
        "Shoe": [" 42"],
        "ID": ["X-9"],
    }
    (row,) = rows(decided(file, is_text=True))
    assert (row["Name"], row["Phone"], row["Shoe"], row["Lead ID"]) == ("=1+1", "007", " 42", "X-9")
    assert (row["Created"], row["Stage"]) == (datetime(2026, 11, 21), "Contacted ")


@pytest.mark.parametrize(
    ("header", "cell", "is_text", "expected"),
    [
        ("Amount", "1,200.50", True, 1200.5),
        ("Amount", "1,200.50", False, "1,200.50"),
        ("Amount", "call us", True, "call us"),
        ("Amount", float("inf"), False, "inf"),
        ("Phone", 10**400, False, f"1{400 * '0'}"),
        ("Shoe", "42", True, "42"),
        ("Shoe", 42, False, 42.0),
        ("Shoe", True, False, "TRUE"),
        ("Shoe", date(2026, 1, 2), False, datetime(2026, 1, 2)),
        ("Created", "2026-11-21T10:30:00", True, datetime(2026, 11, 21, 10, 30)),
        ("Created", "03/04/2026", True, "03/04/2026"),
        ("Created", 46347.0, False, datetime(2026, 11, 21)),
        ("Amount", ErrorCell("#N/A"), False, None),
        ("Amount", UncalculatedCell("A1"), False, None),
    ],
)
def test_a_cell_goes_over_as_what_it_is(
    header: str, cell: object, is_text: bool, expected: object
) -> None:
    (row,) = rows(decided({"Name": ["Zoe"], header: [cell]}, is_text=is_text))
    assert row.get(header) == expected


@pytest.mark.parametrize(
    ("there", "cell", "expected"),
    [
        ([42.0, 43, None], "۴۴", 44.0),
        ([42.0, "43", None], "44", "44"),
        ([True, False, None], "1", "1"),
        ([date(2026, 1, 2), datetime(2026, 1, 3, 4), None], "2026-01-04", datetime(2026, 1, 4)),
        ([None, None, None], "44", "44"),
    ],
)
def test_the_users_own_column_goes_on_as_its_cells_are(
    there: list[object], cell: str, expected: object
) -> None:
    book = {**BOOK, "Shoe": there}
    (row,) = rows(decided({"Name": ["Zoe"], "Shoe": [cell]}, book, is_text=True), book)
    assert row["Shoe"] == expected


def test_dates_of_a_book_that_writes_them_as_text_stay_text() -> None:
    book = {**BOOK, "Created": ["1405/01/01", "1405/01/02", "1405/01/03"]}
    del book["Stage since"]
    settings = table({"Setting": ["Dates"], "Value": ["Jalali-text"]})
    leads = table(book)
    tables = (leads, RawTable("Settings", "S", "sheet", "", settings.columns, [2]))
    made = build(RawBook("b", tables, False, False, (), ()), as_of=AT)
    receiving = Receiving(leads, assign(leads, NO_HINTS), made.settings, first_stage(made))
    file = Incoming(table({"Name": ["Zoe", "Ida"], "Created": [date(2026, 11, 21), None]}))
    done = decide(file, receiving, NO_HINTS, at=AT)
    assert [row["Created"] for row in rows(done, book)] == ["1405/08/30", "1405/09/01"]


@pytest.mark.parametrize(
    ("file", "by"),
    [
        ({"Phone": ["09121234567"]}, "phone"),
        ({"Email": ["BOB@example.com"]}, "email"),
        ({"Lead ID": ["L-03"]}, "lead_id"),
        ({"Name": ["EVE"], "Company": ["z"]}, "name"),
    ],
)
def test_a_lead_of_the_book_is_listed_and_not_added(file: dict[str, list[Any]], by: str) -> None:
    book = {**BOOK, "Phone": ["0912 123 4567", None, None]} if by == "phone" else BOOK
    done = decided(file, book)
    of_row = {"phone": 2, "email": 3, "lead_id": 4, "name": 4}[by]
    assert not done.new
    assert [(r.row, r.by, r.of_row, r.in_file) for r in done.repeats] == [(2, by, of_row, False)]


def test_a_lead_twice_in_the_file_is_added_once() -> None:
    done = decided({"Name": ["Zoe", "Ida", "zoe"], "Company": ["Q", "Q", "q"]})
    assert [lead.row for lead in done.new] == [2, 3]
    assert [(r.row, r.of_row, r.in_file) for r in done.repeats] == [(4, 2, True)]


def test_who_shares_something_with_a_repeat_is_the_same_lead() -> None:
    file = {
        "Name": ["Ann", None, "Zoe", "Ida"],
        "Phone": [None, "+98 912 765 4321", "+98 912 765 4321", None],
        "Email": ["z@example.com", "z@example.com", None, "bob@example.com"],
    }
    done = decided(file)
    assert [lead.row for lead in done.new] == [2]
    assert [(each.row, each.by, each.of_row, each.in_file) for each in done.repeats] == [
        (3, "email", 2, True),
        (4, "phone", 3, True),
        (5, "email", 3, False),
    ]


def test_a_text_that_no_cell_holds_is_shortened_and_named() -> None:
    done = decided(
        {"Name": ["Zoe", "Ida", "Mia"], "Shoe": ["x" * 32_767, "x" * 32_768, "😀" * 20_000]}
    )
    assert [len(row["Shoe"].encode("utf-16-le")) // 2 for row in rows(done)] == [
        32_767,
        32_767,
        32_766,
    ]
    assert [lead.shortened for lead in done.new] == [(), ("K",), ("K",)]


def test_rows_that_are_no_leads_are_handed_on() -> None:
    assert decided({"Name": ["Zoe"]}, left_out=[7, 9]).left_out == (7, 9)


def test_an_id_of_thousands_of_digits_is_an_id() -> None:
    book = {**BOOK, "Lead ID": [1.0, 2.0, 3.0]}
    done = decided({"Lead ID": ["9" * 5_000, None], "Name": ["Zoe", "Ida"]}, book)
    assert [lead.lead_id for lead in done.new] == ["9" * 5_000, 4.0]


FIRST_AND_LAST = {"First Name": ["Zoe", "Zoe", None], "Last Name": ["Lee", "Ray", "Kim"]}


def test_a_name_in_two_columns_is_one_name() -> None:
    done = decided(FIRST_AND_LAST)
    assert [row["Name"] for row in rows(done)] == ["Zoe Lee", "Zoe Ray", "Kim"]
    assert (done.matched, done.not_taken) == ((("First Name + Last Name", "Name"),), ())


def test_people_of_one_first_name_are_not_one_lead() -> None:
    file = {"نام": ["علی", "علی", "علي"], "نام خانوادگی": ["رضایی", "کریمی", "رضايی"]}
    done = decided(file)
    assert [row["Name"] for row in rows(done)] == ["علی رضایی", "علی کریمی"]
    assert [(each.row, each.of_row) for each in done.repeats] == [(4, 2)]


def test_a_book_with_two_columns_of_names_keeps_them_apart_and_knows_both() -> None:
    book = {**BOOK, "Last Name": ["Lee", "Ray", "Kim"]}
    file = {"First Name": ["Ann", "Ann"], "Last Name": ["Lee", "Ray"], "Company": ["X", "X"]}
    done = decided(file, book)
    assert [(row["Name"], row["Last Name"]) for row in rows(done, book)] == [("Ann", "Ray")]
    assert [(each.row, each.by, each.of_row) for each in done.repeats] == [(2, "name", 2)]


@pytest.mark.parametrize(
    ("file", "book", "written"),
    [
        (["First name", "Surname"], ["نام", "نام خانوادگی"], ["Zoe", "Lee"]),
        (["Name", "Last name"], ["First name", "Surname"], ["Zoe", "Lee"]),
        (["First name", "Last name"], ["Name", "Last name"], ["Zoe", "Lee"]),
        (["First name", "Last name"], ["Full name", "Last name"], ["Zoe Lee", "Lee"]),
        (["First name", "Last name"], ["Full name", "Surname"], ["Zoe Lee", None]),
        (["First name", "Last name"], ["Company", "Surname"], [None, "Lee"]),
    ],
)
def test_first_and_last_names_go_where_the_book_has_them(
    file: list[str], book: list[str], written: list[str | None]
) -> None:
    known = {"Lead ID": ["L1"], book[0]: ["Ann"], book[1]: ["Poe"], "Stage": ["New"]}
    done = decided(dict(zip(file, [["Zoe"], ["Lee"]], strict=True)), known)
    (row,) = rows(done, known)
    assert [row.get(header) for header in book] == written
    assert {told for told, _ in done.matched} <= {*file, " + ".join(file)}


def test_a_whole_name_beside_a_last_name_is_the_name() -> None:
    done = decided({"Full name": ["Zoe Lee"], "Last name": ["Lee"]})
    assert [row["Name"] for row in rows(done)] == ["Zoe Lee"]
    assert done.not_taken == ("Last name",)


def test_a_first_name_that_is_told_to_be_the_name_is_it() -> None:
    done = decided(FIRST_AND_LAST, mapping={"name": "First Name"})
    assert [row.get("Name") for row in rows(done)] == ["Zoe"]
    assert done.not_taken == ("Last Name",)


def test_an_id_of_another_lead_is_replaced_and_one_of_the_file_never_given_away() -> None:
    file = {"Lead ID": ["L-01", "L-04", None], "Name": ["Zoe", "Ida", "Mia"]}
    done = decided(file)
    assert [(lead.lead_id, lead.former_id) for lead in done.new] == [
        ("L-05", "L-01"),
        ("L-04", ""),
        ("L-06", ""),
    ]


def test_an_id_stays_text_or_becomes_a_number_as_the_book_has_it() -> None:
    book = {**BOOK, "Lead ID": [1.0, 2.0, 3.0]}
    done = decided({"Lead ID": ["9", "007", None], "Name": ["Zoe", "Ida", "Mia"]}, book)
    assert [lead.lead_id for lead in done.new] == [9.0, "007", 10.0]


def test_a_row_that_says_nothing_of_who_it_is_is_listed() -> None:
    done = decided({"Name": [None, "Zoe"], "Shoe": ["x", "y"]})
    assert (done.unknown, len(done.new)) == ((2,), 1)
    assert decided({"Shoe": ["x"]}).unknown == (2,)


@pytest.mark.parametrize(
    ("file", "stage", "entered"),
    [
        ({}, "New", AT),
        ({"Created": ["2026-10-01"]}, "New", datetime(2026, 10, 1)),
        ({"Created": ["2026-10-01"], "Stage": ["Contacted"]}, "Contacted", AT),
        ({"Created": ["2027-10-01"]}, "New", AT),
        (
            {"Created": ["2026-10-01"], "Stage": ["Contacted"], "Stage since": ["2026-10-09"]},
            "Contacted",
            datetime(2026, 10, 9),
        ),
        ({"Status": ["Won"]}, "Won", AT),
    ],
)
def test_a_stage_is_entered_when_that_is_known(
    file: dict[str, list[Any]], stage: str, entered: datetime
) -> None:
    (lead,) = decided({"Name": ["Zoe"], **file}, is_text=True).new
    assert (lead.stage, lead.entered_at) == (stage, entered)


def test_columns_are_matched_as_told_then_by_the_books_header_then_by_meaning() -> None:
    file = {"Who": ["Zoe"], "name": ["no"], "SHOE ": ["s"], "E-mail": ["z@x.com"], "Hat": ["h"]}
    done = decided(file, mapping={"name": "Who"})
    assert dict(done.matched) == {"Who": "Name", "SHOE ": "Shoe", "E-mail": "Email"}
    assert done.not_taken == ("name", "Hat")


@pytest.mark.parametrize(
    ("phones", "mobiles", "expected", "matched", "not_taken"),
    [
        (["1", None], [None, "2"], ["1", "2"], "Phone + Mobile", ()),
        (["1", None], ["3", "2"], ["1", "2"], "Phone + Mobile", ("Mobile",)),
        (["1", "2"], [None, "2"], ["1", "2"], "Phone", ()),
        (["1", "2"], ["1", "4"], ["1", "2"], "Phone", ("Mobile",)),
    ],
)
def test_a_second_phone_stands_in_where_the_first_is_blank(
    phones: list[Any], mobiles: list[Any], expected: list[str], matched: str, not_taken: tuple[str]
) -> None:
    done = decided({"Mobile": mobiles, "Name": ["Zoe", "Ida"], "Phone": phones})
    assert [row["Phone"] for row in rows(done)] == expected
    assert (dict(done.matched)[matched], done.not_taken) == ("Phone", not_taken)


def test_a_status_is_the_stage_of_a_book_with_stages_only() -> None:
    book = {header: cells for header, cells in BOOK.items() if header != "Status"}
    (row,) = rows(decided({"Name": ["Zoe"], "Status": ["Contacted"]}, book), book)
    assert (row["Stage"], "Status" in row) == ("Contacted", False)


def test_a_column_that_a_formula_fills_is_left_to_it() -> None:
    done = decided({"Name": ["Zoe"], "Amount": [5.0]}, filled={"J", "A"})
    (row,) = rows(done)
    assert not {"Amount", "Lead ID"} & row.keys()
    assert done.not_taken == ("Amount",)
    assert done.new[0].lead_id is None


ROWS = st.lists(
    st.tuples(
        st.sampled_from([None, "Ann", "Zoe", "zoe"]),
        st.sampled_from([None, "X", "Q"]),
        st.sampled_from([None, "+98 912 123 4567", "0912 765 4321"]),
        st.sampled_from([None, "bob@example.com", "z@example.com"]),
        st.sampled_from([None, "L-01", "L-04", "9"]),
    ),
    min_size=1,
)


@given(ROWS)
@example([(None, "Q", None, None, "L-01"), ("Zoe", None, None, None, "L-01")])
def test_the_same_file_again_adds_nothing(leads: list[tuple[Any, ...]]) -> None:
    headers = ("Name", "Company", "Phone", "Email", "Lead ID")
    file = dict(zip(headers, map(list, zip(*leads, strict=True)), strict=True))
    first = decided(file)
    assert len(first.new) + len(first.repeats) + len(first.unknown) == len(leads)
    added = rows(first)
    assert len({row["Lead ID"] for row in added} | set(BOOK["Lead ID"])) == len(added) + 3
    book = {header: [*cells, *(row.get(header) for row in added)] for header, cells in BOOK.items()}
    assert not decided(file, book).new


def test_the_tables_are_left_as_they_are() -> None:
    file = {"Name": ["Zoe"], "Created": ["2026-10-01"]}
    before = {header: list(cells) for header, cells in (BOOK | file).items()}
    decided(file, is_text=True)
    assert {header: list(cells) for header, cells in (BOOK | file).items()} == before
