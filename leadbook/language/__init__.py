"""Persian and English: text, numbers, dates, working days and the sentences leadbook says."""
