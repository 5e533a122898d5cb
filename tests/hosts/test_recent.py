"""The last few results: found again by their whole source, and never for another."""

from __future__ import annotations

from leadbook.hosts.recent import Recent


def test_the_one_that_was_asked_for_longest_ago_goes() -> None:
    made: list[str] = []
    recent: Recent[str] = Recent(most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        recent.of(name, lambda name=name: made.append(name) or name.upper())
    assert made == ["a", "b", "c", "b"]


def test_what_is_equal_but_not_the_same_is_another_source() -> None:
    recent: Recent[str] = Recent(most=4)
    assert [recent.of(cell, lambda cell=cell: repr(cell)) for cell in (1.0, True, 1, "1")] == [
        "1.0", "True", "1", "'1'",
    ]  # fmt: skip


def test_what_failed_is_tried_again() -> None:
    recent: Recent[int] = Recent(most=1)
    for _ in range(2):
        try:
            recent.of("a", lambda: 1 // 0)
        except ZeroDivisionError:
            continue
    assert recent.of("a", lambda: 2) == 2
