"""``duiding suggestions``: make, list, accept and reject suggestions."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from duiding.cli._suggestions_shown import SENTENCE_WIDTH, print_list, suggestion_data
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number, ngettext
from duiding.text import shorten

DEFAULT_LIMIT = 40


@click.group(
    name="suggestions",
    help=_(
        "Sentences that may belong to a code, because words of the code stand in them. Make them, "
        "look through them with the reasons, accept or reject them.\n\n"
        "Examples: duiding suggestions make · duiding suggestions list --theme armoede · "
        "duiding suggestions accept 3f9c 81d0 · duiding suggestions reject 77e2"
    ),
)
def command() -> None:
    """Group the acts on suggestions."""


@command.command(
    help=_(
        "Make suggestions in the turns of respondents. What you coded already and what was "
        "rejected before is not suggested. Making them again changes only what has become "
        "different.\n\n"
        "Example: duiding suggestions make --source interview-01"
    )
)
@click.option(
    "--source",
    "names",
    multiple=True,
    metavar="NAME",
    help=_("Only in this source; may be repeated."),
)
@json_option
@click.pass_obj
def make(session: Session, names: tuple[str, ...], as_json: bool) -> None:
    """Make suggestions and tell per source what became of it."""
    from duiding.coding.suggesting import make_suggestions
    from duiding.language import load_pipeline
    from duiding.sources import find_source, list_sources

    with session.open_study() as study:
        codebook = study.codebook()
        sources = [find_source(study.database, name) for name in names] if names else None
        pipeline = load_pipeline(study.settings.pipeline, language=study.settings.language)
        tell(pipeline.description)
        number = len(list_sources(study.database) if sources is None else sources)
        with _progress(number) as progress:
            made = make_suggestions(
                study.database,
                codebook,
                pipeline,
                coder_id=study.coder_id(session.coder),
                sources=sources,
                progress=progress,
            )
    if as_json:
        rows = [
            {"source": m.source.name, "open": m.open, "new": m.new, "gone": m.gone} for m in made
        ]
        print_json({"pipeline": pipeline.name, "codebook": codebook.key, "sources": rows})
        return
    if not made:
        tell(_("There are no sources yet. Import transcripts with: duiding import FILE…"))
        return
    print_table(
        (_("source"), _("open"), _("new"), _("gone")),
        [(m.source.name, *(format_number(n) for n in (m.open, m.new, m.gone))) for m in made],
        right=(1, 2, 3),
    )
    total = sum(m.open for m in made)
    tell(
        ngettext(
            "{number} suggestion is open. See: duiding suggestions list",
            "{number} suggestions are open. See: duiding suggestions list",
            total,
        ).format(number=format_number(total))
    )


@contextmanager
def _progress(number: int) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal, for more than one source."""
    if number < 2 or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=number, label=_("Reading"), file=sys.stderr) as bar:

        def one_more(done: int, total: int) -> None:
            bar.update(1)

        yield one_more


@command.command(
    name="list",
    help=_(
        "List open suggestions, the best first: id, score, source, turn, code, the words it rests "
        "on, and the sentence.\n\n"
        "Example: duiding suggestions list --source interview-01 --min-score 0.5"
    ),
)
@click.option("--source", "name", metavar="NAME", help=_("Only in this source."))
@click.option("--code", "code_name", metavar="CODE", help=_("Only with this code."))
@click.option("--theme", "theme_name", metavar="THEME", help=_("Only with codes of this theme."))
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.0,
    help=_("Only with at least this score, from 0 to 1."),
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=DEFAULT_LIMIT,
    show_default=True,
    help=_("At most so many; 0: all."),
)
@json_option
@click.pass_obj
def list_(
    session: Session,
    name: str | None,
    code_name: str | None,
    theme_name: str | None,
    min_score: float,
    limit: int,
    as_json: bool,
) -> None:
    """Print open suggestions."""
    from duiding.codebook import find_code
    from duiding.coding.listing import list_suggestions
    from duiding.sources import find_source

    if code_name and theme_name:
        raise click.UsageError(_("Give --code or --theme, not both."))
    wanted = code_name or theme_name
    with session.open_study() as study:
        codebook = study.codebook()
        listed = list_suggestions(
            study.database,
            codebook,
            coder_id=study.coder_id(session.coder),
            threshold=study.settings.suggestions.threshold,
            order=study.settings.suggestions.order,
            source=find_source(study.database, name) if name else None,
            code=find_code(codebook, wanted) if wanted else None,
            min_score=min_score,
        )
    shown = listed[:limit] if limit else listed
    if as_json:
        print_json([suggestion_data(item, codebook) for item in shown])
        return
    if not shown:
        tell(_("No open suggestions here. Make them with: duiding suggestions make"))
        return
    print_list(shown)
    if len(shown) < len(listed):
        tell(
            _("{shown} of {number} suggestions; for more: --limit 0").format(
                shown=len(shown), number=format_number(len(listed))
            )
        )


def _decide(
    session: Session, ids: Sequence[str], as_json: bool, act: Callable[..., object], told: str
) -> None:
    """Find all suggestions first, so that a wrong id changes nothing; then decide each."""
    from duiding.coding.listing import find_suggestions

    decided: list[dict[str, str]] = []
    with session.open_study() as study:
        codebook = study.codebook()
        coder_id = study.coder_id(session.coder)
        suggestions = find_suggestions(study.database, ids, coder_id=coder_id)
        for suggestion in suggestions:
            act(study.database, suggestion.id, coder_id=coder_id)
            code = codebook.by_id.get(suggestion.code_id)
            key = code.key if code else suggestion.code_id
            decided.append({"id": suggestion.id, "code": key, "quote": suggestion.quote})
            tell(told.format(code=key, quote=shorten(suggestion.quote, SENTENCE_WIDTH)))
    if as_json:
        print_json(decided)


@command.command(
    help=_(
        "Accept suggestions: each becomes a coding of yours. Give ids as listed; the beginning or "
        "end of an id will do when it fits one.\n\n"
        "Example: duiding suggestions accept 3f9c 81d0"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@json_option
@click.pass_obj
def accept(session: Session, ids: tuple[str, ...], as_json: bool) -> None:
    """Make codings of suggestions."""
    from duiding.coding import accept_suggestion

    _decide(session, ids, as_json, accept_suggestion, _("Accepted: {code} · {quote}"))


@command.command(
    help=_(
        "Reject suggestions: they do not come back. Give ids as listed; the beginning or end of "
        "an id will do when it fits one.\n\n"
        "Example: duiding suggestions reject 77e2"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@json_option
@click.pass_obj
def reject(session: Session, ids: tuple[str, ...], as_json: bool) -> None:
    """Put suggestions aside."""
    from duiding.coding import reject_suggestion

    _decide(session, ids, as_json, reject_suggestion, _("Rejected: {code} · {quote}"))
