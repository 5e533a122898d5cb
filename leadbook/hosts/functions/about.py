"""Functions about leadbook itself: its version, and what went wrong last."""

from __future__ import annotations

from leadbook import __version__
from leadbook.hosts.arguments import Argument
from leadbook.hosts.journal import last_sentence
from leadbook.hosts.registry import udf
from leadbook.language.messages import message

__all__ = ["LB_LAST_ERROR", "LB_VERSION"]


@udf(
    message("The last thing that a leadbook function could not do, in one sentence."),
    group="about",
    gives="value",
    after=Argument(
        "any",
        message("Any cell; when it changes, the sentence is read again"),
        required=False,
    ),
)
def LB_LAST_ERROR(after: object) -> str:
    """Give the sentence that explains the last error, in the user's language."""
    return last_sentence()


@udf(message("The version of leadbook that calculates."), group="about", gives="value")
def LB_VERSION() -> str:
    """Give the version of the package."""
    return __version__
