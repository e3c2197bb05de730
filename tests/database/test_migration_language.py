"""A study of the first schema opens in the newest, with all suggestions, codings and acts."""

from pathlib import Path

import apsw
import pytest

from duiding.coding import SuggestionStatus, all_codings, redo, suggestions, undo
from duiding.database import (
    Change,
    Database,
    act,
    migrate,
    migrations,
    new_id,
    now,
    schema_version,
)
from duiding.doctor import Level, checkup
from duiding.errors import StudyDamaged, StudyReadOnly
from duiding.sources import Transcript
from duiding.study import Study, open_study
from duiding.text import context
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het?
    R1: Er is {schaamte@codeur-b veel schaamte}. Schulden gaan van ouder op kind. Stress ook.
"""
PLACES = {
    "accepted": ("Schulden gaan van ouder op kind.", "schulden"),
    "rejected": ("Stress ook.", "stress"),
    "open": ("Er is veel schaamte.", "schaamte"),
    "undone": ("ouder op kind", "schaamte"),
}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a study as the first release left it."""
    folder = tmp_path / "onderzoek"
    with monkeypatch.context() as first_release:
        first_release.setattr(migrations, "MIGRATIONS", ((1, "start"),))
        first_release.setattr(migrations, "LATEST", 1)
        with kit.new_study(folder) as study:
            _fill(study)
            assert schema_version(study.database) == 1
    return folder


def _fill(study: Study) -> None:
    kit.codebook(study)
    a, b = study.coder_id("codeur-a"), study.coder_id("codeur-b")
    told = kit.transcript(study, "gesprek", TALK)
    ids = {kind: _suggest(study, told, *place) for kind, place in PLACES.items()}
    with act(study.database, "make_suggestions", coder_id=b, undoable=False) as running:
        summary = {"engine": "terms", "version": "1", "open": len(ids)}
        running.record(Change("source_text", told.source.text_id, None, summary))
    with act(study.database, "reject_suggestion", coder_id=b) as running:
        running.update("suggestion", ids["rejected"], _decided("rejected", b))
    _accept(study, told, "undone", ids["undone"], b)
    undo(study.database, coder_id=b)
    _accept(study, told, "accepted", ids["accepted"], a)


def _suggest(study: Study, told: Transcript, quote: str, key: str) -> str:
    place = kit.fragment(told, quote)
    suggestion_id = new_id()
    with study.database.transaction():
        study.database.execute(
            'INSERT INTO suggestion (id, text_id, code_id, start, "end", quote, engine,'
            " engine_version, score, reason, status, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, 'terms', '1', 0.7, '[\"schuld\"]', 'open', ?)",
            (
                *(suggestion_id, place.text_id, kit.code(study, key).id),
                *(place.start, place.end, quote, now()),
            ),
        )
    return suggestion_id


def _decided(status: str, coder_id: str) -> dict[str, str]:
    return {"status": status, "decided_by": coder_id, "decided_at": now()}


def _accept(study: Study, told: Transcript, kind: str, suggestion_id: str, coder_id: str) -> None:
    quote, key = PLACES[kind]
    place = kit.fragment(told, quote)
    before, after = context(told.text, place.start, place.end)
    with act(study.database, "accept_suggestion", coder_id=coder_id) as running:
        running.update("suggestion", suggestion_id, _decided("accepted", coder_id))
        running.insert(
            "coding",
            {
                "id": new_id(),
                "code_id": kit.code(study, key).id,
                "text_id": place.text_id,
                "start": place.start,
                "end": place.end,
                "quote": quote,
                "before": before,
                "after": after,
                "coder_id": coder_id,
                "origin": "suggestion",
                "suggestion_id": suggestion_id,
                "score": 0.7,
                "reason": '["schuld"]',
                "created_at": now(),
            },
        )


def _stand(study: Study) -> dict[str, tuple[str, str]]:
    """Return status and coder of the suggestions by what happened to them."""
    names: dict[str, str] = dict(study.database.rows("SELECT id, name FROM coder"))
    kinds = {quote: kind for kind, (quote, _key) in PLACES.items()}
    text_id = study.database.value("SELECT id FROM source_text")
    return {
        kinds[s.quote]: (s.status.value, names[s.coder_id])
        for s in suggestions(study.database, text_id=text_id)
    }


def test_suggestions_and_codings_are_all_there_and_sound(old: Path) -> None:
    with open_study(old) as study:
        assert schema_version(study.database) == migrations.LATEST
        assert _stand(study) == {
            "accepted": ("accepted", "codeur-a"),
            "rejected": ("rejected", "codeur-b"),
            "open": ("open", "codeur-b"),
            "undone": ("open", "codeur-b"),
        }
        assert kit.told_codings(study) == [
            ("codeur-b", "armoede/schaamte", "veel schaamte"),
            ("codeur-a", "armoede/schulden", "Schulden gaan van ouder op kind."),
        ]
        assert [f for f in checkup(study) if f.level is Level.ERROR] == []


def test_the_study_as_it_was_is_kept_beside_it(old: Path) -> None:
    before = apsw.Connection(str(old / "duiding.db")).execute("SELECT * FROM history").fetchall()
    open_study(old).close()
    [backup] = (old / "backups").glob("duiding-schema-1-*.db")
    kept = apsw.Connection(str(backup))
    assert kept.execute("SELECT max(version) FROM migration").fetchall() == [(1,)]
    assert kept.execute("SELECT count(*) FROM suggestion").fetchall() == [(len(PLACES),)]
    assert kept.execute("SELECT * FROM history").fetchall() == before
    with open_study(old) as study:
        assert study.database.rows("SELECT * FROM history") == before
    assert len(list((old / "backups").iterdir())) == 1


def test_an_accept_of_before_can_be_undone_and_redone(old: Path) -> None:
    with open_study(old) as study:
        coder = study.coder_id("codeur-a")
        undo(study.database, coder_id=coder)
        assert _stand(study)["accepted"] == ("open", "codeur-a")
        assert [c.origin.value for c in all_codings(study.database)] == ["hand"]
        redo(study.database, coder_id=coder)
        assert _stand(study)["accepted"] == ("accepted", "codeur-a")
        assert [f for f in checkup(study) if f.level is Level.ERROR] == []


def test_what_was_undone_and_rejected_before_can_be_taken_up_again(old: Path) -> None:
    with open_study(old) as study:
        coder = study.coder_id("codeur-b")
        redo(study.database, coder_id=coder)
        assert _stand(study)["undone"] == ("accepted", "codeur-b")
        undo(study.database, coder_id=coder)
        undo(study.database, coder_id=coder)
        assert _stand(study)["rejected"] == (SuggestionStatus.OPEN.value, "codeur-b")
        assert [f for f in checkup(study) if f.level is Level.ERROR] == []


def test_open_suggestions_of_a_study_without_coders_are_made_again_later(old: Path) -> None:
    _behind_the_back(
        old,
        "DELETE FROM coding; DELETE FROM suggestion WHERE status <> 'open';"
        " UPDATE history SET coder_id = NULL; DELETE FROM coder",
    )
    with open_study(old) as study:
        assert _stand(study) == {}


def test_a_damaged_study_is_left_as_it_is(old: Path) -> None:
    _behind_the_back(old, "UPDATE suggestion SET code_id = 'weg' WHERE status = 'open'")
    for _again in range(2):
        with pytest.raises(StudyDamaged):
            open_study(old)
    raw = apsw.Connection(str(old / "duiding.db"))
    assert raw.execute("SELECT max(version) FROM migration").fetchall() == [(1,)]
    assert raw.execute("SELECT count(*) FROM suggestion").fetchall() == [(len(PLACES),)]


def test_a_study_that_cannot_be_written_says_so(old: Path) -> None:
    database = Database(old / "duiding.db", read_only=True)
    with pytest.raises(StudyReadOnly):
        migrate(database, old / "backups")
    database.close()


def _behind_the_back(folder: Path, statements: str) -> None:
    raw = apsw.Connection(str(folder / "duiding.db"))
    raw.execute("PRAGMA foreign_keys=OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute(statements)
    raw.close()
