"""What options of the command line mean: days, pairs of columns, and a file for the figures."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from leadbook.errors import CannotWrite, WrongUse
from leadbook.language.messages import message, quoted
from leadbook.language.reasons import why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["mapping_of", "moment_of", "write_json"]


def moment_of(text: str | None, option: str = "--as-of") -> datetime:
    """Read an option that is a day; the default is the start of today.

    Raises:
        WrongUse: The text is no date.
    """
    if text is None:
        return datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    from leadbook.language.dates import to_datetime  # noqa: PLC0415 - brings numpy

    moment = to_datetime(text)
    if moment is None:
        raise WrongUse(
            message(
                "{option} {text} is no date; write it as 2026-11-21 or 1405/08/30",
                option=option,
                text=quoted(text),
            )
        )
    return moment


def mapping_of(pairs: Sequence[str]) -> Mapping[str, str]:
    """Read ``--map canonical=header`` pairs.

    Raises:
        WrongUse: A pair is of another form.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        canonical, equals, header = pair.partition("=")
        if not (equals and canonical.strip() and header.strip()):
            raise WrongUse(
                message(
                    "--map {pair} is not of the form canonical=header, such as stage=Phase",
                    pair=quoted(pair),
                )
            )
        mapping[canonical.strip()] = header.strip()
    return mapping


def write_json(data: object, file: Path) -> None:
    """Write figures as JSON to a file, or to standard output for ``-``.

    Raises:
        CannotWrite: There is no such folder, or it may not be written to.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    if str(file) == "-":
        click.echo(text)
        return
    try:
        file.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise CannotWrite(
            message(
                "the figures cannot be written to {file} ({reason}); name a file in a folder "
                "that exists and that you may write to",
                file=str(file),
                reason=why(error),
            )
        ) from error
