"""The report on suggestions: a line per code or period, and small columns over the weeks."""

from collections.abc import Sequence

from duiding.coding import SuggestionRules
from duiding.coding.decisions import Counts, ReportBy, ReportRow
from duiding.i18n import _, format_number, ngettext
from duiding.tui.view.cells import cut, fit
from duiding.tui.view.colours import Tone
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import (
    ACCENT,
    BLANK,
    DIM,
    GOOD,
    STRONG,
    TEXT,
    Line,
    Part,
    bar,
    heading,
    line,
    paragraph,
    sparkline,
)

_BAR = 6
_NUMBERS = 8
_RULE = 6
_FIXED = 3 * _NUMBERS + 1 + _BAR + 5 + _NUMBERS + 1 + _RULE
_MOST_WEEKS = 26


def record_header(by: ReportBy, cells: int) -> Line:
    """Return the heads of the columns."""
    first = {
        ReportBy.CODE: _("code").capitalize(),
        ReportBy.THEME: _("Theme"),
        ReportBy.MONTH: _("Month"),
        ReportBy.WEEK: _("Week"),
    }[by]
    texts = [fit(first, _name_cells(cells))]
    heads = (_("Shown"), _("Accept."), _("Reject."))
    texts += [f"{cut(head, _NUMBERS - 1):>{_NUMBERS}}" for head in heads]
    texts.append(" " + fit(_("Right"), _BAR + 5))
    coverage = cut(_("Cover."), _NUMBERS - 1)
    texts.append(f"{coverage:>{_NUMBERS}}")
    return line(Part("".join(texts), DIM))


def record_line(row: ReportRow, rules: SuggestionRules, colour: str, cells: int) -> Line:
    """Return a row in so many cells; ``colour`` is that of its code, if it has one."""
    counts, names = row.counts, _name_cells(cells)
    numbers = (counts.shown, counts.accepted, counts.rejected)
    drawn = bar(counts.precision or 0, 1, _BAR)
    name = (
        (Part(glyphs().code + " ", Tone("code", colour)), Part(fit(row.name, names - 2), TEXT))
        if colour
        else (Part(fit(row.name, names), STRONG),)
    )
    return line(
        *name,
        Part("".join(f"{format_number(number):>{_NUMBERS}}" for number in numbers)),
        Part(" " + drawn, GOOD),
        Part(glyphs().track * (_BAR - len(drawn)) if counts.decided else " " * _BAR, DIM),
        Part(f"{share(counts.precision):>5}"),
        Part(f"{share(counts.coverage):>{_NUMBERS}}"),
        Part(" " + _rule(row, rules), ACCENT),
    )


def _rule(row: ReportRow, rules: SuggestionRules) -> str:
    if row.code is None or row.code.id not in rules.by_code:
        return ""
    if not rules.is_on(row.code.id):
        return _("off")
    least = "≥" if not glyphs().ascii else ">"
    return f"{least}{round(100 * rules.threshold_for(row.code.id))}%"


def _name_cells(cells: int) -> int:
    return max(8, cells - _FIXED)


def share(value: float | None) -> str:
    """Return a share as a percentage; a stroke for none."""
    return "-" if value is None else f"{round(100 * value)}%"


def total_lines(total: Counts, weeks: Sequence[ReportRow], cells: int) -> list[Line]:
    """Return all together, and how it went over the weeks."""
    dot = f" {glyphs().dot} "
    judged = ngettext(
        "{accepted} accepted of {count} judged",
        "{accepted} accepted of {count} judged",
        total.decided,
    ).format(accepted=format_number(total.accepted), count=format_number(total.decided))
    parts = [judged]
    if total.precision is not None:
        parts[0] += f" ({share(total.precision)})"
    parts.append(_("{count} open").format(count=format_number(total.open)))
    if total.coverage is not None:
        parts.append(
            _("{share} of your own codings had been suggested").format(share=share(total.coverage))
        )
    lines: list[Line] = [line(Part(row, ACCENT)) for row in paragraph(dot.join(parts), cells)[:2]]
    lines.append(_weeks_line(weeks))
    return lines


def _weeks_line(weeks: Sequence[ReportRow]) -> Line:
    shown = [row for row in weeks if row.counts.decided][-_MOST_WEEKS:]
    if not shown:
        return line(Part(_("Nothing was judged yet: what you decide is counted here."), DIM))
    most = max(row.counts.decided for row in shown)
    judged = sparkline([row.counts.decided for row in shown], most)
    right = sparkline([row.counts.precision for row in shown], 1)
    first, last = shown[0].key, shown[-1].key
    span = first if first == last else f"{first} - {last}"
    return line(
        Part(_("Judged per week") + " ", DIM),
        Part(judged),
        Part("   " + _("right") + " ", DIM),
        Part(right, GOOD),
        Part(f"   {span}", DIM),
    )


def row_lines(row: ReportRow | None, cells: int, rows: int) -> list[Line]:
    """Return a row in words, and what the columns mean."""
    lines: list[Line] = [heading(row.name if row else "", cells)]
    if row is not None and row.counts.interval is not None:
        low, high = row.counts.interval
        text = _("Accepted: {accepted} of {count}, {share} (with chance, {low} to {high}).").format(
            accepted=row.counts.accepted,
            count=row.counts.decided,
            share=share(row.counts.precision),
            low=share(low),
            high=share(high),
        )
        lines.append(line(Part(text)))
    for text in (
        _("Right: the part that you accepted of what you judged."),
        _("Coverage: the part of your own codings that had been suggested before you coded."),
    ):
        lines += [line(Part(part, DIM)) for part in paragraph(text, cells)]
    return [*lines, *[BLANK] * (rows - len(lines))][:rows]


def no_record_lines(cells: int) -> list[Line]:
    """Return what to do when there is nothing to report."""
    text = _("No suggestions were made yet. Go back with q and make them with m.")
    return [BLANK, *(line(Part("  " + row)) for row in paragraph(text, cells - 4))]
