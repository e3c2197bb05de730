"""A draft chapter as plain data: what stands in it, in order, before anything knows of Word.

Texts are in the study's language. ``Prose`` is running text with live pieces: figures that follow
the data and references to a table or a section.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from duiding.coding import Fragment


@dataclass(frozen=True, slots=True)
class Figure:
    """A published value in running text; ``key`` is the id of the value."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class TableReference:
    """The indicator table of the chapter that the text stands in."""


@dataclass(frozen=True, slots=True)
class SectionReference:
    """The section of a theme, by the key of the theme and its number."""

    theme: str
    number: str


Prose = tuple[str | Figure | TableReference | SectionReference, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a quote comes from; for the team only, never in the text."""

    source: str
    turn: int | None
    time: str
    """Time in the recording, ``mm:ss``; empty when unknown."""
    speaker: str
    """Label in the transcript; empty when nobody is named."""
    code: str
    """Theme › code."""
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A coded fragment as it is quoted.

    ``parts`` are the stretches that are quoted; what lies between them (the words of an
    interviewer, a label) is shown as ``[…]``.
    """

    key: str
    """Id of the (first) coding."""
    parts: tuple[Fragment, ...]
    text: str
    attribution: str
    """What stands behind the quote, as in ``deelnemer focusgroep``; empty: nothing."""
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """The quotes chosen for one code, and how many there were to choose from."""

    code: str
    definition: str
    quotes: tuple[Quote, ...]
    fragments: int
    """Different fragments with the code, spoken by participants."""
    sources: int
    """From how many sources they come."""
    not_quoted: int = 0
    """Fragments with the code that are not the words of a participant."""
    remark: str = ""
    """For the writer: what is special about the code in this place."""


class Mark(StrEnum):
    """How a value compares with the reference area, as a sign."""

    NONE = ""
    HIGHER = "▲"
    LOWER = "▼"


class Tone(StrEnum):
    """Whether that is good or bad; neutral when the direction is not stated."""

    NEUTRAL = "neutral"
    BETTER = "better"
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in the table."""

    text: str
    place: str = ""
    """The area, for the most negative score when it is named."""
    mark: Mark = Mark.NONE
    tone: Tone = Tone.NEUTRAL
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in the table, with a cell per column of values."""

    indicator: str
    year: str
    source: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The table of a theme."""

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str
    """What stands below it: sources and legend."""


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """One indicator: what the figures say, and the quotes that explain them."""

    name: str
    prose: Prose
    groups: tuple[QuoteGroup, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationPart:
    """How the theme touches another one."""

    theme: str
    prose: Prose
    groups: tuple[QuoteGroup, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The section of one theme."""

    key: str
    title: str
    numbers: tuple[int, ...]
    """Its place, ``(3, 2, 1)``; as long as the level of its heading."""
    cluster: str
    """Name of the part that the theme belongs to; empty when it stands alone."""
    hints: tuple[str, ...]
    opening: Prose
    table: IndicatorTable | None
    indicators: tuple[IndicatorPart, ...]
    interpretation: tuple[QuoteGroup, ...]
    """Codes that explain the theme but no indicator in its table."""
    context: tuple[QuoteGroup, ...]
    relations: tuple[RelationPart, ...]
    recommendations: tuple[QuoteGroup, ...]
    proposals: tuple[QuoteGroup, ...]
    """Proposals to keep, change, add or drop an indicator."""
    uncoded_recommendations: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The number as it is printed, ``3.2.1``."""
        return ".".join(map(str, self.numbers))

    @property
    def groups(self) -> tuple[QuoteGroup, ...]:
        """All groups of quotes, in the order of the text."""
        return (
            *(group for part in self.indicators for group in part.groups),
            *self.interpretation,
            *self.context,
            *(group for part in self.relations for group in part.groups),
            *self.recommendations,
            *self.proposals,
        )

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """All quotes, in the order of the text."""
        return tuple(quote for group in self.groups for quote in group.quotes)


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A row of the appendix: how many people with a role in how many conversations."""

    form: str
    role: str
    conversations: int
    people: int


@dataclass(frozen=True, slots=True)
class Style:
    """How the drafts look: choices of the study."""

    language: str = "nl"
    italic_quotes: bool = True
    author: str = ""
    title: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """All chapters together, with what stands before and behind them."""

    number: int
    title: str
    opening: Prose
    hints: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    participants: tuple[ParticipantRow, ...]
    style: Style = field(default_factory=Style)
