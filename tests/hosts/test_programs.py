"""Programs that are run to their end, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from leadbook.hosts.programs import run_to_end

LEAVES_ONE = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(8)"])
print("سلام")
print("so", file=sys.stderr)
sys.exit(3)
"""


def test_what_a_program_says_and_how_it_ends_is_given() -> None:
    variables = {**os.environ, "PYTHONUTF8": "1"}
    done = run_to_end([sys.executable, "-c", LEAVES_ONE], seconds=30, environment=variables)
    assert (done.stdout, done.stderr, done.returncode) == ("سلام\n", "so\n", 3)


def test_what_a_program_leaves_running_is_not_waited_for() -> None:
    before = time.monotonic()
    run_to_end([sys.executable, "-c", LEAVES_ONE], seconds=30)
    assert time.monotonic() - before < 7


def test_a_program_that_takes_too_long_is_ended() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run_to_end([sys.executable, "-c", "import time; time.sleep(60)"], seconds=0.5)


def test_a_program_that_is_not_there_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError):
        run_to_end(["/nowhere/soffice"], seconds=1)
