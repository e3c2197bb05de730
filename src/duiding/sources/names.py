"""How kinds of sources, roles and the outcome of an import are called on screen."""

from duiding.i18n import N_, _
from duiding.sources.model import SourceKind, SpeakerRole

_KINDS = {
    SourceKind.EXPERT_INTERVIEW: N_("expert interview"),
    SourceKind.FOCUS_GROUP: N_("focus group"),
    SourceKind.DISCUSSION_GROUP: N_("discussion group"),
    SourceKind.DOCUMENT: N_("document"),
}
_ROLES = {
    SpeakerRole.INTERVIEWER: N_("interviewer"),
    SpeakerRole.MODERATOR: N_("moderator"),
    SpeakerRole.RESPONDENT: N_("respondent"),
    SpeakerRole.SERVICE: N_("service line"),
}


def kind_name(kind: SourceKind) -> str:
    """Return the name of a kind of source in the language in use."""
    return _(_KINDS[kind])


def role_name(role: SpeakerRole) -> str:
    """Return the name of a role in the language in use."""
    return _(_ROLES[role])
