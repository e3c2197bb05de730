"""How suggestions are shown, with their reasons in plain words."""

import sys
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from duiding.i18n import N_, _, format_number
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.codebook import Code, Codebook
    from duiding.coding import Suggestion
    from duiding.coding.decisions import Decision
    from duiding.coding.explaining import Explanation, NearFragment
    from duiding.coding.listing import ListedSuggestion
    from duiding.study import Study

SENTENCE_WIDTH = 92
NEAR_WIDTH = 48
TEXT_WIDTH = 96
AROUND = 300
"""So many characters of the turn stand before and after the sentence."""

OUTCOMES = {
    "open": N_("open"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
    "recoded": N_("recoded"),
    "withdrawn": N_("no longer made"),
}


def known_coder_id(study: "Study", given: str | None) -> str:
    """Return the id of the coder at work, empty before the first act; nothing is written."""
    from duiding.coding import coder_by_name

    coder = coder_by_name(study.database, study.coder_name(given))
    return coder.id if coder else ""


def print_list(
    shown: Sequence["ListedSuggestion"], near: Sequence[Sequence["NearFragment"]]
) -> None:
    """Print for each what it is, the sentence, and what it is like."""
    for item, nearest in zip(shown, near, strict=True):
        head = [
            item.short_id,
            format_number(item.suggestion.score, 2),
            _("{source}, turn {turn}").format(
                source=item.source.name, turn=item.turn.number if item.turn else "-"
            ),
            item.code.key,
        ]
        if item.suggestion.reason:
            head.append(_("because of: {words}").format(words=", ".join(item.suggestion.reason)))
        click.echo("  ".join(head))
        click.echo("    " + shorten(item.suggestion.quote, SENTENCE_WIDTH))
        for fragment in nearest:
            click.echo("    " + _("like: {fragment}").format(fragment=near_words(fragment)))


def near_words(near: "NearFragment", width: int = NEAR_WIDTH) -> str:
    """Return a coded fragment on one line, with its code and source."""
    return _("'{quote}' ({code}, {source})").format(
        quote=shorten(near.quote, width), code=_code_name(near.code), source=near.source.name
    )


def _code_name(code: "Code | None") -> str:
    return code.name if code else _("code of another codebook")


def suggestion_data(
    item: "ListedSuggestion | Explanation",
    codebook: "Codebook",
    nearest: Sequence["NearFragment"],
) -> dict[str, Any]:
    """Return a suggestion with all it rests on as data for JSON."""
    suggestion = item.suggestion
    return {
        "id": suggestion.id,
        "source": item.source.name,
        "turn": item.turn.number if item.turn else None,
        "speaker": item.turn.speaker.label if item.turn and item.turn.speaker else None,
        "code": item.code.key,
        "theme": codebook.theme_of(item.code).key,
        "score": suggestion.score,
        "words": list(suggestion.reason),
        "word_places": [list(span) for span in suggestion.evidence.words],
        "quote": suggestion.quote,
        "start": suggestion.fragment.start,
        "end": suggestion.fragment.end,
        "engine": suggestion.engine,
        "engine_version": suggestion.engine_version,
        "engines": engine_data(suggestion),
        "nearest": [
            {
                "source": near.source.name,
                "start": near.fragment.start,
                "end": near.fragment.end,
                "quote": near.quote,
                "code": near.code.key if near.code else None,
                "similarity": near.similarity,
            }
            for near in nearest
        ],
        "status": suggestion.status.value,
        "created_at": suggestion.created_at,
        "decided_at": suggestion.decided_at,
    }


def engine_data(suggestion: "Suggestion") -> list[dict[str, Any]]:
    """Return what each engine gave, as data for JSON."""
    return [
        {"engine": score.engine, "version": score.version, "score": score.score}
        for score in suggestion.evidence.engines
    ]


def explanation_data(item: "Explanation", codebook: "Codebook") -> dict[str, Any]:
    """Return a suggestion with its turn and what was decided there as data for JSON."""
    codes = codebook.by_id
    return {
        **suggestion_data(item, codebook, item.nearest),
        "word_places": [list(span) for span in item.words],
        "before": item.before,
        "after": item.after,
        "decisions": [
            {
                "id": decision.suggestion.id,
                "code": decision.code.key,
                "outcome": decision.outcome.value,
                "recoded_to": _key(codebook, decision.recoded_to),
                "at": decision.at,
                "score": decision.suggestion.score,
            }
            for decision in item.decisions
        ],
        "codings": [
            {
                "id": coding.id,
                "code": codes[coding.code_id].key if coding.code_id in codes else None,
                "origin": coding.origin.value,
                "created_at": coding.created_at,
            }
            for coding in item.codings
        ],
    }


def _key(codebook: "Codebook", code_id: str | None) -> str | None:
    code = codebook.by_id.get(code_id) if code_id else None
    return code.key if code else None


def print_explanation(item: "Explanation", codebook: "Codebook") -> None:
    """Print a suggestion in full."""
    suggestion = item.suggestion
    turn = item.turn.number if item.turn else "-"
    click.echo(
        "  ".join(
            (
                suggestion.id,
                _("{source}, turn {turn}").format(source=item.source.name, turn=turn),
                item.code.key,
                _(OUTCOMES[suggestion.status.value]),
            )
        )
    )
    click.echo()
    before, after = _cut_before(item.before), shorten(item.after.rstrip(), AROUND)
    for part in (before, _marked(item), after):
        if part.strip():
            click.echo(textwrap.fill(" ".join(part.split()), TEXT_WIDTH))
    click.echo()
    for line in (*_reasons(item), *_history(item, codebook)):
        click.echo(line)


def _cut_before(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= AROUND else "…" + line[-AROUND:].lstrip()


def _marked(item: "Explanation") -> str:
    """Return the sentence with the words that weighed: bold on a terminal, else in ‹ ›."""
    begin, quote = item.suggestion.fragment.start, item.suggestion.quote
    parts, place = [], 0
    for start, end in item.words:
        word = quote[start - begin : end - begin]
        marked = click.style(word, bold=True, underline=True) if _on_terminal() else f"‹{word}›"
        parts += [quote[place : start - begin], marked]
        place = end - begin
    return "> " + "".join(parts) + quote[place:]


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _reasons(item: "Explanation") -> Iterator[str]:
    from duiding.coding.explaining import engine_name

    suggestion = item.suggestion
    yield _("How likely: {score}").format(score=format_number(suggestion.score, 2))
    for score in suggestion.evidence.engines:
        yield f"  {engine_name(score.engine)}: {format_number(score.score, 2)}"
    if suggestion.reason:
        yield _("Words that weighed: {words}").format(words=", ".join(suggestion.reason))
    if item.nearest:
        yield _("Like what was coded:")
        for near in item.nearest:
            yield f"  {near_words(near, SENTENCE_WIDTH)}"


def _history(item: "Explanation", codebook: "Codebook") -> Iterator[str]:
    if item.decisions:
        yield _("Decided here:")
        for decision in item.decisions:
            yield f"  {decision.at[:10]}  {decision.code.key}  {outcome_words(decision, codebook)}"
    if item.codings:
        yield _("Coded here:")
        for coding in item.codings:
            code = codebook.by_id.get(coding.code_id)
            yield f"  {coding.created_at[:10]}  {code.key if code else coding.code_id}"


def outcome_words(decision: "Decision", codebook: "Codebook") -> str:
    """Return what was decided, in words."""
    name = _(OUTCOMES[decision.outcome.value])
    key = _key(codebook, decision.recoded_to)
    return f"{name} → {key}" if key else name
