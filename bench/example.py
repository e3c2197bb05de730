"""The commands of the main job on the example study: time, and peak memory."""

import shutil
from pathlib import Path

from bench.measure import PYTHON, Row, Run, duiding, middle, python, repeat, run
from duiding.sources import list_sources, read_transcript
from duiding.study import open_study
from duiding.text import count_words


def prepare(folder: Path) -> Path:
    """Do the main job once in a copy of the example, and return the study."""
    study = folder / "study"
    run(duiding("demo", str(study)))
    return study


def measure(times: int, study: Path, scratch: Path) -> list[Row]:
    bare = repeat([PYTHON, "-c", "pass"], times)
    in_study = ("--study", str(study))
    rows = [_import(times, study, scratch, bare)]
    plain: tuple[tuple[str, ...], ...] = (
        ("sources",),
        ("stats",),
        ("code", "list"),
        ("doctor",),
        ("suggestions", "make"),
        ("export", "chapters", "--to", str(scratch / "drafts"), "--overwrite"),
    )
    (scratch / "drafts").mkdir()
    for arguments in plain:
        taken = repeat(duiding(*in_study, *arguments), times)
        rows.append(Row("duiding " + " ".join(arguments[:2]), taken, "bare Python", bare))
    docx = repeat(python("import docx"), times)
    rows.append(Row("duiding export chapters", rows[-1].run, "import docx", docx))
    return rows


def _import(times: int, study: Path, scratch: Path, bare: Run) -> Row:
    """Import all transcripts into a study that has none, again and again."""
    files = sorted(str(path) for path in (study / "transcripts").iterdir())
    runs = []
    for number in range(times + 1):
        fresh = scratch / f"import-{number}"
        fresh.mkdir()
        shutil.copy(study / "duiding.toml", fresh)
        runs.append(run(duiding("--study", str(fresh), "import", *files)))
    taken = middle(runs[1:])
    with open_study(study) as opened:
        sources = list_sources(opened.database)
        words = sum(
            count_words(read_transcript(opened.database, source).text) for source in sources
        )
    rate = words / (taken.cpu_ms - bare.cpu_ms) * 1000
    note = f"{len(sources)} transcripts, {words:,} words: {rate:,.0f} words/s"
    return Row("duiding import", taken, "bare Python", bare, note=note)
