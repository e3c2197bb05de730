"""The home screen: how far the study is, and what to do next."""

from collections.abc import Callable, Sequence

from duiding.analysis.progress import SourceProgress, ThemeCount
from duiding.i18n import _, format_number, ngettext
from duiding.tui.session import Overview
from duiding.tui.view.cells import cut, fit, width
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import (
    ACCENT,
    BLANK,
    DIM,
    GOOD,
    STRONG,
    Line,
    Part,
    bar,
    beside,
    fit_line,
    heading,
    line,
    line_width,
    spread,
)

BESIDE_FROM = 72
"""Themes and sources stand beside each other from this width."""
MOST_CELLS = 120

_BLUE = Tone("code", "#56b4e9")


def home_lines(
    overview: Overview, colour_of: Callable[[str], str], cells: int, height: int
) -> list[Line]:
    """Return the home screen in so many cells and rows; lists that do not fit are cut."""
    cells = min(cells, MOST_CELLS)
    lines = [*_top(overview, cells), BLANK, *_next_steps(overview, cells), BLANK]
    if overview.sources and overview.codebook is not None:
        lines += _lists(overview, colour_of, cells, max(3, height - len(lines)))
    return [row if line_width(row) <= cells else fit_line(row, cells) for row in lines[:height]]


def _lists(
    overview: Overview, colour_of: Callable[[str], str], cells: int, room: int
) -> list[Line]:
    gap = 3
    left = (cells - gap) // 2 if cells >= BESIDE_FROM else cells
    themes = _themes(overview.themes, colour_of, left)
    if cells < BESIDE_FROM:
        return [*themes, BLANK, *_sources(overview.sources, cells, room - len(themes) - 1)]
    sources = _sources(overview.sources, cells - left - gap, room)
    return beside(themes, sources, (left + gap, cells - left - gap))


def _top(overview: Overview, cells: int) -> list[Line]:
    book = overview.codebook.name if overview.codebook else _("no codebook")
    right = f"{cut(book, 30)} {glyphs().dot} {cut(overview.coder, 16)}"
    return [BLANK, spread(line(Part(overview.name, ACCENT)), line(Part(right, DIM)), cells)]


def _next_steps(overview: Overview, cells: int) -> list[Line]:
    if overview.codebook is None or not overview.sources:
        return _first_steps(overview)
    turns = sum(progress.respondent_turns for progress in overview.sources)
    coded = sum(progress.coded_turns for progress in overview.sources)
    words = sum(progress.words for progress in overview.sources)
    proposed = sum(progress.open_suggestions for progress in overview.sources)
    count = len(overview.sources)
    facts = [
        ngettext("{count} source", "{count} sources", count).format(count=count),
        ngettext("{count} word", "{count} words", words).format(count=format_number(words)),
        _("{coded} of {turns} turns coded").format(
            coded=format_number(coded), turns=format_number(turns)
        ),
    ]
    lines = [_go_on(overview), line(Part("   " + f" {glyphs().dot} ".join(facts), DIM))]
    if proposed:
        text = ngettext(
            "{count} suggestion waits for your judgement",
            "{count} suggestions wait for your judgement",
            proposed,
        ).format(count=format_number(proposed))
        lines.append(_way("s", text, "suggestions"))
    elif not coded:
        lines.append(_way("s", _("Let duiding propose codes"), "suggestions"))
    else:
        lines.append(line(Part("   " + _("Draft chapters in Word: duiding export chapters"), DIM)))
    return lines


def _way(key: str, text: str, command: str) -> Line:
    return line(Part(f" {key} {glyphs().arrow} ", ACCENT, command), Part(text, command=command))


def _go_on(overview: Overview) -> Line:
    if overview.place is None:
        return BLANK
    text = _("Go on in {source}").format(source=overview.place.name)
    sign = Part(f" n {glyphs().arrow} ", ACCENT, "go_on")
    return line(sign, Part(text, STRONG, "go_on"))


def _first_steps(overview: Overview) -> list[Line]:
    steps = (
        (overview.codebook is not None, _("Read in a codebook"), "duiding codebook import FILE"),
        (bool(overview.sources), _("Read in transcripts"), "duiding import FILES"),
    )
    lines: list[Line] = [line(Part(_("Before you can code:"), STRONG))]
    for done, text, command in steps:
        sign = Part(f" {glyphs().done} ", GOOD) if done else Part(f" {glyphs().arrow} ", ACCENT)
        lines.append(line(sign, Part(fit(text, 24), DIM if done else STRONG), Part(command, DIM)))
    lines.append(BLANK)
    lines.append(line(Part(_("Quit with q, give the command, and start duiding again."), DIM)))
    return lines


def _themes(
    themes: Sequence[ThemeCount], colour_of: Callable[[str], str], cells: int
) -> list[Line]:
    numbers = 14
    longest = max((width(count.theme.name) for count in themes), default=0)
    names = max(10, min(longest, (cells - numbers) * 2 // 3))
    bars = cells - numbers - names - 1
    most = max((count.fragments for count in themes), default=0)
    head = spread(line(Part(_("Themes"), STRONG)), line(Part(_("fragments  sources"), DIM)), cells)
    lines: list[Line] = [head, heading("", cells)]
    for count in themes:
        drawn = bar(count.fragments, most, bars)
        lines.append(
            line(
                Part(fit(count.theme.name, names) + " "),
                Part(fit(drawn, bars), Tone("code", colour_of(count.theme.id))),
                Part(f"{format_number(count.fragments):>6}"),
                Part(f"{format_number(count.sources):>8}", DIM),
            )
        )
    return lines


def _sources(sources: Sequence[SourceProgress], cells: int, room: int) -> list[Line]:
    names = max(10, cells * 2 // 5)
    bars = cells - names - 13
    head = spread(line(Part(_("Sources"), STRONG)), line(Part(_("coded turns"), DIM)), cells)
    lines: list[Line] = [head, heading("", cells)]
    shown = sources if len(sources) + 2 <= room else sources[: max(1, room - 3)]
    lines += [_source_line(progress, names, bars, cells) for progress in shown]
    if len(shown) < len(sources):
        more = _("… and {count} more (b)").format(count=len(sources) - len(shown))
        lines.append(line(Part(more, DIM, "sources")))
    return lines


def _source_line(progress: SourceProgress, names: int, bars: int, cells: int) -> Line:
    done, most = progress.coded_turns, progress.respondent_turns
    command = f"source {progress.source.name}"
    return line(
        Part(fit(progress.source.name, names) + " ", command=command),
        *progress_parts(done, most, bars),
        Part(f"{f'{format_number(done)}/{format_number(most)}':>{cells - names - bars - 1}}", DIM),
    )


def progress_parts(done: int, most: int, cells: int) -> tuple[Part, Part]:
    """Return a bar of what is done in what there is."""
    drawn = bar(done, most, cells)
    tone = GOOD if most and done >= most else _BLUE
    return Part(drawn, tone), Part(glyphs().track * (cells - len(drawn)), DIM)
