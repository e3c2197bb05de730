"""``duiding suggestions``: make, list, show and decide on suggestions; report what came of it."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from duiding.cli._suggestions_report import log, report
from duiding.cli._suggestions_rules import off, on, rules, threshold
from duiding.cli._suggestions_shown import (
    SENTENCE_WIDTH,
    explanation_data,
    known_coder_id,
    print_explanation,
    print_list,
    suggestion_data,
)
from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _, format_number, ngettext
from duiding.settings import ORDERS
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.coding import Suggestion
    from duiding.study import Study

DEFAULT_LIMIT = 40


@click.group(
    name="suggestions",
    help=_(
        "Sentences that may belong to a code. Make them, look through them with the reasons, "
        "accept or reject them, and see what came of them. Each coder has suggestions of their "
        "own.\n\n"
        "Examples: duiding suggestions make · duiding suggestions list --theme armoede · "
        "duiding suggestions accept 3f9c 81d0 · duiding suggestions reject 77e2 · "
        "duiding suggestions report --by month"
    ),
)
def command() -> None:
    """Group the acts on suggestions."""


@command.command(
    help=_(
        "Make suggestions in the turns of respondents: from the words of the codebook and from "
        "what was coded and decided before. What you coded already is not suggested, nor what you "
        "rejected, unless it became much likelier. Making them again changes only what has become "
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
    from duiding.sources import find_source

    with session.open_study() as study:
        codebook, language = study.codebook(), study.settings.language
        pipelines = study.pipelines()
        sources = [find_source(study.database, name) for name in names] if names else None
        with _progress() as progress:
            made = make_suggestions(
                study.database,
                codebook,
                pipelines,
                coder_id=study.coder_id(session.coder),
                sources=sources,
                wishes=study.settings.suggestions,
                progress=progress,
            )
        tell(pipelines.describe(language))  # by now it is known which one could be loaded
    if as_json:
        rows = [
            {"source": m.source.name, "open": m.open, "new": m.new, "gone": m.gone} for m in made
        ]
        print_json(
            {"pipeline": pipelines.choice(language).name, "codebook": codebook.key, "sources": rows}
        )
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
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=_("Reading"), file=sys.stderr) as bar:

        def one_more(done: int, total: int) -> None:
            bar.length = total
            bar.update(1)

        yield one_more


@command.command(
    name="list",
    help=_(
        "List your open suggestions: id, how likely, source, turn, code, the sentence, the words "
        "that weighed and the coded fragments it is like. Only codes that are on, at or above "
        "their threshold (see: duiding suggestions rules).\n\n"
        "Example: duiding suggestions list --source interview-01 --order uncertain"
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
    "--order",
    type=click.Choice(ORDERS),
    help=_(
        "certain: the most likely first; uncertain: the most doubtful first, from which most is "
        "learned. Else as duiding.toml says."
    ),
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
    order: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Print open suggestions."""
    from duiding.codebook import find_code
    from duiding.coding.explaining import near_fragments
    from duiding.coding.listing import list_suggestions
    from duiding.sources import find_source

    if code_name and theme_name:
        raise click.UsageError(_("Give --code or --theme, not both."))
    wanted = code_name or theme_name
    with session.open_study() as study:
        codebook, chosen = study.codebook(), study.settings.suggestions
        listed = list_suggestions(
            study.database,
            codebook,
            coder_id=known_coder_id(study, session.coder),
            threshold=chosen.threshold,
            order=order or chosen.order,
            source=find_source(study.database, name) if name else None,
            code=find_code(codebook, wanted) if wanted else None,
            min_score=min_score,
        )
        shown = listed[:limit] if limit else listed
        near = [near_fragments(study.database, codebook, item.suggestion) for item in shown]
    if as_json:
        pairs = zip(shown, near, strict=True)
        print_json([suggestion_data(item, codebook, nearest) for item, nearest in pairs])
        return
    if not shown:
        tell(_("No open suggestions here. Make them with: duiding suggestions make"))
        return
    print_list(shown, near)
    if len(shown) < len(listed):
        tell(
            _("{shown} of {number} suggestions; for more: --limit 0").format(
                shown=len(shown), number=format_number(len(listed))
            )
        )


@command.command(
    help=_(
        "Show suggestions in full: the sentence in its turn with the words that weighed, what each "
        "way of looking gave, the coded fragments it is like, and what you decided there "
        "before.\n\n"
        "Example: duiding suggestions show 3f9c"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@json_option
@click.pass_obj
def show(session: Session, ids: tuple[str, ...], as_json: bool) -> None:
    """Print suggestions with everything they rest on."""
    from duiding.coding.explaining import explain_suggestion
    from duiding.coding.listing import find_suggestions

    with session.open_study() as study:
        codebook = study.codebook()
        coder_id = known_coder_id(study, session.coder)
        found = find_suggestions(study.database, ids, coder_id=coder_id, decided=True)
        explained = [explain_suggestion(study.database, codebook, item) for item in found]
    if as_json:
        print_json([explanation_data(item, codebook) for item in explained])
        return
    for number, item in enumerate(explained):
        if number:
            click.echo()
        print_explanation(item, codebook)


def _decide(
    session: Session,
    ids: Sequence[str],
    as_json: bool,
    act: Callable[["Study", "Suggestion", str], str],
) -> None:
    """Find all suggestions first, so that a wrong id changes nothing; then decide each.

    ``act`` returns what to tell, with places for the code and the quote.
    """
    from duiding.coding.listing import find_suggestions

    decided: list[dict[str, str]] = []
    with session.open_study() as study:
        codebook = study.codebook()
        coder_id = study.coder_id(session.coder)
        for suggestion in find_suggestions(study.database, ids, coder_id=coder_id):
            told = act(study, suggestion, coder_id)
            code = codebook.by_id.get(suggestion.code_id)
            key = code.key if code else suggestion.code_id
            decided.append({"id": suggestion.id, "code": key, "quote": suggestion.quote})
            tell(told.format(code=key, quote=shorten(suggestion.quote, SENTENCE_WIDTH)))
    if as_json:
        print_json(decided)


@command.command(
    help=_(
        "Accept suggestions: each becomes a coding of yours. With --as the places get another "
        "code, and the suggestions are rejected for theirs; one undo takes back both. Give ids as "
        "listed; the beginning or end of an id will do when it fits one.\n\n"
        "Examples: duiding suggestions accept 3f9c 81d0 · "
        "duiding suggestions accept 77e2 --as schaamte"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--as", "other", metavar=_("CODE"), help=_("Code the places with this code instead."))
@json_option
@click.pass_obj
def accept(session: Session, ids: tuple[str, ...], other: str | None, as_json: bool) -> None:
    """Make codings of suggestions, with their own code or another."""
    from duiding.codebook import find_code
    from duiding.coding import accept_suggestion, recode_suggestion

    def take(study: "Study", suggestion: "Suggestion", coder_id: str) -> str:
        code_id = find_code(study.codebook(), other).id if other else suggestion.code_id
        if code_id == suggestion.code_id:
            accept_suggestion(study.database, suggestion.id, coder_id=coder_id)
            return _("Accepted: {code} · {quote}")
        recode_suggestion(study.database, suggestion.id, code_id=code_id, coder_id=coder_id)
        return _("Recoded from {code}: {quote}")

    _decide(session, ids, as_json, take)


@command.command(
    help=_(
        "Reject suggestions: they come back only when they have become much likelier. Give ids as "
        "listed; the beginning or end of an id will do when it fits one.\n\n"
        "Example: duiding suggestions reject 77e2"
    )
)
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@json_option
@click.pass_obj
def reject(session: Session, ids: tuple[str, ...], as_json: bool) -> None:
    """Put suggestions aside."""
    from duiding.coding import reject_suggestion

    def put_aside(study: "Study", suggestion: "Suggestion", coder_id: str) -> str:
        reject_suggestion(study.database, suggestion.id, coder_id=coder_id)
        return _("Rejected: {code} · {quote}")

    _decide(session, ids, as_json, put_aside)


for _other in (off, on, threshold, rules, report, log):
    command.add_command(_other)
