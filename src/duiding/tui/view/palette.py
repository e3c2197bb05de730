"""The list of all commands of a screen, each with its key; typing narrows it."""

from collections.abc import Callable

from duiding.i18n import _
from duiding.tui.keys import Command, commands_for
from duiding.tui.view.lines import ACCENT, DIM, Part, line
from duiding.tui.view.menu import Entry, Menu
from duiding.tui.view.ranking import fold


def command_menu(screen: str, run: Callable[[str], None]) -> Menu:
    """Return the menu of commands of a screen."""
    commands = [c for c in commands_for(screen) if c.listed and c.name != "palette"]

    def entries(typed: str) -> list[Entry]:
        words = fold(typed).split()
        found = [c for c in commands if all(word in fold(_(c.text)) for word in words)]
        return [_entry(command) for command in found]

    hint = _("Enter does it · ↑ ↓ choose · q closes")
    return Menu(_("Command:"), entries, run, hint=hint)


def _entry(command: Command) -> Entry:
    keys = f"{command.keys_shown:<10}"
    group = Part("  " + _(command.group).lower(), DIM)
    return Entry(command.name, line(Part(keys, ACCENT), Part(_(command.text)), group))
