"""Lines that may start a turn, and which of their labels are speakers: by evidence, not by list.

Speakers return, and their labels are written alike: with a time, in bold or in capitals. A colon
inside the text ("Voordeel: ...") lacks that evidence.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from duiding.sources.labels import (
    fold,
    is_code,
    is_label_shaped,
    is_name_shaped,
    names_structure,
    role_of,
    shown_label,
)
from duiding.sources.model import SpeakerRole
from duiding.sources.parsed import Convention
from duiding.sources.readers.model import Line
from duiding.sources.times import TIME, seconds, time_line

_LABEL = r"(?P<label>[^\W\d_\[(][^:\n\[\]]{0,39}?|\[[^\W\d_][^:\n\[\]]{0,18}\])"
_STAMP = rf"[\[(]\s*{TIME}(?:\s*[-–]\s*{TIME})?\s*[\])]|{TIME}"
_INLINE = re.compile(
    rf"^(?:(?P<before>{_STAMP})\s*[-–]?\s*)?{_LABEL}"
    rf"(?:\s+(?P<within>{_STAMP}))?\s*:(?!//)\s*(?:(?P<after>[\[(]\s*{TIME}\s*[\])])\s*)?(?P<text>.*)$"
)
_NAME = _LABEL.replace("label", "name")
_HEADING = re.compile(
    rf"^(?:{_LABEL}\s*[-–,:]?\s+(?P<after>{_STAMP})|(?P<before>{_STAMP})\s+{_NAME}:?)$"
)
_BRACKETED = re.compile(r"^\[(?P<label>[^\W\d_]{1,3}\d{0,2})\]\s*:?\s+(?P<text>.*)$")
_TIME = re.compile(TIME)

_FEWEST = 2
_CONSISTENT = 0.9
_SUPPORT = 0.5
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may start a turn."""

    index: int
    label: str
    text: str
    time: float | None
    bold: bool
    convention: Convention

    @property
    def key(self) -> str:
        """The label under which a speaker is known, case folded."""
        return fold(shown_label(self.label))

    @property
    def is_strong(self) -> bool:
        """True when the label itself says that it is a speaker: a role or a code."""
        return role_of(self.label) is not None


def candidates(lines: Sequence[Line]) -> dict[Convention, list[Candidate]]:
    """Return the lines that may start a turn, per convention."""
    found: dict[Convention, list[Candidate]] = {
        Convention.INLINE: [],
        Convention.HEADING: [],
        Convention.ALONE: [],
    }
    below_time = False
    for index, line in enumerate(lines):
        heading = _heading(index, line) or (_below_time(index, line) if below_time else None)
        others = () if heading else (_inline(index, line), _alone(index, line))
        for candidate in (heading, *others):
            if candidate is not None:
                found[candidate.convention].append(candidate)
        below_time = time_line(line.text) is not None
    return found


def _candidate(
    index: int, line: Line, label: str, text: str, stamp: str | None, convention: Convention
) -> Candidate | None:
    label = label.strip(" .-–\t")
    if label.startswith("[") and label.endswith("]"):
        label = label[1:-1]
    if not is_label_shaped(label):
        return None
    time = _TIME.search(stamp) if stamp else None
    bold = line.bold > 0 and line.bold >= line.text.find(label) + len(label)
    return Candidate(
        index, label, text.strip(), seconds(time[0]) if time else line.start, bold, convention
    )


def _inline(index: int, line: Line) -> Candidate | None:
    match = _BRACKETED.match(line.text)
    if match and role_of(match["label"]) is not None:
        return _candidate(index, line, match["label"], match["text"], None, Convention.INLINE)
    match = _INLINE.match(line.text)
    if match is None:
        return None
    stamp = match["before"] or match["within"] or match["after"]
    return _candidate(index, line, match["label"], match["text"], stamp, Convention.INLINE)


def _heading(index: int, line: Line) -> Candidate | None:
    if len(line.text) > 80:
        return None
    match = _HEADING.match(line.text)
    if match is None:
        return None
    label = match["label"] or match["name"]
    stamp = match["before"] or match["after"]
    return _candidate(index, line, label, "", stamp, Convention.HEADING)


def _below_time(index: int, line: Line) -> Candidate | None:
    """Return a label that stands on the line below its time."""
    if time_line(line.text) is not None or line.text[-1] in ".;?!…":
        return None
    return _candidate(index, line, line.text.rstrip(": "), "", None, Convention.HEADING)


def _alone(index: int, line: Line) -> Candidate | None:
    if not line.opens or len(line.text) > 40 or line.text[-1] in ".,;?!…:":
        return None
    return _candidate(index, line, line.text, "", None, Convention.ALONE)


def accepted(found: Sequence[Candidate], named: Collection[str], lines: int) -> list[Candidate]:
    """Return the candidates whose label is a speaker.

    A label is accepted when the user named it (``named``, case folded), or when it is a role, a
    recurring code or a recurring name, and is written as the sure labels are. ``lines`` is the
    length of the document.
    """
    groups: dict[str, list[Candidate]] = {}
    for candidate in found:
        groups.setdefault(candidate.key, []).append(candidate)
    sure = _sure_keys(groups, lines)
    if len(sure) < _FEWEST:
        sure |= _leading(groups, sure)
    reference = [candidate for key in sure for candidate in groups[key]]
    chosen = {
        key
        for key, group in groups.items()
        if key in named
        or (
            _fits(group, reference)
            and (key in sure or _recurs(group, len(found)) or _stands_out(group, reference))
        )
    }
    return [candidate for candidate in found if candidate.key in chosen]


def possible_labels(found: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[str]:
    """Return labels that were not accepted but are written as names, for the user to judge."""
    known = {candidate.key for candidate in chosen}
    labels: dict[str, str] = {}
    for candidate in found:
        if candidate.key not in known and (candidate.is_strong or _is_plausible([candidate])):
            labels.setdefault(candidate.key, shown_label(candidate.label))
    return list(labels.values())


def _sure_keys(groups: dict[str, list[Candidate]], lines: int) -> set[str]:
    """Return the labels that name a role, or are codes or letters with evidence.

    A code that occurs once (a road, a room) needs a recurring code with the same letters. In a
    text so short that no respondent recurs, labels that start most lines will do.
    """
    strong = {key: group for key, group in groups.items() if group[0].is_strong}
    recurring = {key for key, group in strong.items() if len(group) >= _FEWEST}
    letters = {_letters(key) for key in recurring}
    short = 2 * sum(map(len, strong.values())) >= lines and not any(
        role_of(strong[key][0].label) is SpeakerRole.RESPONDENT for key in recurring
    )
    return {
        key
        for key in strong
        if short or key in recurring or (_letters(key) in letters if is_code(key) else len(key) > 1)
    }


def _letters(key: str) -> str:
    return key.rstrip("0123456789 .-")


def _leading(groups: dict[str, list[Candidate]], sure: Collection[str]) -> set[str]:
    """Return the best names, when roles and codes are lacking: marked ones first, then frequent."""
    reference = [candidate for key in sure for candidate in groups[key]]
    names = [
        key
        for key, group in groups.items()
        if key not in sure
        and len(group) >= _FEWEST
        and _is_plausible(group)
        and _fits(group, reference)
    ]
    names.sort(key=lambda key: (-_marks(groups[key]), -len(groups[key])))
    return set(names[: _FEWEST - len(sure)])


def _marks(group: Sequence[Candidate]) -> int:
    return sum(_share(group, mark) >= _CONSISTENT for mark in (_is_bold, _is_timed))


def _is_plausible(group: Sequence[Candidate]) -> bool:
    label = group[0].label
    return not names_structure(label) and is_name_shaped(label)


def _recurs(group: Sequence[Candidate], total: int) -> bool:
    return _is_plausible(group) and len(group) >= max(_FEWEST, total * _LEAST_SHARE)


def _stands_out(group: Sequence[Candidate], reference: Sequence[Candidate]) -> bool:
    """Say whether a label that occurs once is marked as no other text is: in bold or by a time."""
    return _is_plausible(group) and any(
        _share(reference, mark) >= _CONSISTENT and _share(group, mark) == 1
        for mark in (_is_bold, _is_timed)
    )


def _fits(group: Sequence[Candidate], reference: Sequence[Candidate]) -> bool:
    """Say whether labels are written as the sure ones are: bold, timed, in capitals."""
    for mark in (_is_bold, _is_timed):
        if _share(reference, mark) >= _CONSISTENT and _share(group, mark) < _SUPPORT:
            return False
    words = [candidate for candidate in reference if _is_word(candidate)]
    if _is_word(group[0]) and _share(words, _is_capitals) >= _CONSISTENT:
        return _is_capitals(group[0])
    return True


def _share(group: Sequence[Candidate], mark: Callable[[Candidate], bool]) -> float:
    return sum(map(mark, group)) / len(group) if group else 0.0


def _is_bold(candidate: Candidate) -> bool:
    return candidate.bold


def _is_timed(candidate: Candidate) -> bool:
    return candidate.time is not None


def _is_word(candidate: Candidate) -> bool:
    return len(candidate.label) > 2 and not is_code(candidate.label)


def _is_capitals(candidate: Candidate) -> bool:
    return candidate.label.isupper()
