"""The headers that people give to the columns of a leads table, in English and Persian.

Collected from what CRMs export (HubSpot, Salesforce, Pipedrive, Odoo, Zoho, Didar and others) and
from teams' own books. The first names of a column are its plainest ones; where two columns of a
book claim one meaning, the one whose name stands earlier here wins.
"""

from __future__ import annotations

__all__ = ["LEADS"]

LEADS: dict[str, tuple[str, ...]] = {
    "lead_id": (
        "Lead ID", "شناسه", "ID", "Deal ID", "Opportunity ID", "Record ID", "Record Id - Deal",
        "Lead No", "Lead Number", "Lead code", "Lead", "Deal code", "Code", "Number", "No",
        "Ref", "Reference", "Customer ID", "Contact ID", "External ID", "Deal - ID", "Lead - ID",
        "شناسه سرنخ", "شناسهٔ سرنخ", "کد سرنخ", "شناسه معامله", "کد معامله", "کد", "کد مشتری",
        "شناسه مشتری", "شماره سرنخ", "شماره معامله", "شماره", "کد لید", "شناسه لید", "آیدی",
        "ردیف",
    ),
    "name": (
        "Name", "نام", "Lead name", "Full name", "Contact name", "Contact", "Contact person",
        "Person", "Customer name", "Customer", "Client", "Client name", "Deal name",
        "Opportunity name", "Opportunity", "Deal", "Deal title", "Deal - Title", "Deal - Name",
        "Person - Name", "Deal - Contact person", "Associated Contact", "نام مشتری", "نام سرنخ",
        "نام و نام خانوادگی", "نام کامل", "مشتری", "مخاطب", "نام مخاطب", "نام لید",
        "شخص رابط", "رابط", "نام رابط", "عنوان معامله", "نام معامله", "سرنخ", "نام فرصت", "شخص",
        "اسم", "نام و فامیل", "نام و فامیلی", "اسم و فامیل", "اسم مشتری",
        "نام و نام خانوادگی مشتری", "Your name", "What is your name", "نام شما",
    ),
    "company": (
        "Company", "شرکت", "Company name", "Account", "Account name", "Organization",
        "Organisation", "Organization name", "Organization - Name", "Deal - Organization",
        "Associated Company", "Business", "Business name", "Partner", "نام شرکت", "سازمان",
        "نام سازمان", "مجموعه", "نام مجموعه", "کسب‌وکار", "نام کسب و کار", "حساب",
    ),
    "title": (
        "Title", "سمت", "Job title", "Position", "Role", "Job position", "Job", "عنوان شغلی", "شغل",
        "جایگاه", "پست سازمانی", "نقش", "Organization title",
    ),
    "email": (
        "Email", "ایمیل", "E-mail", "Email address", "Mail", "Person - Email", "E-mail 1 - Value",
        "E-mail 2 - Value", "Contact email", "Work email", "Emails", "پست الکترونیک", "رایانامه",
        "آدرس ایمیل", "نشانی ایمیل",
    ),
    "phone": (
        "Phone", "تلفن", "Phone number", "Mobile", "Mobile number", "Mobile phone", "Cell",
        "Telephone", "Tel", "Person - Phone", "Phone 1 - Value", "Phone 2 - Value", "Contact phone",
        "موبایل", "شماره تماس", "تلفن همراه", "شماره موبایل", "شماره تلفن", "شماره همراه", "همراه",
        "تلفن تماس",
    ),
    "source": (
        "Source", "منبع", "Lead source", "Original source", "Original Source Type", "Channel",
        "Lead channel", "Deal - Source", "Lead - Source", "Source channel", "Origin", "Medium",
        "How did you hear about us", "utm source", "شیوه آشنایی", "شیوهٔ آشنایی", "نحوه آشنایی",
        "نحوهٔ آشنایی", "روش آشنایی", "طریقه آشنایی", "منبع سرنخ", "منبع لید", "کانال",
        "کانال جذب", "منبع جذب", "کانال ورودی", "منبع ورودی", "معرف",
    ),
    "campaign": (
        "Campaign", "کمپین", "Campaign name", "Primary campaign source", "Campaign source",
        "utm campaign", "نام کمپین", "کارزار",
    ),
    "industry": (
        "Industry", "صنعت", "Sector", "Vertical", "Company industry", "Business type", "حوزه",
        "حوزه فعالیت", "حوزهٔ فعالیت", "زمینه فعالیت", "زمینهٔ فعالیت", "نوع فعالیت", "بخش",
        "صنف",
    ),
    "company_size": (
        "Company size", "اندازه شرکت", "Employees", "Number of employees", "No. of employees",
        "Employee count", "Headcount", "Size", "Staff", "اندازهٔ شرکت", "تعداد کارکنان",
        "تعداد کارمندان", "تعداد پرسنل", "کارکنان", "پرسنل",
    ),
    "interest": (
        "Interest", "علاقه", "Interest level", "Need", "Fit", "Engagement level", "نیاز",
        "میزان علاقه", "سطح علاقه", "علاقه‌مندی", "میزان نیاز",
    ),
    "budget": (
        "Budget", "بودجه", "Budget status", "Purchasing power", "Buying power", "بودجه مشتری",
        "وضعیت بودجه", "توان خرید", "قدرت خرید", "توان مالی",
    ),
    "decision_maker": (
        "Decision maker", "تصمیم‌گیرنده", "Is decision maker", "Decision-maker?", "DM",
        "Authority", "تصمیم گیرنده", "تصمیم‌گیر", "تصمیم گیرنده است", "تصمیم گیرنده؟",
    ),
    "product": (
        "Product", "محصول", "Product name", "Products", "Item", "Service", "Solution",
        "Product interest", "Product of interest", "نام محصول", "محصول درخواستی", "خدمت", "کالا",
        "محصول مورد نظر", "خدمات", "Which product are you interested in",
    ),
    "owner": (
        "Owner", "فروشنده", "Deal owner", "Lead owner", "Opportunity owner", "Sales agent",
        "Sales rep", "Salesperson", "Salesman", "Sales person", "Sales representative", "Rep",
        "Agent", "Assigned to", "Assigned", "Assignee", "Account owner", "Account manager",
        "Record owner", "Deal - Owner", "Lead - Owner", "Contact owner", "User", "Responsible",
        "Seller", "Handled by", "مسئول", "مسئول فروش", "کارشناس", "کارشناس فروش", "مسئول پیگیری",
        "مسئول معامله", "نام فروشنده", "صاحب سرنخ", "مالک", "بازاریاب", "نماینده فروش",
        "کارشناس مسئول", "ارجاع به",
    ),
    "stage": (
        "Stage", "مرحله", "Deal stage", "Lead stage", "Pipeline stage", "Sales stage",
        "Opportunity stage", "Current stage", "Stage name", "Deal - Stage", "Phase", "Step",
        "مرحله فروش", "مرحلهٔ فروش", "مرحله معامله", "مرحله فعلی", "مرحلهٔ فعلی", "مرحله کاریز",
        "گام", "مرحله سرنخ", "نام مرحله", "مرحله جاری",
    ),
    "status": (
        "Status", "وضعیت", "Deal status", "Lead status", "Outcome", "Result", "Deal - Status",
        "Opportunity status", "Won status", "Won/Lost", "وضعیت معامله", "وضعیت سرنخ",
        "نتیجه", "وضعیت نهایی", "نتیجه معامله", "نتیجه نهایی", "وضعیت لید",
        "نتیجه تماس", "نتیجه پیگیری", "Call result", "Call outcome",
    ),
    "created_at": (
        "Created at", "تاریخ ایجاد", "Created", "Create date", "Created date", "Creation date",
        "Created on", "Date created", "Created time", "Deal created", "Deal - Deal created",
        "Lead created", "Lead date", "Engage date", "Entry date", "Date added", "Added", "Added on",
        "Registered", "Registration date", "Date", "Open date", "Opened", "Start date",
        "First contact", "First contact date", "Deal - Add time", "Add time", "تاریخ ثبت",
        "تاریخ ورود", "تاریخ ساخت", "ایجاد", "تاریخ شروع", "زمان ایجاد", "تاریخ ایجاد سرنخ",
        "زمان ثبت", "تاریخ اولین تماس", "تاریخ ثبت سرنخ", "تاریخ", "تاریخ جذب", "ایجاد شده در",
        "Timestamp", "Submitted at", "Submission date", "زمان ارسال", "تاریخ ارسال",
    ),
    "stage_since": (
        "Stage since", "در این مرحله از", "Stage entered at", "Stage entered", "In stage since",
        "Stage date", "Stage changed", "Stage change date", "Last stage change date",
        "Last stage change", "Date entered stage", "Date entered current stage",
        "Entered stage on", "Deal - Last stage change", "Last Stage Update", "Moved to stage",
        "تاریخ ورود به مرحله", "ورود به مرحله", "تاریخ مرحله", "تاریخ تغییر مرحله", "از تاریخ",
        "مرحله از", "آخرین تغییر مرحله", "زمان ورود به مرحله",
    ),
    "closed_at": (
        "Closed at", "تاریخ بسته شدن", "Closed", "Close date", "Closed date", "Closed on",
        "Date closed", "Closing date", "Close time", "Actual close date", "Won date", "Lost date",
        "Won/lost date", "Win date", "Conversion date", "Converted at", "Converted on",
        "Converted date", "Deal - Deal closed on", "Deal - Won time", "End date", "Finished",
        "تاریخ بستن", "تاریخ اختتام", "تاریخ پایان", "تاریخ نتیجه", "تاریخ فروش", "تاریخ خرید",
        "تاریخ قرارداد", "تاریخ بستن معامله", "تاریخ تبدیل", "بسته شدن", "تاریخ خاتمه",
        "زمان بسته شدن",
    ),
    "expected_close": (
        "Expected close", "تاریخ بستن مورد انتظار", "Expected close date", "Expected closing",
        "Expected closing date", "Deal - Expected close date", "Forecast date",
        "Forecast close date", "Target close date", "Estimated close date", "Estimated close",
        "Projected close", "تاریخ پیش‌بینی", "تاریخ احتمالی فروش", "تاریخ تخمینی",
        "پیش‌بینی بستن", "موعد بستن", "تاریخ پیش بینی فروش", "تاریخ احتمالی بستن",
        "بستن مورد انتظار", "تاریخ بسته شدن پیش‌بینی‌شده",
    ),
    "amount": (
        "Amount", "مبلغ", "Value", "Deal value", "Deal amount", "Close value", "Deal size",
        "Deal - Value", "Lead value", "Opportunity value", "Opportunity amount", "Revenue",
        "Expected revenue", "Potential revenue", "Price", "Worth", "Total", "Total amount", "Sales",
        "Amount in company currency", "ارزش", "مبلغ معامله", "ارزش معامله", "مبلغ فروش",
        "مبلغ قرارداد", "ارزش سرنخ", "مبلغ پیشنهادی", "قیمت", "درآمد", "درآمد مورد انتظار",
        "مبلغ کل", "فروش", "Est. value", "Estimated value", "Estimated amount", "Expected value",
        "Quote value", "Quote amount", "مبلغ پیش‌فاکتور", "مبلغ فاکتور", "مبلغ احتمالی",
        "ارزش تخمینی",
    ),
    "label": (
        "Label", "برچسب", "Labels", "Tag", "Tags", "Rating", "Lead rating", "Temperature",
        "Lead temperature", "Deal - Label", "Quality", "Lead quality", "Priority", "برچسب‌ها",
        "تگ", "کیفیت", "کیفیت سرنخ", "دما", "اولویت",
    ),
    "rep_probability": (
        "Probability", "احتمال", "Rep probability", "Win probability", "Deal probability",
        "Probability %", "Probability (%)", "Chance", "Win chance", "Likelihood", "Confidence",
        "Deal - Probability", "شانس موفقیت", "احتمال موفقیت", "احتمال فروش", "درصد موفقیت",
        "درصد احتمال", "شانس", "برآورد فروشنده",
    ),
    "last_contact_at": (
        "Last contact", "آخرین تماس", "Last contact at", "Last contacted", "Last contact date",
        "Last touch", "Last touch at", "Last activity", "Last activity date",
        "Deal - Last activity date", "Last communication", "Last modified contact",
        "Last interaction", "Last follow up", "تاریخ آخرین تماس", "آخرین پیگیری",
        "تاریخ آخرین پیگیری", "آخرین فعالیت", "تاریخ آخرین فعالیت", "آخرین ارتباط",
        "زمان آخرین تماس", "Last call", "Last called", "Last call date",
    ),
    "next_step_at": (
        "Next step", "قدم بعدی", "Next step at", "Next step date", "Next activity",
        "Next activity date", "Deal - Next activity date", "Next contact", "Next contact date",
        "Next follow-up", "Follow-up date", "Follow up", "Next touch", "Next call", "Due date",
        "تاریخ قدم بعدی", "پیگیری بعدی", "تاریخ پیگیری بعدی", "تماس بعدی", "تاریخ تماس بعدی",
        "اقدام بعدی", "تاریخ اقدام بعدی", "تاریخ پیگیری", "گام بعدی", "فعالیت بعدی",
    ),
    "snooze_until": (
        "Snooze until", "تعویق تا", "Snoozed until", "Snooze", "Paused until", "On hold until",
        "Hold until", "Wait until", "به تعویق تا", "معلق تا", "مسکوت تا", "تا تاریخ",
        "منتظر تا",
    ),
    "unanswered_calls": (
        "Unanswered calls", "تماس‌های بی‌پاسخ", "Missed calls", "Calls without answer",
        "Calls unanswered", "No answer calls", "تماس بی‌پاسخ", "تعداد تماس بی‌پاسخ",
        "تماس‌های ناموفق", "تعداد تماس‌های بی پاسخ",
    ),
    "unanswered_emails": (
        "Unanswered emails", "ایمیل‌های بی‌پاسخ", "Unanswered e-mails", "Emails without reply",
        "E-mails without a reply", "Unopened emails", "ایمیل بی‌پاسخ", "تعداد ایمیل بی‌پاسخ",
    ),
    "unsubscribed": (
        "Unsubscribed", "لغو اشتراک", "Unsubscribe", "Opted out", "Opt out", "Email opt out",
        "Do not contact", "Do not call", "Unsubscribed from all email", "لغو عضویت",
        "تماس نگیرید", "عدم تمایل به تماس",
    ),
    "complaints": (
        "Complaints", "شکایت‌ها", "Complaint", "Number of complaints", "Complaint count",
        "شکایات", "شکایت", "تعداد شکایت",
    ),
    "lost_reason": (
        "Lost reason", "دلیل شکست", "Loss reason", "Closed lost reason", "Reason lost",
        "Reason for loss", "Deal - Lost reason", "Why lost", "علت شکست", "دلیل از دست رفتن",
        "علت از دست رفتن", "دلیل باخت", "دلیل عدم خرید", "علت عدم خرید", "دلیل ناموفق",
    ),
    "notes": (
        "Notes", "یادداشت", "Note", "Comment", "Comments", "Remark", "Remarks", "Description",
        "Details", "توضیحات", "یادداشت‌ها", "شرح", "توضیح", "ملاحظات",
    ),
}  # fmt: skip
