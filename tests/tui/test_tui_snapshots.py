"""How the screens look, kept as pictures. To accept a change: pytest --snapshot-update."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from duiding.coding import Evidence, Neighbour, suggestions
from duiding.coding.store import replace_open_suggestions
from duiding.database import new_id, now
from duiding.language.pipelines import Pipelines
from duiding.search import Mode
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.app import DuidingApp
from tests import study_kit as kit
from tests.tui.tui_kit import session_of

SnapCompare = Callable[..., bool]

OUTLINE = """
armoede (armoede)
    Schulden (schuld)
    Schaamte (schaamte)
    recommendation Schuldhulpverlening
gezondheid
    Chronische stress (stress)
    relation Armoede > armoede
wonen-leefbaarheid
    Verloedering
"""
FIRST = "{schulden Mensen hebben schulden, {schaamte en ze schamen zich.}}"
SECOND = "{schuldhulpverlening Er zou iemand langs moeten gaan, bij de eerste gemiste huur al.}"
THIRD = "{chronische-stress@codeur-b Die slapen niet.} Thuis is er stress, elke dag weer, en dan"
TALK = f"""
I: Hoe gaat het hier in de buurt, als u het mij vraagt?
[0:12] R1: Het is moeilijk. {FIRST} Dat zie je aan de gordijnen. {SECOND}
I: [gelach] En de kinderen?
[1:05] R1: {THIRD} moeten ze op school ook nog opletten. Dat lukt natuurlijk niet.
R2: Daar denk ik toch anders over, want bij ons in de straat valt het juist mee.
"""


@pytest.fixture
def app(study: Study, monkeypatch: pytest.MonkeyPatch) -> DuidingApp:
    """The program on a study that is the same every time."""
    kit.codebook(study, OUTLINE)
    told = kit.transcript(study, "interview-01", TALK)
    kit.transcript(study, "interview-02", "R3: Nog niets gecodeerd hier.\nR3: Echt niet.")
    kit.suggestion(study, told, "Thuis is er stress", "chronische-stress", reason=("stress",))
    _suggest_with_reason(study, told)
    monkeypatch.setattr(Pipelines, "describe", lambda _self, _language: "Zo staat het hier.")
    return DuidingApp(session_of(study))


def _suggest_with_reason(study: Study, told: Transcript) -> None:
    quote = "Dat lukt natuurlijk niet."
    place, alike = kit.fragment(told, quote), kit.fragment(told, "Mensen hebben schulden, ")
    stand = suggestions(study.database, text_id=place.text_id)
    made = replace(
        stand[0],
        id=new_id(),
        fragment=place,
        quote=quote,
        score=0.42,
        reason=("lukt", "niet"),
        evidence=Evidence(
            (),
            ((place.start + 4, place.start + 8), (place.end - 5, place.end - 1)),
            (Neighbour(alike, kit.code(study, "schulden").id, 0.7),),
        ),
    )
    with study.database.transaction():
        replace_open_suggestions(
            study.database, place.text_id, made.coder_id, [*stand, made], now()
        )


def keys(*pressed: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def press(pilot: Pilot[Any]) -> None:
        await pilot.press(*pressed)
        await pilot.pause()

    return press


def test_home_at_80x24(app: DuidingApp, snap_compare: SnapCompare):
    assert snap_compare(app, terminal_size=(80, 24))


def test_coding_at_80x24(app: DuidingApp, snap_compare: SnapCompare):
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys("b", "enter", "s"))


def test_coding_at_120x36(app: DuidingApp, snap_compare: SnapCompare):
    pressed = keys("b", "enter", "g", "g", "t", "j", "1")
    assert snap_compare(app, terminal_size=(120, 36), run_before=pressed)


def test_suggestions_at_80x24(app: DuidingApp, snap_compare: SnapCompare):
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys("s", "j"))


def test_a_suggestion_with_its_reason_at_120x36(app: DuidingApp, snap_compare: SnapCompare):
    assert snap_compare(app, terminal_size=(120, 36), run_before=keys("s", "enter"))


def test_hits_of_a_search_at_80x24(app: DuidingApp, snap_compare: SnapCompare):
    async def search(pilot: Pilot[Any]) -> None:
        app.finder.mode = Mode.WORD
        await keys("slash", *"en", "enter")(pilot)
        for _ in range(500):
            if app.finder.hits:
                break
            await pilot.pause(0.01)
        await keys("j")(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=search)


def test_choosing_a_code_in_the_light_theme(app: DuidingApp, snap_compare: SnapCompare):
    pressed = keys("colon", *"contrast", "enter", "b", "enter", "c", *"sch")
    assert snap_compare(app, terminal_size=(100, 30), run_before=pressed)
