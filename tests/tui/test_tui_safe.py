"""A defect of the program does not close it: it is told, can be passed on, and work goes on."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.scrollbar import ScrollBar

from duiding.coding import codings_of_text
from duiding.errors import DuidingError, StudyDamaged
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import acts
from duiding.tui.app import DuidingApp
from duiding.tui.defects import MOST_DEFECTS, Defects
from duiding.tui.screens import coding as coding_screen
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.fault import FaultScreen
from duiding.tui.screens.home import HomeScreen
from duiding.tui.view import palette
from duiding.tui.view.rows import RowPainter
from duiding.tui.widgets.row_list import RowList
from duiding.tui.widgets.safety import hearing_threads
from duiding.tui.widgets.transcript_view import TranscriptView
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive, session_of

SECRET = "Mensen hebben schulden"
TOLD = "Een fout in duiding; wat is opgeslagen, is veilig. ! toont meer."


def broken(*_args: object, **_kwargs: object) -> Any:
    raise KeyError(SECRET)


def test_a_defect_in_the_act_of_a_key(study: Study, told: Transcript, monkeypatch: Any):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        with monkeypatch.context() as patch:
            patch.setattr(acts, "apply_pinned", broken)
            await user.press("2")
            assert user.said == TOLD
            assert user.shows(TOLD)
            await user.press("j", "2")
            assert user.said == TOLD
        await user.press("1")
        assert user.shows("■")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario, faulty=True)


def test_what_an_act_saved_before_its_defect_is_shown(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        monkeypatch.setattr(acts, "_changed", broken)
        await user.press("1")
        assert user.said == TOLD
        assert len(codings_of_text(study.database, told.source.text_id)) == 1
        assert len(user.desk.codings) == 1
        await user.press("u")
        assert kit.told_codings(study) == []

    drive(study, scenario, faulty=True)


def test_a_defect_in_a_choice_closes_the_menu(study: Study, told: Transcript, monkeypatch: Any):
    async def scenario(user: Driven) -> None:
        monkeypatch.setattr(user.app, "_next_theme", broken)
        await user.press("colon", *"contrast", "enter")
        assert user.screen.talk.menu is None
        assert user.said == TOLD
        await user.press("n")
        assert isinstance(user.screen, CodingScreen)

    drive(study, scenario, faulty=True)


def test_a_defect_in_a_click_or_a_resize(study: Study, told: Transcript, monkeypatch: Any):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        with monkeypatch.context() as patch:
            patch.setattr(TranscriptView, "_offset_under", broken)
            await user.pilot.click(TranscriptView, offset=(30, 3))
            await user.pilot.pause()
            assert user.said == TOLD
            patch.setattr(TranscriptView, "keep_in_view", broken)
            await user.pilot.resize_terminal(90, 30)
        await user.pilot.click(TranscriptView, offset=(30, 3))
        await user.press("1")
        assert len(kit.told_codings(study)) == 1
        await user.pilot.resize_terminal(70, 20)
        await user.pilot.pause()
        assert user.screen.view.size.width == 70
        assert user.shows("■")

    drive(study, scenario, faulty=True)


def test_rows_that_cannot_be_painted_stay_empty_and_are_told_once(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        tellings: list[str] = []
        tell = user.app.tell

        def count(text: str) -> None:
            tellings.append(text)
            tell(text)

        def draw() -> None:
            user.screen.view._strips.clear()
            user.screen.view.refresh()

        monkeypatch.setattr(user.app, "tell", count)
        await user.press("n")
        with monkeypatch.context() as patch:
            patch.setattr(RowPainter, "paint", broken)
            draw()
            assert not user.shows("schulden")
            await user.pilot.pause()
            for _turn in range(5):
                draw()
                assert user.shows(TOLD)
                await user.pilot.pause()
            assert tellings == [TOLD]
        draw()
        assert user.shows("schulden")

    drive(study, scenario, faulty=True)


@pytest.mark.parametrize("name", ["_status", "_keys"])
def test_a_status_line_that_cannot_be_painted_does_not_go_round(
    study: Study, told: Transcript, monkeypatch: Any, name: str
):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        monkeypatch.setattr(user.screen.frame, name, broken)
        for _turn in range(5):
            user.screen.frame.sync()
            assert user.shows("Mensen hebben")
            await user.pilot.pause()
        assert len(user.app.defects) == 1
        await user.press("1")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario, faulty=True)


def test_when_showing_what_is_the_case_fails_the_sentence_still_comes(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        with monkeypatch.context() as patch:
            patch.setattr(TranscriptView, "sync", broken)
            await user.press("j")
            assert user.shows(TOLD)
            await user.press("1")
        assert len(kit.told_codings(study)) == 1
        await user.press("exclamation_mark")
        assert isinstance(user.screen, FaultScreen)

    drive(study, scenario, faulty=True)


@pytest.mark.parametrize("where", ["compose", "__init__"])
def test_a_screen_that_cannot_be_made_is_left(
    study: Study, told: Transcript, monkeypatch: Any, where: str
):
    async def scenario(user: Driven) -> None:
        for _turn in range(2):
            with monkeypatch.context() as patch:
                patch.setattr(CodingScreen, where, broken)
                await user.press("n")
                await user.until(lambda: isinstance(user.screen, HomeScreen))
                await user.pilot.pause()
                assert user.shows(TOLD)
                user.screen.talk.say("")
        await user.press("n", "1")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario, faulty=True)


def test_a_screen_that_cannot_take_in_its_size_can_be_left(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        monkeypatch.setattr(CodingScreen, "on_resize", broken)
        await user.press("n")
        assert user.shows(TOLD)
        await user.press("q")
        assert isinstance(user.screen, HomeScreen)

    drive(study, scenario, faulty=True)


def test_a_defect_in_the_background(study: Study, told: Transcript, monkeypatch: Any):
    class Broken:
        def run(self, *_arguments: object, **_named: object) -> Any:
            raise ValueError(SECRET)

    before = threading.excepthook

    async def scenario(user: Driven) -> None:
        with hearing_threads(user.app):
            await user.press("s", "m")
            await user.until(lambda: "achtergrond" in user.said)
            await user.press("exclamation_mark")
            assert user.shows("ValueError")
            assert user.shows("duiding/tui/learning.py")
            assert not user.shows(SECRET)
        assert threading.excepthook is before

    drive(study, scenario, maker=Broken(), faulty=True)


def test_the_report_has_kinds_and_places_but_no_text(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        monkeypatch.setattr(acts, "apply_pinned", broken)
        await user.press("1", "1")
        await user.press("colon", *"misging", "enter")
        assert isinstance(user.screen, FaultScreen)
        assert user.shows("KeyError")
        assert user.shows("(2 keer)")
        await user.press("c")
        copied = user.app.clipboard
        assert "duiding/tui/screens/coding.py:" in copied
        assert "test_tui_safe.py:" in copied
        assert str(Path(__file__).parent) not in copied
        assert "schulden" not in copied.lower()
        assert user.said.startswith("Gekopieerd")
        await user.press("q")
        assert isinstance(user.screen, CodingScreen)

    drive(study, scenario, faulty=True)


def test_the_report_when_all_went_well(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("exclamation_mark")
        assert user.shows("ging er niets mis in duiding")
        await user.press("j", "space", "q")
        assert isinstance(user.screen, HomeScreen)

    drive(study, scenario)


def test_causes_are_told_and_the_report_stays_short():
    def deep(turns: int) -> None:
        if turns:
            deep(turns - 1)
        else:
            broken()

    defects = Defects()

    def wrapped() -> None:
        try:
            deep(200)
        except KeyError as error:
            raise ValueError(SECRET) from error

    with pytest.raises(ValueError, match=SECRET) as caught:
        wrapped()
    assert defects.note(caught.value)
    assert not defects.note(caught.value)
    lines = defects.lines()
    assert lines.index("KeyError") < lines.index("ValueError")
    assert len(lines) < 40
    assert SECRET not in "".join(lines)
    for number in range(MOST_DEFECTS):
        defects.note(type(f"Other{number}", (Exception,), {})())
    assert len(defects) == MOST_DEFECTS
    assert not defects.note(type("Another", (Exception,), {})())


@pytest.mark.parametrize("error", [KeyError(SECRET), StudyDamaged("Kapot.")])
@pytest.mark.parametrize(
    ("kind", "name"),
    [(HomeScreen, "compose"), (HomeScreen, "__init__"), (DuidingApp, "on_ready")],
)
def test_what_goes_wrong_at_the_start_ends_the_program(
    study: Study,
    told: Transcript,
    monkeypatch: Any,
    capsys: Any,
    error: Exception,
    kind: type,
    name: str,
):
    def fail(*_args: object) -> ComposeResult:
        raise error

    monkeypatch.setattr(kind, name, fail)
    app = DuidingApp(session_of(study))
    asyncio.run(app.run_async(headless=True, size=(80, 24)))
    assert app.fatal is error
    assert SECRET not in "".join(capsys.readouterr())


def test_an_error_for_users_is_told_as_such(study: Study, told: Transcript, monkeypatch: Any):
    def refuse(*_args: object) -> None:
        raise DuidingError("Dit gaat nu niet.")

    async def scenario(user: Driven) -> None:
        await user.press("n")
        monkeypatch.setattr(coding_screen, "leave_focus", refuse)
        await user.pilot.click(TranscriptView, offset=(30, 3))
        await user.pilot.pause()
        assert user.said == "Dit gaat nu niet."

    drive(study, scenario)


def test_a_list_of_commands_that_breaks_can_be_left(
    study: Study, told: Transcript, monkeypatch: Any
):
    async def scenario(user: Driven) -> None:
        await user.press("colon")
        with monkeypatch.context() as patch:
            patch.setattr(palette, "fold", broken)
            await user.press("a", "escape")
        assert user.screen.talk.menu is None
        await user.press("b")
        assert user.screen.query_one(RowList)

    drive(study, scenario, faulty=True)


@pytest.mark.parametrize("widget", [ScrollBar, TranscriptView])
def test_a_screen_that_cannot_be_painted_is_left_and_not_painted_for_ever(
    study: Study, monkeypatch: Any, widget: type
):
    kit.codebook(study)
    kit.transcript(study, "lang", "\n".join(["R1: Zo is dat hier bij ons."] * 60))
    calls: list[int] = []

    def fail(*_args: object) -> Any:
        calls.append(1)
        return broken()

    async def scenario(user: Driven) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(widget, "render_lines", fail)
            await user.press("n")
            await user.until(lambda: isinstance(user.screen, HomeScreen))
            assert user.shows(TOLD)
            seen = len(calls)
            await user.pilot.pause(0.3)
            assert len(calls) == seen
        await user.press("n", "1")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario, faulty=True)
