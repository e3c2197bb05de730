"""In which language a command speaks, decided before the command is read."""

import gettext
import os
import re

from duiding.errors import DuidingError
from duiding.i18n import LOCALE_FOLDER, set_language


def choose_language(arguments: list[str]) -> None:
    """Set the language from ``--lang``, else DUIDING_LANG, else duiding.toml, else Dutch."""
    wanted = ""
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            wanted = (arguments[index + 1 :] or [""])[0]
        elif argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
    language = set_language(wanted or os.environ.get("DUIDING_LANG") or _study_language(arguments))
    # click takes its own texts ("Usage", "Options") from the process-wide domain.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("duiding", LOCALE_FOLDER)
    gettext.textdomain("duiding")


def _study_language(arguments: list[str]) -> str | None:
    folder = os.environ.get("DUIDING_STUDY", "")
    for index, argument in enumerate(arguments):
        if argument == "--study":
            folder = (arguments[index + 1 :] or [""])[0]
        elif argument.startswith("--study="):
            folder = argument.partition("=")[2]
    try:
        with open(os.path.join(folder, "duiding.toml"), "rb") as file:  # noqa: PTH118, PTH123
            if not re.search(rb"[\"']en[\"']", file.read()):
                return None  # Dutch, found out without the time that reading TOML takes
        from pathlib import Path

        from duiding.settings import FILE_NAME, read_settings

        return read_settings(Path(folder) / FILE_NAME).interface_language
    except (DuidingError, OSError):
        return None  # no study, or the command itself tells what is wrong with the file
