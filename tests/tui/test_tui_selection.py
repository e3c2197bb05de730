"""Selecting: something is always selected, and it is always whole words, sentences or turns."""

from collections.abc import Callable
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from duiding.sources import Turn
from duiding.tui.view import selection as sel
from duiding.tui.view.selection import NOTHING, Selection, at_place
from duiding.tui.view.units import Unit, Units

TEXT = "Hoe gaat het?\nHet is moeilijk, ja. “Mensen” hebben schulden! Klaar.\nEn nu?"
TURNS = (Turn(1, None, 0, 13), Turn(2, None, 14, 67), Turn(3, None, 68, 74))
UNITS = Units(TEXT, TURNS)


def here(quote: str, unit: Unit = Unit.SENTENCE) -> Selection:
    return at_place(UNITS, TEXT.index(quote), unit)


def text(selection: Selection) -> str:
    return TEXT[selection.start : selection.end]


def words(selection: Selection, *steps: int) -> Selection:
    for step in steps:
        selection = sel.extend(UNITS, selection, Unit.WORD, step)
    return selection


def test_moving_goes_sentence_by_sentence_over_the_turns():
    selection, seen = here("Hoe"), []
    for _ in range(5):
        seen.append(text(selection))
        selection = sel.move(UNITS, selection, Unit.SENTENCE, 1)
    assert seen == [
        "Hoe gaat het?",
        "Het is moeilijk, ja.",
        "“Mensen” hebben schulden!",
        "Klaar.",
        "En nu?",
    ]


def test_at_the_ends_moving_changes_nothing():
    assert sel.move(UNITS, here("Hoe"), Unit.SENTENCE, -1) == here("Hoe")
    assert sel.move(UNITS, here("En nu"), Unit.SENTENCE, 1) == here("En nu")


def test_a_word_move_enters_the_sentence_from_its_near_side():
    first = sel.move(UNITS, here("Het is"), Unit.WORD, 1)
    assert text(first) == "Het"
    assert text(sel.move(UNITS, first, Unit.WORD, 1)) == "is"
    assert text(sel.move(UNITS, here("Het is"), Unit.WORD, -1)) == "ja."


def test_the_outer_words_of_a_sentence_take_its_signs_along():
    assert text(here("“Mensen", Unit.WORD)) == "“Mensen"
    assert text(here("schulden", Unit.WORD)) == "schulden!"
    assert text(here("moeilijk", Unit.WORD)) == "moeilijk"


def test_sentences_are_added_and_taken_off_at_the_end():
    more = sel.extend(UNITS, here("Het is"), Unit.SENTENCE, 1)
    assert text(more) == "Het is moeilijk, ja. “Mensen” hebben schulden!"
    assert text(sel.extend(UNITS, more, Unit.SENTENCE, -1)) == "Het is moeilijk, ja."


def test_below_one_sentence_the_selection_grows_upwards():
    up = sel.extend(UNITS, here("“Mensen"), Unit.SENTENCE, -1)
    assert text(up) == "Het is moeilijk, ja. “Mensen” hebben schulden!"
    assert text(sel.extend(UNITS, up, Unit.SENTENCE, 1)) == "“Mensen” hebben schulden!"


def test_words_are_added_and_taken_off_at_the_end():
    assert text(words(here("Het is"), -1)) == "Het is moeilijk"
    assert text(words(here("Het is"), -1, -1)) == "Het is"
    assert text(words(here("Het is"), 1)) == "Het is moeilijk, ja. “Mensen"


def test_a_word_grows_to_its_sentence_first():
    word = here("moeilijk", Unit.WORD)
    assert text(sel.extend(UNITS, word, Unit.SENTENCE, 1)) == "Het is moeilijk, ja."


def test_wider_and_narrower_come_back_to_the_place_of_reading():
    start = here("“Mensen")
    turn = sel.widen(UNITS, start, 1)
    assert text(turn).startswith("Het is")
    assert text(turn).endswith("Klaar.")
    assert sel.widen(UNITS, turn, 1) == turn
    assert sel.widen(UNITS, turn, -1) == start


def test_holding_keeps_the_beginning_while_moving():
    held = sel.hold(here("Het is"))
    moved = sel.move(UNITS, sel.move(UNITS, held, Unit.SENTENCE, 1), Unit.SENTENCE, 1)
    assert text(moved) == "Het is moeilijk, ja. “Mensen” hebben schulden! Klaar."
    released = sel.move(UNITS, sel.hold(moved), Unit.SENTENCE, -1)
    assert text(released) == "“Mensen” hebben schulden!"


def test_turns_are_gone_through_by_their_first_sentence_or_whole():
    assert text(sel.move_turn(UNITS, here("Hoe"), 1)) == "Het is moeilijk, ja."
    assert text(sel.move_turn(UNITS, here("Klaar"), -1)) == "Hoe gaat het?"
    whole = sel.widen(UNITS, here("Hoe"), 1)
    assert text(sel.move_turn(UNITS, whole, 1)).endswith("Klaar.")


def test_a_drag_of_the_mouse_selects_words_in_both_directions():
    start, end = TEXT.index("moeilijk") + 2, TEXT.index("schulden") + 3
    forwards, backwards = sel.between(UNITS, start, end), sel.between(UNITS, end, start)
    assert text(forwards) == "moeilijk, ja. “Mensen” hebben schulden!"
    assert forwards.span == backwards.span


def test_a_place_between_turns_is_the_unit_before_it():
    assert text(at_place(UNITS, 13)) == "Hoe gaat het?"
    assert text(at_place(UNITS, 10_000)) == "En nu?"


def test_nothing_to_select_is_no_error():
    none = Units("", ())
    assert at_place(none, 0) == NOTHING
    for change in STEPS:
        assert change(none, NOTHING).span == (0, 0)


Step = Callable[[Units, Selection], Selection]
STEPS: list[Step] = [
    *(partial(_f, unit=u, by=b) for _f in (sel.move, sel.extend) for u in Unit for b in (1, -1)),
    *(partial(_f, by=b) for _f in (sel.move_turn, sel.widen) for b in (1, -1)),
    lambda _units, selection: sel.hold(selection),
    partial(sel.go_to, offset=40),
]


@given(st.lists(st.sampled_from(STEPS), max_size=15))
def test_after_any_keys_whole_words_are_selected(steps: list[Step]):
    selection = here("Het is")
    edges = set(UNITS[Unit.WORD].starts), set(UNITS[Unit.WORD].ends)
    for step in steps:
        selection = step(UNITS, selection)
        assert selection.start < selection.end
        assert selection.start in edges[0]
        assert selection.end in edges[1]
