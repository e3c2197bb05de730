"""``duiding completion``: let the shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from duiding.cli.main import build
from duiding.i18n import _

EXAMPLES = """\b
  bash   echo 'eval "$(duiding completion bash)"' >> ~/.bashrc
  zsh    echo 'eval "$(duiding completion zsh)"' >> ~/.zshrc
  fish   duiding completion fish > ~/.config/fish/completions/duiding.fish"""


@click.command(
    name="completion",
    help=_("Print the script that lets your shell complete commands with the Tab key."),
    epilog=EXAMPLES,
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print click's script for a shell."""
    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(build(), {}, "duiding", "_DUIDING_COMPLETE").source())
