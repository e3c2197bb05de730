"""``duiding terms``: words and phrases that are typical of a part of the study."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.cli._reading_bar import reading_bar
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.i18n import _
from duiding.sources.model import SourceKind, SpeakerRole

if TYPE_CHECKING:
    from duiding.analysis.keyness import KeyTerms
    from duiding.codebook import Codebook
    from duiding.study import Study

DEFAULT_LIMIT = 40
DEFAULT_MIN = 3


def _side(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what the terms are typical of; each may be repeated."""
    option = partial(click.option, multiple=True)
    source_kinds = click.Choice([kind.value for kind in SourceKind])
    roles = click.Choice([role.value for role in SpeakerRole])
    against = _(
        "Compare with this only, not with all the rest: name of a source, kind, wave, role, "
        "speaker, theme or code."
    )
    for add in (
        option("--against", metavar="NAME", help=against),
        option("--code", "codes", metavar="CODE", help=_("Typical of what has this code.")),
        option("--theme", "themes", metavar="THEME", help=_("Typical of what has this theme.")),
        option("--role", "roles", type=roles, help=_("Typical of speakers with this role.")),
        option("--speaker", "speakers", metavar="LABEL", help=_("Typical of this speaker.")),
        option("--wave", "waves", metavar="NAME", help=_("Typical of sources of this wave.")),
        option(
            "--source-kind",
            "source_kinds",
            type=source_kinds,
            help=_("Typical of sources of this kind."),
        ),
        option("--source", "sources", metavar="NAME", help=_("Typical of this source.")),
    ):
        command = add(command)
    return command


def _counting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what counts as a term."""
    everybody = _("Count what interviewers and moderators say too.")
    for add in (
        click.option("--codebook", metavar="KEY", help=_("Another codebook than the one in use.")),
        click.option("--weak", is_flag=True, help=_("Also terms that may differ by chance.")),
        click.option(
            "--rank",
            type=click.Choice(["g2", "log-odds"]),
            default="g2",
            show_default=True,
            help=_("Order: by how sure the difference is, or with rare words lower."),
        ),
        click.option(
            "--min",
            "least",
            type=click.IntRange(1),
            default=DEFAULT_MIN,
            show_default=True,
            help=_("Only terms used at least so many times here."),
        ),
        click.option("--persons", is_flag=True, help=_("Count names of persons too.")),
        click.option("--everybody", is_flag=True, help=everybody),
        click.option(
            "--parts", is_flag=True, help=_("Count the parts of compounds too: jeugd, schuld.")
        ),
    ):
        command = add(command)
    return command


@click.command(
    name="terms",
    help=_(
        "Words and phrases that are typical of a source, kind of source, speaker, theme or code, "
        "against the rest: candidates for the codebook. Words are counted in their citation form, "
        "and only what respondents say.\n\n"
        "Examples: duiding terms --source interview-01 · duiding terms --theme armoede · "
        "duiding terms --theme armoede --against gezondheid · "
        "duiding terms --source-kind focus-group --parts"
    ),
    epilog=_(
        "12× here, 3× elsewhere (6.1 times as often): as often means per word spoken, since one "
        "side may be much longer.\n\n"
        "Order: log-likelihood G2 (Dunning 1993; Rayson & Garside 2000), or with --rank log-odds "
        "the weighted log-odds with a Dirichlet prior (Monroe, Colaresi & Quinn 2008). Shown are "
        "terms whose G2 is above 6.63: without any difference 1 in 100 would be.\n\n"
        "Both take the words of one speaker for independent of each other, which they are not: "
        "look at the number of sources too."
    ),
)
@_side
@_counting
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=DEFAULT_LIMIT,
    show_default=True,
    help=_("Print at most so many terms; 0: all."),
)
@click.option(
    "--csv",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help=_("Write a CSV file (- for the screen)."),
)
@click.option("--dutch", is_flag=True, help=_("CSV for Excel with Dutch settings: ; and ,"))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@json_option
@click.pass_obj
def command(session: Session, /, **options: Any) -> None:
    """Compare, and print or write."""
    if options["dutch"] and options["csv"] is None:
        raise click.UsageError(_("--dutch goes with --csv."))
    with session.open_study() as study:
        found = _compare(study, options)
    least, limit = options["least"], options["limit"] or len(found.terms)
    if options["csv"] is not None:
        _write(found, options)
    if options["as_json"]:
        _print_data(found, options)
    elif options["csv"] is None:
        from duiding.cli._terms_shown import print_terms, tell_compared, tell_rest

        there = ", ".join(options["against"]) or _("the rest")
        tell_compared(found, ", ".join(_names(options)), there, _order(options["rank"]))
        print_terms(found, found.terms[:limit])
        tell_rest(found, limit, least)


_SIDE = ("sources", "source_kinds", "waves", "speakers", "roles", "themes", "codes")


def _names(options: dict[str, Any]) -> list[str]:
    return [name for kind in _SIDE for name in options[kind]]


def _order(rank: str) -> str:
    if rank == "g2":
        return _("Order: log-likelihood G2 (Dunning 1993; Rayson & Garside 2000).")
    return _("Order: weighted log-odds, Dirichlet prior (Monroe, Colaresi & Quinn 2008).")


def _compare(study: "Study", options: dict[str, Any]) -> "KeyTerms":
    from duiding.analysis.keyness import LEAST_G2, Ranking, key_terms
    from duiding.analysis.sides import Side, named_side
    from duiding.analysis.term_counts import Rules

    if not _names(options):
        raise click.UsageError(
            _("Say of what: --source, --source-kind, --wave, --speaker, --role, --theme or --code.")
        )
    database, book = study.database, _codebook(study, options)
    against = options["against"]
    with reading_bar() as progress:
        return key_terms(
            database,
            study.pipelines(),
            book,
            Side(**{k: options[k] for k in _SIDE[:5]}, codes=options["themes"] + options["codes"]),
            against=named_side(database, book, against) if against else None,
            rules=Rules(options["everybody"], options["persons"], options["parts"]),
            least_count=options["least"],
            least_g2=0.0 if options["weak"] else LEAST_G2,
            ranking=Ranking(options["rank"]),
            progress=progress,
        )


def _codebook(study: "Study", options: dict[str, Any]) -> "Codebook | None":
    """Return the codebook that tells keywords and codes; None in a study that has none yet."""
    from duiding.codebook import list_codebooks

    key = options["codebook"]
    return study.codebook(key) if key or list_codebooks(study.database) else None


def _write(found: "KeyTerms", options: dict[str, Any]) -> None:
    from duiding.exchange.found import terms_table
    from duiding.exchange.tables import csv_text, write_csv

    path, dutch, table = options["csv"], options["dutch"], terms_table(found)
    if path == Path("-"):
        click.echo(csv_text(table, dutch=dutch), nl=False)
    else:
        write_csv(table, path, dutch=dutch, overwrite=options["force"])
        tell(_("Written: {path}").format(path=path))


def _print_data(found: "KeyTerms", options: dict[str, Any]) -> None:
    from duiding.exchange.found import terms_table
    from duiding.exchange.tables import table_data

    terms = [{**row, "codes": str(row["codes"]).split()} for row in table_data(terms_table(found))]
    print_json(
        {
            "here": _names(options),
            "against": list(options["against"]),
            "words_here": found.words_here,
            "words_there": found.words_there,
            "sources_here": found.sources_here,
            "sources_there": found.sources_there,
            "phrases": found.has_phrases,
            "terms": terms,
        }
    )
