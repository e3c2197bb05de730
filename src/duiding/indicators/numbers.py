"""Numbers as they are published and shown: Dutch or English marks, bounds, ranges, units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from duiding.i18n import language as interface_language
from duiding.indicators.model import Qualifier, Value

MISSING_MARKS = frozenset({"", "x", ".", "..", "-", "–", "n.b.", "nb", "n/a", "na", "?"})
"""What tables write when there is no value (small letters)."""
_MISSING_NUMBERS = frozenset({-99999999.0, -99999998.0, -99999997.0, -99999996.0, -99999995.0})

QUALIFIERS: dict[str, Qualifier] = {
    **{qualifier.value: qualifier for qualifier in Qualifier},
    "≥": Qualifier.AT_LEAST,
    "≤": Qualifier.AT_MOST,
    "≈": Qualifier.ABOUT,
    "meer dan": Qualifier.ABOVE,
    "minder dan": Qualifier.BELOW,
    "ca.": Qualifier.ABOUT,
    "circa": Qualifier.ABOUT,
    "ongeveer": Qualifier.ABOUT,
    "about": Qualifier.ABOUT,
    "bijna": Qualifier.NEARLY,
    "nearly": Qualifier.NEARLY,
    "ruim": Qualifier.JUST_OVER,
    "just over": Qualifier.JUST_OVER,
    "bereik": Qualifier.RANGE,
    "ontbreekt": Qualifier.MISSING,
}
_SHOWN: dict[str, dict[Qualifier, str]] = {
    "nl": {Qualifier.ABOUT: "ca. ", Qualifier.NEARLY: "bijna ", Qualifier.JUST_OVER: "ruim "},
    "en": {
        Qualifier.ABOUT: "about ",
        Qualifier.NEARLY: "nearly ",
        Qualifier.JUST_OVER: "just over ",
    },
}
_SIGNS = {
    Qualifier.ABOVE: "> ",
    Qualifier.AT_LEAST: "≥ ",
    Qualifier.BELOW: "< ",
    Qualifier.AT_MOST: "≤ ",
}
_NOT_KNOWN = {"nl": "n.b.", "en": "n/a"}
_MARKS = {"nl": (".", ","), "en": (",", ".")}
_EURO = frozenset({"euro", "€", "eur", "euros", "euro's"})
_PLAIN = frozenset({"", "aantal", "number", "score", "getal"})
_RANK = frozenset({"rang", "rank"})

_NUMBER = r"-?\d+(?:[., \u00a0]\d+)*"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*[-–]\s*({_NUMBER})")
_PREFIXES = sorted((key for key in QUALIFIERS if key not in {"range", "missing"}), key=len)[::-1]


class DecimalMark(StrEnum):
    """How the numbers of a table are written."""

    COMMA = ","
    POINT = "."
    EITHER = ""
    """Nothing shows which of the two; whole numbers without marks can be read."""


class UnreadableNumber(ValueError):
    """A text that is not one number, or that could be two."""


@dataclass(frozen=True, slots=True)
class Published:
    """A value as a table gives it."""

    value: float | None
    value_max: float | None
    qualifier: Qualifier


_COMMA_SIGNS = re.compile(r",\d{1,2}$|,\d{4,}$|\.\d{3},\d+$|^-?0+,|\.\d{3}\.")
_POINT_SIGNS = re.compile(r"\.\d{1,2}$|\.\d{4,}$|,\d{3}\.\d+$|^-?0+\.|,\d{3},")


def decimal_mark(texts: Iterable[str]) -> DecimalMark:
    """Return the decimal mark that these numbers show; the first evidence counts."""
    for text in texts:
        for number in _ONE.findall(text):
            if _COMMA_SIGNS.search(number):
                return DecimalMark.COMMA
            if _POINT_SIGNS.search(number):
                return DecimalMark.POINT
    return DecimalMark.EITHER


def read_number(text: str, mark: DecimalMark) -> float:
    """Return a number without unit.

    Raises UnreadableNumber for anything else, and for ``135.000`` when the mark is not known.
    """
    plain = re.sub(r"[ \u00a0](?=\d{3}(?!\d))", "", text.strip()).replace("−", "-")
    if re.fullmatch(r"-?\d+", plain):
        return float(plain)
    if mark is DecimalMark.EITHER:
        mark = decimal_mark([plain])
    thousands = "." if mark is DecimalMark.COMMA else ","
    form = rf"-?(?:\d{{1,3}}(?:\{thousands}\d{{3}})+|\d+)(?:\{mark or 'x'}\d+)?"
    if mark is DecimalMark.EITHER or not re.fullmatch(form, plain):
        raise UnreadableNumber(text)
    return float(plain.replace(thousands, "").replace(mark.value, "."))


def read_published(text: str, mark: DecimalMark) -> Published:
    """Return what a cell says: a number, a bound (``>16%``), a range (``11-13%``) or nothing.

    Signs of percent and euro are passed over. Raises UnreadableNumber for anything else.
    """
    plain = text.strip()
    if plain.casefold() in MISSING_MARKS:
        return Published(None, None, Qualifier.MISSING)
    qualifier = Qualifier.EXACT
    for prefix in _PREFIXES:
        if plain.casefold().startswith(prefix):
            qualifier, plain = QUALIFIERS[prefix], plain[len(prefix) :].strip()
            break
    plain = plain.removeprefix("€").removesuffix("%").strip()
    between = _RANGE.fullmatch(plain)
    if between and qualifier is Qualifier.EXACT:
        low, high = (read_number(part, mark) for part in between.groups())
        return Published(low, high, Qualifier.RANGE)
    number = read_number(plain, mark)
    if number in _MISSING_NUMBERS:
        return Published(None, None, Qualifier.MISSING)
    return Published(number, None, qualifier)


def write_number(number: float, language: str) -> str:
    """Return a number with all its decimals and with marks for thousands."""
    thousands, decimal = _MARKS.get(language, _MARKS["nl"])
    whole, _point, rest = f"{Decimal(repr(abs(number))):f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", thousands)
    sign = "-" if number < 0 else ""
    return f"{sign}{grouped}{decimal}{rest}" if rest else sign + grouped


def format_value(value: Value | None, unit: str, language: str | None = None) -> str:
    """Return a value with its unit as a reader expects it: ``23,4%``, ``€ 135.000``, ``> 16%``.

    It is made from the number and its qualifier; the text as published is ``value.literal``.
    A missing value is ``n.b.`` (``n/a`` in English). ``language`` is ``nl`` or ``en``; by default
    that of the interface.
    """
    language = language or interface_language()
    if value is None or value.value is None:
        return _NOT_KNOWN.get(language, _NOT_KNOWN["nl"])
    number = write_number(value.value, language)
    if value.value_max is not None:
        number += "–" + write_number(value.value_max, language)
    before = _SIGNS.get(value.qualifier) or _SHOWN.get(language, _SHOWN["nl"]).get(
        value.qualifier, ""
    )
    return before + _with_unit(number, unit.strip(), language)


def _with_unit(number: str, unit: str, language: str) -> str:
    if unit.casefold() in _PLAIN:
        return number
    if unit.casefold() in _EURO:
        return f"€{number}" if language == "en" else f"€ {number}"
    if unit.casefold() in _RANK:
        return f"{unit} {number}"
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}"
