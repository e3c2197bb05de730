"""A small study for the screen, and a screen that looks the same everywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import remembered
from duiding.tui.view import glyphs
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het hier?
    [0:12] R1: Het is moeilijk. Mensen hebben schulden. Ze schamen zich daarvoor.
    I: En de kinderen?
    [1:05] R1: Die merken het. Thuis is er stress, elke dag.
    R2: Daar denk ik anders over.
"""


@pytest.fixture(autouse=True)
def still_screen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Draw the same everywhere: no animation, colours on, Unicode, nothing remembered."""
    monkeypatch.setattr(remembered, "config_folder", lambda: tmp_path / "settings")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)
    glyphs.use(glyphs.UNICODE)
    yield
    glyphs.use(glyphs.UNICODE)


@pytest.fixture
def told(study: Study) -> Transcript:
    """A study with a codebook and one interview, without codings."""
    kit.codebook(study)
    return kit.transcript(study, "gesprek", TALK)
