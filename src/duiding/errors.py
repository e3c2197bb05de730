"""Everything that can go wrong for a user, as one tree.

    DuidingError                 base: one sentence in the user's language (what, where, what to do)
    ├── StudyError               the study as a whole cannot be used
    │   ├── NoStudy              there is no study in this folder
    │   ├── StudyNewer           made by a newer version of duiding
    │   ├── StudyBusy            another program holds the database
    │   ├── StudyClosed          it was closed while something was still at work in it
    │   ├── StudyReadOnly        the folder or the file cannot be written
    │   ├── StudyDamaged         the database file is damaged or is no database
    │   └── DiskFull             no room left; what was saved before is intact
    ├── InputError               a file or value from outside cannot be used; nothing was changed
    ├── NotFound                 a name that the user gave does not exist in the study
    ├── Refused                  the act is not possible now (nothing to undo, still in use)
    └── Missing                  an optional package or program is not installed

Both fronts (command line and screen) turn a ``DuidingError`` into one sentence and the exit
code it carries. Any other exception is a defect of the program.
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    STUDY = 4
    DEFECT = 70
    STOPPED = 130


class DuidingError(Exception):
    """Base of all errors that are told to the user; ``str(error)`` is the sentence."""

    exit_code = ExitCode.FAILED


class StudyError(DuidingError):
    """The study cannot be opened or written."""

    exit_code = ExitCode.STUDY


class NoStudy(StudyError):
    """No study in the folder."""


class StudyNewer(StudyError):
    """The database was made by a newer version of the program."""


class StudyBusy(StudyError):
    """Another program holds the database for too long."""


class StudyClosed(StudyError):
    """The study was closed while something was still at work in it."""


class StudyReadOnly(StudyError):
    """The study cannot be written."""


class StudyDamaged(StudyError):
    """The database file is damaged or is not a database of duiding."""


class DiskFull(StudyError):
    """No room on the disk."""


class InputError(DuidingError):
    """A file or value from outside cannot be used; nothing was changed."""


class NotFound(DuidingError):
    """A name that does not exist in the study."""


class Refused(DuidingError):
    """An act that is not possible in the present state."""


class Missing(DuidingError):
    """An optional package or program is not installed."""
