"""Wrapping: a stretch of text cut into rows by cells, each row a span of the text."""

from array import array

from duiding.tui.view.cells import clusters, is_plain


def offsets() -> "array[int]":
    """Return an empty list of offsets: compact, and fast to search."""
    return array("l")


def wrap(
    text: str, start: int, end: int, width: int, starts: "array[int]", ends: "array[int]"
) -> None:
    """Append the rows of ``text[start:end]``, none wider than ``width`` cells.

    Rows hold every character that is not blank, in order; a line end always starts a new row and
    blank lines give none. A word longer than a row is folded.
    """
    place = start
    for line in text[start:end].split("\n"):
        if line.strip():
            rows = _plain_rows(line, width) if is_plain(line) else _cluster_rows(line, width)
            for left, right in rows:
                starts.append(place + left)
                ends.append(place + right)
        place += len(line) + 1


def _plain_rows(line: str, width: int) -> list[tuple[int, int]]:
    rows = []
    place, stop = _content(line, 0, len(line))
    while stop - place > width:
        cut = line.rfind(" ", place, place + width + 1)
        if cut <= place:
            cut = place + width
        rows.append((place, _content(line, place, cut)[1]))
        place = _content(line, cut, stop)[0]
    rows.append((place, stop))
    return rows


def _cluster_rows(line: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    row_start, used = -1, 0  # row_start < 0: skipping the blanks before a row
    broken_at, used_there = -1, 0  # after the last blank in the row
    for cluster in clusters(line):
        blank = line[cluster.start].isspace()
        if row_start < 0:
            if blank:
                continue
            row_start, used, broken_at = cluster.start, 0, -1
        if not blank and used + cluster.width > width and used:
            cut = broken_at if broken_at > row_start else cluster.start
            rows.append((row_start, _content(line, row_start, cut)[1]))
            used -= used_there if cut == broken_at else used
            row_start, broken_at = cut, -1
        used += cluster.width
        if blank:
            if used > width:
                rows.append((row_start, _content(line, row_start, cluster.start)[1]))
                row_start = -1
            else:
                broken_at, used_there = cluster.end, used
    if row_start >= 0:
        rows.append((row_start, _content(line, row_start, len(line))[1]))
    return rows


def _content(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without blanks at its ends."""
    while end > start and line[end - 1].isspace():
        end -= 1
    while start < end and line[start].isspace():
        start += 1
    return start, end
