"""How a coder goes through a transcript: each a function on the desk."""

from collections.abc import Callable
from functools import partial

from duiding.i18n import _, ngettext
from duiding.tui.desk import Desk, Search
from duiding.tui.view import selection as sel
from duiding.tui.view.jumps import find, next_mark, next_span, next_turn
from duiding.tui.view.reason import chance
from duiding.tui.view.units import Unit

Move = Callable[[Desk], None]


def _moved(change: Callable[..., sel.Selection], *arguments: object) -> Move:
    def move(desk: Desk) -> None:
        leave_focus(desk)
        desk.select(change(desk.units, desk.selection, *arguments))

    return move


def leave_focus(desk: Desk) -> None:
    """Forget the suggestion that the last jump went to."""
    if desk.focus:
        desk.aim("")


def page(desk: Desk, by: int) -> None:
    """Go one page of the view down or up."""
    leave_focus(desk)
    layout = desk.layout
    if not len(layout):
        return
    row = layout.row_of(desk.selection.head[0]) + by * max(1, desk.height - 2)
    last = len(layout) - 1
    goal = layout.starts[max(0, row)] if row < last else layout.ends[last] - 1
    desk.select(sel.go_to(desk.units, desk.selection, goal))


def edge(desk: Desk, by: int) -> None:
    """Go to the beginning or the end of the transcript."""
    leave_focus(desk)
    desk.select(sel.go_to(desk.units, desk.selection, 0 if by < 0 else len(desk.text)))


def hold(desk: Desk) -> None:
    """Hold the anchor, or let it go."""
    desk.select(sel.hold(desk.selection))
    if desk.selection.held:
        desk.say(_("Moving now selects; v lets go."))
    else:
        desk.say(_("Moving no longer selects."))


def next_target(desk: Desk, by: int) -> None:
    """Go to the next find of the search, or without one to the next turn without a code."""
    leave_focus(desk)
    if desk.search.spans:
        _next_find(desk, by)
        return
    turns = desk.uncoded()
    turn = next_turn(turns, desk.selection.head[0], by)
    if turn is None:
        desk.say(_("Every turn of a respondent has a code of yours."), "good")
        return
    desk.select(sel.at_place(desk.units, turn.start))
    desk.say(
        ngettext(
            "{count} turn without a code of yours",
            "{count} turns without a code of yours",
            len(turns),
        ).format(count=len(turns))
    )


def go_to_suggestion(desk: Desk, by: int) -> None:
    """Go to the next open suggestion and select its text."""
    marks = [mark for mark in desk.marks.marks.values() if mark.suggested]
    mark = next_mark(marks, desk.selection.span, desk.focus, by)
    if mark is None:
        desk.say(_("There are no open suggestions in this source."))
        return
    desk.select(sel.exactly(mark.start, mark.end))
    desk.aim(mark.id)
    name, sure = desk.session.code_name(mark.code_id), chance(desk.suggestions[mark.id].score)
    counted = ngettext("{count} open in this source", "{count} open in this source", len(marks))
    desk.say(f"{name}? {sure} · " + counted.format(count=len(marks)))


def start_search(desk: Desk, words: str) -> None:
    """Search in what was said and go to the first find from here; nothing: stop searching."""
    if not words.strip():
        had = bool(desk.search.words)
        desk.show_search(Search())
        desk.say(_("Search stopped; n goes to turns without a code.") if had else "")
        return
    spans = find(desk.text, words, ((turn.start, turn.end) for turn in desk.turns))
    if not spans:
        desk.show_search(Search())
        desk.say(_("“{words}” is not in this transcript.").format(words=words), "warn")
        return
    desk.show_search(Search(words, spans))
    start = desk.selection.start
    first = next((span for span in spans if span[0] >= start), spans[0])
    _show_find(desk, first)


def _next_find(desk: Desk, by: int) -> None:
    start, end = here = desk.selection.span
    current = desk.search.current
    if current is not None and start <= current[0] < end:
        here = current
    span = next_span(desk.search.spans, here, by)
    if span is not None:
        _show_find(desk, span)


def _show_find(desk: Desk, span: tuple[int, int]) -> None:
    leave_focus(desk)
    search = desk.search
    desk.show_search(Search(search.words, search.spans, span))
    desk.select(sel.at_place(desk.units, span[0]))
    desk.say(
        _("“{words}”: {number} of {count} · n N next, previous · / Enter stops").format(
            words=search.words, number=search.spans.index(span) + 1, count=len(search.spans)
        )
    )


MOVES: dict[str, Move] = {
    "next_sentence": _moved(sel.move, Unit.SENTENCE, 1),
    "previous_sentence": _moved(sel.move, Unit.SENTENCE, -1),
    "next_word": _moved(sel.move, Unit.WORD, 1),
    "previous_word": _moved(sel.move, Unit.WORD, -1),
    "next_turn": _moved(sel.move_turn, 1),
    "previous_turn": _moved(sel.move_turn, -1),
    "sentence_more": _moved(sel.extend, Unit.SENTENCE, 1),
    "sentence_less": _moved(sel.extend, Unit.SENTENCE, -1),
    "word_more": _moved(sel.extend, Unit.WORD, 1),
    "word_less": _moved(sel.extend, Unit.WORD, -1),
    "wider": _moved(sel.widen, 1),
    "narrower": _moved(sel.widen, -1),
    "page_down": partial(page, by=1),
    "page_up": partial(page, by=-1),
    "first": partial(edge, by=-1),
    "last": partial(edge, by=1),
    "hold": hold,
    "next_target": partial(next_target, by=1),
    "previous_target": partial(next_target, by=-1),
    "next_suggestion": partial(go_to_suggestion, by=1),
    "previous_suggestion": partial(go_to_suggestion, by=-1),
}
