"""Databases of the lowest layer, and a person without rights."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from duiding.database import Database, migrate

NOBODY = 65534


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database with the newest schema and nothing in it."""
    fresh = Database(tmp_path / "proef.db", create=True, busy_timeout_ms=50)
    migrate(fresh, tmp_path / "backups")
    yield fresh
    fresh.close()


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that other users of the machine can reach too."""
    folder = Path(tempfile.mkdtemp(prefix="duiding-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    shutil.rmtree(folder)


@pytest.fixture
def without_rights() -> Callable[[], AbstractContextManager[None]]:
    """``with without_rights():`` permissions count, also when the tests run as root."""

    @contextmanager
    def stripped() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return stripped
