"""What the doctor is given and what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from duiding.database import Database
from duiding.settings import Settings

_NAMES_TOLD = 3


class Patient(Protocol):
    """An open study, seen from here."""

    @property
    def folder(self) -> Path:
        """The folder of the study."""

    @property
    def settings(self) -> Settings:
        """Its settings."""

    @property
    def database(self) -> Database:
        """Its open database."""


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found: a sentence and the number of things that are wrong."""

    level: Level
    sentence: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with the name of its check."""

    check: str
    level: Level
    sentence: str
    count: int


def judge(wrong: Sequence[str], *, good: str, bad: str, level: Level = Level.ERROR) -> Verdict:
    """Return the verdict on the names of what is wrong; none: all is well.

    ``bad`` is a sentence with ``{number}`` and ``{names}``; only the first names are told.
    """
    if not wrong:
        return Verdict(Level.OK, good)
    names = ", ".join(wrong[:_NAMES_TOLD]) + (" …" if len(wrong) > _NAMES_TOLD else "")
    return Verdict(level, bad.format(number=len(wrong), names=names), len(wrong))
