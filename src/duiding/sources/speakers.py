"""Find who speaks: from the lines of a document to a header and turns, with proposed roles."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from duiding.i18n import _, ngettext
from duiding.sources.candidates import Candidate, accepted, candidates, possible_labels
from duiding.sources.labels import fold, names_header, shown_label
from duiding.sources.model import SourceKind, SpeakerRole
from duiding.sources.parsed import Convention, Parsed, ParsedTurn
from duiding.sources.readers.model import Document, Line
from duiding.sources.roles import propose_roles
from duiding.sources.tables import unfold_tables
from duiding.sources.times import time_line
from duiding.text import clean

HEADER_LINES = 60
"""How far a header is looked for."""
_SHORT = 8
_ENDS = ".?!…,;-–—\"'”’)"
_SHOWN = 5
_PAUSE = 2.0
"""Seconds without cues after which a new paragraph starts, when nobody is named."""
_LONG_PARAGRAPH = 400


def find_speakers(document: Document, roles: Mapping[str, SpeakerRole] | None = None) -> Parsed:
    """Return the header and the turns of a document.

    ``roles`` are roles that the user gave, by label; their labels are speakers for sure, and they
    win over the roles that are proposed. Without any speaker each paragraph is a turn of nobody.
    """
    given = {fold(shown_label(label)): role for label, role in (roles or {}).items()}
    lines = unfold_tables(document.lines)
    warnings = list(document.warnings)
    if any(line.voice for line in lines):
        convention = Convention.VOICES if document.cues else Convention.TABLE
        header, turns = _by_voices(lines, joined=document.cues)
    else:
        convention, starts, doubtful = _choose(lines, given)
        if starts:
            header, turns = _by_starts(lines, starts, joined=document.cues)
            warnings += _tell_doubtful(doubtful)
        else:
            header, turns = _without_speakers(lines, cues=document.cues)
            warnings.append(
                _("No speakers were found; every paragraph is a turn of nobody.")
                + " "
                + _("If there are speakers, name one: --role LABEL=interviewer.")
            )
    return _finished(convention, header, turns, given, warnings)


def _finished(
    convention: Convention,
    header: Sequence[str],
    turns: Sequence[ParsedTurn],
    given: Mapping[str, SpeakerRole],
    warnings: list[str],
) -> Parsed:
    turns = [replace(turn, text=clean(turn.text).strip()) for turn in turns]
    spoken = [turn for turn in turns if turn.text]
    if number := len(turns) - len(spoken):
        warnings.append(
            ngettext(
                "{number} label without text is left out.",
                "{number} labels without text are left out.",
                number,
            ).format(number=number)
        )
    names = _first_spellings(spoken)
    spoken = [replace(turn, label=names.get(fold(turn.label), "")) for turn in spoken]
    roles, told = propose_roles(spoken, given)
    return Parsed(
        convention, clean("\n".join(header)).strip(), tuple(spoken), roles, (*warnings, *told)
    )


def _first_spellings(turns: Sequence[ParsedTurn]) -> dict[str, str]:
    names: dict[str, str] = {}
    for turn in turns:
        if turn.label:
            names.setdefault(fold(turn.label), turn.label)
    return names


def _choose(
    lines: Sequence[Line], given: Mapping[str, SpeakerRole]
) -> tuple[Convention, list[Candidate], list[str]]:
    """Return the convention with the most turns, its turns, and labels that may be speakers."""
    found = candidates(lines)
    chosen = {
        convention: _outside_header(lines, accepted(group, given.keys(), len(lines)))
        for convention, group in found.items()
        if convention is not Convention.ALONE
    }
    best = max(chosen, key=lambda convention: len(chosen[convention]))
    alone = _labels_alone(lines, found[Convention.ALONE], given)
    if len(alone) > 2 * len(chosen[best]):
        return Convention.ALONE, alone, []
    if not chosen[best]:
        return Convention.NONE, [], []
    first = chosen[best][0].index
    later = [candidate for candidate in found[best] if candidate.index > first]
    return best, chosen[best], possible_labels(later, chosen[best])


def _labels_alone(
    lines: Sequence[Line], found: Sequence[Candidate], given: Mapping[str, SpeakerRole]
) -> list[Candidate]:
    """Return labels alone on their line: two or more that recur, each with text below it."""
    counts = Counter(candidate.key for candidate in found)
    recurring = [candidate for candidate in found if counts[candidate.key] >= 2]
    starts = accepted(recurring, given.keys(), len(lines))
    indexes = {candidate.index for candidate in starts}
    followed = [c for c in starts if c.index + 1 < len(lines) and c.index + 1 not in indexes]
    if len({candidate.key for candidate in starts}) < 2 or len(followed) < 0.8 * len(starts):
        return []
    return starts


def _outside_header(lines: Sequence[Line], starts: list[Candidate]) -> list[Candidate]:
    end = _header_end(lines, {candidate.index: candidate for candidate in starts})
    return [candidate for candidate in starts if candidate.index >= end]


def _header_end(lines: Sequence[Line], starts: Mapping[int, Candidate]) -> int:
    """Return how many lines belong to the header, although some look like turns.

    A header names things (``Datum: ...``) and often the speakers too (``Interviewer: a name``).
    """
    end = 0
    for index, line in enumerate(lines[:HEADER_LINES]):
        if index in starts and not _names(starts[index]):
            break
        if names_header(line.text.partition(":")[0]) and ":" in line.text:
            end = index + 1
    if not end:
        return _header_block_end(lines, starts)
    while end < len(lines) and end in starts and not lines[end].gap and _names(starts[end]):
        end += 1
    return end


def _header_block_end(lines: Sequence[Line], starts: Mapping[int, Candidate]) -> int:
    """Return the end of a first block that only names the speakers, before a blank line."""
    end = next((index for index, line in enumerate(lines) if index and line.gap), 0)
    block = [starts[index] for index in range(end) if index in starts]
    names_all = len(block) >= 2 and len({c.key for c in block}) == len(block)
    return end if names_all and all(map(_names, block)) else 0


def _names(candidate: Candidate) -> bool:
    """Say whether what follows a label is a name or a description rather than speech."""
    text = candidate.text
    return bool(text) and len(text.split()) <= _SHORT and text[-1] not in _ENDS


def _by_starts(
    lines: Sequence[Line], starts: Sequence[Candidate], *, joined: bool
) -> tuple[list[str], list[ParsedTurn]]:
    """Cut the lines at the starts of turns; with ``joined`` cues become running text."""
    by_index = {candidate.index: candidate for candidate in starts}
    header: list[str] = []
    turns: list[_Open] = []
    pending: float | None = None
    for index, line in enumerate(lines):
        start = by_index.get(index)
        times = time_line(line.text)
        if start is not None:
            label = shown_label(start.label)
            time = start.time if start.time is not None else pending
            if not (joined and turns and fold(turns[-1].label) == fold(label)):
                turns.append(_Open(label, time))
            turns[-1].add(start.text, line.end)
            pending = None
        elif times is not None:
            pending = times[0]
        elif turns:
            if turns[-1].start is None and not turns[-1].parts:
                turns[-1].start = pending
            turns[-1].add(line.text, line.end)
        else:
            header.append(line.text)
    return header, [turn.closed(" " if joined else "\n") for turn in turns]


def _by_voices(lines: Sequence[Line], *, joined: bool) -> tuple[list[str], list[ParsedTurn]]:
    """Make turns of voices; with ``joined`` cues of one voice in a row are one turn."""
    header: list[str] = []
    turns: list[_Open] = []
    for line in lines:
        label = shown_label(line.voice)
        carries_on = not label or (joined and fold(label) == fold(turns[-1].label if turns else ""))
        if turns and carries_on:
            turns[-1].add(line.text, line.end)
        elif label or line.start is not None:
            turns.append(_Open(label, line.start))
            turns[-1].add(line.text, line.end)
        else:
            header.append(line.text)
    return header, [turn.closed(" " if joined else "\n") for turn in turns]


def _without_speakers(lines: Sequence[Line], *, cues: bool) -> tuple[list[str], list[ParsedTurn]]:
    """Make a turn of each paragraph: between blank lines if there are any, or between pauses."""
    opens = _pause_or_length if cues else _blank_or_paragraph(lines)
    header: list[str] = []
    turns: list[_Open] = []
    previous: Line | None = None
    for line in lines:
        if cues and line.start is None:
            header.append(line.text)
            continue
        if not turns or opens(turns[-1], previous, line):
            turns.append(_Open("", line.start))
        turns[-1].add(line.text, line.end)
        previous = line
    return header, [turn.closed(" " if cues else "\n") for turn in turns]


def _blank_or_paragraph(lines: Sequence[Line]) -> Callable[["_Open", Line | None, Line], bool]:
    if any(line.gap for line in lines):
        return lambda _turn, _previous, line: line.gap
    return lambda _turn, _previous, line: line.opens


def _pause_or_length(turn: "_Open", previous: Line | None, line: Line) -> bool:
    """Say whether a cue opens a paragraph: after a pause, or at the end of a long sentence."""
    assert previous is not None
    if (line.start or 0) - (previous.end or 0) > _PAUSE:
        return True
    return sum(map(len, turn.parts)) > _LONG_PARAGRAPH and previous.text[-1] in _ENDS


class _Open:
    """A turn that may still get text."""

    def __init__(self, label: str, start: float | None) -> None:
        self.label = label
        self.start = start
        self.end: float | None = None
        self.parts: list[str] = []

    def add(self, text: str, end: float | None) -> None:
        if text:
            self.parts.append(text)
        self.end = end if end is not None else self.end

    def closed(self, joint: str) -> ParsedTurn:
        end = self.end if self.end is not None and self.end >= (self.start or 0) else None
        return ParsedTurn(self.label, joint.join(self.parts), self.start, end)


def propose_kind(roles: Mapping[str, SpeakerRole]) -> SourceKind:
    """Return the kind of source that its speakers point to."""
    respondents = sum(role is SpeakerRole.RESPONDENT for role in roles.values())
    if SpeakerRole.MODERATOR in roles.values() or respondents > 2:
        return SourceKind.FOCUS_GROUP
    return SourceKind.EXPERT_INTERVIEW if respondents else SourceKind.DOCUMENT


def _tell_doubtful(labels: Sequence[str]) -> list[str]:
    if not labels:
        return []
    shown = ", ".join(labels[:_SHOWN]) + (" …" if len(labels) > _SHOWN else "")
    return [
        _(
            "Not taken for speakers: {labels}. If one of them is, add for instance "
            "--role {example!r}."
        ).format(labels=shown, example=f"{labels[0]}=respondent")
    ]
