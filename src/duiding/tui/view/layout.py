"""The layout of a transcript: blocks (turns, and what is not speech) cut into screen rows."""

from bisect import bisect_right
from dataclasses import dataclass

from duiding.sources import Transcript, Turn
from duiding.tui.view.cells import clusters, index_at, is_plain
from duiding.tui.view.wrap import offsets, wrap

SPOKEN = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """A turn, or (with ``turn`` None) a stretch that is not speech: shown dim, not coded."""

    start: int
    end: int
    turn: Turn | None


def blocks_of(transcript: Transcript) -> list[Block]:
    """Return the blocks in order of the text.

    A text without turns is one turn of nobody. What stands between turns (labels, time stamps) is
    left out: the margin tells it. Sections that are not speech are shown, as far as they are no
    turns.
    """
    turns = turns_of(transcript)
    blocks = [Block(turn.start, turn.end, turn) for turn in turns]
    for section in transcript.sections:
        if section.kind != SPOKEN:
            blocks += [Block(a, b, None) for a, b in _outside(section.start, section.end, turns)]
    blocks = [block for block in blocks if transcript.text[block.start : block.end].strip()]
    return sorted(blocks, key=lambda block: block.start)


def turns_of(transcript: Transcript) -> tuple[Turn, ...]:
    """Return the turns; a text without turns is one turn of nobody."""
    if transcript.turns or not transcript.text.strip():
        return transcript.turns
    start = max((s.end for s in transcript.sections if s.kind != SPOKEN), default=0)
    if not transcript.text[start:].strip():
        return ()
    return (Turn(1, None, start, len(transcript.text)),)


def _outside(start: int, end: int, turns: tuple[Turn, ...]) -> list[tuple[int, int]]:
    pieces = []
    for turn in turns:
        if turn.end <= start or turn.start >= end:
            continue
        if turn.start > start:
            pieces.append((start, turn.start))
        start = max(start, turn.end)
    if start < end:
        pieces.append((start, end))
    return pieces


class Layout:
    """The rows of a transcript at one width: row ``r`` shows ``text[starts[r]:ends[r]]``.

    With ``spaced`` an empty row stands before every block but the first.
    """

    def __init__(self, text: str, blocks: list[Block], width: int, *, spaced: bool = False) -> None:
        self.text = text
        self.blocks = blocks
        self.width = width
        self.starts, self.ends, self.block_index = offsets(), offsets(), offsets()
        self.first_rows = offsets()
        """The first row of every block."""
        for index, block in enumerate(blocks):
            if spaced and index:
                self.starts.append(block.start)
                self.ends.append(block.start)
                self.block_index.append(index)
            self.first_rows.append(len(self.starts))
            wrap(text, block.start, block.end, width, self.starts, self.ends)
            self.block_index.extend([index] * (len(self.starts) - len(self.block_index)))

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """Return the row that shows the character at an offset, else the last row before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def rows_of(self, start: int, end: int) -> range:
        """Return the rows that a span of the text touches."""
        if not self.starts:
            return range(0)
        return range(self.row_of(start), self.row_of(max(start, end - 1)) + 1)

    def block_of_row(self, row: int) -> Block:
        """Return the block that a row belongs to."""
        return self.blocks[self.block_index[row]]

    def is_first_row(self, row: int) -> bool:
        """Tell whether a row is the first of its block."""
        return self.first_rows[self.block_index[row]] == row

    def is_spacer(self, row: int) -> bool:
        """Tell whether a row is the empty row before a block."""
        return self.starts[row] == self.ends[row]

    def offset_at(self, row: int, cell: int) -> int:
        """Return the offset of the character at a cell of a row (clipped to the row)."""
        start, end = self.starts[row], self.ends[row]
        return start + (index_at(self.text[start:end], cell) if end > start else 0)

    def cell_of(self, offset: int) -> int:
        """Return the cell, in its row, at which the character at an offset is shown."""
        row = self.row_of(offset)
        start, end = self.starts[row], self.ends[row]
        body, index = self.text[start:end], offset - start
        if is_plain(body):
            return min(index, len(body))
        return sum(c.width for c in clusters(body) if c.end <= index)
