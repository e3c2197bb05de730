"""The rows of the indicator table: values in the study's language, with their marks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from duiding.chapters.measured import Measured, is_known
from duiding.chapters.outline import Cell, Mark, Row, Tone
from duiding.chapters.words import Words
from duiding.indicators import Direction, Indicator, Value, Verdict, format_value

NOT_GIVEN = "–"
NOT_ALL = "*"
_IN_CELL = ("%", "€", "euro")
_SIGN = re.compile("([€<>≤≥]) ")


def label_of(indicator: Indicator) -> str:
    """Return the name of an indicator with its unit, where the values are shown without it."""
    unit = indicator.unit.strip()
    if not unit or unit in ("aantal", *_IN_CELL):
        return indicator.name
    return f"{indicator.name} ({unit})"


def shown(value: Value | None, indicator: Indicator, words: Words) -> str:
    """Return a value as it stands in a cell: a percentage or an amount with its sign."""
    unit = indicator.unit.strip()
    sign = next((sign for sign in _IN_CELL if unit.startswith(sign)), "")
    return unbroken(format_value(value, sign, words.language))


def unbroken(text: str) -> str:
    """Return a value that is not broken over lines behind its sign: ``€ 135.000``."""
    return _SIGN.sub("\\1\u00a0", text)


def row_of(one: Measured, words: Words) -> Row:
    """Return the row of an indicator; each value is held against the last area."""
    worst = _cell(one, one.worst, words, place="; ".join(one.worst_places))
    if not worst.missing and not one.compared.is_worst_for_sure:
        worst = replace(worst, text=worst.text + NOT_ALL)
    cells = [worst]
    cells += [_cell(one, cell.value, words) for cell in one.compared.cells]
    return Row(
        indicator=label_of(one.indicator),
        year=one.compared.period or NOT_GIVEN,
        source="; ".join(one.sources) or NOT_GIVEN,
        cells=tuple(cells),
    )


def legend(rows: Sequence[Row], measured: Sequence[Measured], words: Words) -> str:
    """Return the note below the table: sources, and only those signs that stand in it."""
    _ = words.gettext
    sources = dict.fromkeys(source for one in measured for source in one.sources)
    parts = [_("Source: {sources}.").format(sources="; ".join(sources))] if sources else []
    cells = [cell for row in rows for cell in row.cells]
    reference = measured[0].reference
    if reference is not None and any(cell.mark for cell in cells):
        parts.append(
            _("▲ = higher than {area}, ▼ = lower; red = worse, green = better.").format(
                area=reference.area.name
            )
        )
    signs = []
    if any(cell.missing for cell in cells):
        nothing = format_value(None, "", words.language)
        signs.append(_("{sign} = not available").format(sign=nothing))
    if any(cell.text.endswith(NOT_ALL) for cell in cells):
        signs.append(_("{sign} = of the municipalities that are known").format(sign=NOT_ALL))
    if any(NOT_GIVEN in (row.year, row.source) for row in rows):
        signs.append(_("{sign} = not given").format(sign=NOT_GIVEN))
    if signs:
        text = "; ".join(signs)
        parts.append(f"{text}.")
    return " ".join(parts)


def _cell(one: Measured, value: Value | None, words: Words, *, place: str = "") -> Cell:
    verdict = one.verdict(value)
    tones = {Verdict.BETTER: Tone.BETTER, Verdict.WORSE: Tone.WORSE}
    return Cell(
        text=shown(value, one.indicator, words),
        place=place if is_known(value) else "",
        mark=_mark(verdict, one.indicator.direction),
        tone=tones.get(verdict, Tone.NEUTRAL),
        missing=not is_known(value),
    )


def _mark(verdict: Verdict, direction: Direction) -> Mark:
    if verdict not in (Verdict.BETTER, Verdict.WORSE):
        return Mark.NONE
    higher = (verdict is Verdict.BETTER) == (direction is Direction.HIGHER_BETTER)
    return Mark.HIGHER if higher else Mark.LOWER
