"""The file: reading it fast, and adding sheets to it without touching anything else."""
