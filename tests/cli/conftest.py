"""A study at rest, to be compared with itself after a wrong command."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from tests import study_kit as kit

TALK = """
    I: Hoe gaat het?
    R1: Er is {schaamte veel schaamte} en er zijn {schulden}.
"""


@pytest.fixture
def at_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a closed study with a codebook, a source and codings; it is the current one."""
    folder = tmp_path / "onderzoek"
    monkeypatch.setenv("DUIDING_STUDY", str(folder))
    with kit.new_study(folder) as study:
        kit.codebook(study)
        kit.transcript(study, "gesprek", TALK)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def dump(at_rest: Path) -> Callable[[], list[tuple]]:
    """Return everything that the study's database holds, read behind the program's back."""

    def read() -> list[tuple]:
        database = apsw.Connection(str(at_rest / "duiding.db"), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            tables = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            ).fetchall()
            return [
                (name, *row)
                for (name,) in tables
                for row in database.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')
            ]
        finally:
            database.close()

    return read
