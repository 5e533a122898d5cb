"""Drafts: what a mail program reads back, and addresses that no letter can go to."""

from __future__ import annotations

import email
from email.policy import default

import pytest

from leadbook.actions.letters import Letter, address_of


@pytest.mark.parametrize("name", ["Ann Lee", "سارا رضایی", 'Ann "Sue", Lee'])
def test_a_draft_is_read_back_as_it_was_meant(name: str) -> None:
    to = address_of("ann@example.com", name)
    text = f"{name}\nخداحافظ\nfrom all of us"
    draft = Letter("L1", to, f"Thank you, {name}", text).draft()
    read = email.message_from_bytes(draft, policy=default)
    assert read["X-Unsent"] == "1"
    assert [(a.display_name, a.addr_spec) for a in read["To"].addresses] == [
        (name, "ann@example.com")
    ]
    assert read["Subject"] == f"Thank you, {name}"
    assert read.get_content().splitlines() == text.splitlines()


@pytest.mark.parametrize(
    "text",
    ["", " ", "ann", "ann at example.com", "a@b@c", "@", "ann@example.com; bob@example.com",
     "ann@example.com\nBcc: all@example.com", "آن@example.com", "ann@نمونه.ir",
     "<ann@example.com>"],
)  # fmt: skip
def test_what_is_not_one_plain_address_gets_no_letter(text: str) -> None:
    assert address_of(text, "Ann") is None


def test_a_name_cannot_bring_a_header_of_its_own() -> None:
    to = address_of("ann@example.com", "Ann\r\nBcc: all@example.com")
    read = email.message_from_bytes(Letter("L1", to, "Hi", "Hi").draft(), policy=default)
    assert read["Bcc"] is None
