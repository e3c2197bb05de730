"""Codebooks: the tree of themes and codes, their files, and the crosswalk between them."""

from duiding.codebook.acts import ChangedCode, CrosswalkChanges, ImportedCodebook, import_codebook
from duiding.codebook.export import ExportedCodebook, export_codebook
from duiding.codebook.lookup import (
    crosswalk,
    current_codebook,
    find_code,
    kind_name,
    list_codebooks,
)
from duiding.codebook.model import Code, Codebook, CodeKind, CrosswalkRow
from duiding.codebook.store import codings_per_code

__all__ = [
    "ChangedCode",
    "Code",
    "CodeKind",
    "Codebook",
    "CrosswalkChanges",
    "CrosswalkRow",
    "ExportedCodebook",
    "ImportedCodebook",
    "codings_per_code",
    "crosswalk",
    "current_codebook",
    "export_codebook",
    "find_code",
    "import_codebook",
    "kind_name",
    "list_codebooks",
]
