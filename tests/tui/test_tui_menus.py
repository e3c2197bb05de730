"""Menus and the order of codes in them."""

import pytest

from duiding.codebook import Codebook
from duiding.study import Study
from duiding.tui.view.lines import line, plain
from duiding.tui.view.menu import Entry, Menu
from duiding.tui.view.prompt import Prompt
from duiding.tui.view.ranking import Context, rank_codes
from tests import study_kit as kit

OUTLINE = """
armoede (armoede, bijstand)
    Schulden (schuld, lening)
    Schaamte (schaamte, schamen)
    recommendation Schuldhulpverlening
gezondheid
    Coöperatie en zorg
    relation Stress > armoede
"""


@pytest.fixture
def book(study: Study) -> Codebook:
    return kit.codebook(study, OUTLINE)


def names(book: Codebook, typed: str, **known: object) -> list[str]:
    return [item.code.name for item in rank_codes(book, typed, Context(**known))]  # type: ignore[arg-type]


def test_typing_finds_by_the_beginning_of_a_word(book: Codebook):
    assert names(book, "schu")[:2] == ["Schulden", "Schuldhulpverlening"]
    assert names(book, "zorg")[0] == "Coöperatie en zorg"


def test_typing_finds_without_accents_and_with_a_slip(book: Codebook):
    assert names(book, "cooperatie") == ["Coöperatie en zorg"]
    assert names(book, "schamte")[0] == "Schaamte"


def test_typing_finds_by_keyword_and_by_theme(book: Codebook):
    assert names(book, "lening")[0] == "Schulden"
    assert "Stress" in names(book, "gezond")


def test_every_typed_word_must_match(book: Codebook):
    assert names(book, "armoede stress") == []
    assert names(book, "gezond stress") == ["Stress"]


def test_nothing_typed_gives_all_codes_the_themes_after_their_codes(book: Codebook):
    every = names(book, "")
    assert len(every) == len(book.codes)
    assert every[-2:] == ["Armoede", "Gezondheid"]


def test_the_selected_words_bring_a_code_up(book: Codebook):
    assert names(book, "", selected="Ik schaamde me, zo’n schaamte.")[0] == "Schaamte"


def test_a_suggestion_comes_before_recent_codes(book: Codebook):
    stress, debts = book.by_key["gezondheid/stress"].id, book.by_key["armoede/schulden"].id
    assert names(book, "", suggested=(stress,), recent=(debts,))[:2] == ["Stress", "Schulden"]


class Choices:
    """A menu over some words, and what was chosen."""

    def __init__(self, *words: str, **options: object) -> None:
        self.chosen: list[str] = []
        self.menu = Menu(
            "Kies:",
            lambda typed: [Entry(word, line(word)) for word in words if typed in word],
            self.chosen.append,
            **options,  # type: ignore[arg-type]
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.menu.press(key, key if len(key) == 1 else None)


def test_typing_narrows_and_enter_takes_the_best():
    choices = Choices("appel", "peer", "perzik")
    choices.press("p", "e", "r", "enter")
    assert choices.chosen == ["perzik"]
    assert choices.menu.done


def test_arrows_point_and_stop_at_the_ends():
    choices = Choices("appel", "peer")
    choices.press("up", "down", "down", "down", "enter")
    assert choices.chosen == ["peer"]


@pytest.mark.parametrize("key", ["q", "backspace", "escape"])
def test_an_empty_line_closes_by_q_and_backspace(key: str):
    choices = Choices("appel")
    choices.press(key)
    assert choices.menu.done
    assert choices.chosen == []


def test_q_is_a_letter_once_something_was_typed():
    choices = Choices("aqua")
    choices.press("a", "q")
    assert not choices.menu.done
    assert choices.menu.prompt.text == "aq"


def test_enter_on_an_empty_list_waits():
    choices = Choices("appel")
    choices.press("x", "enter")
    assert not choices.menu.done
    choices.press("backspace", "enter")
    assert choices.chosen == ["appel"]


def test_digits_choose_where_nothing_is_typed():
    choices = Choices("appel", "peer", typing=False)
    choices.press("9")
    assert not choices.menu.done
    choices.press("2")
    assert choices.chosen == ["peer"]


def test_letters_move_and_act_where_nothing_is_typed():
    removed: list[str] = []
    choices = Choices("appel", "peer", typing=False, extra={"x": removed.append})
    choices.press("j", "x")
    assert removed == ["peer"]
    assert choices.menu.done


def test_the_list_follows_the_pointer():
    choices = Choices(*(f"woord{i:02}" for i in range(40)))
    choices.press(*["down"] * 30)
    drawn = [plain(row) for row in choices.menu.lines(60, 24)]
    assert any("› woord30" in row for row in drawn)
    assert {len(row) for row in drawn} == {60}


def test_the_height_stays_while_typing():
    choices = Choices("appel", "peer")
    before = len(choices.menu.lines(60, 24))
    choices.press("x")
    assert len(choices.menu.lines(60, 24)) == before


def test_a_line_takes_letters_pastes_and_corrections():
    prompt = Prompt()
    for key in "één twee":
        prompt.press(key, key)
    prompt.press("ctrl+w", "\x17")
    assert prompt.text == "één"
    prompt.paste(" en\nmeer\x1b[31m")
    assert prompt.text == "één" + "en meer[31m"
    prompt.press("ctrl+u", "\x15")
    assert prompt.text == ""
    assert not prompt.press("up", None)
