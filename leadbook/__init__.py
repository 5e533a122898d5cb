"""leadbook makes the Excel workbook in which a sales team keeps its pipeline smart."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
