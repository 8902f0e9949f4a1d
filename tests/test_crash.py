"""An import whose process is killed, or that meets another, leaves nothing half done.

`make crash` does the same a hundred times on each database.
"""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.long("test_import_writing.py::test_a_failure_anywhere_leaves_nothing_behind")
def test_an_import_killed_at_any_moment_or_meeting_another_is_whole():
    server = os.environ["DATABASE_URL"]  # the rounds make a database of their own there
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash", "--rounds", "4", "--database", server],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "no half import" in done.stdout
