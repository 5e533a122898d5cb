"""Cases of the functions that give figures of all leads: conversion and speed."""

from __future__ import annotations

from datetime import datetime

from function_cases.case import Case
from leadbook.pipeline.raw import ErrorCell

VALUE = ErrorCell("#VALUE!")
AS_OF = datetime(2026, 11, 21)
SEPTEMBER, OCTOBER = datetime(2026, 9, 1), datetime(2026, 10, 1)

# Won after 10 and 30 days, lost after 20, open for 40 and for 5 days.
LEADS = (
    ("Lead ID", "Source", "Amount", "Stage", "Created", "Closed"),
    ("A1", "Web", 100.0, "Won", SEPTEMBER, datetime(2026, 9, 11)),
    ("A2", "Web", None, "Lost", SEPTEMBER, datetime(2026, 9, 21)),
    ("A3", "Fair", 300.0, "Won", OCTOBER, datetime(2026, 10, 31)),
    ("A4", "Web", 50.0, "New", datetime(2026, 10, 12), None),
    ("A5", None, None, "Offer", datetime(2026, 11, 16), None),
)
PERSIAN = (
    ("شناسه", "منبع", "مبلغ", "مرحله", "تاریخ ایجاد", "تاریخ بسته شدن"),
    ("A1", "وب", "۱۰۰", "موفق", "۱۴۰۵/۰۶/۱۰", "۱۴۰۵/۰۶/۲۰"),
    ("A2", "وب", None, "ناموفق", "۱۴۰۵/۰۶/۱۰", "۱۴۰۵/۰۶/۳۰"),
    ("A3", "نمایشگاه", "۳۰۰", "موفق", "۱۴۰۵/۰۷/۰۹", "۱۴۰۵/۰۸/۰۹"),
    ("A4", "وب", "۵۰", "جدید", "۱۴۰۵/۰۷/۲۰", None),
    ("A5", None, None, "پیشنهاد", "۱۴۰۵/۰۸/۲۵", None),
)
OPEN_ONLY = (LEADS[0], *LEADS[4:])

# Wilson's 95 % intervals: of 2 in 3, 1 in 2, and 1 in 1.
TWO_OF_THREE = (0.20765960080204776, 0.9385080552796037)
ONE_OF_TWO = (0.0945312057342307, 0.9054687942657693)
ONE_OF_ONE = (0.20654931437723745, 1.0)

RATE_CASES = (
    Case("the win rate is won ÷ closed", "LB_CONVERSION_RATE", (LEADS,), 2 / 3),
    Case("of all that entered", "LB_CONVERSION_RATE", (LEADS, "won/entered"), 0.4),
    Case(
        "a cohort counts leads that are old enough",
        "LB_CONVERSION_RATE",
        (LEADS, "cohort", None, None, 20.0, AS_OF),
        0.25,
    ),
    Case("the cases behind it", "LB_CONVERSION_RATE", (LEADS, None, "n"), 3.0),
    Case("the lower bound", "LB_CONVERSION_RATE", (LEADS, None, "low"), TWO_OF_THREE[0]),
    Case("without closed leads blank", "LB_CONVERSION_RATE", (OPEN_ONLY,), ""),
    Case("without closed leads n is 0", "LB_CONVERSION_RATE", (OPEN_ONLY, None, "n"), 0.0),
    Case(
        "by a column, most leads first, blanks last",
        "LB_CONVERSION_RATE",
        (LEADS, None, None, "Source"),
        (
            ("Source", "Rate", "Cases (n)", "Low 95%", "High 95%"),
            ("Web", 0.5, 2.0, *ONE_OF_TWO),
            ("Fair", 1.0, 1.0, *ONE_OF_ONE),
            ("(blank)", "", 0.0, "", ""),
        ),
    ),
    Case(
        "Persian headers, dates, digits and words",
        "LB_CONVERSION_RATE",
        (PERSIAN, "نرخ موفقیت", "جدول", None, None, "۱۴۰۵/۰۸/۳۰"),
        (
            ("نرخ", "تعداد (n)", "کران پایین ۹۵ درصد", "کران بالای ۹۵ درصد"),
            (2 / 3, 3.0, *TWO_OF_THREE),
        ),
    ),
    Case("a kind that there is not", "LB_CONVERSION_RATE", (LEADS, "best"), VALUE),
    Case(
        "a column that there is not",
        "LB_CONVERSION_RATE",
        (LEADS, None, None, "Sorce of it"),
        VALUE,
    ),
)

HISTORY = (
    ("Lead ID", "Stage", "Entered at"),
    ("A1", "New", SEPTEMBER),
    ("A1", "Offer", datetime(2026, 9, 5)),
    ("A1", "Won", datetime(2026, 9, 11)),
    ("A2", "New", SEPTEMBER),
    ("A2", "Lost", datetime(2026, 9, 21)),
    ("A3", "New", OCTOBER),
    ("A3", "Offer", datetime(2026, 10, 3)),
    ("A3", "Won", datetime(2026, 10, 31)),
    ("A4", "New", datetime(2026, 10, 12)),
    ("A5", "New", datetime(2026, 11, 16)),
    ("A5", "Offer", datetime(2026, 11, 17)),
)
VELOCITY = ("Stage", "Cases (n)", "Mean days", "Median days", "90% within, days")
FORWARD = "Forward per 30 days"

# New: left after 4, 20, 2 and 1 days, 40 so far; Offer: after 6 and 28, 4 so far.
VELOCITY_CASES = (
    Case(
        "outcomes, then stages with their forward moves",
        "LB_CONVERSION_VELOCITY",
        (LEADS, AS_OF, HISTORY),
        (
            (*VELOCITY, FORWARD),
            ("Won", 2.0, 20.0, 20.0, 28.0, ""),
            ("Lost", 1.0, 20.0, 20.0, 20.0, ""),
            ("Won and lost together", 3.0, 20.0, 20.0, 28.0, ""),
            ("New", 4.0, 6.75, 3.0, 15.2, 3 / 67 * 30),
            ("Offer", 2.0, 17.0, 17.0, 25.8, 2 / 38 * 30),
        ),
    ),
    Case(
        "nobody won or lost",
        "LB_CONVERSION_VELOCITY",
        (OPEN_ONLY, AS_OF, (HISTORY[0], *HISTORY[9:])),
        (
            (*VELOCITY, FORWARD),
            ("Won", 0.0, "", "", "", ""),
            ("Lost", 0.0, "", "", "", ""),
            ("Won and lost together", 0.0, "", "", "", ""),
            ("New", 1.0, 1.0, 1.0, 1.0, 1 / 41 * 30),
            ("Offer", 0.0, "", "", "", 0.0),
        ),
    ),
    Case(
        "Persian, without a history",
        "LB_CONVERSION_VELOCITY",
        (PERSIAN[:4], "1405/08/30"),
        (
            ("مرحله", "تعداد (n)", "میانگین روز", "میانهٔ روز", "۹۰٪ حداکثر در (روز)",
             "پیشروی در هر ۳۰ روز"),
            ("موفق", 2.0, 20.0, 20.0, 28.0, ""),
            ("ناموفق", 1.0, 20.0, 20.0, 20.0, ""),
            ("موفق و ناموفق با هم", 3.0, 20.0, 20.0, 28.0, ""),
        ),
    ),
)  # fmt: skip

WITHIN_CASES = (
    Case("open deals are counted", "LB_WIN_WITHIN", (LEADS, None, None, None, AS_OF), 0.5),
    Case("fewer days", "LB_WIN_WITHIN", (LEADS, 20.0, None, None, AS_OF), 0.25),
    Case("lost as undecided", "LB_WIN_WITHIN", (LEADS, 30.0, None, "Kaplan-Meier", AS_OF), 0.625),
    Case("closed only", "LB_WIN_WITHIN", (LEADS, 30.0, None, "closed only", AS_OF), 2 / 3),
    Case("the leads it is over", "LB_WIN_WITHIN", (LEADS, 30.0, "n", None, AS_OF), 5.0),
    Case(
        "beyond the oldest open deal nothing is known",
        "LB_WIN_WITHIN",
        (LEADS, 100.0, None, None, AS_OF),
        "",
    ),
    Case("nobody won", "LB_WIN_WITHIN", (OPEN_ONLY, 3.0, None, None, AS_OF), 0.0),
    Case(
        "Persian, as a table",
        "LB_WIN_WITHIN",
        (PERSIAN, "۳۰", "جدول", "فقط بسته‌شده‌ها", "1405/08/30"),
        (
            ("نرخ", "تعداد (n)", "کران پایین ۹۵ درصد", "کران بالای ۹۵ درصد"),
            (2 / 3, 5.0, *TWO_OF_THREE),
        ),
    ),
    Case("days below 0", "LB_WIN_WITHIN", (LEADS, -1.0), ErrorCell("#NUM!")),
)

HEAD = ("Lead ID", "Amount", "Status", "Created", "Closed")
FIFTY = (
    HEAD,
    *((f"O{i}", 10.0, "Open", OCTOBER, None) for i in range(50)),
    *((f"W{i}", 3000.0, "Won", SEPTEMBER, datetime(2026, 9, 29)) for i in range(7)),
    *((f"L{i}", None, "Lost", SEPTEMBER, datetime(2026, 9, 29)) for i in range(13)),
)
SALES_CASES = (
    Case("50 × 3,000 × 0.35 ÷ 28", "LB_SALES_VELOCITY", (FIFTY, None, AS_OF), 1875.0),
    Case("one factor", "LB_SALES_VELOCITY", (FIFTY, "mean days to win", AS_OF), 28.0),
    Case("without wins blank", "LB_SALES_VELOCITY", (OPEN_ONLY, None, AS_OF), ""),
    Case(
        "Persian, as a table",
        "LB_SALES_VELOCITY",
        (PERSIAN, "جدول", "1405/08/30"),
        (
            ("سرعت فروش در روز", "معامله‌ها", "نرخ موفقیت", "میانگین مبلغ فروش",
             "میانگین روز تا فروش"),
            (2 * 200 * (2 / 3) / 20, 2.0, 2 / 3, 200.0, 20.0),
        ),
    ),
)  # fmt: skip

STAGES = (("Stage", "Outcome"), ("New", "Open"), ("Offer", "Open"), ("Won", "Won"))
QUALIFIED = (("Setting", "Value"), ("Qualified stage", "Offer"))
MANY = (
    ("Lead ID", "Stage", "Created"),
    *((f"O{i}", "Offer", OCTOBER) for i in range(20)),
    *((f"N{i}", "Offer", datetime(2026, 11, 1)) for i in range(23)),
)
ENTERED = (
    ("Lead ID", "Stage", "Entered at"),
    *((row[0], "Offer", row[2]) for row in MANY[1:]),
)
MONTHS = ("Month", "Qualified", "Lead velocity rate", "Remark")
MONTH_CASES = (
    Case(
        "from 20 to 23 is 15 %",
        "LB_LEAD_VELOCITY",
        (MANY, datetime(2026, 11, 30), ENTERED, STAGES, QUALIFIED),
        (MONTHS, ("2026-10", 20.0, "", ""), ("2026-11", 23.0, 0.15, "")),
    ),
    Case(
        "a month that is not over is compared with the same days",
        "LB_LEAD_VELOCITY",
        (MANY, datetime(2026, 11, 2), ENTERED, STAGES, QUALIFIED),
        (MONTHS, ("2026-10", 20.0, "", ""), ("2026-11", 23.0, 0.15, "so far")),
    ),
    Case("without a history no month", "LB_LEAD_VELOCITY", (LEADS[:3], AS_OF), (MONTHS,)),
)

TABLE_CASES = (*RATE_CASES, *VELOCITY_CASES, *WITHIN_CASES, *SALES_CASES, *MONTH_CASES)
