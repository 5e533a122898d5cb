"""A large pipeline book to measure against: N leads × 16 columns and about 4 N rows of stage log.

    python tests/bench/workload.py 100000 book.xlsx

Persian and English text, shared strings, real dates, five cells in a hundred blank, log rows in no
order: what a team's export looks like. The same arguments give the same cells.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import numpy as np
import xlsxwriter

STAGES = ["سرنخ جدید", "تماس اولیه", "نیازسنجی", "پیشنهاد قیمت", "مذاکره", "برنده", "بازنده"]
SOURCES = ["وب‌سایت", "نمایشگاه", "ارجاع", "اینستاگرام", "تبلیغات گوگل", "تماس سرد", "ایمیل"]
INDUSTRIES = ["خرده‌فروشی", "ساخت", "سلامت", "آموزش", "فناوری اطلاعات", "مالی", "انرژی"]
NAMES = ["علی", "مریم", "رضا", "زهرا", "Ali", "Sara", "Omid", "Leila"]
LABELS = ["داغ", "گرم", "سرد", "بی‌کیفیت"]
HEADERS = [
    "lead_id", "company", "name", "email", "source", "campaign", "industry", "company_size",
    "amount", "owner", "stage", "created_at", "stage_since", "last_contact_at",
    "unanswered_calls", "label",
]  # fmt: skip
START = datetime(2023, 3, 1)


def write(leads: int, target: str) -> None:
    """Write a book of so many leads."""
    chance = np.random.default_rng(7)
    book = xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd"})
    created = chance.integers(0, 700, leads)
    _write_leads(book.add_worksheet("Leads"), chance, created)
    _write_log(book.add_worksheet("StageHistory"), chance, created)
    book.close()


def _write_leads(
    sheet: xlsxwriter.worksheet.Worksheet, chance: np.random.Generator, created: np.ndarray
) -> None:
    leads = len(created)
    pick = {
        name: chance.integers(0, len(values), leads)
        for name, values in (("source", SOURCES), ("industry", INDUSTRIES), ("label", LABELS))
    }
    stage = chance.choice(7, leads, p=[0.22, 0.2, 0.16, 0.12, 0.08, 0.1, 0.12])
    entered = created + chance.integers(0, 90, leads)
    number = chance.integers(1, 100_000, (leads, 4))
    blank = chance.random((leads, 16)) < 0.05
    blank[:, [0, 10, 11]] = False
    sheet.write_row(0, 0, HEADERS)
    for lead in range(leads):
        first, second, third, fourth = number[lead].tolist()
        row = [
            f"{lead + 1:07d}",
            f"شرکت آریا {first % (leads // 3 + 1)}",
            f"{NAMES[first % 8]} {NAMES[second % 8]}",
            f"u{lead + 1}@example.com",
            SOURCES[pick["source"][lead]],
            f"کمپین {second % 24}",
            INDUSTRIES[pick["industry"][lead]],
            third % 900 + 1,
            fourth * 1000 + 0.5,
            f"{NAMES[third % 8]} {NAMES[fourth % 5]}",
            STAGES[stage[lead]],
            START + timedelta(days=int(created[lead])),
            START + timedelta(days=int(entered[lead])),
            START + timedelta(days=int(entered[lead]) + first % 40, hours=second % 24),
            third % 6,
            LABELS[pick["label"][lead]],
        ]
        for column, value in enumerate(row):
            if not blank[lead, column]:
                sheet.write(lead + 1, column, value)


def _write_log(
    sheet: xlsxwriter.worksheet.Worksheet, chance: np.random.Generator, created: np.ndarray
) -> None:
    visits = chance.integers(2, 7, len(created))
    lead = np.repeat(np.arange(len(created)), visits)
    stage = chance.integers(0, 7, len(lead))
    hours = created[lead] * 24 + chance.integers(0, 24 * 120, len(lead))
    sheet.write_row(0, 0, ["lead_id", "stage", "entered_at"])
    for row, at in enumerate(chance.permutation(len(lead)).tolist(), 1):
        sheet.write(row, 0, f"{lead[at] + 1:07d}")
        sheet.write(row, 1, STAGES[stage[at]])
        sheet.write(row, 2, START + timedelta(hours=int(hours[at])))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
