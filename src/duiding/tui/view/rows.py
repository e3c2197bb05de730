"""Rows of the transcript: margin with turn, speaker and time, lanes, tinted text, code names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from duiding.sources import SpeakerRole, Transcript, format_time
from duiding.tui.view.cells import clusters, cut, fit, is_plain, shown, width
from duiding.tui.view.colours import Ink, Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.layout import Layout
from duiding.tui.view.marks import Mark, MarkIndex
from duiding.tui.view.selection import NOTHING, Selection
from duiding.tui.view.units import Span

MOST_TEXT = 84
LEAST_TEXT = 20
LEAST_NAMES = 14
MOST_NAMES = 30
SPACED_FROM = 28
"""From this height, an empty row stands between turns."""

Piece = tuple[str, Ink | Tone]

_DIM = Tone("dim")
_STRONG = Tone("strong")
_ACCENT = Tone("accent")
_VOID = Tone()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of the view, in cells; together they fill it."""

    number: int
    label: int
    lanes: int
    text: int
    names: int
    """For the names of codes; 0 when there is no room."""

    @property
    def gutter(self) -> int:
        """Number, speaker and the blank after them."""
        return self.label + 1 + (self.number + 1 if self.number else 0)

    @property
    def text_start(self) -> int:
        """The cell at which the text begins."""
        return self.gutter + self.lanes + 1


def columns_for(transcript: Transcript, cells: int) -> Columns:
    """Return the columns for a view of so many cells."""
    roomy = cells >= 60
    respondents = (s for s in transcript.speakers if s.role is SpeakerRole.RESPONDENT)
    longest = max((width(speaker.label) for speaker in respondents), default=0)
    label = min(max(longest, 4), 8 if cells >= 64 else 4)
    last = transcript.turns[-1].number if transcript.turns else 1
    number = max(3, len(str(last))) if roomy else 0
    lanes = 5 if roomy else 3
    rest = cells - (label + 1 + (number + 1 if number else 0)) - lanes - 2
    text = max(LEAST_TEXT, min(MOST_TEXT, rest))
    names = min(MOST_NAMES, rest - text - 1)
    return Columns(number, label, lanes, text, names if names >= LEAST_NAMES else 0)


@dataclass(slots=True)
class RowPainter:
    """Draws rows; holds what they depend on besides the layout."""

    columns: Columns
    layout: Layout
    marks: MarkIndex
    colour_of: Callable[[str], str]
    """The colour of a code, by its id."""
    name_of: Callable[[str], str]
    selection: Selection = NOTHING
    finds: Sequence[Span] = ()
    find: Span | None = None
    weighed: Sequence[Span] = ()
    """The words that the suggestion in view rests on."""
    _found_rows: dict[int, list[Span]] = field(default_factory=dict)

    def show_finds(self, finds: Sequence[Span]) -> None:
        """Take what the search found."""
        self.finds = finds
        self._found_rows = {}
        for span in finds:
            for row in self.layout.rows_of(*span):
                self._found_rows.setdefault(row, []).append(span)

    def paint(self, row: int) -> list[Piece]:
        """Return the pieces of a row, from the left."""
        pieces = [*self._gutter(row), *self._lanes(row), (" ", _VOID)]
        text = self._text(row)
        pieces += text
        room = self.columns.text - sum(width(piece) for piece, _ink in text)
        if self.columns.names:
            pieces.append((" " * (room + 1), _VOID))
            pieces += self._names(row)
        return pieces

    def _gutter(self, row: int) -> list[Piece]:
        columns, layout = self.columns, self.layout
        turn = layout.block_of_row(row).turn
        if turn is None or layout.is_spacer(row):
            return [(" " * columns.gutter, _VOID)]
        if layout.is_first_row(row):
            here = turn.start <= self.selection.head[0] < turn.end
            number = f"{turn.number:>{columns.number}} " if columns.number else ""
            label = _abbreviated(turn.speaker.label if turn.speaker else "", columns.label) + " "
            tone = _STRONG if turn.is_respondent else _DIM
            return [(number, _ACCENT if here else _DIM), (label, _ACCENT if here else tone)]
        second = row > 0 and layout.is_first_row(row - 1)
        time = format_time(turn.time_start) if second else ""
        return [(fit(time, columns.gutter), _DIM)]

    def _lanes(self, row: int) -> list[Piece]:
        drawn: list[Piece] = [(" ", _VOID)] * self.columns.lanes
        hidden = 0
        for mark in self.marks.rows[row]:
            lane = self.marks.lane[mark.id]
            if lane >= self.columns.lanes:
                hidden += 1
            else:
                drawn[lane] = (self._sign(mark, row), Tone("code", self.colour_of(mark.code_id)))
        if hidden:  # one more lies under the number
            shown_last = any(
                self.marks.lane[m.id] == self.columns.lanes - 1 for m in self.marks.rows[row]
            )
            count = hidden + shown_last
            drawn[-1] = (str(count) if count < 10 else "+", _STRONG)
        return drawn

    def _sign(self, mark: Mark, row: int) -> str:
        signs = glyphs()
        rows = self.layout.rows_of(mark.start, mark.end)
        first, last = row == rows.start, row == rows.stop - 1
        if mark.suggested:
            return signs.suggested_edge if first or last else signs.suggested
        if signs.ascii and first:
            return (self.name_of(mark.code_id)[:1] or signs.whole).upper()
        if first and last:
            return signs.whole
        return signs.top if first else signs.bottom if last else signs.middle

    def _text(self, row: int) -> list[Piece]:
        layout = self.layout
        start, end = layout.starts[row], layout.ends[row]
        if start == end:
            return []
        turn = layout.block_of_row(row).turn
        if turn is None:
            return [(shown(layout.text[start:end]), Ink(dim=True))]
        marks = self.marks.rows[row]
        finds = self._found_rows.get(row, ())
        weighed = [span for span in self.weighed if span[0] < end and start < span[1]]
        spans = [(m.start, m.end) for m in marks]
        chosen = self.selection.span
        cuts = {start, end}
        for a, b in (*spans, chosen, *finds, *weighed):
            cuts.update((min(max(a, start), end), min(max(b, start), end)))
        body = layout.text[start:end]
        ordered = sorted(cuts if is_plain(body) else _whole_clusters(body, start, cuts))
        quiet = turn.speaker is not None and turn.speaker.role is not SpeakerRole.RESPONDENT
        pieces: list[Piece] = []
        for a, b in pairwise(ordered):
            ink = self._ink(a, b, marks, finds, quiet)
            if weighed and any(start < b and a < end for start, end in weighed):
                ink = ink._replace(weighed=True)
            pieces.append((shown(layout.text[a:b]), ink))
        return pieces

    def _ink(
        self, a: int, b: int, marks: Sequence[Mark], finds: Sequence[Span], quiet: bool
    ) -> Ink:
        codes: dict[str, str] = {}
        suggested = False
        for mark in marks:
            if mark.overlaps(a, b):
                if mark.suggested:
                    suggested = True
                else:
                    codes[mark.code_id] = self.colour_of(mark.code_id)
        found = max(
            (2 if span == self.find else 1 for span in finds if span[0] < b and a < span[1]),
            default=0,
        )
        chosen = self.selection.start < b and a < self.selection.end
        return Ink(tuple(codes[key] for key in sorted(codes)), suggested, chosen, found, quiet)

    def _names(self, row: int) -> list[Piece]:
        pieces: list[Piece] = []
        room = self.columns.names
        if self.layout.is_spacer(row):
            return []
        for mark in self.marks.rows[row]:
            if self.layout.row_of(mark.start) != row or room < 4:
                continue
            name = ("? " if mark.suggested else "") + self.name_of(mark.code_id)
            name = cut(name, room)
            pieces.append((name, Tone("code", self.colour_of(mark.code_id))))
            room -= width(name)
            if room > 2:
                pieces.append(("  ", _VOID))
                room -= 2
        return pieces


def _abbreviated(label: str, cells: int) -> str:
    if width(label) <= cells:
        return fit(label, cells)
    kept = ""
    for cluster in clusters(label):
        if width(kept) + cluster.width >= cells:
            break
        kept += cluster.shown
    return fit(kept + ".", cells)


def _whole_clusters(body: str, start: int, cuts: set[int]) -> set[int]:
    """Return the cuts, moved back to where a character as readers see it begins."""
    edges = [start + cluster.start for cluster in clusters(body)]
    kept = {start, start + len(body)}
    for place in cuts:
        kept.add(max((edge for edge in edges if edge <= place), default=start))
        if place == start + len(body):
            kept.add(place)
    return kept
