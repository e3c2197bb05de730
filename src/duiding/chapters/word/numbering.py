"""Real numbering: headings 1 to 3 as one list that starts at the place of the chapter."""

from collections.abc import Sequence

from duiding.chapters.word.xml import Element, el, val

HEADINGS, BULLETS, NUMBERS = 1, 2, 3
_HEADING_ROOM = (567, 737, 907)


def numbering_part(start: Sequence[int]) -> Element:
    """Return the lists; the first heading of level n gets the number ``start[n]``, else 1."""
    starts = [*start, 1, 1, 1][:3]
    headings = el("abstractNum", val("multiLevelType", "multilevel"), abstractNumId=HEADINGS)
    for level in range(9):
        headings.append(_heading_level(level, starts))
    bullets = el("abstractNum", val("multiLevelType", "hybridMultilevel"), abstractNumId=BULLETS)
    bullets.append(_level(0, 1, "bullet", "•", 284, style="ListBullet"))
    numbers = el("abstractNum", val("multiLevelType", "hybridMultilevel"), abstractNumId=NUMBERS)
    numbers.append(_level(0, 1, "decimal", "%1.", 397, style="ListNumber"))
    lists = [
        el("num", val("abstractNumId", number), numId=number)
        for number in (HEADINGS, BULLETS, NUMBERS)
    ]
    return el("numbering", headings, bullets, numbers, *lists)


def _heading_level(level: int, starts: Sequence[int]) -> Element:
    if level < 3:
        text = ".".join(f"%{n}" for n in range(1, level + 2))
        room = _HEADING_ROOM[level]
        return _level(level, starts[level], "decimal", text, room, style=f"Heading{level + 1}")
    return el(
        "lvl",
        val("start", 1),
        val("numFmt", "none"),
        val("suff", "nothing"),
        val("lvlText", ""),
        val("lvlJc", "left"),
        ilvl=level,
    )


def _level(level: int, start: int, form: str, text: str, room: int, *, style: str) -> Element:
    return el(
        "lvl",
        val("start", start),
        val("numFmt", form),
        val("pStyle", style),
        val("lvlText", text),
        val("lvlJc", "left"),
        el("pPr", el("ind", left=room, hanging=room)),
        ilvl=level,
    )
