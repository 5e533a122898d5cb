"""What it means: pure functions over frames; no clock, no file, no setting of their own."""
