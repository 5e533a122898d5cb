"""Why the system refused, in words of ours."""

from __future__ import annotations

import errno

from leadbook.language.reasons import why


def test_what_the_system_refuses_is_said_in_words_of_ours() -> None:
    assert str(why(IsADirectoryError(errno.EISDIR, "Is a directory"))) == "it is a folder"


def test_a_file_that_windows_keeps_for_another_program_is_open_there() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied")
    refused.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert str(why(refused)) == "another program has it open"


def test_a_rare_reason_is_passed_on_as_the_system_says_it() -> None:
    assert why(OSError(errno.EXDEV, "Cross-device link")) == "Cross-device link"


def test_an_error_without_a_reason_is_named() -> None:
    assert why(TimeoutError()) == "TimeoutError"
