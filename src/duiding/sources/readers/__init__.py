"""Readers: one file per format, one interface. The suffix chooses, the content must agree."""

import zipfile
from importlib import import_module
from io import BytesIO
from pathlib import Path

from duiding.sources.readers import faults
from duiding.sources.readers.faults import SUFFIXES
from duiding.sources.readers.model import Document, Line, Reader
from duiding.text import sha256

__all__ = ["SUFFIXES", "Document", "Line", "read_document"]

TEXT_LIMIT = 20_000_000
"""Bytes of a plain file."""
OFFICE_LIMIT = 200_000_000
"""Bytes of an office file, which may hold pictures."""

MOST_LINES = 50_000
"""Lines of a document; a conversation of a whole day has a few thousand."""

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
    document = _reader(suffix)(content, path.name, encoding)
    if len(document.lines) > MOST_LINES:
        raise faults.too_long(path.name)
    return document, sha256(content)


def _reader(suffix: str) -> Reader:
    """Return the reader of a suffix; each stands in the file of its name."""
    module = import_module(f"duiding.sources.readers.{suffix[1:]}")
    reader: Reader = module.read
    return reader


def _bytes(path: Path, suffix: str) -> bytes:
    if suffix == ".doc":
        raise faults.old_word(path.name)
    if suffix not in SUFFIXES:
        raise faults.unknown_kind(path.name)
    limit = OFFICE_LIMIT if suffix in (".docx", ".odt") else TEXT_LIMIT
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise faults.missing(path) from error
    except OSError as error:
        raise faults.unreadable(path, error) from error
    if len(content) > limit:
        raise faults.too_heavy(path.name, limit)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise faults.empty(path.name)
    return content


def _check(name: str, suffix: str, content: bytes) -> None:
    """Raise InputError when the content is not what the suffix says."""
    found = _sniff(name, content)
    if found == suffix:
        return
    if found:
        raise faults.wrong_suffix(name, suffix, found)
    if suffix in (".docx", ".odt") and not content.startswith(_ZIP):
        raise faults.other_format(name, suffix)


def _sniff(name: str, content: bytes) -> str:
    """Return the suffix that fits the content; empty for text without marks of its own.

    Raises InputError for what can be recognised but not read.
    """
    if content.startswith(_ZIP):
        return _sniff_archive(content)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise faults.locked(name)
        raise faults.old_word(name)
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
