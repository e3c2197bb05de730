"""A study: its folder, settings and database, opened once and handed to whoever needs it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from duiding.codebook import Codebook, current_codebook
from duiding.coding import ensure_coder
from duiding.database import BUSY_TIMEOUT_MS, Database, open_database
from duiding.doctor.opening import look
from duiding.errors import NoStudy, Refused, StudyReadOnly
from duiding.i18n import _, reason
from duiding.settings import FILE_NAME, Settings, read_settings, write_new_settings

if TYPE_CHECKING:
    from duiding.analysis.frames import DataFrame
    from duiding.language import Pipelines

DATABASE_NAME = "duiding.db"
FOLDERS = ("codebooks", "transcripts", "indicators", "exports")


@dataclass(frozen=True, slots=True)
class Study:
    """An open study; use it in a ``with`` block, or close it."""

    folder: Path
    settings: Settings
    database: Database
    warnings: tuple[str, ...] = ()
    """What was found at the opening and must be told to the user."""
    _pipelines: "list[Pipelines]" = field(default_factory=list, init=False, repr=False)

    @property
    def exports(self) -> Path:
        """The folder for what the program writes."""
        return self.folder / "exports"

    def pipelines(self) -> "Pipelines":
        """Return the pipelines that the settings ask for; each is loaded once per open study."""
        from duiding.language import Pipelines
        from duiding.sources.annotating import kept_keys

        if not self._pipelines:
            self._pipelines.append(Pipelines.of(self.settings, kept_keys(self.database)))
        return self._pipelines[0]

    def codebook(self, key: str | None = None) -> Codebook:
        """Return the codebook in use, or the one with this key.

        Raises NotFound when there is none.
        """
        return current_codebook(self.database, key or self.settings.codebook or None)

    def coder_name(self, given: str | None = None) -> str:
        """Return the name of the coder: the given one, else the first of the settings."""
        return given or (self.settings.coders[0] if self.settings.coders else "codeur")

    def coder_id(self, given: str | None = None) -> str:
        """Return the id of the coder, who is added to the study at the first act."""
        return ensure_coder(self.database, self.coder_name(given))

    def frequencies(
        self,
        by: str = "theme",
        *,
        codebook: str | None = None,
        total: bool = True,
        **filters: str | Iterable[str],
    ) -> "DataFrame":
        """Return counts per theme, code, kind, source, coder, source-kind or speaker-role.

        Filters, each a name or several: ``source_kinds``, ``coders``, ``waves``, ``sources``,
        ``themes``, ``kinds``. The columns are explained at ``duiding.analysis.frequencies``.
        """
        from duiding import analysis

        book, chosen = self.codebook(codebook), analysis.Filters.of(**filters)
        return analysis.frequencies(self.database, book, by=by, filters=chosen, total=total)

    def crosstab(
        self,
        rows: str = "theme",
        columns: str = "source",
        *,
        codebook: str | None = None,
        total: bool = True,
        **filters: str | Iterable[str],
    ) -> "DataFrame":
        """Return the fragments in each combination of a row and a column; filters as above."""
        from duiding import analysis

        book, chosen = self.codebook(codebook), analysis.Filters.of(**filters)
        return analysis.crosstab(
            self.database, book, rows=rows, columns=columns, filters=chosen, total=total
        )

    def close(self) -> None:
        """Close the database; the study then rests as plain files."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_study(folder: Path | str = ".", *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> Study:
    """Open the study in a folder; its database is made or brought up to date when needed.

    A study that cannot be written opens for reading (``study.database.read_only``); acts then
    raise StudyReadOnly. Raises NoStudy without a ``duiding.toml``, InputError for a wrong one, and
    StudyError when the database cannot be used.
    """
    root = Path(folder)
    if not (root / FILE_NAME).is_file():
        raise _no_study(root)
    settings = read_settings(root / FILE_NAME)
    database = open_database(
        root / DATABASE_NAME, root / "backups", busy_timeout_ms=busy_timeout_ms
    )
    return Study(root, settings, database, look(database))


def _no_study(folder: Path) -> NoStudy:
    root = folder.resolve()
    if not root.is_dir():
        return NoStudy(_("The folder {folder} does not exist.").format(folder=root))
    above = next((parent for parent in root.parents if (parent / FILE_NAME).is_file()), None)
    if above is not None:
        return NoStudy(
            _(
                "There is no study in {folder}, but there is one in {above}. "
                "Go there, or add: --study {above}"
            ).format(folder=root, above=above)
        )
    return NoStudy(
        _(
            "There is no study in {folder}. Go to the folder of your study, "
            "or make one with: duiding init"
        ).format(folder=root)
    )


def init_study(folder: Path, settings: Settings) -> Sequence[Path]:
    """Make the folders, settings and database of a new study and return what was made.

    Raises Refused when there is a study already, StudyReadOnly when nothing can be written; then
    nothing is left behind.
    """
    if (folder / FILE_NAME).exists():
        raise Refused(_("There is a study in {folder} already.").format(folder=folder.resolve()))
    if (folder / DATABASE_NAME).exists():
        raise Refused(
            _(
                "There is a database of duiding in {folder}, but no {settings}. "
                "Put that file back, or choose another folder."
            ).format(folder=folder.resolve(), settings=FILE_NAME)
        )
    made: list[Path] = []
    try:
        _make_folders(folder, made)
        write_new_settings(folder / FILE_NAME, settings)
        made.append(folder / FILE_NAME)
        open_study(folder).close()
    except BaseException:
        _take_back(folder, made)
        raise
    return [*made, folder / DATABASE_NAME]


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        for path in (*reversed(missing), *(folder / name for name in FOLDERS)):
            if not path.is_dir():
                path.mkdir()
                made.append(path)
    except OSError as error:
        raise StudyReadOnly(
            _("{folder} cannot be written ({reason}). Choose another folder.").format(
                folder=folder.resolve(), reason=reason(error)
            )
        ) from error


def _take_back(folder: Path, made: list[Path]) -> None:
    if not folder.is_dir():
        return
    for suffix in ("", "-wal", "-shm", "-journal"):
        (folder / (DATABASE_NAME + suffix)).unlink(missing_ok=True)
    for path in reversed(made):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
