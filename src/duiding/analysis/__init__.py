"""Analysis: what is counted and compared. Reads only; changes nothing."""

from duiding.analysis.progress import SourceProgress, ThemeCount, source_progress, theme_counts

__all__ = ["SourceProgress", "ThemeCount", "source_progress", "theme_counts"]
