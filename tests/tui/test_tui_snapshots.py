"""How the screens look, kept as pictures. To accept a change: pytest --snapshot-update."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

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
def app(study: Study) -> DuidingApp:
    """The program on a study that is the same every time."""
    kit.codebook(study, OUTLINE)
    told = kit.transcript(study, "interview-01", TALK)
    kit.transcript(study, "interview-02", "R3: Nog niets gecodeerd hier.\nR3: Echt niet.")
    kit.suggestion(study, told, "Thuis is er stress", "chronische-stress", reason=("stress",))
    return DuidingApp(session_of(study))


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


def test_choosing_a_code_in_the_light_theme(app: DuidingApp, snap_compare: SnapCompare):
    pressed = keys("colon", *"contrast", "enter", "b", "enter", "c", *"sch")
    assert snap_compare(app, terminal_size=(100, 30), run_before=pressed)
