"""The names that people give to sheets, columns and computed facts, in English and Persian.

The first English and the first Persian name of each are the ones that leadbook itself writes.
"""

from __future__ import annotations

from leadbook.pipeline.lead_aliases import LEADS

__all__ = ["FACTS", "HEADERS", "SHEETS"]

SHEETS: dict[str, tuple[str, ...]] = {
    "Leads": (
        "Leads", "سرنخ‌ها", "Lead", "Lead list", "All leads", "Deals", "Deal", "Opportunities",
        "Opportunity", "Pipeline", "Sales pipeline", "CRM", "Contacts and deals", "سرنخ",
        "لیست سرنخ‌ها", "فهرست سرنخ‌ها", "معاملات", "معامله‌ها", "معامله", "فرصت‌ها",
        "فرصت‌های فروش", "فرصت فروش", "کاریز", "کاریز فروش", "قیف فروش", "لیدها", "لید",
        "لیست لیدها",
    ),
    "StageHistory": (
        "Stage History", "تاریخچه مراحل", "Stage log", "Stage changes", "Deal stage history",
        "Opportunity history", "History", "Stages log", "Deal flow", "تاریخچه مرحله",
        "تاریخچهٔ مراحل", "سابقه مراحل", "تاریخچه", "تغییر مراحل", "تغییر مرحله", "گردش مراحل",
        "لاگ مراحل",
    ),
    "Activities": (
        "Activities", "فعالیت‌ها", "Activity", "Activity log", "Tasks", "Calls", "Touches",
        "Interactions", "Engagements", "Contact log", "فعالیت", "تماس‌ها", "پیگیری‌ها",
        "پیگیری", "تعاملات", "لیست فعالیت‌ها",
    ),
    "Campaigns": (
        "Campaigns", "کمپین‌ها", "Campaign", "Marketing", "Marketing campaigns", "Ads", "کمپین",
        "بازاریابی", "تبلیغات",
    ),
    "Stages": (
        "Stages", "مراحل", "Pipeline stages", "Stage", "Stage settings", "Deal stages",
        "مراحل فروش", "مراحل کاریز", "مرحله‌ها", "تنظیمات مراحل",
    ),
    "ScoringRules": (
        "Scoring", "امتیازدهی", "Scoring rules", "Score rules", "Lead scoring",
        "قواعد امتیازدهی", "قوانین امتیازدهی", "امتیازها", "امتیاز‌دهی سرنخ",
    ),
    "Grades": ("Grades", "درجه‌ها", "Grade", "Lead grades", "درجه‌بندی", "درجات", "رتبه‌بندی"),
    "ColdRules": (
        "Cold Rules", "قواعد سرنخ سرد", "Cold lead rules", "Clean-up rules", "Disqualification",
        "قواعد سرد", "قوانین سرنخ سرد", "سرنخ سرد", "قواعد پاک‌سازی",
    ),
    "NurturePlan": (
        "Nurture Plan", "برنامه پرورش", "Nurture", "Nurturing", "برنامهٔ پرورش", "پرورش سرنخ",
    ),
    "Owners": (
        "Owners", "فروشنده‌ها", "Reps", "Sales reps", "Sales team", "Team", "Users",
        "فروشندگان", "تیم فروش", "کارشناسان", "کارشناسان فروش", "مسئولان",
    ),
    "Targets": (
        "Targets", "هدف‌ها", "Quota", "Quotas", "Sales targets", "Sales plan", "Goals", "اهداف",
        "اهداف فروش", "برنامه فروش",
    ),
    "Holidays": ("Holidays", "تعطیلات", "Days off", "روزهای تعطیل", "تعطیلی‌ها"),
    "Templates": ("Templates", "قالب‌ها", "Email templates", "قالب ایمیل", "الگوها"),
    "Settings": ("Settings", "تنظیمات", "Setting", "Config", "Configuration", "Options",
                 "پیکربندی"),
}  # fmt: skip

_LEAD_ID = (
    *LEADS["lead_id"], "Lead name", "Deal name", "Opportunity", "Deal", "Associated deal",
    "Related to", "سرنخ", "معامله", "لید",
)  # fmt: skip

HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "Leads": LEADS,
    "StageHistory": {
        "lead_id": _LEAD_ID,
        "stage": (
            "Stage", "مرحله", "To stage", "New stage", "Stage to", "To", "New value",
            "Entered stage", *LEADS["stage"], "به مرحله", "مرحله جدید", "مرحلهٔ جدید", "مرحله مقصد",
            "مقدار جدید",
        ),
        "entered_at": (
            "Entered at", "تاریخ ورود", "Entered", "Entered on", "Date entered", "Entry date",
            "Changed at", "Changed on", "Change date", "Changed", "Date", "At", "When", "Time",
            "Timestamp", "Last modified", "Edit date", "Moved at", "Moved on", "Stage date",
            "Stage entered at", "Since", "From date", "Start date", "تاریخ", "زمان",
            "تاریخ تغییر", "زمان ورود", "زمان تغییر", "تاریخ ورود به مرحله", "از تاریخ",
        ),
    },
    "Activities": {
        "lead_id": _LEAD_ID,
        "at": (
            "At", "تاریخ", "Date", "When", "Activity date", "Time", "Timestamp", "Date and time",
            "Due date", "Done on", "Done time", "Created at", "Call date", "Start", "زمان",
            "تاریخ فعالیت", "تاریخ تماس", "تاریخ انجام", "تاریخ و ساعت", "زمان انجام",
        ),
        "kind": (
            "Kind", "نوع", "Type", "Activity type", "Activity", "Channel", "Task type", "Method",
            "Touch", "نوع فعالیت", "فعالیت", "کانال", "شیوه", "روش تماس", "نوع تماس",
        ),
        "direction": ("Direction", "جهت", "Inbound/outbound", "In/out", "Call direction",
                      "ورودی/خروجی", "جهت تماس"),
        "answered": (
            "Answered", "پاسخ داد", "Answer", "Replied", "Reply", "Responded", "Response",
            "Connected", "Outcome", "Result", "Reached", "پاسخ", "جواب داد", "نتیجه", "پاسخ‌داده",
            "پاسخ داده شد", "نتیجه تماس", "Call result", "Call outcome",
        ),
        "owner": LEADS["owner"],
        "campaign": LEADS["campaign"],
        "minutes": ("Minutes", "دقیقه", "Duration", "Duration (minutes)", "Length", "Mins",
                    "مدت", "مدت (دقیقه)", "مدت زمان"),
        "cost": ("Cost", "هزینه", "Expense", "Price", "مخارج"),
    },
    "Campaigns": {
        "campaign": ("Campaign", "کمپین", "Campaign name", "Name", "نام کمپین", "نام", "کارزار"),
        "source": LEADS["source"],
        "start": ("Start", "شروع", "Start date", "From", "Begin", "Started", "تاریخ شروع", "از"),
        "end": ("End", "پایان", "End date", "To", "Until", "Ended", "تاریخ پایان", "تا"),
        "cost": (
            "Cost", "هزینه", "Spend", "Spent", "Budget", "Actual cost", "Budgeted cost",
            "Total cost", "Amount spent", "بودجه", "هزینه کل", "مبلغ", "مخارج",
        ),
        "clicks": ("Clicks", "کلیک", "Click", "CTA clicks", "Number of clicks", "کلیک‌ها",
                   "تعداد کلیک"),
    },
    "Stages": {
        "stage": ("Stage", "مرحله", "Stage name", "Name", "نام مرحله", "نام", "عنوان مرحله"),
        "order": ("Order", "ترتیب", "Position", "Sequence", "No", "Rank", "ردیف", "شماره"),
        "outcome": ("Outcome", "نتیجه", "Result", "Status", "Type", "Won/lost", "وضعیت", "نوع"),
        "limit_days": (
            "Limit (days)", "حد (روز)", "Limit days", "Limit", "Max days", "Maximum days",
            "Rotting days", "Rotting in (days)", "Days to rot", "Allowed days", "حد روز", "حد",
            "سقف روز", "مهلت", "مهلت (روز)", "حداکثر روز", "روز مجاز", "مهلت فساد",
        ),
        "clock": ("Clock", "مبنا", "Counted from", "Count from", "Clock starts at", "Rot clock",
                  "ساعت", "شمارش از", "مبنای شمارش", "مبدا شمارش"),
        "probability": ("Probability", "احتمال", "Win probability", "Probability %", "Chance",
                        "احتمال موفقیت", "شانس موفقیت", "شانس", "درصد موفقیت"),
    },
    "ScoringRules": {
        "rule": ("Rule", "قاعده", "Rule name", "Name", "Criterion", "نام قاعده", "قانون",
                 "معیار", "نام"),
        "field": ("Field", "فیلد", "Column", "Attribute", "Property", "ستون", "ویژگی"),
        "operator": ("Operator", "عملگر", "Comparison", "Condition", "Is", "شرط", "مقایسه"),
        "value": ("Value", "مقدار", "Values", "Compare to", "مقادیر", "ارزش"),
        "points": ("Points", "امتیاز", "Score", "Weight", "وزن", "نمره"),
        "group": ("Group", "گروه", "Category", "دسته"),
        "half_life_days": ("Half-life (days)", "نیمه‌عمر (روز)", "Half life days", "Half life",
                           "Decay days", "نیمه عمر", "نیمه‌عمر روز"),
        "group_cap": ("Group cap", "سقف گروه", "Cap", "Group limit", "Max points", "سقف",
                      "سقف امتیاز"),
    },
    "Grades": {
        "grade": ("Grade", "درجه", "Grade name", "Name", "Label", "نام درجه", "رتبه", "برچسب"),
        "min_score": ("Min score", "حداقل امتیاز", "Minimum score", "Score from", "From", "Score",
                      "Threshold", "کمترین امتیاز", "امتیاز از", "از امتیاز", "امتیاز"),
        "field": ("Field", "فیلد", "Column", "ستون"),
        "operator": ("Operator", "عملگر", "Condition", "شرط"),
        "value": ("Value", "مقدار", "Values", "مقادیر"),
    },
    "ColdRules": {
        "rule": ("Rule", "قاعده", "Rule name", "Name", "Reason", "نام قاعده", "قانون", "دلیل",
                 "نام"),
        "field": ("Field", "فیلد", "Column", "ستون", "ویژگی"),
        "operator": ("Operator", "عملگر", "Comparison", "Condition", "شرط", "مقایسه"),
        "value": ("Value", "مقدار", "Values", "مقادیر"),
        "action": ("Action", "اقدام", "What to do", "Do", "Then", "کار", "عمل"),
        "exception": ("Exception", "استثنا", "Except", "Unless", "استثناء", "مگر", "به جز"),
    },
    "NurturePlan": {
        "grade": ("Grade", "درجه", "Lead grade", "رتبه"),
        "buying_stage": ("Buying stage", "مرحله خرید", "Stage", "مرحلهٔ خرید", "مرحله"),
        "urgency": ("Urgency", "فوریت", "Priority", "اولویت"),
        "wait_days": ("Wait (days)", "فاصله (روز)", "Wait days", "Days", "After days", "Every",
                      "روز", "فاصله", "پس از (روز)"),
        "channel": ("Channel", "کانال", "Touch", "Medium", "راه ارتباط"),
        "content": ("Content", "محتوا", "Message", "What", "Topic", "پیام", "موضوع"),
    },
    "Owners": {
        "owner": (*LEADS["owner"], "Name", "نام"),
        "email": LEADS["email"],
        "phone": LEADS["phone"],
        "capacity": ("Capacity", "ظرفیت", "Monthly capacity", "Leads per month", "ظرفیت ماهانه"),
        "territory": ("Territory", "قلمرو", "Region", "City", "Area", "منطقه", "شهر", "استان"),
        "industry": LEADS["industry"],
        "active": ("Active", "فعال", "Is active", "Working", "فعال است"),
    },
    "Targets": {
        "owner": LEADS["owner"],
        "month": ("Month", "ماه", "Period", "Date", "دوره", "تاریخ"),
        "target": ("Target", "هدف", "Quota", "Goal", "Plan", "Amount", "هدف فروش", "مبلغ",
                   "برنامه"),
    },
    "Holidays": {
        "date": ("Date", "تاریخ", "Day", "Holiday date", "روز"),
        "holiday": ("Holiday", "مناسبت", "Name", "Occasion", "Description", "عنوان", "نام",
                    "تعطیلی", "شرح"),
    },
    "Templates": {
        "template": ("Template", "قالب", "Template name", "Name", "نام قالب", "نام", "الگو"),
        "language": ("Language", "زبان"),
        "subject": ("Subject", "موضوع", "Email subject", "عنوان"),
        "body": ("Body", "متن", "Text", "Message", "Content", "پیام", "محتوا"),
    },
    "Settings": {
        "setting": ("Setting", "تنظیم", "Key", "Name", "Option", "Parameter", "کلید", "نام",
                    "عنوان", "پارامتر"),
        "value": ("Value", "مقدار", "Setting value", "ارزش"),
    },
}  # fmt: skip

FACTS: dict[str, tuple[str, ...]] = {
    "days_in_stage": ("Days in stage", "روز در مرحله", "Days in current stage", "Time in stage",
                      "روزهای مرحله", "روز در این مرحله", "تعداد روز در مرحله"),
    "rot": ("Rot", "فساد", "Rotten", "Rotting", "Rot state", "فاسد", "وضعیت فساد"),
    "age_days": ("Age (days)", "سن (روز)", "Age days", "Age", "Lead age", "Days since creation",
                 "سن", "سن سرنخ", "عمر", "عمر سرنخ"),
    "days_since_contact": ("Days since contact", "روز از آخرین تماس", "Days since last contact",
                           "Days without contact", "روز از تماس", "روز بدون تماس"),
    "touches": ("Touches", "تماس‌ها و پیگیری‌ها", "Number of touches", "Activities",
                "تعداد تعامل", "تعداد پیگیری", "تعامل‌ها", "فعالیت‌ها"),
    "calls": ("Calls", "تماس‌ها", "Number of calls", "تعداد تماس", "تماس تلفنی"),
    "emails": ("Emails", "ایمیل‌ها", "E-mails", "Number of emails", "تعداد ایمیل"),
    "meetings": ("Meetings", "جلسه‌ها", "Number of meetings", "جلسات", "تعداد جلسه", "جلسه"),
    "webinars": ("Webinars", "وبینارها", "Webinar", "وبینار", "تعداد وبینار"),
    "catalogue_requests": ("Catalogue requests", "درخواست‌های کاتالوگ", "Catalog requests",
                           "Catalogue request", "درخواست کاتالوگ"),
    "price_requests": ("Price requests", "درخواست‌های قیمت", "Price list requests",
                       "Price request", "Quote requests", "درخواست قیمت", "درخواست لیست قیمت",
                       "درخواست پیش‌فاکتور"),
    "unanswered_calls": LEADS["unanswered_calls"],
    "unanswered_emails": LEADS["unanswered_emails"],
}  # fmt: skip
