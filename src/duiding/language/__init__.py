"""The only room that knows spaCy: text in, plain annotations out."""

from duiding.language.annotation import Annotation, Sentence, Token, pack, unpack
from duiding.language.phrases import Hit, Phrase, PhraseIndex, phrase_of
from duiding.language.pipeline import Annotated, Pipeline, load_pipeline
from duiding.language.pipelines import Pipelines
from duiding.language.sentences import split_sentences

__all__ = [
    "Annotated",
    "Annotation",
    "Hit",
    "Phrase",
    "PhraseIndex",
    "Pipeline",
    "Pipelines",
    "Sentence",
    "Token",
    "load_pipeline",
    "pack",
    "phrase_of",
    "split_sentences",
    "unpack",
]
