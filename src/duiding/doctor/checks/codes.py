"""Checks of the code tree: a tree indeed, with codes of known kinds."""

import json

from duiding.codebook import CodeKind
from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.doctor.store import CodeRow
from duiding.i18n import _


def tree(patient: Patient) -> Verdict:
    """Return whether every code leads up to a theme of its own codebook."""
    codes = store.codes(patient.database)
    return judge(
        [code.key for code in codes.values() if not _reaches_theme(code, codes)],
        good=_("Every code belongs to a theme."),
        bad=_("Codes that do not lead to a theme of their codebook: {number} ({names})."),
    )


def _reaches_theme(code: CodeRow, codes: dict[str, CodeRow]) -> bool:
    passed: set[str] = set()
    here = code
    while here.parent_id is not None:
        passed.add(here.id)
        parent = codes.get(here.parent_id)
        if parent is None or parent.id in passed or parent.codebook_id != code.codebook_id:
            return False
        here = parent
    return True


def kinds(patient: Patient) -> Verdict:
    """Return whether every code has a known kind: theme at the top, another below it."""
    known = {kind.value for kind in CodeKind}
    codes = store.codes(patient.database).values()
    return judge(
        [
            code.key
            for code in codes
            if code.kind not in known or (code.kind == CodeKind.THEME) != (code.parent_id is None)
        ],
        good=_("Every code has a known kind."),
        bad=_("Codes of an unknown kind, or themes out of place: {number} ({names})."),
    )


def keys(patient: Patient) -> Verdict:
    """Return whether the key of every code is the path to it."""
    codes = store.codes(patient.database)
    wrong = []
    for code in codes.values():
        parent = codes.get(code.parent_id or "")
        if code.key.rpartition("/")[0] != (parent.key if parent else ""):
            wrong.append(code.key)
    return judge(
        wrong,
        good=_("Every key of a code is its path in the tree."),
        bad=_("Codes with a key that is not their path in the tree: {number} ({names})."),
    )


def relations(patient: Patient) -> Verdict:
    """Return whether codes of the kind relation, and only those, name another theme."""
    codes = store.codes(patient.database)
    return judge(
        [code.key for code in codes.values() if not _relates_well(code, codes)],
        good=_("Every relation names the other theme."),
        bad=_("Relations without another theme, or with a wrong one: {number} ({names})."),
    )


def _relates_well(code: CodeRow, codes: dict[str, CodeRow]) -> bool:
    if code.kind != CodeKind.RELATION:
        return code.related_theme_id is None
    other = codes.get(code.related_theme_id or "")
    return (
        other is not None
        and other.kind == CodeKind.THEME
        and other.codebook_id == code.codebook_id
        and other.key != code.key.partition("/")[0]
    )


def keywords(patient: Patient) -> Verdict:
    """Return whether the keywords of every code can be read."""
    codes = store.codes(patient.database).values()
    return judge(
        [code.key for code in codes if not _is_list_of_words(code.keywords)],
        good=_("The keywords of every code can be read."),
        bad=_("Codes with keywords that cannot be read: {number} ({names})."),
    )


def _is_list_of_words(text: str) -> bool:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return False
    return isinstance(found, list) and all(isinstance(word, str) for word in found)


def crosswalk(patient: Patient) -> Verdict:
    """Return whether the crosswalk names codes that exist."""
    return judge(
        store.lost_crosswalk(patient.database),
        good=_("The crosswalk names codes that exist."),
        bad=_("Rows of the crosswalk with an unknown code: {number} ({names})."),
        level=Level.WARNING,
    )
