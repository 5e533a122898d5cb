"""One command of the command line a file: options in, a job called, progress and exit code out.

All that is heavy is imported inside the command that needs it, so that ``leadbook --help`` answers
at once.
"""
