"""The language of the drafts: that of the study, which may differ from that of the interface.

Texts are taken from the same catalogue as the interface. Take ``_ = words.gettext`` in a function,
so that the texts are found when the catalogue is brought up to date.
"""

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from duiding.chapters.outline import Prose
from duiding.i18n import load_catalogue


@dataclass(frozen=True, slots=True)
class Words:
    """The texts in one language."""

    language: str
    catalogue: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """Translate a text."""
        return self.catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Translate a text that depends on a number."""
        return self.catalogue.ngettext(singular, plural, number)


def words_of(language: str) -> Words:
    """Return the texts of a language; one without a catalogue is given in English."""
    return Words(language, load_catalogue(language))


def weave(template: str, **pieces: Prose | str) -> Prose:
    """Fill the ``{names}`` of a text with pieces that may be live; strings are joined."""
    woven: list[object] = []
    for text, name, _spec, _conversion in Formatter().parse(template):
        found = pieces[name] if name else ()
        for piece in (text, *((found,) if isinstance(found, str) else found)):
            if isinstance(piece, str) and woven and isinstance(woven[-1], str):
                woven[-1] += piece
            elif piece != "":
                woven.append(piece)
    return tuple(woven)  # type: ignore[arg-type]


def joined(pieces: Sequence[Prose], between: str = " ") -> Prose:
    """Return sentences or other pieces with something between them."""
    holes = {f"p{number}": piece for number, piece in enumerate(pieces)}
    return weave(between.join(f"{{{name}}}" for name in holes), **holes)


def enumerated(items: Sequence[Prose], words: Words) -> Prose:
    """Return ``a, b and c``."""
    if len(items) < 2:
        return items[0] if items else ()
    _ = words.gettext
    return weave(_("{items} and {last}"), items=joined(items[:-1], ", "), last=items[-1])


def plain(prose: Prose) -> str:
    """Return the text of prose without references."""
    return "".join(
        piece if isinstance(piece, str) else getattr(piece, "text", "") for piece in prose
    )
