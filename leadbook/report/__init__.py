"""What is shown: sheets, tables, charts and notes, free of any file format."""
