"""What the book holds: tables understood, cleaned and joined into one frozen Pipeline."""
