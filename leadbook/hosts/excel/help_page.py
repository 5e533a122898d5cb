"""The page that the button Help opens: every button and every function, in the user's language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook import __version__
from leadbook.hosts.excel.buttons import BUTTONS, TOGGLE
from leadbook.hosts.registry import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from leadbook.language.messages import Speaker

__all__ = ["help_page", "write_help"]

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "td,th{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0}"
    "table{border-collapse:collapse}tr{border-bottom:1px solid #ddd}code{direction:ltr}"
)


def help_page(say: Speaker) -> str:
    """Write the page as HTML that needs nothing from outside."""
    buttons = [(say(each.label), say(each.tip)) for each in (*BUTTONS, TOGGLE)]
    functions = [
        (f"{name}({'; '.join(argument.name for argument in each.arguments)})", say(each.doc))
        for name, each in FUNCTIONS.items()
    ]
    side = "rtl" if say.right_to_left else "ltr"
    return (
        f'<!doctype html><html lang="{say.language}" dir="{side}"><head><meta charset="utf-8">'
        f"<title>leadbook {__version__}</title><style>{_STYLE}</style></head><body>"
        f"<h1>leadbook {__version__}</h1>"
        f"<h2>{escape(say('Buttons'))}</h2>{_table(buttons, 'b')}"
        f"<h2>{escape(say('Functions in cells'))}</h2>{_table(functions, 'code')}"
        "</body></html>\n"
    )


def _table(rows: Iterable[tuple[str, str]], look: str) -> str:
    cells = (
        f'<tr><td><{look} dir="auto">{escape(name)}</{look}></td><td>{escape(text)}</td></tr>'
        for name, text in rows
    )
    return f"<table>{''.join(cells)}</table>"


def write_help(folder: Path, say: Speaker) -> Path:
    """Write the page into a folder, for this version of leadbook; gives its file."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"help-{say.language}.html"
    page.write_text(help_page(say), encoding="utf-8")
    return page
