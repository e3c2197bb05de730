"""The colours that a person chose, remembered for the next start: per person, not per study.

One small file in the folder that the system has for settings. It is a convenience: a file that is
damaged or cannot be read or written is as good as none.
"""

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path

from duiding.tui.view.colours import SCHEMES

VARIABLE = "DUIDING_THEME"
"""The explicit choice for one start or one shell: dark, light or contrast."""
FILE_NAME = "screen.json"
_PREFIX = "duiding-"
_MOST_BYTES = 1000


def config_folder() -> Path:
    """Return the folder for the settings of this person; it need not exist."""
    return user_config_path("duiding", appauthor=False)


def theme_at_start() -> str:
    """Return the theme to start with: that of the variable, else the remembered, else dark."""
    names = [scheme.name for scheme in SCHEMES]
    for name in (os.environ.get(VARIABLE, ""), _remembered()):
        if _PREFIX + name in names:
            return _PREFIX + name
    return names[0]


def remember_theme(theme: str) -> None:
    """Remember a theme for the next start, where that is possible."""
    text = json.dumps({"theme": theme.removeprefix(_PREFIX)}) + "\n"
    with suppress(OSError, RuntimeError):  # RuntimeError: there is no home at all
        folder = config_folder()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE_NAME).write_text(text, encoding="utf-8")


def _remembered() -> str:
    try:
        with (config_folder() / FILE_NAME).open("rb") as file:
            found = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError, RuntimeError):
        return ""
    name = found.get("theme") if isinstance(found, dict) else None
    return name if isinstance(name, str) else ""
