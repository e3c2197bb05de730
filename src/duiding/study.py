"""A study: its folder, settings and database, opened once and handed to whoever needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from duiding.codebook import Codebook, current_codebook
from duiding.coding import ensure_coder
from duiding.database import Database, migrate
from duiding.errors import NoStudy, Refused, StudyReadOnly
from duiding.i18n import _
from duiding.settings import FILE_NAME, Settings, read_settings, write_new_settings

DATABASE_NAME = "duiding.db"
FOLDERS = ("codebooks", "transcripts", "indicators", "exports")


@dataclass(frozen=True, slots=True)
class Study:
    """An open study; use it in a ``with`` block, or close it."""

    folder: Path
    settings: Settings
    database: Database

    @property
    def exports(self) -> Path:
        """The folder for what the program writes."""
        return self.folder / "exports"

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


def open_study(folder: Path | str = ".") -> Study:
    """Open the study in a folder; its database is made or brought up to date when needed.

    Raises NoStudy without a ``duiding.toml``, InputError for a wrong one, and StudyError when the
    database cannot be used.
    """
    root = Path(folder)
    if not (root / FILE_NAME).is_file():
        raise NoStudy(
            _(
                "There is no study in {folder}. Go to the folder of your study, "
                "or make one with: duiding init"
            ).format(folder=root.resolve())
        )
    settings = read_settings(root / FILE_NAME)
    database = Database(root / DATABASE_NAME, create=True)
    try:
        migrate(database, root / "backups")
    except BaseException:
        database.close()
        raise
    return Study(root, settings, database)


def init_study(folder: Path, settings: Settings) -> Sequence[Path]:
    """Make the folders and settings of a new study and return what was made.

    Raises Refused when there is a study already, StudyReadOnly when nothing can be written.
    """
    if (folder / FILE_NAME).exists():
        raise Refused(_("There is a study in {folder} already.").format(folder=folder.resolve()))
    made: list[Path] = []
    try:
        for name in FOLDERS:
            path = folder / name
            if not path.is_dir():
                path.mkdir(parents=True)
                made.append(path)
    except OSError as error:
        raise StudyReadOnly(
            _("{folder} cannot be written ({reason}). Choose another folder.").format(
                folder=folder.resolve(), reason=error.strerror
            )
        ) from error
    write_new_settings(folder / FILE_NAME, settings)
    open_study(folder).close()
    return [*made, folder / FILE_NAME, folder / DATABASE_NAME]
