"""What the treebanks, which are written, do not hold: short forms of spoken Dutch.

The tokenizer learns to keep 'k together and to split is-ie, and forgets abbreviations that are
ordinary words at the end of a sentence (Dat weet ik al.); lemmas and tags of the short forms are
set by rules, after the models.
"""

from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_suffix_regex

CLITIC = "-ie"
_WHOLE = (
    "mw.",
    "Mw.",
    "fam.",
    "Fam.",
    "tel.",
    "incl.",
    "excl.",
    "'k",
    "'K",
    "k'",
    "'ns",
    "'ie",
    "da's",
    "Da's",
    "wa's",
    "Wa's",
    "zo'n",
    "Zo'n",
)
_YEARS = tuple(f"'{year:02}" for year in range(100))
_WORDS = frozenset(
    word
    for line in (
        "al app bel belg bet best cap dat ed ex fra gen hand it jur kon lat mand me med mon not or",
        "os oz pan pas pat pers pol rep rom sir tom top u ver vo vol volg volt",
        "Bel Dat Ed Max Mon Pat Pol Tom",
    )
    for word in line.split()
)
"""Words that spaCy's Dutch takes for an abbreviation when a full stop follows."""
_HE = "VNW|pers|pron|nomin|red|3|ev|masc"
_I = "VNW|pers|pron|nomin|red|1|ev"
_PRON = "Case=Nom|Number=Sing|Person={}|PronType=Prs"
_FORMS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    ((CLITIC, "ie", "'ie"), {"LEMMA": "hij", "POS": "PRON", "TAG": _HE, "MORPH": _PRON.format(3)}),
    (("'k", "k'"), {"LEMMA": "ik", "POS": "PRON", "TAG": _I, "MORPH": _PRON.format(1)}),
    (("nie", "nie'"), {"LEMMA": "niet", "POS": "ADV", "TAG": "BW"}),
    (("effe", "effen", "effies", "eventjes"), {"LEMMA": "even", "POS": "ADV", "TAG": "BW"}),
    (("'ns",), {"LEMMA": "eens", "POS": "ADV", "TAG": "BW"}),
    (("da's",), {"LEMMA": "dat"}),
    (("wa's",), {"LEMMA": "wat"}),
    (("eh", "ehm", "uh", "uhm", "euh", "hm", "mhm", "hm-hm"), {"POS": "INTJ", "TAG": "TSW"}),
)


def add_spoken_forms(nlp: Language) -> None:
    """Teach a pipeline the short forms; at the end of the pipeline a component is added."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {form: split for form, split in tokenizer.rules.items() if not _is_word(form)}
    for form in _WHOLE + _YEARS:
        tokenizer.add_special_case(form, [{ORTH: form}])
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z])" + CLITIC]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for forms, attributes in _FORMS:
        ruler.add([[{"LOWER": {"IN": list(forms)}}]], attributes)


def _is_word(form: str) -> bool:
    """Return whether a tokenizer exception is no abbreviation: it is a word, or all capitals."""
    word = form.removesuffix(".")
    if word == form or not word.isalpha():
        return False
    return word in _WORDS or (len(word) > 1 and word.isupper())
