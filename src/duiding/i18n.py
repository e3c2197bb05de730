"""The language of the interface: English msgids, a complete Dutch catalogue, Dutch by default.

``setlocale`` is never called: the same study looks the same on every machine.
"""

import gettext
import os

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"
LANGUAGE_VARIABLE = "DUIDING_LANG"
# Written without pathlib: this module stands at the start of every command.
LOCALE_FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120


class _Current:
    """The language in use; one per process, set by a front before it shows anything."""

    language = ""
    catalogue: gettext.NullTranslations | None = None


def set_language(language: str | None = None) -> str:
    """Choose the language of the interface and return it.

    Without a known ``language`` the environment variable DUIDING_LANG decides, else Dutch.
    """
    wanted = (language or os.environ.get(LANGUAGE_VARIABLE) or DEFAULT_LANGUAGE).lower()[:2]
    _Current.language = wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE
    _Current.catalogue = load_catalogue(_Current.language)
    return _Current.language


def load_catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English and unknown languages give the msgids."""
    return gettext.translation("duiding", LOCALE_FOLDER, [language], fallback=True)


def language() -> str:
    """Return the language in use: ``nl`` or ``en``."""
    if not _Current.language:
        set_language()
    return _Current.language


def _(message: str) -> str:
    """Translate a message into the language in use."""
    if _Current.catalogue is None:
        set_language()
    assert _Current.catalogue is not None
    return _Current.catalogue.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a message that depends on a number."""
    if _Current.catalogue is None:
        set_language()
    assert _Current.catalogue is not None
    return _Current.catalogue.ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - the customary name in gettext
    """Mark a message for translation later (class bodies, constants)."""
    return message


_SYSTEM_TEXTS = (
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Device or resource busy"),
    N_("Too many open files"),
    N_("Invalid argument"),
)


def reason(error: OSError) -> str:
    """Return why the system refused something, in the language in use where we know the text."""
    return _(error.strerror) if error.strerror else type(error).__name__


def format_number(value: float, decimals: int | None = None, *, language: str | None = None) -> str:
    """Return a number in Dutch (``1.234,5``) or English (``1,234.5``) form.

    With ``decimals=None`` a number keeps the decimals it needs, at most three.
    """
    if decimals is None:
        english = f"{value:,.3f}".rstrip("0").rstrip(".")
    else:
        english = f"{value:,.{decimals}f}"
    if (language or _language()) == "en":
        return english
    return english.translate(str.maketrans(",.", ".,"))


_language = language
