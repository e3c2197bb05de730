"""Driving the screen in tests: desks without a screen, and a program driven by keys."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.desk import Desk
from duiding.tui.keys import CODING
from duiding.tui.learning import Maker
from duiding.tui.session import Session
from duiding.tui.talk import Talk
from duiding.tui.view.selection import exactly


def session_of(study: Study, coder: str = "codeur-a") -> Session:
    """Return what holds while the program is open."""
    session = Session(study, coder)
    session.load_codes()
    return session


def desk_of(study: Study, told: Transcript, coder: str = "codeur-a") -> Desk:
    """Return a desk with this transcript, without a screen."""
    return Desk(session_of(study, coder), told.source, Talk(CODING, lambda _command, _key: None))


def select(desk: Desk, quote: str) -> None:
    """Select a quote."""
    start = desk.text.index(quote)
    desk.select(exactly(start, start + len(quote)))


@dataclass
class Driven:
    """A running program, driven by keys."""

    app: Any
    pilot: Any

    @property
    def screen(self) -> Any:
        """The screen in front."""
        return self.app.screen

    @property
    def desk(self) -> Desk:
        """The desk of the coding screen."""
        desk: Desk = self.app.screen.desk
        return desk

    @property
    def selected(self) -> str:
        """The selected text."""
        return self.desk.text[self.desk.selection.start : self.desk.selection.end]

    @property
    def said(self) -> str:
        """What the status line says."""
        said: str = self.screen.talk.said.text
        return said

    async def press(self, *keys: str) -> None:
        """Press keys and wait until they were dealt with."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a state."""
        for _ in range(500):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("the state did not come")

    def rows(self) -> list[str]:
        """Return the text of the screen, row by row."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    def shows(self, text: str) -> bool:
        """Tell whether a text stands somewhere on the screen."""
        return any(text in row for row in self.rows())


Scenario = Callable[[Driven], Awaitable[None]]


class Silent:
    """Makes no suggestions, and loads nothing for it."""

    def run(self, *_arguments: object, **_named: object) -> list[Any]:
        return []


def drive(
    study: Study,
    scenario: Scenario,
    *,
    size: tuple[int, int] = (80, 24),
    coder: str = "codeur-a",
    maker: Maker | None = None,
    faulty: bool = False,
) -> None:
    """Run a scenario in the program, without a terminal; ``maker`` makes the suggestions.

    A defect of the program fails it, unless the scenario is about one (``faulty``).
    """
    from duiding.tui.app import DuidingApp

    async def run() -> None:
        makes = maker or Silent()
        app = DuidingApp(session_of(study, coder), maker_for=lambda _study, _task: makes)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            try:
                await scenario(Driven(app, pilot))
            finally:
                app.close_background()
            assert faulty or app.defects.lines() == []

    asyncio.run(run())
