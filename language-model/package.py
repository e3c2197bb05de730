"""One pipeline from the trained parts, with all that others need to know about it."""

import json
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spoken import add_spoken_forms

NAME, VERSION, SPACY = "duiding_sm", "1.0.0", ">=3.8.7,<3.9"
FOLDER = f"nl_{NAME}"
LICENCE = "CC BY-SA 4.0"
MOST_BYTES = 12_000_000
DESCRIPTION = (
    "Dutch pipeline for interview transcripts, optimised for CPU. "
    "Components: tok2vec, morphologizer, tagger, parser, lemmatizer, ner, attribute_ruler."
)
SOURCES = [
    {
        "name": "UD Dutch LassySmall and UD Dutch Alpino",
        "url": "https://universaldependencies.org/",
        "license": LICENCE,
        "author": "Gosse Bouma, Gertjan van Noord, Daniel Zeman, Zdeněk Žabokrtský",
    },
    {
        "name": "Alpino Treebank",
        "url": "https://www.let.rug.nl/vannoord/trees/",
        "license": LICENCE,
        "author": "Leonoor van der Beek, Gosse Bouma, Rob Malouf, Gertjan van Noord",
    },
    {
        "name": "Lassy",
        "url": "https://www.let.rug.nl/vannoord/Lassy/",
        "license": LICENCE,
        "author": "Gertjan van Noord and others",
    },
]


def combine(core: Path, names: Path, out: Path, sample: Path) -> None:
    """Write one pipeline, without words that only the training needed.

    Raises RuntimeError when it is too large or annotates the sample otherwise than before it was
    trimmed.
    """
    nlp = spacy.load(core)
    nlp.add_pipe("ner", source=spacy.load(names))
    add_spoken_forms(nlp)
    nlp.meta.update(
        name=NAME,
        version=VERSION,
        spacy_version=SPACY,
        description=DESCRIPTION,
        author="duiding",
        email="",
        url="",
        license=LICENCE,
        sources=SOURCES,
    )
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)
    strings = json.dumps(sorted(_needed_strings(nlp)), ensure_ascii=False, indent=0)
    (out / "vocab" / "strings.json").write_text(strings + "\n", encoding="utf-8")
    _forget_training(out / "config.cfg")
    texts = [doc.text for doc in DocBin().from_disk(sample).get_docs(nlp.vocab)]
    if _annotations(spacy.load(out), texts) != _annotations(nlp, texts):
        raise RuntimeError(f"{out}: the trimmed pipeline annotates otherwise than the whole one")
    if (size := size_of(out)) > MOST_BYTES:
        raise RuntimeError(f"{out}: {size:,} bytes, more than {MOST_BYTES:,}")


def add_scores(out: Path, scores: dict[str, Any]) -> None:
    """Put the scores of the LassySmall test set into the pipeline's own description."""
    path = out / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    names = scores["names"]["LassySmall test"]
    meta["performance"] = scores["treebanks"]["LassySmall test"] | {
        name: names[name] for name in ("ents_p", "ents_r", "ents_f")
    }
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def size_of(folder: Path) -> int:
    """Return the bytes of all files of a pipeline."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _needed_strings(nlp: Language) -> set[str]:
    """Return the labels, and the pieces of words that lemmas are made with."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    trees = lemmatizer.label_data["trees"]
    pieces = {tree[side] for tree in trees for side in ("orig", "subst") if side in tree}
    labels = {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, ())}
    names = {str(label) for label in labels}
    names |= {name.partition("-")[2] for name in names if "-" in name}
    return {text for text in pieces | names if text}


def _forget_training(path: Path) -> None:
    """Take the paths of the machine that trained out of the configuration."""
    config = spacy.util.load_config(path)
    for section in ("paths", "corpora"):
        config[section] = {}
    config["training"] = {}
    config["initialize"] = {"components": {}, "tokenizer": {}}
    config.to_disk(path)


def _annotations(nlp: Language, texts: list[str]) -> list[Any]:
    """Return all that a pipeline says about some texts."""
    return [
        (
            [
                (t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t.dep_, t.head.i, t.is_sent_start)
                for t in doc
            ],
            [(ent.start, ent.end, ent.label_) for ent in doc.ents],
        )
        for doc in nlp.pipe(texts)
    ]
