"""The search over all sources: what was asked, what was found, and coding all of it at once.

Nothing here knows the screen.
"""

from dataclasses import replace

from duiding.codebook import Code
from duiding.database.history import Image
from duiding.errors import Refused
from duiding.i18n import _, format_number, ngettext
from duiding.search import Hit, Mode, Query, check_query, code_hits, places_to_code
from duiding.tui.menus import code_menu
from duiding.tui.searching import Outcome, Searcher
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import Part, line
from duiding.tui.view.menu import Entry, Menu
from duiding.tui.view.ranking import Context

_MODES = tuple(Mode)
_YES, _NO = "yes", "no"


def mode_name(mode: Mode) -> str:
    """Return how a term is compared, in plain words."""
    return {
        Mode.WORD: _("the word as written"),
        Mode.LEMMA: _("all its forms"),
        Mode.PART: _("also inside compounds"),
        Mode.REGEX: _("pattern"),
    }[mode]


class Finder:
    """A search, kept while the program is open."""

    def __init__(self, session: Session, searcher: Searcher) -> None:
        self.session = session
        self.searcher = searcher
        self.talk = Talk("", lambda _command, _key: None)
        self.asked_undo = ""
        self.mode = Mode.PART
        self.query: Query | None = None
        self.hits: tuple[Hit, ...] = ()
        self.sources = 0
        """Sources with a hit."""
        self.searched = 0
        self.index = 0
        self.progress = ""

    @property
    def current(self) -> Hit | None:
        """The hit that the coder is at."""
        return self.hits[self.index] if self.index < len(self.hits) else None

    def ask(self) -> None:
        """Ask what to search for."""
        label = _("Search ({mode}; Tab changes):").format(mode=mode_name(self.mode))
        typed = self.talk.question.prompt.text if self.talk.question else ""
        self.talk.ask(label, self.search, bar="search_all")
        if self.talk.question is not None:
            self.talk.question.prompt.paste(typed)

    def search(self, term: str) -> None:
        """Search in the background. Raises Refused for a term that cannot be searched for."""
        if not term.strip():
            return
        query = Query(term, self.mode)
        check_query(query)
        self.query, self.index, self.hits, self.sources = query, 0, (), 0
        self.refresh()
        self.talk.say("")

    def refresh(self) -> None:
        """Search again for the same, to see what is coded now."""
        if self.query is not None:
            self.searcher.ask(self.query)

    def turn_mode(self) -> None:
        """Compare in the next way, and search again."""
        self.mode = _MODES[(_MODES.index(self.mode) + 1) % len(_MODES)]
        if self.talk.question is not None:
            self.ask()
        elif self.query is not None:
            query = replace(self.query, mode=self.mode)
            check_query(query)
            self.query, self.index, self.hits = query, 0, ()
            self.refresh()
        self.talk.say(mode_name(self.mode))

    def take(self, outcome: Outcome) -> None:
        """Take in what came out of a search."""
        if outcome.query != self.query:
            return
        self.progress = f"{outcome.done}/{outcome.total}" if outcome.total else ""
        if outcome.error:
            self.talk.say(outcome.error, "bad")
        elif outcome.found is not None:
            self.hits, self.sources = outcome.found.hits, outcome.found.sources
            self.searched = outcome.found.searched
            self.index = max(0, min(self.index, len(self.hits) - 1))

    def show_place(self, image: Image) -> bool:
        """Go to the hit in a place, when there is one."""
        for index, hit in enumerate(self.hits):
            if hit.source.text_id == image["text_id"] and (
                image["start"] <= hit.start < image["end"]
            ):
                self.index = index
                break
        return True

    def code_all(self) -> None:
        """Ask for a code for all hits, and then whether it is meant so."""
        if not self.hits:
            raise Refused(_("There is nothing to code here; / searches."))
        self.session.study.codebook()  # says what to do when there is none
        words = self.query.term if self.query else ""
        context = Context(words, (), tuple(self.session.recent))
        title = _("Code for all hits:")
        self.talk.menu = code_menu(self.session, title, context, self._confirm)

    def _confirm(self, code_id: str) -> None:
        session, code = self.session, self.session.book.by_id[code_id]
        coder_id = session.acting_coder()
        places = places_to_code(session.study.database, self.hits, code_id, coder_id)
        count = len(places.fragments)
        if not count:
            self.talk.say(_("There is nothing left to code with {code}.").format(code=code.name))
            return
        yes = ngettext(
            "Code {count} sentence with {code}", "Code {count} sentences with {code}", count
        ).format(count=format_number(count), code=code.name)
        entries = [Entry(_YES, line(Part(yes))), Entry(_NO, line(Part(_("No, leave it"))))]
        notes = []
        if places.known:
            notes.append(
                ngettext(
                    "{count} place has this code of yours already",
                    "{count} places have this code of yours already",
                    places.known,
                ).format(count=format_number(places.known))
            )
        if places.others:
            notes.append(
                ngettext(
                    "{count} hit of an interviewer is left out",
                    "{count} hits of interviewers are left out",
                    places.others,
                ).format(count=format_number(places.others))
            )
        hint = f" {glyphs().dot} ".join(notes) or _("1-9 or Enter chooses · j k move · q closes")
        self.talk.menu = Menu(
            _("One act; u undoes it as one."),
            lambda _typed: entries,
            lambda key: self._code(code) if key == _YES else None,
            typing=False,
            hint=hint,
            counted=False,
        )

    def _code(self, code: Code) -> None:
        session = self.session
        made = code_hits(session.study.database, self.hits, code.id, session.acting_coder()).new
        session.used(code)
        self.refresh()
        for text_id in dict.fromkeys(coding.fragment.text_id for coding in made):
            session.changed(text_id)
        text = ngettext(
            "{count} sentence coded with {code}", "{count} sentences coded with {code}", len(made)
        ).format(count=format_number(len(made)), code=code.name)
        self.talk.say(text + " · " + _("u = undo"), "good")

    def description(self) -> str:
        """Return what was searched for, how, and how much was found."""
        if self.query is None:
            return _("Nothing was searched for yet.")
        parts = [f"“{self.query.term}”", mode_name(self.query.mode)]
        if self.searcher.is_working and not self.hits:
            parts.append(_("searching … {counted}").format(counted=self.progress).rstrip())
        else:
            count = len(self.hits)
            hits = ngettext("{count} hit", "{count} hits", count).format(count=format_number(count))
            parts.append(hits)
            if count:
                parts.append(
                    _("in {count} of {all} sources").format(count=self.sources, all=self.searched)
                )
        return f" {glyphs().dot} ".join(parts)
