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
    """Read the codings and turns of a selection, code by code and text by text."""
    roles = store.speaker_roles(database)
    codings, turns = _coding_columns(database, selection), _turn_columns(database, selection, roles)
    spacing = 2 + max(int(column.max(initial=0)) for column in (codings[-1], turns[2]))
    return Places(
        database, selection, spacing, _codings(codings, spacing), _turns(turns, roles, spacing)
    )


def _coding_columns(database: Database, selection: Selection) -> list[Numbers]:
    """Return code, source, coder, start and end of the chosen codings."""
    text = {source.text_id: index for index, source in enumerate(selection.sources)}
    coder = {coder.id: index for index, coder in enumerate(selection.coders)}
    blocks = [np.empty((5, 0), np.int64)]
    for index, code in enumerate(selection.codes):
        rows = [
            (index, text[text_id], coder[coder_id], start, end)
            for text_id, coder_id, start, end in store.coding_places(database, code.id)
            if text_id in text and coder_id in coder
        ]
        if rows:
            blocks.append(np.array(rows, np.int64).T)
    return list(np.concatenate(blocks, axis=1))


def _turn_columns(
    database: Database, selection: Selection, roles: Mapping[str, str]
) -> list[Numbers]:
    """Return source, start, end, words and speaker of the turns; -1 without a speaker."""
    speaker = {key: index for index, key in enumerate(roles)}
    blocks = [np.empty((5, 0), np.int64)]
    for index, source in enumerate(selection.sources):
        rows = [
            (index, start, end, words, speaker.get(speaker_id, -1) if speaker_id else -1)
            for start, end, words, speaker_id in store.turn_places(database, source.text_id)
        ]
        if rows:
            blocks.append(np.array(rows, np.int64).T)
    return list(np.concatenate(blocks, axis=1))


def _codings(columns: Sequence[Numbers], spacing: int) -> Codings:
    code, source, coder, start, end = columns
    start, end = start + source * spacing, end + source * spacing
    stretch = start * spacing + (end - start)
    order = np.argsort(stretch, kind="stable")
    stretch = stretch[order]
    return Codings(
        code[order],
        source[order],
        coder[order],
        start[order],
        end[order],
        fragment=np.cumsum(np.diff(stretch, prepend=stretch[:1]) != 0),
        coding=np.arange(len(order)),
    )


def _turns(columns: Sequence[Numbers], roles: Mapping[str, str], spacing: int) -> Turns:
    source, start, end, words, speaker = columns
    role = np.array([ROLES.index(SpeakerRole(role)) for role in roles.values()] + [RESPONDENT])
    return Turns(
        source, start + source * spacing, end + source * spacing, words, speaker, role[speaker]
    )
