"""The functions of cells as the add-in calls them: xlwings finds them in this module."""

from __future__ import annotations

from leadbook.hosts.excel.call import callable_functions
from leadbook.hosts.registry import FUNCTIONS

__all__ = list(FUNCTIONS)

globals().update(callable_functions(from_1904=False))
