"""Small studies for tests, in a notation that reads like a transcript.

    kit.codebook(study)                      the small codebook below, or one in its notation
    kit.transcript(study, "gesprek", '''
        I: Hoe gaat het?
        [1:05] R1: Er is {schaamte veel schaamte}. En {schulden}, {stress+schulden@codeur-b ja}.
    ''')                                     stores source, turns, speakers and codings

Marks: ``{code text}``, ``{code}`` (the text is the code), ``{code+code text}`` and
``{code@coder text}``; marks may lie inside each other. A code is a whole key or its last part.
Labels that begin with I are interviewers, with M moderators; all others are respondents. A line
without label goes on with the turn. The stored text has one turn per line and no labels.
"""

import contextlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from duiding.cli.main import run
from duiding.codebook import Code, Codebook, CodeKind, current_codebook
from duiding.codebook import store as codebook_store
from duiding.coding import (
    Coding,
    Evidence,
    Fragment,
    NewCoding,
    Suggestion,
    SuggestionStatus,
    all_codings,
    apply_codes,
    suggestions,
)
from duiding.coding import store as coding_store
from duiding.coding.model import Origin
from duiding.database import act, new_id, now
from duiding.errors import NotFound
from duiding.settings import Settings
from duiding.sources import (
    Source,
    SourceKind,
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
    find_source,
    read_transcript,
)
from duiding.sources import store as sources_store
from duiding.study import Study, init_study, open_study
from duiding.text import clean, sha256, slug

CODERS = ("codeur-a", "codeur-b")

SMALL_CODEBOOK = """
armoede (armoede, bijstand)
    Schulden (schuld, lening)
    Schaamte (schaamte, schamen)
    relation Stress > gezondheid
    recommendation Schuldhulpverlening
    indicator Armoedegrens aanpassen
    context Mijnsluiting
gezondheid
    Leefstijl
    recommendation Langdurige projecten
wonen-leefbaarheid
    Verloedering
"""


class Answer(NamedTuple):
    """What the command line did."""

    exit_code: int
    out: str
    err: str


def run_cli(*arguments: object) -> Answer:
    """Run ``duiding`` in this process; the study is that of DUIDING_STUDY or of ``--study``."""
    out, err = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        exit_code = run([str(argument) for argument in arguments])
    return Answer(int(exit_code), out.text(), err.text())


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def new_study(folder: Path, **settings: object) -> Study:
    """Make a fresh study with two coders in ``folder`` and open it; the caller closes it."""
    init_study(folder, Settings(**{"name": "Proef", "coders": CODERS, **settings}))  # type: ignore[arg-type]
    return open_study(folder)


# Codebooks ----------------------------------------------------------------------------------------

_KINDS = "|".join(kind.value for kind in CodeKind if kind is not CodeKind.THEME)
_CODE = re.compile(
    rf"(?:(?P<kind>{_KINDS}) )?(?P<name>[^>(]+?)(?: > (?P<related>[\w-]+))?(?: \((?P<words>.*)\))?"
)


def codebook(study: Study, outline: str = SMALL_CODEBOOK, *, key: str = "proef") -> Codebook:
    """Store a codebook from an outline: themes at the margin, codes indented below.

    A line is ``[kind ]name[ > related theme][ (keyword, keyword)]``; the kind of a code is
    interpretation unless it is given.
    """
    book_id, codes = new_id(), _codes(outline)
    ids = {line.key: new_id() for line in codes}
    with act(study.database, "import_codebook", coder_id=None, undoable=False) as running:
        running.insert(
            "codebook",
            {
                "id": book_id,
                "key": key,
                "name": key.capitalize(),
                "wave": "",
                "language": "nl",
                "imported_at": now(),
            },
        )
        for position, line in enumerate(codes):
            made = Code(
                id=ids[line.key],
                codebook_id=book_id,
                key=line.key,
                name=line.name,
                kind=line.kind,
                parent_id=ids[line.parent] if line.parent else None,
                related_theme_id=None,
                position=position,
                part_of="",
                definition=f"Over {line.name.lower()}.",
                include="",
                exclude="",
                example="",
                keywords=line.keywords,
                colour="#e69f00" if not line.parent else "",
            )
            running.insert("code", codebook_store.code_image(made))
        for line in codes:
            if line.related:  # the other theme may come later in the outline
                running.update("code", ids[line.key], {"related_theme_id": ids[line.related]})
    return current_codebook(study.database, key)


class _Line(NamedTuple):
    key: str
    name: str
    kind: CodeKind
    parent: str
    related: str
    keywords: tuple[str, ...]


def _codes(outline: str) -> list[_Line]:
    lines: list[_Line] = []
    path: list[str] = []
    for line in dedent(outline).strip().splitlines():
        depth = (len(line) - len(line.lstrip())) // 4
        found = _CODE.fullmatch(line.strip())
        assert found, line
        del path[depth:]
        parent = "/".join(path)
        path.append(slug(found["name"]))
        kind = CodeKind.INTERPRETATION if parent else CodeKind.THEME
        words = tuple(word.strip() for word in (found["words"] or "").split(",") if word.strip())
        key, name = "/".join(path), found["name"][0].upper() + found["name"][1:]
        kind = CodeKind(found["kind"] or kind)
        lines.append(_Line(key, name, kind, parent, found["related"] or "", words))
    return lines


def code(study: Study, key: str) -> Code:
    """Return a code by its key or the last part of it, as in ``schaamte``."""
    book = current_codebook(study.database)
    found = [c for c in book.codes if c.key == key or c.key.endswith("/" + key)]
    assert len(found) == 1, f"{key}: {[c.key for c in found] or [c.key for c in book.codes]}"
    return found[0]


# Transcripts --------------------------------------------------------------------------------------

_TURN = re.compile(r"(?:\[(?P<time>[\d:]+)\] )?(?P<label>[A-Z]\w*): (?P<text>.*)")


@dataclass(slots=True)
class _Building:
    text: str = ""
    turns: list[Turn] = field(default_factory=list)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    marks: list[tuple[str, str, int, int]] = field(default_factory=list)  # codes, coder, start, end


def transcript(
    study: Study,
    name: str,
    notation: str,
    *,
    kind: SourceKind = SourceKind.EXPERT_INTERVIEW,
    coder: str = CODERS[0],
    wave: str = "",
) -> Transcript:
    """Store a source from the notation at the top of this file, with the codings marked in it."""
    built = _build(notation)
    source = Source(
        id=new_id(),
        name=name,
        kind=kind,
        language="nl",
        wave=wave,
        text_id=new_id(),
        version=1,
        file_name=f"{name}.txt",
        file_hash=sha256(built.text),
        format="txt",
        encoding="utf-8",
        imported_at=now(),
    )
    parts = (tuple(built.turns), (), tuple(built.speakers.values()))
    with act(study.database, "import_transcript", coder_id=None, undoable=False) as running:
        image = {
            column: getattr(source, column)
            for column in (
                *("id", "name", "kind", "language", "wave"),
                *("file_name", "file_hash", "format", "encoding", "imported_at"),
            )
        }
        running.insert("source", {**image, "kind": kind.value})
        sources_store.insert_text(
            study.database,
            transcript=Transcript(source, built.text, *parts),
            sha256=sha256(built.text),
            at=now(),
        )
    _code_marks(study, source, built, coder)
    return read_transcript(study.database, find_source(study.database, name))


def _code_marks(study: Study, source: Source, built: _Building, coder: str) -> None:
    if not built.marks:
        return
    try:
        current_codebook(study.database)
    except NotFound:
        codebook(study)
    for codes, by, start, end in sorted(built.marks, key=lambda mark: mark[2:]):
        news = [
            NewCoding(code(study, key).id, Fragment(source.text_id, start, end))
            for key in codes.split("+")
        ]
        apply_codes(study.database, news, coder_id=study.coder_id(by or coder), origin=Origin.HAND)


def _build(notation: str) -> _Building:
    built = _Building()
    number = 0
    for line in dedent(notation).strip().splitlines():
        found = _TURN.fullmatch(line.strip())
        if found is None:
            assert built.turns, f"the first line has no label: {line!r}"
            built.text += "\n"
            _take_in(built, line.strip())
            last = built.turns.pop()
            start, speaker, seconds = last.start, last.speaker, last.time_start
        else:
            number += 1
            built.text += "\n" if built.text else ""
            start, speaker = len(built.text), _speaker(built, found["label"])
            seconds = _seconds(found["time"])
            _take_in(built, found["text"])
        built.turns.append(Turn(number, speaker, start, len(built.text), seconds))
    assert clean(built.text) == built.text, "the text must be canonical"
    return built


def _take_in(built: _Building, marked: str) -> None:
    open_marks: list[tuple[str, str, int]] = []
    for part in re.split(r"(\{[\w/+@-]+ ?|\})", marked):
        if part.startswith("{"):
            codes, _at, by = part[1:].strip().partition("@")
            open_marks.append((codes, by, len(built.text)))
            if not part.endswith(" "):
                built.text += codes
        elif part == "}":
            codes, by, start = open_marks.pop()
            built.marks.append((codes, by, start, len(built.text)))
        else:
            built.text += part
    assert not open_marks, marked


def _speaker(built: _Building, label: str) -> Speaker:
    roles = {"I": SpeakerRole.INTERVIEWER, "M": SpeakerRole.MODERATOR}
    role = roles.get(label[0], SpeakerRole.RESPONDENT)
    return built.speakers.setdefault(label, Speaker(new_id(), label, role))


def _seconds(time: str | None) -> float | None:
    if time is None:
        return None
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return float(total)


# Codings ------------------------------------------------------------------------------------------


def fragment(told: Transcript, quote: str) -> Fragment:
    """Return where a quote stands in a transcript; it must stand there once."""
    assert told.text.count(quote) == 1, (quote, told.text)
    start = told.text.index(quote)
    return Fragment(told.source.text_id, start, start + len(quote))


def suggestion(
    study: Study,
    told: Transcript,
    quote: str,
    key: str,
    *,
    score: float = 0.8,
    reason: tuple[str, ...] = (),
    coder: str = CODERS[0],
    evidence: Evidence | None = None,
    at: str = "",
) -> Suggestion:
    """Store an open suggestion to a coder beside the others, made ``at`` a time; return it."""
    place, coder_id = fragment(told, quote), study.coder_id(coder)
    fresh = Suggestion(
        id=new_id(),
        coder_id=coder_id,
        code_id=code(study, key).id,
        fragment=place,
        quote=quote,
        engine="proef",
        engine_version="1",
        score=score,
        reason=reason,
        status=SuggestionStatus.OPEN,
        evidence=evidence or Evidence(),
    )
    stand = suggestions(
        study.database, text_id=place.text_id, status=SuggestionStatus.OPEN, coder_id=coder_id
    )
    with study.database.transaction():
        coding_store.replace_open_suggestions(
            study.database, place.text_id, coder_id, [*stand, fresh], at or now()
        )
    stored = coding_store.suggestion_by_id(study.database, fresh.id)
    assert stored is not None, "this was suggested before"
    return stored


def told_codings(study: Study) -> list[tuple[str, str, str]]:
    """Return all codings as coder, key of the code and quote, in order of the text."""
    book = current_codebook(study.database)
    return [
        (c.coder.name, book.by_id[c.code_id].key, c.quote)
        for c in sorted(all_codings(study.database), key=_place)
    ]


def _place(coding: Coding) -> tuple[str, int, int, str, str]:
    place = coding.fragment
    return (place.text_id, place.start, place.end, coding.coder.name, coding.code_id)
