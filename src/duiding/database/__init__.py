"""The study's database: connection, transactions, migrations, history.

The only room that knows the driver. SQL of a step stands in that step's ``store.py``.
"""

from duiding.database.connection import Database
from duiding.database.history import Act, Change, DoneAct, act, redo, standing_act, undo
from duiding.database.ids import new_id, now
from duiding.database.migrations import migrate, schema_version, verified_backup

__all__ = [
    "Act",
    "Change",
    "Database",
    "DoneAct",
    "act",
    "migrate",
    "new_id",
    "now",
    "redo",
    "schema_version",
    "standing_act",
    "undo",
    "verified_backup",
]
