"""Whatever the file, the layers fit the text."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.errors import InputError
from duiding.sources import ImportedSource, preview_transcript
from duiding.text import clean
from tests.sources.conftest import WORD, word_paragraph, write_zip

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

words = st.text(
    st.sampled_from("aeéëïjknorst’“”…–-.,?!()[] 😀e\u0301\u00ad\u202e\u200b\t\u00a0"), min_size=1
)
said = words.map(lambda text: "Nou " + text).filter(lambda text: clean(text).strip())
labels = st.sampled_from(["Interviewer", "R1", "R12", "Respondent R7", "GEÏNTERVIEWDE R8"])
talks = st.lists(st.tuples(labels, said), min_size=4, max_size=30)

KNOWN_AS = {"Respondent R7": "R7", "GEÏNTERVIEWDE R8": "R8"}


def _check_layers(found: ImportedSource) -> None:
    """Sections and turns lie in order, do not overlap, and together are the whole text."""
    assert clean(found.text) == found.text
    spans = [(s.start, s.end) for s in found.sections] + [(t.start, t.end) for t in found.turns]
    assert spans == sorted(spans)
    assert "\n\n".join(found.text[start:end] for start, end in spans) == found.text
    assert all(found.text[start:end].strip() for start, end in spans)
    assert [turn.number for turn in found.turns] == list(range(1, len(found.turns) + 1))
    named = [turn.speaker.label for turn in found.turns if turn.speaker]
    assert [(s.label, s.turns) for s in found.speakers] == [
        (label, named.count(label)) for label in dict.fromkeys(named)
    ]


def _check_talk(found: ImportedSource, talk: list[tuple[str, str]]) -> None:
    _check_layers(found)
    assert [
        (turn.speaker.label if turn.speaker else "", found.text[turn.start : turn.end])
        for turn in found.turns
    ] == [(KNOWN_AS.get(label, label), clean(text).strip()) for label, text in talk]


def _preview(name: str, content: str | bytes) -> ImportedSource:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return preview_transcript(path)


@quick
@given(talks, st.sampled_from([": ", ":", ":\t", " [00:01:02]: ", ": [1:02] "]))
def test_text_comes_back_turn_by_turn_without_labels(
    talk: list[tuple[str, str]], joint: str
) -> None:
    text = "\n".join(f"{label}{joint}{said}" for label, said in talk)
    _check_talk(_preview("a.txt", text), talk)


@quick
@given(talks)
def test_word_comes_back_turn_by_turn_without_labels(talk: list[tuple[str, str]]) -> None:
    body = "".join(word_paragraph(f"*{label}:", f" {escape(said)}") for label, said in talk)
    with tempfile.TemporaryDirectory() as folder:
        path = write_zip(
            Path(folder) / "a.docx",
            {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"},
        )
        _check_talk(preview_transcript(path), talk)


@quick
@given(
    st.lists(
        st.sampled_from(
            [
                "I: ja",
                "R1: nee: toch",
                "R1:",
                "Anna",
                "Anna  00:12",
                "[00:01] R2: o",
                "00:00:01,000 --> 00:00:02,000",
                "00:01.000 --> 00:02.000",
                "<v R1>hoi</v>",
                "**I:** ja",
                "Datum: 3 maart",
                "",
                "1",
                "NOTE",
                "een zin.",
                "[i] ja",
                "\x0b\u2028x",
                "-->",
                "e\u0301",
            ]
        ),
        min_size=1,
        max_size=25,
    ),
    st.sampled_from(["a.txt", "a.md", "a.vtt", "a.srt"]),
)
def test_layers_fit_whatever_the_lines(lines: list[str], name: str) -> None:
    content = "\n".join(["WEBVTT", "", *lines] if name == "a.vtt" else lines)
    _read_or_refused(lambda: _preview(name, content))


@quick
@given(st.text(), st.sampled_from(["a.txt", "a.md", "a.vtt", "a.srt"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    _read_or_refused(lambda: _preview(name, text.encode("utf-8", "surrogatepass")))


@quick
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a.odt", "a.vtt", "a.srt"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    _read_or_refused(lambda: _preview(name, content))


def _read_or_refused(read: Callable[[], ImportedSource]) -> None:
    with contextlib.suppress(InputError):
        _check_layers(read())
