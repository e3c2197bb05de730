"""The only room that knows spaCy: text in, plain annotations out."""

from duiding.language.annotation import Annotation, Sentence, Token, pack, unpack
from duiding.language.compounds import compound_parts, split_compound
from duiding.language.pipeline import Annotated, Pipeline, load_pipeline
from duiding.language.pipelines import Pipelines
from duiding.language.resolving import AUTO, OWN, Choice, Kind, resolve
from duiding.language.sentences import split_sentences

__all__ = [
    "AUTO",
    "OWN",
    "Annotated",
    "Annotation",
    "Choice",
    "Kind",
    "Pipeline",
    "Pipelines",
    "Sentence",
    "Token",
    "compound_parts",
    "load_pipeline",
    "pack",
    "resolve",
    "split_compound",
    "split_sentences",
    "unpack",
]
