"""Fixtures for all tests: Dutch, an environment of their own, a fresh study."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from duiding import i18n
from duiding.study import Study
from tests import study_kit


@pytest.fixture(autouse=True)
def own_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep settings of the person who runs the tests out, and theirs untouched."""
    for name in [name for name in os.environ if name.startswith("DUIDING_")]:
        monkeypatch.delenv(name)
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name))
    monkeypatch.setenv("LANGUAGE", "nl")  # the command line sets it; this puts it back
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture(autouse=True)
def dutch(own_environment: None) -> Iterator[None]:
    """Speak Dutch, whatever the test before chose."""
    i18n.set_language("nl")
    yield
    i18n.set_language("nl")


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A fresh, open study in ``tmp_path / "onderzoek"``; ``kit.run_cli`` works on it."""
    folder = tmp_path / "onderzoek"
    monkeypatch.setenv("DUIDING_STUDY", str(folder))
    with study_kit.new_study(folder) as fresh:
        yield fresh
