"""What a row of a file of codings may look like, and that what goes out comes back the same."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duiding.coding import (
    Fragment,
    Origin,
    accept_suggestion,
    all_coders,
    all_codings,
    apply_code,
    redo,
    undo,
)
from duiding.coding.places import find_quote
from duiding.database import past_acts
from duiding.errors import DiskFull, InputError, Refused
from duiding.exchange.codings import (
    codings_of_other_codebooks,
    export_codings,
    import_codings,
    list_codings,
)
from duiding.sources import Transcript, list_sources, read_transcript
from duiding.study import Study
from tests import study_kit as kit

HEADER = "source,turn,quote,code,coder"
TALK = """
    I: Hoe gaat het?
    [1:05] R1: Ja, schaamte.
    En ook
    schulden. Ja, schulden.
    R2: - nee hoor, =1 kamer. '=x is geen formule.
"""


@pytest.fixture
def talk(study: Study) -> Study:
    kit.codebook(study)
    kit.transcript(study, "gesprek", TALK)
    return study


def take_in(study: Study, content: str | bytes, name: str = "c.csv") -> dict[str, int]:
    path = study.folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return import_codings(study.database, path, study.codebook()).new


def refusal(study: Study, content: str | bytes, name: str = "c.csv") -> str:
    with pytest.raises(InputError) as caught:
        take_in(study, content, name)
    assert all_codings(study.database) == []
    assert all_coders(study.database) == []
    return str(caught.value)


def transcript(study: Study) -> Transcript:
    (source,) = list_sources(study.database)
    return read_transcript(study.database, source)


def quotes(study: Study) -> list[str]:
    return [quote for _coder, _key, quote in kit.told_codings(study)]


def facts(study: Study) -> list[tuple[object, ...]]:
    return sorted(
        (c.code_id, c.fragment.start, c.quote, c.coder.name, c.origin, c.created_at)
        for c in all_codings(study.database)
    )


# Forms of the file --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_forms_that_spreadsheets_save(study: Study, encoding: str, separator: str):
    kit.codebook(study)
    kit.transcript(study, "café", "R1: Eén coördinator – ’t is “schaamte”, hè.")
    rows = [HEADER.split(","), ["café", "1", "Eén coördinator", "armoede/schaamte", "Renée"]]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    assert take_in(study, text.encode(encoding)) == {"Renée": 1}
    assert quotes(study) == ["Eén coördinator"]


def test_blanks_in_a_quote_stand_for_the_line_ends_of_the_text(talk: Study):
    take_in(talk, f"{HEADER}\ngesprek,2,En  ook schulden,armoede/schulden,codeur-a\n")
    assert quotes(talk) == ["En ook\nschulden"]


def test_a_quote_that_looks_like_a_formula_is_found_with_and_without_its_apostrophe(talk: Study):
    take_in(
        talk,
        f"{HEADER}\n"
        "gesprek,3,'- nee hoor,armoede/schaamte,codeur-a\n"
        "gesprek,3,=1 kamer,armoede/schulden,codeur-a\n"
        "gesprek,3,'=x is,armoede/stress,codeur-a\n",
    )
    assert quotes(talk) == ["- nee hoor", "=1 kamer", "'=x is"]


def test_a_row_without_a_turn_is_looked_for_in_the_whole_source(talk: Study):
    take_in(talk, f"{HEADER}\ngesprek,,=1 kamer,armoede/schulden,codeur-a\n")
    assert quotes(talk) == ["=1 kamer"]


def test_a_quote_may_end_in_the_next_turn_but_must_begin_in_the_one_named(talk: Study):
    row = "gesprek,{},schulden. - nee hoor,armoede/schulden,codeur-a\n"
    assert "spreekbeurt 3" in refusal(talk, f"{HEADER}\n{row.format(3)}")
    take_in(talk, f"{HEADER}\n{row.format(2)}")
    assert quotes(talk) == ["schulden.\n- nee hoor"]


def test_offsets_tell_apart_a_quote_that_stands_there_twice(talk: Study):
    text = transcript(talk).text
    start = text.rindex("Ja")
    row = f"gesprek,2,Ja,armoede/schulden,codeur-a,{start},{start + 2}\n"
    take_in(talk, f"{HEADER},start,end\n{row}")
    assert all_codings(talk.database)[0].fragment.start == start
    assert text[:start].count("Ja") == 1


def test_offsets_that_point_elsewhere_are_passed_over(talk: Study):
    """The file was made on a text that was longer at its begin; the quote tells."""
    take_in(talk, f"{HEADER},start,end\ngesprek,2,En ook,armoede/schulden,a,3,9\n")
    assert quotes(talk) == ["En ook"]


def test_origin_and_time_of_the_coding_are_kept(talk: Study):
    take_in(
        talk,
        f"{HEADER},origin,created_at\n"
        'gesprek,2,"Ja, schaamte",armoede/schaamte,a,hand,2021-03-02T15:05:00+01:00\n'
        "gesprek,2,En ook,armoede/schaamte,a,suggestion,\n",
    )
    first, second = sorted(all_codings(talk.database), key=lambda c: c.fragment.start)
    assert (first.origin, first.created_at) == (Origin.HAND, "2021-03-02T14:05:00.000Z")
    assert second.origin is Origin.FILE, "a suggestion of another study is not known here"
    assert second.created_at > "2024"


# Refusals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extra", "row", "told"),
    [
        ("occurrence", "gesprek,2,Ja,armoede/schaamte,a,3", "2 keer"),
        ("occurrence", "gesprek,2,Ja,armoede/schaamte,a,0", "2 keer"),
        ("occurrence", "gesprek,2,Ja,armoede/schaamte,a,twee", "twee"),
        ("origin", "gesprek,2,En,armoede/schaamte,a,gokje", "gokje"),
        ("created_at", "gesprek,2,En,armoede/schaamte,a,gisteren", "gisteren"),
        ("start", "gesprek,٢,En,armoede/schaamte,a,1", "٢"),
        ("start", "gesprek,2,,armoede/schaamte,a,1", "quote"),
        ("start", "gesprek,2,En,armoede/schaamte,a,1,9,9", "cellen"),
    ],
)
def test_what_is_wrong_in_a_row_is_named_with_its_number(
    talk: Study, extra: str, row: str, told: str
):
    message = refusal(talk, f"{HEADER},{extra}\n{row}\n")
    assert told in message
    assert "rij 2:" in message


def test_at_most_ten_rows_are_told(talk: Study):
    good = "gesprek,2,En ook,armoede/schaamte,a\n"
    bad = "gesprek,2,Elders,armoede/schaamte,a\n"
    message = refusal(talk, HEADER + "\n" + good + bad * 12 + good)
    assert "12 rijen" in message
    assert message.count("rij ") == 10
    assert "rij 3:" in message
    assert message.count("\n") == 11, "one line for each, and one that there are more"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"PK\x03\x04 geen zip",
        b"source,turn\n",
        b"source,turn,quote,code,coder\n",
        b"source,source,turn,quote,code,coder\na,a,1,x,y,z\n",
    ],
)
def test_a_file_that_is_no_table_is_refused(talk: Study, content: bytes):
    assert "c.csv" in refusal(talk, content)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", "[1]", '[{"source": [1]}]', "[" * 100_000, '[{"turn": 1.5}]'],
)
def test_a_json_file_that_is_no_list_of_codings_is_refused(talk: Study, content: str):
    assert "c.json" in refusal(talk, content, "c.json")


def test_a_disk_that_fills_up_halfway_leaves_nothing_of_any_coder(talk: Study):
    rows = "".join(
        f"gesprek,2,En ook,armoede/schaamte,codeur-{'x' * 900}{number}\n" for number in range(200)
    )
    pages = talk.database.value("PRAGMA page_count")
    talk.database.value(f"PRAGMA max_page_count={pages + 20}")
    with pytest.raises(DiskFull):
        take_in(talk, f"{HEADER}\n{rows}")
    assert all_codings(talk.database) == []
    assert all_coders(talk.database) == []


# Acts ---------------------------------------------------------------------------------------------


def test_each_coder_undoes_their_own_part_as_one_act(talk: Study):
    words = ["Ja, schaamte", "En ook", "schulden. Ja"]
    rows = [f'gesprek,2,"{w}",armoede/schulden,{coder}\n' for w in words for coder in "ab"]
    assert take_in(talk, HEADER + "\n" + "".join(rows)) == {"a": 3, "b": 3}
    undo(talk.database, coder_id=talk.coder_id("a"))
    assert {coder for coder, _key, _quote in kit.told_codings(talk)} == {"b"}
    with pytest.raises(Refused):
        undo(talk.database, coder_id=talk.coder_id("a"))
    redo(talk.database, coder_id=talk.coder_id("a"))
    assert len(quotes(talk)) == 6


def test_the_same_file_again_leaves_no_trace(talk: Study):
    row = "gesprek,2,En ook,armoede/schulden,a\n"
    take_in(talk, f"{HEADER}\n{row}")
    acts = past_acts(talk.database)
    assert take_in(talk, f"{HEADER}\n{row}{row}") == {"a": 0}
    assert past_acts(talk.database) == acts


# Out and in again ---------------------------------------------------------------------------------


def code_all(study: Study) -> None:
    """Codings of every origin, in odd places: across turns, in between, twice the same words."""
    told = transcript(study)
    text, text_id = told.text, told.source.text_id
    places = [
        (0, 3),
        (text.index("schulden."), text.index("nee")),
        (text.rindex("Ja"), text.rindex("Ja") + 2),
        (text.index("=1"), text.index("=1") + 2),
        (text.index("'=x"), text.index("'=x") + 3),
        (text.index("- nee"), len(text)),
        (text.index("ook\n") + 3, text.index("schulden.") + 8),
    ]
    for number, (start, end) in enumerate(places):
        apply_code(
            study.database,
            code_id=kit.code(study, ("schaamte", "schulden")[number % 2]).id,
            fragment=Fragment(text_id, start, end),
            coder_id=study.coder_id(("codeur-a", "codeur-b")[number % 3 % 2]),
            origin=Origin.SEARCH if number % 2 else Origin.HAND,
        )
    offered = kit.suggestion(study, told, "Ja, schaamte", "schaamte")
    accept_suggestion(study.database, offered.id, coder_id=study.coder_id())


@pytest.mark.parametrize("name", ["uit.csv", "uit.json", "uit-nl.csv"])
def test_an_export_brings_back_the_same_codings(talk: Study, name: str):
    code_all(talk)
    listed = list_codings(talk.database, talk.codebook())
    path = talk.folder / name
    export_codings(listed, path, dutch=name == "uit-nl.csv")
    before = [
        (*fact[:4], Origin.FILE if fact[4] is Origin.SUGGESTION else fact[4], fact[5])
        for fact in facts(talk)
    ]
    assert import_codings(talk.database, path, talk.codebook()).new == {
        "codeur-a": 0,
        "codeur-b": 0,
    }
    with talk.database.transaction():
        talk.database.execute("DELETE FROM coding")
    import_codings(talk.database, path, talk.codebook())
    assert facts(talk) == sorted(before)


def test_an_export_holds_no_formula_and_says_where_each_quote_stands(talk: Study):
    code_all(talk)
    listed = list_codings(talk.database, talk.codebook())
    export_codings(listed, talk.folder / "uit.csv")
    text = (talk.folder / "uit.csv").read_text(encoding="utf-8")
    assert ",'=1," in text
    export_codings(listed, talk.folder / "uit.json")
    rows = json.loads((talk.folder / "uit.json").read_text(encoding="utf-8"))
    row = next(row for row in rows if row["quote"] == "Ja, schaamte")
    assert (row["source"], row["turn"], row["time"], row["speaker"]) == (
        "gesprek",
        2,
        "01:05",
        "R1",
    )
    assert (row["theme"], row["kind"], row["origin"]) == ("armoede", "interpretation", "suggestion")


def test_a_file_that_is_there_is_never_overwritten_unasked(talk: Study):
    code_all(talk)
    listed = list_codings(talk.database, talk.codebook())
    path = talk.folder / "uit.csv"
    path.write_text("van mij", encoding="utf-8")
    with pytest.raises(Refused):
        export_codings(listed, path)
    assert path.read_text(encoding="utf-8") == "van mij"
    export_codings(listed, path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("source,")


def test_codings_of_another_codebook_are_counted_as_left_out(talk: Study):
    code_all(talk)
    other = kit.codebook(talk, "Iets anders\n    Nog iets", key="later")
    assert list_codings(talk.database, other) == []
    assert codings_of_other_codebooks(talk.database, other) == 8
    assert codings_of_other_codebooks(talk.database, talk.codebook("proef")) == 0


# Finding quotes -----------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="ab. \n(é", max_size=40), st.data())
def test_every_stretch_of_a_text_is_found_by_its_own_words(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    spans = find_quote(text, quote, 0, len(text))
    if quote.strip():
        first = start + len(quote) - len(quote.lstrip())
        assert (first, start + len(quote.rstrip())) in spans
    assert all(text[a:b].split() == quote.split() for a, b in spans)
    assert spans == sorted(set(spans))
