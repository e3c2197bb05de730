"""Analysis: what is counted and compared. Reads only; changes nothing.

What needs numpy or pandas is imported when it is first used.
"""

from typing import TYPE_CHECKING, Any

from duiding.analysis.model import By, CrossTable, Filters, FrequencyRow, FrequencyTable, Label
from duiding.analysis.progress import SourceProgress, ThemeCount, source_progress, theme_counts

if TYPE_CHECKING:
    from duiding.analysis.frames import crosstab, frequencies
    from duiding.analysis.frequency import count_crosstab, count_frequencies

__all__ = [
    "By",
    "CrossTable",
    "Filters",
    "FrequencyRow",
    "FrequencyTable",
    "Label",
    "SourceProgress",
    "ThemeCount",
    "count_crosstab",
    "count_frequencies",
    "crosstab",
    "frequencies",
    "source_progress",
    "theme_counts",
]


def __getattr__(name: str) -> Any:
    if name in ("count_crosstab", "count_frequencies"):
        from duiding.analysis import frequency

        return getattr(frequency, name)
    if name in ("crosstab", "frequencies"):
        from duiding.analysis import frames

        return getattr(frames, name)
    raise AttributeError(f"module 'duiding.analysis' has no attribute {name!r}")
