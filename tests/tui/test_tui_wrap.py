"""Rows of text: never too wide, nothing lost, and every character found back."""

from hypothesis import given
from hypothesis import strategies as st

from duiding.sources import Section, Source, SourceKind, Speaker, SpeakerRole, Transcript, Turn
from duiding.tui.view import cells
from duiding.tui.view.layout import Layout, blocks_of
from duiding.tui.view.wrap import offsets, wrap

LETTERS = (
    "abc de éë,. \n’…“”-" + "漢字かな" + "e\u0301a\u0308" + "👍👍🏽👩‍👩‍👧❤️🇳🇱" + "\u200d\ufe0f\u0300"
)
PLAIN = "abcdefg   éë,.\n’“…"
texts = st.text(alphabet=PLAIN, max_size=120) | st.text(alphabet=LETTERS, max_size=120)
widths = st.integers(min_value=2, max_value=30)


def rows_of(text: str, width: int) -> list[str]:
    starts, ends = offsets(), offsets()
    wrap(text, 0, len(text), width, starts, ends)
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


@given(texts, widths)
def test_no_row_is_wider_than_the_view(text: str, width: int):
    assert all(cells.width(row) <= width for row in rows_of(text, width))


@given(texts, widths)
def test_rows_hold_everything_that_is_not_blank_in_order(text: str, width: int):
    assert "".join("".join(rows_of(text, width)).split()) == "".join(text.split())


@given(texts, widths)
def test_rows_begin_and_end_with_what_was_said(text: str, width: int):
    assert all(row == row.strip() and row for row in rows_of(text, width))


@given(texts, widths)
def test_no_row_cuts_a_character_as_readers_see_it(text: str, width: int):
    edges = set()
    place = 0
    for line in text.split("\n"):
        edges |= {place + cluster.start for cluster in cells.clusters(line)} | {place + len(line)}
        place += len(line) + 1
    starts, ends = offsets(), offsets()
    wrap(text, 0, len(text), width, starts, ends)
    assert edges.issuperset(starts)
    assert edges.issuperset(ends)


def test_words_stay_whole_when_they_fit():
    assert rows_of("Dat is zo’n kwestie, hè.", 8) == ["Dat is", "zo’n", "kwestie,", "hè."]


def test_a_word_longer_than_a_row_is_folded():
    assert rows_of("arbeidsmarktregio", 10) == ["arbeidsmar", "ktregio"]


def test_a_line_end_starts_a_row_and_blank_lines_give_none():
    assert rows_of("een\n\n  twee\n", 20) == ["een", "twee"]


def test_wide_characters_count_double():
    assert rows_of("漢字漢字", 4) == ["漢字", "漢字"]


@given(texts)
def test_what_is_shown_takes_the_cells_that_were_counted(text: str):
    from rich.cells import cell_len

    shown = cells.shown(text.replace("\n", ""))
    assert cell_len(shown) == cells.width(text.replace("\n", ""))


@given(texts, st.integers(min_value=1, max_value=20))
def test_a_fitted_text_fills_its_cells_exactly(text: str, most: int):
    assert cells.width(cells.fit(text.replace("\n", " "), most)) == most


def test_tails_that_terminals_disagree_about_are_left_out():
    assert cells.shown("👍🏽 👩‍👩‍👧 ❤️") == "👍 👩 ❤"


def a_transcript(*turns: str, header: str = "") -> Transcript:
    text, made = header + ("\n" if header else ""), []
    speaker = Speaker("s", "R1", SpeakerRole.RESPONDENT)
    for number, turn in enumerate(turns, 1):
        made.append(Turn(number, speaker, len(text), len(text) + len(turn)))
        text += turn + "\n"
    kind = SourceKind.DOCUMENT
    source = Source("s", "s", kind, "nl", "", "t", 1, "", "", "txt", "utf-8", "")
    sections = (Section(0, len(header), "header"),) if header else ()
    return Transcript(source, text, tuple(made), sections, (speaker,))


spoken = st.lists(texts.filter(lambda t: t.strip() != ""), min_size=1, max_size=5)


@given(spoken, st.integers(min_value=4, max_value=30), st.booleans())
def test_every_shown_character_is_found_back_at_its_cell(
    turns: list[str], width: int, spaced: bool
):
    transcript = a_transcript(*turns)
    layout = Layout(transcript.text, blocks_of(transcript), width, spaced=spaced)
    for row in range(len(layout)):
        start, end = layout.starts[row], layout.ends[row]
        for cluster in cells.clusters(transcript.text[start:end]):
            offset = start + cluster.start
            assert layout.row_of(offset) == row
            if cluster.width:
                assert layout.offset_at(row, layout.cell_of(offset)) == offset


@given(spoken, st.integers(min_value=4, max_value=30))
def test_an_empty_row_before_turns_changes_no_row_of_text(turns: list[str], width: int):
    transcript = a_transcript(*turns)
    blocks = blocks_of(transcript)
    plain = Layout(transcript.text, blocks, width)
    spaced = Layout(transcript.text, blocks, width, spaced=True)
    text_rows = [row for row in range(len(spaced)) if not spaced.is_spacer(row)]
    assert [spaced.starts[row] for row in text_rows] == list(plain.starts)
    assert len(spaced) == len(plain) + len(blocks) - 1


def test_what_is_not_speech_is_shown_and_is_no_turn():
    transcript = a_transcript("Ja.", "Nee.", header="Interview 1, Heerlen")
    blocks = blocks_of(transcript)
    assert [block.turn is None for block in blocks] == [True, False, False]
    assert transcript.text[blocks[0].start : blocks[0].end] == "Interview 1, Heerlen"


def test_a_text_without_turns_is_one_turn_of_nobody():
    transcript = a_transcript()
    document = Transcript(transcript.source, "Een nota.\nNog iets.", (), (), ())
    blocks = blocks_of(document)
    assert [(block.start, block.end) for block in blocks] == [(0, 19)]
    assert blocks[0].turn is not None
    assert blocks[0].turn.is_respondent


def test_an_empty_source_has_no_rows():
    transcript = a_transcript()
    layout = Layout(transcript.text, blocks_of(transcript), 40)
    assert len(layout) == 0
    assert list(layout.rows_of(0, 10)) == []
