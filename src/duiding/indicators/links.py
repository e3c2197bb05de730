"""Linking codes and themes to the indicators that they explain, and undoing that."""

from duiding import database as db
from duiding.database import Database, new_id
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.indicators import store
from duiding.indicators.model import IndicatorLink

LINK_INDICATOR = "link_indicator"
UNLINK_INDICATOR = "unlink_indicator"


def links(database: Database) -> list[IndicatorLink]:
    """Return the links between codes and indicators, the oldest first."""
    return store.all_links(database)


def link_indicator(
    database: Database, *, code_id: str, indicator_id: str, coder_id: str
) -> IndicatorLink:
    """Link a code or theme to an indicator; linked already, that link is returned.

    Raises NotFound when the code or the indicator is not in the study. Can be undone.
    """
    with db.act(database, LINK_INDICATOR, coder_id=coder_id) as act:
        present = _link(database, code_id, indicator_id)
        if present is not None:
            return present
        if not store.exist(database, code_id, indicator_id):
            raise NotFound(_("This code or indicator is not in the study."))
        link = IndicatorLink(new_id(), code_id, indicator_id)
        act.insert(
            "indicator_link", {"id": link.id, "code_id": code_id, "indicator_id": indicator_id}
        )
    return link


def unlink_indicator(
    database: Database, *, code_id: str, indicator_id: str, coder_id: str
) -> IndicatorLink:
    """Remove a link and return it as it was. Raises NotFound without it. Can be undone."""
    with db.act(database, UNLINK_INDICATOR, coder_id=coder_id) as act:
        present = _link(database, code_id, indicator_id)
        if present is None:
            raise NotFound(_("This code is not linked to this indicator."))
        act.delete("indicator_link", present.id)
    return present


def _link(database: Database, code_id: str, indicator_id: str) -> IndicatorLink | None:
    for link in store.all_links(database):
        if (link.code_id, link.indicator_id) == (code_id, indicator_id):
            return link
    return None
