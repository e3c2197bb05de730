"""Jumps: to the next turn without a code, the next suggestion, the next find."""

from duiding.sources import Speaker, SpeakerRole, Turn
from duiding.tui.view.jumps import find, next_mark, next_span, next_turn, uncoded_turns
from duiding.tui.view.marks import Mark

ASKS = Speaker("i", "I", SpeakerRole.INTERVIEWER)
TELLS = Speaker("r", "R", SpeakerRole.RESPONDENT)
TURNS = [
    Turn(1, ASKS, 0, 10),
    Turn(2, TELLS, 11, 30),
    Turn(3, ASKS, 31, 40),
    Turn(4, TELLS, 41, 60),
    Turn(5, TELLS, 61, 80),
]


def numbers(spans: list[tuple[int, int]]) -> list[int]:
    return [turn.number for turn in uncoded_turns(TURNS, spans)]


def test_only_turns_of_respondents_wait_for_a_code():
    assert numbers([]) == [2, 4, 5]


def test_one_coded_word_is_enough_and_a_long_coding_covers_several_turns():
    assert numbers([(45, 50)]) == [2, 5]
    assert numbers([(20, 62)]) == []
    assert numbers([(0, 100), (15, 16)]) == []


def test_a_coding_that_only_touches_a_turn_does_not_code_it():
    assert numbers([(0, 11), (60, 61)]) == [2, 4, 5]


def test_jumping_goes_round_in_both_directions():
    waiting = uncoded_turns(TURNS, [])
    assert next_turn(waiting, 0, 1) is TURNS[1]
    assert next_turn(waiting, 15, 1) is TURNS[3]
    assert next_turn(waiting, 70, 1) is TURNS[1]
    assert next_turn(waiting, 70, -1) is TURNS[3]
    assert next_turn(waiting, 15, -1) is TURNS[4]
    assert next_turn([], 0, 1) is None


def a_mark(key: str, start: int, end: int) -> Mark:
    return Mark(key, "code", start, end, suggested=True, own=False)


def test_every_suggestion_is_reached_also_two_in_one_place():
    marks = [a_mark("b", 5, 9), a_mark("a", 5, 9), a_mark("c", 20, 30)]
    seen, here, focus = [], (0, 3), ""
    for _ in range(4):
        mark = next_mark(marks, here, focus, 1)
        assert mark is not None
        seen.append(mark.id)
        here, focus = (mark.start, mark.end), mark.id
    assert seen == ["a", "b", "c", "a"]
    assert next_mark(marks, here, focus, -1) == marks[2]
    assert next_mark([], here, "", 1) is None


def test_a_suggestion_in_the_selected_sentence_is_reached():
    assert next_mark([a_mark("a", 5, 9)], (5, 40), "", 1) is not None


def test_searching_finds_in_upper_and_lower_case_over_line_ends():
    text = "De Regio\n Deal. de regio deal"
    assert find(text, "regio deal") == [(3, 14), (19, 29)]
    assert find(text, "") == []
    assert find("a.b a+b", "a+b") == [(4, 7)]


def test_searching_stays_within_what_was_said():
    assert find("koel Koel koel", "koel", [(5, 9)]) == [(5, 9)]


def test_finds_are_gone_through_in_a_round():
    spans = [(2, 4), (10, 12)]
    assert next_span(spans, (2, 4), 1) == (10, 12)
    assert next_span(spans, (10, 12), 1) == (2, 4)
    assert next_span(spans, (2, 4), -1) == (10, 12)
    assert next_span([], (0, 0), 1) is None
