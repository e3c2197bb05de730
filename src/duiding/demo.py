"""The whole main job on the example study, step by step: from files as received to Word drafts.

Every step calls the same acts as the commands and the screen do, and can be done again: what is
there already stays as it is.
"""

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from duiding.codebook import import_codebook
from duiding.errors import InputError, Missing, Refused, StudyReadOnly
from duiding.i18n import N_, _, ngettext, reason
from duiding.settings import FILE_NAME, read_settings
from duiding.sources import ImportStatus, import_transcript
from duiding.sources.folder import transcript_files
from duiding.study import Study

DEFAULT_FOLDER = "duiding-demo"
PARTS = ("codebooks", "transcripts", "indicators", "codings")
NOTHING_NEW = N_("nothing new")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did: a sentence, the table that it made and the files that it wrote."""

    sentence: str
    table: tuple[tuple[str, ...], ...] = ()
    """Header and rows."""
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step with its name and its work; ``run`` tells the outcome and the seconds it took."""

    name: str
    _work: Callable[[Study], Outcome]

    def run(self, study: Study) -> tuple[Outcome, float]:
        """Do the step."""
        start = time.perf_counter()
        return self._work(study), time.perf_counter() - start


def place_example(here: Path, wanted: Path | None = None) -> tuple[Path, bool]:
    """Return the folder of the example study, and whether it was copied there just now.

    The example in ``wanted``, or in ``here``, is used where it is; otherwise it is copied to
    ``wanted`` or to ``here/duiding-demo``.

    Raises Refused when that folder holds something else, StudyReadOnly when it cannot be written.
    """
    if wanted is None and _is_example(here):
        return here, False
    target = wanted or here / DEFAULT_FOLDER
    if _is_example(target):
        return target, False
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(
            _(
                "{folder} holds something else than the example study. "
                "Choose a folder that is new or empty."
            ).format(folder=target.resolve())
        )
    try:
        _copy(example_folder(), target)
    except OSError as error:
        raise StudyReadOnly(
            _("{folder} cannot be written ({reason}). Choose another folder.").format(
                folder=target.resolve(), reason=reason(error)
            )
        ) from error
    return target, True


def _is_example(folder: Path) -> bool:
    path = folder / FILE_NAME
    try:
        return path.is_file() and read_settings(path).example
    except InputError:
        return False


def example_folder() -> Path:
    """Return where the example study lies: in the package, or in the repository around it.

    Raises Missing when it was not installed.
    """
    package = Path(__file__).parent
    for folder in (package / "example", package.parents[1]):
        if _is_example(folder):
            return folder
    raise Missing(_("The example study is not installed. Install duiding again."))


def _copy(source: Path, target: Path) -> None:
    """Copy what belongs to the example; a copy that is stopped half-way is not left behind."""
    parent = target.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".duiding-", dir=parent) as scratch:
        half = Path(scratch) / target.name
        for part in PARTS:
            shutil.copytree(source / part, half / part)
        shutil.copyfile(source / FILE_NAME, half / FILE_NAME)
        (half / "exports").mkdir()
        if target.exists():
            target.rmdir()
        half.rename(target)


def steps(*, fresh_drafts: bool = False) -> tuple[Step, ...]:
    """Return the steps of the main job in order."""

    def chapters(study: Study) -> Outcome:
        return _chapters(study, fresh=fresh_drafts)

    return (
        Step(_("Codebooks"), _codebooks),
        Step(_("Transcripts"), _transcripts),
        Step(_("Indicators"), _indicators),
        Step(_("Codings"), _codings),
        Step(_("Suggestions"), _suggestions),
        Step(_("Frequencies"), _frequencies),
        Step(_("Chapters"), chapters),
    )


def _codebooks(study: Study) -> Outcome:
    coder = study.coder_id()
    done = [
        import_codebook(study.database, path, coder_id=coder)
        for path in sorted((study.folder / "codebooks").glob("*.yaml"))
    ]
    if not any(item.changed_anything for item in done):
        return Outcome(_(NOTHING_NEW))
    themes = sum(len(item.codebook.themes) for item in done)
    codes = sum(len(item.codebook.codes) for item in done) - themes
    return Outcome(
        _("{books} codebooks with {themes} themes and {codes} codes").format(
            books=len(done), themes=themes, codes=codes
        )
    )


def _transcripts(study: Study) -> Outcome:
    settings, coder = study.settings, study.coder_id()
    paths, _passed = transcript_files([study.folder / "transcripts"])
    done = [
        import_transcript(
            study.database, path, language=settings.language, wave=settings.wave, coder_id=coder
        )
        for path in paths
    ]
    new = [item for item in done if item.status is ImportStatus.NEW]
    if not new:
        return Outcome(_(NOTHING_NEW))
    return Outcome(
        _("{sources} transcripts with {turns} turns of {speakers} speakers").format(
            sources=len(new),
            turns=sum(len(item.turns) for item in new),
            speakers=sum(len(item.speakers) for item in new),
        )
    )


def _indicators(study: Study) -> Outcome:
    from duiding.indicators import ImportedAreas, import_areas, import_indicators
    from duiding.indicators.columns import is_list_of_areas
    from duiding.indicators.tables import read_table

    coder = study.coder_id()
    tables = [read_table(path) for path in sorted((study.folder / "indicators").glob("*.csv"))]
    tables.sort(key=lambda table: not is_list_of_areas(table))  # areas first
    done = [
        (import_areas if is_list_of_areas(table) else import_indicators)(
            study.database, table.path, coder_id=coder, table=table
        )
        for table in tables
    ]
    if not any(item.changed_anything for item in done):
        return Outcome(_(NOTHING_NEW))
    values = [item for item in done if not isinstance(item, ImportedAreas)]
    return Outcome(
        _("{indicators} indicators with {values} values, in {areas} areas").format(
            indicators=sum(len(item.new_indicators) for item in values),
            values=sum(item.new for item in values),
            areas=sum(len(item.new) for item in done if isinstance(item, ImportedAreas)),
        )
    )


def _codings(study: Study) -> Outcome:
    from duiding.exchange.codings import import_codings

    made: Counter[str] = Counter()
    for path in sorted((study.folder / "codings").glob("*.csv")):
        made.update(import_codings(study.database, path, study.codebook()).new)
    if not made.total():
        return Outcome(_(NOTHING_NEW))
    return Outcome(
        _("{codings} codings by {coders}").format(
            codings=made.total(), coders=", ".join(f"{name} ({made[name]})" for name in made)
        )
    )


def _suggestions(study: Study) -> Outcome:
    from duiding.coding.suggesting import make_suggestions

    pipelines, settings = study.pipelines(), study.settings
    made = make_suggestions(
        study.database,
        study.codebook(),
        pipelines,
        coder_id=study.coder_id(),
        wishes=settings.suggestions,
    )
    pipeline = pipelines.choice(settings.language)
    new = sum(item.new for item in made)
    number = sum(item.open for item in made)
    told = ngettext("{n} suggestion to look at", "{n} suggestions to look at", number)
    return Outcome((told if new else _(NOTHING_NEW)).format(n=number) + f" ({pipeline.name})")


def _frequencies(study: Study) -> Outcome:
    from duiding.analysis import count_frequencies

    table = count_frequencies(study.database, study.codebook())
    header = (_("Theme"), _("fragments"), _("sources"), _("codings"))
    rows = [
        (name, *map(str, (row.fragments, row.sources, row.codings)))
        for name, row in [(r.label.name, r) for r in table.rows] + [(_("Total"), table.total)]
    ]
    return Outcome(
        _("{fragments} fragments in {sources} sources").format(
            fragments=table.total.fragments, sources=table.total.sources
        ),
        table=(header, *rows),
    )


def _chapters(study: Study, *, fresh: bool) -> Outcome:
    from duiding.chapters import draft_chapters

    present = sorted(study.exports.glob("*.docx"))
    if present and not fresh:
        return Outcome(
            _("{n} drafts are there already and stay as they are").format(n=len(present))
        )
    written = draft_chapters(study.database, study.codebook(), study.settings, study.exports)
    return Outcome(
        _("{n} Word drafts with {quotes} quotes").format(
            n=len(written), quotes=sum(item.quotes for item in written if item.theme)
        ),
        written=tuple(item.path for item in written),
    )
