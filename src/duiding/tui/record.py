"""The record of suggestions: what became of them per code and over time, and the rules of codes.

Nothing here knows the screen.
"""

from duiding.codebook import Code
from duiding.coding import SuggestionRules, resolved_rules, switch_suggestions
from duiding.coding.decisions import (
    Counts,
    ReportBy,
    ReportRow,
    SuggestionReport,
    suggestion_report,
)
from duiding.database.history import Image
from duiding.errors import Refused
from duiding.i18n import _
from duiding.tui.queue import ask_threshold
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.undoing import is_on_text

_ORDERS = (ReportBy.CODE, ReportBy.THEME, ReportBy.MONTH, ReportBy.WEEK)


class Record:
    """The report on the suggestions of the coder at work."""

    def __init__(self, session: Session, talk: Talk) -> None:
        self.session = session
        self.talk = talk
        talk.after_error = self.refresh
        self.asked_undo = ""
        self.by = ReportBy.CODE
        self.index = 0
        self.report: SuggestionReport | None = None
        self.rules = SuggestionRules(session.threshold)
        self.weeks: tuple[ReportRow, ...] = ()
        """What became of them per week, for the bars."""

        self.rows: tuple[ReportRow, ...] = ()

    @property
    def current(self) -> ReportRow | None:
        """The row that the coder is at."""
        return self.rows[self.index] if self.index < len(self.rows) else None

    def refresh(self) -> None:
        """Count what became of the suggestions. Raises NotFound without a codebook."""
        session = self.session
        session.study.codebook()
        database, coder_id = session.study.database, session.coder_id()
        book, threshold = session.book, session.threshold
        self.rules = resolved_rules(database, threshold)
        self.report = suggestion_report(
            database, book, threshold=threshold, by=self.by, coder_id=coder_id
        )
        weekly = suggestion_report(
            database, book, threshold=threshold, by=ReportBy.WEEK, coder_id=coder_id
        )
        self.weeks = weekly.rows
        self.rows = self._rows(self.report)
        self.index = max(0, min(self.index, len(self.rows) - 1))

    def _rows(self, report: SuggestionReport) -> tuple[ReportRow, ...]:
        """Return the rows; also of codes with a rule of their own and nothing else to tell."""
        if report.by is not ReportBy.CODE:
            return report.rows
        told = {row.code.id: row for row in report.rows if row.code is not None}
        return tuple(
            told.get(code.id) or ReportRow(code.key, code.name, Counts(), code)
            for code in self.session.book.codes
            if code.id in told or code.id in self.rules.by_code
        )

    def show_place(self, image: Image) -> bool:
        """Codings have no place in a report."""
        return bool(image)

    def turn_period(self) -> None:
        """Show by code, theme, month, week, and by code again."""
        self.by = _ORDERS[(_ORDERS.index(self.by) + 1) % len(_ORDERS)]
        self.index = 0
        self.refresh()
        self.talk.say("")

    def silence(self) -> None:
        """Suggest a code (or all codes of a theme) no longer, or again."""
        code = self._code()
        turned_on = not self.rules.is_on(code.id)
        session = self.session
        switch_suggestions(session.study.database, code.id, turned_on, session.acting_coder())
        self.refresh()
        self.talk.say(is_on_text(code.name, is_on=turned_on) + " · " + _("u = undo"), "good")

    def ask_threshold(self) -> None:
        """Ask from which chance on a code is shown."""
        ask_threshold(self, self._code())

    def _code(self) -> Code:
        row = self.current
        if row is None or row.code is None:
            raise Refused(_("Go to a code first; o shows the codes."))
        return row.code
