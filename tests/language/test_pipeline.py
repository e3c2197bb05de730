"""Which pipeline is used and why is told in one line; tokens stand where they say they stand."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.lookups import Lookups

from duiding.errors import Missing
from duiding.language import Pipeline, load_pipeline, pipeline, resolving
from duiding.text import clean

ABSENT = "nl_core_news_sm_absent"


@pytest.fixture(scope="module")
def own() -> Pipeline:
    return load_pipeline(ABSENT)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Install a pipeline as a package, as pip would do it."""
    monkeypatch.syspath_prepend(str(tmp_path))
    names: list[str] = []

    def make(name: str, nlp: Language, **meta: str) -> str:
        data = tmp_path / name / f"{name}-{meta['version']}"
        data.mkdir(parents=True)
        nlp.to_disk(data)
        whole = nlp.meta | {"name": name.partition("_")[2]} | meta
        (tmp_path / name / "meta.json").write_text(json.dumps(whole))
        (tmp_path / name / "__init__.py").write_text(
            "from spacy.util import load_model_from_init_py\n"
            "def load(**options):\n    return load_model_from_init_py(__file__, **options)\n"
        )
        info = tmp_path / f"{name}-{meta['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Name: {name}\nVersion: {meta['version']}\n")
        names.append(name)
        return name

    yield make
    for name in names:
        sys.modules.pop(name, None)


def with_lemmatizer() -> Language:
    nlp = spacy.blank("nl")
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"schulden": "SCHULD"})
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.initialize(lookups=lookups)
    return nlp


def test_an_installed_pipeline_is_used(install: Callable[..., str]) -> None:
    name = install("nl_fits_sm", with_lemmatizer(), version="1.2.0", spacy_version=">=3.8.0,<3.9.0")
    found = load_pipeline(name)
    assert (found.name, found.version, found.is_fallback) == (name, "1.2.0", False)
    assert "nl_fits_sm 1.2.0" in found.description
    [annotated] = found.annotate(["Schulden"])
    assert annotated.tokens[0].lemma == "schuld"


def test_a_pipeline_that_is_not_installed_says_how_to_get_it() -> None:
    found = load_pipeline("nl_core_news_lg")
    assert found.is_fallback
    assert "duiding language install nl_core_news_lg" in found.description
    assert "\n" not in found.description


@pytest.mark.parametrize("name", ["os", "./nl_model", "NL_core_news_sm"])
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
    name = install("nl_bare_sm", spacy.blank("nl"), version="1.0", spacy_version=">=3.8.0,<3.9.0")
    found = load_pipeline(name)
    assert found.is_fallback
    assert "lemmat" in found.description


def test_a_broken_pipeline_is_told(install: Callable[..., str], tmp_path: Path) -> None:
    fits = {"version": "1.0", "spacy_version": ">=3.8.0,<3.9.0"}
    name = install("nl_broken_sm", with_lemmatizer(), **fits)
    (tmp_path / name / f"{name}-1.0" / "config.cfg").write_text("[nlp\n")
    assert name in load_pipeline(name).description
    name = install("nl_torn_sm", with_lemmatizer(), **fits)
    (tmp_path / name / "meta.json").write_text("{")
    assert load_pipeline(name).is_fallback


def test_a_damaged_word_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "MODELS", tmp_path)
    monkeypatch.setattr(pipeline, "WORD_LIST", tmp_path / "gone.tsv.gz")
    with pytest.raises(Missing, match="gone"):
        load_pipeline(ABSENT)


def test_other_languages_compare_words_as_written() -> None:
    [annotated] = load_pipeline("en_core_web_sm", language="en").annotate(["Schulden don't"])
    assert [token.lemma for token in annotated.tokens] == ["schulden", "do", "n't"]


def test_lemmas_and_offsets_of_a_spoken_line(own: Pipeline) -> None:
    text = "D’r liepen écht zeven ongeopende aanmaningen, foto’s en 🙂 enveloppen."
    [annotated] = own.annotate([text])
    found = {text[token.start : token.end]: token.lemma for token in annotated.tokens}
    assert found["liepen"] == "lopen"
    assert found["écht"] == "echt"
    assert found["aanmaningen"] == "aanmaning"
    assert found["foto’s"] == "foto"
    assert found["enveloppen"] == "envelop"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=5))
def test_tokens_cover_the_text_and_stand_where_they_say(own: Pipeline, texts: list[str]) -> None:
    texts = [clean(text) for text in texts]
    annotations = list(own.annotate(texts))
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
    own: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "schulden en schaamte " * 20
    [whole] = own.annotate([text])
    monkeypatch.setattr(pipeline, "LONGEST", 50)
    [in_pieces] = own.annotate([text])
    assert in_pieces == whole
    monkeypatch.setattr(pipeline, "LONGEST", 7)
    assert [t.end for a in own.annotate(["a" * 20, ""]) for t in a.tokens] == [7, 14, 20]


def test_progress_counts_characters_and_stopping_stops(own: Pipeline) -> None:
    seen: list[int] = []
    texts = ["een", "twee", "drie"]
    list(own.annotate(texts, progress=seen.append))
    assert seen == [3, 7, 11]
    calls = iter([False, True])
    assert len(list(own.annotate(texts, is_cancelled=lambda: next(calls)))) == 1
