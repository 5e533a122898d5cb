"""The functions of cells, a subject a file; importing this room fills `registry.FUNCTIONS`."""

from leadbook.hosts.functions import (
    about,
    actions,
    breakdowns,
    chances,
    cleaning,
    dates,
    scores,
    speed,
    time,
)

__all__ = [
    "about",
    "actions",
    "breakdowns",
    "chances",
    "cleaning",
    "dates",
    "scores",
    "speed",
    "time",
]
