"""The program in a real pseudo-terminal: bytes in, bytes out, and the study on disk."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from duiding.sources import Transcript
from duiding.study import Study, open_study
from tests import study_kit as kit

pty = pytest.importorskip("pty")
termios = pytest.importorskip("termios")

PATIENCE = 60.0
"""Seconds to wait for something to appear; a loaded machine is slow, a broken program is silent."""


class Terminal:
    """A pseudo-terminal of 80 by 24 with the program in it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.seen = b""
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "duiding", "--study", str(folder), "--coder", "codeur-a"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment},
            start_new_session=True,
        )
        os.close(theirs)
        self.ours = ours

    def wait_for(self, text: str) -> None:
        """Read what is drawn until a text appears that was not there at the last call."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in self.seen:
            assert time.monotonic() < end, f"{text!r} did not appear in {self.seen[-2000:]!r}"
            self._read(0.2)
        self.seen = self.seen.partition(text.encode())[2]

    def press(self, keys: str) -> None:
        """Send keys, as they come from a keyboard."""
        os.write(self.ours, keys.encode())

    def finish(self) -> int:
        """Read until the program is gone and return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "the program did not stop"
            self._read(0.05)
        return self.process.returncode

    def kill(self) -> None:
        """Take the power away."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Leave nothing running."""
        if self.process.poll() is None:
            self.kill()
        os.close(self.ours)

    def _read(self, seconds: float) -> None:
        if select.select([self.ours], [], [], seconds)[0]:
            with contextlib.suppress(OSError):  # the other side has closed
                self.seen += os.read(self.ours, 65536)


@pytest.fixture
def folder(study: Study, told: Transcript) -> Path:
    """The folder of a study that nobody has open."""
    study.database.close()
    return study.folder


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """The program, started on the study."""
    started = Terminal(folder)
    yield started
    started.close()


def codings(folder: Path) -> list[str]:
    with open_study(folder) as study:
        return [quote for _coder, _key, quote in kit.told_codings(study)]


def test_start_code_a_sentence_and_quit(folder: Path, terminal: Terminal):
    terminal.wait_for("gesprek")
    terminal.press("n")
    terminal.wait_for("Mensen hebben")
    terminal.press("j2")
    terminal.wait_for("Schaamte toegekend")
    terminal.press("q")
    terminal.wait_for("gesprek")
    terminal.press("q")
    assert terminal.finish() == 0
    assert codings(folder) == ["Mensen hebben schulden."]
    assert sorted(path.name for path in folder.glob("duiding.db*")) == ["duiding.db"]


def test_all_keys_in_one_burst(folder: Path, terminal: Terminal):
    terminal.wait_for("gesprek")
    terminal.press("njcschaa\rJ.q")
    terminal.wait_for("1/3")
    terminal.press("q")
    assert terminal.finish() == 0
    assert sorted(codings(folder)) == [
        "Mensen hebben schulden.",
        "Mensen hebben schulden. Ze schamen zich daarvoor.",
    ]


def test_what_was_acknowledged_outlives_a_kill(folder: Path, terminal: Terminal):
    terminal.wait_for("gesprek")
    terminal.press("n")
    terminal.wait_for("Mensen hebben")
    terminal.press("1")
    terminal.wait_for("toegekend")
    terminal.kill()
    assert codings(folder) == ["Het is moeilijk."]


def test_ctrl_q_leaves_the_terminal_as_it_was(folder: Path, terminal: Terminal):
    terminal.wait_for("gesprek")
    terminal.press("\x11")
    assert terminal.finish() == 0
    terminal.wait_for("\x1b[?1049l")


def test_a_terminal_that_can_draw_nothing_is_told(folder: Path):
    started = Terminal(folder, TERM="dumb")
    try:
        assert started.finish() == 2
        started.wait_for("TERM=dumb")
    finally:
        started.close()
