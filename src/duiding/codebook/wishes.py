"""Links between codes and indicators that a codebook file asks for.

The order of imports does not matter: what cannot be linked yet waits as a wish, and every import
of a codebook or of indicators calls ``place_links``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from duiding.codebook import store
from duiding.database import Act, new_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """An indicator, by name, that belongs to a code."""

    code_id: str
    indicator: str


@dataclass(frozen=True, slots=True)
class PlacedLinks:
    """What became of the wanted links."""

    made: tuple[Wanted, ...]
    waiting: tuple[Wanted, ...]
    """Their indicator is not in the study yet; all that wait, also from earlier files."""


def place_links(act: Act, wanted: Iterable[Wanted] = ()) -> PlacedLinks:
    """Make the links that are wanted, now or since an earlier file, and remember the others.

    Indicators are found by name, without regard to capitals.
    """
    database = act.database
    ids = {name.casefold(): key for key, name in store.indicator_names(database).items()}
    linked = store.linked_indicators(database)
    earlier = {Wanted(code_id, name): wish_id for wish_id, code_id, name in store.wishes(database)}
    made: list[Wanted] = []
    waiting: list[Wanted] = []
    for want in dict.fromkeys((*earlier, *wanted)):
        indicator_id = ids.get(want.indicator.casefold())
        if indicator_id is None:
            waiting.append(want)
            if want not in earlier:
                row = {"id": new_id(), "code_id": want.code_id, "indicator": want.indicator}
                act.insert("indicator_wish", row)
            continue
        if (want.code_id, indicator_id) not in linked:
            link = {"id": new_id(), "code_id": want.code_id, "indicator_id": indicator_id}
            act.insert("indicator_link", link)
            linked.add((want.code_id, indicator_id))
            made.append(want)
        if want in earlier:
            act.delete("indicator_wish", earlier[want])
    return PlacedLinks(tuple(made), tuple(waiting))


def drop_wishes(act: Act, code_ids: set[str], still: set[Wanted]) -> None:
    """Forget wishes of these codes that their file no longer names."""
    for wish_id, code_id, name in store.wishes(act.database):
        if code_id in code_ids and Wanted(code_id, name) not in still:
            act.delete("indicator_wish", wish_id)
