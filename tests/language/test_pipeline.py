"""Which pipeline is used and why is told in one line; tokens stand where they say they stand."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from duiding.errors import Missing
from duiding.language import OWN, Kind, Pipeline, load_pipeline, pipeline, resolving
from duiding.text import clean
from tests.language.conftest import FITS, with_lemmatizer

ABSENT = "nl_core_news_sm_absent"


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    """What is left when our own pipeline is not there: the word list."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resolving, "MODELS", tmp_path_factory.mktemp("empty"))
        yield load_pipeline(ABSENT)


def lemmas(used: Pipeline, text: str) -> dict[str, str]:
    [annotated] = used.annotate([text])
    return {text[token.start : token.end]: token.lemma for token in annotated.tokens}


def test_an_installed_pipeline_is_used(install: Callable[..., str]) -> None:
    name = install("nl_fits_sm", with_lemmatizer(), version="1.2.0", spacy_version=FITS)
    found = load_pipeline(name)
    assert (found.name, found.version, found.is_fallback) == (name, "1.2.0", False)
    assert "nl_fits_sm 1.2.0" in found.description
    assert lemmas(found, "Schulden") == {"Schulden": "schuld"}


def test_auto_takes_the_pipeline_of_spacy_when_it_is_installed(install: Callable[..., str]) -> None:
    install("nl_core_news_sm", with_lemmatizer(), version="3.8.0", spacy_version=FITS)
    found = load_pipeline("auto")
    assert (found.name, found.is_fallback) == ("nl_core_news_sm", False)


def test_auto_takes_our_own_else_and_says_why(own_place: Path) -> None:
    with_lemmatizer().to_disk(own_place)
    found = load_pipeline("auto")
    assert (found.name, found.choice.kind, found.is_fallback) == (OWN, Kind.OWN, False)
    assert "nl_core_news_sm is niet geïnstalleerd" in found.description


def test_lemmas_that_our_own_pipeline_makes_up_are_taken_from_the_word_list(
    own_place: Path,
) -> None:
    with_lemmatizer(pleiten="pleiat", namen="naam", liepen="lopen").to_disk(own_place)
    told = lemmas(load_pipeline(OWN), "pleiten namen liepen")
    assert told == {"pleiten": "pleiten", "namen": "naam", "liepen": "lopen"}


def test_parts_of_speech_and_names_are_told(install: Callable[..., str]) -> None:
    name = install("nl_names_sm", with_lemmatizer(), version="1", spacy_version=FITS)
    text = "Jan Peeters van de GGD in Heerlen: dinsdag hebben Limburgers schulden."
    [annotated] = load_pipeline(name).annotate([text])
    names = {text[t.start : t.end]: t.name for t in annotated.tokens if t.name}
    assert names == {
        "Jan": "PER",
        "Peeters": "PER",
        "GGD": "ORG",
        "Heerlen": "LOC",
        "Limburgers": "MISC",
    }
    assert {text[t.start : t.end]: t.pos for t in annotated.tokens}["schulden"] == "NOUN"


def test_a_pipeline_that_is_not_installed_says_how_to_get_it() -> None:
    found = load_pipeline("nl_core_news_lg")
    assert found.is_fallback
    assert "duiding language install nl_core_news_lg" in found.description
    assert "\n" not in found.description


@pytest.mark.parametrize("name", ["os", "./nl_model", "NL_core_news_sm", "nl_x.y", "nl_" * 99])
def test_a_name_that_is_no_pipeline_is_not_imported_nor_downloaded(name: str) -> None:
    found = load_pipeline(name)
    assert found.is_fallback
    assert "language install " + name not in found.description


def test_a_pipeline_for_another_spacy_is_told_and_left_alone(install: Callable[..., str]) -> None:
    name = install("nl_old_sm", with_lemmatizer(), version="2.3.0", spacy_version=">=2.3.0,<2.4.0")
    found = load_pipeline(name)
    assert found.is_fallback
    assert "nl_old_sm 2.3.0" in found.description
    assert spacy.about.__version__ in found.description
    assert name not in sys.modules


def test_a_pipeline_without_lemmatizer_is_told(install: Callable[..., str]) -> None:
    name = install("nl_bare_sm", spacy.blank("nl"), version="1.0", spacy_version=FITS)
    found = load_pipeline(name)
    assert found.is_fallback
    assert "lemmat" in found.description


def test_a_pipeline_that_was_never_trained_is_told(install: Callable[..., str]) -> None:
    nlp = with_lemmatizer()
    nlp.add_pipe("tagger")
    name = install("nl_raw_sm", nlp, version="1.0", spacy_version=FITS)
    found = load_pipeline(name)
    assert found.is_fallback
    assert name in found.description


def test_a_broken_pipeline_is_told(install: Callable[..., str], tmp_path: Path) -> None:
    fits = {"version": "1.0", "spacy_version": FITS}
    name = install("nl_broken_sm", with_lemmatizer(), **fits)
    (tmp_path / name / f"{name}-1.0" / "config.cfg").write_text("[nlp\n")
    assert name in load_pipeline(name).description
    name = install("nl_torn_sm", with_lemmatizer(), **fits)
    (tmp_path / name / "meta.json").write_text("{")
    assert load_pipeline(name).is_fallback
    name = install("nl_failing_sm", with_lemmatizer(), **fits)
    (tmp_path / name / "__init__.py").write_text("import a_package_that_is_not_there\n")
    assert "a_package_that_is_not_there" in load_pipeline(name).description
    name = install("nl_unreadable_sm", with_lemmatizer(), **fits)
    (tmp_path / name / "__init__.py").write_text("def load(:\n")
    assert name in load_pipeline(name).description


@pytest.mark.parametrize(
    "file", ["config.cfg", "meta.json", "tokenizer", "lemmatizer/lookups/lookups.bin"]
)
def test_without_our_own_pipeline_the_word_list_stands_in(own_place: Path, file: str) -> None:
    with_lemmatizer().to_disk(own_place)
    assert (own_place / file).is_file()
    (own_place / file).write_bytes(b"\x93\x00")
    found = load_pipeline("auto")
    assert (found.choice.kind, found.is_fallback) == (Kind.WORDS, True)
    assert OWN in found.description
    assert "Installeer duiding opnieuw" in found.description
    assert lemmas(found, "kinderen") == {"kinderen": "kind"}


def test_a_damaged_word_list_is_told(
    own_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WORD_LIST", tmp_path / "gone.tsv.gz")
    with pytest.raises(Missing, match="gone"):
        load_pipeline(ABSENT)
    with_lemmatizer().to_disk(own_place)
    assert lemmas(load_pipeline("auto"), "schulden") == {"schulden": "schuld"}


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_other_languages_compare_words_as_written(language: str) -> None:
    used = load_pipeline("auto", language=language)
    assert used.choice.kind is Kind.PLAIN
    assert lemmas(used, "Schulden Häuser") == {"Schulden": "schulden", "Häuser": "häuser"}
    assert ("duiding language install" in used.description) == (language != "fr")


def test_lemmas_and_offsets_of_a_spoken_line(words: Pipeline) -> None:
    text = "D’r liepen écht zeven ongeopende aanmaningen, foto’s en 🙂 enveloppen."
    found = lemmas(words, text)
    assert found["liepen"] == "lopen"
    assert found["écht"] == "echt"
    assert found["aanmaningen"] == "aanmaning"
    assert found["foto’s"] == "foto"
    assert found["enveloppen"] == "envelop"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=5))
def test_tokens_cover_the_text_and_stand_where_they_say(words: Pipeline, texts: list[str]) -> None:
    texts = [clean(text) for text in texts]
    annotations = list(words.annotate(texts))
    assert len(annotations) == len(texts)
    for text, annotated in zip(texts, annotations, strict=True):
        place = 0
        for token in annotated.tokens:
            assert not text[place : token.start].strip()
            plain = text[token.start : token.end].translate(str.maketrans("’‘", "''"))
            assert plain.lower() == token.lower
            place = token.end
        assert not text[place:].strip()


def test_a_very_long_text_is_annotated_in_pieces(
    words: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "schulden en schaamte " * 20
    [whole] = words.annotate([text])
    monkeypatch.setattr(pipeline, "LONGEST", 50)
    [in_pieces] = words.annotate([text])
    assert in_pieces == whole
    monkeypatch.setattr(pipeline, "LONGEST", 7)
    assert [t.end for a in words.annotate(["a" * 20, ""]) for t in a.tokens] == [7, 14, 20]


def test_progress_counts_characters_and_stopping_stops(words: Pipeline) -> None:
    seen: list[int] = []
    texts = ["een", "twee", "drie"]
    list(words.annotate(texts, progress=seen.append))
    assert seen == [3, 7, 11]
    calls = iter([False, True])
    assert len(list(words.annotate(texts, is_cancelled=lambda: next(calls)))) == 1
