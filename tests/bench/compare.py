"""The main job beside a plain pandas + openpyxl script, on one book, in one run.

    python tests/bench/compare.py 100000

Prints CPU seconds and peak memory of each, and their ratio: quote the ratio, not the seconds.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def cost(*command: str) -> tuple[float, float]:
    """Run a command; give its CPU seconds and its peak memory in MB."""
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(leads: str) -> None:
    """Measure both and print a small table."""
    with tempfile.TemporaryDirectory() as folder:
        book, copy = Path(folder, "book.xlsx"), Path(folder, "copy.xlsx")
        out = str(Path(folder, "out.xlsx"))
        cost(sys.executable, str(HERE / "workload.py"), leads, str(book))
        shutil.copy(book, copy)
        arguments = ("report", str(book), "--as-of", "2026-01-01", "--out", out, "--quiet")
        ours = cost(sys.executable, "-m", "leadbook", *arguments)
        plain = cost(sys.executable, str(HERE / "plain_script.py"), str(copy))
    print(f"{'':>20} {'CPU s':>8} {'peak MB':>8}")
    print(f"{'leadbook report':>20} {ours[0]:8.2f} {ours[1]:8.0f}")
    print(f"{'pandas + openpyxl':>20} {plain[0]:8.2f} {plain[1]:8.0f}")
    print(f"{'ratio':>20} {plain[0] / ours[0]:8.1f} {plain[1] / ours[1]:8.1f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "100000")
