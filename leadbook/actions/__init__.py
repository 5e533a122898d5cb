"""What to do about leads: frames in, decisions out; nothing is written here."""
