"""Finding the indicator that somebody means."""

from duiding.codebook.names import closest, fitting
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.indicators import store
from duiding.indicators.model import Indicator

_MOST = 8


def find_indicator(database: Database, name: str) -> Indicator:
    """Return the indicator with this name, or whose name alone begins with it or holds it.

    Raises NotFound when there is none, or more than one; the sentence names the candidates.
    """
    known = store.all_indicators(database)
    names = [indicator.name for indicator in known]
    places = fitting(name, names)
    if len(places) == 1:
        return known[places[0]]
    if places:
        raise NotFound(
            _("{name!r} fits more than one indicator: {names}.").format(
                name=name, names="; ".join(names[place] for place in places[:_MOST])
            )
        )
    near = closest(name, names)
    if near:
        raise NotFound(
            _("There is no indicator {name!r}. Do you mean: {near}?").format(
                name=name, near="; ".join(names[place] for place in near)
            )
        )
    raise NotFound(
        _("There is no indicator {name!r}. See: duiding indicators list").format(name=name)
    )
