"""The program driven by keys: what a coder does in a day, on the screen and in the study."""

from functools import partial

import pytest
from textual.events import Key

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.screens.coding import CodingScreen
from duiding.tui.screens.home import HomeScreen
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive

SCHULDEN = "armoede/schulden"


def test_from_home_to_a_saved_code_in_two_keys(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        assert isinstance(user.screen, HomeScreen)
        await user.press("n")
        assert isinstance(user.screen, CodingScreen)
        await user.press("1")
        assert kit.told_codings(study) == [("codeur-a", SCHULDEN, "Het is moeilijk.")]
        assert user.shows("■")
        assert user.shows("Schulden toegekend")

    drive(study, scenario)


def test_any_code_through_the_list(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "j", "c", *"schaa")
        assert user.shows("Over schaamte.")
        await user.press("enter")
        assert kit.told_codings(study) == [
            ("codeur-a", "armoede/schaamte", "Mensen hebben schulden.")
        ]
        assert not user.shows("Over schaamte.")

    drive(study, scenario)


def test_keys_typed_at_once_all_arrive(study: Study, told: Transcript):
    """As a fast typist or a slow line gives them: no key falls between two screens."""

    async def scenario(user: Driven) -> None:
        for key in ("n", "j", "c", *"schaa", "enter", "q", "b", "enter", "u"):
            character = key if len(key) == 1 else None
            user.app.post_message(Key(key, character))
        await user.until(lambda: isinstance(user.screen, CodingScreen) and user.screen.is_mounted)
        await user.until(lambda: "weggehaald" in user.said)
        assert kit.told_codings(study) == []
        assert len(user.app.screen_stack) == 3

    drive(study, scenario)


def test_no_key_reaches_a_screen_that_is_still_being_opened(
    study: Study, told: Transcript, monkeypatch: pytest.MonkeyPatch
):
    seen: list[bool] = []
    take = CodingScreen.take_key

    def watched(self: CodingScreen, key: str, character: str | None) -> bool:
        seen.append(self.is_mounted)
        return take(self, key, character)

    monkeypatch.setattr(CodingScreen, "take_key", watched)

    async def scenario(user: Driven) -> None:
        for key in "njjqnk":
            user.app.post_message(Key(key, key))
        await user.until(lambda: len(seen) == 4)
        assert all(seen)

    drive(study, scenario)


def test_remove_undo_redo_on_the_screen(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "x")
        assert kit.told_codings(study) == []
        assert not user.shows("■ ")
        await user.press("u")
        assert len(kit.told_codings(study)) == 1
        await user.press("u", "u")
        assert kit.told_codings(study) == []
        assert user.shows("niets ongedaan") or user.screen.talk.said.tone == "bad"
        await user.press("U")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario)


def test_undo_outlives_the_program(study: Study, told: Transcript):
    async def code(user: Driven) -> None:
        await user.press("n", "1")

    async def undo(user: Driven) -> None:
        await user.press("n", "u")
        assert kit.told_codings(study) == []

    drive(study, code)
    drive(study, undo)


def test_suggestions_are_accepted_and_rejected(study: Study, told: Transcript):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", reason=("schulden",))
    kit.suggestion(study, told, "Thuis is er stress, elke dag.", "stress")

    async def scenario(user: Driven) -> None:
        await user.press("n", "s")
        assert user.selected == "Mensen hebben schulden."
        assert user.shows("a akkoord")
        await user.press("a")
        assert user.selected == "Thuis is er stress, elke dag."
        await user.press("x")
        assert user.desk.suggestions == {}
        assert kit.told_codings(study) == [("codeur-a", SCHULDEN, "Mensen hebben schulden.")]
        await user.press("s")
        assert user.said

    drive(study, scenario)


def test_what_was_decided_elsewhere_meanwhile_is_told_and_shown(study: Study, told: Transcript):
    offered = kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")

    async def scenario(user: Driven) -> None:
        from duiding.coding import reject_suggestion

        await user.press("n", "s")
        reject_suggestion(study.database, offered.id, coder_id=study.coder_id("codeur-a"))
        await user.press("a")
        assert user.screen.talk.said.tone == "bad"
        assert user.desk.marks.marks == {}
        assert user.shows("1-9 code")

    drive(study, scenario)


def test_next_uncoded_turn_and_search(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "n")
        assert user.selected == "Die merken het."
        await user.press("slash", *"stress", "enter")
        assert user.selected == "Thuis is er stress, elke dag."
        await user.press("slash", "enter", "n")
        assert user.selected == "Daar denk ik anders over."

    drive(study, scenario)


def test_selecting_by_keys(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n", "J", "1")
        await user.press("j", "l", "v", "l", "2")
        quotes = [quote for _coder, _key, quote in kit.told_codings(study)]
        assert quotes == ["Het is moeilijk. Mensen hebben schulden.", "Ze schamen"]

    drive(study, scenario)


def test_a_click_a_drag_and_the_margin(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        view, columns = user.screen.view, user.desk.painter.columns
        row = next(i for i, text in enumerate(user.rows()) if "Mensen hebben" in text)
        text_row = user.rows()[row]
        x, y = text_row.index("Mensen") + 2, row - 1
        await user.pilot.click(view, offset=(x, y))
        assert user.selected == "Mensen hebben schulden."
        await user.pilot.mouse_down(view, offset=(x, y))
        await user.pilot.hover(view, offset=(text_row.index("schulden") + 2, y))
        await user.pilot.mouse_up(view, offset=(text_row.index("schulden") + 2, y))
        await user.pilot.pause()
        assert user.selected == "Mensen hebben schulden."
        await user.pilot.click(view, offset=(2, y))
        assert user.selected.startswith("Het is moeilijk.")
        assert user.selected.endswith("daarvoor.")
        await user.press("1")
        lane = columns.gutter
        await user.press("gg"[0], "g")
        await user.pilot.click(view, offset=(lane, y))
        assert user.selected.endswith("daarvoor.")

    drive(study, scenario)


def test_two_clicks_code_a_sentence_on_a_wide_screen(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        rows = user.rows()
        row = next(i for i, text in enumerate(rows) if "Die merken" in text)
        await user.pilot.click(offset=(rows[row].index("merken"), row))
        rows = user.rows()
        row = next(i for i, text in enumerate(rows) if "2 ■ Schaamte" in text)
        await user.pilot.click(offset=(rows[row].index("Schaamte"), row))
        await user.pilot.pause()
        assert kit.told_codings(study) == [("codeur-a", "armoede/schaamte", "Die merken het.")]

    drive(study, scenario, size=(120, 36))


def test_the_panel_hides_on_80_columns_and_shows_on_100(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        assert not user.shows("Vaste codes")
        await user.pilot.resize_terminal(100, 30)
        await user.until(lambda: user.shows("Vaste codes"))
        await user.pilot.resize_terminal(80, 24)
        await user.until(lambda: not user.shows("Vaste codes"))

    drive(study, scenario)


LONG = "\n".join(
    f"{'I' if i % 2 == 0 else 'R'}: Beurt {i} zegt iets. "
    + "En dan nog wat woorden. " * 8
    + "Slot."
    for i in range(60)
)


def has_width(user: Driven, cells: int) -> bool:
    return bool(user.app.size.width == cells)


def test_another_size_keeps_the_place(study: Study):
    kit.codebook(study)
    kit.transcript(study, "lang", LONG)

    async def scenario(user: Driven) -> None:
        await user.press("n", *["t"] * 20)
        selected, view = user.selected, user.screen.view
        row = view.row_on_screen()
        for size in ((120, 24), (100, 24), (80, 24)):
            await user.pilot.resize_terminal(*size)
            await user.until(partial(has_width, user, size[0]))
            await user.pilot.pause()
            assert view.row_on_screen() == row
        for size in ((60, 12), (120, 40), (80, 24)):
            await user.pilot.resize_terminal(*size)
            await user.until(partial(has_width, user, size[0]))
            await user.pilot.pause()
            assert user.selected == selected
            assert user.shows(selected[:16])

    drive(study, scenario)


def test_the_selection_is_always_in_view(study: Study):
    kit.codebook(study)
    kit.transcript(study, "lang", LONG)

    async def scenario(user: Driven) -> None:
        await user.press("n")
        view = user.screen.view
        for keys in (
            ["space"] * 5,
            ["b"] * 3,
            ["g", "e"],
            ["k"] * 9,
            ["g", "g"],
            ["t"] * 12,
            ["j"] * 30,
        ):
            await user.press(*keys)
            assert 0 <= view.row_on_screen() < view.size.height
        await user.press("space")
        before = user.selected
        await user.press("b", "space")
        assert user.selected == before

    drive(study, scenario)


def test_pages_come_to_the_last_sentence(study: Study):
    kit.codebook(study)
    kit.transcript(study, "lang", LONG)

    async def scenario(user: Driven) -> None:
        await user.press("n")
        for _ in range(40):
            await user.press("space")
        assert user.selected == "Slot."

    drive(study, scenario)


def test_only_changed_rows_are_drawn_again(study: Study):
    kit.codebook(study)
    kit.transcript(study, "lang", LONG)

    async def scenario(user: Driven) -> None:
        await user.press("n", "j")
        view = user.screen.view
        drawn = dict(view._strips)
        await user.press("j")
        kept = [row for row, strip in view._strips.items() if drawn.get(row) is strip]
        assert len(kept) >= view.size.height - 6

    drive(study, scenario)
