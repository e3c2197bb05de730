"""What the engines learn and say, and what a run of suggestions makes of it."""

from collections.abc import Callable

import pytest

from duiding.codebook import current_codebook
from duiding.coding import (
    Suggestion,
    SuggestionStatus,
    accept_suggestion,
    apply_code,
    reject_suggestion,
    set_threshold,
    suggestions,
    switch_suggestions,
)
from duiding.coding.suggesting import Suggester, SuggestionWishes
from duiding.language import Pipelines
from duiding.study import Study
from tests import study_kit as kit

CODEBOOK = """
armoede
    Schulden (schuld, lening)
    Kinderen in armoede (kinderarmoede)
gezondheid
    Leefstijl (leefstijl, roken)
veiligheid
    Ondermijning (drugs)
"""
TALK = """
I: Hoe is het om hier te wonen, en wat ziet u om u heen gebeuren?
R1: Ik woon hier al dertig jaar en ik ken bijna iedereen uit de straat. De tuinen zijn klein.
R1: Mijn zus werkt in het ziekenhuis en komt elke zondag langs met de auto en de hond.
R2: Vroeger reden hier trams door het dorp, dat was handig voor mensen zonder fiets of auto.
"""


@pytest.fixture(scope="module")
def pipelines() -> Pipelines:
    return Pipelines()


Run = Callable[..., list[Suggestion]]


@pytest.fixture
def run(study: Study, pipelines: Pipelines) -> Run:
    """Make suggestions for a coder and return the open ones with a code, in a source."""

    def made(
        key: str, source: str | None = None, *, coder: str = "codeur-a", **wishes: object
    ) -> list[Suggestion]:
        coder_id = study.coder_id(coder)
        suggester = Suggester(
            current_codebook(study.database),
            pipelines,
            coder_id=coder_id,
            wishes=SuggestionWishes(**wishes),  # type: ignore[arg-type]
        )
        suggester.run(study.database)
        return opened(study, key, source, coder)

    return made


def opened(
    study: Study, key: str, source: str | None = None, coder: str = "codeur-a"
) -> list[Suggestion]:
    code_id = kit.code(study, key).id
    names: dict[str, str] = dict(
        study.database.rows(
            "SELECT t.id, s.name FROM source_text t, source s WHERE s.id = t.source_id"
        )
    )
    return [
        item
        for item in suggestions(
            study.database, status=SuggestionStatus.OPEN, coder_id=study.coder_id(coder)
        )
        if item.code_id == code_id and source in (None, names[item.fragment.text_id])
    ]


def engines(item: Suggestion) -> dict[str, float]:
    return {score.engine: score.score for score in item.evidence.engines}


@pytest.fixture
def study(study: Study) -> Study:
    kit.codebook(study, CODEBOOK)
    kit.transcript(study, "praatje", TALK)
    return study


COINS = "De muntjes uit het spaarvarken gaan op aan de wasserette"


def coded_coins(
    study: Study, *, code: str = "kinderen-in-armoede", coder: str = "codeur-a"
) -> None:
    """Three sources in which words that are not in the codebook got a code."""
    for number, more in enumerate(("op maandag", "in de winter", "bij ons in de flat"), start=1):
        kit.transcript(
            study,
            f"gecodeerd-{number}",
            f"R1: {{{code} {COINS} {more}.}} En verder was er weinig nieuws te melden die week.",
            coder=coder,
        )


def test_codings_teach_words_that_the_codebook_lacks(study: Study, run: Run) -> None:
    kit.transcript(
        study, "nieuw", f"R1: Nou, {COINS.lower()} en dan is het geld alweer helemaal op."
    )
    assert run("kinderen-in-armoede", "nieuw") == []
    coded_coins(study)
    [item] = run("kinderen-in-armoede", "nieuw")
    assert {"muntjes", "spaarvarken", "wasserette"} & set(item.reason)
    assert engines(item)["learned"] > 0.1
    assert engines(item)["nearest"] > 0.3


def test_the_nearest_fragments_are_shown_with_their_code(study: Study, run: Run) -> None:
    kit.transcript(
        study, "nieuw", f"R1: Nou, {COINS.lower()} en dan is het geld alweer helemaal op."
    )
    coded_coins(study)
    item = run("kinderen-in-armoede", "nieuw")[0]
    near = item.evidence.nearest
    assert len(near) == 3
    assert [n.similarity for n in near] == sorted((n.similarity for n in near), reverse=True)
    assert {n.code_id for n in near} == {item.code_id}
    assert all(n.fragment.text_id != item.fragment.text_id for n in near)


def test_standing_beside_a_coded_fragment_is_no_reason(study: Study, run: Run) -> None:
    told = kit.transcript(
        study,
        "bezig",
        f"R1: {{leefstijl {COINS}.}} Zij droeg een armband en werkte heel zorgvuldig."
        f"\nR1: {COINS} in de winter.",
        coder="codeur-a",
    )
    found = {item.quote: item for item in run("leefstijl", "bezig", threshold=0.0)}
    (near,) = found[f"{COINS} in de winter."].evidence.nearest
    assert near.fragment.start == told.text.index(COINS)
    beside = found.get("Zij droeg een armband en werkte heel zorgvuldig.")
    assert beside is None or "nearest" not in engines(beside)


def test_a_linear_model_is_silent_until_it_has_three_codings(study: Study, run: Run) -> None:
    kit.transcript(
        study, "nieuw", f"R1: Nou, {COINS.lower()} en dan is het geld alweer helemaal op."
    )
    for number in (1, 2):
        kit.transcript(study, f"g-{number}", f"R1: {{kinderen-in-armoede {COINS} {number}.}}")
    [two] = run("kinderen-in-armoede", "nieuw", threshold=0.05)
    assert "learned" not in engines(two)
    kit.transcript(study, "g-3", f"R1: {{kinderen-in-armoede {COINS} dan.}}")
    [three] = run("kinderen-in-armoede", "nieuw", threshold=0.05)
    assert engines(three)["learned"] > 0


def test_without_any_coding_the_words_of_the_codebook_speak(study: Study, run: Run) -> None:
    kit.transcript(study, "nieuw", "R1: Met die schuldenproblemen en leningen kom je nergens meer.")
    [item] = run("schulden", "nieuw")
    assert set(engines(item)) == {"terms"}
    assert item.evidence.nearest == ()
    assert "schuldenproblemen" in item.reason


def test_the_same_input_gives_the_same_scores_warm_or_cold(
    study: Study, run: Run, pipelines: Pipelines
) -> None:
    coded_coins(study)
    new = kit.transcript(
        study, "nieuw", f"R1: {COINS}, hoor.\nR2: Schulden en leningen, daar praat niemand over."
    )
    warm = Suggester(study.codebook(), pipelines, coder_id=study.coder_id())
    warm.run(study.database)
    [first, *_more] = opened(study, "kinderen-in-armoede", "nieuw")
    accept_suggestion(study.database, first.id, coder_id=study.coder_id())
    apply_code(
        study.database,
        code_id=kit.code(study, "leefstijl").id,
        fragment=kit.fragment(new, "R2: Schulden"[4:]),
        coder_id=study.coder_id(),
    )
    warm.run(study.database)
    kept = [(s.id, s.score, s.reason, s.evidence) for s in suggestions(study.database)]
    history = study.database.value("SELECT count(*) FROM history")
    run("schulden")
    assert kept == [(s.id, s.score, s.reason, s.evidence) for s in suggestions(study.database)]
    assert study.database.value("SELECT count(*) FROM history") == history


# Who may know what --------------------------------------------------------------------------------


def test_a_second_coder_works_blind(study: Study, run: Run) -> None:
    """What the first one coded in a source leaves no trace in what the second one is shown."""
    coded_coins(study, coder="codeur-b")
    blind = (
        f"R1: {COINS} op dinsdag, zo gaat dat.\nR2: De tram van vroeger was handig voor iedereen."
    )
    stored = kit.transcript(study, "dubbel", blind)
    before = run("kinderen-in-armoede", "dubbel")
    assert before
    everything = suggestions(study.database, text_id=stored.source.text_id)
    for key, quote in (
        ("kinderen-in-armoede", f"{COINS} op dinsdag, zo gaat dat."),
        ("ondermijning", "De tram van vroeger was handig voor iedereen."),
    ):
        apply_code(
            study.database,
            code_id=kit.code(study, key).id,
            fragment=kit.fragment(stored, quote),
            coder_id=study.coder_id("codeur-b"),
        )
    run("kinderen-in-armoede", "dubbel")
    assert suggestions(study.database, text_id=stored.source.text_id) == everything


def test_codings_of_others_teach_elsewhere_unless_only_own_ones_are_wanted(
    study: Study, run: Run
) -> None:
    kit.transcript(
        study, "nieuw", f"R1: Nou, {COINS.lower()} en dan is het geld alweer helemaal op."
    )
    coded_coins(study, coder="codeur-b")
    assert run("kinderen-in-armoede", "nieuw")
    assert run("kinderen-in-armoede", "nieuw", learn_from="own") == []
    assert run("kinderen-in-armoede", "nieuw", learn_from="own", coder="codeur-b")


# Decisions and rules ------------------------------------------------------------------------------


def test_rejections_teach(study: Study, run: Run) -> None:
    coded_coins(study)
    kit.transcript(study, "nieuw", f"R1: {COINS} en de hond.\nR2: {COINS} en de kat.")
    first, second = run("kinderen-in-armoede", "nieuw")
    reject_suggestion(study.database, first.id, coder_id=study.coder_id())
    left = run("kinderen-in-armoede", "nieuw", threshold=0.01)
    assert [s.id for s in left] == [second.id]
    assert engines(left[0]).get("learned", 0.0) < engines(second)["learned"]


def test_a_rejected_place_comes_back_when_it_became_much_likelier(study: Study, run: Run) -> None:
    new = kit.transcript(study, "nieuw", f"R1: {COINS} dan, en dat gaat iedere week maar door zo.")
    wrong = kit.suggestion(study, new, new.text, "kinderen-in-armoede", score=0.2)
    sure = kit.suggestion(study, new, new.text, "leefstijl", score=0.2)
    for item in (wrong, sure):
        reject_suggestion(study.database, item.id, coder_id=study.coder_id())
    assert run("kinderen-in-armoede", "nieuw", threshold=0.05) == []
    for number in range(12):
        kit.transcript(study, f"g-{number}", f"R1: {{kinderen-in-armoede {COINS} {number}.}}")
    [again] = run("kinderen-in-armoede", "nieuw")
    assert again.id != wrong.id
    assert again.score >= 0.5
    statuses = {s.id: s.status for s in suggestions(study.database)}
    assert statuses[wrong.id] is SuggestionStatus.REJECTED
    assert run("leefstijl", "nieuw", threshold=0.0) == []


def test_rules_of_a_code_hold(study: Study, run: Run) -> None:
    kit.transcript(study, "nieuw", "R1: Met die schulden en leningen kom je nergens meer, hoor.")
    code_id, me = kit.code(study, "schulden").id, study.coder_id()
    [item] = run("schulden")
    set_threshold(study.database, code_id, min(1.0, item.score + 0.001), me)
    assert run("schulden") == []
    [withdrawn] = suggestions(study.database, status=SuggestionStatus.WITHDRAWN)
    assert withdrawn.id == item.id
    set_threshold(study.database, code_id, 0.01, me)
    assert [s.id for s in run("schulden", threshold=1.0)][:1] == [item.id]
    switch_suggestions(study.database, code_id, False, me)
    assert run("schulden") == []


def test_what_is_decided_while_the_engines_work_stays_decided(
    study: Study, run: Run, pipelines: Pipelines
) -> None:
    kit.transcript(study, "nieuw", "R1: Met die schulden en leningen kom je nergens meer, hoor.")
    [item] = run("schulden")
    coded_coins(study)  # so that there is something to write
    me = study.coder_id()

    def decide(done: int, total: int) -> None:
        if done == total:
            reject_suggestion(study.database, item.id, coder_id=me)

    suggester = Suggester(study.codebook(), pipelines, coder_id=me)
    suggester.run(study.database, progress=decide)
    assert opened(study, "schulden") == []
