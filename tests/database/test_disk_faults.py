"""A disk that fails at any write: one sentence, nothing damaged, nothing acknowledged is lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from duiding.coding import Fragment, all_codings, apply_code
from duiding.database import Database
from duiding.errors import DiskFull, DuidingError, StudyDamaged
from duiding.study import DATABASE_NAME, open_study
from tests import study_kit as kit

ACTS = 4


class FaultyDisk(apsw.VFS):
    """The real disk, on which a write, a truncation or a flush fails when its turn comes."""

    def __init__(self) -> None:
        self.fault: type[apsw.Error] = apsw.FullError
        self.at, self.stays, self.count = 0, False, 0
        self.base = apsw.vfs_names()[0]
        super().__init__("faulty", self.base, makedefault=True)

    def xOpen(self, name: Any, flags: Any) -> "FaultyFile":  # noqa: N802
        return FaultyFile(self, name, flags)

    def turn(self) -> None:
        self.count += 1
        if self.at and (self.count == self.at or (self.stays and self.count > self.at)):
            raise self.fault("planted")


class FaultyFile(apsw.VFSFile):
    def __init__(self, disk: FaultyDisk, name: Any, flags: Any) -> None:
        self.disk = disk
        super().__init__(disk.base, name, flags)

    def xWrite(self, data: Any, offset: Any) -> None:  # noqa: N802
        self.disk.turn()
        super().xWrite(data, offset)

    def xTruncate(self, size: Any) -> None:  # noqa: N802
        self.disk.turn()
        super().xTruncate(size)

    def xSync(self, flags: Any) -> None:  # noqa: N802
        self.disk.turn()  # and no real flush: only this process must see the file

    def excepthook(self, *_: Any) -> bool:
        return True  # the planted faults need no report


def _alone(connection: apsw.Connection) -> None:
    # The driver has no shared memory on a disk of ours; alone, the log works without.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyDisk]:
    ours = FaultyDisk()
    monkeypatch.setattr(apsw, "connection_hooks", [_alone])
    yield ours
    ours.at = 0
    apsw.set_default_vfs(ours.base)
    ours.unregister()


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    with kit.new_study(tmp_path / "bron") as study:
        kit.transcript(study, "gesprek", "R1: " + "Er is {schaamte veel schaamte}. " * 20)
        study.coder_id()
    return study.folder


def work(folder: Path) -> tuple[list[str], DuidingError | None]:
    """Apply codes until something goes wrong; return the acknowledged ones and the error."""
    acknowledged: list[str] = []
    try:
        with open_study(folder, busy_timeout_ms=0) as study:
            code = kit.code(study, "schulden")
            text_id = study.database.value("SELECT id FROM source_text")
            for number in range(ACTS):
                coding = apply_code(
                    study.database,
                    code_id=code.id,
                    fragment=Fragment(text_id, number, number + 20),
                    coder_id=study.coder_id(),
                )
                acknowledged.append(coding.id)
    except DuidingError as error:
        return acknowledged, error
    return acknowledged, None


def inspect(path: Path) -> set[str]:
    database = Database(path)
    try:
        assert database.value("PRAGMA journal_mode") == "wal"
        assert database.value("PRAGMA integrity_check") == "ok"
        assert database.rows("PRAGMA foreign_key_check") == []
        ids = {coding.id for coding in all_codings(database)}
        recorded = database.rows("SELECT entity_id FROM history WHERE entity = 'coding'")
        assert ids == {key for (key,) in recorded}, "history and codings agree"
        return ids
    finally:
        database.close()


@pytest.mark.parametrize("stays", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize(
    ("fault", "told"), [(apsw.FullError, DiskFull), (apsw.IOError, StudyDamaged)]
)
def test_whatever_write_fails_nothing_acknowledged_is_lost(
    disk: FaultyDisk,
    coded: Path,
    tmp_path: Path,
    fault: type[apsw.Error],
    told: type[DuidingError],
    stays: bool,
):
    disk.fault, disk.stays = fault, stays
    before, refused = inspect(coded / DATABASE_NAME), 0
    for at in range(1, 1000):
        folder = tmp_path / "proef"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(coded, folder)
        disk.at, disk.count = at, 0
        acknowledged, error = work(folder)
        reached = disk.count >= at
        disk.at = 0
        assert error is None or isinstance(error, told), error
        refused += error is not None
        present = inspect(folder / DATABASE_NAME)
        assert set(acknowledged) <= present
        assert len(present - before) <= len(acknowledged) + 1, "at most one act more, in doubt"
        if not reached:
            break
    assert at > 4 * ACTS, at
    assert refused > ACTS
