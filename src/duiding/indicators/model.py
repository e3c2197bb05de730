"""Indicators, the areas they are measured in, and values as they were published."""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Whether a high value is good; stated, never guessed."""

    HIGHER_BETTER = "higher-better"
    HIGHER_WORSE = "higher-worse"
    NEUTRAL = "neutral"


class Qualifier(StrEnum):
    """How exactly a value was published."""

    EXACT = "="
    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="
    ABOUT = "~"
    NEARLY = "~<"
    JUST_OVER = "~>"
    RANGE = "range"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Area:
    """A neighbourhood, municipality, region … with its official code where it has one."""

    id: str
    name: str
    level: str
    parent: str
    """Name of the parent as given; it may lie outside the list."""
    parent_id: str | None
    cbs_code: str
    variants: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, in which unit, and which way is good."""

    id: str
    name: str
    theme: str
    """Key of the theme as the table gives it."""
    unit: str
    direction: Direction
    position: int


@dataclass(frozen=True, slots=True)
class Value:
    """One published value of an indicator, for an area and a period."""

    id: str
    indicator_id: str
    area_id: str | None
    """None when the source does not name the area."""
    area_text: str
    level: str
    period: str
    value: float | None
    value_max: float | None
    qualifier: Qualifier
    literal: str
    missing_reason: str
    source: str
    table_id: str
    retrieved_on: str
    file_name: str
    file_hash: str
    note: str


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """A code (or theme) that explains an indicator."""

    id: str
    code_id: str
    indicator_id: str
