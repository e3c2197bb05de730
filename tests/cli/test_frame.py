"""The frame of the command line: help, wrong calls, faults, stops, pipes, completion."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from duiding.cli import main
from duiding.errors import ExitCode
from tests.study_kit import run_cli


def _command_that(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    @click.command(name="sources")
    def command() -> None:
        raise error

    monkeypatch.setattr(main.LazyGroup, "get_command", lambda *_arguments: command)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_help_names_every_command_and_exit_code(language: str) -> None:
    answer = run_cli("--lang", language, "--help")
    assert answer.exit_code == ExitCode.OK
    for name in main.COMMANDS:
        assert f"  {name}" in answer.out
    for code in ExitCode:
        assert f" {int(code)}  " in answer.out


def test_version() -> None:
    from duiding import __version__

    assert run_cli("--version").out == f"duiding, versie {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("improt",), "De opdracht 'improt' bestaat niet. Bedoelde u 'import'?"),
        (("xyz",), "De opdracht 'xyz' bestaat niet."),
        (("--cder", "x"), "De optie '--cder' bestaat niet. Bedoelde u '--coder'?"),
        (("init", "a", "b"), "Er is een argument te veel (b)"),
        (("init", "--language", "fr"), "'fr' is niet een van: 'nl', 'en', 'de'."),
        (("doctor", "--name"), "De optie '--name' bestaat niet."),
        (("completion",), "Er ontbreekt een argument"),
    ],
)
def test_a_wrong_call_is_told_with_the_way_to_help(arguments: tuple[str, ...], told: str) -> None:
    answer = run_cli(*arguments)
    assert answer.exit_code == ExitCode.USAGE
    assert answer.err.startswith("duiding: ")
    assert told in answer.err
    assert answer.err.splitlines()[-1].startswith("Uitleg: duiding ")
    assert answer.out == ""


def test_a_fault_is_one_sentence_without_what_was_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    _command_that(monkeypatch, ValueError("woorden uit een transcript"))
    answer = run_cli("sources")
    assert answer.exit_code == int(ExitCode.DEFECT) == 70
    assert answer.err.count("\n") == 1
    assert "ValueError" in answer.err
    assert "DUIDING_DEBUG=1" in answer.err
    assert "transcript" not in answer.err


def test_who_asks_gets_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    _command_that(monkeypatch, ValueError("waar"))
    monkeypatch.setenv("DUIDING_DEBUG", "1")
    with pytest.raises(ValueError, match="waar"):
        run_cli("sources")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_stopping_is_no_fault(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    _command_that(monkeypatch, error)
    answer = run_cli("sources")
    assert answer.exit_code == int(ExitCode.STOPPED) == 130
    assert answer.err.strip() == "duiding: Gestopt. Wat eerder is opgeslagen, is ongeschonden."


def test_control_characters_of_a_file_name_stay_out_of_the_terminal() -> None:
    answer = run_cli("--study", "map\x1b]0;titel\x07\u202e", "sources")
    assert answer.exit_code == ExitCode.STUDY
    assert not set(answer.err) & set("\x1b\x07\u202e")


def _run(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=60,
    )


def _program(*arguments: str) -> str:
    words = ["duiding", *arguments]
    return f"import sys; sys.argv = {words!r}; from duiding.__main__ import main; main()"


def test_a_reader_that_leaves_hears_no_complaint() -> None:
    result = _run(
        "import subprocess, sys\n"
        "ours = subprocess.Popen([sys.executable, '-m', 'duiding', '--help'],\n"
        "                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "ours.stdout.close()\n"
        "print(ours.stderr.read(), ours.wait() in (0, 1))"
    )
    assert result.stdout == b"b'' True\n"


def test_a_terminal_without_our_characters_gets_others() -> None:
    result = _run(_program("--lang", "nl", "x\u2013y"), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode == ExitCode.USAGE
    assert b"bestaat niet" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    answer = run_cli("completion", shell)
    assert answer.exit_code == ExitCode.OK
    assert "_DUIDING_COMPLETE" in answer.out
    assert "duiding" in answer.out


def test_the_shell_is_told_the_commands() -> None:
    code = "import sys; sys.argv = ['duiding']; from duiding.__main__ import main; main()"
    result = _run(code, _DUIDING_COMPLETE="bash_complete", COMP_WORDS="duiding co", COMP_CWORD="1")
    assert {line.partition(b",")[2] for line in result.stdout.split()} == {
        *(b"codebook", b"code", b"completion"),
    }


def test_the_screen_needs_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run_cli("init")
    answer = run_cli()
    assert answer.exit_code == ExitCode.USAGE
    assert answer.err.startswith("duiding: Er is hier geen terminal.")


def test_memory_is_tidied_up_again_once_a_command_runs() -> None:
    """Looking for garbage is put off while the program loads, and no longer than that."""
    result = _run(
        "import gc, sys; sys.argv = ['duiding', 'completion', 'fish']\n"
        "from duiding.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print(gc.isenabled())"
    )
    assert result.stdout.endswith(b"True\n")
