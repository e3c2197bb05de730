"""``duiding code`` as a coder uses it."""

import json
import re

import pytest

from duiding.coding import Fragment, all_codings, apply_code
from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit

TALK = """
    I: Hoe gaat het?
    R1: Ja, schaamte. En ook
    schulden. Ja, schulden.
"""


@pytest.fixture
def talk(study: Study) -> Study:
    kit.codebook(study)
    kit.transcript(study, "gesprek", TALK)
    return study


@pytest.fixture
def coded(study: Study) -> Study:
    kit.transcript(study, "eerste", "R1: {schaamte veel} en {schulden@codeur-b weinig}.")
    kit.transcript(
        study,
        "tweede",
        "[1:05] R1: {schuldhulpverlening doe iets}. {leefstijl@codeur-b ren meer}.",
        kind=SourceKind.FOCUS_GROUP,
    )
    return study


def ok(*arguments: object) -> str:
    answer = kit.run_cli(*arguments)
    assert answer.exit_code == 0, answer.err
    return answer.out + answer.err


def refused(*arguments: object, exit_code: int = 1) -> str:
    answer = kit.run_cli(*arguments)
    assert answer.exit_code == exit_code, answer
    assert answer.out == ""
    return answer.err


def quotes(study: Study) -> list[str]:
    return [quote for _coder, _key, quote in kit.told_codings(study)]


# Applying -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "quote"),
    [
        (("--turn", "1"), "Hoe gaat het?"),
        (("--turn", "2", "--sentence", "1"), "Ja, schaamte."),
        (("--turn", "2", "--quote", "En  ook schulden"), "En ook\nschulden"),
        (("--start", "4", "--end", "8"), "gaat"),
    ],
)
def test_a_code_is_applied_to_what_is_named(talk: Study, where: tuple[str, ...], quote: str):
    said = ok("code", "apply", "gesprek", "schaamte", *where)
    assert quotes(talk) == [quote]
    assert all_codings(talk.database)[0].id in said


@pytest.mark.parametrize(
    ("where", "told", "exit_code"),
    [
        (("--turn", "9"), "geen spreekbeurt 9", 1),
        (("--turn", "2", "--sentence", "9"), "geen zin 9", 1),
        (("--turn", "2", "--quote", "Elders"), "staat niet in spreekbeurt 2", 1),
        (("--turn", "2", "--quote", " "), "staat niet", 1),
        (("--turn", "2", "--quote", "Ja"), "2 keer", 1),
        (("--start", "4", "--end", "4"), "geen tekst", 1),
        (("--start", "4", "--end", "9999"), "geen tekst", 1),
        ((), "--turn", 2),
        (("--start", "4"), "--end", 2),
        (("--turn", "2", "--start", "4", "--end", "8"), "Kies er één", 2),
        (("--turn", "2", "--sentence", "1", "--quote", "En"), "Kies er één", 2),
    ],
)
def test_what_cannot_be_coded_is_told_and_changes_nothing(
    talk: Study, where: tuple[str, ...], told: str, exit_code: int
):
    assert told in refused("code", "apply", "gesprek", "schaamte", *where, exit_code=exit_code)
    assert quotes(talk) == []


def test_an_unknown_source_or_code_is_told(talk: Study):
    assert "elders" in refused("code", "apply", "elders", "schaamte", "--turn", "1")
    assert "spijt" in refused("code", "apply", "gesprek", "spijt", "--turn", "1")


def test_the_coder_at_work_is_the_one_given_or_the_first_of_the_settings(talk: Study):
    ok("code", "apply", "gesprek", "schaamte", "--turn", "1")
    ok("--coder", "Noor", "code", "apply", "gesprek", "schaamte", "--turn", "1")
    assert [coder for coder, _key, _quote in kit.told_codings(talk)] == ["Noor", "codeur-a"]


# Listing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((), ["veel", "weinig", "doe iets", "ren meer"]),
        (("--source", "tweede"), ["doe iets", "ren meer"]),
        (("--code", "schaamte"), ["veel"]),
        (("--theme", "armoede"), ["veel", "weinig", "doe iets"]),
        (("--theme", "armoede", "--code", "leefstijl"), []),
        (("--kind", "recommendation"), ["doe iets"]),
        (("--coded-by", "codeur-b", "--theme", "armoede"), ["weinig"]),
    ],
)
def test_filters_leave_what_is_asked_for(
    coded: Study, filters: tuple[str, ...], expected: list[str]
):
    rows = json.loads(kit.run_cli("code", "list", *filters, "--json").out)
    assert [row["quote"] for row in rows] == expected
    shown = kit.run_cli("code", "list", *filters).out
    assert [quote in shown for quote in expected] == [True] * len(expected)


def test_a_listed_coding_says_where_it_stands(coded: Study):
    shown = kit.run_cli("code", "list", "--source", "tweede", "--coded-by", "codeur-a").out
    line = shown.splitlines()[-1]
    assert re.fullmatch(
        r"\w{4,} +tweede +1 +01:05 +armoede/schuldhulpverlening +codeur-a +doe iets", line
    )


@pytest.mark.parametrize(
    "filters", [("--source", "x"), ("--code", "x"), ("--theme", "x"), ("--coded-by", "x")]
)
def test_a_filter_on_what_is_not_there_is_told(coded: Study, filters: tuple[str, str]):
    assert "x" in refused("code", "list", *filters)


# Removing, undo, redo, history --------------------------------------------------------------------


def test_an_id_may_be_its_end_or_its_begin(coded: Study):
    first, second, *_rest = (c for c in all_codings(coded.database) if c.coder.name == "codeur-a")
    assert first.quote in ok("code", "remove", first.id[-12:].upper())
    assert second.quote in ok("code", "remove", second.id)
    assert quotes(coded) == ["weinig", "ren meer"]
    assert "past bij 2" in refused("code", "remove", all_codings(coded.database)[0].id[:6])
    assert "geen codering" in refused("code", "remove", "x")
    assert "codeur-b" in refused("code", "remove", all_codings(coded.database)[0].id)


def test_several_steps_back_and_forth(talk: Study):
    for turn in ("1", "2"):
        ok("code", "apply", "gesprek", "schaamte", "--turn", turn)
    assert ok("code", "undo", "--steps", "2").count("\n") == 2
    assert quotes(talk) == []
    assert "niets" in refused("code", "undo")
    ok("code", "redo", "--steps", "2")
    assert len(quotes(talk)) == 2
    assert "niets" in refused("code", "redo")
    history = json.loads(kit.run_cli("code", "history", "--json", "--limit", "4").out)
    assert [row["act"] for row in history] == ["redo", "redo", "undo", "undo"]
    newest = kit.run_cli("code", "history", "--limit", "1").out.splitlines()[-1]
    assert newest.endswith("Ja, schaamte. En ook schulden. Ja, schu…")


# Import and export --------------------------------------------------------------------------------


def test_import_says_what_is_new_by_coder_and_what_was_there(talk: Study):
    path = talk.folder / "c.csv"
    path.write_text(
        "source;turn;quote;code;coder\n"
        "gesprek;2;En ook;armoede/schaamte;Noor\n"
        "gesprek;1;Hoe gaat;armoede/schulden;Bas\n",
        encoding="cp1252",
    )
    said = ok("code", "import", path)
    assert "Noor: 1" in said
    assert "Bas: 1" in said
    assert "2 " in ok("code", "import", path).splitlines()[-1]
    assert len(quotes(talk)) == 2


def test_a_wrong_file_is_told_in_dutch_and_changes_nothing(talk: Study):
    path = talk.folder / "c.csv"
    path.write_text("source,turn,quote,code,coder\ngesprek,2,Nee,x,a\n", encoding="utf-8")
    said = refused("code", "import", path)
    assert "rij 2: er is geen code 'x'" in said
    assert "niets geïmporteerd" in said
    assert quotes(talk) == []
    refused("code", "import", talk.folder / "nergens.csv")


def test_export_tells_how_many_and_what_is_left_out(coded: Study):
    path = coded.folder / "uit.csv"
    assert "4 coderingen" in ok("code", "export", path)
    assert "--force" in refused("code", "export", path)
    ok("code", "export", path, "--force", "--dutch")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfsource;turn;")
    kit.codebook(coded, "Later\n    Nog iets", key="later")
    said = ok("code", "export", coded.folder / "later.json")
    assert "4 coderingen met codes van andere codeboeken" in said
    assert "4 coderingen" in ok("code", "export", coded.folder / "p.json", "--codebook", "proef")


def test_text_from_a_transcript_reaches_the_terminal_without_codes(talk: Study):
    told = kit.transcript(talk, "vreemd", "R1: Dit is [b]vet[/b] en {schaamte %s \\x1b[31m}.")
    apply_code(
        talk.database,
        code_id=kit.code(talk, "schulden").id,
        fragment=Fragment(told.source.text_id, 7, 17),
        coder_id=talk.coder_id(),
    )
    shown = kit.run_cli("code", "list", "--source", "vreemd").out
    assert "[b]vet[/b]" in shown
    assert "\x1b" not in shown
