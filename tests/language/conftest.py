"""Small pipelines, made and installed as packages or put in the place of our own."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups

from duiding.language import OWN, resolving

FITS = ">=3.8.0,<3.9.0"


def with_lemmatizer(language: str = "nl", **lemmas: str) -> Language:
    """A pipeline that knows a few lemmas, parts of speech and names."""
    nlp = spacy.blank(language)
    lookups = Lookups()
    lookups.add_table("lemma_lookup", lemmas or {"schulden": "SCHULD"})
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmatizer.initialize(lookups=lookups)
    names: Any = nlp.add_pipe("entity_ruler")
    names.add_patterns(
        [
            {"label": label, "pattern": name}
            for label, name in (
                *(("PERSON", "Jan Peeters"), ("GPE", "Heerlen"), ("ORG", "GGD")),
                *(("NORP", "Limburgers"), ("DATE", "dinsdag")),
            )
        ]
    )
    kinds: Any = nlp.add_pipe("attribute_ruler")
    kinds.add([[{"LOWER": "schulden"}]], {"POS": "NOUN"})
    return nlp


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


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty place of our own pipeline; what is put here is taken for it."""
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(resolving, "MODELS", tmp_path / "models")
    return tmp_path / "models" / OWN
