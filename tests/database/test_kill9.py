"""A few kills in every run of the tests; ``python tests/database/kill9.py 200`` does many."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the worker is forked")
def test_nothing_acknowledged_is_lost_when_the_program_is_killed():
    script = Path(__file__).with_name("kill9.py")
    result = subprocess.run(
        [sys.executable, str(script), "15", "7"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    figures = json.loads(result.stdout)
    assert (figures["lost"], figures["damaged"], figures["disagreeing"]) == (0, 0, 0)
    assert figures["kills"] == 15
    assert figures["acknowledged"] > 15, "the kills must come while it works"
    assert figures["logs_left"] > 5, "and most of them leave something to recover"
