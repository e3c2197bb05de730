"""From turns to canonical text with its layers.

The text is the header, then the turns, joined by a blank line; labels and times are not in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from duiding.database import new_id
from duiding.sources.model import Section, Speaker, Turn
from duiding.sources.parsed import Parsed

JOINT = "\n\n"


@dataclass(frozen=True, slots=True)
class Layers:
    """Canonical text with turns, sections and speakers."""

    text: str
    turns: tuple[Turn, ...]
    sections: tuple[Section, ...]
    speakers: tuple[Speaker, ...]


def build_layers(parsed: Parsed) -> Layers:
    """Return the canonical text of a transcript and the layers on it."""
    speakers = {label: Speaker(new_id(), label, role) for label, role in parsed.roles.items()}
    blocks = [block for block in (parsed.header, *(turn.text for turn in parsed.turns)) if block]
    starts = list(_starts(blocks))
    header = (Section(0, len(parsed.header), "header"),) if parsed.header else ()
    turns = tuple(
        Turn(
            number,
            speakers.get(turn.label),
            start,
            start + len(turn.text),
            turn.time_start,
            turn.time_end,
        )
        for number, (turn, start) in enumerate(
            zip(parsed.turns, starts[len(header) :], strict=True), start=1
        )
    )
    return Layers(JOINT.join(blocks), turns, header, tuple(speakers.values()))


def _starts(blocks: Iterable[str]) -> Iterable[int]:
    position = 0
    for block in blocks:
        yield position
        position += len(block) + len(JOINT)
