"""Every check finds the fault that it is for, and a healthy study has none."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from duiding.doctor import CHECKS, Finding, Level, checkup, store
from duiding.doctor.checks import storage
from duiding.language import Annotation, Token, pack
from duiding.settings import Settings
from duiding.study import Study, open_study

Damage = Callable[..., None]

# check → statements that plant its fault; the level is error unless the check is in WARNINGS
PLANTED: dict[str, tuple[str, ...]] = {
    "references": ("UPDATE coding SET code_id = 'weg' WHERE id = (SELECT min(id) FROM coding)",),
    "schema-version": ("UPDATE migration SET version = 0 WHERE version = 1",),
    "schema-complete": ("DROP INDEX coding_by_text",),
    "text-hash": ("UPDATE source_text SET text = replace(text, 'geld', 'goud')",),
    "text-canonical": ("UPDATE source_text SET text = text || char(8203)",),
    "text-versions": ("UPDATE source_text SET version = 2",),
    "turns": ('UPDATE turn SET "end" = "end" + 40 WHERE number = 2',),
    "sections": (
        (
            "INSERT INTO section SELECT id, length(text) - 1, length(text) + 5, 'notes'"
            " FROM source_text"
        ),
    ),
    "speakers-own": (
        (
            "INSERT INTO source SELECT 'ander', 'ander', kind, language, wave, file_name,"
            " file_hash, format, encoding, imported_at FROM source"
        ),
        "UPDATE speaker SET source_id = 'ander' WHERE label = 'R2'",
    ),
    "speakers-silent": ("UPDATE turn SET speaker_id = NULL WHERE number = 3",),
    "code-tree": ("UPDATE code SET parent_id = id WHERE key = 'armoede/schulden'",),
    "code-kinds": ("UPDATE code SET kind = 'mening' WHERE key = 'armoede/schulden'",),
    "code-keys": ("UPDATE code SET key = 'elders/schulden' WHERE key = 'armoede/schulden'",),
    "code-relations": ("UPDATE code SET related_theme_id = NULL WHERE kind = 'relation'",),
    "code-keywords": ("UPDATE code SET keywords = 'schuld' WHERE key = 'armoede/schulden'",),
    "crosswalk": (
        "INSERT INTO crosswalk SELECT 'w', 'proef', 'armoede/weg', id, '' FROM code LIMIT 1",
    ),
    "coding-quotes": ("UPDATE coding SET quote = 'iets anders' WHERE origin = 'hand'",),
    "coding-contexts": ("UPDATE coding SET before = 'iets anders' WHERE origin = 'hand'",),
    "coding-outdated": (
        (
            "INSERT INTO source_text SELECT 'nieuw', source_id, 2, text, sha256, created_at"
            " FROM source_text"
        ),
    ),
    "suggestion-quotes": ("UPDATE suggestion SET start = start + 1 WHERE status = 'open'",),
    "suggestion-decisions": ("UPDATE suggestion SET status = 'rejected' WHERE quote = 'geld'",),
    "history-readable": ("UPDATE history SET after = '{' WHERE seq = 2",),
    "annotations": ("UPDATE annotation SET packed = x'00'",),
    "history-complete": ("DELETE FROM history WHERE seq = 3",),
    "history-codings": ("UPDATE coding SET score = 0.1 WHERE origin = 'suggestion'",),
    "history-codes": ("UPDATE code SET name = 'Anders' WHERE key = 'armoede/schulden'",),
    "indicator-values": ("UPDATE indicator_value SET value_max = 9 WHERE qualifier = 'range'",),
    "indicator-silent": ("DELETE FROM indicator_value",),
    "areas": ("UPDATE area SET parent_id = id WHERE name = 'Parkstad'",),
    "setting-codebook": ("UPDATE codebook SET key = 'anders'",),
    "setting-areas": ("UPDATE area SET name = 'Noord-Limburg' WHERE name = 'Limburg'",),
    "setting-coders": ("UPDATE coder SET name = 'vreemde' WHERE name = 'codeur-a'",),
}
WARNINGS = {
    "annotations",
    *("speakers-silent", "crosswalk", "coding-outdated", "indicator-silent"),
    *("setting-areas", "setting-coders"),
}


def _found(study: Study) -> dict[str, Finding]:
    return {finding.check: finding for finding in checkup(study)}


def test_a_healthy_study_has_no_fault(whole: Study) -> None:
    assert [f for f in checkup(whole) if f.level is not Level.OK] == []


def test_a_fresh_study_has_no_error(study: Study) -> None:
    assert [f for f in checkup(study) if f.level is Level.ERROR] == []


@pytest.mark.parametrize("check", PLANTED)
def test_a_planted_fault_is_found(whole: Study, damage: Damage, check: str) -> None:
    damage(*PLANTED[check])
    finding = _found(whole)[check]
    assert finding.level is (Level.WARNING if check in WARNINGS else Level.ERROR)
    assert finding.count >= 1


def test_damage_to_the_file_is_found(whole: Study) -> None:
    path = whole.folder / "duiding.db"
    whole.close()
    raw = apsw.Connection(str(path))
    (size,), (page,) = raw.execute(
        "SELECT page_size FROM pragma_page_size UNION ALL"
        " SELECT rootpage FROM sqlite_master WHERE name = 'coding'"
    ).fetchall()
    raw.close()
    assert isinstance(size, int)
    assert isinstance(page, int)
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 200] = b"\xff" * 200
    path.write_bytes(content)
    with open_study(whole.folder) as study:
        found = _found(study)
    assert found["database-whole"].level is Level.ERROR
    assert set(found) == set(CHECKS)  # no check is stopped by what another found


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM coding WHERE origin = 'suggestion'",
        "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)",
        (
            "INSERT INTO coding SELECT 'los', code_id, text_id, start, \"end\", quote, before,"
            " after, (SELECT id FROM coder WHERE name = 'codeur-b'), origin, NULL, NULL, NULL,"
            " created_at FROM coding WHERE origin = 'hand' LIMIT 1"
        ),
    ],
)
def test_what_came_or_went_outside_the_history_is_found(
    whole: Study, damage: Damage, statement: str
) -> None:
    if "codeur-b" in statement:
        whole.coder_id("codeur-b")
    damage(statement)
    found = _found(whole)
    assert Level.ERROR in {found["history-codings"].level, found["history-complete"].level}


def test_a_source_without_text_is_found(whole: Study, damage: Damage) -> None:
    damage(
        "INSERT INTO source SELECT 'leeg', 'leeg', kind, language, wave, file_name, file_hash,"
        " format, encoding, imported_at FROM source"
    )
    assert _found(whole)["text-versions"].level is Level.ERROR


def test_an_old_engine_is_told(whole: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "engine_version", lambda _database: (3, 46, 1))
    finding = _found(whole)["engine"]
    assert finding.level is Level.WARNING
    assert "3.46.1" in finding.sentence


def test_a_full_disk_is_told(whole: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1_000_000)
    )
    assert _found(whole)["disk-room"].level is Level.WARNING


def test_a_damaged_backup_is_told(whole: Study) -> None:
    folder = whole.folder / "backups"
    folder.mkdir()
    whole.database.copy_to(folder / "oud.db")
    os.utime(folder / "oud.db", (1, 1))
    assert _found(whole)["backups"].level is Level.OK
    (folder / "nieuw.db").write_bytes((folder / "oud.db").read_bytes()[:9000])
    assert _found(whole)["backups"].level is Level.WARNING


def test_a_synchronised_folder_is_told(tmp_path: Path, whole: Study) -> None:
    class Elsewhere:
        folder = tmp_path / "OneDrive - Gemeente" / "onderzoek"
        settings = whole.settings
        database = whole.database

    assert storage.synced_folder(Elsewhere).level is Level.WARNING
    assert storage.synced_folder(whole).level is Level.OK


def test_a_missing_and_a_changed_source_file_are_told_apart(whole: Study) -> None:
    path = whole.folder / "transcripts" / "gesprek.txt"
    path.write_text("iets anders", encoding="utf-8")
    found = _found(whole)
    assert found["source-files"].level is Level.OK
    assert found["source-files-unchanged"].level is Level.WARNING
    path.unlink()
    found = _found(whole)
    assert found["source-files"].level is Level.WARNING
    assert found["source-files-unchanged"].level is Level.OK


def test_a_codebook_file_changed_after_the_import_is_told(whole: Study) -> None:
    path = whole.folder / "codebooks" / "proef.yaml"
    path.touch()
    assert _found(whole)["codebook-files"].level is Level.WARNING


def test_a_codebook_file_that_was_only_touched_is_no_fault(whole: Study) -> None:
    from duiding.codebook import import_codebook

    path = whole.folder / "codebooks" / "tweede.yaml"
    path.write_text(
        "codebook: tweede\nname: Tweede\nlanguage: nl\nwave: ''\n"
        "themes:\n  - id: zorg\n    name: Zorg\n    definition: Over zorg.\n",
        encoding="utf-8",
    )
    import_codebook(whole.database, path, coder_id=None)
    (whole.folder / "codebooks" / "proef.yaml").unlink()
    path.touch()
    assert _found(whole)["codebook-files"].level is Level.OK


def test_words_of_another_text_are_found(whole: Study, damage: Damage) -> None:
    other = pack(Annotation((Token(0, 3, "wie", "wie"),), ()))
    damage(f"UPDATE annotation SET packed = x'{other.hex()}'")
    assert _found(whole)["annotations"].level is Level.WARNING


def test_a_pipeline_that_is_not_installed_is_told(whole: Study) -> None:
    class Other:
        folder = whole.folder
        settings = Settings(name="x", pipeline="nl_bestaat_niet")
        database = whole.database

    finding = {f.check: f for f in checkup(Other)}["pipeline"]
    assert finding.level is Level.WARNING
    assert "nl_bestaat_niet is niet geïnstalleerd" in finding.sentence
    assert "nl_core_news_sm 3.8.0" in finding.sentence


def test_every_check_has_its_planted_fault() -> None:
    """The checks that are not planted with SQL have a test of their own above."""
    own = {
        *("database-whole", "engine", "disk-room", "backups", "synced-folder"),
        *("source-files", "source-files-unchanged", "codebook-files", "pipeline"),
    }
    assert set(PLANTED) | own == set(CHECKS)
    assert not set(PLANTED) & own


def test_the_doctor_changes_nothing(whole: Study) -> None:
    whole.close()
    before = (whole.folder / "duiding.db").read_bytes()
    with open_study(whole.folder) as study:
        checkup(study)
    after = (whole.folder / "duiding.db").read_bytes()
    # Only the header changes, where the engine counts that the file was opened for writing.
    assert [
        i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b and i > 99
    ] == []
