"""Words and sentences of sources are made once, kept, and made again when they must be."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain, count, repeat
from pathlib import Path

import pytest

from duiding.database import Database
from duiding.language import Pipelines, resolving
from duiding.sources import (
    Source,
    annotating,
    find_source,
    import_transcript,
    list_sources,
    remove_source,
)
from duiding.sources.annotating import AnnotatedSource, annotate_sources, useful_processes
from duiding.sources.languages import languages_in_use, set_source_language
from duiding.study import Study
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het?
    R1: De kinderen hebben schulden. Dat is 🙂 zo’n ding.
"""

WORDS = Pipelines()


@pytest.fixture(scope="module", autouse=True)
def pipelines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipelines]:
    """The word list, which loads fast, in place of a pipeline; loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolving, "MODELS", tmp_path_factory.mktemp("empty"))
        yield WORDS
        WORDS._loaded.clear()


@pytest.fixture
def talks(study: Study) -> list[Source]:
    return [kit.transcript(study, name, TALK).source for name in ("een", "twee", "drie")]


@pytest.fixture
def german(study: Study, talks: list[Source]) -> Study:
    """Sources that other processes, which have our own pipeline, read in the same way."""
    for source in talks:
        set_source_language(study.database, source.name, "de", coder_id=study.coder_id())
    return study


def read(study: Study, **options: object) -> list[AnnotatedSource]:
    sources = list_sources(study.database)
    return list(annotate_sources(study.database, WORDS, sources, **options))  # type: ignore[arg-type]


def forget(study: Study) -> None:
    with study.database.transaction():
        study.database.execute("DELETE FROM annotation")


def kept(study: Study) -> list[tuple[str, str]]:
    return study.database.rows(
        "SELECT s.name, a.pipeline FROM annotation a JOIN source_text t ON t.id = a.text_id"
        " JOIN source s ON s.id = t.source_id ORDER BY s.name"
    )


def test_what_was_read_once_is_kept_word_for_word(study: Study, talks: list[Source]) -> None:
    first, again = read(study), read(study)
    assert [a.was_kept for a in first] == [False] * 3
    assert [a.was_kept for a in again] == [True] * 3
    assert [a.annotation for a in again] == [a.annotation for a in first]
    text = first[0].transcript.text
    words = {text[t.start : t.end]: t.lemma for t in first[0].annotation.tokens}
    assert words["kinderen"] == "kind"
    sentences = first[0].respondent_sentences()
    assert [text[s.start : s.end] for s in sentences] == [
        "De kinderen hebben schulden.",
        "Dat is 🙂 zo’n ding.",
    ]
    last = first[0].annotation.words(sentences[1])
    assert [text[t.start : t.end] for t in last] == ["Dat", "is", "🙂", "zo’n", "ding", "."]


def test_reading_back_needs_no_spacy(study: Study, talks: list[Source]) -> None:
    read(study)
    code = (
        "import sys; from pathlib import Path\n"
        "from duiding.language import resolving; from duiding.sources import list_sources\n"
        "from duiding.sources.annotating import annotate_sources\n"
        "from duiding.study import open_study\n"
        f"resolving.MODELS = Path({str(resolving.MODELS)!r})\n"
        f"with open_study({str(study.folder)!r}) as s:\n"
        "    found = list(annotate_sources(s.database, s.pipelines(), list_sources(s.database)))\n"
        "assert [a.was_kept for a in found] == [True] * 3\n"
        "assert not {'spacy', 'thinc', 'numpy', 'subprocess'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=study.folder)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE annotation SET packed = substr(packed, 1, 20)",
        "UPDATE annotation SET packed = x''",
        "UPDATE annotation SET pipeline = 'iets ouders 1.0'",
        (
            "UPDATE annotation SET packed = (SELECT packed FROM annotation a JOIN source_text t"
            " ON t.id = a.text_id JOIN source s ON s.id = t.source_id WHERE s.name = 'lang')"
        ),
    ],
)
def test_what_is_damaged_or_outdated_is_read_again(study: Study, damage: str) -> None:
    kit.transcript(study, "kort", TALK)
    kit.transcript(study, "lang", TALK + "    R2: En nog veel meer woorden dan dat.\n" * 5)
    first = read(study)
    with study.database.transaction():
        study.database.execute(damage)
    again = read(study)
    assert not again[0].was_kept
    assert [a.annotation for a in again] == [a.annotation for a in first]
    assert [a.was_kept for a in read(study)] == [True] * 2


def test_the_words_of_another_text_of_the_same_length_are_not_believed(study: Study) -> None:
    kit.transcript(study, "een", TALK)
    kit.transcript(study, "twee", TALK.replace("schulden", "vrienden"))
    first = read(study)
    with study.database.transaction():
        study.database.execute(
            "UPDATE annotation SET packed = (SELECT max(packed) FROM annotation)"
        )
    assert sorted(a.was_kept for a in read(study)) == [False, True]
    assert [a.annotation for a in read(study)] == [a.annotation for a in first]


def test_words_whose_small_letters_depend_on_their_place_are_believed(study: Study) -> None:
    kit.transcript(study, "een", "I: Wat?\nR1: ΟΔΟΣΑ ΟΔΟΣ İstanbul ΟΔΟΣ’s straat.")
    read(study)
    assert [a.was_kept for a in read(study)] == [True]


def test_a_study_opened_for_reading_is_read_and_left_alone(
    study: Study, talks: list[Source]
) -> None:
    study.close()
    database = Database(study.folder / "duiding.db", read_only=True)
    found = list(annotate_sources(database, WORDS, list_sources(database)))
    assert [len(a.annotation.sentences) for a in found] == [3] * 3
    assert database.value("SELECT count(*) FROM annotation") == 0
    database.close()


def test_stopping_keeps_whole_sources_only(study: Study, talks: list[Source]) -> None:
    answers = chain([False] * 4, repeat(True))
    found = read(study, is_cancelled=lambda: next(answers))
    assert len(found) == 1
    assert [name for name, _key in kept(study)] == [a.transcript.source.name for a in found]
    assert [len(a.annotation.sentences) for a in read(study)] == [3] * 3


def test_stopping_inside_a_source_keeps_nothing_of_it(study: Study) -> None:
    kit.transcript(study, "lang", "I: Hoe?\n" + "R1: Zo is het.\n" * 300)
    answers = chain([False] * 200, repeat(True))
    assert read(study, is_cancelled=lambda: next(answers)) == []
    assert kept(study) == []


def test_what_was_said_is_counted_as_progress(study: Study, talks: list[Source]) -> None:
    seen: list[tuple[int, int]] = []
    read(study, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_source_that_was_removed_meanwhile_is_no_error(study: Study, talks: list[Source]) -> None:
    sources = list_sources(study.database)
    found = annotate_sources(study.database, WORDS, sources)
    assert next(found).transcript.source.name == "drie"
    remove_source(study.database, "een", coder_id=study.coder_id())
    assert [a.transcript.source.name for a in found] == ["twee"]


def test_a_source_that_is_removed_while_it_is_read_is_no_error(
    study: Study, talks: list[Source]
) -> None:
    calls = count()

    def removed() -> bool:
        if next(calls) == 1:  # the first is before anything was read
            remove_source(study.database, "een", coder_id=study.coder_id())
        return False

    found = annotate_sources(study.database, WORDS, [talks[0]], is_cancelled=removed)
    assert [a.transcript.source.name for a in found] == ["een"]
    assert kept(study) == []


def test_removing_a_source_removes_its_words(study: Study, talks: list[Source]) -> None:
    read(study)
    remove_source(study.database, "twee", coder_id=study.coder_id())
    assert [name for name, _key in kept(study)] == ["drie", "een"]


def test_keeping_words_is_no_act_in_the_history(study: Study, talks: list[Source]) -> None:
    before = study.database.value("SELECT count(*) FROM history")
    read(study)
    assert study.database.value("SELECT count(*) FROM history") == before


def test_strange_texts_are_read(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "vreemd.txt"
    long = " ".join(["woord"] * 5000)
    path.write_text(
        f"Interviewer: 🙂🙂 ?\nR1: [00:01:02] {long}\nR1: …\nR1: 你好 Привет\nR1: (12:30)\n"
        "Interviewer: En [1:02:03] klaar? R2: ja.\n",
        encoding="utf-8",
    )
    import_transcript(
        study.database,
        path,
        language="nl",
        wave="",
        coder_id=study.coder_id(),
    )
    [found] = read(study)
    text = found.transcript.text
    assert len(found.annotation.tokens) > 5000
    for sentence in found.annotation.sentences:
        spoken = text[sentence.start : sentence.end]
        turn = found.transcript.turns[sentence.turn]
        assert turn.start <= sentence.start < sentence.end <= turn.end
        assert ":" not in spoken or spoken == "(12:30)"
        for token in found.annotation.words(sentence):
            assert sentence.start <= token.start < token.end <= sentence.end
    assert [a.was_kept for a in read(study)] == [True]


def test_several_processes_make_the_same(german: Study) -> None:
    sources = list_sources(german.database)
    twice = [*sources, sources[0]]
    by_two = list(annotate_sources(german.database, WORDS, twice, processes=2))
    keys = kept(german)
    forget(german)
    by_one = read(german)
    assert [a.annotation for a in by_two[:3]] == [a.annotation for a in by_one]
    assert [a.was_kept for a in by_two] == [False, False, False, True]
    assert kept(german) == keys


def test_stopping_ends_the_processes(german: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*arguments: object, **options: object) -> object:
        started.append(start(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    assert read(german, processes=2, is_cancelled=lambda: True) == []
    sources = list_sources(german.database)
    found = annotate_sources(german.database, WORDS, sources, processes=2)
    next(found)
    found.close()  # type: ignore[attr-defined]
    assert len(started) == 4
    assert all(process.returncode is not None for process in started)
    assert [name for name, _key in kept(german)] == [sources[0].name]


def answering(study: Study, text: str) -> str:
    """Return a program that gives this answer to the first job, and ends."""
    program = study.folder / f"antwoord-{len(text)}.sh"
    program.write_text(f"#!/bin/sh\nread job\necho '{text}'\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are for a POSIX shell")
def test_processes_that_fail_are_done_without(
    german: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in (
        *(shutil.which("true") or "", str(german.folder / "weg")),
        *(answering(german, text) for text in ("geen JSON", "{}", '{"key": "k", "size": 99}')),
    ):
        monkeypatch.setattr(sys, "executable", program)
        assert [len(a.annotation.sentences) for a in read(german, processes=2)] == [3] * 3
        forget(german)


def test_a_process_ends_when_the_program_was_killed() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-P", "-m", "duiding.language.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(60) == 0


def test_several_processes_are_for_much_text(
    study: Study, talks: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    sources = list_sources(study.database)
    assert useful_processes(study.database, WORDS, sources) == 1
    monkeypatch.setattr(annotating, "MANY_WORDS", 20)
    assert useful_processes(study.database, WORDS, sources) == 2
    read(study)
    assert useful_processes(study.database, WORDS, sources) == 1


def test_the_language_of_a_source_can_be_set_and_undone(study: Study, talks: list[Source]) -> None:
    from duiding.coding import undo

    coder = study.coder_id()
    read(study)
    assert set_source_language(study.database, "een", "de", coder_id=coder).language == "de"
    nl, de = languages_in_use(study.database, WORDS, "nl")
    assert (nl.sources, nl.kept, de.language, de.sources, de.kept) == (2, 2, "de", 1, 0)
    found = {a.transcript.source.name: a for a in read(study)}
    assert [name for name, a in found.items() if not a.was_kept] == ["een"]
    words = {token.lower: token.lemma for token in found["een"].annotation.tokens}
    assert words["kinderen"] == "kinderen"
    undo(study.database, coder_id=coder)
    assert find_source(study.database, "een").language == "nl"
