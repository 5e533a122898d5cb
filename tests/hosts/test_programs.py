"""Programs that are run to their end, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from leadbook.hosts.programs import run_to_end

if TYPE_CHECKING:
    from pathlib import Path

SPEAKS = """
import sys
print("سلام")
print("so", file=sys.stderr)
sys.exit(3)
"""
LEAVES_ONE = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", sys.argv[1], *sys.argv[2:]])
"""
STAYS = """
import os, sys, time
until = time.monotonic() + 120
while not os.path.exists(sys.argv[1]) and time.monotonic() < until:
    time.sleep(0.05)
"""


def test_what_a_program_says_and_how_it_ends_is_given() -> None:
    variables = {**os.environ, "PYTHONUTF8": "1"}
    done = run_to_end([sys.executable, "-c", SPEAKS], seconds=60, environment=variables)
    assert (done.stdout, done.stderr, done.returncode) == ("سلام\n", "so\n", 3)


def test_what_a_program_leaves_running_is_not_waited_for(tmp_path: Path) -> None:
    """What is left running stays until it is told to go, which is only after the run."""
    told_to_go = tmp_path / "go"
    run_to_end([sys.executable, "-c", LEAVES_ONE, STAYS, str(told_to_go)], seconds=60)
    told_to_go.touch()


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_to_end([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5)


def test_a_program_that_is_not_there_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError):
        run_to_end(["/nowhere/soffice"], seconds=1)
