"""``duiding link``: link codes and themes to indicators."""

from typing import TYPE_CHECKING

import click

from duiding.cli.main import Session
from duiding.cli.output import json_option, print_json, print_table, tell
from duiding.i18n import _

if TYPE_CHECKING:
    from duiding.study import Study


@click.command(
    name="link",
    help=_(
        "Link a code or theme to an indicator that it explains. Of each, the begin of the name "
        "will do when it fits one only.\n\n"
        "Examples: duiding link leefstijl-en-omgeving obesitas · duiding link --list · "
        "duiding link --remove leefstijl-en-omgeving obesitas"
    ),
)
@click.argument("code", required=False, metavar="[CODE]")
@click.argument("indicator", required=False, metavar="[INDICATOR]")
@click.option("--remove", is_flag=True, help=_("Remove the link."))
@click.option("--list", "as_list", is_flag=True, help=_("List the links; with CODE: of that code."))
@click.option("--codebook", "key", help=_("Key of the codebook (default: the one in use)."))
@json_option
@click.pass_obj
def command(
    session: Session,
    code: str | None,
    indicator: str | None,
    remove: bool,
    as_list: bool,
    key: str | None,
    as_json: bool,
) -> None:
    """Make, remove or list links."""
    with session.open_study() as study:
        if as_list:
            if indicator or remove:
                raise click.UsageError(_("--list takes no INDICATOR and no --remove."))
            _list(study, code, key, as_json)
        elif code and indicator:
            _change(study, session.coder, (code, indicator), key, remove=remove)
        else:
            raise click.UsageError(_("Give a CODE and an INDICATOR, or --list."))


def _change(
    study: "Study", coder: str | None, names: tuple[str, str], key: str | None, *, remove: bool
) -> None:
    from duiding.codebook import find_code
    from duiding.indicators import find_indicator, link_indicator, links, unlink_indicator

    code = find_code(study.codebook(key), names[0])
    indicator = find_indicator(study.database, names[1])
    before = {link.id for link in links(study.database)}
    act = unlink_indicator if remove else link_indicator
    link = act(
        study.database,
        code_id=code.id,
        indicator_id=indicator.id,
        coder_id=study.coder_id(coder),
    )
    if remove:
        text = _("{code} is no longer linked to {indicator}.")
    elif link.id in before:
        text = _("{code} was linked to {indicator} already.")
    else:
        text = _("{code} is linked to {indicator}.")
    tell(text.format(code=code.key, indicator=indicator.name))


def _list(study: "Study", code: str | None, key: str | None, as_json: bool) -> None:
    from duiding.codebook import find_code
    from duiding.indicators import links, list_indicators

    book = study.codebook(key)
    wanted = {find_code(book, code).id} if code else set(book.by_id)
    names = {indicator.id: indicator.name for indicator in list_indicators(study.database)}
    rows = sorted(
        (book.by_id[link.code_id].position, link.indicator_id, link.code_id)
        for link in links(study.database)
        if link.code_id in wanted
    )
    pairs = [(book.by_id[code_id].key, names[indicator]) for _place, indicator, code_id in rows]
    if as_json:
        print_json([{"code": code_key, "indicator": name} for code_key, name in pairs])
    else:
        print_table((_("code"), _("indicator")), pairs)
