"""Importing codebooks: what a file changes, what it never removes, and what is refused."""

from pathlib import Path
from textwrap import dedent

import pytest

from duiding.codebook import (
    CodeKind,
    import_codebook,
    store,
)
from duiding.coding import undo
from duiding.errors import InputError, Refused
from duiding.study import Study
from tests import study_kit as kit
from tests.codebook.books import SMALL, import_text, write

ROOT = Path(__file__).parents[2]


def _history(study: Study) -> int:
    return int(study.database.value("SELECT count(*) FROM history"))


def test_the_tree_comes_in_with_kinds_relations_and_fields(study: Study, tmp_path: Path) -> None:
    done = import_text(study, tmp_path)
    book = done.codebook
    assert [code.key for code in book.codes] == [
        *("armoede", "armoede/schaamte", "armoede/stress", "gezondheid")
    ]
    stress = book.by_key["armoede/stress"]
    assert stress.kind is CodeKind.RELATION
    assert stress.related_theme_id == book.by_key["gezondheid"].id
    assert book.by_key["armoede"].keywords == ("armoede", "bijstand")
    assert book.colour_of(stress) == "#e69f00"
    assert (len(done.new), done.is_new, done.unchanged) == (4, True, 0)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("duiding", CodeKind.INTERPRETATION),
        ("Aanbeveling", CodeKind.RECOMMENDATION),
        ("indicatorvoorstel", CodeKind.INDICATOR),
        ("context", CodeKind.CONTEXT),
        ("recommendation", CodeKind.RECOMMENDATION),
    ],
)
def test_kinds_may_be_written_in_dutch_or_english(
    study: Study, tmp_path: Path, word: str, kind: CodeKind
) -> None:
    done = import_text(study, tmp_path, SMALL.replace("kind: duiding", f"kind: {word}"))
    assert done.codebook.by_key["armoede/schaamte"].kind is kind


def test_the_same_file_again_changes_nothing_and_says_so(study: Study, tmp_path: Path) -> None:
    first = import_text(study, tmp_path)
    rows = _history(study)
    again = import_text(study, tmp_path)
    assert not again.changed_anything
    assert again.unchanged == 4
    assert again.codebook == first.codebook
    assert _history(study) == rows


def test_a_redefined_code_keeps_its_id_and_its_codings(study: Study, tmp_path: Path) -> None:
    before = import_text(study, tmp_path).codebook.by_key["armoede/schaamte"]
    kit.transcript(study, "gesprek", "R1: Er is {armoede/schaamte veel schaamte}.")
    text = SMALL.replace("name: Schaamte", "name: Schaamte en zwijgen").replace(
        "Waarom mensen zwijgen", "Waarom niemand iets zegt"
    )
    done = import_text(study, tmp_path, text)
    after = done.codebook.by_key["armoede/schaamte"]
    assert after.id == before.id
    assert after.name == "Schaamte en zwijgen"
    assert [(c.code.key, set(c.fields)) for c in done.changed] == [
        ("armoede/schaamte", {"name", "definition"})
    ]
    assert store.codings_per_code(study.database, done.codebook.id) == {after.id: 1}


def test_a_code_with_another_id_but_the_same_name_is_the_same_code(
    study: Study, tmp_path: Path
) -> None:
    before = import_text(study, tmp_path).codebook
    text = SMALL.replace("id: armoede", "id: bestaan").replace("id: schaamte", "id: zwijgen")
    done = import_text(study, tmp_path, text)
    assert not done.new
    assert not done.vanished
    after = done.codebook.by_key
    assert after["bestaan"].id == before.by_key["armoede"].id
    assert after["bestaan/zwijgen"].id == before.by_key["armoede/schaamte"].id
    assert after["bestaan/stress"].id == before.by_key["armoede/stress"].id
    assert ("key",) in [change.fields for change in done.changed]


def test_a_vanished_code_moves_along_with_its_theme(study: Study, tmp_path: Path) -> None:
    import_text(study, tmp_path)
    text = SMALL.replace("id: armoede", "id: bestaan").replace("Stress", "Druk")
    text = text.replace("id: stress", "id: druk")
    done = import_text(study, tmp_path, text)
    assert [code.key for code in done.codebook.codes] == [
        *("bestaan", "bestaan/schaamte", "bestaan/druk", "bestaan/stress", "gezondheid")
    ]


def test_every_change_stands_in_the_history_of_one_act(study: Study, tmp_path: Path) -> None:
    import_text(study, tmp_path)
    done = import_text(study, tmp_path, SMALL.replace("Waarom mensen zwijgen", "Anders"))
    assert done.changed_anything
    acts = study.database.rows(
        "SELECT act, count(*) FROM history WHERE act = 'import_codebook' GROUP BY act_id ORDER BY 2"
    )
    assert [name for name, _count in acts] == ["import_codebook"] * 2
    images = study.database.row(
        "SELECT before, after FROM history WHERE entity = 'code' AND before IS NOT NULL"
    )
    assert images is not None
    assert "zwijgen" in images[0]
    assert "Anders" in images[1]


def test_a_code_that_vanished_from_the_file_stays_and_is_told(study: Study, tmp_path: Path) -> None:
    import_text(study, tmp_path)
    text = SMALL.replace("id: schaamte", "id: eer").replace("name: Schaamte", "name: Eer")
    done = import_text(study, tmp_path, text)
    assert [code.key for code in done.vanished] == ["armoede/schaamte"]
    assert [code.key for code in done.new] == ["armoede/eer"]
    keys = [code.key for code in done.codebook.codes]
    assert keys == [*("armoede", "armoede/eer", "armoede/stress", "armoede/schaamte", "gezondheid")]


def test_an_import_is_not_undone_by_a_key_of_the_coding_screen(
    study: Study, tmp_path: Path
) -> None:
    coder = study.coder_id()
    import_codebook(study.database, write(tmp_path, SMALL), coder_id=coder)
    with pytest.raises(Refused):
        undo(study.database, coder_id=coder)


def test_codes_may_lie_inside_codes_or_name_their_parent(study: Study, tmp_path: Path) -> None:
    text = """
        codebook: proef
        name: Proef
        themes:
          - name: Armoede
            codes:
              - {name: Brieven, kind: duiding, parent: schulden}
              - name: Schulden
                kind: duiding
                codes:
                  - {name: Deurwaarder, kind: duiding}
              - {name: Enveloppen, kind: duiding, parent: brieven}
              - {name: Loket, kind: aanbeveling, parent: zorg/loketten}
          - name: Zorg
            codes:
              - {name: Loketten, kind: duiding}
    """
    book = import_text(study, tmp_path, text).codebook
    assert [code.key for code in book.codes] == [
        "armoede",
        "armoede/schulden",
        "armoede/schulden/brieven",
        "armoede/schulden/brieven/enveloppen",
        "armoede/schulden/deurwaarder",
        "zorg",
        "zorg/loketten",
        "zorg/loketten/loket",
    ]
    assert book.theme_of(book.by_key["zorg/loketten/loket"]).key == "zorg"


BAD = {
    "duplicate id": ("id: stress", "id: schaamte", "14", "schaamte"),
    "duplicate name": ("name: Stress", "name: schaamte", "15", "schaamte"),
    "duplicate theme": ("id: gezondheid", "id: armoede", "18", "armoede"),
    "unknown kind": ("kind: duiding", "kind: mening", "12", "kind"),
    "missing kind": ("        kind: duiding\n", "", "10", "kind"),
    "unknown field": ("definition:", "definitie:", "13", "definitie"),
    "unknown related theme": ("related_theme: gezondheid", "related_theme: wonen", "17", "wonen"),
    "relation without theme": ("        related_theme: gezondheid\n", "", "16", "related_theme"),
    "theme for a plain code": ("kind: samenhang", "kind: duiding", "17", "related_theme"),
    "bad colour": ('"#E69F00"', "oranje", "6", "colour"),
    "colour lost as a comment": ('"#E69F00"', "#E69F00", "6", "colour"),
    "missing name": ("        name: Stress\n", "", "14", "name"),
    "empty name": ("name: Stress", "name: ~", "15", "name"),
    "bad id": ("id: stress", "id: Stress & zo", "14", "id"),
    "list for text": ("definition: Waarom mensen zwijgen.", "definition: [a]", "13", "definition"),
    "text for list": ("keywords: [armoede, bijstand]", "keywords: armoede", "7", "keywords"),
    "mapping in list": ("[armoede, bijstand]", "[{a: b}]", "7", "keywords"),
    "no codebook key": ("codebook: proef\n", "", "1", "codebook"),
    "double field": ("name: Stress", "name: Stress\n        name: Druk", "16", "name"),
    "anchor": ("name: Stress", "name: &x Stress", "15", "&"),
    "alias": ("name: Stress", "name: *x", "15", "&"),
    "tag": ("name: Stress", "name: !!str Stress", "15", "!"),
    "not YAML": ("name: Stress", "name: Stress: druk", "15", "YAML"),
    "second document": ("  - id: gezondheid", "---\na: b\n  - id: gezondheid", "18", "document"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_file_line_and_field_and_changes_nothing(
    study: Study, tmp_path: Path, case: str
) -> None:
    old, new, line, word = BAD[case]
    text = dedent(SMALL).lstrip("\n")
    assert old in text
    path = tmp_path / "fout.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = _history(study)
    with pytest.raises(InputError) as told:
        import_codebook(study.database, path, coder_id=None)
    sentence = str(told.value)
    assert "fout.yaml" in sentence
    assert f"regel {line}:" in sentence
    assert word in sentence
    assert "\n" not in sentence
    assert _history(study) == before


def test_a_circle_of_parents_is_named(study: Study, tmp_path: Path) -> None:
    text = """
        codebook: proef
        name: Proef
        themes:
          - name: Armoede
            codes:
              - {name: Begin, kind: duiding, parent: eind}
              - {name: Midden, kind: duiding, parent: begin}
              - {name: Eind, kind: duiding, parent: midden}
    """
    with pytest.raises(InputError, match="begin → eind → midden → begin"):
        import_text(study, tmp_path, text)


def test_a_parent_that_does_not_exist_is_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"regel 11.*parent.*nergens"):
        import_text(study, tmp_path, SMALL.replace("id: schaamte", "parent: nergens"))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "leeg"),
        (b"\x00\x01\x02", "tekstbestand"),
        (b"- a\n- b\n", "codebook"),
        (b"a: " + b"[" * 30 + b"]" * 30, "20"),
        (b"[" * 100_000, "20"),
        (b"codebook: a\nname: b\nthemes: []\n", "themes"),
        (b"a: \x07\n", "YAML"),
        (b"x" * 5_000_001, "5 MB"),
    ],
    ids=["empty", "binary", "list", "deep", "bomb", "no-themes", "control", "large"],
)
def test_what_is_no_codebook_is_refused_in_a_sentence(
    study: Study, tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "iets.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError, match=word):
        import_codebook(study.database, path, coder_id=None)


def test_a_missing_file_and_a_folder_are_told(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"weg\.yaml"):
        import_codebook(study.database, tmp_path / "weg.yaml", coder_id=None)
    with pytest.raises(InputError, match="map"):
        import_codebook(study.database, tmp_path, coder_id=None)


def test_words_that_yaml_would_change_stay_what_was_typed(study: Study, tmp_path: Path) -> None:
    text = SMALL.replace("[armoede, bijstand]", "[no, 2021, 1e3, 0x1F, 12:30]")
    book = import_text(study, tmp_path, text).codebook
    assert book.by_key["armoede"].keywords == ("no", "2021", "1e3", "0x1F", "12:30")


def test_a_file_in_windows_1252_keeps_its_letters(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "oud.yaml"
    path.write_bytes(dedent(SMALL).replace("Schaamte", "Gêne in café’s").encode("cp1252"))
    book = import_codebook(study.database, path, coder_id=None).codebook
    assert book.by_key["armoede/schaamte"].name == "Gêne in café’s"


def test_control_characters_do_not_reach_the_study(study: Study, tmp_path: Path) -> None:
    text = SMALL.replace("name: Stress", r'name: "Str\e]52;c\aess\u202e"')
    text = text.replace("Waarom mensen zwijgen.", r'"Waarom\e[2J mensen\u200b zwijgen"')
    book = import_text(study, tmp_path, text).codebook
    assert book.by_key["armoede/stress"].name == "Str]52;cess"
    assert book.by_key["armoede/schaamte"].definition == "Waarom[2J mensen zwijgen"
