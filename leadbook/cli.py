"""The command line: options in, a job called, progress and an exit code out."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
