"""The two sides of a comparison of words: whose speech, in which sources, under which codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from duiding.analysis import store
from duiding.codebook import Codebook, find_code
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _
from duiding.sources import SourceKind, SpeakerRole, Transcript, Turn, list_sources

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """Words of these sources and speakers, in fragments with these codes.

    Names of one kind are alternatives; different kinds all hold; an empty kind holds for all.
    """

    sources: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    waves: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    """Labels of speakers."""
    roles: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """Keys, names or parts of them; a theme or code stands for all codes below it too."""

    @property
    def is_empty(self) -> bool:
        """True when nothing is asked for, so that everything belongs to it."""
        return not any(getattr(self, one.name) for one in fields(self))

    @property
    def names(self) -> tuple[str, ...]:
        """All that was asked for, as it was named."""
        return tuple(name for one in fields(self) for name in getattr(self, one.name))


@dataclass(frozen=True, slots=True)
class Belonging:
    """A side, with its codes looked up in the study: what belongs to it."""

    side: Side
    stretches: dict[str, list[Span]]
    """The coded stretches by text, without doubles; not used without codes."""

    def spans(self, transcript: Transcript, turn: Turn) -> Sequence[Span]:
        """Return the stretches of a turn that belong to the side; they may overlap."""
        side, source = self.side, transcript.source
        speaker = turn.speaker
        role = speaker.role if speaker else SpeakerRole.RESPONDENT
        label = speaker.label if speaker else ""
        for wanted, value in (
            (side.sources, source.name),
            (side.source_kinds, source.kind),
            (side.waves, source.wave),
            (side.speakers, label),
            (side.roles, role),
        ):
            if wanted and value not in wanted:
                return ()
        if not side.codes:
            return ((turn.start, turn.end),)
        return [
            (max(start, turn.start), min(end, turn.end))
            for start, end in self.stretches.get(source.text_id, ())
            if start < turn.end and end > turn.start
        ]


def belonging(
    database: Database, codebook: Codebook | None, side: Side, transcripts: Iterable[Transcript]
) -> Belonging:
    """Return what belongs to a side. Raises NotFound for a name that is not in the study."""
    told = list(transcripts)
    sources = [one.source for one in told]
    _known(_("source"), side.sources, (source.name for source in sources))
    _known(_("kind of source"), side.source_kinds, SourceKind)
    _known(_("wave"), side.waves, (source.wave for source in sources))
    _known(_("role"), side.roles, SpeakerRole)
    _known(_("speaker"), side.speakers, _labels(told))
    stretches: dict[str, list[Span]] = {}
    for code_id in _code_ids(codebook, side.codes):
        for text_id, _coder, start, end in store.coding_places(database, code_id):
            stretches.setdefault(text_id, []).append((start, end))
    return Belonging(side, {key: sorted(set(spans)) for key, spans in stretches.items()})


def named_side(database: Database, codebook: Codebook | None, names: Iterable[str]) -> Side:
    """Return the side that a person means by names of anything: source, kind, role, speaker, code.

    Raises NotFound for a name that is none of these.
    """
    sources = list_sources(database)
    places = (
        ("sources", {source.name for source in sources}),
        ("source_kinds", {kind.value for kind in SourceKind}),
        ("roles", {role.value for role in SpeakerRole}),
        ("waves", {source.wave for source in sources if source.wave}),
        ("speakers", store.speaker_labels(database)),
    )
    kinds: dict[str, list[str]] = {}
    for name in names:
        kind = next((kind for kind, known in places if name in known), "codes")
        kinds.setdefault(kind, []).append(name)
    side = Side(**{kind: tuple(found) for kind, found in kinds.items()})
    _code_ids(codebook, side.codes)
    return side


def _labels(transcripts: Iterable[Transcript]) -> list[str]:
    return sorted({speaker.label for one in transcripts for speaker in one.speakers})


def _code_ids(codebook: Codebook | None, names: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in names:
        if codebook is None:
            raise NotFound(
                _("There is no codebook yet. Import one with: duiding codebook import FILE")
            )
        found.update(dict.fromkeys(c.id for c in codebook.branch_of(find_code(codebook, name))))
    return list(found)


def _known(what: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    names = [str(name) for name in dict.fromkeys(known) if name]
    for name in wanted:
        if name not in names:
            raise NotFound(
                _("There is no {what} {name!r}; known are: {known}.").format(
                    what=what, name=name, known=", ".join(names) or "-"
                )
            )
