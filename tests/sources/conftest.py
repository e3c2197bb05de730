"""Files to read: small office documents made by hand, and texts on disk."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OASIS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def word_paragraph(*runs: str) -> str:
    """A paragraph of runs; ``*text`` is bold, ``<...>`` is taken as it stands."""
    return "<w:p>" + "".join(map(_run, runs)) + "</w:p>"


def _run(text: str) -> str:
    if text.startswith("<"):
        return text
    bold = "<w:rPr><w:b/></w:rPr>" if text.startswith("*") else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{text.removeprefix("*")}</w:t></w:r>'


def word_table(*rows: tuple[str, ...]) -> str:
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def docx(tmp_path: Path) -> Callable[..., Path]:
    """Write a Word document of the given body."""

    def write(*body: str, name: str = "gesprek.docx") -> Path:
        xml = f"<w:document {WORD}><w:body>{''.join(body)}</w:body></w:document>"
        return write_zip(tmp_path / name, {"word/document.xml": xml})

    return write


@pytest.fixture
def odt(tmp_path: Path) -> Callable[..., Path]:
    """Write an OpenDocument text of the given body; style T1 is bold."""

    def write(*body: str, name: str = "gesprek.odt") -> Path:
        xml = (
            f"<office:document-content {OASIS}><office:automatic-styles>"
            '<style:style style:name="T1" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style>'
            f"</office:automatic-styles><office:body><office:text>{''.join(body)}"
            "</office:text></office:body></office:document-content>"
        )
        return write_zip(
            tmp_path / name,
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml},
        )

    return write


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of text or bytes."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
