"""What an engine is: it learns from what is known, and gives each sentence a score per code."""

from dataclasses import dataclass
from typing import Protocol

from duiding.coding.engines.kernel import Kernel
from duiding.coding.engines.known import Corpus, Known
from duiding.coding.engines.rows import Floats


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an engine learns from."""

    corpus: Corpus
    kernel: Kernel
    known: Known


class Engine(Protocol):
    """A way to tell how well a sentence fits a code."""

    name: str
    version: str

    def learn(self, lesson: Lesson) -> None:
        """Learn; what was learned before is forgotten."""

    def score(self, text_id: str) -> Floats:
        """Return scores, sentences of the source by codes; 0 where the engine is silent."""

    def held_out(self) -> Floats:
        """Return scores of the training rows as if nothing was known of their own source."""

    def sign_weights(self, code: int) -> Floats:
        """Return what each sign adds to the score of a sentence for a code."""
