"""Progress per source and theme, as the home screen shows it."""

import subprocess
import sys
from dataclasses import replace

from duiding.analysis import count_frequencies, source_progress, theme_counts
from duiding.codebook import current_codebook
from duiding.coding import NewCoding, Origin, apply_codes
from duiding.database import new_id, now
from duiding.sources import Transcript, Turn
from duiding.sources.store import insert_text
from duiding.study import Study
from duiding.text import sha256
from tests import study_kit as kit


def counts(study: Study) -> dict[str, tuple[int, int]]:
    book = current_codebook(study.database)
    return {
        count.theme.key: (count.fragments, count.sources)
        for count in theme_counts(study.database, book)
    }


def test_progress_counts_turns_of_respondents_once(study: Study) -> None:
    told = kit.transcript(
        study,
        "gesprek",
        """
        I: {leefstijl Hoe gaat het daar?}
        R1: {schaamte Veel schaamte.} En {schaamte schulden}, {schulden@codeur-b schulden}.
        I: Ja.
        R1: Niets bijzonders hoor.
        """,
    )
    kit.suggestion(study, told, "Niets bijzonders", "schulden")
    kit.transcript(study, "ander", "R1: Nog niets gedaan.")
    ander, gesprek = source_progress(study.database)
    assert (ander.source.name, ander.words, ander.respondent_turns) == ("ander", 3, 1)
    assert (ander.coded_turns, ander.codings, ander.open_suggestions, ander.coders) == (0, 0, 0, ())
    assert gesprek.words == 4 + 5 + 1 + 3
    assert (gesprek.respondent_turns, gesprek.coded_turns) == (2, 1)
    assert (gesprek.codings, gesprek.open_suggestions) == (4, 1)
    assert gesprek.coders == ("codeur-a", "codeur-b")


def test_a_coding_over_several_turns_touches_each_of_them(study: Study) -> None:
    told = kit.transcript(study, "gesprek", "R1: Een twee.\nI: Drie.\nR1: Vier.\nR1: Vijf.")
    kit.codebook(study)
    apply_codes(
        study.database,
        [NewCoding(kit.code(study, "schaamte").id, kit.fragment(told, "twee.\nDrie.\nVier."))],
        coder_id=study.coder_id(),
        origin=Origin.HAND,
    )
    (progress,) = source_progress(study.database)
    assert (progress.respondent_turns, progress.coded_turns) == (3, 2)


def test_a_theme_counts_a_stretch_once_and_its_sources(study: Study) -> None:
    kit.transcript(
        study,
        "een",
        "R1: {schaamte+schulden {schaamte@codeur-b Beide.}} {armoede Ook.} {leefstijl Nee.}",
    )
    kit.transcript(study, "twee", "R1: {mijnsluiting Toen.}")
    assert counts(study) == {"armoede": (3, 2), "gezondheid": (1, 1), "wonen-leefbaarheid": (0, 0)}


def test_an_empty_study_shows_its_themes_with_zeros(study: Study) -> None:
    kit.codebook(study)
    assert source_progress(study.database) == []
    assert set(counts(study).values()) == {(0, 0)}


def test_progress_loads_no_heavy_package() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import duiding.analysis, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"pandas", "numpy", "openpyxl"} & set(loaded)


def test_a_coding_that_only_touches_the_line_end_between_turns_is_in_neither(study: Study) -> None:
    told = kit.transcript(study, "gesprek", "R1: Een.\nR2: Twee.\nR3: Drie.")
    kit.codebook(study)
    for quote in ("Een.\n", "\nDrie."):
        apply_codes(
            study.database,
            [NewCoding(kit.code(study, "schaamte").id, kit.fragment(told, quote))],
            coder_id=study.coder_id(),
            origin=Origin.HAND,
        )
    (progress,) = source_progress(study.database)
    assert (progress.respondent_turns, progress.coded_turns) == (3, 2)
    counted = count_frequencies(study.database, study.codebook())
    assert (counted.total.speakers, counted.total.words) == (2, 2)


def test_a_text_without_speakers_has_turns_to_code(study: Study) -> None:
    kit.transcript(study, "stuk", "R1: {schaamte Een.}\nR1: Twee.")
    with study.database.transaction():
        study.database.execute("UPDATE turn SET speaker_id = NULL")
    (progress,) = source_progress(study.database)
    assert (progress.respondent_turns, progress.coded_turns) == (2, 1)


def test_only_the_newest_version_of_a_text_counts(study: Study) -> None:
    old = kit.transcript(study, "gesprek", "R1: {schaamte Een} twee.")
    corrected = "Een, twee, drie."
    source = replace(old.source, text_id=new_id(), version=2)
    with study.database.transaction():
        insert_text(
            study.database,
            transcript=Transcript(source, corrected, (Turn(1, None, 0, len(corrected)),), (), ()),
            sha256=sha256(corrected),
            at=now(),
        )
    (progress,) = source_progress(study.database)
    assert (progress.words, progress.codings, progress.coded_turns) == (3, 0, 0)
    assert counts(study)["armoede"] == (0, 0)
    total = count_frequencies(study.database, study.codebook()).total
    assert (total.fragments, total.share) == (0, 0.0)
