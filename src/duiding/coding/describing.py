"""The words of what a codebook says about its codes, made by a pipeline once and kept.

Like the words of sources they can be made again at any time, and are when the codebook or the
pipeline changed or when what was kept is damaged. So suggestions need no spaCy as long as nothing
new is to be read.
"""

from collections.abc import Sequence

from duiding.codebook import Code, Codebook, CodeKind
from duiding.coding import store
from duiding.database import Database
from duiding.language import Annotation, Pipelines, Sentence, Token, pack, unpack
from duiding.text import sha256


def suggestable(codebook: Codebook) -> list[Code]:
    """Return the codes that can be suggested: all but the themes."""
    return [code for code in codebook.codes if code.kind is not CodeKind.THEME]


def described_tokens(
    database: Database, codebook: Codebook, pipelines: Pipelines
) -> list[tuple[Token, ...]]:
    """Return the tokens of what the codebook says about each code that can be suggested."""
    texts = [
        [t for t in (c.name, *c.keywords, c.definition, c.include, c.example) if t.strip()]
        for c in suggestable(codebook)
    ]
    signature = sha256("\x00".join("\x01".join(several) for several in texts))
    kept = _kept(database, codebook, pipelines, signature)
    if kept is not None and len(kept.sentences) == len(texts):
        return [kept.words(description) for description in kept.sentences]
    made = _made(texts, codebook, pipelines)
    if not database.read_only:
        key = pipelines.key(codebook.language)
        with database.transaction():
            store.keep_codebook_annotation(database, codebook.id, signature, key, pack(made))
    return [made.words(description) for description in made.sentences]


def _kept(
    database: Database, codebook: Codebook, pipelines: Pipelines, signature: str
) -> Annotation | None:
    row = store.codebook_annotation(database, codebook.id)
    if row is None or row[0] != signature or not pipelines.fits(row[1], codebook.language):
        return None
    try:
        return unpack(row[2])
    except ValueError:
        return None


def _made(texts: Sequence[Sequence[str]], codebook: Codebook, pipelines: Pipelines) -> Annotation:
    """Return the tokens of all texts, with a sentence for each code that spans those of its own."""
    pipeline = pipelines.load(codebook.language)
    annotated = pipeline.annotate(text for several in texts for text in several)
    tokens: list[Token] = []
    descriptions = []
    for number, several in enumerate(texts):
        first = len(tokens)
        for _text in several:
            tokens += next(annotated).tokens
        descriptions.append(Sentence(0, 0, number, first, len(tokens)))
    return Annotation(tuple(tokens), tuple(descriptions))
