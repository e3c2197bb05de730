"""A study in which everything the doctor looks at is present, and a way to damage it."""

import json
import os
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import apsw
import pytest

from duiding.coding import accept_suggestion, all_codings, reject_suggestion, remove_coding
from duiding.database import act, new_id, now
from duiding.language import Annotation, Sentence, Token, pack
from duiding.settings import ReportSettings
from duiding.sources.store import keep_annotation
from duiding.study import Study, open_study
from duiding.text import sha256
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het met de mensen hier?
    R1: Er is {schaamte veel schaamte} over geld. {schulden Schulden} gaan van ouder op kind.
    R2: En de {stress stress maakt mensen ziek}, zeg ik u.
    R1: Ja, {schuldhulpverlening help ze eerder}.
"""
CODEBOOK = """\
codebook: proef
name: Proef
language: nl
wave: nulmeting
themes:
  - id: armoede
    name: Armoede
"""


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """A healthy study with a decided suggestion, a removed coding, figures and files."""
    folder = tmp_path / "onderzoek"
    monkeypatch.setenv("DUIDING_STUDY", str(folder))
    kit.new_study(
        folder,
        codebook="proef",
        report=ReportSettings(region="Parkstad", compare_with=("Limburg",)),
    ).close()
    install_pipeline(tmp_path / "packages", monkeypatch)
    with open_study(folder) as study:
        fill(study)
        yield study


def install_pipeline(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install what looks like a pipeline that fits, from outside."""
    package = folder / "nl_core_news_sm"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    meta = {"version": "3.8.0", "spacy_version": f"=={version('spacy')}"}
    (package / "meta.json").write_text(json.dumps(meta))
    monkeypatch.syspath_prepend(str(folder))


def fill(study: Study) -> None:
    """Put into the study what the checks look at."""
    kit.codebook(study)
    told = kit.transcript(study, "gesprek", TALK)
    coder = study.coder_id()
    accept_suggestion(
        study.database, kit.suggestion(study, told, "geld", "schulden").id, coder_id=coder
    )
    reject_suggestion(
        study.database, kit.suggestion(study, told, "ziek", "leefstijl").id, coder_id=coder
    )
    taken = kit.suggestion(study, told, "ouder op kind", "schaamte")
    accept_suggestion(study.database, taken.id, coder_id=coder)
    gone = next(c for c in all_codings(study.database) if c.suggestion_id == taken.id)
    remove_coding(study.database, gone.id, coder_id=coder)
    kit.suggestion(study, told, "eerder", "leefstijl")
    words = Annotation((Token(0, 3, "hoe", "hoe"),), (Sentence(0, 35, 0, 0, 1),))
    with study.database.transaction():
        keep_annotation(study.database, told.source.text_id, "x", pack(words), now())
    (study.folder / "transcripts" / "gesprek.txt").write_text(told.text, encoding="utf-8")
    assert sha256(told.text) == told.source.file_hash
    _figures(study)
    book = study.folder / "codebooks" / "proef.yaml"
    book.write_text(CODEBOOK, encoding="utf-8")
    os.utime(book, (0, 0))


def _figures(study: Study) -> None:
    region, member, indicator = new_id(), new_id(), new_id()
    limburg = {"name": "Limburg", "level": "provincie", "parent": "", "parent_id": None}
    parkstad = {"name": "Parkstad", "level": "regio", "parent": "Limburg", "parent_id": region}
    rest = {"cbs_code": "", "variants": "[]", "note": ""}
    with act(study.database, "import_indicators", coder_id=None, undoable=False) as running:
        running.insert("area", {"id": region, **limburg, **rest})
        running.insert("area", {"id": member, **parkstad, **rest})
        running.insert(
            "indicator",
            {
                "id": indicator,
                "name": "Bijstand",
                "theme": "armoede",
                "unit": "%",
                "direction": "higher-worse",
                "position": 1,
            },
        )
        figures = (
            ("=", 5.1, None, "5,1"),
            ("range", 11.0, 13.0, "11-13"),
            ("missing", None, None, "X"),
        )
        for number, (qualifier, low, high, literal) in enumerate(figures):
            row: dict[str, object] = {
                "id": new_id(),
                "indicator_id": indicator,
                "area_id": member,
                "level": "regio",
            }
            row |= {"area_text": "Parkstad", "period": str(2018 + number), "value": low}
            row |= {"value_max": high, "qualifier": qualifier, "literal": literal}
            row |= dict.fromkeys(("missing_reason", "source", "table_id", "retrieved_on"), "")
            row |= dict.fromkeys(("file_name", "file_hash", "note"), "")
            running.insert("indicator_value", row)


@pytest.fixture
def damage(whole: Study) -> Callable[..., None]:
    """Change the database behind the back of the program: nothing that guards it is heard."""

    def run(*statements: str) -> None:
        raw = apsw.Connection(str(whole.folder / "duiding.db"))
        try:
            raw.execute("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON")
            guards = raw.execute(
                "SELECT name, sql FROM sqlite_master WHERE type='trigger'"
            ).fetchall()
            for name, _sql in guards:
                raw.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                raw.execute(statement)
                assert raw.changes() or not statement.startswith(("UPDATE", "DELETE", "INSERT"))
            for _name, sql in guards:
                raw.execute(str(sql))
        finally:
            raw.close()

    return run
