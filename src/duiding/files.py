"""Files: read within a limit; written whole or not at all, and never over another unasked."""

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from duiding.errors import DiskFull, InputError, Refused
from duiding.i18n import _, reason

_NO_ROOM = {28, 122}  # ENOSPC, EDQUOT


def read_bytes(path: Path, *, limit: int) -> bytes:
    """Return the content of a file of at most ``limit`` bytes.

    Raises InputError when there is no such file, it cannot be read or it is larger.
    """
    if path.is_dir():
        raise InputError(_("{path} is a folder, not a file.").format(path=path))
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError(
            _("There is no file {path}. Check the name and the folder.").format(path=path)
        ) from error
    except OSError as error:
        raise InputError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=reason(error))
        ) from error
    if len(content) > limit:
        raise InputError(
            _("{path} is larger than {limit} MB, too large for such a file.").format(
                path=path, limit=limit // 1_000_000
            )
        )
    return content


def write_new(path: Path, write: Callable[[Path], None], *, overwrite: bool = False) -> None:
    """Let ``write`` fill a temporary file beside ``path``, then put it in place in one step.

    The temporary file has the suffix of ``path``. At any moment ``path`` is absent, the old file
    or the whole new file, also after a power cut. A file that is there keeps its permissions.

    Raises Refused when the file exists and ``overwrite`` is false, InputError when it cannot be
    written there, DiskFull without room. Then nothing was changed.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    _check(path, target, overwrite)
    scratch = target.with_name(f".{target.stem}-{secrets.token_hex(4)}{target.suffix}")
    try:
        os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        write(scratch)
        _flush(scratch)
        if overwrite:
            if target.exists():
                shutil.copymode(target, scratch)
            scratch.replace(target)
        else:
            _place(scratch, target)
        _flush_folder(target.parent)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(
                _("There is no room on the disk for {path}. Free some space and try again.").format(
                    path=path
                )
            ) from error
        raise InputError(
            _(
                "{path} cannot be written ({reason}). Choose another place, "
                "or close the program that has it open."
            ).format(path=path, reason=reason(error))
        ) from error
    finally:
        scratch.unlink(missing_ok=True)


def _check(path: Path, target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise InputError(_("{path} is a folder. Give the name of a file in it.").format(path=path))
    if not target.parent.is_dir():
        raise InputError(
            _("The folder {folder} does not exist. Make it first, or choose another.").format(
                folder=path.parent
            )
        )
    if target.exists() and not overwrite:
        raise _exists(path)


def _exists(path: Path) -> Refused:
    return Refused(
        _("{path} exists already and was left alone. Choose another name, or add --force.").format(
            path=path
        )
    )


def _place(scratch: Path, target: Path) -> None:
    """Move into place unless something stands there by now; raises FileExistsError then."""
    try:
        os.link(scratch, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        scratch.replace(target)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle on a folder, and needs none
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
