"""From coded fragments to quotes with their provenance, code by code, within one chapter."""

from dataclasses import dataclass, field

from duiding.chapters.choosing import choose
from duiding.chapters.material import Coded, Material
from duiding.chapters.outline import Provenance, Quote, QuoteGroup
from duiding.chapters.words import Words
from duiding.codebook import Code
from duiding.sources import SourceKind, SpeakerRole, format_time


@dataclass(slots=True)
class Quoting:
    """Chooses quotes for a chapter and remembers which stand in it."""

    material: Material
    words: Words
    attribution: str
    """``none`` or ``role``."""
    limit: int | None
    """Quotes per code at most; None: all."""
    quoted: list[Coded] = field(default_factory=list)

    def has(self, code: Code) -> bool:
        """Return whether there is anything coded with the code."""
        return bool(self.material.coded.get(code.id))

    def groups(self, codes: list[Code]) -> tuple[QuoteGroup, ...]:
        """Return a group for each code that has codings, in this order."""
        return tuple(self.group(code) for code in codes if self.has(code))

    def group(self, code: Code, *, remark: str = "") -> QuoteGroup:
        """Return the quotes of a code."""
        coded = self.material.coded.get(code.id, ())
        said = [one for one in coded if one.parts]
        chosen = choose(coded, limit=self.limit, quoted=self.quoted)
        self.quoted += chosen
        return QuoteGroup(
            code=code.name,
            definition=code.definition,
            quotes=tuple(self._quote(one, code) for one in chosen),
            fragments=len(said),
            sources=len({one.source.id for one in said}),
            not_quoted=len(coded) - len(said),
            remark=remark,
        )

    def _quote(self, coded: Coded, code: Code) -> Quote:
        turns = [turn for _part, turn in coded.parts if turn is not None]
        speakers = dict.fromkeys(turn.speaker.label for turn in turns if turn.speaker)
        return Quote(
            key=coded.key,
            parts=tuple(part for part, _turn in coded.parts),
            text=coded.text,
            attribution=self._attribution(coded),
            provenance=Provenance(
                source=coded.source.name,
                turn=turns[0].number if turns else None,
                time=format_time(turns[0].time_start) if turns else "",
                speaker=", ".join(speakers),
                code=code_path(self.material, code),
                coders=coded.coders,
            ),
        )

    def _attribution(self, coded: Coded) -> str:
        if self.attribution != "role":
            return ""
        return attribution(coded.source.kind, self.words)


def code_path(material: Material, code: Code) -> str:
    """Return the names from the theme down to the code."""
    names = [code.name]
    while code.parent_id is not None:
        code = material.codebook.by_id[code.parent_id]
        names.insert(0, code.name)
    return " › ".join(names)


def attribution(kind: SourceKind, words: Words) -> str:
    """Return what a participant in a kind of source is called behind a quote."""
    _ = words.gettext
    return {
        SourceKind.EXPERT_INTERVIEW: _("expert"),
        SourceKind.FOCUS_GROUP: _("participant in a focus group"),
        SourceKind.DISCUSSION_GROUP: _("participant in a discussion group"),
        SourceKind.DOCUMENT: _("document"),
    }[kind]


def form_name(kind: SourceKind, words: Words) -> str:
    """Return the name of a kind of source."""
    _ = words.gettext
    return {
        SourceKind.EXPERT_INTERVIEW: _("Expert interview"),
        SourceKind.FOCUS_GROUP: _("Focus group"),
        SourceKind.DISCUSSION_GROUP: _("Discussion group"),
        SourceKind.DOCUMENT: _("Document"),
    }[kind]


def role_name(role: SpeakerRole, kind: SourceKind, words: Words) -> str:
    """Return the name of a role in a kind of source, as the appendix lists it."""
    _ = words.gettext
    if role is SpeakerRole.RESPONDENT:
        return _("Expert") if kind is SourceKind.EXPERT_INTERVIEW else _("Participant")
    return {
        SpeakerRole.INTERVIEWER: _("Interviewer"),
        SpeakerRole.MODERATOR: _("Moderator"),
        SpeakerRole.SERVICE: _("Support (notes, technique)"),
    }[role]
