"""Headers as people and CRMs write them."""

from __future__ import annotations

import pytest

from leadbook.pipeline import aliases
from leadbook.pipeline.schema import (
    FACTS,
    TABLES,
    column_of,
    fact_of,
    header_key,
    known_headers,
    near,
    rank_of,
    table_of,
)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("opportunity_id", "lead_id"),
        ("Record ID", "lead_id"),
        ("Deal - ID", "lead_id"),
        ("شناسه", "lead_id"),
        ("كد مشتري", "lead_id"),
        ("Deal Name", "name"),
        ("نام مشتری", "name"),
        ("account", "company"),
        ("Account Name", "company"),
        ("Job Title", "title"),
        ("Lead Source", "source"),
        ("شیوهٔ آشنایی", "source"),
        ("شیوه آشنایی", "source"),
        ("Deal owner", "owner"),
        ("sales_agent", "owner"),
        ("Salesperson", "owner"),
        ("کارشناس فروش", "owner"),
        ("DealStage", "stage"),
        ("deal_stage", "stage"),
        ("Deal - Stage", "stage"),
        ("مرحلهٔ فروش", "stage"),
        ("وضعیت", "status"),
        ("engage_date", "created_at"),
        ("Create Date", "created_at"),
        ("Created on", "created_at"),
        ("تاریخ ایجاد", "created_at"),
        ("stage_entered_at", "stage_since"),
        ("close_date", "closed_at"),
        ("Expected Closing", "expected_close"),
        ("close_value", "amount"),
        ("Amount (USD)", "amount"),
        ("شماره تماس ۲", "phone"),
        ("Phone3", "phone"),
        ("Contact 1", "name"),
        ("What is your name?", "name"),
        ("E-mail 1 - Value", "email"),
        ("Timestamp", "created_at"),
        ("Est. value", "amount"),
        ("مبلغ پیش‌فاکتور", "amount"),
        ("مبلغ (تومان)", "amount"),
        ("ارزش معامله", "amount"),
        ("Probability (%)", "rep_probability"),
        ("Last Activity Date", "last_contact_at"),
        ("Last call", "last_contact_at"),
        ("Lead name", "name"),
        ("تماس‌های بی‌پاسخ", "unanswered_calls"),
        ("Call 2", None),
        ("Stage 2", None),
        ("Shoe size", None),
        ("", None),
        ("#", None),
    ],
)
def test_a_header_of_a_leads_table_is_known(header, column):
    assert column_of(header, "Leads") == column


def test_a_header_that_counts_is_vaguer_than_any_other():
    ranks = [rank_of(h, "Leads") for h in ("Phone", "تلفن تماس", "Phone 1", "Phone 2", "Phone 4")]
    assert ranks[:4] == sorted(set(ranks[:4]))
    assert ranks[4] < ranks[2]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Leads", "Leads"),
        ("سرنخ‌ها", "Leads"),
        ("سرنخ ها", "Leads"),
        ("Deals", "Leads"),
        ("tblLeads", "Leads"),
        ("StageHistory", "StageHistory"),
        ("stage_history", "StageHistory"),
        ("تاریخچه مراحل", "StageHistory"),
        ("Cold Rules", "ColdRules"),
        ("قواعد سرنخ سرد", "ColdRules"),
        ("Sheet1", None),
        ("", None),
    ],
)
def test_a_sheet_name_is_known(name, table):
    assert table_of(name) == table


def test_a_log_may_say_from_and_to():
    headers = ["lead_id", "from_stage", "to_stage", "changed_at"]
    assert [column_of(h, "StageHistory") for h in headers] == [
        "lead_id",
        None,
        "stage",
        "entered_at",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_plain_header_in_both_languages(table):
    for language in ("en", "fa"):
        headers = known_headers(table, language)
        found = [column_of(header, table) for header in headers]
        assert found == list(TABLES[table].columns)
        assert all(header.isascii() == (language == "en") for header in headers)


@pytest.mark.parametrize("table", TABLES)
def test_aliases_are_of_columns_that_exist_and_are_keys(table):
    assert set(aliases.HEADERS[table]) == set(TABLES[table].columns)
    assert all(header_key(word) for words in aliases.HEADERS[table].values() for word in words)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_known_by_its_two_sheet_names(table):
    english, persian, *_ = aliases.SHEETS[table]
    assert table_of(english) == table_of(persian) == table_of(table) == table
    assert english.isascii()
    assert not persian.isascii()


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_known_in_both_languages(fact):
    assert {fact_of(name) for name in (fact, *aliases.FACTS[fact][:2])} == {fact}


def test_a_plainer_header_ranks_before_a_vaguer_one():
    assert rank_of("created_at", "Leads") < rank_of("Created", "Leads") < rank_of("Date", "Leads")


def test_near_finds_the_word_that_was_meant_and_nothing_far_off():
    assert near("Ownr", ["Owner", "Stage"]) == "Owner"
    assert near("zzzz", ["Owner", "Stage"]) is None
