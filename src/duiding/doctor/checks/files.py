"""Checks of the files and settings beside the database."""

from datetime import UTC, datetime
from pathlib import Path

from duiding.codebook import Codebook, current_codebook
from duiding.codebook.files import CodebookFile, read_codebook_file
from duiding.doctor import store
from duiding.doctor.model import Level, Patient, Verdict, judge
from duiding.errors import InputError
from duiding.i18n import _
from duiding.language import Pipelines
from duiding.sources.annotating import kept_keys
from duiding.text import clean_line, sha256


def sources_there(patient: Patient) -> Verdict:
    """Return whether the file of every source is still in ``transcripts``."""
    files = _transcripts(patient.folder)
    return judge(
        [name for _s, name, _hash in store.source_files(patient.database) if name not in files],
        good=_("The file of every source is in the folder transcripts."),
        bad=_(
            "Files of sources that are not in the folder transcripts: {number} ({names}). "
            "Keep the files as received there."
        ),
        level=Level.WARNING,
    )


def sources_unchanged(patient: Patient) -> Verdict:
    """Return whether the file of every source is what was imported."""
    files = _transcripts(patient.folder)
    return judge(
        [
            name
            for _source, name, known in store.source_files(patient.database)
            if name in files and all(sha256(path.read_bytes()) != known for path in files[name])
        ],
        good=_("The files in the folder transcripts are as they were imported."),
        bad=_("Files of sources that changed since they were imported: {number} ({names})."),
        level=Level.WARNING,
    )


def _transcripts(folder: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted((folder / "transcripts").rglob("*")):
        if path.is_file():
            found.setdefault(clean_line(path.name), []).append(path)
    return found


def codebook_files(patient: Patient) -> Verdict:
    """Return whether the codebook files say what the study knows.

    Only files that were written after the import are read.
    """
    known = store.codebooks(patient.database)
    wrong = []
    for path in sorted((patient.folder / "codebooks").glob("*.y*ml")):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
        if any(written > imported for imported in known.values()) and _differs(patient, path):
            wrong.append(path.name)
    return judge(
        wrong,
        good=_("The codebook files say what the study knows."),
        bad=_(
            "Codebook files that changed since they were imported: {number} ({names}). "
            "Import them again with: duiding codebook import FILE"
        ),
        level=Level.WARNING,
    )


def _differs(patient: Patient, path: Path) -> bool:
    try:
        file = read_codebook_file(path)
    except InputError:
        return True
    if file.key not in store.codebooks(patient.database):
        return False  # a codebook that was never imported
    return _told(file) != _stored(current_codebook(patient.database, file.key))


_FIELDS = ("key", "name", "kind", "definition", "include", "exclude", "example", "keywords")


def _told(file: CodebookFile) -> set[tuple[object, ...]]:
    return {tuple(getattr(code, name) for name in _FIELDS) for code in file.codes}


def _stored(book: Codebook) -> set[tuple[object, ...]]:
    return {tuple(getattr(code, name) for name in _FIELDS) for code in book.codes}


def codebook_setting(patient: Patient) -> Verdict:
    """Return whether the codebook that the settings name is in the study."""
    wanted, known = patient.settings.codebook, store.codebooks(patient.database)
    return judge(
        [wanted] if wanted and wanted not in known else [],
        good=_("The codebook of the settings is in the study."),
        bad=_("The codebook {names} of duiding.toml is not in the study. Import it first."),
        level=Level.ERROR if known else Level.WARNING,
    )


def area_settings(patient: Patient) -> Verdict:
    """Return whether the areas that the settings name are among the areas of the study."""
    report = patient.settings.report
    known = {name for name, _parent in store.area_parents(patient.database).values()}
    wanted = [name for name in (report.region, *report.compare_with) if name]
    return judge(
        [name for name in wanted if name not in known],
        good=_("The areas of the settings are in the study."),
        bad=_("Areas of duiding.toml that are not in the study: {number} ({names})."),
        level=Level.WARNING,
    )


def coder_settings(patient: Patient) -> Verdict:
    """Return whether those who coded are the coders of the settings."""
    known = set(patient.settings.coders)
    return judge(
        [name for name in store.coder_names(patient.database) if known and name not in known],
        good=_("Those who coded are the coders of the settings."),
        bad=_("Coders who are not in duiding.toml: {number} ({names})."),
        level=Level.WARNING,
    )


def pipeline(patient: Patient) -> Verdict:
    """Return which pipeline each language of the study uses, and whether it is the one asked for.

    Whether it can be loaded is not tried, for that takes a second each; what could not be loaded
    when sources were last read is told.
    """
    pipelines = Pipelines.of(patient.settings, kept_keys(patient.database))
    languages = sorted(store.languages(patient.database) | {patient.settings.language})
    choices = [pipelines.choice(language) for language in languages]
    bad = sum(choice.is_fallback for choice in choices)
    told = " ".join(f"{choice.language}: {choice.description}" for choice in choices)
    return Verdict(Level.WARNING if bad else Level.OK, told, bad)
