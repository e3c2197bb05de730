"""What holds while the program is open: the study, the coder at work, the codes at hand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from duiding.analysis.progress import SourceProgress, ThemeCount, source_progress, theme_counts
from duiding.codebook import Code, Codebook, CodeKind, list_codebooks
from duiding.coding import all_coders, code_use, last_coding
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.sources import Source
from duiding.sources.store import source_by_text, text_of
from duiding.study import Study
from duiding.tui.view.colours import fallback_colour, is_colour

PINNED = 9
MOST_TEXTS = 100
"""So many texts are kept at hand to quote from."""
NO_CODEBOOK = Codebook("", "", "", "", "", ())
_GREY = "#999999"


@dataclass(frozen=True, slots=True)
class Overview:
    """What the home screen and the list of sources show."""

    name: str
    coder: str
    codebook: Codebook | None
    sources: tuple[SourceProgress, ...]
    themes: tuple[ThemeCount, ...]
    place: Source | None
    """Where the coder goes on."""


@dataclass(frozen=True, slots=True)
class Told:
    """A text of the study, and the name of its source."""

    source: str
    text: str


@dataclass(slots=True)
class Session:
    """One run of the program for one coder. Nothing here knows the screen."""

    study: Study
    coder: str
    """Name of the coder."""
    book: Codebook = NO_CODEBOOK
    pinned: tuple[Code, ...] = ()
    """The codes under the digits; they stay the same while the program is open."""
    recent: list[str] = field(default_factory=list)
    """Ids of codes, the last used first."""
    codes: dict[str, Code] = field(default_factory=dict)
    """The codes of all codebooks, by id."""
    changed: Callable[[str], None] = lambda _text_id: None
    """Told after every act on codings, with the id of the text: suggestions learn from it."""
    _colours: dict[str, str] = field(default_factory=dict)
    _told: dict[str, Told | None] = field(default_factory=dict)

    def load_codes(self) -> None:
        """Read the codebooks; the pinned codes are chosen once, when there are codes."""
        books = list_codebooks(self.study.database)
        self.codes = {code.id: code for book in books for code in book.codes}
        self._colours = {}
        self._told = {}
        for book in books:
            for code in book.codes:
                self._colours[code.id] = _colour(book, code)
        try:
            self.book = self.study.codebook()
        except NotFound:  # the home screen says what to do
            self.book = NO_CODEBOOK
        if not self.pinned or any(code.id not in self.book.by_id for code in self.pinned):
            self.pinned = self._choose_pinned()

    @property
    def threshold(self) -> float:
        """From which score on suggestions are shown, unless their code has its own threshold."""
        return self.study.settings.suggestions.threshold

    def coder_id(self) -> str:
        """Return the id of the coder, or nothing before the coder's first act."""
        known = {coder.name: coder.id for coder in all_coders(self.study.database)}
        return known.get(self.coder, "")

    def acting_coder(self) -> str:
        """Return the id of the coder, who is added to the study when this is the first act."""
        return self.study.coder_id(self.coder)

    def code_name(self, code_id: str) -> str:
        """Return the name of a code of whatever codebook."""
        code = self.codes.get(code_id)
        return code.name if code else _("unknown code")

    def colour_of(self, code_id: str) -> str:
        """Return the colour of a code: its own, that of its theme, or one by its place."""
        return self._colours.get(code_id, _GREY)

    def told(self, text_id: str) -> Told | None:
        """Return a text, which never changes, or None when it is not in the study."""
        if text_id not in self._told:
            database = self.study.database
            source, text = source_by_text(database, text_id), text_of(database, text_id)
            kept = Told(source.name, text) if source and text is not None else None
            if len(self._told) >= MOST_TEXTS:
                self._told.clear()
            self._told[text_id] = kept
        return self._told[text_id]

    def used(self, code: Code) -> None:
        """Remember that a code was used."""
        if code.id in self.recent:
            self.recent.remove(code.id)
        self.recent.insert(0, code.id)

    def overview(self) -> Overview:
        """Return how far the coding is."""
        database = self.study.database
        least = self.study.settings.suggestions.threshold
        sources = tuple(source_progress(database, coder_id=self.coder_id(), threshold=least))
        known = self.book is not NO_CODEBOOK
        return Overview(
            self.study.settings.name,
            self.coder,
            self.book if known else None,
            sources,
            tuple(theme_counts(database, self.book)) if known else (),
            self._place(sources),
        )

    def _place(self, sources: tuple[SourceProgress, ...]) -> Source | None:
        coder_id = self.coder_id()
        last = last_coding(self.study.database, coder_id) if coder_id else None
        if last is not None:
            for progress in sources:
                if progress.source.text_id == last.fragment.text_id:
                    return progress.source
        for progress in sources:
            if progress.coded_turns < progress.respondent_turns:
                return progress.source
        return sources[0].source if sources else None

    def _choose_pinned(self) -> tuple[Code, ...]:
        coder_id = self.coder_id()
        use = code_use(self.study.database, coder_id) if coder_id else {}
        ids = [code_id for code_id in use if code_id in self.book.by_id]
        self.recent = self.recent or ids[:PINNED]
        rest = [c.id for c in self.book.codes if c.kind is not CodeKind.THEME and c.id not in use]
        chosen = {self.book.by_id[code_id] for code_id in [*ids, *rest][:PINNED]}
        return tuple(code for code in self.book.codes if code in chosen)


def _colour(book: Codebook, code: Code) -> str:
    colour = book.colour_of(code)
    if is_colour(colour):
        return colour
    return fallback_colour(book.themes.index(book.theme_of(code)))
