"""LibreOffice Calc as a host: an extension whose functions are answered by this leadbook."""
