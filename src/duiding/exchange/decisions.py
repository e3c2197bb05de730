"""Tables of what became of suggestions, with headings in the language in use."""

from collections.abc import Iterable

from duiding.codebook import Codebook
from duiding.coding.decisions import Counts, Decision, SuggestionReport
from duiding.exchange.tables import Cell, Column, Measure, Table
from duiding.i18n import _


def report_table(found: SuggestionReport) -> Table:
    """Return a report as a table, the total in its last row."""
    share = Measure.SHARE
    columns = (
        Column(found.by.value, row_heading(found), Measure.TEXT),
        Column("shown", _("shown")),
        Column("accepted", _("accepted")),
        Column("rejected", _("rejected")),
        Column("open", _("open")),
        Column("gone", _("gone")),
        Column("precision", _("precision"), share),
        Column("precision_low", _("precision, lowest (95%)"), share),
        Column("precision_high", _("precision, highest (95%)"), share),
        Column("hand", _("by hand")),
        Column("hand_suggested", _("by hand, suggested before")),
        Column("hand_early", _("by hand, before any suggestion")),
        Column("coverage", _("coverage"), share),
    )
    lines = [(row.key, row.counts) for row in found.rows] + [(_("total"), found.total)]
    rows = tuple((key, *numbers(counts).values()) for key, counts in lines)
    return Table(_("suggestions"), columns, rows)


def row_heading(found: SuggestionReport) -> str:
    """Return what the rows of a report are, in the language in use."""
    headings = {"code": _("code"), "theme": _("theme"), "month": _("month"), "week": _("week")}
    return headings[found.by.value]


def numbers(counts: Counts) -> dict[str, int | float | None]:
    """Return all figures of a row by name."""
    low, high = counts.interval or (None, None)
    return {
        "shown": counts.shown,
        "accepted": counts.accepted,
        "rejected": counts.rejected,
        "open": counts.open,
        "gone": counts.gone,
        "precision": counts.precision,
        "precision_low": low,
        "precision_high": high,
        "hand": counts.hand,
        "hand_suggested": counts.hand_suggested,
        "hand_early": counts.hand_early,
        "coverage": counts.coverage,
    }


def log_table(decisions: Iterable[Decision], codebook: Codebook) -> Table:
    """Return decisions as a table, a row for each."""
    headings = {
        "at": _("when (UTC)"),
        "coder": _("coder"),
        "outcome": _("decision"),
        "code": _("code"),
        "recoded_to": _("recoded to"),
        "score": _("score"),
        "engines": _("ways of looking"),
        "words": _("words"),
        "source": _("source"),
        "turn": _("turn"),
        "quote": _("quote"),
        "suggested_at": _("suggested at"),
        "id": _("id"),
    }
    measures = {"score": Measure.SHARE, "turn": Measure.COUNT}
    columns = tuple(
        Column(key, heading, measures.get(key, Measure.TEXT)) for key, heading in headings.items()
    )
    rows = tuple(
        tuple(_cells(decision, codebook)[key] for key in headings) for decision in decisions
    )
    return Table(_("decisions"), columns, rows)


def _cells(decision: Decision, codebook: Codebook) -> dict[str, Cell]:
    suggestion = decision.suggestion
    other = codebook.by_id.get(decision.recoded_to or "")
    scores = (f"{s.engine} {s.version}: {s.score}" for s in suggestion.evidence.engines)
    return {
        "at": decision.at,
        "coder": decision.coder.name,
        "outcome": decision.outcome.value,
        "code": decision.code.key,
        "recoded_to": other.key if other else None,
        "score": suggestion.score,
        "engines": "; ".join([f"{suggestion.engine} {suggestion.engine_version}", *scores]),
        "words": ", ".join(suggestion.reason),
        "source": decision.source.name,
        "turn": decision.turn.number if decision.turn else None,
        "quote": suggestion.quote,
        "suggested_at": suggestion.created_at,
        "id": suggestion.id,
    }
