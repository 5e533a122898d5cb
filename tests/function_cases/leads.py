"""Cases of the functions that give one value a lead, of time, of actions, and about leadbook.

Values are worked out by hand, as the names say. 2026-11-21, a Saturday, is 1405/08/30, and its
serial number 46347; so 2026-11-01 is 1405/08/10, and 2026-10-01 is 1405/07/09.
"""

from __future__ import annotations

from datetime import datetime

from function_cases.case import Case
from leadbook import __version__
from leadbook.pipeline.raw import ErrorCell

AS_OF = datetime(2026, 11, 21)
LEADS = (
    ("Lead ID", "Source", "Amount", "Stage", "Created"),
    ("L1", "Web", 5000.0, "New", datetime(2026, 11, 1)),
    ("L2", "Referral", 900.0, "Offer", datetime(2026, 10, 1)),
    (None, None, None, None, None),
    ("L3", "Fair", None, "Lost", datetime(2026, 9, 1)),
)
RULES = (
    ("Rule", "Field", "Operator", "Value", "Points"),
    ("From the web", "Source", "=", "Web", 10.0),
    ("Large", "Amount", ">", 1000.0, 30.0),
)
STAGES = (
    ("Stage", "Outcome", "Limit (days)", "Clock"),
    ("New", "open", 25.0, "creation"),
    ("Offer", "open", 51.0, "creation"),
    ("Lost", "lost", None, None),
)
LOG = (
    ("Lead ID", "Stage", "Entered at"),
    ("L1", "New", datetime(2026, 11, 1)),
    ("L1", "Offer", datetime(2026, 11, 5)),
    ("L1", "New", datetime(2026, 11, 6)),
    ("L2", "New", datetime(2026, 11, 11)),
    ("L2", "Lost", datetime(2026, 11, 15)),
)

FA_LEADS = (
    ("شناسه سرنخ", "منبع", "مبلغ", "مرحله", "تاریخ ایجاد"),
    ("س۱", "ارجاع", "۵۰۰۰", "جدید", "۱۴۰۵/۰۸/۱۰"),
    ("س۲", "وب", "۹۰۰", "مذاکره", "1405/07/09"),
)
FA_RULES = (
    ("قاعده", "فیلد", "عملگر", "مقدار", "امتیاز"),
    ("معرفی‌شده", "منبع", "=", "ارجاع", "۱۰"),
    ("بزرگ", "مبلغ", ">", "۱۰۰۰", "۳۰"),
)
FA_STAGES = (("مرحله", "مهلت (روز)"), ("جدید", "۲۵"), ("مذاکره", "۵۱"))

SCORE_CASES = (
    Case(
        "a score stands beside its row, and a blank row stays blank",
        "LB_SCORE",
        (LEADS, RULES, AS_OF),
        (("Score",), (100.0,), (0.0,), ("",), (0.0,)),
    ),
    Case(
        "Persian headers, rules and digits score alike: 40 of 40 points, then 0",
        "LB_SCORE",
        (FA_LEADS, FA_RULES, "۱۴۰۵/۰۸/۳۰"),
        (("امتیاز",), (100.0,), (0.0,)),
    ),
    Case(
        "points halve in 30 days: 5 of 10 are 50; where no rule can be judged there is no score",
        "LB_SCORE",
        (
            (("Lead ID", "Stage", "Last contact"),
             ("L1", "New", datetime(2026, 10, 22)),
             ("L2", "New", None)),
            (("Rule", "Field", "Operator", "Value", "Points", "Half-life (days)"),
             ("In touch", "Last contact", "within days", 90.0, 10.0, 30.0)),
            AS_OF,
        ),
        (("Score",), (50.0,), ("",)),
    ),
    Case(
        "a lone header row names no leads",
        "LB_SCORE",
        (LEADS[:1], RULES, AS_OF),
        ErrorCell("#N/A"),
    ),
    Case(
        "grades go by the shipped thresholds: 100 is hot from 70 on, 0 is cold",
        "LB_GRADE",
        (LEADS, RULES, None, AS_OF),
        (("Grade",), ("Hot",), ("Cold",), ("",), ("Cold",)),
    ),
    Case(
        "a team's own grades in Persian: 100 reaches 50, 0 only 0",
        "LB_GRADE",
        (FA_LEADS, FA_RULES, (("درجه", "حداقل امتیاز"), ("طلایی", "۵۰"), ("سرد", "۰")), AS_OF),
        (("درجه",), ("طلایی",), ("سرد",)),
    ),
    Case(
        "grades without a score or a condition are no table of grades",
        "LB_GRADE",
        (LEADS, RULES, (("Grade", "Remark"), ("Gold", "best")), AS_OF),
        ErrorCell("#VALUE!"),
    ),
    Case(
        "junk overrides any score",
        "LB_GRADE",
        (
            (("Lead ID", "Source", "Stage", "Status"),
             ("L1", "Web", "New", "Junk"),
             ("L2", "Web", "New", "Open")),
            RULES[:2],
            None,
            AS_OF,
        ),
        (("Grade",), ("Junk",), ("Hot",)),
    ),
    Case(
        "the strongest reason stands first, and where no rule gives points there is none",
        "LB_WHY",
        (LEADS, RULES, AS_OF),
        (("Why this score",), ("Large (+30), From the web (+10)",), ("",), ("",), ("",)),
    ),
    Case(
        "reasons in Persian, with its digits and its comma",
        "LB_WHY",
        (FA_LEADS, FA_RULES, AS_OF),
        (("دلیل امتیاز",), ("بزرگ (۳۰)، معرفی‌شده (۱۰)",), ("",)),
    ),
    Case(
        "points taken away are a reason, too",
        "LB_WHY",
        (
            LEADS,
            (RULES[0], ("Small", "Amount", "<", 1000.0, -5.0), ("New", "Stage", "=", "New", 1.5)),
            AS_OF,
        ),
        (("Why this score",), ("New (+1.5)",), ("Small (−5)",), ("",), ("",)),
    ),
)  # fmt: skip

TIME_CASES = (
    Case("days between two dates are whole", "LB_DAYS_IN_STAGE", (46340.0, 46347.0), 7.0),
    Case(
        "days between two Persian dates, in Persian digits and in Latin ones",
        "LB_DAYS_IN_STAGE",
        ("۱۴۰۵/۰۸/۲۳", "1405/08/30"),
        7.0,
    ),
    Case(
        "days in stage follow the shape, blanks and errors of a column",
        "LB_DAYS_IN_STAGE",
        (((46340.0,), (None,), (ErrorCell("#N/A"),), ("soon",)), 46347.0),
        ((7.0,), ("",), (ErrorCell("#N/A"),), (ErrorCell("#VALUE!"),)),
    ),
    Case(
        "a stage left before it was entered has no days",
        "LB_DAYS_IN_STAGE",
        (((46347.0, 46340.0),), ((46340.0, 46347.5),)),
        ((ErrorCell("#NUM!"), 7.5),),
    ),
    Case(
        "from Friday to Friday are six working days where only Fridays are off",
        "LB_BUSINESS_DAYS",
        (46346.0, 46353.0, "Friday"),
        6.0,
    ),
    Case(
        "the same Persian week without Thursday and Friday has five",
        "LB_BUSINESS_DAYS",
        ("۱۴۰۵/۰۸/۲۹", "۱۴۰۵/۰۹/۰۶", "پنجشنبه، جمعه"),
        5.0,
    ),
    Case(
        "seven days without any weekend, less the one holiday; blank and backward starts",
        "LB_BUSINESS_DAYS",
        (
            ((46346.0,), (None,), (46354.0,)),
            46353.0,
            "none",
            (("Date", "Holiday"), (datetime(2026, 11, 23), "Feast"), (None, None)),
        ),
        ((6.0,), ("",), (ErrorCell("#NUM!"),)),
    ),
    Case(
        "a plain range of days off, one of them in the week; 8 days less weekend less that",
        "LB_BUSINESS_DAYS",
        (46346.0, 46354.0, "Saturday, Sunday", ((datetime(2026, 11, 24),), (None,))),
        4.0,
    ),
    Case(
        "an unknown weekday",
        "LB_BUSINESS_DAYS",
        (46346.0, 46353.0, "Blursday"),
        ErrorCell("#VALUE!"),
    ),
    Case(
        "without limits 30 days from creation hold: 20 are fresh, 51 rotten, closed deals blank",
        "LB_ROTTEN",
        (LEADS, None, AS_OF),
        (("State",), ("Fresh",), ("Rotten",), ("",), ("",)),
    ),
    Case(
        "20 of 25 days are 80 %, which warns; 51 of 51 are rotten",
        "LB_ROTTEN",
        (LEADS, STAGES, AS_OF),
        (("State",), ("Warning",), ("Rotten",), ("",), ("",)),
    ),
    Case(
        "a next step that lies ahead holds a deal, one of today does not; a limit of 0 is none",
        "LB_ROTTEN",
        (
            (("شناسه سرنخ", "مرحله", "تاریخ ایجاد", "اقدام بعدی"),
             ("۱", "مذاکره", "1405/01/01", datetime(2026, 11, 25)),
             ("۲", "مذاکره", "1405/01/01", AS_OF),
             ("۳", "جدید", "1405/01/01", None)),
            (("مرحله", "مهلت (روز)"), ("جدید", 0.0), ("مذاکره", "۵۱")),
            AS_OF,
        ),
        (("وضعیت در مرحله",), ("نگه‌داشته",), ("فاسد",), ("بدون مهلت",)),
    ),
    Case(
        "a deal is due 30 days after 2026-11-01 and 2026-10-01: serials of December 1, October 31",
        "LB_ROT_DUE",
        (LEADS, None, AS_OF),
        (("Due",), (46357.0,), (46326.0,), ("",), ("",)),
    ),
    Case(
        "25 days after 1405/08/10 and 51 after 1405/07/09: November 26 and 21",
        "LB_ROT_DUE",
        (FA_LEADS, FA_STAGES, AS_OF),
        (("سررسید",), (46352.0,), (46347.0,)),
    ),
    Case(
        "without a limit, and without a date of creation, nothing is due",
        "LB_ROT_DUE",
        (
            (("Lead ID", "Stage", "Created"), ("L1", "New", AS_OF), ("L2", "Offer", None)),
            (("Stage", "Limit (days)", "Clock"), ("New", None, None), ("Offer", 9.0, "creation")),
            AS_OF,
        ),
        (("Due",), ("",), ("",)),
    ),
    Case(
        "L1 is 4 and 15 days in New and 1 in Offer, L2 4 in New until it is lost",
        "LB_STAGE_DAYS",
        (LOG, None, AS_OF),
        (("Lead", "New", "Offer"), ("L1", 19.0, 1.0), ("L2", 4.0, "")),
    ),
    Case(
        "only the visit that is still open is current",
        "LB_STAGE_DAYS",
        (LOG, "current", AS_OF),
        (("Lead", "New", "Offer"), ("L1", 15.0, ""), ("L2", "", "")),
    ),
    Case(
        "the first visit of New was of 4 days",
        "LB_STAGE_DAYS",
        (LOG, "first", AS_OF),
        (("Lead", "New", "Offer"), ("L1", 4.0, 1.0), ("L2", 4.0, "")),
    ),
    Case(
        "visits are counted, and none is 0",
        "LB_STAGE_DAYS",
        (LOG, "visits", AS_OF),
        (("Lead", "New", "Offer"), ("L1", 2.0, 1.0), ("L2", 1.0, 0.0)),
    ),
    Case(
        "a Persian log: 20 days from 1405/08/10 to 1405/08/30, ids in Latin digits",
        "LB_STAGE_DAYS",
        (
            (("شناسه سرنخ", "مرحله", "تاریخ ورود"),
             ("۱۲", "جدید", "۱۴۰۵/۰۸/۱۰"),
             (12.0, "مذاکره", "۱۴۰۵/۰۸/۲۵")),
            "آخرین",
            AS_OF,
        ),
        (("سرنخ", "جدید", "مذاکره"), ("12", 15.0, 5.0)),
    ),
    Case(
        "the leads' own order, and a lead that the log does not name",
        "LB_STAGE_DAYS",
        (
            LOG,
            "cumulative",
            AS_OF,
            (("Lead ID", "Stage"), ("L2", "Lost"), ("L3", "New"), ("L1", "New")),
        ),
        (("Lead", "New", "Offer"), ("L2", 4.0, ""), ("L3", "", ""), ("L1", 19.0, 1.0)),
    ),
    Case("a log without any row", "LB_STAGE_DAYS", (LOG[:1], None, AS_OF), ErrorCell("#N/A")),
    Case("no such count of days", "LB_STAGE_DAYS", (LOG, "longest", AS_OF), ErrorCell("#VALUE!")),
)  # fmt: skip

COLD_RULES = (
    ("Rule", "Field", "Operator", "Value", "Action", "Exception"),
    ("Too small", "Amount", "<", 1000.0, "Farewell", "Source = Referral"),
    ("Came by the web", "Source", "=", "Web", "Nurture", None),
)
CALLED = (
    ("Lead ID", "Source", "Amount", "Stage", "Created", "Next step date"),
    ("L1", "Web", 900.0, "New", datetime(2026, 11, 1), None),
    ("L2", "Referral", 900.0, "New", datetime(2026, 11, 1), None),
    ("L3", "Web", 900.0, "New", datetime(2026, 11, 1), datetime(2026, 12, 1)),
    ("L4", "Web", 900.0, "Lost", datetime(2026, 11, 1), None),
)

ACTION_CASES = (
    Case(
        "without rules of its own a book has leadbook's: rotten is cold after 51 of 30 days",
        "LB_COLD_RULE",
        (LEADS, None, AS_OF),
        (("Cold rule",), ("",), ("Rotten",), ("",), ("",)),
    ),
    Case(
        "the first rule that holds and is not excepted; neither held nor closed leads",
        "LB_COLD_RULE",
        (CALLED, COLD_RULES, AS_OF),
        (("Cold rule",), ("Too small",), ("",), ("",), ("",)),
    ),
    Case(
        "a Persian rule: 900 is less than a thousand",
        "LB_COLD_RULE",
        (
            FA_LEADS,
            (("قاعده", "فیلد", "عملگر", "مقدار", "اقدام"),
             ("کوچک", "مبلغ", "<", "۱۰۰۰", "خداحافظی")),
            AS_OF,
        ),
        (("قاعدهٔ سرنخ سرد",), ("",), ("کوچک",)),
    ),
    Case(
        "the cold rule's action, a plan, the next step that lies ahead, nothing for the closed",
        "LB_NEXT_ACTION",
        (CALLED, COLD_RULES, AS_OF),
        (
            ("What to do",),
            ("Farewell",),
            ("Plan the next step before 2026-12-01",),
            ("Next step on 2026-12-01",),
            ("",),
        ),
    ),
    Case(
        "a warning names the day 25 days after November 1; 51 days of 40 are 11 over",
        "LB_NEXT_ACTION",
        (
            LEADS,
            COLD_RULES[:2],
            AS_OF,
            None,
            None,
            (*STAGES[:2], ("Offer", "open", 40.0, "creation"), *STAGES[3:]),
        ),
        (
            ("What to do",),
            ("Contact before 2026-11-26",),
            ("Contact now: 11 days over the limit",),
            ("",),
            ("",),
        ),
    ),
    Case(
        "next steps in words are said as they stand, in Persian",
        "LB_NEXT_ACTION",
        (
            (("شناسه سرنخ", "مرحله", "تاریخ ایجاد", "اقدام بعدی"),
             ("۱", "جدید", "۱۴۰۵/۰۸/۲۹", "تماس تلفنی"),
             ("۲", "جدید", "۱۴۰۵/۰۸/۲۹", "ارسال کاتالوگ"),
             ("۳", "جدید", "۱۴۰۵/۰۸/۲۹", "تماس تلفنی")),
            None,
            AS_OF,
        ),
        (("چه باید کرد",), ("تماس تلفنی",), ("ارسال کاتالوگ",), ("تماس تلفنی",)),
    ),
    Case(
        "a letter of one's own for a whole column of names; no name, no letter",
        "LB_FAREWELL",
        (
            (("Ann Lee",), (None,), ("Bo",)),
            (("Acme",), ("Zeta",), (None,)),
            "Blue",
            "Dear {name} of {company}, yours {brand}",
        ),
        (("Dear Ann Lee of Acme, yours Blue",), ("",), ("Dear Bo of , yours Blue",)),
    ),
    Case(
        "merge fields in Persian",
        "LB_FAREWELL",
        ("سارا رضایی", "آکمه", "لیدبوک", "{نام} گرامی از {شرکت}، با سپاس از شما. {برند}"),
        "سارا رضایی گرامی از آکمه، با سپاس از شما. لیدبوک",
    ),
    Case(
        "what stands in a cell is put in as it is; a line of which no field is known is left out",
        "LB_FAREWELL",
        ("{brand} {0.__class__}", None, "Blue", "Hello {name}\nat {company}\n{BRAND}"),
        "Hello {brand} {0.__class__}\nBlue",
    ),
    Case(
        "a merge field that there is not",
        "LB_FAREWELL",
        ("Ann", None, None, "Dear {nmae}"),
        ErrorCell("#VALUE!"),
    ),
)  # fmt: skip

SOON = "'soon': this is not a date; write dates as 2026-11-21 or 1405/08/30"
ABOUT_CASES = (
    Case("the version of the package", "LB_VERSION", (), __version__),
    Case(
        "what could not be done right before",
        "LB_LAST_ERROR",
        (),
        f"LB_GREGORIAN: {SOON}",
        before=("LB_GREGORIAN", ("soon",)),
    ),
    Case(
        "the function that could not do it is named",
        "LB_LAST_ERROR",
        (),
        f"LB_DAYS_IN_STAGE: {SOON}",
        before=("LB_DAYS_IN_STAGE", ("soon",)),
    ),
)

LEAD_CASES = (*SCORE_CASES, *TIME_CASES, *ACTION_CASES, *ABOUT_CASES)
