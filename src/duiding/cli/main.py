"""The command line: settings that hold for every command, and where each command lives.

A command file is imported only when its command is asked for; the language is chosen before,
so that help texts come out in it. This module and what it imports are kept light: they are the
start of every command.
"""

import contextlib
import gc
import importlib
import io
import os
import sys
import threading
from typing import TYPE_CHECKING, NoReturn

import click

from duiding import __version__
from duiding.cli._language import choose_language
from duiding.cli.output import tell, tell_error
from duiding.errors import DuidingError, ExitCode
from duiding.i18n import LANGUAGES, N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from duiding.study import Study

DEBUG_VARIABLE = "DUIDING_DEBUG"

# name → module under duiding.cli, one line of help
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", N_("Make a new study in a folder.")),
    "demo": ("demo", N_("Do the whole main job on the example study.")),
    "codebook": ("codebook", N_("Import, export and list codebooks.")),
    "import": ("import_", N_("Import transcripts.")),
    "sources": ("sources", N_("List sources, show one, set its language, remove one.")),
    "language": ("language", N_("Show, install and use the pipelines that read the sources.")),
    "code": ("code", N_("Apply, remove, list, import and export codings; undo and redo.")),
    "terms": ("terms", N_("Words and phrases typical of a source, speaker, theme or code.")),
    "search": ("search", N_("Find a term in its context, and code all of it.")),
    "suggestions": ("suggestions", N_("Make, list, accept and reject suggestions.")),
    "indicators": ("indicators", N_("Import and list indicators, values and areas.")),
    "link": ("link", N_("Link codes and themes to indicators.")),
    "stats": ("stats", N_("Count codings per theme, code, kind, source or coder.")),
    "export": ("export", N_("Write draft chapters and tables.")),
    "doctor": ("doctor", N_("Check the study.")),
    "ui": ("ui", N_("Open the terminal screen (the same as duiding alone).")),
    "completion": ("completion", N_("Complete commands with the Tab key in your shell.")),
}


class Session:
    """What every command is given: where the study is and who is coding."""

    def __init__(self, folder: str, coder: str | None) -> None:
        self._folder = folder
        self.coder = coder

    @property
    def folder(self) -> "Path":
        """The folder of the study."""
        from pathlib import Path

        return Path(self._folder)

    def open_study(self) -> "Study":
        """Open the study and tell what is to be warned of.

        Raises StudyError when it cannot be opened.
        """
        from duiding.study import open_study

        study = open_study(self.folder)
        for warning in study.warnings:
            tell(warning)
        return study


class LazyGroup(click.Group):
    """A group that imports a command when it is used, and helps without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"duiding.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the first argument; the nearest names are told for another."""
        name = click.utils.make_str(args[0])
        if name not in COMMANDS and name[:1] != "-" and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(name, possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])


def _epilog() -> str:
    start = [
        _("Start with: duiding demo; a study of your own: duiding init"),
        _("Help for a command: duiding COMMAND -h"),
    ]
    codes = (
        (ExitCode.OK, _("done")),
        (ExitCode.FAILED, _("not done, or errors found")),
        (ExitCode.USAGE, _("the command is not right")),
        (ExitCode.PARTLY, _("done, but not for every file")),
        (ExitCode.STUDY, _("the study cannot be used")),
        (ExitCode.DEFECT, _("a fault in the program")),
        (ExitCode.STOPPED, _("stopped by you")),
    )
    lines = [f"{code:>4}  {meaning}" for code, meaning in codes]
    return "\n".join(["\b", *start, "", "\b", _("Exit codes:"), *lines])


def build() -> click.Group:
    """Return the command line in the language in use."""

    @click.group(
        cls=LazyGroup,
        name="duiding",
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=_(
            "Qualitative research in the terminal: from interview transcript to draft chapter.\n\n"
            "Without a command the terminal screen opens on the study in this folder."
        ),
        epilog=_epilog(),
    )
    @click.option(
        "--study",
        "folder",
        type=click.Path(file_okay=False),
        default=".",
        envvar="DUIDING_STUDY",
        metavar="FOLDER",
        help=_("Folder of the study (default: this folder)."),
    )
    @click.option("--coder", envvar="DUIDING_CODER", help=_("Name of the coder who is at work."))
    @click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of the interface."))
    @click.version_option(__version__, "--version", prog_name="duiding")
    @click.pass_context
    def duiding(ctx: click.Context, folder: str, coder: str | None, lang: str | None) -> None:
        if not gc.isenabled():  # see __main__; what was loaded stays and need not be looked at
            gc.freeze()
            gc.enable()
        ctx.obj = Session(folder, coder)
        if ctx.invoked_subcommand is None:
            command = duiding.get_command(ctx, "ui")
            assert command is not None
            ctx.invoke(command)

    return duiding


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may lack a character of ours
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:])
    if any(thread.daemon for thread in threading.enumerate()):
        _leave_at_once(code)
    sys.exit(code)


def _leave_at_once(code: int) -> NoReturn:
    """Leave while a thread is still at work, deep in what cannot be interrupted.

    Everything is saved and closed by now; taking Python down around that thread could crash.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line and return the exit code; errors are told in one sentence."""
    choose_language(arguments)
    try:
        result = build().main(arguments, prog_name="duiding", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _tell_wrong_call(error)
    except (click.Abort, KeyboardInterrupt):
        tell_error(_("Stopped. What was saved before is intact."))
        return ExitCode.STOPPED
    except DuidingError as error:
        tell_error(str(error))
        return error.exit_code
    except BrokenPipeError:
        _leave_pipe()
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - the last stop: nobody sees a trace unasked
        return _tell_defect(error)
    return result if isinstance(result, int) else ExitCode.OK


def _tell_wrong_call(error: click.ClickException) -> int:
    """Say what is not right in the command, and where its help is."""
    tell_error(error.format_message())
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        hint = _("Try '{command} {option}' for help.")
        tell(hint.format(command=context.command_path, option="--help"))
    return error.exit_code


def _tell_defect(error: Exception) -> int:
    """Say that the program itself is at fault; the trace is for who asks for it."""
    if os.environ.get(DEBUG_VARIABLE):
        raise error
    tell_error(
        _(
            "A fault in the program ({kind}); what was saved before is intact. "
            "Set {variable}=1 and do the same again to see where it is, and report it."
        ).format(kind=type(error).__name__, variable=DEBUG_VARIABLE)
    )
    return ExitCode.DEFECT


def _leave_pipe() -> None:
    """Stop writing: the reader of our output left, and that is no error."""
    with contextlib.suppress(OSError, ValueError):  # stdout may be no file of the system
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
