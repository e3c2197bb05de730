"""The table of commands: every key arrives, every command is explained, every hint fits."""

import re

import pytest

from duiding import i18n
from duiding.tui.keys import (
    BARS,
    CODING,
    COMMANDS,
    HELP,
    SCREENS,
    Keyboard,
    commands_for,
    key_name,
)
from duiding.tui.view.bars import key_line, top_line
from duiding.tui.view.help import help_lines
from duiding.tui.view.lines import line_width, plain
from duiding.tui.view.palette import command_menu

# Arrive in a plain terminal, in tmux and in screen, on Linux, macOS and Windows.
SAFE = re.compile(
    r"[!-~]|space|enter|backspace|f1|(shift\+)?(up|down|left|right)|home|end|pageup|pagedown"
    r"|ctrl\+q|ctrl\+p"
)
ALSO_BY_ANOTHER_KEY = {
    "f1",
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl+p",
    "shift+up",
    "shift+down",
}


def test_only_keys_that_every_terminal_passes_on():
    for command in COMMANDS:
        for keys in command.keys:
            for key in keys.split(" "):
                assert SAFE.fullmatch(key), (command.name, key)
            if keys in ALSO_BY_ANOTHER_KEY:
                assert len(command.keys) > 1, command.name


def test_no_command_needs_escape():
    assert not any("escape" in keys for command in COMMANDS for keys in command.keys)


@pytest.mark.parametrize("screen", [*SCREENS, HELP])
def test_no_key_means_two_things_on_one_screen(screen: str):
    keys = [keys for c in COMMANDS if screen in c.screens for keys in c.keys]
    assert len(keys) == len(set(keys))
    prefixes = {key.split(" ")[0] for key in keys if " " in key}
    assert prefixes.isdisjoint(keys)


def test_two_keys_after_each_other_make_one_command():
    keyboard = Keyboard(CODING)
    assert keyboard.press("g").pending == "g"
    found = keyboard.press("e").command
    assert found is not None
    assert found.name == "last"
    assert keyboard.press("e").command is None
    keyboard.press("g")
    assert keyboard.press("x").command is None
    removing = keyboard.press("x").command
    assert removing is not None
    assert removing.name == "remove"


def test_keys_are_named_by_what_they_write():
    assert key_name("colon", ":") == ":"
    assert key_name("upper_j", "J") == "J"
    assert key_name("space", " ") == "space"
    assert key_name("down", None) == "down"
    assert key_name("ctrl+q", "\x11") == "ctrl+q"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_is_in_the_help_and_every_act_in_the_list(screen: str, language: str):
    i18n.set_language(language)
    told = "\n".join(plain(row) for row in help_lines(screen, 90))
    listed = {entry.key for entry in command_menu(screen, print).entries}
    for command in commands_for(screen):
        assert i18n._(command.text) in told
        if command.listed and command.name != "palette":
            assert command.name in listed


def test_the_help_stays_within_its_width():
    for cells in (40, 76, 92):
        for screen in SCREENS:
            assert all(line_width(row) <= cells for row in help_lines(screen, cells))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("context", list(BARS))
def test_the_first_keys_fit_on_80_cells_with_the_help(context: str, language: str):
    i18n.set_language(language)
    shown = plain(key_line(BARS[context], 80))
    assert len(shown.rstrip()) <= 80
    for hint in BARS[context][:6]:
        assert f"{hint.keys} {i18n._(hint.text)}" in shown
        assert len(hint.keys) + 1 + len(i18n._(hint.text)) <= 16
    if any(hint.command == "help" for hint in BARS[context]):
        assert f"? {i18n._('help')}" in shown


def test_a_narrow_bar_drops_whole_hints():
    shown = plain(key_line(BARS["coding"], 30)).rstrip()
    full = plain(key_line(BARS["coding"], 120)).rstrip()
    assert full.startswith(shown)
    assert full[len(shown)] == " "


def test_the_top_line_fills_its_width_and_leads_to_the_screens():
    row = top_line(CODING, "een heel lange naam van een bron · codeur-a", 60)
    assert line_width(row) == 60
    leads = [part.command for part in row if part.command]
    assert leads == ["home", "sources", "suggestions", "search_all"]
