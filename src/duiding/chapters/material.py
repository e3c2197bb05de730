"""What a chapter is made of: the coded fragments by code, each with the words of participants.

Read once for all chapters; nothing is written.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from duiding.codebook import Codebook
from duiding.coding import Coding, Fragment, all_codings
from duiding.database import Database
from duiding.errors import Refused
from duiding.i18n import _
from duiding.sources import Source, Transcript, Turn, list_sources, read_transcript
from duiding.text import trim_span

GAP = " […] "
_LINE_END = re.compile(r"\s*\n\s*")


Part = tuple[Fragment, Turn | None]
"""What a participant says without interruption, and in which turn."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One stretch of text with one code, by one or more coders."""

    key: str
    """Id of the first coding."""
    code_id: str
    fragment: Fragment
    coders: tuple[str, ...]
    transcript: Transcript
    parts: tuple[Part, ...]
    """What participants say in it, by turn; empty when nobody of them speaks."""

    @property
    def source(self) -> Source:
        """The source that the stretch stands in."""
        return self.transcript.source

    @property
    def text(self) -> str:
        """The words as they are quoted."""
        return quoted_text(self.transcript.text, self.parts)

    def overlaps(self, other: "Coded") -> bool:
        """Return whether two stretches share text."""
        mine, theirs = self.fragment, other.fragment
        return (
            mine.text_id == theirs.text_id and mine.start < theirs.end and theirs.start < mine.end
        )


@dataclass(frozen=True, slots=True)
class Material:
    """Everything coded in the study, by code."""

    codebook: Codebook
    transcripts: Mapping[str, Transcript]
    """By id of the text."""
    coded: Mapping[str, tuple[Coded, ...]]
    """By id of the code, in order of source and place."""


def gather(database: Database, codebook: Codebook) -> Material:
    """Read the sources and the codings of a codebook.

    Raises Refused when a coding no longer says what stands in its text.
    """
    transcripts = {
        source.text_id: read_transcript(database, source) for source in list_sources(database)
    }
    grouped: dict[str, dict[Fragment, list[Coding]]] = defaultdict(lambda: defaultdict(list))
    for coding in all_codings(database):
        if coding.code_id in codebook.by_id and coding.fragment.text_id in transcripts:
            grouped[coding.code_id][coding.fragment].append(coding)
    coded = {
        code_id: tuple(sorted(_coded(stretches.values(), transcripts), key=_place))
        for code_id, stretches in grouped.items()
    }
    return Material(codebook, transcripts, coded)


def quoted_text(text: str, parts: Iterable[Part]) -> str:
    """Return stretches of a text as one quote, on one line.

    Where words are left out, or somebody else goes on, stands […].
    """
    quoted = ""
    before: Part | None = None
    for part, turn in parts:
        if before is not None:
            left_out = text[before[0].end : part.start].strip()
            same = turn is not None and before[1] is not None and turn.speaker == before[1].speaker
            quoted += " " if same and not left_out else GAP
        quoted += _LINE_END.sub(" ", text[part.start : part.end])
        before = (part, turn)
    return quoted


def _coded(
    stretches: Iterable[list[Coding]], transcripts: Mapping[str, Transcript]
) -> Iterable[Coded]:
    for codings in stretches:
        first = min(codings, key=lambda coding: (coding.created_at, coding.id))
        transcript = transcripts[first.fragment.text_id]
        _check(first, transcript)
        yield Coded(
            key=first.id,
            code_id=first.code_id,
            fragment=first.fragment,
            coders=tuple(sorted(coding.coder.name for coding in codings)),
            transcript=transcript,
            parts=tuple(_parts(first.fragment, transcript)),
        )


def _check(coding: Coding, transcript: Transcript) -> None:
    place = coding.fragment
    if transcript.text[place.start : place.end] != coding.quote:
        raise Refused(
            _(
                "A fragment in {source} no longer says what was coded there, so no draft was "
                "written. See: duiding doctor"
            ).format(source=transcript.source.name)
        )


def _parts(fragment: Fragment, transcript: Transcript) -> Iterable[Part]:
    text = transcript.text
    if not transcript.turns:
        yield Fragment(fragment.text_id, *trim_span(text, fragment.start, fragment.end)), None
    first = bisect_right(transcript.turns, fragment.start, key=lambda turn: turn.end)
    for turn in transcript.turns[first:]:
        if turn.start >= fragment.end:
            break
        start, end = max(turn.start, fragment.start), min(turn.end, fragment.end)
        start, end = trim_span(text, start, end)
        if start < end and turn.is_respondent:
            yield Fragment(fragment.text_id, start, end), turn


def _place(coded: Coded) -> tuple[str, int, int]:
    return (coded.source.name, coded.fragment.start, coded.fragment.end)
