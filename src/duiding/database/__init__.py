"""The study's database: connection, transactions, migrations, history.

The only room that knows the driver. SQL of a step stands in that step's ``store.py``.
"""

from duiding.database.connection import APPLICATION_ID, BUSY_TIMEOUT_MS, Database
from duiding.database.history import (
    Act,
    Change,
    DoneAct,
    PastAct,
    act,
    past_acts,
    redo,
    standing_act,
    undo,
)
from duiding.database.ids import new_id, now
from duiding.database.migrations import migrate, open_database, schema_version, verified_backup

__all__ = [
    "APPLICATION_ID",
    "BUSY_TIMEOUT_MS",
    "Act",
    "Change",
    "Database",
    "DoneAct",
    "PastAct",
    "act",
    "migrate",
    "new_id",
    "now",
    "open_database",
    "past_acts",
    "redo",
    "schema_version",
    "standing_act",
    "undo",
    "verified_backup",
]
