"""What became of suggestions: the report per code or over time, and the log of decisions.

What is counted, of the suggestions made for a coder:

- *shown*: every suggestion with a score at or above the threshold that holds now for its code. The
  score is the one it had last, for a decided one that at the decision. A place that was proposed
  again after a decision counts again.
- *accepted*, *rejected*: by that coder, as it stands now: a decision that was undone counts not,
  and the suggestion is open again. Recoded to another code counts as rejected.
- *open*: waits in the coder's queue.
- *gone*: neither: no longer proposed, coded by hand meanwhile, or its code was switched off.
- *precision*: accepted / (accepted + rejected), with the interval of Wilson (1927) at 95%: E. B.
  Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
  American Statistical Association 22 (158), 209-212.
- *coverage*: of the codings that the coder made by hand, the share where a suggestion shown, with
  the same code and overlapping, had been made before. ``early`` tells how many of them were made
  in a source in which nothing had ever been suggested to that coder.

Over time, each is counted where it belongs: shown, open and gone in the month or week in which the
suggestion was first made, decisions in that of the decision, codings in that of the coding (UTC;
weeks of ISO 8601).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from duiding.codebook import Code, Codebook
from duiding.coding import decision_store
from duiding.coding.decision_store import DecidedRow, HandCoding, Proposed
from duiding.coding.model import Coder, Suggestion, SuggestionStatus
from duiding.coding.rules import SuggestionRules, resolved_rules
from duiding.database import Database
from duiding.sources import Source, Transcript, Turn, list_sources, read_transcript

Z95 = 1.959964
"""The quantile of the normal distribution for an interval of 95%."""


class ReportBy(StrEnum):
    """What the rows of the report are."""

    CODE = "code"
    THEME = "theme"
    MONTH = "month"
    WEEK = "week"


@dataclass(slots=True)
class Counts:
    """How many suggestions, decisions and codings by hand; see the top of this file."""

    shown: int = 0
    accepted: int = 0
    rejected: int = 0
    open: int = 0
    gone: int = 0
    hand: int = 0
    """Codings made by hand."""
    hand_suggested: int = 0
    """Those of ``hand`` that had been suggested before."""
    hand_early: int = 0
    """Those of ``hand`` in a source in which nothing had been suggested yet."""

    @property
    def decided(self) -> int:
        """Accepted and rejected together."""
        return self.accepted + self.rejected

    @property
    def precision(self) -> float | None:
        """The share accepted of what was decided, or None when nothing was."""
        return self.accepted / self.decided if self.decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of Wilson at 95% of the precision, or None when nothing was decided."""
        return wilson_interval(self.accepted, self.decided) if self.decided else None

    @property
    def coverage(self) -> float | None:
        """The share suggested before of the codings by hand, or None without codings by hand."""
        return self.hand_suggested / self.hand if self.hand else None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The counts of a code, a theme, a month or a week."""

    key: str
    """Key of the code or theme, ``2026-11`` or ``2026-W48``."""
    name: str
    counts: Counts
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class SuggestionReport:
    """The rows with something to tell, in order, and the counts of all together."""

    by: ReportBy
    threshold: float
    """That of the study; codes can have their own."""
    rows: tuple[ReportRow, ...]
    total: Counts


class Outcome(StrEnum):
    """What was decided on a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RECODED = "recoded"
    """Rejected for its code, and the place coded with another."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that stands. The suggestion keeps score, engines and reason of that moment."""

    suggestion: Suggestion
    at: str
    """UTC."""
    coder: Coder
    outcome: Outcome
    code: Code
    recoded_to: str | None
    """Id of the code it was recoded to."""
    source: Source
    turn: Turn | None


def wilson_interval(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Return the score interval of Wilson (1927) for a share; ``trials`` is at least 1."""
    share, squared = successes / trials, z * z
    middle = (share + squared / (2 * trials)) / (1 + squared / trials)
    half = z / (1 + squared / trials)
    half *= sqrt(share * (1 - share) / trials + squared / (4 * trials * trials))
    return max(0.0, middle - half), min(1.0, middle + half)


def suggestion_report(
    database: Database,
    codebook: Codebook,
    *,
    threshold: float,
    by: str = ReportBy.CODE,
    coder_id: str | None = None,
    source: Source | None = None,
    code: Code | None = None,
) -> SuggestionReport:
    """Return what became of the suggestions, per code, theme, month or week.

    Of all coders together, or of one; in all sources, or in one; with all codes of the codebook, or
    with ``code`` and those below it. ``threshold`` is that of the study.
    """
    codes = {found.id: found for found in (codebook.branch_of(code) if code else codebook.codes)}
    text_id = source.text_id if source else None

    def is_asked(item: Proposed | HandCoding) -> bool:
        return (
            item.code_id in codes
            and (coder_id is None or item.coder_id == coder_id)
            and (text_id is None or item.text_id == text_id)
        )

    rules = resolved_rules(database, threshold)
    everything = decision_store.proposed(database)
    shown = [
        item
        for item in everything
        if is_asked(item) and item.score >= rules.threshold_for(item.code_id)
    ]
    first = _first_times(everything)
    hand = [item for item in decision_store.hand_codings(database) if is_asked(item)]
    waiting = _waiting(database, {item.coder_id for item in shown}, rules)
    tally = _Tally(ReportBy(by), codebook)
    _count_suggestions(tally, shown, waiting)
    _count_codings(tally, shown, hand, first)
    return SuggestionReport(ReportBy(by), threshold, tally.rows(), tally.total)


def _first_times(everything: Iterable[Proposed]) -> Mapping[tuple[str, str], str]:
    """Return when a suggestion was first made, by coder and text; they come by time."""
    first: dict[tuple[str, str], str] = {}
    for item in everything:
        first.setdefault((item.coder_id, item.text_id), item.created_at)
    return first


def _waiting(database: Database, coder_ids: Iterable[str], rules: SuggestionRules) -> set[str]:
    least = rules.threshold
    found = (
        decision_store.shown_suggestion_ids(database, None, coder_id, least)
        for coder_id in coder_ids
    )
    return set().union(*found)


class _Tally:
    """Counts by row, and of all rows together."""

    def __init__(self, by: ReportBy, codebook: Codebook) -> None:
        self.by, self.codebook = by, codebook
        self.total = Counts()
        self._rows: dict[str, Counts] = defaultdict(Counts)
        self._key_of = self._keys()

    def _keys(self) -> Callable[[str, str], str]:
        """Return what gives the row of a code and a time."""
        codes = self.codebook.by_id
        match self.by:
            case ReportBy.CODE:
                return lambda code_id, _at: code_id
            case ReportBy.THEME:
                themes = {key: self.codebook.theme_of(code).id for key, code in codes.items()}
                return lambda code_id, _at: themes[code_id]
            case ReportBy.MONTH:
                return lambda _code_id, at: at[:7]
            case ReportBy.WEEK:
                return lambda _code_id, at: _week(at)

    def add(self, what: str, code_id: str, at: str) -> None:
        """Count one more of a field of Counts."""
        for counts in (self.total, self._rows[self._key_of(code_id, at)]):
            setattr(counts, what, getattr(counts, what) + 1)

    def rows(self) -> tuple[ReportRow, ...]:
        """Return the rows, codes in the order of the codebook and times in theirs."""
        if self.by in (ReportBy.MONTH, ReportBy.WEEK):
            return tuple(ReportRow(key, key, self._rows[key]) for key in sorted(self._rows))
        return tuple(
            ReportRow(code.key, code.name, self._rows[code.id], code)
            for code in self.codebook.codes
            if code.id in self._rows
        )


def _week(at: str) -> str:
    year, week, _day = date.fromisoformat(at[:10]).isocalendar()
    return f"{year}-W{week:02}"


def _count_suggestions(tally: _Tally, shown: Iterable[Proposed], waiting: set[str]) -> None:
    for item in shown:
        tally.add("shown", item.code_id, item.created_at)
        if item.status in (SuggestionStatus.ACCEPTED, SuggestionStatus.REJECTED):
            tally.add(item.status.value, item.code_id, item.decided_at or item.created_at)
        else:
            tally.add("open" if item.id in waiting else "gone", item.code_id, item.created_at)


def _count_codings(
    tally: _Tally,
    shown: Iterable[Proposed],
    hand: Iterable[HandCoding],
    first: Mapping[tuple[str, str], str],
) -> None:
    proposed: dict[tuple[str, str, str], list[Proposed]] = defaultdict(list)
    for item in shown:
        proposed[item.coder_id, item.code_id, item.text_id].append(item)
    for coding in hand:
        tally.add("hand", coding.code_id, coding.created_at)
        there = proposed[coding.coder_id, coding.code_id, coding.text_id]
        if any(_was_before(item, coding) for item in there):
            tally.add("hand_suggested", coding.code_id, coding.created_at)
        since = first.get((coding.coder_id, coding.text_id))
        if since is None or coding.created_at <= since:
            tally.add("hand_early", coding.code_id, coding.created_at)


def _was_before(item: Proposed, coding: HandCoding) -> bool:
    return (
        item.created_at < coding.created_at and item.start < coding.end and coding.start < item.end
    )


def suggestion_log(
    database: Database,
    codebook: Codebook,
    *,
    coder_id: str | None = None,
    source: Source | None = None,
    code: Code | None = None,
) -> list[Decision]:
    """Return the decisions that stand, the oldest first; of all or as ``suggestion_report``."""
    codes = {found.id: found for found in (codebook.branch_of(code) if code else codebook.codes)}
    sources = {item.text_id: item for item in ([source] if source else list_sources(database))}
    found = decision_store.decided(
        database, coder_id=coder_id, text_id=source.text_id if source else None
    )
    transcripts: dict[str, Transcript] = {}
    log: list[Decision] = []
    for row in found:
        home = sources.get(row.suggestion.fragment.text_id)
        its_code = codes.get(row.suggestion.code_id)
        if home is None or its_code is None:
            continue
        if home.id not in transcripts:
            transcripts[home.id] = read_transcript(database, home)
        turn = transcripts[home.id].turn_at(row.suggestion.fragment.start)
        log.append(decision_of(row, its_code, home, turn))
    return log


def decision_of(row: DecidedRow, code: Code, source: Source, turn: Turn | None) -> Decision:
    """Return a decided row as a decision."""
    suggestion = row.suggestion
    outcome = Outcome(suggestion.status.value)
    recoded_to: str | None = None
    if outcome is Outcome.REJECTED and row.recoded:
        outcome, recoded_to = Outcome.RECODED, json.loads(row.recoded)["code_id"]
    return Decision(
        suggestion=suggestion,
        at=suggestion.decided_at or "",
        coder=Coder(row.coder_id, row.coder),
        outcome=outcome,
        code=code,
        recoded_to=recoded_to,
        source=source,
        turn=turn,
    )
