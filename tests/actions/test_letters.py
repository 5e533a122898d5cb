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
    plain = read.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().splitlines() == text.splitlines()
    assert not list(read.iter_attachments())


@pytest.mark.parametrize(
    ("text", "from_the_right"),
    [("سلام Ann،\n<خداحافظ> & ما.", True), ("Dear سارا,\nbye", False), ("123\nسلام", True)],
)
def test_a_letter_that_reads_from_the_right_says_so(text: str, from_the_right: bool) -> None:
    draft = Letter("L1", address_of("ann@example.com", "Ann"), "Hi", text).draft()
    html = email.message_from_bytes(draft, policy=default).get_body(("html",))
    assert (html is not None) == from_the_right
    if html is not None:
        said = html.get_content().replace("\r\n", "\n")
        assert 'dir="rtl"' in said
        lines = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split("\n")
        assert "<br>\n".join(lines) in said
    assert draft == Letter("L1", address_of("ann@example.com", "Ann"), "Hi", text).draft()


@pytest.mark.parametrize(
    "text",
    ["", " ", "ann", "ann at example.com", "a@b@c", "@", "ann@example.com; bob@example.com",
     "ann@example.com\nBcc: all@example.com", "آن@example.com", "ann@نمونه.ir",
     "<ann@example.com>"],
)  # fmt: skip
def test_what_is_not_one_plain_address_gets_no_letter(text: str) -> None:
    assert address_of(text, "Ann") is None


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x85", "\u2028", "\u2029", "\x1c", "\x0b"])
def test_a_name_cannot_bring_a_header_of_its_own(end: str) -> None:
    to = address_of("ann@example.com", f"Ann{end}Bcc: all@example.com")
    read = email.message_from_bytes(Letter("L1", to, "Hi", "Hi").draft(), policy=default)
    assert read["Bcc"] is None


def test_marks_that_nobody_sees_are_no_part_of_an_address() -> None:
    to = address_of("\u200fann@example.com\u200c", "Ann")
    assert to is not None
    assert to.addr_spec == "ann@example.com"
