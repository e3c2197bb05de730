"""Heavy packages are loaded by the acts that need them, and by nothing else."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("textual", "rich", "spacy", "thinc", "pandas", "numpy", "docx", "openpyxl", "scipy")
STUDY = '[study]\nname = "Proef"\n'
CODEBOOK = "codebook: a\nname: A\nlanguage: nl\nwave: ''\nthemes:\n  - id: b\n    name: B\n"


def _loaded(code: str, folder: Path) -> set[str]:
    """Run code in a fresh interpreter; return which of the heavy packages it loaded."""
    report = f"\nimport json, sys\nprint(json.dumps([n for n in {HEAVY} if n in sys.modules]))"
    result = subprocess.run(
        [sys.executable, "-c", code + report],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout.splitlines()[-1]))


def _command(*arguments: str) -> str:
    return f"from duiding.cli.main import run\nassert run({list(arguments)!r}) == 0"


@pytest.mark.parametrize("code", ["import duiding", "import duiding.__main__", _command("--help")])
def test_starting_loads_nothing_heavy(code: str, tmp_path: Path) -> None:
    assert _loaded(code, tmp_path) == set()


@pytest.mark.parametrize("arguments", [("sources",), ("code", "list"), ("doctor",)])
def test_a_light_command_loads_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "duiding.toml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "boek.yaml").write_text(CODEBOOK, encoding="utf-8")
    code = _command("codebook", "import", "boek.yaml") + "\n" + _command(*arguments)
    assert _loaded(code, tmp_path) == set()


def test_help_of_every_command_loads_nothing_heavy(tmp_path: Path) -> None:
    from duiding.cli.main import COMMANDS

    code = "\n".join(_command(name, "--help") for name in COMMANDS)
    assert _loaded(code, tmp_path) == set()


def test_the_screen_loads_no_language_model_and_no_office_packages(tmp_path: Path) -> None:
    loaded = _loaded("import duiding.tui.app", tmp_path)
    assert "textual" in loaded
    assert loaded.isdisjoint({"spacy", "thinc", "pandas", "docx", "openpyxl", "scipy"})
