"""Norms of size. A limit here may only become stricter."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "duiding"

Node = TypeVar("Node", ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)

FILE_LINES = 400
CLASS_METHODS = 25
FUNCTION_LINES_P95 = 40
FUNCTION_LINES_MAX = 60


def _files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def _nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    for path in _files("src", "bench", "tools"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node


def _functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    yield from _nodes(ast.FunctionDef)
    yield from _nodes(ast.AsyncFunctionDef)


def test_no_file_grows_beyond_what_one_reads_at_once() -> None:
    too_long = {
        str(path.relative_to(ROOT)): lines
        for path in _files("src", "bench", "tools", "tests")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > FILE_LINES
    }
    assert not too_long


def test_no_class_becomes_a_program_of_its_own() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    too_wide = {
        name: count
        for name, node in _nodes(ast.ClassDef)
        if (count := sum(isinstance(child, functions) for child in node.body)) > CLASS_METHODS
    }
    assert not too_wide


def test_functions_stay_short() -> None:
    lengths = {
        name: (node.end_lineno or node.lineno) - node.lineno + 1 for name, node in _functions()
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES_MAX}
    assert not too_long
    assert quantiles(lengths.values(), n=20)[-1] <= FUNCTION_LINES_P95
