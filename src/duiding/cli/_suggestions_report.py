"""What became of suggestions, at the command line: the report and the log of decisions."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.cli._suggestions_shown import engine_data, outcome_words
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number, ngettext
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.codebook import Codebook
    from duiding.coding.decisions import Counts, Decision, SuggestionReport
    from duiding.exchange.tables import Table
    from duiding.study import Study

QUOTE_WIDTH = 48
BY = ("code", "theme", "month", "week")


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that leave something out, and those that say where to write."""
    dash = click.Path(path_type=Path, allow_dash=True)
    dutch = _("CSV for Excel with Dutch settings: ; and ,")
    for add in (
        json_option,
        click.option("--force", is_flag=True, help=_("Replace a file that is there.")),
        click.option("--dutch", is_flag=True, help=dutch),
        click.option(
            "--csv", type=dash, metavar="FILE", help=_("Write a CSV file (- for the screen).")
        ),
        click.option(
            "--coder",
            "--coded-by",
            "coder",
            metavar="NAME",
            help=_("Only suggestions to this coder; else of all coders together."),
        ),
        click.option("--theme", metavar="THEME", help=_("Only with codes of this theme.")),
        click.option("--source", metavar="NAME", help=_("Only in this source.")),
    ):
        command = add(command)
    return command


def _asked(
    study: "Study",
    codebook: "Codebook",
    source: str | None,
    theme: str | None,
    coder: str | None,
) -> dict[str, Any]:
    """Return the filters as the functions take them."""
    from duiding.codebook import find_code
    from duiding.coding.places import find_coder
    from duiding.sources import find_source

    return {
        "source": find_source(study.database, source) if source else None,
        "code": find_code(codebook, theme) if theme else None,
        "coder_id": find_coder(study.database, coder).id if coder else None,
    }


def _write_csv(table: "Table", csv: Path, *, dutch: bool, force: bool) -> None:
    from duiding.exchange.tables import csv_text, write_csv

    if csv == Path("-"):
        click.echo(csv_text(table, dutch=dutch), nl=False)
    else:
        write_csv(table, csv, dutch=dutch, overwrite=force)
        tell(_("Written: {path}").format(path=csv))


@click.command(
    help=_(
        "Tell what became of suggestions, per code or theme or over time, of all coders together "
        "or of one.\n\n"
        "Examples: duiding suggestions report · duiding suggestions report --by month · "
        "duiding suggestions report --theme armoede --coder codeur-a --csv exports/suggesties.csv"
    ),
    epilog=_(
        "shown: suggestions with a score at or above the threshold that holds now for their code. "
        "A place that was proposed again after a decision counts again.\n\n"
        "accepted, rejected: decisions as they stand now. After undo a suggestion is open again; "
        "recoded to another code it is rejected for its own.\n\n"
        "open: waits for a decision.\n\n"
        "gone: no longer proposed, coded by hand meanwhile, or switched off.\n\n"
        "precision: accepted / (accepted + rejected), with the 95% interval of Wilson (1927).\n\n"
        "by hand: codings made by hand (not from a suggestion, a search or a file); suggested: "
        "those for which an overlapping suggestion of the same code to the same coder was made "
        "before; coverage: suggested / by hand.\n\n"
        "month, week: of the making of a suggestion, of a decision, of a coding; in UTC."
    ),
)
@click.option(
    "--by",
    type=click.Choice(BY),
    default="code",
    show_default=True,
    help=_("What the rows are."),
)
@_filters
@click.pass_obj
def report(
    session: Session,
    by: str,
    source: str | None,
    theme: str | None,
    coder: str | None,
    csv: Path | None,
    dutch: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Print the report or write it."""
    from duiding.coding.decisions import suggestion_report
    from duiding.exchange.decisions import report_table

    if dutch and csv is None:
        raise click.UsageError(_("--dutch goes with --csv."))
    with session.open_study() as study:
        codebook = study.codebook()
        found = suggestion_report(
            study.database,
            codebook,
            threshold=study.settings.suggestions.threshold,
            by=by,
            **_asked(study, codebook, source, theme, coder),
        )
    if csv is not None:
        _write_csv(report_table(found), csv, dutch=dutch, force=force)
    if as_json:
        print_json(_report_data(found, codebook))
    elif csv is None:
        _print_report(found)


def _report_data(found: "SuggestionReport", codebook: "Codebook") -> dict[str, Any]:
    from duiding.exchange.decisions import numbers

    return {
        "codebook": codebook.key,
        "by": found.by.value,
        "threshold": found.threshold,
        "rows": [{"key": r.key, "name": r.name, **numbers(r.counts)} for r in found.rows],
        "total": numbers(found.total),
    }


def _print_report(found: "SuggestionReport") -> None:
    from duiding.exchange.decisions import row_heading

    if not found.rows:
        tell(_("Nothing was suggested yet here. Make suggestions: duiding suggestions make"))
        return
    lines = [(row.key, row.counts) for row in found.rows] + [(_("total"), found.total)]
    print_table(
        (
            row_heading(found),
            *(_("shown"), _("accepted"), _("rejected"), _("open"), _("gone")),
            *(_("precision"), _("by hand"), _("suggested"), _("coverage")),
        ),
        [(key, *_shown(counts)) for key, counts in lines],
        right=range(1, 10),
    )
    early = found.total.hand_early
    if early:
        tell(
            ngettext(
                "{number} coding by hand was made before anything was suggested in its source.",
                "{number} codings by hand were made before anything was suggested in their source.",
                early,
            ).format(number=format_number(early))
        )


def _shown(counts: "Counts") -> tuple[str, ...]:
    precision = "–"
    if counts.precision is not None and counts.interval is not None:
        low, high = (format_number(100 * value, 0) for value in counts.interval)
        precision = f"{_percent(counts.precision)} ({low}–{high})"
    numbers = (counts.shown, counts.accepted, counts.rejected, counts.open, counts.gone)
    return (
        *(format_number(number) for number in numbers),
        precision,
        format_number(counts.hand),
        format_number(counts.hand_suggested),
        "–" if counts.coverage is None else _percent(counts.coverage),
    )


def _percent(share: float) -> str:
    return format_number(100 * share, 0) + "%"


@click.command(
    help=_(
        "Print the decisions on suggestions that stand, the oldest first: when, who, what was "
        "decided, code, score, ways of looking, words, quote. Score, versions and reason are those "
        "of the moment of the decision.\n\n"
        "Example: duiding suggestions log --coder codeur-a --csv exports/besluiten.csv"
    )
)
@_filters
@click.pass_obj
def log(
    session: Session,
    source: str | None,
    theme: str | None,
    coder: str | None,
    csv: Path | None,
    dutch: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Print the decisions or write them."""
    from duiding.coding.decisions import suggestion_log
    from duiding.exchange.decisions import log_table

    if dutch and csv is None:
        raise click.UsageError(_("--dutch goes with --csv."))
    with session.open_study() as study:
        codebook = study.codebook()
        asked = _asked(study, codebook, source, theme, coder)
        decisions = suggestion_log(study.database, codebook, **asked)
    if csv is not None:
        _write_csv(log_table(decisions, codebook), csv, dutch=dutch, force=force)
    if as_json:
        print_json([_decision_data(decision, codebook) for decision in decisions])
    elif csv is None:
        _print_log(decisions, codebook)


def _decision_data(decision: "Decision", codebook: "Codebook") -> dict[str, Any]:
    suggestion = decision.suggestion
    other = codebook.by_id.get(decision.recoded_to or "")
    return {
        "at": decision.at,
        "coder": decision.coder.name,
        "outcome": decision.outcome.value,
        "code": decision.code.key,
        "recoded_to": other.key if other else None,
        "score": suggestion.score,
        "engine": suggestion.engine,
        "engine_version": suggestion.engine_version,
        "engines": engine_data(suggestion),
        "words": list(suggestion.reason),
        "source": decision.source.name,
        "turn": decision.turn.number if decision.turn else None,
        "start": suggestion.fragment.start,
        "end": suggestion.fragment.end,
        "quote": suggestion.quote,
        "suggested_at": suggestion.created_at,
        "id": suggestion.id,
    }


def _engines(decision: "Decision") -> str:
    from duiding.coding.explaining import engine_name

    scores = decision.suggestion.evidence.engines
    parts = [f"{engine_name(s.engine)} {format_number(s.score, 2)}" for s in scores]
    return ", ".join(parts) or engine_name(decision.suggestion.engine)


def _print_log(decisions: "list[Decision]", codebook: "Codebook") -> None:
    if not decisions:
        tell(_("Nothing was decided yet here."))
        return
    for decision in decisions:
        suggestion = decision.suggestion
        turn = decision.turn.number if decision.turn else "-"
        place = _("{source}, turn {turn}").format(source=decision.source.name, turn=turn)
        click.echo(
            "  ".join(
                (
                    decision.at[:16].replace("T", " "),
                    decision.coder.name,
                    decision.code.key,
                    outcome_words(decision, codebook),
                    format_number(suggestion.score, 2),
                    _engines(decision),
                )
            )
        )
        words = ", ".join(suggestion.reason)
        click.echo(f"    {place}: {shorten(suggestion.quote, QUOTE_WIDTH)}  [{words}]")
