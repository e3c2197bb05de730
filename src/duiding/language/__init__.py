"""The only room that knows spaCy: text in, plain annotations out."""

from duiding.language.pipeline import Annotated, Pipeline, Token, load_pipeline
from duiding.language.sentences import split_sentences

__all__ = ["Annotated", "Pipeline", "Token", "load_pipeline", "split_sentences"]
