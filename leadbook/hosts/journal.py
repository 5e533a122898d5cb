"""The journal: the last thing that a function could not do, for `LB_LAST_ERROR`, and the log.

The log holds function names and sentences without their facts, never what a cell says.
"""

from __future__ import annotations

import logging
import sys
from functools import cache
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from leadbook.hosts.preferences import log_folder, preferences
from leadbook.language.messages import message, speaker

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Message

__all__ = ["forget", "last_message", "last_sentence", "log_file", "remember", "remember_crash"]

LARGEST, KEPT = 500_000, 3
_last: list[tuple[str, Message]] = []


def remember(function: str, what: Message) -> None:
    """Keep what a function could not do, and log it without the facts of the book.

    The same again is not logged again: a column of ten thousand odd cells is one line.
    """
    known = bool(_last) and (_last[0][0], _last[0][1].template) == (function, what.template)
    _last[:] = [(function, what)]
    if not known:
        _log().warning("%s: %s", function, what.template)


def remember_crash(function: str, error: BaseException) -> None:
    """Keep an error that leadbook does not know; the log tells where in the code it was."""
    kind = type(error).__name__
    _last[:] = [(function, message("leadbook met an error that it does not know ({kind}); the log "
                                   "says where", kind=kind))]  # fmt: skip
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    _log().error("%s: %s at %s", function, kind, where)


def last_message() -> Message | None:
    """Give what a function could not do last, without its name; ``None`` when all went well."""
    return _last[0][1] if _last else None


def last_sentence() -> str:
    """Give the last sentence in the user's language; empty when all went well so far."""
    if not _last:
        return ""
    function, what = _last[0]
    say = speaker(preferences().language)
    return say("{function}: {sentence}", function=function, sentence=say(what))


def forget() -> None:
    """Forget the last sentence."""
    _last.clear()


def log_file() -> Path:
    """Give the place of the log."""
    return log_folder() / "leadbook.log"


@cache
def _log() -> logging.Logger:
    log = logging.getLogger("leadbook.cells")
    log.propagate = False
    log.addHandler(_handler())
    return log


def _handler() -> logging.Handler:
    """Write to the user's log, in turn over a few files; nowhere if that cannot be."""
    if sys.platform == "emscripten":
        return logging.NullHandler()
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            log_file(), maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
