"""Every command can be found, is explained with an example, and stands in the README."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from duiding.cli.main import COMMANDS
from duiding.i18n import LANGUAGES, set_language

ROOT = Path(__file__).parents[2]
CLI = ROOT / "src" / "duiding" / "cli"
FRAME = {"__init__", "main", "output", "click_texts"}


def _command(name: str) -> click.Command:
    """Load a command afresh: its texts are taken from the catalogue when the file is read."""
    path = CLI / f"{COMMANDS[name][0]}.py"
    spec = importlib.util.spec_from_file_location(f"fresh_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    command: click.Command = module.command
    return command


def _tree(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for child_name, child in command.commands.items():
            yield from _tree(f"{name} {child_name}", child)


@pytest.fixture(autouse=True)
def _dutch_again() -> Iterator[None]:
    yield
    set_language("nl")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_explained_with_an_example(name: str, language: str) -> None:
    set_language(language)
    tree = dict(_tree(name, _command(name)))
    silent = [path for path, command in tree.items() if not (command.help or "").strip()]
    assert not silent
    without_example = [
        path
        for path, command in tree.items()
        if not isinstance(command, click.Group)
        and f"duiding {path}" not in f"{command.help}\n{command.epilog}"
    ]
    assert not without_example


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    silent = [
        f"{path} {parameter.name}"
        for path, command in _tree(name, _command(name))
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden and not parameter.help
    ]
    assert not silent


def test_every_command_file_is_reachable() -> None:
    files = {path.stem for path in CLI.glob("*.py")} - FRAME
    helpers = {name for name in files if name.startswith("_")}
    assert files - helpers == {module for module, _help in COMMANDS.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"duiding {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_command_file_stays_a_front() -> None:
    """Parse, one call, render: a long file in cli/ means that a decision leaked into it."""
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in CLI.glob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > 350} == {}
