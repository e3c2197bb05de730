"""What stands around the chapters: title, introduction and the appendix of participants."""

from collections import Counter

from duiding.chapters.material import Material
from duiding.chapters.outline import ParticipantRow, Prose
from duiding.chapters.quoting import form_name, role_name
from duiding.chapters.words import Words, enumerated, weave
from duiding.sources import SourceKind, SpeakerRole
from duiding.text import slug

_ROLES = (
    SpeakerRole.RESPONDENT,
    SpeakerRole.INTERVIEWER,
    SpeakerRole.MODERATOR,
    SpeakerRole.SERVICE,
)


def title(words: Words) -> str:
    """Return the title of the chapter."""
    _ = words.gettext
    return _("State of affairs")


def file_stem(number: int, words: Words) -> str:
    """Return the name of the file with all themes, without its suffix."""
    _ = words.gettext
    return slug(_("draft chapter {number}").format(number=number))


def draft_hints(material: Material, limit: int | None, words: Words) -> tuple[str, ...]:
    """Return what the writer should know about the quotes of all chapters."""
    _, ngettext = words.gettext, words.ngettext
    if not any(material.coded.values()):
        return (_("No fragments are coded yet in this study; the draft is a skeleton."),)
    if limit is None:
        return (_("All coded fragments are quoted. Where each comes from stands in the comments."),)
    chosen = ngettext(
        "At most {count} quote per code was chosen, spread over the sources.",
        "At most {count} quotes per code were chosen, spread over the sources.",
        limit,
    ).format(count=limit)
    where = _(
        "Where each comes from stands in the comments. All fragments: "
        "duiding export chapters --quotes all"
    )
    return (f"{chosen} {where}",)


def introduction(material: Material, themes: int, words: Words) -> Prose:
    """Return what the chapter rests on, in one or two sentences."""
    _, ngettext = words.gettext, words.ngettext
    sentence = ngettext(
        "This chapter describes {count} theme.", "This chapter describes {count} themes.", themes
    ).format(count=themes)
    kinds = Counter(transcript.source.kind for transcript in material.transcripts.values())
    counted: list[Prose] = [
        (told.format(count=kinds[kind]),)
        for kind, told in _counts(kinds, words).items()
        if kinds[kind]
    ]
    if not counted:
        return (sentence,)
    listed = enumerated(counted, words)
    return (f"{sentence} ", *weave(_("The interpretation rests on {sources}."), sources=listed))


def _counts(kinds: Counter[SourceKind], words: Words) -> dict[SourceKind, str]:
    ngettext = words.ngettext
    interviews, groups, discussions, documents = (kinds[kind] for kind in SourceKind)
    return {
        SourceKind.EXPERT_INTERVIEW: ngettext(
            "{count} expert interview", "{count} expert interviews", interviews
        ),
        SourceKind.FOCUS_GROUP: ngettext("{count} focus group", "{count} focus groups", groups),
        SourceKind.DISCUSSION_GROUP: ngettext(
            "{count} discussion group", "{count} discussion groups", discussions
        ),
        SourceKind.DOCUMENT: ngettext("{count} document", "{count} documents", documents),
    }


def participants(material: Material, words: Words) -> tuple[ParticipantRow, ...]:
    """Return how many people with each role took part in each kind of conversation."""
    rows = []
    for kind in SourceKind:
        told = [t for t in material.transcripts.values() if t.source.kind is kind]
        for role in _ROLES:
            people = [[s for s in t.speakers if s.role is role] for t in told]
            conversations = sum(1 for speakers in people if speakers)
            if conversations:
                rows.append(
                    ParticipantRow(
                        form=form_name(kind, words),
                        role=role_name(role, kind, words),
                        conversations=conversations,
                        people=sum(map(len, people)),
                    )
                )
    return tuple(rows)
