"""Excel on Windows and Mac: functions in cells, buttons, and the add-in that carries them."""
