"""What every screen has around its own regions: names of screens, status line, keys, menu."""

from collections.abc import Callable, Iterator, Sequence

from textual.widget import Widget

from duiding.tui.keys import BARS
from duiding.tui.talk import Talk
from duiding.tui.view.bars import key_line, top_line
from duiding.tui.view.lines import Line
from duiding.tui.view.status import prompt_line, status_line
from duiding.tui.widgets.lines import Lines
from duiding.tui.widgets.menu_view import MenuView


class Frame:
    """The regions around a screen; not a widget itself."""

    def __init__(
        self,
        screen: str,
        talk: Talk,
        *,
        about: str = "",
        places: Callable[[], Sequence[str]] = lambda: (),
        context: Callable[[], str] | None = None,
    ) -> None:
        """Make the regions.

        ``places`` says where the user is, in ever shorter forms; ``context`` picks the key bar.
        """
        self._talk = talk
        self._places = places
        self._context = context or (lambda: screen)
        self.top = Lines(
            lambda cells, _height: [top_line(screen, about, cells)], ground="panel", id="top"
        )
        self.status = Lines(
            lambda cells, _height: [self._status(cells)], ground="panel", id="status"
        )
        self.keys = Lines(lambda cells, _height: [self._keys(cells)], id="keys")
        self.menu = MenuView()

    def bottom(self) -> Iterator[Widget]:
        """Yield the regions below those of the screen itself."""
        yield self.status
        yield self.keys
        yield self.menu

    def sync(self, *, menu_at_top: Callable[[], bool] = lambda: False) -> None:
        """Show what is now said and asked."""
        self.status.show()
        self.keys.show()
        menu = self._talk.menu
        if menu is None and self.menu.menu is None:
            return
        fresh = menu is not None and self.menu.menu is None
        self.menu.show(menu, at_top=menu_at_top() if fresh else self.menu.at_top)

    def _status(self, cells: int) -> Line:
        talk = self._talk
        if talk.question is not None:
            return prompt_line(talk.question.label, talk.question.prompt.text)
        return status_line(talk.said.text, talk.said.tone, self._places(), cells)

    def _keys(self, cells: int) -> Line:
        if self._talk.menu is not None:
            return key_line(BARS["typing"], cells)
        if self._talk.question is not None:
            return key_line(BARS[self._talk.question.bar], cells)
        return key_line(BARS[self._context()], cells)
