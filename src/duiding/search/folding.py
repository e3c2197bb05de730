"""Text as it is compared: without case and accents, and as long as it was."""

import unicodedata


def fold(text: str, *, match_case: bool = False, match_accents: bool = False) -> str:
    """Return the text as it is compared: every place in it stays where it was."""
    text = straight(text)
    if not match_accents:
        for character in {c for c in text if not c.isascii()}:
            text = text.replace(character, _without_accent(character))
    if not match_case:
        lower = text.lower()
        text = lower if len(lower) == len(text) else "".join(map(_lower, text))
    return text


def straight(text: str) -> str:
    """Return the text with straight apostrophes for curved ones."""
    return text.replace("’", "'").replace("‘", "'")


def _without_accent(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    return parts[0] if all(map(unicodedata.combining, parts[1:])) else character


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
