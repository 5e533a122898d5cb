"""Every function of cells with example calls and their values: one table for all hosts.

The plain call, the COM path of xlwings, LibreOffice and Pyodide run the same cases.
"""

from function_cases.case import Case
from function_cases.cells import CELL_CASES
from function_cases.leads import LEAD_CASES
from function_cases.outlooks import OUTLOOK_CASES
from function_cases.tables import TABLE_CASES

CASES: tuple[Case, ...] = (*LEAD_CASES, *TABLE_CASES, *OUTLOOK_CASES, *CELL_CASES)

__all__ = ["CASES", "Case"]
