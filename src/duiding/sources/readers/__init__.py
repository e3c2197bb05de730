"""Readers: one file per format, one interface. The suffix chooses, the content must agree."""

import zipfile
from io import BytesIO
from pathlib import Path

from duiding.errors import InputError
from duiding.i18n import _
from duiding.sources.readers.model import Document, Line
from duiding.text import sha256

__all__ = ["SUFFIXES", "Document", "Line", "read_document"]

SUFFIXES = (".docx", ".odt", ".txt", ".md", ".vtt", ".srt")

TEXT_LIMIT = 20_000_000
"""Bytes of a plain file."""
OFFICE_LIMIT = 200_000_000
"""Bytes of an office file, which may hold pictures."""

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_document(path: Path, *, encoding: str | None = None) -> tuple[Document, str]:
    """Read a file into lines; return them with the SHA-256 of the file.

    Raises InputError, with what to do, for a file that is missing, empty, too large, damaged,
    locked, binary, of an unknown format or under the wrong suffix.
    """
    suffix = path.suffix.lower()
    content = _bytes(path, suffix)
    _check(path.name, suffix, content)
    return _read(content, path.name, suffix, encoding), sha256(content)


def _read(content: bytes, name: str, suffix: str, encoding: str | None) -> Document:
    if suffix == ".docx":
        from duiding.sources.readers import docx

        return docx.read(content, name)
    if suffix == ".odt":
        from duiding.sources.readers import odt

        return odt.read(content, name)
    if suffix in (".vtt", ".srt"):
        from duiding.sources.readers import cues

        reader = cues.read_vtt if suffix == ".vtt" else cues.read_srt
        return reader(content, name, encoding)
    from duiding.sources.readers import plain

    read = plain.read_markdown if suffix == ".md" else plain.read_text
    return read(content, name, encoding)


def _bytes(path: Path, suffix: str) -> bytes:
    if suffix == ".doc":
        raise _old_word(path.name)
    if suffix not in SUFFIXES:
        raise InputError(
            _("{name}: files of this kind cannot be read. Save it as one of: {known}.").format(
                name=path.name, known=" ".join(SUFFIXES)
            )
        )
    limit = OFFICE_LIMIT if suffix in (".docx", ".odt") else TEXT_LIMIT
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError(
            _("{path} does not exist. Check the name and the folder.").format(path=path)
        ) from error
    except OSError as error:
        raise InputError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror)
        ) from error
    if len(content) > limit:
        raise InputError(
            _("{name} is larger than {limit} MB; that is no transcript.").format(
                name=path.name, limit=limit // 1_000_000
            )
        )
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise InputError(_("{name} is empty. Fetch the file again.").format(name=path.name))
    return content


def _check(name: str, suffix: str, content: bytes) -> None:
    """Raise InputError when the content is not what the suffix says."""
    found = _sniff(name, content)
    if found == suffix:
        return
    if found:
        raise _wrong_suffix(name, suffix, found)
    if suffix in (".docx", ".odt") and not content.startswith(_ZIP):
        raise InputError(
            _(
                "{name} is not a {suffix} file: it is damaged or has another format. "
                "Open it in your word processor and save it anew as {suffix}."
            ).format(name=name, suffix=suffix)
        )


def _sniff(name: str, content: bytes) -> str:
    """Return the suffix that fits the content; empty for text without marks of its own.

    Raises InputError for what can be recognised but not read.
    """
    if content.startswith(_ZIP):
        return _sniff_archive(content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            from duiding.sources.readers.archive import locked

            raise locked(name)
        raise _old_word(name)
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    if content.startswith(b"%PDF"):
        return ".pdf"
    if content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return ".vtt"
    return ""


def _sniff_archive(content: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(content)).NameToInfo)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    if "content.xml" in names:
        return ".odt"
    if any(part.startswith("word/") for part in names):
        return ".docx"
    if any(part.startswith("xl/") for part in names):
        return ".xlsx"
    return ".zip"


def _wrong_suffix(name: str, suffix: str, found: str) -> InputError:
    if found in SUFFIXES:
        return InputError(
            _("{name} is a {found} file by its content, not {suffix}. Rename it.").format(
                name=name, found=found, suffix=suffix
            )
        )
    return InputError(
        _(
            "{name} is a {found} file by its content, which cannot be read. "
            "Save it as one of: {known}."
        ).format(name=name, found=found, known=" ".join(SUFFIXES))
    )


def _old_word(name: str) -> InputError:
    return InputError(
        _("{name} is in the old Word format (.doc). Open it in Word and save it as .docx.").format(
            name=name
        )
    )
