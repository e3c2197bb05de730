"""The screens around the coding: leading from one to another, themes, errors, every size."""

from dataclasses import replace

import pytest

from duiding.errors import StudyBusy, StudyReadOnly
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.help import HelpScreen
from duiding.tui.screens.home import HomeScreen
from duiding.tui.screens.sources import SourcesScreen
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive


def test_what_cannot_be_done_is_told_and_the_program_goes_on(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "x")
        assert user.screen.talk.said.tone == "bad"
        await user.press("a", "full_stop", "U")
        assert user.screen.talk.said.tone == "bad"
        await user.press("1")
        assert user.screen.talk.said.tone == "good"

    drive(study, scenario)


def test_a_read_only_study_is_told(study: Study, told: Transcript, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_arguments: object, **_named: object) -> None:
        raise StudyReadOnly("alleen-lezen")

    monkeypatch.setattr("duiding.tui.acts.apply_code", refuse)

    async def scenario(user: Driven) -> None:
        await user.press("n", "1")
        assert user.said == "alleen-lezen"
        assert not user.shows("■ ")

    drive(study, scenario)


def test_home_sources_help_and_back(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("b")
        assert isinstance(user.screen, SourcesScreen)
        assert user.shows("gesprek")
        await user.press("enter")
        assert isinstance(user.screen, CodingScreen)
        await user.press("question_mark")
        assert isinstance(user.screen, HelpScreen)
        assert user.shows("1-9")
        await user.press("space", "b", "q")
        assert isinstance(user.screen, CodingScreen)
        await user.press("g", "h")
        assert isinstance(user.screen, HomeScreen)
        await user.press("n", "g", "b")
        assert isinstance(user.screen, SourcesScreen)
        await user.press("q", "q")
        assert user.app._exit

    drive(study, scenario)


def test_home_shows_what_was_coded_meanwhile(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        assert user.shows("0/3")
        await user.press("n", "1", "q")
        await user.until(lambda: user.shows("1/3"))

    drive(study, scenario)


def test_every_command_can_be_given_from_the_list(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "colon", *"ongedaan", "enter")
        assert kit.told_codings(study) == []
        await user.press("colon", *"beginscherm", "enter")
        assert isinstance(user.screen, HomeScreen)
        await user.press("colon", *"uitleg", "enter")
        assert isinstance(user.screen, HelpScreen)

    drive(study, scenario)


def test_the_theme_changes_and_all_is_drawn_anew(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        dark = user.screen.view.render_line(0)
        seen = {user.app.theme}
        for _ in range(3):
            await user.press("colon", *"contrast", "enter")
            seen.add(user.app.theme)
        assert len(seen) == 3
        await user.press("colon", *"contrast", "enter")
        light = user.screen.view.render_line(0)
        assert light.text == dark.text
        assert light._segments[0].style != dark._segments[0].style

    drive(study, scenario)


def test_no_color_sends_no_colour(study: Study, told: Transcript, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "c")
        for strip in user.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                assert style is None or style.color is None or style.color.name == "default"
                assert style is None or style.bgcolor is None or style.bgcolor.name == "default"
        assert user.app.theme == "ansi-dark"

    drive(study, scenario)


def test_without_codebook_and_sources_the_screens_say_what_to_do(study: Study):
    async def scenario(user: Driven) -> None:
        assert user.shows("duiding codebook import")
        await user.press("n", "b", "enter", "j", "space", "q")
        assert isinstance(user.screen, HomeScreen)

    drive(study, scenario)


def test_without_a_codebook_one_can_read(study: Study):
    kit.transcript(study, "gesprek", "R1: Ja. En nog iets.")

    async def scenario(user: Driven) -> None:
        await user.press("b", "enter", "1")
        assert "codebook import" in user.said
        await user.press("c", "full_stop", "n", "j", "u", "x", "a", "s")
        assert isinstance(user.screen, CodingScreen)

    drive(study, scenario)


def test_a_source_that_is_gone_is_told(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        from duiding.sources import remove_source

        remove_source(study.database, told.source.name, coder_id=study.coder_id("codeur-a"))
        await user.press("n")
        assert isinstance(user.screen, HomeScreen)
        assert user.screen.talk.said.tone == "bad"

    drive(study, scenario)


def test_a_study_that_is_busy_when_one_comes_back_is_told(
    study: Study, told: Transcript, monkeypatch: pytest.MonkeyPatch
):
    def busy(*_arguments: object, **_named: object) -> None:
        raise StudyBusy("bezet")

    async def scenario(user: Driven) -> None:
        await user.press("b")
        monkeypatch.setattr("duiding.tui.screens.sources.source_progress", busy)
        monkeypatch.setattr("duiding.tui.session.source_progress", busy)
        await user.press("enter", "q")
        assert isinstance(user.screen, SourcesScreen)
        assert user.said == "bezet"
        await user.press("q")
        assert isinstance(user.screen, HomeScreen)
        assert user.shows("bezet")

    drive(study, scenario)


def test_a_warning_at_opening_is_shown_at_home(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        assert user.shows("Let op: er is iets.")

    drive(replace(study, warnings=("Let op: er is iets.",)), scenario)


def test_ctrl_c_says_how_to_leave(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "ctrl+c")
        assert "Ctrl+Q" in user.said
        await user.press("ctrl+q")
        assert user.app._exit

    drive(study, scenario)


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (200, 60)])
def test_every_screen_draws_at_every_size(study: Study, told: Transcript, size: tuple[int, int]):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", reason=("schulden",))

    async def scenario(user: Driven) -> None:
        keys = [
            "b",
            "enter",
            "1",
            "s",
            "c",
            "q",
            "o",
            "q",
            "colon",
            "q",
            "slash",
            "enter",
            "question_mark",
            *("q", "g", "s", "f", "q", "p", "o", "question_mark", "q", "q"),
            *("g", "slash", *"schulden", "enter", "c", "q", "m", "question_mark"),
        ]
        for key in keys:
            await user.press(key)
            assert all(len(row) <= size[0] for row in user.rows() if row.isascii())
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario, size=size)


def test_opening_many_lists_and_screens_leaves_nothing_behind(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("b")
        for _ in range(5):
            await user.press("enter", "c", "q", "q")
        assert len(user.app.screen_stack) == 2

    drive(study, scenario)
