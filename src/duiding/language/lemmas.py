"""A Dutch word list: the lemma of known forms, and endings for the forms it does not know.

Lemmas are citation forms in lower case: the infinitive, the singular, the base form. The list in
``data/`` is made by ``tools/make_lemmas.py``; NOTICE.md beside it says from what.
"""

import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from duiding.errors import Missing
from duiding.i18n import _

WORD_LIST = Path(__file__).parent / "data" / "nl_lemmas.tsv.gz"
FIRST_LINE = "duiding word list 1"
LONGEST_ENDING = 6
_SHORTEST_STEM = 2
_SHORTEST_PART = 5
_PLURAL_AFTER_APOSTROPHE = re.compile(r"(?<=\w\w)'s$|(?<='er)s$")

_EMPHASIS = str.maketrans("áéíóúàèìòù", "aeiouaeiou")


@dataclass(frozen=True, slots=True)
class WordList:
    """Forms with their lemmas, and endings with what to cut off and to put on instead."""

    forms: Mapping[str, str] = field(default_factory=dict, repr=False)
    endings: Mapping[str, tuple[int, str]] = field(default_factory=dict, repr=False)
    lemmas: frozenset[str] = field(default_factory=frozenset, repr=False)
    """The lemmas of all forms."""

    def lemma(self, form: str) -> str:
        """Return the lemma of a form in lower case."""
        known = self.forms.get(form)
        return self.guess(form) if known is None else known

    def guess(self, form: str) -> str:
        """Return the lemma that a form outside the list most likely has.

        Accents of emphasis are dropped (``écht``), of a word with a hyphen or of a compound only
        the last part is changed (``op+gebeld``, ``zorg+kosten``), and the longest known ending
        decides about the rest.
        """
        plain = form.translate(_EMPHASIS)
        if plain in self.forms:
            return self.forms[plain]
        head, hyphen, last = form.rpartition("-")
        if hyphen and last:
            return head + hyphen + self.lemma(last)
        if "'" in form:
            return _PLURAL_AFTER_APOSTROPHE.sub("", form)
        if not form.isalpha():
            return form
        return self._by_last_part(form) or apply_ending(form, self.endings)

    def _by_last_part(self, form: str) -> str | None:
        for start in range(_SHORTEST_STEM, len(form) - _SHORTEST_PART + 1):
            part = form[start:]
            lemma = self.forms.get(part)
            if lemma is not None and (part.startswith("ge") or part[:2] == lemma[:2]):
                return form[:start] + lemma
        return None


def apply_ending(form: str, endings: Mapping[str, tuple[int, str]]) -> str:
    """Return a form with its longest known ending replaced; at least two letters stay."""
    for length in range(min(LONGEST_ENDING, len(form) - _SHORTEST_STEM), 0, -1):
        change = endings.get(form[-length:])
        if change is not None:
            cut, add = change
            return form[: len(form) - cut] + add
    return form


def read_word_list(path: Path = WORD_LIST) -> WordList:
    """Read a word list. Raises Missing when the file is not there or damaged."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines = file.read().split("\n")
        return _parse(lines)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise Missing(
            _(
                "The Dutch word list {path} is missing or damaged, so no suggestions can be made. "
                "Install duiding again."
            ).format(path=path)
        ) from error


def _parse(lines: list[str]) -> WordList:
    """Take the lines apart: ``form``, ``form TAB lemma`` or ``*ending TAB cut TAB add``."""
    if lines[0] != FIRST_LINE or lines[-1]:
        raise ValueError(lines[0])
    forms: dict[str, str] = {}
    endings: dict[str, tuple[int, str]] = {}
    for line in lines[1:-1]:
        form, _tab, rest = line.partition("\t")
        if form.startswith("*"):
            cut, add = rest.split("\t")
            endings[form[1:]] = (int(cut), add)
        else:
            forms[form] = rest or form
    return WordList(forms, endings, frozenset(forms.values()))
