"""Checks of the texts: as they came in, with turns and speakers in their place."""

from itertools import pairwise

from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.i18n import _
from duiding.sources.annotating import damaged_annotations
from duiding.text import clean, sha256


def hashes(patient: Patient) -> Verdict:
    """Return whether every text is the text that was imported."""
    return judge(
        [t.source for t in store.texts(patient.database) if sha256(t.text) != t.sha256],
        good=_("Every text is as it was imported."),
        bad=_("Texts that changed since they were imported: {number} ({names})."),
    )


def canonical(patient: Patient) -> Verdict:
    """Return whether every text has the one form that offsets rely on."""
    return judge(
        [t.source for t in store.texts(patient.database) if clean(t.text) != t.text],
        good=_("Every text has the form that places in it rely on."),
        bad=_("Texts with characters that should have been cleaned: {number} ({names})."),
    )


def versions(patient: Patient) -> Verdict:
    """Return whether every source has a text, with versions numbered from 1."""
    found = store.versions(patient.database)
    return judge(
        [name for name, numbers in found.items() if numbers != list(range(1, len(numbers) + 1))],
        good=_("Every source has its text."),
        bad=_("Sources without a text, or with a version missing: {number} ({names})."),
    )


def turns(patient: Patient) -> Verdict:
    """Return whether turns follow each other inside the text."""
    wrong = []
    for text in store.texts(patient.database):
        found = store.turns(patient.database, text.id)
        numbered = [number for number, _start, _end in found] == list(range(1, len(found) + 1))
        if not numbered or not _in_order([span[1:] for span in found], len(text.text)):
            wrong.append(text.source)
    return judge(
        wrong,
        good=_("Turns follow each other inside their text."),
        bad=_("Sources with turns out of order or outside the text: {number} ({names})."),
    )


def sections(patient: Patient) -> Verdict:
    """Return whether stretches that are not speech lie inside the text, apart."""
    return judge(
        [
            text.source
            for text in store.texts(patient.database)
            if not _in_order(store.sections(patient.database, text.id), len(text.text))
        ],
        good=_("Headers, guides and notes lie inside their text."),
        bad=_("Sources with a header, guide or note out of place: {number} ({names})."),
    )


def _in_order(spans: list[tuple[int, int]], length: int) -> bool:
    inside = all(0 <= start < end <= length for start, end in spans)
    return inside and all(left[1] <= right[0] for left, right in pairwise(spans))


def annotations(patient: Patient) -> Verdict:
    """Return whether the words and sentences that were kept of the texts can be read."""
    return judge(
        damaged_annotations(patient.database),
        good=_("The words and sentences that were read before can be used again."),
        bad=_(
            "Sources whose words and sentences must be read again: {number} ({names}). "
            "That happens by itself; at once with: duiding language annotate"
        ),
        level=Level.WARNING,
    )


def speakers(patient: Patient) -> Verdict:
    """Return whether turns are spoken by speakers of their own source."""
    return judge(
        store.strange_speakers(patient.database),
        good=_("Every turn belongs to a speaker of its source."),
        bad=_("Sources with a turn of a speaker from elsewhere: {number} ({names})."),
    )


def silent_speakers(patient: Patient) -> Verdict:
    """Return whether every speaker speaks."""
    return judge(
        store.silent_speakers(patient.database),
        good=_("Every speaker has a turn."),
        bad=_("Speakers without a turn: {number} ({names})."),
        level=Level.WARNING,
    )
