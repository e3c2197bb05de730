"""The acts on sources: look at a transcript, import it, remove it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from duiding.database import Change, Database, act, new_id, now
from duiding.errors import Refused
from duiding.i18n import _, ngettext
from duiding.sources import store
from duiding.sources.canonical import Layers, build_layers
from duiding.sources.model import Section, Source, SourceKind, SpeakerRole, Transcript, Turn
from duiding.sources.parsed import Convention, Parsed
from duiding.sources.readers.model import Document
from duiding.text import clean_line, count_words, sha256

IMPORT_TRANSCRIPT = "import_transcript"
REMOVE_SOURCE = "remove_source"


class ImportStatus(StrEnum):
    """What an import did."""

    PREVIEW = "preview"
    """Nothing was stored, because nothing had to be."""
    NEW = "new"
    UNCHANGED = "unchanged"
    """The study has this source with this content already."""
    KNOWN = "known"
    """The study has this text under another name; it was not imported again."""


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker of a source in numbers."""

    label: str
    role: SpeakerRole
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """What was found in a file, and what was done with it."""

    status: ImportStatus
    name: str
    """The name of the source; for status ``known`` that of the one that has the text."""
    file_name: str
    kind: SourceKind
    format: str
    encoding: str
    convention: Convention
    words: int
    """Words in the turns of all speakers."""
    speakers: tuple[SpeakerSummary, ...]
    warnings: tuple[str, ...]
    text: str
    turns: tuple[Turn, ...]
    sections: tuple[Section, ...]


def preview_transcript(
    path: Path,
    *,
    kind: SourceKind | None = None,
    roles: Mapping[str, SpeakerRole] | None = None,
    encoding: str | None = None,
) -> ImportedSource:
    """Return what an import would find in a file; no study is needed.

    Raises InputError when the file cannot be used.
    """
    read = _read(path, roles, encoding)
    return _summary(ImportStatus.PREVIEW, source_name(path), path, kind or read.kind, read)


def import_transcript(
    database: Database,
    path: Path,
    *,
    language: str,
    wave: str,
    coder_id: str,
    kind: SourceKind | None = None,
    name: str | None = None,
    roles: Mapping[str, SpeakerRole] | None = None,
    encoding: str | None = None,
) -> ImportedSource:
    """Import a transcript in one transaction; without ``kind`` its speakers decide.

    Content that the study has already changes nothing. Raises InputError when the file cannot be
    used, Refused when the study has another text under this name.
    """
    read = _read(path, roles, encoding)
    text_hash = sha256(read.layers.text)
    source = Source(
        id=new_id(),
        name=clean_line(name or "") or source_name(path),
        kind=kind or read.kind,
        language=language,
        wave=wave,
        text_id=new_id(),
        version=1,
        file_name=clean_line(path.name),
        file_hash=read.file_hash,
        format=read.document.format,
        encoding=read.document.encoding,
        imported_at=now(),
    )
    with act(database, IMPORT_TRANSCRIPT, coder_id=coder_id, undoable=False) as running:
        found = _present(database, source, text_hash)
        if found is not None:
            status = ImportStatus.UNCHANGED if found.name == source.name else ImportStatus.KNOWN
            return _as_it_stands(database, found, status, path, read)
        store.insert_source(database, source)
        transcript = Transcript(
            source,
            read.layers.text,
            read.layers.turns,
            read.layers.sections,
            read.layers.speakers,
        )
        store.insert_text(database, transcript=transcript, sha256=text_hash, at=source.imported_at)
        running.record(
            Change("source", source.id, None, _image(source, text_hash, len(read.layers.turns)))
        )
    return _summary(ImportStatus.NEW, source.name, path, source.kind, read)


def remove_source(database: Database, name: str, *, coder_id: str) -> Source:
    """Remove a source with all that hangs on it, and return it as it was.

    Raises NotFound without such a source, Refused when it has codings.
    """
    from duiding.sources import find_source

    with act(database, REMOVE_SOURCE, coder_id=coder_id, undoable=False) as running:
        source = find_source(database, name)
        codings = store.coding_count(database, source.id)
        if codings:
            raise Refused(
                ngettext(
                    "{name} has {number} coding; remove it first, then the source.",
                    "{name} has {number} codings; remove them first, then the source.",
                    codings,
                ).format(name=source.name, number=codings)
            )
        transcript = store.transcript_of(database, source)
        store.delete_source(database, source.id)
        image = _image(source, sha256(transcript.text), len(transcript.turns))
        running.record(Change("source", source.id, image, None))
    return source


def source_name(path: Path) -> str:
    """Return the name that a file gives to its source: the file's name without its suffix."""
    return clean_line(path.stem) or path.name


def speaker_summaries(transcript: Layers | Transcript) -> tuple[SpeakerSummary, ...]:
    """Return turns and words per speaker, in order of appearance."""
    turns: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.speaker is not None:
            turns[turn.speaker.id] += 1
            words[turn.speaker.id] += count_words(transcript.text[turn.start : turn.end])
    return tuple(
        SpeakerSummary(speaker.label, speaker.role, turns[speaker.id], words[speaker.id])
        for speaker in transcript.speakers
    )


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    parsed: Parsed
    layers: Layers
    kind: SourceKind
    file_hash: str


def _read(path: Path, roles: Mapping[str, SpeakerRole] | None, encoding: str | None) -> _Read:
    from duiding.sources.readers import faults, read_document
    from duiding.sources.speakers import find_speakers, propose_kind

    document, file_hash = read_document(path, encoding=encoding)
    parsed = find_speakers(document, roles)
    if not parsed.turns:
        raise faults.no_text(path.name)
    return _Read(
        document,
        parsed,
        build_layers(parsed),
        propose_kind(parsed.roles),
        file_hash,
    )


def _present(database: Database, source: Source, text_hash: str) -> Source | None:
    """Return the source that has this content already; None when it is new to the study."""
    same_name = store.source_by_name(database, source.name)
    same_text = store.source_by_text_hash(database, text_hash)
    if same_name is None:
        return same_text
    same_file = same_name.file_hash == source.file_hash
    if same_file or (same_text is not None and same_text.id == same_name.id):
        return same_name
    raise Refused(
        _(
            "The study has another text under the name {name}. Remove that first "
            "(duiding sources remove {name}), or import this one under another name with --name."
        ).format(name=source.name)
    )


def _image(source: Source, text_hash: str, turns: int) -> dict[str, str | int]:
    """Return what the history keeps of a source: everything but its text."""
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "language": source.language,
        "wave": source.wave,
        "file_name": source.file_name,
        "file_hash": source.file_hash,
        "format": source.format,
        "encoding": source.encoding,
        "text_sha256": text_hash,
        "turns": turns,
    }


def _summary(
    status: ImportStatus, name: str, path: Path, kind: SourceKind, read: _Read
) -> ImportedSource:
    speakers = speaker_summaries(read.layers)
    return ImportedSource(
        status=status,
        name=name,
        file_name=clean_line(path.name),
        kind=kind,
        format=read.document.format,
        encoding=read.document.encoding,
        convention=read.parsed.convention,
        words=sum(count_words(turn.text) for turn in read.parsed.turns),
        speakers=speakers,
        warnings=read.parsed.warnings,
        text=read.layers.text,
        turns=read.layers.turns,
        sections=read.layers.sections,
    )


def _as_it_stands(
    database: Database, found: Source, status: ImportStatus, path: Path, read: _Read
) -> ImportedSource:
    """Return the summary of a source that the study has already, as it stands in the study."""
    transcript = store.transcript_of(database, found)
    summary = _summary(status, found.name, path, found.kind, read)
    return replace(
        summary,
        speakers=speaker_summaries(transcript),
        words=sum(count_words(transcript.text[turn.start : turn.end]) for turn in transcript.turns),
        text=transcript.text,
        turns=transcript.turns,
        sections=transcript.sections,
    )
