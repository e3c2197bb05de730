"""Checks of codings and suggestions against the text, and of the history against both."""

import json
from collections.abc import Callable
from typing import Any

from duiding.database import Database
from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.doctor.store import Place, Text
from duiding.i18n import _
from duiding.text import context

Places = Callable[[Database, str], list[Place]]


def coding_quotes(patient: Patient) -> Verdict:
    """Return whether every coding quotes what stands in the text at its place."""
    return judge(
        _wrong_places(patient, store.codings, _other_quote),
        good=_("Every coding quotes what the text says there."),
        bad=_("Codings whose quote is not what the text says there: {number} ({names})."),
    )


def coding_contexts(patient: Patient) -> Verdict:
    """Return whether every coding is surrounded by what it remembers."""
    return judge(
        _wrong_places(patient, store.codings, _other_context),
        good=_("Every coding knows the words around it."),
        bad=_("Codings with other words around them in the text: {number} ({names})."),
    )


def suggestion_quotes(patient: Patient) -> Verdict:
    """Return whether every suggestion quotes what stands in the text at its place."""
    return judge(
        _wrong_places(patient, store.suggestions, _other_quote),
        good=_("Every suggestion quotes what the text says there."),
        bad=_("Suggestions whose quote is not what the text says there: {number} ({names})."),
    )


def _wrong_places(
    patient: Patient, places: Places, is_wrong: Callable[[Place, Text], bool]
) -> list[str]:
    return [
        f"{text.source} {place.name}"
        for text in store.texts(patient.database)
        for place in places(patient.database, text.id)
        if is_wrong(place, text)
    ]


def _other_quote(place: Place, text: Text) -> bool:
    outside = not 0 <= place.start < place.end <= len(text.text)
    return outside or text.text[place.start : place.end] != place.quote


def _other_context(place: Place, text: Text) -> bool:
    return context(text.text, place.start, place.end) != (place.before, place.after)


def outdated(patient: Patient) -> Verdict:
    """Return whether all codings stand on the newest text of their source."""
    return judge(
        [f"{name}: {count}" for name, count in store.outdated_codings(patient.database)],
        good=_("Every coding stands on the newest text of its source."),
        bad=_("Sources with codings on an older version of the text: {number} ({names})."),
        level=Level.WARNING,
    )


def decisions(patient: Patient) -> Verdict:
    """Return whether accepted suggestions and the codings made of them agree.

    A coding that was removed later is no fault: the history has it.
    """
    images = store.removed_images(patient.database, "coding")
    removed = {(_image(image) or {}).get("suggestion_id") for image in images}
    lost = [
        place
        for key, place in store.accepted_without_coding(patient.database)
        if key not in removed
    ]
    return judge(
        [*store.codings_without_decision(patient.database), *lost],
        good=_("Accepted suggestions and their codings agree."),
        bad=_("Suggestions and codings that do not agree: {number} ({names})."),
    )


def history_readable(patient: Patient) -> Verdict:
    """Return whether all of the history can be read, so that undo can rely on it."""
    return judge(
        [str(number) for number in store.unreadable_history(patient.database)],
        good=_("The history can be read."),
        bad=_("Rows of the history that cannot be read: {number} (row {names})."),
    )


def history_complete(patient: Patient) -> Verdict:
    """Return whether no row is missing from the history."""
    first, last, count = store.history_numbers(patient.database)
    given = store.last_history_number(patient.database)
    missing = max(given, last) - count
    return judge(
        [] if missing == 0 and first == 1 else [str(missing)],
        good=_("The history is complete."),
        bad=_("Rows that are missing from the history: {names}."),
    )


def history_of_codings(patient: Patient) -> Verdict:
    """Return whether the codings are what the history says they became."""
    return judge(
        _strangers_to_history(patient.database, "coding"),
        good=_("The history agrees with the codings."),
        bad=_("Codings that are not as the history says: {number} ({names})."),
    )


def history_of_codes(patient: Patient) -> Verdict:
    """Return whether the codes are what the history says they became."""
    return judge(
        _strangers_to_history(patient.database, "code"),
        good=_("The history agrees with the codes."),
        bad=_("Codes that are not as the history says: {number} ({names})."),
    )


def _strangers_to_history(database: Database, table: str) -> list[str]:
    present = store.present_rows(database, table)
    last = store.last_images(database, table)
    known = {key: _image(after) for key, after in last}
    wrong = [key for key, row in present.items() if known.get(key) != row]
    lost = [key for key, image in known.items() if image is not None and key not in present]
    names = {key: row.get("key") for key, row in present.items()}
    return [names.get(key) or key for key in (*wrong, *lost)]


def _image(text: str | None) -> dict[str, Any] | None:
    """Return an image of the history; None for what is gone or cannot be read."""
    try:
        image = json.loads(text or "null")
    except json.JSONDecodeError:
        return None
    return image if isinstance(image, dict) else None
