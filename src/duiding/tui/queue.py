"""The queue: what a coder is to judge in all sources, in order, narrowed, decided one by one.

Nothing here knows the screen. What is learned meanwhile is taken in around the suggestion that the
coder is at, which stays where it is.
"""

from collections import Counter
from dataclasses import dataclass

from duiding.codebook import Code
from duiding.coding import (
    Suggestion,
    accept_suggestion,
    recode_suggestion,
    reject_suggestion,
    shown_suggestions,
    switch_suggestions,
)
from duiding.coding.listing import Order, rank_of
from duiding.coding.rules import set_threshold
from duiding.coding.store import suggestion_ids
from duiding.database.history import Image
from duiding.errors import Refused
from duiding.i18n import _, format_number, ngettext
from duiding.sources import list_sources
from duiding.tui.menus import code_menu
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.undoing import Workplace, is_on_text
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import DIM, Part, line
from duiding.tui.view.menu import Entry, Menu
from duiding.tui.view.ranking import Context, fold

_ALL, _THEME, _SOURCE = "all", "theme", "source"


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion in the queue."""

    suggestion: Suggestion
    code: Code
    source: str
    """Name of the source."""


class Queue:
    """The suggestions of one coder, as the list shows them."""

    def __init__(self, session: Session, talk: Talk) -> None:
        self.session = session
        self.database = session.study.database
        self.talk = talk
        talk.after_error = self.refresh
        self.asked_undo = ""
        self.order = Order(session.study.settings.suggestions.order)
        self.theme = ""
        """Id of the theme that the list is narrowed to."""
        self.source = ""
        """Name of the source that the list is narrowed to."""
        self.everything: list[Item] = []
        self.items: list[Item] = []
        self.index = 0

    @property
    def current(self) -> Item | None:
        """The suggestion that the coder is at."""
        return self.items[self.index] if self.index < len(self.items) else None

    def was_ever(self) -> bool:
        """Whether suggestions were ever made for this coder."""
        coder_id = self.session.coder_id()
        return bool(coder_id) and bool(suggestion_ids(self.database, coder_id))

    def refresh(self) -> None:
        """Read the suggestions from the study."""
        at = self.current
        self._read()
        self.items = self._arranged()
        ids = [item.suggestion.id for item in self.items]
        still_there = at is not None and at.suggestion.id in ids
        self._point(ids.index(at.suggestion.id) if at and still_there else self.index)

    def refresh_quietly(self) -> None:
        """Read what was learned meanwhile; the suggestion that the coder is at stays in place."""
        at, index = self.current, self.index
        self._read()
        self.items = self._arranged()
        if at is not None:
            self.items = [item for item in self.items if item.suggestion.id != at.suggestion.id]
            self.items.insert(index, at)
            index = self.items.index(at)
        self._point(index)

    def _read(self) -> None:
        coder_id, least = self.session.coder_id(), self.session.threshold
        names = {source.text_id: source.name for source in list_sources(self.database)}
        codes = self.session.book.by_id
        found = shown_suggestions(self.database, coder_id=coder_id, threshold=least)
        self.everything = [
            Item(one, codes[one.code_id], names[one.fragment.text_id])
            for one in found
            if one.code_id in codes and one.fragment.text_id in names
        ]

    def _arranged(self) -> list[Item]:
        rank = rank_of(self.order)
        kept = [item for item in self.everything if self._passes(item)]
        return sorted(kept, key=lambda item: (*rank(item.suggestion.score), *_place(item)))

    def _passes(self, item: Item) -> bool:
        if self.theme and self.session.book.theme_of(item.code).id != self.theme:
            return False
        return not self.source or item.source == self.source

    def _point(self, index: int) -> None:
        self.index = max(0, min(index, len(self.items) - 1))

    def show_place(self, image: Image) -> bool:
        """Go to the suggestion in a place, when it is in the list."""
        for index, item in enumerate(self.items):
            place = item.suggestion.fragment
            if (place.text_id, place.start, place.end) == (
                *(image["text_id"], image["start"], image["end"]),
            ):
                self._point(index)
                break
        return True

    # Decisions ------------------------------------------------------------------------------------

    def _here(self) -> Item:
        """Return where the coder is. Raises Refused when there is nothing in the list."""
        if self.current is None:
            raise Refused(_("There is no suggestion in this list."))
        return self.current

    def accept(self) -> None:
        """Make a coding of the suggestion. Raises Refused when it was decided already."""
        item = self._here()
        coder_id = self.session.acting_coder()
        accept_suggestion(self.database, item.suggestion.id, coder_id=coder_id)
        self._decided(item, _("Suggestion {code} accepted").format(code=item.code.name))

    def reject(self) -> None:
        """Put the suggestion aside. Raises Refused when it was decided already."""
        item = self._here()
        coder_id = self.session.acting_coder()
        reject_suggestion(self.database, item.suggestion.id, coder_id=coder_id)
        self._decided(item, _("Suggestion {code} rejected").format(code=item.code.name))

    def recode(self) -> None:
        """Ask for another code and give it to the place of the suggestion."""
        item = self._here()

        def give(code_id: str) -> None:
            coder_id, code = self.session.acting_coder(), self.session.book.by_id[code_id]
            suggestion_id = item.suggestion.id
            recode_suggestion(self.database, suggestion_id, code_id=code_id, coder_id=coder_id)
            self.session.used(code)
            self._decided(item, _("{code} applied instead").format(code=code.name))

        context = Context(item.suggestion.quote, (), tuple(self.session.recent))
        self.talk.menu = code_menu(self.session, _("Which code instead:"), context, give)

    def _decided(self, item: Item, text: str) -> None:
        """Take a decided suggestion out of the list; the next one comes in its place."""
        self.everything = [one for one in self.everything if one is not item]
        self.items = [one for one in self.items if one is not item]
        self._point(self.index)
        self.session.changed(item.suggestion.fragment.text_id)
        left = len(self.items)
        counted = ngettext("{count} left", "{count} left", left).format(count=left)
        self.talk.say(f"{text} · {counted} · " + _("u = undo"), "good")

    def silence(self) -> None:
        """Suggest the code of the suggestion no longer, in the whole study."""
        code = self._here().code
        switch_suggestions(self.database, code.id, False, self.session.acting_coder())
        self.refresh()
        self.talk.say(is_on_text(code.name, is_on=False) + " · " + _("u = undo"), "good")

    def ask_threshold(self) -> None:
        """Ask from which chance on the code of the suggestion is shown."""
        ask_threshold(self, self._here().code)

    # What is in the list --------------------------------------------------------------------------

    def turn_order(self) -> None:
        """Put the surest first, or the least sure."""
        surest = self.order is Order.CERTAIN
        self.order = Order.UNCERTAIN if surest else Order.CERTAIN
        self.items, self.index = self._arranged(), 0

    def narrow(self) -> None:
        """Ask for a theme or a source to narrow the list to."""
        self.talk.menu = Menu(
            _("Only:"), self._choices, self._narrow_to, hint=_("Enter chooses · q closes")
        )

    def _choices(self, typed: str) -> list[Entry]:
        book = self.session.book
        themes = Counter(book.theme_of(item.code).id for item in self.everything)
        sources = Counter(item.source for item in self.everything)
        words = fold(typed).split()
        rows = [(_ALL, "", _("everything"), len(self.everything))]
        rows += [(_THEME, t.id, t.name, themes[t.id]) for t in book.themes if themes[t.id]]
        rows += [(_SOURCE, name, name, sources[name]) for name in sorted(sources)]
        return [
            self._choice(kind, key, name, count)
            for kind, key, name, count in rows
            if all(word in fold(name) for word in words)
        ]

    def _choice(self, kind: str, key: str, name: str, count: int) -> Entry:
        sign = Part("  ")
        if kind == _THEME:
            sign = Part(glyphs().code + " ", Tone("code", self.session.colour_of(key)))
        number = Part(f"  {format_number(count)}", DIM)
        return Entry(f"{kind} {key}", line(sign, Part(name), number))

    def _narrow_to(self, choice: str) -> None:
        kind, _blank, key = choice.partition(" ")
        self.theme = key if kind == _THEME else "" if kind == _ALL else self.theme
        self.source = key if kind == _SOURCE else "" if kind == _ALL else self.source
        self.items, self.index = self._arranged(), 0
        self.talk.say("")

    def counted(self) -> str:
        """Return how many are open."""
        count, all_of_them = len(self.items), len(self.everything)
        if count < all_of_them:
            return _("{count} of {all} open").format(
                count=format_number(count), all=format_number(all_of_them)
            )
        return ngettext("{count} open", "{count} open", count).format(count=format_number(count))

    def order_name(self) -> str:
        """Return in what order they come."""
        return _("surest first") if self.order is Order.CERTAIN else _("least sure first")

    def narrowed_to(self) -> str:
        """Return what the list is narrowed to."""
        kept = [self.session.code_name(self.theme)] if self.theme else []
        kept += [self.source] if self.source else []
        return f" {glyphs().dot} ".join(kept) or _("everything")


def _place(item: Item) -> tuple[str, int, int, int]:
    place = item.suggestion.fragment
    return item.source, place.start, place.end, item.code.position


def ask_threshold(place: Workplace, code: Code) -> None:
    """Ask from which chance on a code is shown; nothing: as the study."""
    session = place.session

    def answer(typed: str) -> None:
        least = percentage(typed)
        set_threshold(session.study.database, code.id, least, session.acting_coder())
        place.refresh()
        if least is None:
            text = _("{code} is shown as the others").format(code=code.name)
        else:
            text = _("{code} is shown from {percent}% on").format(
                code=code.name, percent=format_number(100 * least)
            )
        place.talk.say(text + " · " + _("u = undo"), "good")

    usual = format_number(100 * session.threshold)
    place.talk.ask(
        _("Show {code} from … % (empty: {usual}%):").format(code=code.name, usual=usual),
        answer,
        bar="answer",
    )


def percentage(typed: str) -> float | None:
    """Return a typed percentage as a share, None for nothing. Raises Refused for anything else."""
    typed = typed.strip().removesuffix("%").strip().replace(",", ".")
    if not typed:
        return None
    try:
        share = float(typed) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise Refused(_("A percentage is a number from 0 to 100."))
    return share
