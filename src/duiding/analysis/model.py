"""What a table of counts is: its rows, its columns, and what it was made from.

The measures, in every table and in every row:

``fragments``
    Distinct stretches of text. A stretch that several coders mark, or that has several codes of
    the row, counts once; one character more or less makes another stretch.
``codings``
    One code, applied by one coder to one stretch. A stretch coded alike by two coders has two.
``sources``
    Distinct sources with at least one of the fragments.
``speakers``
    Distinct respondents who speak in the fragments (in the table by role: speakers of that
    role). Speakers are known per source: whoever speaks in two sources counts twice.
``coders``
    Distinct coders.
``words``
    Words in the fragments; where fragments of the row overlap, the words count once.
``share``
    The part (0 to 1) of the words of respondents that lies in the fragments. The whole is what
    respondents said in the sources of the row: for a source or a kind of source its own words,
    else those of all chosen sources. By role: of the words of that role. None when nothing was
    said. A text without speakers counts as words of a respondent.

Only codes of the codebook count, on the newest version of each text. The total is counted in the
same way over everything chosen, so it is not the sum of the rows: one fragment may stand under
several themes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class By(StrEnum):
    """What the rows of a table are."""

    THEME = "theme"
    CODE = "code"
    KIND = "kind"
    SOURCE = "source"
    CODER = "coder"
    SOURCE_KIND = "source-kind"
    SPEAKER_ROLE = "speaker-role"


@dataclass(frozen=True, slots=True)
class Filters:
    """What to count; an empty filter lets everything through, several filters all hold."""

    source_kinds: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    """Names of coders whose codings count."""
    waves: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    """Keys or names of themes."""
    kinds: tuple[str, ...] = ()
    """Kinds of codes."""

    @classmethod
    def of(cls, **names: str | Iterable[str]) -> Self:
        """Return filters of one name or several each: ``Filters.of(coders="codeur-a")``."""
        return cls(
            **{
                key: (value,) if isinstance(value, str) else tuple(value)
                for key, value in names.items()
            }
        )


@dataclass(frozen=True, slots=True)
class Label:
    """What a row or column stands for."""

    key: str
    """The same in every language: key of the code, name of the source or coder, kind or role."""
    name: str
    theme: str = ""
    """By code: the name of its theme."""
    kind: str = ""
    """By code: its kind."""


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """The measures of one row; see the top of this file."""

    label: Label
    fragments: int
    codings: int
    sources: int
    speakers: int
    coders: int
    words: int
    share: float | None


@dataclass(frozen=True, slots=True)
class FrequencyTable:
    """Counts per theme, code, kind, source, coder, kind of source or role; zeros too."""

    by: By
    rows: tuple[FrequencyRow, ...]
    total: FrequencyRow
    """Counted over everything chosen; not the sum of the rows."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Fragments in each combination of a row and a column."""

    row_by: By
    column_by: By
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    cells: tuple[tuple[int, ...], ...]
    """Fragments, by row and then by column."""
    row_totals: tuple[int, ...]
    """Distinct fragments of each row; not the sum of its cells."""
    column_totals: tuple[int, ...]
    total: int
