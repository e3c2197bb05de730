"""The list of sources: one line each."""

from dataclasses import dataclass

from duiding.analysis.progress import SourceProgress
from duiding.i18n import _, format_number
from duiding.sources.names import kind_name
from duiding.tui.view.cells import cut, fit
from duiding.tui.view.home import progress_parts
from duiding.tui.view.lines import DIM, STRONG, Line, Part, line

BARS = 8
LEAST_BOTH = 20


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list."""

    progress: SourceProgress
    speakers: int


def header_line(cells: int) -> Line:
    """Return the heads of the columns."""
    name, kind = _widths(cells)
    heads = (
        (_("Source"), name, False),
        (_("Kind"), kind, False),
        (_("Spk."), 4, True),
        (_("Words"), 7, True),
        (_("Turns"), 6, True),
        ("", 0, False),
        (_("Coded"), BARS + 5, False),
        (_("Codes"), 6, True),
        (_("Sugg."), 5, True),
    )
    texts = (
        f"{cut(text, most):>{most}}" if right else fit(text, most) for text, most, right in heads
    )
    return line(Part(" ".join(texts), DIM))


def source_line(row: SourceRow, cells: int) -> Line:
    """Return one source in so many cells."""
    name, kind = _widths(cells)
    progress = row.progress
    done, most = progress.coded_turns, progress.respondent_turns
    percent = f"{100 * done // most}%" if most else "-"
    numbers = f"{row.speakers:>4} {format_number(progress.words):>7} {format_number(most):>6}  "
    after = (
        f"{percent:>5} {format_number(progress.codings):>6} "
        f"{format_number(progress.open_suggestions) if progress.open_suggestions else '-':>5}"
    )
    return line(
        Part(fit(progress.source.name, name) + " ", STRONG),
        Part(fit(kind_name(progress.source.kind), kind) + " ", DIM),
        Part(numbers),
        *progress_parts(done, most, BARS),
        Part(after),
    )


def _widths(cells: int) -> tuple[int, int]:
    """Return the cells for the name and for the kind; on a narrow screen the kind gives way."""
    rest = cells - (4 + 1 + 7 + 1 + 6 + 2 + BARS + 5 + 1 + 6 + 1 + 5) - 2
    kind = min(18, rest * 2 // 5) if rest >= LEAST_BOTH else 0
    return max(8, min(48, rest - kind)), kind
