"""Identifiers and times that stay unique and sortable when copies of a study are merged."""

import os
import threading
import time
import uuid
from datetime import UTC, datetime

_lock = threading.Lock()
_last = [0]


def new_id() -> str:
    """Return a new UUID (version 7): sorted by time of creation, in order within this process."""
    with _lock:
        stamp = _last[0] = max(time.time_ns() * 4096 // 1_000_000, _last[0] + 1)
    milliseconds, fraction = divmod(stamp, 4096)
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    number = (milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0b10 << 62) | tail
    return str(uuid.UUID(int=number))


def now() -> str:
    """Return the present time in UTC as ISO-8601 text with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
