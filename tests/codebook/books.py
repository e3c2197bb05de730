"""A small codebook for tests, and how to get one into a study."""

from pathlib import Path
from textwrap import dedent

from duiding.codebook import ImportedCodebook, import_codebook
from duiding.study import Study

SMALL = """
    codebook: proef
    name: Proefcodeboek
    themes:
      - id: armoede
        name: Armoede
        colour: "#E69F00"
        keywords: [armoede, bijstand]
        indicators: [Aandeel minima]
        codes:
          - id: schaamte
            name: Schaamte
            kind: duiding
            definition: Waarom mensen zwijgen.
          - id: stress
            name: Stress
            kind: samenhang
            related_theme: gezondheid
      - id: gezondheid
        name: Gezondheid
"""


def write(tmp_path: Path, text: str, name: str = "boek.yaml") -> Path:
    """Write a codebook file."""
    path = tmp_path / name
    path.write_text(dedent(text), encoding="utf-8")
    return path


def import_text(study: Study, tmp_path: Path, text: str = SMALL) -> ImportedCodebook:
    """Import a codebook from its text."""
    return import_codebook(study.database, write(tmp_path, text), coder_id=None)
