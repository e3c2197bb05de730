"""The only room that knows spaCy: text in, plain annotations out."""

from duiding.language.phrases import Hit, Phrase, PhraseIndex, phrase_of
from duiding.language.pipeline import Annotated, Pipeline, Token, load_pipeline
from duiding.language.sentences import split_sentences

__all__ = [
    "Annotated",
    "Hit",
    "Phrase",
    "PhraseIndex",
    "Pipeline",
    "Token",
    "load_pipeline",
    "phrase_of",
    "split_sentences",
]
