"""What each room may hold, beside the import contracts that ``make check`` keeps."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "duiding"
FILES = sorted(PACKAGE.rglob("*.py"))
FRONTS = ("cli", "tui")
BROAD = {"Exception", "BaseException"}
# Statements as one writes them in a string: verb in capitals, with the word that follows it.
SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM)\b", re.DOTALL
)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _where(path: Path, node: ast.stmt | ast.expr | ast.ExceptHandler) -> str:
    return f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def _broad_handlers(tree: ast.Module) -> Iterator[ast.ExceptHandler]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            names = (
                {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                if node.type
                else BROAD
            )
            last = node.body[-1]
            passes_on = isinstance(last, ast.Raise) and last.exc is None
            if names & BROAD and not passes_on:
                yield node


def test_only_the_fronts_catch_what_they_do_not_know() -> None:
    found = [
        _where(path, node)
        for path in FILES
        if _room(path) not in FRONTS
        for node in _broad_handlers(_tree(path))
    ]
    assert not found


def _may_hold_sql(path: Path) -> bool:
    return _room(path) == "database" or path.stem.endswith("store") or path.parent.name == "store"


def _strings(tree: ast.Module) -> Iterator[tuple[ast.Constant, str]]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node, node.value


def test_sql_stands_in_the_stores() -> None:
    found = [
        _where(path, node)
        for path in FILES
        if not _may_hold_sql(path)
        for node, text in _strings(_tree(path))
        if SQL.search(text)
    ]
    assert not found


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT a FROM b",
        "INSERT INTO b (a)",
        "UPDATE b SET a = ?",
        "DELETE FROM b",
        "SELECT a,\n b\nFROM c",
    ],
)
def test_the_search_for_sql_finds_statements(statement: str) -> None:
    assert SQL.search(statement)
    assert not SQL.search(statement.lower().replace("from", "uit"))


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_module(path): path for path in FILES}


def _imports_at_load(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports that run when a module is loaded: not those in functions or for types."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _imports_at_load(child)


def _dependencies(path: Path) -> set[str]:
    found: set[str] = set()
    for node in _imports_at_load(_tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            submodules = names & MODULES.keys()
            found |= submodules if len(submodules) == len(names) else {node.module, *submodules}
    return found & MODULES.keys()


def test_no_module_waits_for_itself() -> None:
    graph = {name: _dependencies(path) - {name} for name, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_the_screen_is_not_touched_from_another_thread() -> None:
    """A worker receives data and returns data; ``query`` inside a thread is a race."""
    found = []
    for path in (PACKAGE / "tui").rglob("*.py"):
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            in_thread = any(
                "thread=True" in ast.unparse(d).replace(" ", "") for d in node.decorator_list
            )
            calls = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
            if in_thread and calls & {"query", "query_one", "mount", "update"}:
                found.append(_where(path, node))
    assert not found
