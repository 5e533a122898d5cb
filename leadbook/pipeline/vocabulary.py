"""The words that people write inside cells, in English and Persian, and what they mean.

Each vocabulary maps a meaning to its words; `meaning` finds a word in one, whatever its case,
spaces, or Arabic and Persian letters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ACTIONS",
    "ACTIVITY_KINDS",
    "CALENDARS",
    "CLOCKS",
    "DIRECTIONS",
    "FLAGS",
    "GRADES",
    "LANGUAGE_WORDS",
    "OUTCOMES",
    "ROTS",
    "SETTINGS",
    "STAGE_ORDER",
    "TOTALS",
    "WEEKDAYS",
    "meaning",
    "outcome_of",
]

Vocabulary = dict[str, tuple[str, ...]]

OUTCOMES: Vocabulary = {
    "won": (
        "Won", "Closed Won", "Close won", "Closed - Won", "Win", "Successful", "Success", "Sold",
        "Converted", "Customer", "Deal won", "Closed (won)", "Won deal", "Closed/Won", "Signed",
        "Contract signed", "Closed - Converted", "خرید", "موفق", "برنده", "فروخته شد", "فروش موفق",
        "برد", "برنده شده", "برنده شد", "بسته شده موفق", "بسته‌شده - موفق", "بسته موفق", "مشتری",
        "مشتری شد", "تبدیل شد", "تبدیل شده", "تبدیل به مشتری", "قرارداد بسته شد", "خرید کرد",
        "فروش", "فروخته‌شده", "موفقیت", "معامله موفق", "نهایی شد", "خریداری شد", "فروش رفت",
    ),
    "lost": (
        "Lost", "Closed Lost", "Close lost", "Closed - Lost", "Lose", "Unsuccessful", "Failed",
        "Dead", "Deal lost", "Abandoned", "Rejected", "Declined", "Cancelled", "Canceled",
        "No sale", "Closed/Lost", "ناموفق", "از دست رفته", "از دست رفت", "بازنده", "باخت",
        "شکست", "شکست خورده", "شکست‌خورده", "بسته شده ناموفق", "بسته‌شده - ناموفق", "بسته ناموفق",
        "لغو شد", "لغو شده", "لغو", "رد شد", "رد شده", "منصرف شد", "انصراف", "از دست داده",
        "معامله ناموفق", "عدم خرید", "خرید نکرد", "انصراف داد", "انصراف داده", "منصرف",
        "منصرف شده", "Not interested", "Lost deal", "Lost lead", "Not converted",
        "Closed - Not Converted",
    ),
    "junk": (
        "Junk", "Spam", "Unqualified", "Disqualified", "Invalid", "Not qualified", "Bad lead",
        "Fake", "Junk lead", "Bad fit", "جانک", "بی‌مورد", "بی‌کیفیت", "اسپم", "نامعتبر",
        "بی‌ربط", "نامربوط", "هرز", "فاقد صلاحیت", "رد صلاحیت", "آشغال", "مزاحم",
    ),
    "open": (
        "Open", "In progress", "Active", "New", "Ongoing", "Working", "Pending", "Started",
        "Contacted", "In process", "Nurturing", "Qualified", "باز", "جاری", "در جریان",
        "در حال انجام", "فعال", "در دست اقدام", "جدید", "در حال پیگیری", "در حال مذاکره",
        "پیگیری", "نامشخص", "در انتظار", "در دست پیگیری",
    ),
}  # fmt: skip

FLAGS: Vocabulary = {
    "yes": (
        "Yes", "Y", "True", "1", "On", "x", "✓", "✔", "☑", "Checked", "Answered", "Replied",
        "Reply", "Connected", "Responded", "Decision maker", "Reached", "Spoke", "Interested",
        "Completed", "Success", "Successful", "بله", "بلی", "آری", "دارد",
        "هست", "درست", "صحیح", "پاسخ داد", "جواب داد", "پاسخ‌داده", "موفق", "انجام شد", "است",
        "تصمیم‌گیرنده", "پاسخ داده شد", "شد",
    ),
    "no": (
        "No", "N", "False", "0", "Off", "✗", "✘", "☐", "-", "None", "Unanswered", "No answer",
        "No reply", "Not answered", "Missed", "Busy", "Left voicemail", "Voicemail",
        "Left message", "No response", "Not connected", "Failed", "Influencer", "Wrong number",
        "User", "Gatekeeper", "خیر", "نه", "نیست", "ندارد", "غلط", "نادرست", "پاسخ نداد",
        "جواب نداد", "بی‌پاسخ", "بدون پاسخ", "مشغول", "اشغال", "خاموش", "ناموفق", "در دسترس نیست",
        "رد تماس", "نشد", "انجام نشد",
    ),
}  # fmt: skip

DIRECTIONS: Vocabulary = {
    "in": ("In", "Inbound", "Incoming", "Received", "From customer", "ورودی", "دریافتی",
           "از مشتری"),
    "out": ("Out", "Outbound", "Outgoing", "Sent", "To customer", "خروجی", "ارسالی",
            "به مشتری"),
}  # fmt: skip

ACTIVITY_KINDS: Vocabulary = {
    "call": ("Call", "Phone call", "Phone", "Telephone", "Calls", "Cold call", "تماس",
             "تماس تلفنی", "تلفن", "زنگ"),
    "email": ("Email", "E-mail", "Mail", "Emails", "ایمیل", "رایانامه", "پست الکترونیک"),
    "sms": ("SMS", "Text", "Text message", "Message", "WhatsApp", "Telegram", "Chat", "پیامک",
            "اس‌ام‌اس", "پیام", "واتساپ", "تلگرام", "چت"),
    "meeting": ("Meeting", "Demo", "Appointment", "Online meeting", "Video call", "Presentation",
                "جلسه", "دمو", "قرار", "جلسه آنلاین", "ارائه", "ملاقات"),
    "webinar": ("Webinar", "Event", "Seminar", "وبینار", "سمینار", "همایش", "رویداد"),
    "catalogue_request": ("Catalogue request", "Catalog request", "Catalogue", "Catalog",
                          "Brochure", "Brochure request", "Download", "درخواست کاتالوگ",
                          "کاتالوگ", "بروشور", "دریافت کاتالوگ"),
    "price_request": ("Price request", "Price list request", "Price list", "Quote", "Quotation",
                      "Quote request", "Invoice", "Invoice request", "Proforma", "Proposal",
                      "درخواست قیمت", "لیست قیمت", "درخواست لیست قیمت", "پیش‌فاکتور", "فاکتور",
                      "استعلام قیمت", "درخواست پیش‌فاکتور", "پیشنهاد قیمت"),
    "visit": ("Visit", "On-site visit", "Site visit", "Walk-in", "بازدید", "مراجعه",
              "ویزیت", "مراجعه حضوری", "بازدید حضوری"),
}  # fmt: skip

ACTIONS: Vocabulary = {
    "farewell": ("Farewell", "Say goodbye", "Goodbye", "Break up", "Farewell email",
                 "Farewell e-mail", "خداحافظی", "ایمیل خداحافظی", "وداع"),
    "stop": ("Stop", "Stop at once", "Stop contact", "Do not contact", "قطع تماس", "توقف",
             "توقف فوری", "توقف تماس"),
    "nurture": ("Nurture", "Nurturing", "Keep warm", "پرورش", "برنامه پرورش"),
    "recycle": ("Recycle", "Recycle to another owner", "Reassign", "Hand over",
                "Other owner", "بازگردانی", "واگذاری به دیگری", "سپردن به دیگری",
                "ارجاع به فروشنده دیگر", "فروشنده دیگر"),
    "discount": ("Discount", "Offer a discount", "Offer discount", "تخفیف", "پیشنهاد تخفیف"),
    "junk": ("Junk", "Mark junk", "Mark as junk", "جانک", "بی‌مورد", "علامت جانک",
             "ثبت به عنوان جانک"),
    "stop serving": ("Stop serving", "End service", "Fire the customer", "توقف خدمت",
                     "قطع همکاری", "پایان همکاری", "توقف خدمات", "قطع خدمت"),
}  # fmt: skip

ROTS: Vocabulary = {
    "rotten": ("Rotten", "Rot", "فاسد", "فاسدشده", "گندیده"),
    "warning": ("Warning", "Warn", "هشدار", "در آستانه فساد", "نزدیک فساد"),
    "held": ("Held", "On hold", "Snoozed", "نگه‌داشته", "معلق", "به تعویق افتاده"),
    "fresh": ("Fresh", "OK", "تازه", "سالم"),
    "no limit": ("No limit", "بدون حد", "بدون مهلت"),
    "unknown": ("Unknown", "Not known", "نامعلوم", "نامشخص"),
}

CLOCKS: Vocabulary = {
    "entry": ("Entry", "Stage entry", "Entered", "Stage", "In stage", "Since entry", "ورود",
              "ورود به مرحله", "مرحله"),
    "touch": ("Touch", "Last touch", "Last contact", "Contact", "Last activity", "Activity",
              "آخرین تماس", "تماس", "آخرین پیگیری", "پیگیری", "آخرین فعالیت", "فعالیت"),
    "creation": ("Creation", "Created", "Created at", "Lead creation", "Age", "ایجاد",
                 "تاریخ ایجاد", "ساخت", "ثبت", "ایجاد سرنخ"),
}  # fmt: skip

GRADES: Vocabulary = {
    "hot": ("Hot", "داغ", "A", "Hot lead", "سرنخ داغ", "خیلی داغ"),
    "warm": ("Warm", "گرم", "B", "Warm lead", "سرنخ گرم", "ولرم"),
    "cold": ("Cold", "سرد", "C", "Cold lead", "سرنخ سرد"),
    "junk": ("Junk", "بی‌مورد", "جانک", "D", "بی‌کیفیت", "بی‌مورد (جانک)", "سرنخ جانک"),
}

SETTINGS: Vocabulary = {
    "language": ("Language", "زبان", "Report language", "زبان گزارش"),
    "weekend": ("Weekend", "آخر هفته", "Weekend days", "Days off", "روزهای آخر هفته",
                "تعطیلات آخر هفته", "روزهای تعطیل هفته"),
    "time_zone": ("Time zone", "منطقه زمانی", "Timezone", "Zone", "منطقهٔ زمانی"),
    "currency": ("Currency", "واحد پول", "Money", "ارز", "پول"),
    "dates": ("Dates", "تاریخ‌ها", "Calendar", "Date format", "تقویم", "نمایش تاریخ", "نوع تاریخ"),
    "warn_at": ("Warn at", "هشدار در", "Warning at", "Warn at %", "Warning threshold",
                "آستانه هشدار", "آستانهٔ هشدار", "درصد هشدار"),
    "qualified_stage": ("Qualified stage", "مرحله صلاحیت", "Qualified from", "Qualification stage",
                        "مرحلهٔ صلاحیت", "مرحله واجد شرایط", "مرحله تأیید صلاحیت",
                        "مرحله احراز صلاحیت"),
    "model_allow": ("Model allow", "ستون‌های مجاز مدل", "Model columns allowed",
                    "Allow in the model", "مدل مجاز", "مجاز در مدل"),
    "model_forbid": ("Model forbid", "ستون‌های غیرمجاز مدل", "Model columns forbidden",
                     "Forbid in the model", "مدل غیرمجاز", "غیرمجاز در مدل"),
}  # fmt: skip

CALENDARS: Vocabulary = {
    "jalali": ("Jalali", "Shamsi", "Persian", "Solar", "Solar Hijri", "جلالی", "شمسی",
               "هجری شمسی", "خورشیدی"),
    "jalali-text": ("Jalali-text", "Jalali text", "متن جلالی", "جلالی متنی", "شمسی متنی"),
    "gregorian": ("Gregorian", "Western", "میلادی", "گرگوری"),
}  # fmt: skip

LANGUAGE_WORDS: Vocabulary = {
    "fa": ("fa", "Persian", "Farsi", "فارسی", "پارسی", "fa-IR"),
    "en": ("en", "English", "انگلیسی", "en-US", "en-GB"),
}

WEEKDAYS: Vocabulary = {
    "0": ("Monday", "Mon", "دوشنبه"),
    "1": ("Tuesday", "Tue", "Tues", "سه‌شنبه"),
    "2": ("Wednesday", "Wed", "چهارشنبه"),
    "3": ("Thursday", "Thu", "Thur", "Thurs", "پنج‌شنبه", "پنجشنبه"),
    "4": ("Friday", "Fri", "جمعه"),
    "5": ("Saturday", "Sat", "شنبه"),
    "6": ("Sunday", "Sun", "یکشنبه", "یک‌شنبه"),
}

STAGE_ORDER: tuple[tuple[str, ...], ...] = (
    ("New", "New lead", "Lead", "Subscriber", "Incoming", "Lead in", "Inquiry", "Prospect",
     "Prospecting", "To contact", "Not contacted", "Open - Not Contacted", "جدید", "سرنخ جدید",
     "سرنخ", "ورودی", "لید", "لید جدید"),
    ("Attempted", "Contacted", "Contact", "Contact made", "First contact", "Engaged", "Engaging",
     "Approached", "Reached", "Connected", "Attempted to contact", "Working - Contacted", "Call",
     "Cold call", "First call", "تماس اولیه", "تماس", "اولین تماس", "تماس اول", "ارتباط اولیه",
     "تماس گرفته شد"),
    ("Qualification", "Pre-qualified", "Qualified", "Qualifying", "MQL", "SQL", "Discovery",
     "Needs analysis", "Need analysis", "Needs defined", "Qualified to buy", "Value proposition",
     "نیازسنجی", "صلاحیت‌سنجی", "واجد شرایط", "تأیید صلاحیت", "بررسی نیاز", "احراز صلاحیت"),
    ("Demo", "Meeting", "Meeting arranged", "Appointment scheduled", "Demo scheduled",
     "Presentation", "Presentation scheduled", "Trial", "Id. decision makers",
     "Decision maker bought-in", "Perception analysis", "جلسه", "دمو", "ارائه", "معرفی محصول",
     "جلسه حضوری", "نمایش محصول"),
    ("Proposal", "Proposition", "Proposal made", "Proposal sent", "Proposal/price quote", "Quote",
     "Quotation", "Quote sent", "Offer", "Offer sent", "Price list", "Proforma", "پیشنهاد",
     "پیشنهاد قیمت", "ارسال پیشنهاد", "پیش‌فاکتور", "ارسال پیش‌فاکتور", "پروپوزال",
     "ارسال پروپوزال", "استعلام"),
    ("Negotiation", "Negotiations started", "Negotiating", "Negotiation/review", "Review",
     "Decision", "مذاکره", "چانه‌زنی", "در حال مذاکره", "بررسی نهایی", "تصمیم‌گیری"),
    ("Contract", "Contract sent", "Closing", "Verbal agreement", "Commit", "Invoice",
     "Pending payment", "قرارداد", "عقد قرارداد", "ارسال قرارداد", "در انتظار پرداخت", "فاکتور",
     "توافق"),
)  # fmt: skip
"""Usual stage names from first to last; the names in one group stand at the same place."""

TOTALS: tuple[str, ...] = (
    "Total", "Totals", "Grand total", "Sum", "Subtotal", "Average", "جمع", "جمع کل", "مجموع",
    "مجموع کل", "میانگین", "کل",
)  # fmt: skip

_LEADING_NUMBER = re.compile(r"^[\W\d_]+")


def meaning(word: str, vocabulary: Mapping[str, tuple[str, ...]]) -> str | None:
    """Give what a word means in a vocabulary, or ``None`` when it is not there.

    >>> meaning("پاسخ نداد", FLAGS), meaning("E-Mail", ACTIVITY_KINDS), meaning("??", FLAGS)
    ('no', 'email', None)
    """
    return _by_key(tuple(vocabulary.items())).get(_key(word))


def outcome_of(stage: str) -> str | None:
    """Give the outcome that a stage's name or a status word says, numbering before it ignored.

    >>> outcome_of("6. Closed Won"), outcome_of("از دست رفته"), outcome_of("Proposal")
    ('won', 'lost', None)
    """
    return meaning(stage, OUTCOMES) or meaning(_LEADING_NUMBER.sub("", stage), OUTCOMES)


def _key(word: str) -> str:
    return header_key(word) or word.strip()


@cache
def _by_key(items: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {_key(word): sense for sense, words in items for word in words}
