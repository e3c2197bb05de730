"""Draft chapters: our writer beside the same content written plainly with python-docx.

python -m bench.word [STUDY] [--quotes N|all]

Both write the combined draft of the same outline. The plain one has headings, tables, paragraphs
and comments through the public functions of python-docx; it has no numbering, fields, captions,
cross references or anchors, because python-docx offers none.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duiding.chapters.outline import Chapter, Draft, IndicatorTable, QuoteGroup
from duiding.chapters.words import plain

if TYPE_CHECKING:
    from docx.document import Document

AT = "2026-01-01T00:00:00.000Z"


def read(folder: Path, quotes: int | None) -> Draft:
    from duiding.chapters import build_draft
    from duiding.study import open_study

    with open_study(folder) as study:
        return build_draft(study.database, study.codebook(), study.settings, quotes=quotes)


def ours(draft: Draft, path: Path) -> None:
    from duiding.chapters.word.render import render_draft

    path.write_bytes(render_draft(draft, at=AT))


def by_python_docx(draft: Draft, path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading(draft.title, 1)
    document.add_paragraph(plain(draft.opening))
    for chapter in draft.chapters:
        _plain_chapter(document, chapter)
    document.save(str(path))


def _plain_chapter(document: "Document", chapter: Chapter) -> None:
    document.add_heading(f"{chapter.number} {chapter.title}", 2)
    for hint in chapter.hints:
        document.add_paragraph(hint)
    document.add_paragraph(plain(chapter.opening))
    if chapter.table is not None:
        _plain_table(document, chapter.table)
    for part in chapter.indicators:
        document.add_heading(part.name, 3)
        document.add_paragraph(plain(part.prose))
        for hint in part.hints:
            document.add_paragraph(hint)
        for group in part.groups:
            _plain_group(document, group)
    for group in (*chapter.interpretation, *chapter.context):
        _plain_group(document, group)
    for relation in chapter.relations:
        document.add_heading(relation.theme, 3)
        document.add_paragraph(plain(relation.prose))
        for group in relation.groups:
            _plain_group(document, group)
    for group in (*chapter.recommendations, *chapter.proposals):
        _plain_group(document, group)


def _plain_table(document: "Document", outline: IndicatorTable) -> None:
    document.add_paragraph(outline.caption)
    table = document.add_table(rows=1, cols=len(outline.columns))
    for cell, name in zip(table.rows[0].cells, outline.columns, strict=True):
        cell.text = name
    for row in outline.rows:
        texts = (row.indicator, row.year, row.source, *(cell.text for cell in row.cells))
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(outline.note)


def _plain_group(document: "Document", group: QuoteGroup) -> None:
    document.add_paragraph(f"{group.code}. {group.definition}")
    for quote in group.quotes:
        run = document.add_paragraph().add_run(f"“{quote.text}”")
        run.italic = True
        told = quote.provenance
        text = f"{told.source}, {told.turn}, {told.time}, {told.speaker}, {told.code}"
        document.add_comment(run, text=text, author="duiding", initials="dui")


WRITERS: dict[str, Callable[[Draft, Path], None]] = {
    "duiding": ours,
    "python-docx, plain": by_python_docx,
}


def measure(writer: str, folder: Path, quotes: int | None) -> dict[str, Any]:
    """Return seconds of processor time and peak memory of one writer, in this process."""
    draft = read(folder, quotes)
    path = Path(tempfile.mkdtemp()) / "draft.docx"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    times = []
    for _round in range(3):
        start = time.process_time()
        WRITERS[writer](draft, path)
        times.append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    size = path.stat().st_size / 1024
    shutil.rmtree(path.parent)
    return {
        "first": times[0],
        "best": min(times),
        "memory": (peak - before) / 1024,
        "quotes": sum(len(chapter.quotes) for chapter in draft.chapters),
        "size": size,
    }


def main(arguments: list[str]) -> None:
    options = [argument for argument in arguments if argument.startswith("--")]
    rest = [argument for argument in arguments if not argument.startswith("--")]
    folder = Path(rest[0]) if rest else Path()
    quotes = next((o.partition("=")[2] for o in options if o.startswith("--quotes=")), "3")
    if "--one" in options:
        print(json.dumps(measure(rest[1], folder, None if quotes == "all" else int(quotes))))
        return
    print(
        f"{'combined draft':22} {'first (s)':>10} {'best (s)':>9} {'MB more':>8} {'kB':>6} quotes"
    )
    for writer in WRITERS:
        command = [sys.executable, "-m", "bench.word", "--one", f"--quotes={quotes}"]
        done = subprocess.run([*command, str(folder), writer], capture_output=True, check=True)
        row = json.loads(done.stdout)
        print(
            f"{writer:22} {row['first']:10.3f} {row['best']:9.3f} {row['memory']:8.1f} "
            f"{row['size']:6.0f} {row['quotes']:6}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
