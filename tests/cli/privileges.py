"""Take away the permission to write, also for the administrator that runs tests in a container."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_VERSION_3 = 0x20080522
_OVERRIDE = 1 << 1  # CAP_DAC_OVERRIDE: write whatever the permissions say


@contextmanager
def without_write_permission(path: Path) -> Iterator[None]:
    """Make a file or folder read-only for this thread as long as the block runs."""
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222)
    try:
        with _without_override():
            yield
    finally:
        path.chmod(mode)


@contextmanager
def _without_override() -> Iterator[None]:
    if os.name == "nt":
        pytest.skip("permissions work otherwise here")
    if os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("the administrator can write everywhere here")
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    before = sets[0]
    sets[0] = before & ~_OVERRIDE
    assert libc.capset(header, sets) == 0
    try:
        yield
    finally:
        sets[0] = before
        assert libc.capset(header, sets) == 0
