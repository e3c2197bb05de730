"""The Dutch catalogue is complete, compiled, and says the same as the English."""

import importlib.util
import string
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import click
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from duiding.i18n import load_catalogue

ROOT = Path(__file__).parents[2]

# Told to who writes a program with click, or only on Windows' own console; never to our users.
NOT_FOR_USERS = {
    "Name '{name}' defined twice",
    (
        "No options defined but a name was passed ({name}). "
        "Did you mean to declare an argument instead? Did you mean to pass '--{name}'?"
    ),
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Invalid start character for option ({option})",
    "Choice({choices})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
    "Windows error: {error}",
    "{editor}: Editing failed",
    "{editor}: Editing failed: {e}",
}


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
CATALOGUE = TOOL.load()
MESSAGES: list[Message] = [message for message in CATALOGUE if message.id]


def _variants(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _holes(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_every_text_is_in_the_catalogue_and_in_dutch() -> None:
    here = {_variants(message.id)[0] for message in MESSAGES}
    wanted = {_variants(message.id)[0] for message in TOOL.template() if message.id}
    assert wanted - here == set(), "run: make messages"
    assert here - wanted == set(), "run: make messages"
    assert [message.id for message in TOOL.untranslated(CATALOGUE)] == []


def test_the_compiled_catalogue_is_current() -> None:
    assert TOOL.PO.with_suffix(".mo").read_bytes() == TOOL.mo_bytes(CATALOGUE), "run: make messages"


def _translated() -> list[tuple[list[str], list[str]]]:
    missing = {id(message) for message in TOOL.untranslated(CATALOGUE)}
    return [(_variants(m.id), _variants(m.string)) for m in MESSAGES if id(m) not in missing]


def test_the_dutch_fills_the_same_holes() -> None:
    """A singular may leave the number out, but can only use what the program gives."""
    wrong = []
    for english, dutch in _translated():
        given = [_holes(text) for text in english]
        used = [_holes(text) for text in dutch]
        one_is_right = used[0] == given[0] or (len(used) > 1 and used[0] <= set.union(*given))
        if len(given) != len(used) or used[-1] != given[-1] or not one_is_right:
            wrong.append((english, dutch))
    assert wrong == []


def test_the_dutch_keeps_blanks_at_the_ends() -> None:
    ends = (slice(0, 1), slice(-1, None))
    wrong = [
        (one, other)
        for english, dutch in _translated()
        for one, other in zip(english, dutch, strict=True)
        if any(one[end].isspace() != other[end].isspace() for end in ends)
    ]
    assert wrong == []


def test_click_speaks_dutch() -> None:
    found = extract_from_dir(
        str(Path(click.__file__).parent),
        method_map=[("**.py", "python")],
        keywords={"_": None, "ngettext": (1, 2)},
    )
    texts = {_variants(message)[0] for _file, _line, message, _comments, _context in found}
    known = {_variants(message.id)[0] for message in MESSAGES}
    assert texts - known - NOT_FOR_USERS == set(), "add to cli/click_texts.py"


def test_english_is_complete_by_itself() -> None:
    assert load_catalogue("en").gettext("Sources") == "Sources"
