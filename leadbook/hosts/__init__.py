"""Where leadbook runs: functions in cells, buttons and add-ins of each spreadsheet program."""
