"""How it is drawn: the report as a workbook of native Excel sheets."""
