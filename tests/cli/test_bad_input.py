"""Whatever is given: one sentence in the user's language, an exit code, and nothing changed."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from duiding.errors import ExitCode
from tests.study_kit import Answer, run_cli

Dump = Callable[[], list[tuple]]
LANGUAGES = ("nl", "en")


def _docx(text: str = "I: Hallo\nR1: Dag.") -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>',
        )
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
NOISE = bytes((i * 7919 + 13) % 256 for i in range(9000))
TRANSCRIPTS: dict[str, bytes | None] = {
    "weg.txt": None,
    "leeg.txt": b"",
    "wit.txt": b" \r\n\t \r\n",
    "leeg.docx": b"",
    "afgebroken.docx": _docx()[:400],
    "versleuteld.docx": OLE + "EncryptedPackage".encode("utf-16-le") + bytes(3000),
    "oud.docx": OLE + "WordDocument".encode("utf-16-le") + bytes(3000),
    "word.txt": _docx(),
    "tekst.docx": b"I: Hallo\nR1: Dag.",
    "ruis.txt": NOISE,
    "ruis.docx": NOISE,
    "programma.exe": b"\x7fELF" + NOISE,
    "map.txt": b"/",
}
CODEBOOK = (
    "codebook: nieuw\nname: Nieuw\nlanguage: nl\nwave: ''\nthemes:\n  - id: zorg\n    name: Zorg\n"
)
CODEBOOKS: dict[str, bytes | None] = {
    "weg.yaml": None,
    "leeg.yaml": b"",
    "ruis.yaml": NOISE,
    "afgebroken.yaml": (CODEBOOK + "    codes: [{id: a, name").encode(),
    "dubbel.yaml": (CODEBOOK + "  - id: zorg\n    name: Nog eens\n").encode(),
    "soort.yaml": (
        CODEBOOK + "    codes:\n      - id: a\n        name: A\n        kind: mening\n"
    ).encode(),
    "kolom.yaml": (CODEBOOK + "    kleurtje: '#ffffff'\n").encode(),
    "kring.yaml": (
        CODEBOOK + "    codes: &a\n      - id: b\n        name: B\n        codes: *a\n"
    ).encode(),
    "diep.yaml": (CODEBOOK + "    codes: " + "[" * 3000).encode(),
    "lijst.yaml": b"- a\n- b\n",
    "word.yaml": _docx(),
}
TABLES: dict[str, bytes | None] = {
    "weg.csv": None,
    "leeg.csv": b"",
    "kop.csv": b"theme,indicator\n",
    "kolom.csv": b"theme,indicator,kleur\narmoede,Bijstand,rood\n",
    "ruis.csv": NOISE,
    "ruis.xlsx": NOISE,
    "afgebroken.xlsx": _docx()[:400],
    "word.xlsx": _docx(),
    "tekst.pdf": b"%PDF-1.4 x",
}


def _make(name: str, content: bytes | None) -> Path:
    path = Path(name)
    if content == b"/":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    return path


def _expect_one_sentence(answer: Answer, name: str) -> None:
    assert answer.exit_code == ExitCode.FAILED, answer
    told = [line for line in answer.err.splitlines() if line.startswith("duiding: ")]
    assert len(told) == 1, answer
    assert name in told[0]
    assert told[0].endswith(".")
    assert "Traceback" not in answer.err
    assert not any(word in told[0] for word in ("Error", "Exception", "0x"))


def _both(command: tuple[str, ...], path: Path, dump: Dump) -> None:
    before = dump()
    answers = {language: run_cli("--lang", language, *command, path) for language in LANGUAGES}
    for answer in answers.values():
        _expect_one_sentence(answer, path.name)
    assert answers["nl"].err != answers["en"].err
    assert dump() == before


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_that_cannot_be_used(at_rest: Path, dump: Dump, name: str) -> None:
    _both(("import",), _make(name, TRANSCRIPTS[name]), dump)


@pytest.mark.parametrize("name", CODEBOOKS)
def test_a_codebook_that_cannot_be_used(at_rest: Path, dump: Dump, name: str) -> None:
    _both(("codebook", "import"), _make(name, CODEBOOKS[name]), dump)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_figures_that_cannot_be_used(at_rest: Path, dump: Dump, name: str) -> None:
    _both(("indicators", "import"), _make(name, TABLES[name]), dump)


@pytest.mark.parametrize("name", ["weg.csv", "leeg.csv", "ruis.csv", "kolom.csv", "word.csv"])
def test_codings_that_cannot_be_used(at_rest: Path, dump: Dump, name: str) -> None:
    contents = {**TABLES, "word.csv": _docx()}
    _both(("code", "import"), _make(name, contents[name]), dump)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_bad_file_does_not_stop_the_others(at_rest: Path, language: str) -> None:
    bad = [_make(name, TRANSCRIPTS[name]) for name in ("leeg.txt", "afgebroken.docx")]
    good = [_make("goed.txt", b"I: Hallo\nR1: Dag, ik ben er."), _make("ook.docx", _docx())]
    answer = run_cli("--lang", language, "import", good[0], *bad, good[1])
    assert answer.exit_code == ExitCode.PARTLY
    for path in bad:
        assert sum(path.name in line for line in answer.err.splitlines()) == 1
    assert run_cli("sources").out.count("\n") >= 3
    assert {"gesprek", "goed", "ook"} <= set(run_cli("sources").out.split())


def test_a_second_bad_codebook_does_not_undo_the_first(at_rest: Path) -> None:
    answer = run_cli(
        "codebook", "import", _make("nieuw.yaml", CODEBOOK.encode()), _make("leeg.yaml", b"")
    )
    assert answer.exit_code == ExitCode.PARTLY
    assert "leeg.yaml" in answer.err
