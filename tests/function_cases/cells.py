"""Cases of the functions of single cells: dates and cleaning."""

from __future__ import annotations

from datetime import datetime

from function_cases.case import Case
from leadbook.pipeline.raw import ErrorCell

DAY = datetime(2026, 11, 21)
NA, NUM, VALUE = ErrorCell("#N/A"), ErrorCell("#NUM!"), ErrorCell("#VALUE!")

JALALI_CASES = (
    Case("a date", "LB_JALALI", (DAY,), "1405/08/30"),
    Case("a serial number", "LB_JALALI", (46347.75,), "1405/08/30"),
    Case("in full", "LB_JALALI", ("2026-11-21", "long"), "۳۰ آبان ۱۴۰۵"),
    Case("Persian digits, asked in Persian", "LB_JALALI", (DAY, "فارسی"), "۱۴۰۵/۰۸/۳۰"),
    Case("Latin", "LB_JALALI", (DAY, "latin"), "30 Aban 1405"),
    Case("its month", "LB_JALALI", ("۱۴۰۵/۸/۳۰", "month"), "1405-08"),
    Case("its weekday", "LB_JALALI", (DAY, "weekday"), "شنبه"),
    Case(
        "a column with a blank, an error and what is no date",
        "LB_JALALI",
        (((DAY,), (None,), (NA,), ("soon",)),),
        (("1405/08/30",), ("",), (NA,), (VALUE,)),
    ),
    Case("a year that is too far", "LB_JALALI", ("2150-01-01",), NUM),
    Case("a form that there is not", "LB_JALALI", (DAY, "roman"), VALUE),
)

GREGORIAN_CASES = (
    Case("Jalali text", "LB_GREGORIAN", ("1405/08/30",), 46347.0),
    Case("Persian digits", "LB_GREGORIAN", ("۱۴۰۵/۰۸/۳۰",), 46347.0),
    Case("a name of a month", "LB_GREGORIAN", ("۳۰ آبان ۱۴۰۵",), 46347.0),
    Case("the time is left out", "LB_GREGORIAN", ("2026-11-21 14:30",), 46347.0),
    Case(
        "a row, with a day that cannot be told",
        "LB_GREGORIAN",
        ((("1405/08/30", None, "03/04/2026", "1404/12/30"),),),
        ((46347.0, "", VALUE, VALUE),),
    ),
)

TEXT_CASES = (
    Case("Arabic letters", "LB_CLEAN_TEXT", ("علي  كريمي ",), "علی کریمی"),
    Case("half spaces", "LB_CLEAN_TEXT", ("می\u200c\u200cخرد \u200c",), "می\u200cخرد"),
    Case("English", "LB_CLEAN_TEXT", ("  Rosa\u00a0 Baker",), "Rosa Baker"),
    Case(
        "numbers stay, blanks are blank",
        "LB_CLEAN_TEXT",
        (((5.5,), (None,), (NA,)),),
        ((5.5,), ("",), (NA,)),
    ),
)

PHONE_CASES = (
    Case("an Iranian mobile", "LB_CLEAN_PHONE", ("0912 123 4567", "IR"), "+989121234567"),
    Case("its first 0 lost", "LB_CLEAN_PHONE", (9121234567.0, "IR"), "+989121234567"),
    Case("with 00", "LB_CLEAN_PHONE", ("0098 912 123 4567",), "+989121234567"),
    Case("Persian digits", "LB_CLEAN_PHONE", ("۰۹۱۲-۱۲۳-۴۵۶۷",), "+989121234567"),
    Case("without the plus", "LB_CLEAN_PHONE", ("989121234567", "ایران"), "+989121234567"),
    Case(
        "a column with a blank and what is no number",
        "LB_CLEAN_PHONE",
        ((("(201) 555-0101",), (None,), ("123",), (NA,)), "US"),
        (("+12015550101",), ("",), (NA,), (NA,)),
    ),
    Case(
        "two numbers in a cell",
        "LB_CLEAN_PHONE",
        ("0912 123 4567 / 021-88776655", "IR"),
        "+989121234567 / +982188776655",
    ),
    Case("a country that there is not", "LB_CLEAN_PHONE", ("0912 123 4567", "XX"), NA),
)

CELL_CASES = (*JALALI_CASES, *GREGORIAN_CASES, *TEXT_CASES, *PHONE_CASES)
