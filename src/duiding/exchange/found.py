"""Tables of what a search found and of typical terms, with headings in the language in use."""

from duiding.analysis.keyness import KeyTerms
from duiding.codebook import Codebook
from duiding.exchange.tables import Column, Measure, Table
from duiding.i18n import _
from duiding.search import Concordance
from duiding.sources import format_time


def hits_table(found: Concordance, codebook: Codebook | None) -> Table:
    """Return a row for each hit: where it is, what stands around it, the codes that stand there.

    Codes of other codebooks than this one are left out; without a codebook all are.
    """
    text = Measure.TEXT
    columns = (
        Column("source", _("source"), text),
        Column("turn", _("turn")),
        Column("time", _("time"), text),
        Column("speaker", _("speaker"), text),
        Column("before", _("before it"), text),
        Column("hit", _("hit"), text),
        Column("after", _("after it"), text),
        Column("start", _("start")),
        Column("end", _("end")),
        Column("sentence_start", _("start of the sentence")),
        Column("sentence_end", _("end of the sentence")),
        Column("codes", _("codes"), text),
    )
    by_id = codebook.by_id if codebook else {}
    rows = tuple(
        (
            hit.source.name,
            hit.turn.number,
            format_time(hit.turn.time_start),
            hit.speaker,
            hit.before,
            hit.text,
            hit.after,
            hit.start,
            hit.end,
            *hit.sentence,
            " ".join(by_id[code].key for code in hit.codes if code in by_id),
        )
        for hit in found.hits
    )
    return Table(_("search"), columns, rows)


def terms_table(found: KeyTerms) -> Table:
    """Return a row for each typical term, with what was measured."""
    columns = (
        Column("term", _("term"), Measure.TEXT),
        Column("here", _("here")),
        Column("there", _("elsewhere")),
        Column("per_thousand_here", _("per 1,000 words here")),
        Column("per_thousand_there", _("per 1,000 words elsewhere")),
        Column("times", _("times as often")),
        Column("sources_here", _("sources here")),
        Column("sources_there", _("sources elsewhere")),
        Column("g2", _("log-likelihood G2")),
        Column("log_odds", _("weighted log-odds (z)")),
        Column("codes", _("keyword of"), Measure.TEXT),
    )
    rows = tuple(
        (
            term.text,
            term.here,
            term.there,
            round(term.per_thousand_here, 3),
            round(term.per_thousand_there, 3),
            None if term.times is None else round(term.times, 3),
            term.sources_here,
            term.sources_there,
            round(term.g2, 2),
            round(term.log_odds, 2),
            " ".join(term.codes),
        )
        for term in found.terms
    )
    return Table(_("key terms"), columns, rows)
