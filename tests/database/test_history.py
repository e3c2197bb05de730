"""The history: every change with its images, never altered; undo and redo stand on it."""

import apsw
import pytest

from duiding.coding import apply_code, redo, remove_coding, undo
from duiding.database import Database, act, past_acts, standing_act
from duiding.database import redo as redo_act
from duiding.database import undo as undo_act
from duiding.errors import Refused, StudyDamaged
from duiding.study import Study
from tests import study_kit as kit


@pytest.fixture
def me(database: Database) -> str:
    with act(database, "add_coder", coder_id=None, undoable=False) as running:
        running.insert("coder", {"id": "ik", "name": "Ik", "created_at": "t"})
        running.insert("coder", {"id": "jij", "name": "Jij", "created_at": "t"})
    return "ik"


def book(name: str, key: str = "b") -> dict[str, str]:
    rest = {"wave": "", "language": "nl", "imported_at": "t"}
    return {"id": key, "key": key, "name": name, **rest}


def add(database: Database, name: str, key: str = "b", coder_id: str = "ik") -> None:
    with act(database, "add", coder_id=coder_id) as running:
        running.insert("codebook", book(name, key))


def rename(database: Database, name: str, key: str = "b", coder_id: str = "ik") -> None:
    with act(database, "rename", coder_id=coder_id) as running:
        running.update("codebook", key, {"name": name})


def remove(database: Database, key: str = "b", coder_id: str = "ik") -> None:
    with act(database, "remove", coder_id=coder_id) as running:
        running.delete("codebook", key)


def names(database: Database) -> list[str]:
    return [name for (name,) in database.rows("SELECT name FROM codebook ORDER BY id")]


def test_every_change_is_on_record_with_the_whole_row_before_and_after(database: Database, me: str):
    add(database, "Eén")
    rename(database, "Twee")
    remove(database)
    rows = database.rows(
        "SELECT act, coder_id, entity, entity_id, before ->> 'name', after ->> 'name'"
        " FROM history WHERE entity = 'codebook' ORDER BY seq"
    )
    assert rows == [
        ("add", "ik", "codebook", "b", None, "Eén"),
        ("rename", "ik", "codebook", "b", "Eén", "Twee"),
        ("remove", "ik", "codebook", "b", "Twee", None),
    ]


def test_an_act_that_changes_nothing_leaves_no_trace_and_is_not_undone(database: Database, me: str):
    add(database, "Eén")
    rename(database, "Eén")
    assert undo_act(database, coder_id=me).act == "add"


def test_an_act_that_fails_halfway_leaves_nothing(database: Database, me: str):
    def fail() -> None:
        with act(database, "add", coder_id=me) as running:
            running.insert("codebook", book("Eén"))
            running.insert("codebook", book("Nog eens"))

    with pytest.raises(apsw.ConstraintError):
        fail()
    assert names(database) == []
    assert standing_act(database, coder_id=me) is None


def test_undo_and_redo_walk_through_many_acts_and_survive_a_restart(database: Database, me: str):
    add(database, "0")
    for number in range(1, 6):
        rename(database, str(number))
    for expected in ("4", "3"):
        undo_act(database, coder_id=me)
        assert names(database) == [expected]
    path = database.path
    database.close()
    again = Database(path)
    undo_act(again, coder_id=me)
    assert names(again) == ["2"]
    for expected in ("3", "4", "5"):
        redo_act(again, coder_id=me)
        assert names(again) == [expected]
    with pytest.raises(Refused):
        redo_act(again, coder_id=me)
    for _ in range(6):
        undo_act(again, coder_id=me)
    assert names(again) == []
    with pytest.raises(Refused):
        undo_act(again, coder_id=me)
    again.close()


def test_an_act_of_many_rows_is_undone_as_one_even_when_longer_than_a_page_of_history(
    database: Database, me: str
):
    add(database, "Eerst", "a")
    with act(database, "many", coder_id=me) as running:
        for number in range(450):
            running.insert("codebook", book(str(number), f"k{number:03}"))
        for number in range(0, 450, 2):
            running.update("codebook", f"k{number:03}", {"name": "anders"})
        running.delete("codebook", "k001")
    after = names(database)
    assert len(undo_act(database, coder_id=me).changes) == 676
    assert names(database) == ["Eerst"]
    redo_act(database, coder_id=me)
    assert names(database) == after
    undo_act(database, coder_id=me)
    undo_act(database, coder_id=me)
    assert names(database) == []


def test_a_new_act_after_undo_ends_what_could_be_redone(database: Database, me: str):
    add(database, "Eén")
    rename(database, "Twee")
    undo_act(database, coder_id=me)
    rename(database, "Drie")
    with pytest.raises(Refused):
        redo_act(database, coder_id=me)
    undo_act(database, coder_id=me)
    assert names(database) == ["Eén"]


def test_each_coder_undoes_only_their_own(database: Database, me: str):
    add(database, "Mijn", "a")
    add(database, "Jouw", "b", coder_id="jij")
    undo_act(database, coder_id=me)
    assert names(database) == ["Jouw"]
    with pytest.raises(Refused):
        undo_act(database, coder_id=me)
    redo_act(database, coder_id=me)
    assert names(database) == ["Mijn", "Jouw"]


def test_what_another_coder_changed_since_is_not_undone_and_the_message_says_who(
    database: Database, me: str
):
    add(database, "Mijn")
    rename(database, "Jouw", coder_id="jij")
    with pytest.raises(Refused, match="Jij"):
        undo_act(database, coder_id=me)
    assert names(database) == ["Jouw"]
    undo_act(database, coder_id="jij")
    undo_act(database, coder_id=me)
    assert names(database) == []


def test_undo_stops_when_only_one_of_its_rows_was_changed_by_another(database: Database, me: str):
    with act(database, "two", coder_id=me) as running:
        running.insert("codebook", book("A", "a"))
        running.insert("codebook", book("B", "b"))
    rename(database, "Anders", "a", coder_id="jij")
    with pytest.raises(Refused):
        undo_act(database, coder_id=me)
    assert names(database) == ["Anders", "B"]


@pytest.mark.parametrize("change", ["UPDATE history SET act = 'x'", "DELETE FROM history"])
def test_history_cannot_be_changed_or_removed(database: Database, me: str, change: str):
    before = database.rows("SELECT * FROM history")

    def tamper() -> None:
        with database.transaction():
            database.execute(change)

    with pytest.raises(apsw.ConstraintError, match="append-only"):
        tamper()
    assert database.rows("SELECT * FROM history") == before


def test_names_from_a_prepared_file_never_become_sql(database: Database, me: str):
    """Undo takes table and column from the file, which may come from anybody."""
    add(database, "Eén")
    with database.transaction():
        database.execute(
            "INSERT INTO history SELECT NULL, 'x', 'evil', act, at, coder_id,"
            " 'codebook\" WHERE 0; ATTACH ''/tmp/evil.db'' AS evil; --', entity_id, before, after,"
            " 1, NULL FROM history WHERE entity = 'codebook'"
        )
    with pytest.raises(StudyDamaged):
        undo_act(database, coder_id=me)
    assert names(database) == ["Eén"]


def test_the_list_of_past_acts_tells_who_did_what(database: Database, me: str):
    add(database, "Eén")
    with act(database, "many", coder_id="jij") as running:
        running.insert("codebook", book("Twee", "c"))
        running.insert("codebook", book("Drie", "d"))
    undo_act(database, coder_id=me)
    told = [(a.act, a.coder, a.target_act, a.rows) for a in past_acts(database)]
    assert told == [
        ("undo", "Ik", "add", 1),
        ("many", "Jij", "", 2),
        ("add", "Ik", "", 1),
        ("add_coder", "", "", 2),
    ]
    assert [a.act for a in past_acts(database, coder_id="jij")] == ["many"]
    assert [a.act for a in past_acts(database, limit=1)] == ["undo"]


def test_undo_that_would_break_what_it_belongs_to_is_refused(study: Study):
    """A coder removed a coding; then its code went too: the removal cannot be undone."""
    kit.transcript(study, "gesprek", "R1: Er is {schaamte veel schaamte}.")
    me, code = study.coder_id(), kit.code(study, "schaamte")
    (coding_id,) = study.database.row("SELECT id FROM coding") or ("",)
    remove_coding(study.database, coding_id, coder_id=me)
    with act(study.database, "drop_code", coder_id=None, undoable=False) as running:
        running.delete("code", code.id)
    with pytest.raises(Refused, match="waar het bij hoort"):
        undo(study.database, coder_id=me)
    assert kit.told_codings(study) == []


def test_a_quote_that_is_not_in_the_text_is_refused_also_from_undo(study: Study):
    """Whatever happened to the history: what the text does not say never becomes a coding."""
    told = kit.transcript(study, "gesprek", "R1: Er is {schaamte veel schaamte}.")
    me = study.coder_id()
    with study.database.transaction():
        study.database.execute("DROP TRIGGER history_is_append_only_update")
        study.database.execute(
            "UPDATE history SET after = replace(after, 'veel schaamte', 'weinig spijt')"
        )
        study.database.execute("DELETE FROM coding")
        study.database.execute(
            "INSERT INTO history SELECT NULL, 'u', 'u', 'undo', at, coder_id, entity, entity_id,"
            " after, before, 1, act_id FROM history WHERE entity = 'coding'"
        )
    with pytest.raises(Refused):
        redo(study.database, coder_id=me)
    assert kit.told_codings(study) == []
    apply_code(
        study.database,
        code_id=kit.code(study, "schaamte").id,
        fragment=kit.fragment(told, "schaamte"),
        coder_id=me,
    )


@pytest.mark.parametrize("column", ["start", "end", "quote", "text_id"])
def test_no_writer_can_put_a_coding_where_the_text_says_something_else(study: Study, column: str):
    kit.transcript(study, "gesprek", "R1: Er is {schaamte veel schaamte}.")
    other = kit.transcript(study, "ander gesprek", "R1: Heel iets anders dus, en nog meer.")
    value = {"start": 7, "end": 20, "quote": "veel", "text_id": other.source.text_id}[column]

    def write() -> None:
        with study.database.transaction():
            study.database.execute(f'UPDATE coding SET "{column}" = ?', (value,))

    with pytest.raises(apsw.ConstraintError):
        write()


def test_offsets_count_code_points_in_the_database_too(study: Study):
    """Letters outside the basic plane, combined ones and blanks: Python and SQLite agree."""
    told = kit.transcript(
        study, "gesprek", "R1: é 😀👨‍👩‍👧 ’t is {schaamte zó’n “schaamte” 😀} — ja ﬁ."
    )
    assert kit.told_codings(study)[0][2] == "zó’n “schaamte” 😀"
    assert "👩" in told.text
