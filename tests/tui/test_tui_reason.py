"""Why a code is suggested: the words in the text, how sure, and what is like it, in little room."""

import pytest

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui import moves
from duiding.tui.panel import panel_lines
from duiding.tui.view import glyphs
from duiding.tui.view.lines import line_width, plain
from duiding.tui.view.queue import detail_lines, empty_lines, queue_header, queue_line
from duiding.tui.view.reason import Alike, Why, chance, quoted, why_lines
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, desk_of, drive

LONG = "Een lange zin over van alles en nog wat, met veel woorden die niet in een regel passen."
ALIKE = tuple(Alike(f"{n}: {LONG}", "Schaamte", "#e69f00", f"interview-{n}") for n in range(3))
WHY = Why("Schulden en schaamte", "#e69f00", 0.814, ("schulden", "deurwaarder"), ALIKE)


@pytest.mark.parametrize("cells", [20, 32, 59, 60, 76, 116])
@pytest.mark.parametrize("rows", [1, 4, 7, 20])
def test_the_reason_stays_within_its_room(cells: int, rows: int):
    lines = why_lines(WHY, cells, rows)
    assert len(lines) <= rows
    assert all(line_width(row) <= cells for row in lines)


def test_with_room_enough_all_is_told():
    for cells in (32, 76):
        shown = "\n".join(map(plain, why_lines(WHY, cells, 30)))
        for text in ("Schulden en schaamte?", "kans 81%", "vanwege: schulden", "lijkt op"):
            assert text in shown
        assert all(f"“{n}: Een lange" in shown for n in range(3))
        assert all(f"interview-{n}" in shown for n in range(3))


def test_little_room_keeps_the_nearest_fragments():
    shown = "\n".join(map(plain, why_lines(WHY, 76, 3)))
    assert "interview-0" in shown
    assert "interview-1" in shown
    assert "interview-2" not in shown


def test_the_suggested_code_is_not_named_again_and_another_one_is():
    same = Alike("Zelfde.", WHY.code, "#e69f00", "interview-9")
    shown = [plain(row) for row in why_lines(Why(WHY.code, "#e69f00", 0.5, (), (same,)), 76, 9)]
    assert "interview-9" in shown[-1]
    assert WHY.code not in shown[-1]
    assert "Schaamte · interview-0" in plain(why_lines(WHY, 100, 9)[1])


def test_nothing_is_sure_and_nothing_impossible():
    assert [chance(score) for score in (0, 0.004, 0.5, 0.996, 1)] == [
        *("1%", "1%", "50%", "99%", "99%"),
    ]


def test_the_words_that_weighed_stand_out_in_the_sentence():
    parts = quoted("Veel schulden, en schaamte.", [(18, 26), (5, 13)], 0, 27)
    assert [part.text for part in parts if part.tone.role == "weighed"] == ["schulden", "schaamte"]
    assert plain(parts) == "Veel schulden, en schaamte."
    assert plain(quoted("abc", [(0, 9)], 1, 3)) == "bc"


@pytest.mark.parametrize("cells", [40, 60, 78, 118])
def test_a_line_of_the_list_keeps_its_columns(cells: int):
    row = queue_line(0.8, "Een naam van een code die lang is", "#e69f00", "bron-1", LONG, cells)
    assert line_width(row) <= cells
    assert line_width(queue_header(cells)) <= cells
    if cells >= 78:
        assert plain(row).index("Een lange") == plain(queue_header(cells)).index("Zin")


@pytest.mark.parametrize("rows", [5, 8, 12])
def test_the_sentence_and_the_reason_share_the_room(rows: int):
    text = f"{LONG} {LONG} {LONG}"
    lines = detail_lines(text, (0, len(text)), [(4, 9)], WHY, "interview-1", 76, rows)
    assert len(lines) == rows
    shown = [plain(row) for row in lines]
    assert "Een lange zin" in shown[1]
    assert any("kans 81%" in row for row in shown)


def test_what_to_do_when_the_list_is_empty():
    def key(**named: bool) -> str:
        given = {"narrowed": False, "ever": False, "working": False} | named
        return plain(empty_lines(cells=78, **given)[-1])

    assert key().startswith("  m maak suggesties")
    assert key(ever=True).startswith("  m maak opnieuw")
    assert key(narrowed=True).startswith("  f toon alles")


def test_the_panel_has_the_reason_of_the_one_in_view(study: Study, told: Transcript):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", reason=("schulden",))
    desk = desk_of(study, told)
    moves.go_to_suggestion(desk, 1)
    rows = panel_lines(desk, 34, 30)
    assert all(line_width(row) <= 34 for row in rows)
    assert "kans 80%" in "\n".join(map(plain, rows))


def test_on_a_narrow_screen_the_reason_never_covers_the_sentence(study: Study):
    kit.codebook(study)
    told = kit.transcript(study, "lang", "\n".join(f"R1: {LONG} Zin {n}." for n in range(40)))
    for number in (5, 20, 39):
        kit.suggestion(study, told, f"Zin {number}.", "schulden", reason=("Zin",))

    async def scenario(user: Driven) -> None:
        await user.press("b", "enter")
        for number in (5, 20, 39):
            await user.press("s")
            assert user.selected == f"Zin {number}."
            assert user.screen.why.display
            assert user.shows("Schulden?")
            assert user.shows(f"Zin {number}.")
        await user.press("k")
        assert not user.screen.why.display

    drive(study, scenario)


def test_signs_are_ascii_where_nothing_else_can_be_drawn():
    glyphs.use(glyphs.ASCII)
    sign = plain(why_lines(WHY, 76, 9)[0])[0]
    assert sign.isascii()
