"""A connection keeps what it acknowledged, and says in one sentence why it cannot."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import apsw
import pytest

from duiding.coding import all_codings, undo
from duiding.database import APPLICATION_ID, Database, migrate
from duiding.errors import (
    DiskFull,
    DuidingError,
    StudyBusy,
    StudyDamaged,
    StudyNewer,
    StudyReadOnly,
)
from duiding.study import DATABASE_NAME, Study, open_study
from tests import study_kit as kit

Stripped = Callable[[], AbstractContextManager[None]]


def add_coder(database: Database, name: str) -> None:
    with database.transaction():
        database.execute(
            "INSERT INTO coder VALUES (?, ?, '2021-03-01T09:00:00.000Z')", (name, name)
        )


def coders(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM coder ORDER BY name")]


def files_beside(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.name.startswith(path.name))


# Transactions -------------------------------------------------------------------------------------


def test_a_transaction_is_whole_or_nothing(database: Database):
    def fail_halfway() -> None:
        with database.transaction():
            database.execute("INSERT INTO coder VALUES ('a', 'a', '')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert coders(database) == []
    add_coder(database, "b")
    assert coders(database) == ["b"]


def test_writing_outside_a_transaction_is_a_mistake_that_shows(database: Database):
    for write in (
        lambda: database.execute("INSERT INTO coder VALUES ('a', 'a', '')"),
        lambda: database.execute_many("INSERT INTO coder VALUES (?, ?, '')", [("a", "a")]),
        lambda: database.execute_script("INSERT INTO coder VALUES ('a', 'a', '')"),
    ):
        with pytest.raises(RuntimeError):
            write()
    assert coders(database) == []


def test_a_transaction_inside_a_transaction_is_a_mistake_that_shows(database: Database):
    with database.transaction(), pytest.raises(RuntimeError):  # noqa: SIM117
        with database.transaction():
            pass
    add_coder(database, "a")  # and leaves the connection usable


def test_the_settings_that_keep_work_through_a_power_cut_are_on(database: Database):
    assert database.value("PRAGMA journal_mode") == "wal"
    assert database.value("PRAGMA synchronous") == 2
    assert database.value("PRAGMA foreign_keys") == 1
    assert database.value("PRAGMA secure_delete") == 1
    assert database.value("PRAGMA trusted_schema") == 0


def test_two_connections_write_in_turn(database: Database):
    """Each transaction reads the counter and adds one: nothing may get lost."""
    add_coder(database, "0")

    def count_up() -> None:
        own = database.second_connection()
        own._connection.set_busy_timeout(10_000)
        for _ in range(25):
            with own.transaction():
                (count,) = own.rows("SELECT name FROM coder")[0]
                own.execute("UPDATE coder SET name = ?", (str(int(count) + 1),))
        own.close()

    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert coders(database) == ["75"]


# Closing ------------------------------------------------------------------------------------------


def test_a_closed_study_is_one_plain_file(database: Database):
    add_coder(database, "a")
    assert files_beside(database.path) == ["proef.db", "proef.db-shm", "proef.db-wal"]
    database.close()
    assert files_beside(database.path) == ["proef.db"]
    assert database.path.read_bytes()[18:20] == b"\x01\x01", "still in WAL mode"


def test_closing_twice_is_harmless(database: Database):
    database.close()
    database.close()


@pytest.mark.parametrize("first_to_close", ["own", "second"])
def test_the_last_connection_of_the_program_folds_back(database: Database, first_to_close: str):
    second = database.second_connection()
    add_coder(second, "a")
    order = [database, second] if first_to_close == "own" else [second, database]
    order[0].close()
    assert coders(order[1]) == ["a"]
    order[1].close()
    assert files_beside(database.path) == ["proef.db"]
    assert database.path.read_bytes()[18:20] == b"\x01\x01"


def test_closing_does_not_wait_for_another_program_that_reads(database: Database):
    other = Database(database.path)
    with other.transaction():
        assert coders(other) == []
        database._connection.set_busy_timeout(10_000)
        started = time.monotonic()
        database.close()
        assert time.monotonic() - started < 5
    add_coder(other, "a")
    other.close()
    assert files_beside(database.path) == ["proef.db"]


def test_a_connection_that_failed_to_open_leaves_nothing_locked(tmp_path: Path):
    path = tmp_path / "rommel.db"
    path.write_bytes(b"geen database " * 100)
    with pytest.raises(StudyDamaged):
        Database(path)
    path.unlink()
    Database(path, create=True).close()


# Files that cannot be used ------------------------------------------------------------------------


def refusal(folder: Path) -> DuidingError:
    before = (folder / DATABASE_NAME).read_bytes()
    with pytest.raises(DuidingError) as caught:
        open_study(folder, busy_timeout_ms=50)
    assert (folder / DATABASE_NAME).read_bytes() == before
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)
    return caught.value


def closed(study: Study) -> Path:
    study.close()
    return study.folder


def test_junk_is_refused_and_left_alone(study: Study):
    folder = closed(study)
    (folder / DATABASE_NAME).write_bytes(b"\x00\xffgeen database" * 999)
    assert isinstance(refusal(folder), StudyDamaged)


def test_a_text_file_is_refused(study: Study):
    folder = closed(study)
    (folder / DATABASE_NAME).write_text("duiding", encoding="utf-8")
    assert isinstance(refusal(folder), StudyDamaged)


def test_a_file_that_was_cut_off_is_refused(study: Study):
    folder = closed(study)
    path = folder / DATABASE_NAME
    path.write_bytes(path.read_bytes()[:5000])
    assert isinstance(refusal(folder), StudyDamaged)


@pytest.mark.parametrize("table", ["notes", "migration"])
def test_a_database_of_another_program_is_refused(study: Study, table: str):
    folder = closed(study)
    (folder / DATABASE_NAME).unlink()
    foreign = sqlite3.connect(folder / DATABASE_NAME)
    foreign.execute(f"CREATE TABLE {table} (id TEXT)")
    foreign.commit()
    foreign.close()
    assert isinstance(refusal(folder), StudyDamaged)


def test_a_folder_in_the_place_of_the_database_is_told(study: Study):
    folder = closed(study)
    (folder / DATABASE_NAME).unlink()
    (folder / DATABASE_NAME).mkdir()
    with pytest.raises(StudyDamaged):
        open_study(folder)


def test_a_study_of_a_newer_program_is_refused(study: Study):
    with study.database.transaction():
        study.database.execute("INSERT INTO migration VALUES (999, 'later', '')")
    folder = closed(study)
    assert isinstance(refusal(folder), StudyNewer)


def test_a_database_that_another_program_holds_is_told_after_the_timeout(study: Study):
    folder = closed(study)
    other = apsw.Connection(str(folder / DATABASE_NAME))
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StudyBusy, match="in gebruik"):
        open_study(folder, busy_timeout_ms=50)
    other.close()
    open_study(folder, busy_timeout_ms=50).close()


def test_an_act_that_must_wait_too_long_changes_nothing(database: Database):
    other = Database(database.path)
    with other.transaction():
        with pytest.raises(StudyBusy):
            add_coder(database, "a")
        assert coders(database) == [], "reading goes on"
    other.close()
    add_coder(database, "a")


def test_two_programs_may_make_the_study_at_the_same_time(tmp_path: Path):
    """Both see an empty file; the second finds the schema made when its turn comes."""
    first = Database(tmp_path / "proef.db", create=True)
    second = Database(tmp_path / "proef.db", create=True)
    started = threading.Event()

    def migrate_too() -> None:
        started.wait()
        migrate(second, tmp_path)

    thread = threading.Thread(target=migrate_too)
    thread.start()
    with first.transaction():
        started.set()
        first.execute("CREATE TABLE scratch (id TEXT)")
        first.execute("DROP TABLE scratch")
    migrate(first, tmp_path)
    thread.join()
    assert second.rows("SELECT version FROM migration") == [(1,), (2,)]
    first.close()
    second.close()


# Reading only -------------------------------------------------------------------------------------


@pytest.fixture
def coded_folder(shared_folder: Path) -> Path:
    folder = shared_folder / "onderzoek"
    with kit.new_study(folder) as study:
        kit.transcript(study, "gesprek", "R1: Er is {schaamte veel schaamte}.")
        study.coder_id("codeur-a")
    return folder


@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o444), (0o777, 0o444), (0o555, 0o666)]
)
def test_a_study_that_cannot_be_written_opens_for_reading(
    coded_folder: Path, without_rights: Stripped, folder_mode: int, file_mode: int
):
    path = coded_folder / DATABASE_NAME
    path.chmod(file_mode)
    coded_folder.chmod(folder_mode)
    before = path.read_bytes()
    with without_rights(), open_study(coded_folder) as study:
        assert study.database.read_only
        assert [c.quote for c in all_codings(study.database)] == ["veel schaamte"]
        assert study.coder_id("codeur-a")
        for act in (
            lambda: study.coder_id("nieuw"),
            lambda: undo(study.database, coder_id=study.coder_id("codeur-a")),
        ):
            with pytest.raises(StudyReadOnly, match="alleen-lezen"):
                act()
        other = study.database.second_connection()
        assert other.read_only
        other.close()
    assert path.read_bytes() == before
    assert files_beside(path) == [DATABASE_NAME]


def test_reading_only_sees_what_a_crashed_program_left_in_the_log(
    coded_folder: Path, without_rights: Stripped
):
    writer = Database(coded_folder / DATABASE_NAME)
    add_coder(writer, "laatste")
    coded_folder.chmod(0o555)
    for path in coded_folder.glob(DATABASE_NAME + "*"):
        path.chmod(0o444)
    with without_rights(), open_study(coded_folder) as study:
        assert study.database.read_only
        assert "laatste" in coders(study.database)
    coded_folder.chmod(0o755)
    writer.close()


def test_a_study_that_may_not_even_be_read_is_told(coded_folder: Path, without_rights: Stripped):
    (coded_folder / DATABASE_NAME).chmod(0o000)
    with without_rights(), pytest.raises(StudyReadOnly, match="niet worden gelezen"):
        open_study(coded_folder)


def test_a_new_study_in_a_folder_that_cannot_be_written_is_told(
    coded_folder: Path, without_rights: Stripped
):
    (coded_folder / DATABASE_NAME).unlink()
    coded_folder.chmod(0o555)
    with without_rights(), pytest.raises(StudyReadOnly):
        open_study(coded_folder)


# Disk ---------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_keeps_what_was_saved(database: Database):
    add_coder(database, "a")
    pages = database.value("PRAGMA page_count")
    database.value(f"PRAGMA max_page_count={pages + 2}")
    saved = ["a"]

    def fill_up() -> None:
        for number in range(1000):
            name = f"{number:04}" + "x" * 3000
            add_coder(database, name)
            saved.append(name)

    with pytest.raises(DiskFull, match="vol"):
        fill_up()
    assert coders(database) == sorted(saved)
    assert database.value("PRAGMA integrity_check") == "ok"
    database.value("PRAGMA max_page_count=1000000")
    add_coder(database, "b")
    assert "b" in coders(database)


def test_a_copy_is_whole_and_a_half_one_is_not_kept(database: Database, tmp_path: Path):
    add_coder(database, "a")
    database.copy_to(tmp_path / "kopie.db")
    copy = Database(tmp_path / "kopie.db", read_only=True)
    assert coders(copy) == ["a"]
    assert copy.value("PRAGMA application_id") == APPLICATION_ID
    copy.close()
