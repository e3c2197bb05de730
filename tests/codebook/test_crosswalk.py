"""What became of earlier codes, and the codebooks of the example study."""

from pathlib import Path
from textwrap import dedent

import pytest

from duiding.codebook import CodeKind, crosswalk, current_codebook, import_codebook
from duiding.errors import InputError
from duiding.study import Study
from tests import study_kit as kit
from tests.codebook.books import SMALL, import_text

ROOT = Path(__file__).parents[2]

NEXT = """
    codebook: vervolg
    name: Vervolg
    themes:
      - id: ses
        name: SES
        codes:
          - {id: stilte, name: Stilte, kind: duiding}
    crosswalk:
      from: proef
      rows:
        - {from: armoede, to: ses}
        - {from: armoede/schaamte, to: ses/stilte, note: Breder.}
        - {from: armoede/onbekend, to: ses}
"""


@pytest.mark.parametrize("order", [(SMALL, NEXT), (NEXT, SMALL)])
def test_the_crosswalk_does_not_mind_the_order_of_imports(
    study: Study, tmp_path: Path, order: tuple[str, str]
) -> None:
    for text in order:
        import_text(study, tmp_path, text)
    book = current_codebook(study.database, "vervolg")
    earlier = current_codebook(study.database, "proef")
    rows = crosswalk(study.database, book)
    assert [(r.from_key, r.to_key, r.note) for r in rows] == [
        ("armoede", "ses", ""),
        ("armoede/schaamte", "ses/stilte", "Breder."),
        ("armoede/onbekend", "ses", ""),
    ]
    assert rows[1].from_code_id == earlier.by_key["armoede/schaamte"].id
    assert rows[2].from_code_id is None
    assert import_text(study, tmp_path, NEXT).crosswalk.waiting == 1


def test_a_row_that_left_the_file_leaves_the_crosswalk(study: Study, tmp_path: Path) -> None:
    import_text(study, tmp_path, NEXT)
    shorter = NEXT.replace("        - {from: armoede/onbekend, to: ses}\n", "")
    done = import_text(study, tmp_path, shorter.replace("Breder.", "Smaller."))
    assert (done.crosswalk.new, done.crosswalk.changed, done.crosswalk.removed) == (0, 1, 1)
    without = NEXT[: NEXT.index("    crosswalk:")]
    assert import_text(study, tmp_path, without).crosswalk.removed == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to: ses/stilte", "to: ses/weg"),
        ("from: proef", "from: vervolg"),
        ("from: armoede/onbekend", "from: armoede"),
        ("note: Breder.", "nota: Breder."),
    ],
)
def test_a_wrong_row_of_the_crosswalk_is_refused(
    study: Study, tmp_path: Path, old: str, new: str
) -> None:
    with pytest.raises(InputError, match="regel 1"):
        import_text(study, tmp_path, NEXT.replace(old, new))


# The example study --------------------------------------------------------------------------------


def test_the_example_codebooks_come_in_whole(study: Study) -> None:
    first = import_codebook(
        study.database, ROOT / "codebooks" / "regiodeal-2023.yaml", coder_id=None
    )
    assert first.crosswalk.waiting == 34
    second = import_codebook(
        study.database, ROOT / "codebooks" / "nulmeting-2021.yaml", coder_id=None
    )
    assert (len(first.codebook.themes), len(second.codebook.themes)) == (7, 8)
    assert {code.kind for code in second.codebook.codes} == set(CodeKind)
    assert not second.warnings
    assert all(row.from_code_id for row in crosswalk(study.database, first.codebook))
    assert all(
        code.definition and code.include and code.exclude and code.example and code.keywords
        for code in second.codebook.codes
        if code.parent_id
    )


# Command line -------------------------------------------------------------------------------------


def test_the_commands_import_list_and_export(study: Study, tmp_path: Path) -> None:
    first, second = tmp_path / "een.yaml", tmp_path / "twee.yaml"
    first.write_text(dedent(SMALL), encoding="utf-8")
    second.write_text(dedent(NEXT), encoding="utf-8")
    answer = kit.run_cli("codebook", "import", first, second, tmp_path / "weg.yaml")
    assert answer.exit_code == 3
    assert "proef: 4 nieuw" in answer.err
    assert "1 koppeling wacht" in answer.err
    assert "weg.yaml" in answer.err
    assert "staat al zo" in kit.run_cli("codebook", "import", first).err
    kit.transcript(study, "gesprek", "R1: Er is {stilte veel stilte}.")
    tree = kit.run_cli("codebook", "list", "vervolg").out
    line = next(line for line in tree.splitlines() if "Stilte" in line)
    assert line.split() == ["Stilte", "duiding", "stilte", "1"]
    assert "Breder." in kit.run_cli("codebook", "list", "vervolg", "--crosswalk").out
    assert '"from_codebook": "proef"' in (
        kit.run_cli("codebook", "list", "vervolg", "--crosswalk", "--json").out
    )
    assert "vervolg" in kit.run_cli("codebook", "list", "--all").out
    assert kit.run_cli("codebook", "list", "weg").exit_code == 1
    exported = tmp_path / "uit.yaml"
    assert kit.run_cli("codebook", "export", exported, "--codebook", "proef").exit_code == 0
    assert "hetzelfde" in kit.run_cli("codebook", "export", exported, "--codebook", "proef").err
    refused = kit.run_cli("codebook", "export", exported, "--codebook", "vervolg")
    assert refused.exit_code == 1
