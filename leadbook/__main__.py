"""Lets ``python -m leadbook`` do what ``leadbook`` does."""

from leadbook.cli import main

if __name__ == "__main__":
    main()
