"""How packages come into the very Python that is meant, whoever has made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Message

__all__ = ["command_for", "to_install"]


def to_install(python: Path, packages: str) -> Message:
    """Say the mend that installs packages, which may have options of pip before them."""
    return message("Run: {command}", command=command_for(python, packages))


def command_for(python: Path, packages: str) -> str:
    """Give the command that installs packages; an environment of uv has no pip of its own.

    >>> from pathlib import Path
    >>> command_for(Path("/py/bin/python"), "pywin32")
    '/py/bin/python -m pip install pywin32'
    """
    # Quoted only where needed: PowerShell takes a quoted path for a text, not for a program.
    path = f'"{python}"' if " " in str(python) else str(python)
    if _is_of_uv(python):
        return f"uv pip install --python {path} {packages}"
    return f"{path} -m pip install {packages}"


def _is_of_uv(python: Path) -> bool:
    try:
        lines = (python.parent.parent / "pyvenv.cfg").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return any(line.partition("=")[0].strip() == "uv" for line in lines)
