"""Suggestions to a coder: sentences with a code that engines found likely, and why.

Three engines look at what respondents say (see ``duiding.coding.engines``): one holds it against
the words of the codebook, one has learned from codings and decisions, one looks for coded fragments
that are alike. Their scores together give the probability that the coder agrees, which is the score
of a suggestion. What is suggested is a sentence, or a run of sentences of one turn. Themes are not
suggested: which code of a theme it is, is the question.

A coder is never shown or taught what others coded in the same source, so that a second coder works
blind. What the coder coded or accepted there is not suggested again, and what was rejected only
when it has become much likelier.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from duiding import database as db
from duiding.codebook import Codebook
from duiding.coding import store
from duiding.coding.describing import described_tokens
from duiding.coding.model import Evidence, Fragment, Suggestion, SuggestionStatus
from duiding.coding.rules import SuggestionRules, resolved_rules
from duiding.database import Change, Database, new_id, now
from duiding.language import Pipelines
from duiding.settings import SuggestionSettings
from duiding.sources import Source, list_sources
from duiding.sources.annotating import annotate_sources

ENGINE = "combined"
ENGINE_VERSION = "2"
MAKE_SUGGESTIONS = "make_suggestions"

OWN = "own"
CHANGED_MIND = 0.25
"""A rejected place comes back when its probability rose by this much ..."""
SURE = 0.5
"""... and is at least this."""
NEVER = 2.0

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


SuggestionWishes = SuggestionSettings
"""What the study asks of suggestions: from which probability on, and learned from whom."""


@dataclass(frozen=True, slots=True)
class MadeSuggestions:
    """What a run did to the suggestions of one source."""

    source: Source
    open: int
    """How many are open now."""
    new: int
    gone: int


def make_suggestions(
    database: Database,
    codebook: Codebook,
    pipelines: Pipelines,
    *,
    coder_id: str,
    sources: Iterable[Source] | None = None,
    wishes: SuggestionWishes | None = None,
    progress: Progress | None = None,
    is_cancelled: Cancelled | None = None,
) -> list[MadeSuggestions]:
    """Make suggestions once; see ``Suggester.run``."""
    suggester = Suggester(codebook, pipelines, coder_id=coder_id, wishes=wishes)
    return suggester.run(database, sources, progress=progress, is_cancelled=is_cancelled)


class Suggester:
    """Makes suggestions to one coder, again and again; what was learned stays in between.

    Used by one thread at a time. What it keeps follows from the study: a fresh one gives the same.
    """

    def __init__(
        self,
        codebook: Codebook,
        pipelines: Pipelines,
        *,
        coder_id: str,
        wishes: SuggestionWishes | None = None,
    ) -> None:
        from duiding.coding.engines.memory import Memory

        self._pipelines = pipelines
        self._coder_id = coder_id
        self._wishes = wishes or SuggestionWishes()
        self._memory = Memory(codebook)

    def run(
        self,
        database: Database,
        sources: Iterable[Source] | None = None,
        *,
        progress: Progress | None = None,
        is_cancelled: Cancelled | None = None,
    ) -> list[MadeSuggestions]:
        """Put fresh suggestions in the sources (all, unless given), in place of the open ones.

        All sources are read, since the engines learn from them all; a source that was read before
        is not read again. ``progress`` is called with the number of sources done and of all that
        are to be done. When ``is_cancelled`` returns True nothing is changed and nothing returned.
        """
        everything = list_sources(database)
        asked = everything if sources is None else sources
        chosen = list({source.id: source for source in asked}.values())
        steps = _Steps(progress, is_cancelled)
        if not chosen or not self._read(database, everything, len(chosen), steps):
            return []
        rules = resolved_rules(database, self._wishes.threshold)
        fresh: list[tuple[Source, list[Suggestion], list[Suggestion]]] = []
        with _one_processor():
            if not self._memory.is_described:
                self._memory.describe(
                    described_tokens(database, self._memory.codebook, self._pipelines)
                )
            self._memory.prepare(
                [self._key(source) for source in everything], store.coding_marks(database)
            )
            if is_cancelled is not None and is_cancelled():
                return []
            for source in chosen:
                stand = store.suggestions(database, text_id=source.text_id, coder_id=self._coder_id)
                fresh.append((source, stand, self._suggestions(database, source, stand, rules)))
                if not steps.go_on():
                    return []
        return [self._store(database, *made) for made in fresh]

    def _key(self, source: Source) -> tuple[str, str]:
        return source.text_id, self._pipelines.key(source.language)

    def _read(
        self, database: Database, everything: Sequence[Source], chosen: int, steps: "_Steps"
    ) -> bool:
        """Take in what was not read before; return False when cancelled."""
        unread = [source for source in everything if not self._memory.knows(self._key(source))]
        steps.total = len(unread) + chosen
        taken = 0
        for found in annotate_sources(
            database, self._pipelines, unread, is_cancelled=steps.is_cancelled
        ):
            self._memory.take_in(self._key(found.transcript.source), found)
            taken += 1
            if not steps.go_on():
                return False
        return taken == len(unread)

    def _suggestions(
        self,
        database: Database,
        source: Source,
        stand: Sequence[Suggestion],
        rules: SuggestionRules,
    ) -> list[Suggestion]:
        from duiding.coding.engines.runs import runs_of

        memory, text_id = self._memory, source.text_id
        rows = memory.rows(text_id)
        if not memory.codes or not rows.sentences:
            return []
        own_only = self._wishes.learn_from == OWN
        panel = memory.panel(text_id, self._coder_id, own_only=own_only)
        chances = panel.probabilities(text_id)
        coded = _coded(database, text_id, self._coder_id)
        decided = _decided(stand)
        made: list[Suggestion] = []
        for number, code in enumerate(memory.codes):
            column, least = chances[:, number], rules.threshold_for(code.id)
            if not rules.is_on(code.id) or column.max() < least:
                continue
            taken = panel.speechless(text_id, number)
            taken |= {row for span in coded.get(code.id, ()) for row in rows.overlapping(*span)}
            for span, changed in decided.get(code.id, ()):
                taken |= {row for row in rows.overlapping(*span) if column[row] < changed}
            for run in runs_of(column, rows.sentences, least, taken):
                evidence = panel.evidence(text_id, range(run.first, run.last), number, code.id)
                start, end = rows.sentences[run.first].start, rows.sentences[run.last - 1].end
                fragment = Fragment(text_id, start, end)
                made.append(
                    self._suggestion(rows.text, code.id, fragment, run.probability, evidence)
                )
        return made

    def _suggestion(
        self, text: str, code_id: str, fragment: Fragment, score: float, evidence: Evidence
    ) -> Suggestion:
        words = (text[start:end] for start, end in evidence.words)
        return Suggestion(
            id=new_id(),
            coder_id=self._coder_id,
            code_id=code_id,
            fragment=fragment,
            quote=text[fragment.start : fragment.end],
            engine=ENGINE,
            engine_version=ENGINE_VERSION,
            score=score,
            reason=tuple({word.casefold(): word for word in words}.values()),
            status=SuggestionStatus.OPEN,
            evidence=evidence,
        )

    def _store(
        self,
        database: Database,
        source: Source,
        stand: Sequence[Suggestion],
        fresh: Sequence[Suggestion],
    ) -> MadeSuggestions:
        """Put what is suggested for a source in place of what was open, in one transaction."""
        before = {_key(s): _weighed(s) for s in stand if s.status is SuggestionStatus.OPEN}
        after = {_key(s): _weighed(s) for s in fresh}
        number = len(before)
        if before != after:
            with db.act(database, MAKE_SUGGESTIONS, coder_id=self._coder_id, undoable=False) as act:
                late = self._decided_since(database, source, stand)
                number = store.replace_open_suggestions(
                    database,
                    source.text_id,
                    self._coder_id,
                    [item for item in fresh if _key(item) not in late],
                    now(),
                )
                run = {"engine": ENGINE, "version": ENGINE_VERSION}
                old, new = {**run, "open": len(before)}, {**run, "open": number}
                act.record(Change("source_text", source.text_id, old, new))
        return MadeSuggestions(
            source, number, len(after.keys() - before.keys()), len(before.keys() - after.keys())
        )

    def _decided_since(
        self, database: Database, source: Source, stand: Sequence[Suggestion]
    ) -> set[tuple[str, int, int]]:
        """Return what the coder decided while the engines were at work."""
        was_open = {item.id for item in stand if item.status is SuggestionStatus.OPEN}
        found = store.suggestions(database, text_id=source.text_id, coder_id=self._coder_id)
        decided = (SuggestionStatus.ACCEPTED, SuggestionStatus.REJECTED)
        return {_key(item) for item in found if item.id in was_open and item.status in decided}


@dataclass(slots=True)
class _Steps:
    """Tells how far a run is, and whether it may go on."""

    progress: Progress | None
    is_cancelled: Cancelled | None
    total: int = 0
    done: int = 0

    def go_on(self) -> bool:
        """Count a step; return False when the run is cancelled."""
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total)
        return self.is_cancelled is None or not self.is_cancelled()


def _one_processor() -> AbstractContextManager[object]:
    """Keep to one processor: the matrices are small, and the other ones belong to the screen."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def _coded(database: Database, text_id: str, coder_id: str) -> Mapping[str, list[tuple[int, int]]]:
    """Return by code the places that the coder coded."""
    coded: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for coding in store.codings_of_text(database, text_id):
        if coding.coder.id == coder_id:
            coded[coding.code_id].append((coding.fragment.start, coding.fragment.end))
    return coded


def _decided(stand: Iterable[Suggestion]) -> Mapping[str, list[tuple[tuple[int, int], float]]]:
    """Return by code the places that were decided, and how likely they must be to come back."""
    decided: dict[str, list[tuple[tuple[int, int], float]]] = defaultdict(list)
    for item in stand:
        span = (item.fragment.start, item.fragment.end)
        if item.status is SuggestionStatus.ACCEPTED:
            decided[item.code_id].append((span, NEVER))
        elif item.status is SuggestionStatus.REJECTED:
            decided[item.code_id].append((span, max(SURE, item.score + CHANGED_MIND)))
    return decided


def _key(suggestion: Suggestion) -> tuple[str, int, int]:
    return suggestion.code_id, suggestion.fragment.start, suggestion.fragment.end


def _weighed(suggestion: Suggestion) -> tuple[str, float, tuple[str, ...], Evidence]:
    return (
        suggestion.engine_version,
        suggestion.score,
        suggestion.reason,
        suggestion.evidence,
    )
