"""A connection that is closed while another thread is at work with it."""

import threading

import apsw
import pytest

from duiding.database import Database
from duiding.errors import StudyClosed

LONG_QUERY = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000000)
    SELECT count(*) FROM n
"""


@pytest.mark.parametrize("writes", [True, False])
def test_closing_waits_for_what_another_thread_does_with_the_connection(
    database: Database, writes: bool
):
    other = database.second_connection()
    inside, gate, counted = threading.Event(), threading.Event(), []

    def work() -> None:
        if writes:
            with other.transaction():
                other.execute("INSERT INTO coder VALUES ('a', 'a', '')")
                inside.set()
                gate.wait(0.2)  # busy with something else than the database
                counted.append(other.value(LONG_QUERY))
        else:
            inside.set()
            counted.append(other.value(LONG_QUERY))

    thread = threading.Thread(target=work)
    thread.start()
    assert inside.wait(20)
    while not writes and not counted and not is_busy(other):
        pass
    other.close()
    thread.join(20)
    assert counted == [2_000_000]
    assert database.rows("SELECT name FROM coder") == ([("a",)] if writes else [])
    with pytest.raises(StudyClosed):
        other.rows("SELECT 1")
    with pytest.raises(StudyClosed), other.transaction():
        pytest.fail("nothing is written")


def is_busy(database: Database) -> bool:
    try:
        database._connection.changes()
    except apsw.ThreadingViolationError:
        return True
    return False
