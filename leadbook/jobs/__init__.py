"""One file for each thing a user can ask for; the command line and the ribbon call the same job."""
