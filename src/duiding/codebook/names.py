"""Finding what somebody means by a part of a name, or by a name with a typing error."""

from collections.abc import Sequence

_CLOSE = 70.0
"""Lowest score (0–100) of a candidate worth naming."""
_MOST = 5


def fitting(wanted: str, names: Sequence[str]) -> list[int]:
    """Return the places of the names that a text fits: equal, else begun by it, else holding it."""
    wanted = " ".join(wanted.split()).casefold()
    folded = [name.casefold() for name in names]
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [place for place, name in enumerate(folded) if wanted and fits(name, wanted)]
        if found:
            return found
    return []


def closest(wanted: str, names: Sequence[str]) -> list[int]:
    """Return the places of up to five names that look like a text, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        wanted,
        names,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_MOST,
        score_cutoff=_CLOSE,
    )
    return [place for _name, _score, place in found]
