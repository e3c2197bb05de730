"""The look at every opening: quick, by sample. The doctor looks at everything."""

from duiding.database import Database
from duiding.doctor import store
from duiding.errors import StudyError
from duiding.i18n import _


def look(database: Database) -> tuple[str, ...]:
    """Return what is worth a warning: codings of late that do not quote what the text says."""
    try:
        wrong = store.late_codings_astray(database)
    except StudyError as error:  # the doctor must be able to open what is damaged
        return (str(error),)
    if not wrong:
        return ()
    return (
        _(
            "{number} of the latest codings do not quote what their text says. "
            "Make a copy of the study and look further with: duiding doctor"
        ).format(number=wrong),
    )
