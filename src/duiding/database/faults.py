"""What the driver reports, as errors that say what to do."""

import os
import shutil
from pathlib import Path

import apsw

from duiding.errors import (
    DiskFull,
    StudyBusy,
    StudyClosed,
    StudyDamaged,
    StudyError,
    StudyReadOnly,
)
from duiding.i18n import _

_NO_ROOM = 64 * 1024
"""With less than this many bytes free, an error of the disk means that it is full."""


def study_error(error: apsw.Error, path: Path) -> StudyError | None:
    """Return what to tell for an error of the driver; None when it is a defect of the program."""
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return StudyBusy(
            _("{path} is in use by another program. Close that program and try again.").format(
                path=path
            )
        )
    if isinstance(error, apsw.FullError) or (isinstance(error, apsw.IOError) and _is_full(path)):
        return DiskFull(
            _(
                "The disk of {path} is full. What was saved before is intact; "
                "free some space and try again."
            ).format(path=path)
        )
    if isinstance(error, apsw.CorruptError | apsw.NotADBError) or path.is_dir():
        return damaged_error(path)
    if isinstance(error, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return read_only_error(path)
    if isinstance(error, apsw.IOError):
        return StudyDamaged(
            _(
                "The disk of {path} reports an error ({reason}). Nothing was changed; check the "
                "disk, and copy the study to another one."
            ).format(path=path, reason=error)
        )
    return None


def closed_error(path: Path) -> StudyClosed:
    """Return the error for a database that was closed by whoever left the program."""
    return StudyClosed(_("{path} is closed; open the study again.").format(path=path))


def read_only_error(path: Path) -> StudyReadOnly:
    """Return the error for a database that cannot be written, or not even read."""
    effective = os.access in os.supports_effective_ids
    if path.exists() and not os.access(path, os.R_OK, effective_ids=effective):
        return StudyReadOnly(
            _("{path} cannot be read: you have no permission for it.").format(path=path)
        )
    return StudyReadOnly(
        _(
            "{path} cannot be written: the folder or the file is read-only. "
            "Give yourself write permission, or copy the study to another folder."
        ).format(path=path)
    )


def damaged_error(path: Path) -> StudyDamaged:
    """Return the error for a file that is no whole database of duiding."""
    return StudyDamaged(
        _(
            "{path} is damaged or is not a database of duiding. "
            "Put back a copy from the folder backups."
        ).format(path=path)
    )


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM
    except OSError:
        return False
