"""What the treebanks, which are written, do not hold: short forms of spoken Dutch.

The tokenizer learns to keep 'k together and to split is-ie; lemmas and tags of such words are set
by rules, after the models.
"""

from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.util import compile_suffix_regex

CLITIC = "-ie"
_WHOLE = ("'k", "'K", "k'", "'ns", "'ie", "da's", "Da's", "wa's", "Wa's", "zo'n", "Zo'n")
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
    for form in _WHOLE:
        tokenizer.add_special_case(form, [{ORTH: form}])
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[a-z])" + CLITIC]
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for forms, attributes in _FORMS:
        ruler.add([[{"LOWER": {"IN": list(forms)}}]], attributes)
