"""The columns leadbook knows, and the headers that people give them.

`TABLES` maps each table to its sheet names and its columns. A header is matched after folding
(case, Persian and Arabic letters and digits, spaces and underscores), so aliases are written once.
"""

from __future__ import annotations
