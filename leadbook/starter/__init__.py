"""The workbook that people start from: empty, or filled with an invented year of sales."""
