"""Marks beside the text: no two in one place, and none that moves without need."""

from hypothesis import given
from hypothesis import strategies as st

from duiding.tui.view.layout import Block, Layout
from duiding.tui.view.marks import Mark, MarkIndex

TEXT = "woord " * 80
LAYOUT = Layout(TEXT, [Block(0, len(TEXT), None)], 20)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    start = draw(st.integers(0, len(TEXT) - 2))
    return start, draw(st.integers(start + 1, min(len(TEXT), start + 120)))


def a_mark(key: object, start: int, end: int, *, suggested: bool = False) -> Mark:
    return Mark(str(key), "code", start, end, suggested, own=True)


mark_lists = st.lists(spans(), max_size=25).map(
    lambda found: [a_mark(i, *span) for i, span in enumerate(found)]
)


def assert_no_collision(index: MarkIndex) -> None:
    for row in range(len(index.layout)):
        lanes = [index.lane[mark.id] for mark in index.rows[row]]
        assert len(lanes) == len(set(lanes))
        expected = {m.id for m in index.marks.values() if row in LAYOUT.rows_of(m.start, m.end)}
        assert {mark.id for mark in index.rows[row]} == expected


@given(mark_lists)
def test_no_two_marks_share_a_lane_in_a_row(marks: list[Mark]):
    assert_no_collision(MarkIndex(LAYOUT, marks))


@given(mark_lists)
def test_no_more_lanes_than_the_busiest_row_needs(marks: list[Mark]):
    index = MarkIndex(LAYOUT, marks)
    used = max(index.lane.values(), default=-1) + 1
    assert used == max((len(row) for row in index.rows), default=0)


@given(mark_lists, mark_lists)
def test_marks_that_come_and_go_leave_the_others_in_their_lane(one: list[Mark], other: list[Mark]):
    index = MarkIndex(LAYOUT, one)
    before = dict(index.lane)
    later = {
        mark.id: mark for mark in [*one[::2], *(a_mark(f"n{m.id}", m.start, m.end) for m in other)]
    }
    gone = [mark.id for mark in one if mark.id not in later]
    changed = index.change(gone, [later[key] for key in later if key not in before])
    assert_no_collision(index)
    assert all(index.lane[mark.id] == before[mark.id] for mark in one[::2])
    stays = {mark.id for mark in one} & set(later)
    moved = [mark for mark in [*one, *later.values()] if mark.id not in stays]
    assert changed == {row for m in moved for row in LAYOUT.rows_of(m.start, m.end)}


@given(mark_lists, spans())
def test_the_marks_here_are_those_that_share_a_character(marks: list[Mark], span: tuple[int, int]):
    found = {mark.id for mark in MarkIndex(LAYOUT, marks).on(*span)}
    assert found == {m.id for m in marks if m.start < span[1] and span[0] < m.end}


def test_the_mark_under_the_pointer_is_found():
    index = MarkIndex(LAYOUT, [a_mark("a", 0, 50), a_mark("b", 0, 10)])
    assert index.at_lane(0, 0) == index.marks["a"]
    assert index.at_lane(0, 1) == index.marks["b"]
    assert index.at_lane(2, 1) is None
