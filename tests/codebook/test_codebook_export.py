"""Exporting codebooks: files that import to the same codebook and keep what people wrote."""

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.codebook import Code, Codebook, export_codebook, import_codebook
from duiding.codebook.export import _new_file
from duiding.codebook.files import read_codebook_file
from duiding.codebook.model import CodeKind
from duiding.errors import InputError, NotFound, Refused
from duiding.study import Study
from duiding.text import clean, clean_line
from tests import study_kit as kit

ROOT = Path(__file__).parents[2]
EXAMPLES = ("nulmeting-2021", "regiodeal-2023")

COMMENTED = """\
# Boven het codeboek.
codebook: proef
name: Proef  # werknaam
themes:
    # Over armoede.
    - id: armoede
      name: Armoede
      keywords: [armoede, bijstand]  # kort houden
      codes:
          - id: schaamte
            name: Schaamte
            kind: duiding
            definition: 'Waarom mensen zwijgen.'
            keywords:
                - schaamte  # veel genoemd
                - taboe  # ook
          # Deze code is nieuw.
          - id: brieven
            name: Brieven
            kind: duiding
    # Over gezondheid.
    - id: gezondheid
      name: Gezondheid
# Onderaan.
"""


def _import(study: Study, path: Path) -> Codebook:
    return import_codebook(study.database, path, coder_id=None).codebook


def _content(path: Path) -> object:
    """Return all that a file says, whatever its layout."""
    file = read_codebook_file(path)
    codes = [replace(c, indicators=tuple(sorted(c.indicators)), place=()) for c in file.codes]
    return (file.key, file.name, file.wave, file.language, codes, file.crosswalk)


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_examples_come_out_as_they_went_in(study: Study, tmp_path: Path, key: str) -> None:
    source = ROOT / "codebooks" / f"{key}.yaml"
    _import(study, source)
    fresh = tmp_path / "nieuw.yaml"
    assert export_codebook(study.database, key, fresh).written
    assert _content(fresh) == _content(source)
    again = import_codebook(study.database, fresh, coder_id=None)
    assert not again.changed_anything


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_file_that_says_the_same_is_left_alone(study: Study, tmp_path: Path, key: str) -> None:
    copy = tmp_path / f"{key}.yaml"
    copy.write_bytes((ROOT / "codebooks" / copy.name).read_bytes())
    _import(study, copy)
    before = copy.read_bytes()
    assert not export_codebook(study.database, key, copy).written
    assert not export_codebook(study.database, key, copy, force=True).written
    assert copy.read_bytes() == before


def test_a_changed_field_is_one_changed_line_and_all_comments_stay(
    study: Study, tmp_path: Path
) -> None:
    mine, theirs = tmp_path / "mijn.yaml", tmp_path / "hun.yaml"
    mine.write_text(COMMENTED, encoding="utf-8")
    theirs.write_text(COMMENTED.replace("Waarom mensen zwijgen", "Anders"), encoding="utf-8")
    _import(study, theirs)
    with pytest.raises(Refused, match="--force"):
        export_codebook(study.database, "proef", mine)
    assert mine.read_text(encoding="utf-8") == COMMENTED
    assert export_codebook(study.database, "proef", mine, force=True).written
    before, after = COMMENTED.splitlines(), mine.read_text(encoding="utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "            definition: 'Anders.'"
    ]


def test_new_and_shorter_ends_do_not_lose_the_comment_that_follows(
    study: Study, tmp_path: Path
) -> None:
    mine, theirs = tmp_path / "mijn.yaml", tmp_path / "hun.yaml"
    mine.write_text(COMMENTED, encoding="utf-8")
    changed = COMMENTED.replace("                - taboe  # ook\n", "")
    changed = changed.replace("armoede, bijstand", "armoede, bijstand, minima")
    changed = changed.replace(
        "    # Over gezondheid.\n",
        "          - id: schuld\n            name: Schuld\n            kind: duiding\n",
    )
    theirs.write_text(
        changed.replace("# Onderaan.", "    - id: wonen\n      name: Wonen"), encoding="utf-8"
    )
    _import(study, theirs)
    export_codebook(study.database, "proef", mine, force=True)
    assert mine.read_text(encoding="utf-8").replace("] #", "]  #") == (
        COMMENTED.replace("                - taboe  # ook\n", "")
        .replace("armoede, bijstand", "armoede, bijstand, minima")
        .replace(
            "    # Over gezondheid.\n",
            "          - id: schuld\n            name: Schuld\n            kind: interpretation\n"
            "    # Over gezondheid.\n",
        )
        .replace("# Onderaan.", "    - id: wonen\n      name: Wonen\n# Onderaan.")
    )


def test_code_below_a_code_without_codes_is_added(study: Study, tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mijn.yaml", tmp_path / "hun.yaml"
    mine.write_text(COMMENTED, encoding="utf-8")
    below = (
        "      name: Gezondheid\n      codes:\n          - id: slaap\n            name: Slaap\n"
        "            kind: interpretation\n"
    )
    theirs.write_text(COMMENTED.replace("      name: Gezondheid\n", below), encoding="utf-8")
    _import(study, theirs)
    export_codebook(study.database, "proef", mine, force=True)
    assert mine.read_text(encoding="utf-8") == theirs.read_text(encoding="utf-8")


def test_a_code_that_only_the_file_has_is_not_thrown_away(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "boek.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    _import(study, path)
    text = COMMENTED.replace("id: brieven", "id: enveloppen")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="armoede/enveloppen"):
        export_codebook(study.database, "proef", path, force=True)
    assert path.read_text(encoding="utf-8") == text


def test_another_codebook_or_another_file_is_never_overwritten(
    study: Study, tmp_path: Path
) -> None:
    kit.codebook(study)
    other = tmp_path / "ander.yaml"
    other.write_text("codebook: ander\nname: A\nthemes:\n- name: B\n", encoding="utf-8")
    with pytest.raises(Refused, match="ander"):
        export_codebook(study.database, "proef", other, force=True)
    notes = tmp_path / "notities.txt"
    notes.write_text("Boodschappen\n", encoding="utf-8")
    with pytest.raises(InputError):
        export_codebook(study.database, "proef", notes, force=True)
    with pytest.raises(NotFound):
        export_codebook(study.database, "weg", tmp_path / "weg.yaml")
    assert notes.read_text(encoding="utf-8") == "Boodschappen\n"


def test_wishes_and_kept_codes_go_out_too(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "boek.yaml"
    path.write_text(
        COMMENTED.replace("keywords: [", "indicators: [Nog onbekend]\n      keywords: ["),
        encoding="utf-8",
    )
    _import(study, path)
    path.write_text(
        COMMENTED.replace("brieven", "post").replace("Brieven", "Post"), encoding="utf-8"
    )
    _import(study, path)
    fresh = tmp_path / "nieuw.yaml"
    export_codebook(study.database, "proef", fresh)
    keys = [code.key for code in read_codebook_file(fresh).codes]
    assert "armoede/brieven" in keys
    assert "armoede/post" in keys


_names = st.text(min_size=1, max_size=30).map(clean_line).filter(bool)
_texts = st.text(max_size=60).map(lambda text: clean(text).strip())


@st.composite
def _codebooks(draw: st.DrawFn) -> Codebook:
    codes: list[Code] = []
    for number in range(draw(st.integers(1, 4))):
        parents = [None, *codes] if codes else [None]
        parent = draw(st.sampled_from(parents))
        key = f"c{number}" if parent is None else f"{parent.key}/c{number}"
        kinds = [k for k in CodeKind if k not in {CodeKind.THEME, CodeKind.RELATION}]
        codes.append(
            Code(
                id=key,
                codebook_id="b",
                key=key,
                name=f"{draw(_names)} {number}",
                kind=CodeKind.THEME if parent is None else draw(st.sampled_from(kinds)),
                parent_id=parent.id if parent else None,
                related_theme_id=None,
                position=number,
                part_of=draw(_names | st.just("")),
                definition=draw(_texts),
                include=draw(_texts),
                exclude=draw(_texts),
                example=draw(_texts),
                keywords=tuple(dict.fromkeys(draw(st.lists(_names, max_size=3)))),
                colour=draw(st.sampled_from(("", "#e69f00"))),
            )
        )
    return Codebook("b", "boek", draw(_names), draw(_names | st.just("")), "nl", tuple(codes))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(book=_codebooks())
def test_any_codebook_survives_its_file(book: Codebook, tmp_path: Path) -> None:
    path = tmp_path / "boek.yaml"
    path.write_text(
        _new_file(book, {code.id: [] for code in book.codes}, []), encoding="utf-8", newline="\n"
    )
    file = read_codebook_file(path)
    assert (file.key, file.name, file.wave) == (book.key, book.name, book.wave)
    written = {code.key: code for code in file.codes}
    assert written.keys() == book.by_key.keys()
    for key, code in book.by_key.items():
        for name in ("name", "kind", "part_of", "definition", "include", "exclude", "example"):
            assert getattr(written[key], name) == getattr(code, name)
        assert (written[key].keywords, written[key].colour) == (code.keywords, code.colour)


def test_long_texts_stay_on_one_line_so_that_git_shows_what_changed(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "lang.yaml"
    text = "Woord " * 200 + "einde"
    path.write_text(
        dedent(f"""
            codebook: proef
            name: Proef
            themes:
              - name: Armoede
                definition: {text}
        """),
        encoding="utf-8",
    )
    _import(study, path)
    fresh = tmp_path / "nieuw.yaml"
    export_codebook(study.database, "proef", fresh)
    assert f"    definition: {text}\n" in fresh.read_text(encoding="utf-8")
