"""Cases of the functions of chances and breakdowns."""

from __future__ import annotations

from datetime import datetime
from math import sqrt

from function_cases.case import Case
from function_cases.tables import AS_OF, HISTORY, LEADS, OPEN_ONLY, PERSIAN
from leadbook.pipeline.raw import ErrorCell

NA, VALUE = ErrorCell("#N/A"), ErrorCell("#VALUE!")

# The known case of metrics.md: of two lost leads and one won, each with values of its own.
CASE = (
    ("Lead ID", "Country", "State", "Source", "Stage"),
    ("L1", "C0", "R0", "S0", "Lost"),
    ("L2", "C1", "R1", "S1", "Lost"),
    ("W1", "C2", "R2", "S2", "Won"),
    ("O1", "C0", "R1", "S2", "Qualified"),
    ("O2", None, None, None, "New"),
    ("O3", "C9", "R9", "S9", "New"),
)
DAYS = [datetime(2026, 9, day) for day in range(1, 5)]
LOG = (
    ("Lead ID", "Stage", "Entered at"),
    ("L1", "New", DAYS[0]),
    ("L1", "Lost", DAYS[1]),
    ("L2", "New", DAYS[0]),
    ("L2", "Qualified", DAYS[1]),
    ("L2", "Lost", DAYS[2]),
    ("W1", "New", DAYS[0]),
    ("W1", "Qualified", DAYS[1]),
    ("W1", "Proposition", DAYS[2]),
    ("W1", "Won", DAYS[3]),
    ("O1", "New", DAYS[0]),
    ("O1", "Qualified", DAYS[1]),
    ("O2", "New", DAYS[0]),
    ("O3", "New", DAYS[0]),
)
STAGES = (
    ("Stage", "Outcome", "Probability"),
    ("New", "Open", 0.1),
    ("Qualified", "Open", None),
    ("Proposition", "Open", 0.6),
    ("Won", "Won", None),
    ("Lost", "Lost", None),
)
CHANCE = ("Chance to win",)

CHANCE_CASES = (
    Case(
        "won and lost counts, as the known case has them",
        "LB_WIN_PROBABILITY",
        (CASE, AS_OF, LOG, STAGES, None, "counts"),
        (CHANCE, (0.0,), (0.0,), (1.0,), (0.3349,), (0.3438,), (0.3438,)),
    ),
    Case(
        "the probability of the stage, blank where there is none",
        "LB_WIN_PROBABILITY",
        (CASE, AS_OF, LOG, STAGES, None, "stage"),
        (CHANCE, (0.0,), (0.0,), (1.0,), ("",), (0.1,), (0.1,)),
    ),
    Case(
        "with too few closed deals that of the stage is the best",
        "LB_WIN_PROBABILITY",
        (CASE, AS_OF, LOG, STAGES),
        (CHANCE, (0.0,), (0.0,), (1.0,), ("",), (0.1,), (0.1,)),
    ),
    Case(
        "Persian, where nobody won or lost",
        "LB_WIN_PROBABILITY",
        ((PERSIAN[0], *PERSIAN[4:]), "1405/08/30", None, None, None, "شمارش"),
        (("شانس موفقیت",), ("",), ("",)),
    ),
    Case(
        "a model that there is not",
        "LB_WIN_PROBABILITY",
        (CASE, AS_OF, None, None, None, "oracle"),
        VALUE,
    ),
)

DEALS = (
    ("Lead ID", "Amount", "Stage", "Expected close"),
    ("F1", 100.0, "Sure", datetime(2026, 11, 24)),
    ("F2", 200.0, "Never", datetime(2026, 12, 30)),
)
PERSIAN_DEALS = (
    ("شناسه", "مبلغ", "مرحله", "تاریخ بستن مورد انتظار"),
    ("F1", "۱۰۰", "Sure", "۱۴۰۵/۰۹/۰۳"),
    ("F2", "۲۰۰", "Never", "۱۴۰۵/۰۹/۰۳"),
)
SURE = (("Stage", "Outcome", "Probability"), ("Never", "Open", 0.0), ("Sure", "Open", 0.99))
AHEAD = ("Month", "Open value", "Weighted forecast", "Low 95%", "High 95%", "Deals expected (n)")
LOW = 99 - 1.959963984540054 * sqrt(100**2 * 0.99 * 0.01)

FORECAST_CASES = (
    Case(
        "100 at 99 % this month, 200 at 0 % the next",
        "LB_FORECAST",
        (DEALS, AS_OF, None, SURE),
        (
            AHEAD,
            ("2026-11", 100.0, 99.0, LOW, 100.0, 1.0),
            ("2026-12", 200.0, 0.0, 0.0, 0.0, 1.0),
        ),
    ),
    Case(
        "Persian months",
        "LB_FORECAST",
        (PERSIAN_DEALS, "1405/08/30", None, SURE, None, "مرحله"),
        (
            ("ماه", "مبلغ در جریان", "پیش‌بینی وزنی", "کران پایین ۹۵ درصد", "کران بالای ۹۵ درصد",
             "معامله‌های مورد انتظار (n)"),
            ("۱۴۰۵-۰۸", 0.0, 0.0, 0.0, 0.0, 0.0),
            ("۱۴۰۵-۰۹", 300.0, 99.0, LOW, 100.0, 2.0),
        ),
    ),
    Case(
        "no open deal with an amount",
        "LB_FORECAST",
        (LEADS[:4], AS_OF, None, None, None, "counts"),
        (AHEAD,),
    ),
)  # fmt: skip

FUNNEL = (
    "Stage", "Reached", "Open now", "Not yet", "To the next stage (strict)", "Strict: n",
    "Strict: low 95%", "Strict: high 95%", "Went further (furthest)", "Furthest: n",
    "Furthest: low 95%", "Furthest: high 95%", "Steps back", "Re-entries",
)  # fmt: skip
# Wilson's 95 % intervals of 3 in 4 and of 2 in 2.
THREE_OF_FOUR = (0.3006418425824019, 0.9544127391902995)
TWO_OF_TWO = (0.3423802275066531, 1.0)
NO_RATE = ("", 0.0, "", "")

FUNNEL_CASES = (
    Case(
        "stages with a history",
        "LB_FUNNEL",
        (LEADS, AS_OF, HISTORY),
        (
            FUNNEL,
            ("New", 5.0, 1.0, 1.0, *((0.75, 4.0, *THREE_OF_FOUR) * 2), 0.0, 0.0),
            ("Offer", 3.0, 1.0, 1.0, *((1.0, 2.0, *TWO_OF_TWO) * 2), 0.0, 0.0),
        ),
    ),
    Case(
        "without a history no share is claimed",
        "LB_FUNNEL",
        (LEADS, AS_OF),
        (
            FUNNEL,
            ("New", 5.0, 1.0, 1.0, *NO_RATE, *NO_RATE, 0.0, 0.0),
            ("Offer", 3.0, 1.0, 1.0, *NO_RATE, *NO_RATE, 0.0, 0.0),
        ),
    ),
    Case("a table without a header of leads", "LB_FUNNEL", (((1.0, 2.0), (3.0, 4.0)),), VALUE),
)

SOURCES = ("Source", "Leads", "Open", "Won", "Lost", "Junk", "Win rate", "Mean days to win",
           "Won value")  # fmt: skip
SOURCE_CASES = (
    Case(
        "most leads first, blanks last",
        "LB_SOURCES",
        (LEADS,),
        (
            SOURCES,
            ("Web", 3.0, 1.0, 1.0, 1.0, 0.0, 0.5, 10.0, 100.0),
            ("Fair", 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 30.0, 300.0),
            ("(blank)", 1.0, 1.0, 0.0, 0.0, 0.0, "", "", 0.0),
        ),
    ),
    Case(
        "by another column, nobody won",
        "LB_SOURCES",
        (OPEN_ONLY, "stage", AS_OF),
        (
            ("Stage", *SOURCES[1:]),
            ("New", 1.0, 1.0, 0.0, 0.0, 0.0, "", "", 0.0),
            ("Offer", 1.0, 1.0, 0.0, 0.0, 0.0, "", "", 0.0),
        ),
    ),
    Case(
        "Persian",
        "LB_SOURCES",
        (PERSIAN[:4], "منبع", "۱۴۰۵/۰۸/۳۰"),
        (
            ("منبع", "سرنخ‌ها", "باز", "موفق", "ناموفق", "بی‌مورد", "نرخ موفقیت",
             "میانگین روز تا فروش", "مبلغ فروش"),
            ("وب", 2.0, 0.0, 1.0, 1.0, 0.0, 0.5, 10.0, 100.0),
            ("نمایشگاه", 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 30.0, 300.0),
        ),
    ),
    Case("no column for the source", "LB_SOURCES", (DEALS, None, AS_OF), NA),
)  # fmt: skip

COHORTS = ("Month", "Leads", "Won within 30 days", "Won within 60 days", "Won within 90 days",
           "Remark")  # fmt: skip
COHORT_CASES = (
    Case(
        "young months are not yet",
        "LB_COHORTS",
        (LEADS, AS_OF),
        (
            COHORTS,
            ("2026-09", 2.0, 0.5, 0.5, "", "90 days: not yet, watched for 81 days"),
            ("2026-10", 2.0, 0.5, "", "", "60 and 90 days: not yet, watched for 40 days"),
            ("2026-11", 1.0, "", "", "", "not yet: the month is not over"),
        ),
    ),
    Case(
        "Persian months, before the last deal was closed",
        "LB_COHORTS",
        (PERSIAN[:4], "۱۴۰۵/۰۷/۳۰"),
        (
            ("ماه", "سرنخ‌ها", "موفق در ۳۰ روز", "موفق در ۶۰ روز", "موفق در ۹۰ روز", "توضیح"),
            ("۱۴۰۵-۰۶", 2.0, 0.5, "", "", "۶۰ و ۹۰ روز: هنوز نه، ۵۱ روز زیر نظر بوده"),
            ("۱۴۰۵-۰۷", 1.0, "", "", "", "هنوز نه: تازه‌ترین سرنخ ۲۱روزه است"),
        ),
    ),
    Case(
        "no dates of creation",
        "LB_COHORTS",
        ((("Lead ID", "Stage"), ("A", "New")), AS_OF),
        (COHORTS,),
    ),
)

OUTLOOK_CASES = (
    *CHANCE_CASES,
    *FORECAST_CASES,
    *FUNNEL_CASES,
    *SOURCE_CASES,
    *COHORT_CASES,
)
