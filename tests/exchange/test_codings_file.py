"""Codings come in and go out as a table, and a wrong row changes nothing."""

from pathlib import Path

import pytest

from duiding.coding import all_codings
from duiding.errors import InputError
from duiding.exchange.codings import (
    export_codings,
    import_codings,
    list_codings,
)
from duiding.study import Study
from tests import study_kit as kit

HEADER = "source,turn,quote,code,coder\n"


@pytest.fixture
def talk(study: Study) -> Study:
    kit.codebook(study)
    kit.transcript(study, "gesprek", "I: Hoe gaat het?\nR1: Ja, schaamte. Ja, schulden.")
    return study


def write(study: Study, text: str, name: str = "c.csv") -> Path:
    path = study.folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_become_codings_of_their_coders_once(talk: Study):
    path = write(
        talk,
        HEADER + 'gesprek,2,"Ja, schaamte.",armoede/schaamte,codeur-a\n'
        'gesprek,2,"Ja, schulden.",armoede/schulden,codeur-b\n',
    )
    book = talk.codebook()
    first = import_codings(talk.database, path, book)
    assert (first.new, first.known) == ({"codeur-a": 1, "codeur-b": 1}, 0)
    assert sorted(kit.told_codings(talk)) == [
        ("codeur-a", "armoede/schaamte", "Ja, schaamte."),
        ("codeur-b", "armoede/schulden", "Ja, schulden."),
    ]
    again = import_codings(talk.database, path, book)
    assert (sum(again.new.values()), again.known) == (0, 2)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("elders,2,Ja,armoede/schaamte,codeur-a", "elders"),
        ("gesprek,9,Ja,armoede/schaamte,codeur-a", "9"),
        ("gesprek,twee,Ja,armoede/schaamte,codeur-a", "twee"),
        ("gesprek,2,Nee,armoede/schaamte,codeur-a", "spreekbeurt 2"),
        ("gesprek,2,schaamte,armoede/onbekend,codeur-a", "armoede/onbekend"),
        ("gesprek,2,schaamte,armoede/schaamte,", "coder"),
        ("gesprek,2,Ja,armoede/schaamte,codeur-a", "occurrence"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_imported(talk: Study, row: str, told: str):
    path = write(talk, HEADER + "gesprek,2,schulden,armoede/schulden,codeur-a\n" + row + "\n")
    with pytest.raises(InputError) as caught:
        import_codings(talk.database, path, talk.codebook())
    assert told in str(caught.value)
    assert "rij 3" in str(caught.value)
    assert all_codings(talk.database) == []


@pytest.mark.parametrize("header", ["source,turn,quote,code", "source,turn,quote,code,coder,kleur"])
def test_a_missing_or_unknown_column_is_named(talk: Study, header: str):
    path = write(talk, header + "\ngesprek,2,Ja,armoede/schaamte,codeur-a,x\n")
    with pytest.raises(InputError, match="kolom"):
        import_codings(talk.database, path, talk.codebook())


def test_a_quote_that_stands_twice_is_told_apart(talk: Study):
    path = write(
        talk,
        "source,turn,quote,code,coder,occurrence\ngesprek,2,Ja,armoede/schaamte,codeur-a,2\n",
    )
    import_codings(talk.database, path, talk.codebook())
    (coding,) = all_codings(talk.database)
    assert coding.before.endswith("Ja, schaamte. ")


def test_an_export_comes_back_as_the_same_codings(study: Study, tmp_path: Path):
    kit.transcript(
        study, "gesprek", "R1: {schaamte =1+1 is niet niks}.\nR1: {schulden@codeur-b Ja}, ja. Ja."
    )
    before = sorted(kit.told_codings(study))
    path = tmp_path / "uit.csv"
    export_codings(list_codings(study.database, study.codebook()), path)
    assert "'=1+1" in path.read_text(encoding="utf-8")  # no formula for a spreadsheet
    for coder in ("codeur-a", "codeur-b"):
        while kit.run_cli("--coder", coder, "code", "undo").exit_code == 0:
            pass
    assert all_codings(study.database) == []
    import_codings(study.database, path, study.codebook())
    assert sorted(kit.told_codings(study)) == before
    assert kit.run_cli("code", "export", path).exit_code == 1  # never over another unasked


def test_a_day_at_the_command_line(talk: Study):
    assert kit.run_cli("code", "apply", "gesprek", "schaamte", "--turn", "2", "--sentence", "2")
    assert kit.told_codings(talk) == [("codeur-a", "armoede/schaamte", "Ja, schulden.")]
    listed = kit.run_cli("code", "list", "--theme", "armoede")
    assert "gesprek" in listed.out
    identifier = listed.out.splitlines()[2].split()[0]
    assert kit.run_cli("code", "remove", identifier).exit_code == 0
    assert kit.told_codings(talk) == []
    assert kit.run_cli("code", "undo").exit_code == 0
    assert len(kit.told_codings(talk)) == 1
    assert kit.run_cli("code", "redo").exit_code == 0
    assert kit.told_codings(talk) == []
    assert "ongedaan: een codering weghalen" in kit.run_cli("code", "history").out
    assert kit.run_cli("code", "remove", "nergens").exit_code == 1
    assert kit.run_cli("code", "apply", "gesprek", "schaamte", "--turn", "7").exit_code == 1
