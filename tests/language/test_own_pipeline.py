"""Our own Dutch pipeline is in the package, small, and right about plain interview sentences."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import duiding.language

FOLDER = Path(duiding.language.__file__).parent / "models" / "nl_duiding_sm"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(FOLDER)


def lemmas(doc: Doc) -> dict[str, str]:
    return {token.text: token.lemma_ for token in doc}


def test_it_has_all_components_and_says_what_it_is(nlp: Language) -> None:
    wanted = ["tok2vec", "morphologizer", "tagger", "parser", "lemmatizer", "ner"]
    assert [name for name in nlp.pipe_names if name != "attribute_ruler"] == wanted
    meta = nlp.meta
    assert (meta["lang"], meta["name"], meta["author"]) == ("nl", "duiding_sm", "duiding")
    assert meta["spacy_version"] == ">=3.8.7,<3.9"
    assert meta["license"] == "CC BY-SA 4.0"
    assert {source["license"] for source in meta["sources"]} == {"CC BY-SA 4.0"}
    assert set(nlp.pipe_labels["ner"]) == {"PER", "LOC", "ORG", "MISC"}


def test_it_is_at_most_12_mb_with_notice_and_card() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 12_000_000
    notice = (FOLDER / "NOTICE.md").read_text(encoding="utf-8")
    assert "creativecommons.org/licenses/by-sa/4.0" in notice
    assert "Gosse Bouma" in notice
    assert "LassySmall test" in (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")


def test_its_scores_do_not_fall_below_what_was_reached() -> None:
    scores = json.loads((FOLDER / "meta.json").read_text(encoding="utf-8"))["performance"]
    reached = {
        "tag_acc": 0.924,
        "pos_acc": 0.944,
        "lemma_acc": 0.95,
        "dep_uas": 0.85,
        "dep_las": 0.79,
        "sents_f": 0.81,
        "ents_f": 0.69,
    }
    assert {name: scores[name] for name, least in reached.items() if scores[name] < least} == {}


def test_it_travels_in_the_wheel() -> None:
    hatch = pytest.importorskip("hatchling.builders.wheel")
    shipped = {
        entry.distribution_path for entry in hatch.WheelBuilder(str(ROOT)).recurse_included_files()
    }
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert len(files) > 15
    inside = "duiding/language/models/nl_duiding_sm"
    assert {f"{inside}/{path.relative_to(FOLDER).as_posix()}" for path in files} <= shipped


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Die kinderen hadden niet gegeten.", {"kinderen": "kind", "gegeten": "eten"}),
        ("Wij zijn toen doorverwezen naar de gemeente.", {"zijn": "zijn", "gemeente": "gemeente"}),
        (
            "Ik heb me aangemeld, maar ik ben afgewezen.",
            {"aangemeld": "aanmelden", "heb": "hebben"},
        ),
        ("Ze hadden alles meegenomen.", {"meegenomen": "meenemen"}),
        ("We hebben de schulden opgebouwd.", {"schulden": "schuld", "opgebouwd": "opbouwen"}),
        ("Onze buren dachten dat ook.", {"buren": "buur", "dachten": "denken", "Onze": "ons"}),
        (
            "Die woning was mooier en goedkoper dan de flat.",
            {"mooier": "mooi", "goedkoper": "goedkoop"},
        ),
        ("Ik snapte die brieven niet.", {"brieven": "brief"}),
    ],
)
def test_words_get_their_citation_form(nlp: Language, text: str, wanted: dict[str, str]) -> None:
    told = lemmas(nlp(text))
    assert {word: told[word] for word in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("'k Heb 'm gisteren gezien.", "'k", "ik"),
        ("Dan is-ie weer weg.", "-ie", "hij"),
        ("Dan is-ie weer weg.", "is", "zijn"),
        ("M'n collega zei dat.", "M'n", "mijn"),
        ("Da's toch niet normaal.", "Da's", "dat"),
        ("Dat kan nie.", "nie", "niet"),
        ("Effe kijken hoor.", "Effe", "even"),
    ],
)
def test_short_forms_of_spoken_dutch(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert lemmas(nlp(text))[word] == lemma


def test_parts_of_speech(nlp: Language) -> None:
    doc = nlp("De oude wijkagent kent iedereen, want hij woont hier al twaalf jaar.")
    assert [(token.text, token.pos_) for token in doc][:5] == [
        ("De", "DET"),
        ("oude", "ADJ"),
        ("wijkagent", "NOUN"),
        ("kent", "VERB"),
        ("iedereen", "PRON"),
    ]
    assert doc[2].head.text == "kent"
    assert doc[2].dep_ == "nsubj"


def test_names(nlp: Language) -> None:
    doc = nlp("Toen kwam Fatima van den Berg van het UWV naar Kerkrade.")
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("Fatima van den Berg", "PER"),
        ("UWV", "ORG"),
        ("Kerkrade", "LOC"),
    ]
    assert not nlp("Nou ja, kijk, het is gewoon heel moeilijk om rond te komen.").ents


def test_sentences_with_fillers_and_abbreviations(nlp: Language) -> None:
    text = "Ja, eh, dat klopt. Dhr. Jansen woont er nog, denk ik. En u? Ik woon er ook."
    assert [sentence.text for sentence in nlp(text).sents] == [
        "Ja, eh, dat klopt.",
        "Dhr. Jansen woont er nog, denk ik.",
        "En u?",
        "Ik woon er ook.",
    ]


def test_a_full_stop_after_a_word_that_is_also_an_abbreviation_ends_the_sentence(
    nlp: Language,
) -> None:
    text = "Dat weet ik al. Ze zit in de WW. Mw. De Vries, o.a., belde me."
    assert [sentence.text for sentence in nlp(text).sents] == [
        "Dat weet ik al.",
        "Ze zit in de WW.",
        "Mw. De Vries, o.a., belde me.",
    ]
    assert [token.text for token in nlp(text)][3:5] == ["al", "."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "🙂🙂", "?!", "x" * 5_000, "woord " * 5_000])
def test_odd_texts_do_no_harm(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.lemma_ or token.is_space for token in doc)
