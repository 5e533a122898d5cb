"""The functions of cells, a subject a file; importing this room fills `registry.FUNCTIONS`."""

from leadbook.hosts.functions import about, scores, time

__all__ = ["about", "scores", "time"]
