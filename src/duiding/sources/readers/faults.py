"""What can be wrong with a file from outside: one clear sentence each, with what to do."""

from pathlib import Path

from duiding.errors import InputError
from duiding.i18n import _

SUFFIXES = (".docx", ".odt", ".txt", ".md", ".vtt", ".srt")
"""Suffixes of the files that can be read."""


def unknown_kind(name: str) -> InputError:
    """Return the error for a suffix that is not known."""
    return InputError(
        _("{name}: files of this kind cannot be read. Save it as one of: {known}.").format(
            name=name, known=" ".join(SUFFIXES)
        )
    )


def missing(path: Path) -> InputError:
    """Return the error for a file that does not exist."""
    return InputError(_("{path} does not exist. Check the name and the folder.").format(path=path))


def unreadable(path: Path, error: OSError) -> InputError:
    """Return the error for a file or folder that the system does not let us read."""
    return InputError(
        _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror)
    )


def too_heavy(name: str, limit: int) -> InputError:
    """Return the error for a file of more bytes than the limit."""
    return InputError(
        _("{name} is larger than {limit} MB; that is no transcript.").format(
            name=name, limit=limit // 1_000_000
        )
    )


def empty(name: str) -> InputError:
    """Return the error for a file without content."""
    return InputError(_("{name} is empty. Fetch the file again.").format(name=name))


def no_text(name: str) -> InputError:
    """Return the error for a document in which nothing is said."""
    return InputError(_("{name} holds no text that can be coded.").format(name=name))


def other_format(name: str, suffix: str) -> InputError:
    """Return the error for content that is not what the suffix says, nor anything known."""
    return InputError(
        _(
            "{name} is not a {suffix} file: it is damaged or has another format. "
            "Open it in your word processor and save it anew as {suffix}."
        ).format(name=name, suffix=suffix)
    )


def wrong_suffix(name: str, suffix: str, found: str) -> InputError:
    """Return the error for content of another format than the suffix says."""
    if found in SUFFIXES:
        return InputError(
            _("{name} is a {found} file by its content, not {suffix}. Rename it.").format(
                name=name, found=found, suffix=suffix
            )
        )
    return InputError(
        _(
            "{name} is a {found} file by its content, which cannot be read. "
            "Save it as one of: {known}."
        ).format(name=name, found=found, known=" ".join(SUFFIXES))
    )


def old_word(name: str) -> InputError:
    """Return the error for a document of Word 97-2003."""
    return InputError(
        _("{name} is in the old Word format (.doc). Open it in Word and save it as .docx.").format(
            name=name
        )
    )


def damaged(name: str) -> InputError:
    """Return the error for a file that is cut off or damaged."""
    return InputError(
        _(
            "{name} is damaged or cut off. Fetch the file again, or open it and save it anew."
        ).format(name=name)
    )


def locked(name: str) -> InputError:
    """Return the error for a file with a password."""
    return InputError(
        _("{name} is locked with a password. Open it, take the password off and save it.").format(
            name=name
        )
    )


def too_long(name: str) -> InputError:
    """Return the error for a file with far more paragraphs than any conversation."""
    return InputError(
        _("{name} has far more paragraphs than a transcript. Split it, or check the file.").format(
            name=name
        )
    )


def too_large(name: str, limit: int) -> InputError:
    """Return the error for an office file that unpacks to more bytes than the limit."""
    return InputError(
        _("{name} unpacks to more than {limit} MB of text; that is no transcript.").format(
            name=name, limit=limit // 1_000_000
        )
    )


def defines_entities(name: str) -> InputError:
    """Return the error for XML with a document type definition."""
    return InputError(
        _(
            "{name} holds a document type definition, which office programs never write; "
            "it is refused for safety. Open the file and save it anew."
        ).format(name=name)
    )
