"""Office files are archives of XML: read parts by name, never to disk, within limits.

Refused: parts that unpack to more than the limit (as declared and as read), passwords, document
type definitions with their entities, the same part twice, damage.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from duiding.sources.readers import faults

UNPACKED_LIMIT = 50_000_000
"""Bytes that one part may unpack to."""
MOST_TAGS = 1_500_000
"""Tags that one part may have; a day of interviews has a tenth of it."""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open office file."""

    name: str
    file: zipfile.ZipFile

    def has(self, part: str) -> bool:
        """Say whether the archive holds a part."""
        return part in self.file.NameToInfo

    def read(self, part: str) -> bytes:
        """Return the bytes of a part.

        Raises InputError when it is missing, damaged, encrypted or too large.
        """
        found = [info for info in self.file.infolist() if info.filename == part]
        if len(found) != 1:
            raise faults.damaged(self.name)
        if found[0].flag_bits & 0x1:
            raise faults.locked(self.name)
        if found[0].file_size > UNPACKED_LIMIT:
            raise faults.too_large(self.name, UNPACKED_LIMIT)
        try:
            with self.file.open(found[0]) as stream:
                content = stream.read(UNPACKED_LIMIT + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise faults.damaged(self.name) from error
        if len(content) > UNPACKED_LIMIT:
            raise faults.too_large(self.name, UNPACKED_LIMIT)
        return content

    def xml(self, part: str) -> etree._Element:
        """Return a part as XML. Raises InputError for damage or a document type definition."""
        content = self.read(part)
        if content.count(b"<") > MOST_TAGS:
            raise faults.too_long(self.name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            if b"<!DOCTYPE" in content[:10_000]:
                raise faults.defines_entities(self.name) from error
            raise faults.damaged(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise faults.defines_entities(self.name)
        return root


def open_archive(content: bytes, name: str) -> Archive:
    """Open an office file from its bytes. Raises InputError when it is damaged."""
    try:
        return Archive(name, zipfile.ZipFile(io.BytesIO(content)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise faults.damaged(name) from error
