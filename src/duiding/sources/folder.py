"""Which files of a folder are transcripts."""

from collections.abc import Iterable
from pathlib import Path

from duiding.errors import InputError
from duiding.i18n import _
from duiding.sources.readers.faults import SUFFIXES, unreadable

_NOT_FOR_IMPORT = "readme"


def transcript_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files to import, each once, and those that were passed over.

    A folder stands for the files in it of a known kind. A README is passed over, unless it is the
    only file asked for. Raises InputError for a folder without transcripts.
    """
    given = list(paths)
    wanted: dict[Path, Path] = {}
    passed: list[Path] = []
    for path in given:
        for file in _in_folder(path) if path.is_dir() else [path]:
            if file.stem.lower() == _NOT_FOR_IMPORT and len(given) > 1:
                passed.append(file)
            else:
                wanted.setdefault(file.resolve(), file)
    return list(wanted.values()), passed


def _in_folder(folder: Path) -> list[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise unreadable(folder, error) from error
    found = [
        path
        for path in entries
        if path.suffix.lower() in SUFFIXES
        and not path.name.startswith((".", "~$"))
        and path.stem.lower() != _NOT_FOR_IMPORT
        and path.is_file()
    ]
    if not found:
        raise InputError(
            _("{path} holds no transcripts. Known are files in {known}.").format(
                path=folder, known=" ".join(SUFFIXES)
            )
        )
    return found
