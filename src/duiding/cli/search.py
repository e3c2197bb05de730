"""``duiding search``: a term in its context, and coding all of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duiding.cli._reading_bar import reading_bar
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, tell
from duiding.i18n import _, format_number, ngettext
from duiding.sources.model import SourceKind, SpeakerRole
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.codebook import Code, Codebook
    from duiding.search import Concordance, PlacesToCode, Query
    from duiding.study import Study

DEFAULT_LIMIT = 200
SENTENCE_WIDTH = 92
_EXAMPLES = 10


def _modes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the ways to compare; the one that is named last holds."""
    for name, help_text in (
        ("regex", _("A regular expression, within one turn.")),
        ("word", _("Words as they are written; * stands for any letters.")),
        ("part", _("All forms, and compounds with the word in them: jeugdschulden.")),
        ("lemma", _("All forms of the words: schuld, schulden (this is the default).")),
    ):
        option = click.option(f"--{name}", "mode", flag_value=name, help=help_text)
        command = option(command)
    return command


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that leave something out; the first five may be given several times."""
    option = partial(click.option, multiple=True)
    source_kinds = click.Choice([kind.value for kind in SourceKind])
    roles = click.Choice([role.value for role in SpeakerRole])
    inside = _("Only where this theme or code, or one below it, stands.")
    for add in (
        click.option("--not-coded", is_flag=True, help=_("Only where nothing is coded.")),
        click.option("--outside", metavar="CODE", help=_("Only where this code does not stand.")),
        click.option("--within", metavar="CODE", help=inside),
        option("--role", "roles", type=roles, help=_("Only what speakers with this role say.")),
        option("--speaker", "speakers", metavar="LABEL", help=_("Only what this speaker says.")),
        option("--wave", "waves", help=_("Only in sources of this wave.")),
        option(
            "--source-kind",
            "source_kinds",
            type=source_kinds,
            help=_("Only in sources of this kind."),
        ),
        option("--source", "sources", metavar="NAME", help=_("Only in this source.")),
    ):
        command = add(command)
    return command


def _coding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options for coding what was found."""
    units = click.Choice(["sentence", "hit", "turn"])
    questions = _("Also code hits in what interviewers and moderators say.")
    for add in (
        click.option("--yes", is_flag=True, help=_("With --code: do not ask first.")),
        click.option("--everybody", is_flag=True, help=questions),
        click.option(
            "--unit",
            type=units,
            default="sentence",
            show_default=True,
            help=_("With --code: what is coded around each hit."),
        ),
        click.option("--codebook", metavar="KEY", help=_("Another codebook than the one in use.")),
        click.option("--code", metavar="CODE", help=_("Code all hits with this code.")),
    ):
        command = add(command)
    return command


def _shown(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is printed or written."""
    orders = click.Choice(["text", "left", "right"])
    file = click.Path(path_type=Path, allow_dash=True)
    for add in (
        click.option("--force", is_flag=True, help=_("Replace a file that is there.")),
        click.option("--dutch", is_flag=True, help=_("CSV for Excel with Dutch settings: ; and ,")),
        click.option(
            "--csv", type=file, metavar="FILE", help=_("Write a CSV file (- for the screen).")
        ),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            default=DEFAULT_LIMIT,
            show_default=True,
            help=_("Print at most so many hits; 0: all."),
        ),
        click.option(
            "--order",
            type=orders,
            default="text",
            show_default=True,
            help=_("Sort by place, or by the words to the left or right of the hit."),
        ),
        click.option("--accents", is_flag=True, help=_("With --word: een does not find één.")),
        click.option(
            "--case", is_flag=True, help=_("With --word or --regex: Schuld does not find schuld.")
        ),
    ):
        command = add(command)
    return command


@click.command(
    name="search",
    help=_(
        "Find a term in the sources and show each place with what stands around it. With --code "
        "all places are coded, as one act that is undone as one (duiding code undo); what you "
        "coded there already, and what interviewers say, is passed over.\n\n"
        "Examples: duiding search schuld · duiding search schuld --part --order right · "
        'duiding search "geen werk" --source-kind focus-group · '
        "duiding search 'scha*' --word --not-coded · "
        "duiding search schaamte --code schulden-en-schaamte"
    ),
)
@click.argument("term", metavar=_("TERM"))
@_modes
@_filters
@_shown
@_coding
@json_option
@click.pass_obj
def command(session: Session, /, term: str, **options: Any) -> None:
    """Search, and print, write or code."""
    from duiding.search import Concordance, Order, find, sort_hits

    _check(options)
    with session.open_study() as study:
        query = _query(study, term, options)
        with reading_bar() as progress:
            found = find(study.database, study.pipelines(), query, progress=progress)
        hits = tuple(sort_hits(found.hits, Order(options["order"])))
        found = Concordance(query, hits, found.searched)
        if options["code"] is not None:
            _code(session, study, found, options)
        else:
            _show(found, _codebook(study, options["codebook"]), options)


def _check(options: dict[str, Any]) -> None:
    if options["code"] is not None and options["csv"] is not None:
        raise click.UsageError(_("--code does not go with --csv."))
    if options["code"] is None and (options["yes"] or options["everybody"]):
        raise click.UsageError(_("--yes and --everybody go with --code."))
    if sum(map(bool, (options["within"], options["outside"], options["not_coded"]))) > 1:
        raise click.UsageError(_("Choose one: --within, --outside or --not-coded."))
    if options["dutch"] and options["csv"] is None:
        raise click.UsageError(_("--dutch goes with --csv."))
    mode = options["mode"] or "lemma"
    if options["case"] and mode not in ("word", "regex"):
        raise click.UsageError(_("--case goes with --word or --regex."))
    if options["accents"] and mode != "word":
        raise click.UsageError(_("--accents goes with --word."))


def _query(study: "Study", term: str, options: dict[str, Any]) -> "Query":
    from duiding.codebook import find_code
    from duiding.search import Mode, Query

    codes: tuple[str, ...] = ()
    name = options["within"] or options["outside"]
    if name:
        book = study.codebook(options["codebook"])
        codes = tuple(code.id for code in book.branch_of(find_code(book, name)))
    outside = options["outside"] or options["not_coded"]
    return Query(
        term,
        Mode(options["mode"] or "lemma"),
        match_case=options["case"],
        match_accents=options["accents"],
        sources=options["sources"],
        source_kinds=tuple(map(SourceKind, options["source_kinds"])),
        waves=options["waves"],
        speakers=options["speakers"],
        roles=tuple(map(SpeakerRole, options["roles"])),
        coded=True if options["within"] else False if outside else None,
        codes=codes,
    )


def _codebook(study: "Study", key: str | None) -> "Codebook | None":
    """Return the codebook that tells the codes; None in a study that has none yet."""
    from duiding.codebook import list_codebooks

    return study.codebook(key) if key or list_codebooks(study.database) else None


def _show(found: "Concordance", codebook: "Codebook | None", options: dict[str, Any]) -> None:
    from duiding.cli._search_shown import print_hits, tell_found
    from duiding.exchange.found import hits_table
    from duiding.exchange.tables import csv_text, table_data, write_csv

    csv, dutch = options["csv"], options["dutch"]
    if csv == Path("-"):
        click.echo(csv_text(hits_table(found, codebook), dutch=dutch), nl=False)
    elif csv is not None:
        table = hits_table(found, codebook)
        write_csv(table, csv, dutch=dutch, overwrite=options["force"])
        tell(_("Written: {path}").format(path=csv))
    if options["as_json"]:
        hits = [
            {**row, "codes": str(row["codes"]).split()}
            for row in table_data(hits_table(found, codebook))
        ]
        query = found.query
        asked = {"term": query.term, "mode": query.mode, "searched": found.searched}
        print_json({**asked, "hits": hits})
        return
    shown = found.hits[: options["limit"] or None] if csv is None else ()
    print_hits(shown)
    tell_found(found, len(shown) if csv is None else len(found.hits))


def _code(session: Session, study: "Study", found: "Concordance", options: dict[str, Any]) -> None:
    """Say what would be coded, ask, and code it."""
    from duiding.cli._search_shown import tell_found
    from duiding.codebook import find_code
    from duiding.search import Unit, code_hits, places_to_code

    code = find_code(study.codebook(options["codebook"]), options["code"])
    if not found.hits:
        tell_found(found, 0)
        return
    coder_id = study.coder_id(session.coder)
    how: dict[str, Any] = {"unit": Unit(options["unit"]), "everybody": options["everybody"]}
    places = places_to_code(study.database, found.hits, code.id, coder_id, **how)
    if not options["yes"]:
        _show_places(places, code)
        if not places.fragments:
            return
        _ask()
    done = code_hits(study.database, found.hits, code.id, coder_id, **how)
    if options["as_json"]:
        counts = {"new": len(done.new), "known": done.known, "others": done.others}
        print_json({"code": code.key, **counts})
        return
    count = len(done.new)
    tell(
        ngettext(
            "{count} new coding with {code}.", "{count} new codings with {code}.", count
        ).format(count=format_number(count), code=code.key)
    )
    _tell_passed_over(done.known, done.others)
    if done.new:
        tell(_("Undo all of them with: duiding code undo"))


def _show_places(places: "PlacesToCode", code: "Code") -> None:
    """Say what would be coded, and the begin of it."""
    count = len(places.fragments)
    tell(
        ngettext(
            "{count} place would be coded with {code}:",
            "{count} places would be coded with {code}:",
            count,
        ).format(count=format_number(count), code=code.key)
    )
    for hit, quote in list(zip(places.hits, places.quotes, strict=True))[:_EXAMPLES]:
        tell(f"  {hit.source.name} {hit.turn.number}  {shorten(quote, SENTENCE_WIDTH)}")
    if count > _EXAMPLES:
        tell("  …")
    _tell_passed_over(places.known, places.others)


def _tell_passed_over(known: int, others: int) -> None:
    if known:
        tell(_("Passed over, coded already: {count}").format(count=format_number(known)))
    if others:
        told = _("Passed over, not said by a respondent: {count} (--everybody codes these too)")
        tell(told.format(count=format_number(others)))


def _ask() -> None:
    """Go on when the answer is yes. Raises Abort for any other answer, and without a person."""
    answer = click.prompt(_("Code all of these? [y/n]"), default="n", show_default=False, err=True)
    if answer.strip().lower() not in {"y", "yes", "j", "ja"}:
        raise click.Abort
