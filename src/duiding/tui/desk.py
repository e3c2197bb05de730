"""The desk: one transcript in front of one coder, with its codings, selection and layout.

Nothing here knows the screen. What is shown is always what was read back from the study.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from duiding.coding import (
    Coding,
    Suggestion,
    coding_by_id,
    coding_ids,
    codings_of_text,
    last_coding,
    shown_suggestion_ids,
    shown_suggestions,
)
from duiding.database.history import Image
from duiding.i18n import _
from duiding.sources import Source, Turn, read_transcript
from duiding.text import shorten
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.jumps import uncoded_turns
from duiding.tui.view.layout import Layout, blocks_of, turns_of
from duiding.tui.view.marks import Mark, MarkIndex
from duiding.tui.view.rows import SPACED_FROM, Columns, RowPainter, columns_for
from duiding.tui.view.selection import Selection, at_place, exactly
from duiding.tui.view.units import Span, Unit, Units
from duiding.tui.why import weighed_words

FEW = 20
"""More codings than these are read with all others of the text at once."""


@dataclass(slots=True)
class Search:
    """A search in the transcript; ``spans`` is empty when there is none."""

    words: str = ""
    spans: list[Span] = field(default_factory=list)
    current: Span | None = None


class Desk:
    """One source, open for coding."""

    def __init__(self, session: Session, source: Source, talk: Talk) -> None:
        self.session = session
        self.database = session.study.database
        self.transcript = read_transcript(self.database, source)
        self.source = source
        self.text = self.transcript.text
        self.turns: tuple[Turn, ...] = turns_of(self.transcript)
        self.blocks = blocks_of(self.transcript)
        self.units = Units(self.text, self.turns)
        self.codings: dict[str, Coding] = {}
        self.suggestions: dict[str, Suggestion] = {}
        self.selection: Selection = at_place(self.units, self._first_place())
        self.focus = ""
        """Id of the suggestion that the coder is at; ``aim`` changes it."""
        self.search = Search()
        self.talk = talk
        talk.after_error = self.refresh
        talk.say(self._welcome())
        self.asked_undo = ""
        """The act that the coder was asked about before undoing it."""
        self.changed: set[int] = set()
        """Rows with other marks since the screen last took them."""
        self.height = 20
        columns, self.layout = self._laid_out(78)
        self.marks = MarkIndex(self.layout, ())
        self.painter = self._new_painter(columns)
        self.refresh()

    def lay_out(self, cells: int, height: int) -> None:
        """Lay the transcript out for a view of this size."""
        self.height = height
        columns, self.layout = self._laid_out(cells)
        self.marks.relayout(self.layout)
        self.painter = self._new_painter(columns)
        self.show_search(self.search)
        self.aim(self.focus)

    def _laid_out(self, cells: int) -> tuple[Columns, Layout]:
        columns = columns_for(self.transcript, cells)
        spaced = self.height >= SPACED_FROM
        return columns, Layout(self.text, self.blocks, columns.text, spaced=spaced)

    def _new_painter(self, columns: Columns) -> RowPainter:
        session = self.session
        return RowPainter(
            columns,
            self.layout,
            self.marks,
            session.colour_of,
            session.code_name,
            self.selection,
        )

    def refresh(self) -> None:
        """Read codings and suggestions back from the study, and note the rows that changed."""
        self._read_back(keep=set())

    def refresh_quietly(self) -> None:
        """Read back what was learned meanwhile; what the coder is at stays as it is shown."""
        shown = self.suggestions.get(self.focus)
        self._read_back(keep={self.focus})
        self.suggestions = {item.id: item for item in self._open_suggestions()}
        if shown is not None:
            self.suggestions[shown.id] = shown

    def _read_back(self, keep: set[str]) -> None:
        database, text_id, coder_id = self.database, self.source.text_id, self.session.coder_id()
        least = self.session.threshold
        known = {*self.codings, *self.suggestions}
        coded = coding_ids(database, text_id)
        proposed = shown_suggestion_ids(database, text_id, coder_id, least) if coder_id else set()
        gone = known - coded - proposed - keep
        for key in gone:
            self.codings.pop(key, None)
            self.suggestions.pop(key, None)
        if self.focus not in self.suggestions:
            self.aim("")
        new = [*self._new_codings(coded - known), *self._new_suggestions(proposed - known)]
        self.changed |= self.marks.change(gone, new)

    def _new_codings(self, ids: set[str]) -> list[Mark]:
        """Read codings that the desk does not know yet: all of the text when there are many."""
        if len(ids) > FEW:
            found = [c for c in codings_of_text(self.database, self.source.text_id) if c.id in ids]
        else:
            found = [c for key in ids if (c := coding_by_id(self.database, key)) is not None]
        self.codings |= {coding.id: coding for coding in found}
        own = self.session.coder_id()
        return [
            Mark(c.id, c.code_id, *_span(c), suggested=False, own=c.coder.id == own) for c in found
        ]

    def _new_suggestions(self, ids: set[str]) -> list[Mark]:
        if not ids:
            return []
        found = [suggestion for suggestion in self._open_suggestions() if suggestion.id in ids]
        self.suggestions |= {suggestion.id: suggestion for suggestion in found}
        return [Mark(s.id, s.code_id, *_span(s), suggested=True, own=False) for s in found]

    def _open_suggestions(self) -> list[Suggestion]:
        coder_id = self.session.coder_id()
        if not coder_id:
            return []
        least, text_id = self.session.threshold, self.source.text_id
        return shown_suggestions(self.database, coder_id=coder_id, threshold=least, text_id=text_id)

    def take_changed(self) -> set[int]:
        """Return the rows that changed, once."""
        changed, self.changed = self.changed, set()
        return changed

    def select(self, selection: Selection) -> None:
        """Take a new selection."""
        self.selection = selection
        self.painter.selection = selection

    def aim(self, suggestion_id: str) -> None:
        """Be at a suggestion, or at none: the words that it rests on stand out."""
        self.focus = suggestion_id
        suggestion = self.suggestions.get(suggestion_id)
        words = weighed_words(self.text, suggestion) if suggestion else []
        for span in (*self.painter.weighed, *words):
            self.changed.update(self.layout.rows_of(*span))
        self.painter.weighed = words

    def show_search(self, search: Search) -> None:
        """Take a search, or the end of one."""
        self.search = search
        self.painter.show_finds(search.spans)
        self.painter.find = search.current

    def say(self, text: str, tone: str = "text") -> None:
        """Say something in the status line."""
        self.talk.say(text, tone)

    def show_place(self, image: Image) -> bool:
        """Select where a change was made, when that is in this text."""
        if image["text_id"] != self.source.text_id:
            return False
        self.select(exactly(image["start"], image["end"]))
        return True

    def marks_here(self) -> list[Mark]:
        """Return the codings and suggestions that share a character with the selection."""
        return self.marks.on(*self.selection.span)

    def own_marks(self) -> list[Mark]:
        """Return the codings of the coder at work."""
        return [mark for mark in self.marks.marks.values() if mark.own]

    def uncoded(self) -> list[Turn]:
        """Return the turns of respondents without a code of this coder."""
        return uncoded_turns(self.turns, ((m.start, m.end) for m in self.own_marks()))

    def turn_number(self) -> int:
        """Return the number of the turn that the coder is in."""
        turn = self.transcript.turn_at(self.selection.head[0])
        return turn.number if turn else 1

    def quote(self, most: int = 40) -> str:
        """Return the selected text on one line, cut."""
        return shorten(self.text[self.selection.start : self.selection.end], most)

    def unit_name(self) -> str:
        """Return what is being selected."""
        names: dict[Unit, Callable[[], str]] = {
            Unit.WORD: lambda: _("word"),
            Unit.SENTENCE: lambda: _("sentence"),
            Unit.TURN: lambda: _("turn"),
        }
        return names[self.selection.unit]()

    def _first_place(self) -> int:
        coder_id = self.session.coder_id()
        last = last_coding(self.database, coder_id, self.source.text_id) if coder_id else None
        if last is not None:
            return last.fragment.start
        return next((turn.start for turn in self.turns if turn.is_respondent), 0)

    def _welcome(self) -> str:
        if not self.units:
            return _("There is nothing to code in this source.")
        if not self.session.book.codes:
            return _("There is no codebook yet. Import one with: duiding codebook import FILE")
        return _("The marked sentence: 1-9 or c gives it a code, u undoes.")


def _span(item: Coding | Suggestion) -> Span:
    return item.fragment.start, item.fragment.end
