"""Codings and turns as columns of numbers, on one long line of all chosen texts.

The texts lie one after another on the line, far enough apart that nothing touches across them.
Everything that is counted comes down to sorting and comparing these columns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from duiding.analysis import store
from duiding.analysis.selection import Selection
from duiding.analysis.words import Numbers, word_places
from duiding.database import Database
from duiding.sources import SpeakerRole
from duiding.sources.store import text_of

ROLES = tuple(SpeakerRole)
RESPONDENT = ROLES.index(SpeakerRole.RESPONDENT)


@dataclass(frozen=True, slots=True)
class Codings:
    """A column per property; one row per coding, or per part of a coding, by start and end."""

    code: Numbers
    source: Numbers
    coder: Numbers
    start: Numbers
    end: Numbers
    fragment: Numbers
    """Number of the distinct stretch."""
    coding: Numbers
    """Number of the coding: parts of one coding share it."""

    def __add__(self, other: "Codings") -> "Codings":
        pairs = ((getattr(self, name), getattr(other, name)) for name in Codings.__slots__)
        return Codings(*map(np.concatenate, pairs))

    def pick(self, rows: Any) -> "Codings":
        """Return the rows that a mask or a list of indices points at."""
        return Codings(*(getattr(self, name)[rows] for name in Codings.__slots__))


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of the chosen sources, in order of the line."""

    source: Numbers
    start: Numbers
    end: Numbers
    words: Numbers
    speaker: Numbers
    """Number of the speaker; -1 when nobody is named."""
    role: Numbers
    """Index in ROLES; respondent when nobody is named."""


@dataclass(frozen=True, slots=True)
class Places:
    """Codings and turns of a selection."""

    database: Database
    selection: Selection
    spacing: int
    """Length of the line that each text has for itself."""
    codings: Codings
    turns: Turns

    @property
    def line(self) -> int:
        """Length of the whole line."""
        return self.spacing * max(1, len(self.selection.sources))

    def count_words(self, start: Numbers, end: Numbers, row: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each stretch its words, and how many of them respondents said.

        The stretches of a row must be in order and apart; a word that two of them cut through
        counts with the first. Goes text by text, so that the words fit in the processor's cache.
        """
        words, said = np.zeros(len(start), np.int64), np.zeros(len(start), np.int64)
        source = start // self.spacing
        order = np.argsort(source, kind="stable")
        bounds = np.searchsorted(source[order], np.arange(len(self.selection.sources) + 1))
        turns = np.searchsorted(self.turns.source, np.arange(len(bounds)))
        for index in np.flatnonzero(np.diff(bounds)).tolist():
            rows = order[bounds[index] : bounds[index + 1]]
            text = text_of(self.database, self.selection.sources[index].text_id) or ""
            starts, ends = word_places(text)
            zero = index * self.spacing
            first = np.searchsorted(ends, start[rows] - zero, side="right")
            last = np.maximum(np.searchsorted(starts, end[rows] - zero, side="left"), first)
            follows = row[rows][1:] == row[rows][:-1]
            first[1:] = np.where(follows, np.maximum(first[1:], last[:-1]), first[1:])
            before = self._said_before(starts + zero, slice(turns[index], turns[index + 1]))
            words[rows], said[rows] = last - first, before[last] - before[first]
        return words, said

    def _said_before(self, word_starts: Numbers, turns: slice) -> Numbers:
        """Return for each word, and the end of the text, the words of respondents before it."""
        respondent = self.turns.role[turns] == RESPONDENT
        change = np.zeros(len(word_starts) + 1, np.int64)
        for bounds, step in ((self.turns.start, 1), (self.turns.end, -1)):
            np.add.at(change, np.searchsorted(word_starts, bounds[turns][respondent]), step)
        return np.concatenate([[0], np.cumsum(np.cumsum(change)[:-1])])

    def overlaps(self, codings: Codings) -> tuple[Numbers, Numbers]:
        """Return every pair of a coding and a turn that share text, as two columns of indices."""
        first = np.searchsorted(self.turns.end, codings.start, side="right")
        last = np.searchsorted(self.turns.start, codings.end, side="left")
        number = np.maximum(last - first, 0)
        coding = np.repeat(np.arange(len(number)), number)
        offset = np.arange(len(coding)) - np.repeat(np.cumsum(number) - number, number)
        return coding, first[coding] + offset

    def parts_by_role(self) -> tuple[Codings, Numbers]:
        """Return the codings cut at the bounds of turns, and the role of each part."""
        coding, turn = self.overlaps(self.codings)
        whole = self.codings.pick(coding)
        parts = Codings(
            whole.code,
            whole.source,
            whole.coder,
            np.maximum(whole.start, self.turns.start[turn]),
            np.minimum(whole.end, self.turns.end[turn]),
            whole.fragment,
            whole.coding,
        )
        return parts, self.turns.role[turn]


def load_places(database: Database, selection: Selection) -> Places:
    """Read the codings and turns of a selection."""
    text = {source.text_id: index for index, source in enumerate(selection.sources)}
    codings, turns = store.coding_places(database), store.turn_places(database)
    furthest = max((row[4] for row in codings), default=0), max((r[2] for r in turns), default=0)
    spacing = max(furthest) + 2
    return Places(
        database,
        selection,
        spacing,
        _codings(codings, selection, text, spacing),
        _turns(turns, store.speaker_roles(database), text, spacing),
    )


def _codings(
    rows: Sequence[Sequence[Any]], selection: Selection, text: Mapping[str, int], spacing: int
) -> Codings:
    codes, texts, coders, starts, ends = zip(*rows, strict=True) if rows else ((),) * 5
    code = _numbers(codes, {code.id: index for index, code in enumerate(selection.codes)})
    source = _numbers(texts, text)
    coder = _numbers(coders, {coder.id: index for index, coder in enumerate(selection.coders)})
    start, end = _on_line(starts, source, spacing), _on_line(ends, source, spacing)
    stretch = start * spacing + (end - start)
    order = np.argsort(stretch, kind="stable")
    order = order[((code >= 0) & (source >= 0) & (coder >= 0))[order]]
    stretch = stretch[order]
    fragment = np.cumsum(np.diff(stretch, prepend=stretch[:1]) != 0)
    return Codings(
        code[order],
        source[order],
        coder[order],
        start[order],
        end[order],
        fragment,
        np.arange(len(order)),
    )


def _turns(
    rows: Sequence[Sequence[Any]], roles: Mapping[str, str], text: Mapping[str, int], spacing: int
) -> Turns:
    texts, starts, ends, words, speakers = zip(*rows, strict=True) if rows else ((),) * 5
    source = _numbers(texts, text)
    start, end = _on_line(starts, source, spacing), _on_line(ends, source, spacing)
    order = np.argsort(start, kind="stable")
    order = order[source[order] >= 0]
    speaker = _numbers(speakers, {key: index for index, key in enumerate(roles)})
    role = np.array([ROLES.index(SpeakerRole(role)) for role in roles.values()] + [RESPONDENT])
    return Turns(
        source[order],
        start[order],
        end[order],
        np.array(words, np.int64)[order],
        speaker[order],
        role[speaker[order]],
    )


def _on_line(offsets: Sequence[int], source: Numbers, spacing: int) -> Numbers:
    return np.array(offsets, np.int64) + source * spacing


def _numbers(keys: Sequence[Any], index: Mapping[Any, int]) -> Numbers:
    """Return the index of each key; -1 for a key that is not there."""
    return np.array([index.get(key, -1) for key in keys], np.int64)
