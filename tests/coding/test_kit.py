"""The notation of the test kit stores what it says."""

from duiding.coding import all_codings
from duiding.study import Study
from tests import study_kit as kit


def test_marks_become_codings_and_leave_the_text(study: Study):
    told = kit.transcript(
        study,
        "gesprek",
        """
        I: Hoe gaat het?
        [1:05] R1: Er is {schaamte veel schaamte}. En {schulden},
        {schaamte+schulden@codeur-b dus {armoede/stress ja}}.
        """,
    )
    assert told.text == "Hoe gaat het?\nEr is veel schaamte. En schulden,\ndus ja."
    assert [told.text[t.start : t.end] for t in told.turns] == [
        "Hoe gaat het?",
        "Er is veel schaamte. En schulden,\ndus ja.",
    ]
    assert [t.time_start for t in told.turns] == [None, 65.0]
    assert [t.is_respondent for t in told.turns] == [False, True]
    assert sorted(kit.told_codings(study)) == [
        ("codeur-a", "armoede/schaamte", "veel schaamte"),
        ("codeur-a", "armoede/schulden", "schulden"),
        ("codeur-a", "armoede/stress", "ja"),
        ("codeur-b", "armoede/schaamte", "dus ja"),
        ("codeur-b", "armoede/schulden", "dus ja"),
    ]
    assert all(
        told.text[c.fragment.start : c.fragment.end] == c.quote for c in all_codings(study.database)
    )


def test_the_command_line_runs_here_and_speaks_dutch(study: Study):
    answer = kit.run_cli("--study", study.folder / "nergens")
    assert answer.exit_code == 4
    assert answer.out == ""
    assert "onderzoek" in answer.err
