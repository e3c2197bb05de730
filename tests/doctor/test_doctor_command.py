"""``duiding doctor`` tells what is wrong, never what was said."""

import json
from collections.abc import Callable

from duiding.doctor import CHECKS
from duiding.errors import ExitCode
from duiding.study import Study
from tests.study_kit import run_cli


def test_a_healthy_study(whole: Study) -> None:
    answer = run_cli("doctor")
    assert answer.exit_code == ExitCode.OK
    lines = answer.out.splitlines()
    assert len(lines) == len(CHECKS)
    assert all(line.startswith("✓ ") for line in lines)
    assert answer.err == f"{len(CHECKS)} controles: 0 fouten, 0 waarschuwingen.\n"


def test_errors_set_the_exit_code(whole: Study, damage: Callable[..., None]) -> None:
    damage("UPDATE coding SET quote = 'geheim' WHERE origin = 'hand'")
    answer = run_cli("doctor")
    assert answer.exit_code == ExitCode.FAILED
    assert (
        "✗ Coderingen waarvan het citaat niet is wat de tekst daar zegt: 4 (gesprek" in answer.out
    )


def test_every_command_warns_when_late_codings_are_astray(
    whole: Study, damage: Callable[..., None]
) -> None:
    assert run_cli("sources").err == ""
    damage("UPDATE coding SET start = start + 1 WHERE rowid = (SELECT max(rowid) FROM coding)")
    answer = run_cli("sources")
    assert answer.exit_code == ExitCode.OK
    assert answer.err.startswith("1 van de laatste coderingen citeren niet wat hun tekst zegt.")
    assert "duiding doctor" in answer.err


def test_warnings_do_not(whole: Study) -> None:
    (whole.folder / "transcripts" / "gesprek.txt").unlink()
    answer = run_cli("doctor")
    assert answer.exit_code == ExitCode.OK
    assert sum(line.startswith("! ") for line in answer.out.splitlines()) == 1


def test_json_names_the_checks(whole: Study) -> None:
    answer = run_cli("doctor", "--json")
    found = json.loads(answer.out)
    assert [item["check"] for item in found] == list(CHECKS)
    assert set(found[0]) == {"check", "level", "sentence", "count"}


def test_nothing_of_a_transcript_is_shown(whole: Study, damage: Callable[..., None]) -> None:
    damage(
        "UPDATE coding SET quote = 'geheim verhaal', before = 'geheim verhaal'",
        "UPDATE suggestion SET quote = 'geheim verhaal'",
        "UPDATE history SET after = 'geheim verhaal' WHERE seq = 4",
        "UPDATE source_text SET text = replace(text, 'geld', 'geheim verhaal' || char(8203))",
        'UPDATE turn SET "end" = "end" + 500',
    )
    answer = run_cli("doctor")
    assert answer.exit_code == ExitCode.FAILED
    for told in ("geheim", "veel schaamte", "Schulden gaan", "zeg ik u"):
        assert told not in answer.out + answer.err
