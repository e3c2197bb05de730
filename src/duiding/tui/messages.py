"""What widgets tell the screen they are on."""

from textual.message import Message

from duiding.tui.learning import Report
from duiding.tui.searching import Outcome
from duiding.tui.view.selection import Selection


class CommandGiven(Message):
    """A click on something that does a command."""

    def __init__(self, command: str) -> None:
        super().__init__()
        self.command, _blank, self.argument = command.partition(" ")


class SelectionMade(Message):
    """The mouse selected something in the transcript."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.selection = selection


class MarkClicked(Message):
    """A click on a mark in the margin."""

    def __init__(self, mark_id: str) -> None:
        super().__init__()
        self.mark_id = mark_id


class RowChosen(Message):
    """A click on a row of a list; ``again`` when it was the current one already."""

    def __init__(self, index: int, *, again: bool) -> None:
        super().__init__()
        self.index = index
        self.again = again


class Learned(Message):
    """Something happened in the background."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Found(Message):
    """A search in the background has ended, or got on."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome
