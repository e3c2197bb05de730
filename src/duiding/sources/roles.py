"""Propose a role for every speaker: by the label, else by who asks the questions."""

from collections.abc import Mapping, Sequence

from duiding.i18n import _
from duiding.sources.labels import fold, role_of
from duiding.sources.model import SpeakerRole
from duiding.sources.parsed import ParsedTurn

_LEADS = (SpeakerRole.INTERVIEWER, SpeakerRole.MODERATOR)
_FEWEST_TURNS = 4
_MORE_OFTEN = 2.0


def propose_roles(
    turns: Sequence[ParsedTurn], given: Mapping[str, SpeakerRole]
) -> tuple[dict[str, SpeakerRole], list[str]]:
    """Return the role of each label in order of appearance, and what the user should check.

    ``given`` roles, by folded label, win. A label that says nothing is a respondent, unless
    nobody leads the conversation and one of two speakers asks far more questions.
    """
    labels = list(dict.fromkeys(turn.label for turn in turns if turn.label))
    known = {label: given.get(fold(label)) or role_of(label) for label in labels}
    if "M" in known and fold("M") not in given and _is_one_of_two(known):
        known["M"] = SpeakerRole.RESPONDENT  # beside an interviewer: mevrouw or meneer
    warnings = []
    if not any(role in _LEADS for role in known.values()):
        asker = _asker(turns, [label for label in labels if fold(label) not in given])
        if asker is not None:
            known[asker] = SpeakerRole.INTERVIEWER
            warnings.append(
                _(
                    "{label} is taken for the interviewer, because of the questions. "
                    "If that is wrong: --role {example!r}."
                ).format(label=asker, example=f"{asker}=respondent")
            )
    return {label: role or SpeakerRole.RESPONDENT for label, role in known.items()}, warnings


def _is_one_of_two(known: Mapping[str, SpeakerRole | None]) -> bool:
    return len(known) == 2 and SpeakerRole.INTERVIEWER in known.values()


def _asker(turns: Sequence[ParsedTurn], labels: Sequence[str]) -> str | None:
    """Return the speaker of two whose turns hold questions far more often; None when unclear."""
    if len(labels) != 2:
        return None
    spoken = {label: [turn.text for turn in turns if turn.label == label] for label in labels}
    if min(map(len, spoken.values())) < _FEWEST_TURNS:
        return None
    shares = {
        label: sum("?" in text for text in texts) / len(texts) for label, texts in spoken.items()
    }
    lengths = {label: sum(map(len, texts)) for label, texts in spoken.items()}
    asker, other = sorted(labels, key=lambda label: -shares[label])
    if shares[asker] < _MORE_OFTEN * shares[other] or lengths[asker] > lengths[other]:
        return None
    return asker if shares[asker] > 0 else None
