"""Which fragments become quotes, and that they are the words of participants."""

import pytest

from duiding.chapters.choosing import choose
from duiding.chapters.material import Coded, Material, gather
from duiding.codebook import current_codebook
from duiding.coding import NewCoding, Origin, apply_codes
from duiding.errors import Refused
from duiding.sources import SourceKind
from duiding.study import Study
from tests import study_kit as kit

FILLER = "en dan nog een paar woorden meer"


def material(study: Study) -> Material:
    return gather(study.database, current_codebook(study.database))


def coded(study: Study, key: str) -> tuple[Coded, ...]:
    return material(study).coded[kit.code(study, key).id]


def chosen(study: Study, key: str, limit: int | None = 3, used: list[Coded] | None = None):
    return [c.text for c in choose(coded(study, key), limit=limit, quoted=used or [])]


def test_a_stretch_coded_alike_by_two_coders_is_one_fragment(study: Study) -> None:
    kit.transcript(study, "een", "R1: {schaamte@codeur-b {schaamte@codeur-a Ik schaam me}} diep.")
    (one,) = coded(study, "schaamte")
    assert one.coders == ("codeur-a", "codeur-b")
    assert one.text == "Ik schaam me"


def test_sources_take_turns(study: Study) -> None:
    said = " ".join(f"{{schaamte zin {n} {FILLER}}}." for n in range(5))
    kit.transcript(study, "a-praat-veel", f"R1: {said}")
    kit.transcript(study, "b", f"R1: {{schaamte van b {FILLER}}}.")
    kit.transcript(study, "c", f"R1: {{schaamte van c {FILLER}}}.")
    assert [text.removesuffix(f" {FILLER}") for text in chosen(study, "schaamte")] == [
        "zin 0",
        "van b",
        "van c",
    ]


def test_what_coders_agree_on_goes_first_then_what_reads_well(study: Study) -> None:
    kit.transcript(
        study,
        "een",
        f"""
        R1: {{schaamte Tja}}. {{schaamte leesbaar en {FILLER}}}.
        R1: {{schaamte@codeur-b {{schaamte@codeur-a samen gekozen}}}}.
        """,
    )
    assert chosen(study, "schaamte") == ["samen gekozen", f"leesbaar en {FILLER}", "Tja"]


def test_fragments_that_share_text_are_not_both_quoted(study: Study) -> None:
    kit.transcript(
        study, "een", f"R1: {{schaamte@codeur-b {{schaamte dit en {FILLER}}} en verder}}. Klaar."
    )
    assert chosen(study, "schaamte") == [f"dit en {FILLER}"]
    assert len(chosen(study, "schaamte", None)) == 2


def test_a_fragment_is_quoted_once_in_a_chapter_when_there_is_another(study: Study) -> None:
    kit.transcript(
        study, "een", f"R1: {{schaamte+schulden beide en {FILLER}}}. {{schaamte ander deel}}."
    )
    above = choose(coded(study, "schulden"), limit=3)
    assert chosen(study, "schaamte", used=above) == ["ander deel"]
    # Without another one the code keeps a quote.
    assert chosen(study, "schulden", used=above) == [f"beide en {FILLER}"]


def test_only_participants_are_quoted(study: Study) -> None:
    kit.transcript(
        study,
        "een",
        """
        I: {schaamte Schaamt u zich?}
        R1: {stress Ja, elke nacht.}
        """,
    )
    (question,) = coded(study, "schaamte")
    assert question.parts == ()
    assert chosen(study, "schaamte") == []
    assert chosen(study, "stress") == ["Ja, elke nacht."]


def test_a_fragment_over_turns_leaves_out_the_interviewer(study: Study) -> None:
    told = kit.transcript(
        study,
        "groep",
        """
        R1: Ik lig wakker.
        I: Van de schulden?
        R2: Van alles.
        R2: Echt alles.
        R1: Ook dat.
        """,
        kind=SourceKind.FOCUS_GROUP,
    )
    place = kit.fragment(told, told.text)
    kit.codebook(study)
    apply_codes(
        study.database,
        [NewCoding(kit.code(study, "schaamte").id, place)],
        coder_id=study.coder_id(),
        origin=Origin.HAND,
    )
    assert chosen(study, "schaamte") == ["Ik lig wakker. […] Van alles. Echt alles. […] Ook dat."]


def test_lines_of_a_turn_are_joined(study: Study) -> None:
    told = kit.transcript(
        study,
        "een",
        """
        R1: Eerste regel
        tweede regel.
        """,
    )
    kit.codebook(study)
    apply_codes(
        study.database,
        [NewCoding(kit.code(study, "schaamte").id, kit.fragment(told, told.text))],
        coder_id=study.coder_id(),
        origin=Origin.HAND,
    )
    assert chosen(study, "schaamte") == ["Eerste regel tweede regel."]


def test_a_coding_that_disagrees_with_its_text_stops_the_draft(study: Study) -> None:
    kit.transcript(study, "een", "R1: {schaamte Ik schaam me} diep.")
    kit.transcript(study, "twee", "R1: {schaamte Ik ook} hoor.")
    with study.database.transaction():
        study.database.execute("DROP TRIGGER coding_still_quotes_the_text")
        study.database.execute("UPDATE coding SET quote = 'Ik schaam mij' WHERE quote LIKE '%me'")
    with pytest.raises(Refused, match=r"een.*duiding doctor"):
        material(study)
