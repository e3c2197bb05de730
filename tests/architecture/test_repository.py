"""What lies in the repository speaks of the product, and of nobody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ITSELF = "tests/architecture/test_repository.py"
BINARY = {".mo", ".docx", ".odt", ".ods", ".xlsx", ".png", ".svg", ".gz", ".bin", ".npz", ".zip"}
MACHINE = re.compile(r"(?<![\w./-])(/work/|/root/|/home/[a-z]|/Users/[A-Za-z]|[A-Z]:\\Users\\)")
HOSTS = re.compile(
    r"(--(extra-)?index-url|\bPIP_INDEX_URL|trusted-host|files\.pythonhosted\.org|"
    r"https?://(localhost|127\.|10\.|192\.168\.))"
)
WORKSHOP = re.compile(
    r"(?i)\b(issue|pull request|session|sessie) #?\d+\b|\bas an ai\b|\bsubagent\b"
)


def _tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name]


def _hits(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for name in _tracked():
        path = ROOT / name
        if name == ITSELF or path.suffix in BINARY or not path.is_file():
            continue
        for number, line in enumerate(
            path.read_text(encoding="utf-8", errors="replace").split("\n"), 1
        ):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    return found


def test_no_path_of_a_machine() -> None:
    assert _hits(MACHINE) == []


def test_no_host_of_packages() -> None:
    assert _hits(HOSTS) == []


def test_nothing_about_how_it_was_made() -> None:
    assert _hits(WORKSHOP) == []


def test_nothing_that_a_program_made_is_tracked() -> None:
    made = re.compile(
        r"(^|/)(__pycache__|\.mypy_cache|\.venv)/|^duiding\.db|^exports/.*\.(docx|csv)$"
    )
    assert [name for name in _tracked() if made.search(name)] == []
