"""The same tables as pandas data frames, for notebooks and further analysis."""

from pandas import DataFrame, Index

from duiding.analysis.frequency import count_crosstab, count_frequencies
from duiding.analysis.model import By, Filters
from duiding.codebook import Codebook
from duiding.database import Database

__all__ = ["MEASURES", "DataFrame", "crosstab", "frequencies"]

TOTAL = "total"
MEASURES = ("fragments", "codings", "sources", "speakers", "coders", "words", "share")


def frequencies(
    database: Database,
    codebook: Codebook,
    *,
    by: By | str = By.THEME,
    filters: Filters | None = None,
    total: bool = True,
) -> DataFrame:
    """Return counts per theme, code, kind, source, coder, source-kind or speaker-role.

    The index has the keys, and ``total`` in the last row (left out with ``total=False``). The
    columns are the name (by code also theme and kind), and:

    - fragments: distinct stretches; marked by several coders or codes of the row, it counts once
    - codings: one code by one coder on one stretch
    - sources: distinct sources with at least one fragment
    - speakers: distinct respondents who speak in the fragments, per source (by role: that role)
    - coders: distinct coders
    - words: words in the fragments, those of overlapping fragments once
    - share: part (0 to 1) of what respondents said that lies in the fragments; by source and kind
      of source of that row's sources, by role of that role's words; NaN when nothing was said

    The total is counted over everything chosen and is not the sum of the rows. See
    ``analysis.model`` for the definitions in full.

    Raises NotFound when a filter has a name that is not in the study.
    """
    table = count_frequencies(database, codebook, by=by, filters=filters)
    rows = [*table.rows, table.total] if total else list(table.rows)
    names = ("name", "theme", "kind") if table.by is By.CODE else ("name",)
    columns = {name: [getattr(row.label, name) for row in rows] for name in names}
    measures = {name: [getattr(row, name) for row in rows] for name in MEASURES}
    index = Index([row.label.key for row in rows], name=str(table.by))
    frame = DataFrame({**columns, **measures}, index=index)
    return frame.astype({"share": float})


def crosstab(
    database: Database,
    codebook: Codebook,
    *,
    rows: By | str = By.THEME,
    columns: By | str = By.SOURCE,
    filters: Filters | None = None,
    total: bool = True,
) -> DataFrame:
    """Return the fragments in each combination of a row and a column, by default theme × source.

    With ``total`` the last row and column hold distinct fragments, not sums. Raises NotFound when
    a filter has a name that is not in the study, ValueError for a table by role of the speaker.
    """
    table = count_crosstab(database, codebook, rows=rows, columns=columns, filters=filters)
    frame = DataFrame(
        [list(cells) for cells in table.cells],
        index=Index([label.key for label in table.rows], name=str(table.row_by)),
        columns=Index([label.key for label in table.columns], name=str(table.column_by)),
        dtype="int64",
    )
    if total:
        frame[TOTAL] = table.row_totals
        frame.loc[TOTAL] = [*table.column_totals, table.total]
    return frame
