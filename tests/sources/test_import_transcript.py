"""Importing and removing: once, whole, on record, and never by accident."""

from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.errors import InputError, NotFound, Refused
from duiding.sources import (
    ImportedSource,
    ImportStatus,
    SourceKind,
    SpeakerRole,
    find_source,
    import_transcript,
    list_sources,
    read_transcript,
    remove_source,
    source_summaries,
)
from duiding.sources import store as sources_store
from duiding.study import Study
from tests import study_kit as kit

Writer = Callable[..., Path]
Importer = Callable[..., ImportedSource]
TALK = "Gesprek 1\n\nI: Hoe gaat het?\nR1: Goed.\nHeel goed.\nI: Echt?\nR1: Ja.\n"


@pytest.fixture
def take_in(study: Study) -> Importer:
    """Import into the study."""

    def take(path: Path, **options: object) -> ImportedSource:
        given = {"language": "nl", "wave": "nulmeting", "coder_id": study.coder_id(), **options}
        return import_transcript(study.database, path, **given)  # type: ignore[arg-type]

    return take


def _rows(study: Study) -> dict[str, int]:
    tables = ("source", "source_text", "speaker", "turn", "section", "history")
    return {table: study.database.value(f"SELECT count(*) FROM {table}") for table in tables}


def test_what_was_read_is_what_is_stored(study: Study, file: Writer, take_in: Importer) -> None:
    done = take_in(file("gesprek.txt", TALK))
    assert done.status is ImportStatus.NEW
    told = read_transcript(study.database, find_source(study.database, "gesprek"))
    assert told.text == "Gesprek 1\n\nHoe gaat het?\n\nGoed.\nHeel goed.\n\nEcht?\n\nJa."
    assert (told.turns, told.sections) == (done.turns, done.sections)
    assert [told.text[s.start : s.end] for s in told.sections] == ["Gesprek 1"]
    source = told.source
    assert (source.language, source.wave, source.format) == ("nl", "nulmeting", "txt")
    assert (source.file_name, source.version) == ("gesprek.txt", 1)
    assert told.turn_at(told.text.index("Heel")) == told.turns[1]
    assert told.turn_at(0) is None


def test_the_history_tells_of_the_import_but_keeps_no_text(
    study: Study, file: Writer, take_in: Importer
) -> None:
    take_in(file("gesprek.txt", TALK))
    rows = study.database.rows("SELECT act, coder_id, after, undoable FROM history ORDER BY seq")
    act, coder_id, after, undoable = rows[-1]
    assert (act, coder_id, undoable) == ("import_transcript", study.coder_id(), 0)
    assert '"turns": 4' in after
    assert "Goed" not in after


def test_the_same_file_again_changes_nothing(study: Study, file: Writer, take_in: Importer) -> None:
    path = file("gesprek.txt", TALK)
    take_in(path, roles={"R1": SpeakerRole.MODERATOR})
    before = _rows(study)
    again = take_in(path)
    assert again.status is ImportStatus.UNCHANGED
    assert again.speakers[1].role is SpeakerRole.MODERATOR  # as it stands in the study
    assert _rows(study) == before


def test_the_same_text_in_another_encoding_or_format_is_unchanged(
    study: Study, file: Writer, take_in: Importer
) -> None:
    take_in(file("gesprek.txt", TALK))
    before = _rows(study)
    file("gesprek.txt", TALK.replace("\n", "\r\n").encode("utf-16"))
    assert take_in(file("gesprek.md", TALK)).status is ImportStatus.UNCHANGED
    assert _rows(study) == before


def test_the_same_file_read_in_another_encoding_is_unchanged(
    study: Study, file: Writer, take_in: Importer
) -> None:
    path = file("gesprek.txt", TALK.replace("Ja", "één").encode("mac-roman"))
    take_in(path, encoding="mac-roman")
    again = take_in(path)
    assert again.status is ImportStatus.UNCHANGED
    assert "één" in again.text


def test_a_known_text_under_another_name_is_not_doubled(
    study: Study, file: Writer, take_in: Importer
) -> None:
    take_in(file("gesprek.txt", TALK))
    before = _rows(study)
    done = take_in(file("kopie.txt", TALK))
    assert (done.status, done.name) == (ImportStatus.KNOWN, "gesprek")
    assert _rows(study) == before


def test_another_text_under_a_known_name_is_refused_with_a_way_out(
    study: Study, file: Writer, take_in: Importer
) -> None:
    take_in(file("gesprek.txt", TALK))
    before = _rows(study)
    other = file("gesprek.txt", TALK.replace("Ja.", "Nee."))
    with pytest.raises(Refused, match="--name"):
        take_in(other)
    assert _rows(study) == before
    assert take_in(other, name=" gesprek  2 ").name == "gesprek 2"


def test_a_bad_file_changes_nothing(study: Study, file: Writer, take_in: Importer) -> None:
    study.coder_id()
    before = _rows(study)
    with pytest.raises(InputError):
        take_in(file("leeg.txt", ""))
    assert _rows(study) == before


def test_an_import_that_breaks_off_leaves_nothing_behind(
    study: Study, file: Writer, take_in: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    study.coder_id()
    before = _rows(study)

    def interrupted(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sources_store, "insert_text", interrupted)
    with pytest.raises(KeyboardInterrupt):
        take_in(file("gesprek.txt", TALK))
    assert _rows(study) == before


def test_kind_and_roles_of_the_user_win(study: Study, file: Writer, take_in: Importer) -> None:
    done = take_in(
        file("gesprek.txt", TALK),
        kind=SourceKind.DISCUSSION_GROUP,
        roles={"i": SpeakerRole.SERVICE},
    )
    assert done.kind is SourceKind.DISCUSSION_GROUP
    told = read_transcript(study.database, find_source(study.database, "gesprek"))
    assert [speaker.role.value for speaker in told.speakers] == ["service", "respondent"]


def test_listing_counts_turns_words_and_codings(
    study: Study, file: Writer, take_in: Importer
) -> None:
    take_in(file("gesprek.txt", TALK))
    kit.transcript(study, "ander", "I: Hoe?\nR2: {schaamte Veel schaamte}.")
    ander, gesprek = source_summaries(study.database)
    assert (ander.codings, gesprek.codings) == (1, 0)
    assert (gesprek.turns, gesprek.words) == (4, 8)
    assert [(s.label, s.turns, s.words) for s in gesprek.speakers] == [("I", 2, 4), ("R1", 2, 4)]


def test_a_source_is_removed_with_all_its_layers_and_can_come_back(
    study: Study, file: Writer, take_in: Importer
) -> None:
    path = file("gesprek.txt", TALK)
    take_in(path)
    remove_source(study.database, "gesprek", coder_id=study.coder_id())
    assert list_sources(study.database) == []
    rows = _rows(study)
    assert [rows[table] for table in ("source_text", "speaker", "turn", "section")] == [0] * 4
    assert study.database.value("SELECT before FROM history ORDER BY seq DESC LIMIT 1")
    assert take_in(path).status is ImportStatus.NEW


def test_a_source_with_codings_is_not_removed(study: Study) -> None:
    kit.transcript(study, "ander", "I: Hoe?\nR2: {schaamte Veel schaamte}.")
    before = _rows(study)
    with pytest.raises(Refused, match="1 codering"):
        remove_source(study.database, "ander", coder_id=study.coder_id())
    assert _rows(study) == before
    with pytest.raises(NotFound, match="ander"):
        remove_source(study.database, "weg", coder_id=study.coder_id())
