"""Undo, redo and history at the command line."""

from typing import TYPE_CHECKING

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import N_, _
from duiding.text import shorten

if TYPE_CHECKING:
    from duiding.database import PastAct

QUOTE_WIDTH = 40
MOST_OF_ONE = 2
"""Accepting a suggestion changes the suggestion and makes a coding."""

OF_THE_PROGRAM = ("make_suggestions",)
"""Not the work of a person: after each decision suggestions are made anew."""

ACTS = {
    "apply_code": N_("apply a code"),
    "remove_coding": N_("remove a coding"),
    "accept_suggestion": N_("accept a suggestion"),
    "reject_suggestion": N_("reject a suggestion"),
    "recode_suggestion": N_("recode a suggestion"),
    "switch_suggestions": N_("switch suggestions of a code on or off"),
    "set_threshold": N_("set the threshold of a code"),
    "import_codings": N_("import codings"),
    "code_hits": N_("code all hits of a search"),
    "import_transcript": N_("import a transcript"),
    "import_codebook": N_("import a codebook"),
    "import_indicators": N_("import indicators"),
    "import_areas": N_("import areas"),
    "link_indicator": N_("link an indicator"),
    "unlink_indicator": N_("unlink an indicator"),
    "remove_source": N_("remove a source"),
    "set_source_language": N_("set the language of a source"),
    "add_coder": N_("add a coder"),
    "undo": N_("undo"),
    "redo": N_("redo"),
}


@click.command(help=_("Undo your last act, or more.\n\nExample: duiding code undo --steps 3"))
@click.option("--steps", type=click.IntRange(1), default=1, help=_("How many acts."))
@click.pass_obj
def undo(session: Session, steps: int) -> None:
    """Take back acts of the coder."""
    from duiding import coding

    with session.open_study() as study:
        coder = study.coder_id(session.coder)
        for _step in range(steps):
            done = coding.undo(study.database, coder_id=coder)
            tell(_("Undone: {act}").format(act=act_name(done.act)))


@click.command(help=_("Do again what you undid.\n\nExample: duiding code redo"))
@click.option("--steps", type=click.IntRange(1), default=1, help=_("How many acts."))
@click.pass_obj
def redo(session: Session, steps: int) -> None:
    """Do acts again that the coder undid."""
    from duiding import coding

    with session.open_study() as study:
        coder = study.coder_id(session.coder)
        for _step in range(steps):
            done = coding.redo(study.database, coder_id=coder)
            tell(_("Done again: {act}").format(act=act_name(done.act)))


@click.command(
    help=_("Show the newest acts in the study.\n\nExample: duiding code history --limit 50")
)
@click.option("--limit", type=click.IntRange(1), default=20, help=_("How many acts."))
@json_option
@click.pass_obj
def history(session: Session, limit: int, as_json: bool) -> None:
    """Print the newest acts: when, who, what, how many things changed."""
    from duiding.database import past_acts

    with session.open_study() as study:
        acts = past_acts(study.database, limit=limit, without=OF_THE_PROGRAM)
    if as_json:
        print_json(
            [
                {"at": a.at, "coder": a.coder, "act": a.act, "of": a.target_act, "rows": a.rows}
                for a in acts
            ]
        )
        return
    print_table(
        (_("when (UTC)"), _("coder"), _("act"), _("changes"), _("quote")),
        [
            (
                a.at[:19].replace("T", " "),
                a.coder or "–",
                act_name(a.act) + (f": {act_name(a.target_act)}" if a.target_act else ""),
                a.rows,
                shorten(_quote(a), QUOTE_WIDTH),
            )
            for a in acts
        ],
        right=(3,),
    )


def _quote(act: "PastAct") -> str:
    """Return the text that an act on one coding or suggestion is about."""
    image = act.first.after or act.first.before or {}
    return str(image.get("quote", "")) if act.rows <= MOST_OF_ONE else ""


def act_name(act: str) -> str:
    """Return the name of an act in the language in use."""
    return _(ACTS[act]) if act in ACTS else act
