"""The functions of cells as the add-in calls them from books that count days from 1904."""

from __future__ import annotations

from leadbook.hosts.excel.call import callable_functions
from leadbook.hosts.registry import FUNCTIONS

__all__ = list(FUNCTIONS)

globals().update(callable_functions(from_1904=True))
