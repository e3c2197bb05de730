r"""Keep the Dutch catalogue in step with the texts in the code.

python tools/messages.py sync               take in new texts, compile, list what is untranslated
python tools/messages.py translate FILE     take translations from FILE: msgid TAB msgstr per line
                                              (\n stands for a line end)
"""

import fcntl
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "duiding"
PO = PACKAGE / "locale" / "nl" / "LC_MESSAGES" / "duiding.po"
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}


def template() -> Catalog:
    """Return all texts in the code, each with the file that it stands in."""
    catalogue = Catalog(project="duiding", charset="utf-8")
    found = extract_from_dir(
        str(PACKAGE), method_map=[("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    )
    for name, _line, message, _comments, context in sorted(found, key=lambda item: item[0]):
        catalogue.add(message, locations=[(f"src/duiding/{name}", 0)], context=context)
    return catalogue


def load() -> Catalog:
    """Return the Dutch catalogue as it stands on disk."""
    if not PO.exists():
        return Catalog(locale="nl", project="duiding", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="nl")


def po_bytes(catalogue: Catalog) -> bytes:
    """Return the catalogue as a .po file that makes small diffs: no dates, no line numbers."""
    buffer = io.BytesIO()
    write_po(
        buffer, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False
    )
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if "-Date:" not in line).encode()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return the compiled catalogue; the same texts give the same bytes at any time."""
    catalogue.creation_date = catalogue.revision_date = UNDATED
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def save(catalogue: Catalog) -> None:
    """Write the .po and the .mo file."""
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    PO.with_suffix(".mo").write_bytes(mo_bytes(load()))


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages without a complete Dutch text."""
    return [
        message
        for message in catalogue
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def take_in(catalogue: Catalog, path: Path) -> list[str]:
    """Take translations from a file and return the msgids that are not in the catalogue."""
    strangers = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        key, *texts = (part.replace("\\n", "\n").replace("\\t", "\t") for part in line.split("\t"))
        message = catalogue.get(key)
        if message is None or not texts:
            strangers.append(key)
            continue
        message.string = tuple(texts) if isinstance(message.id, tuple) else texts[0]
    return strangers


@contextmanager
def locked() -> Iterator[None]:
    """Let one process at a time write the catalogue."""
    with (PACKAGE / "locale" / "nl" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Carry out a command; see the text at the top."""
    with locked():
        catalogue = load()
        catalogue.update(template(), no_fuzzy_matching=True)
        strangers = take_in(catalogue, Path(arguments[1])) if arguments[0] == "translate" else []
        save(catalogue)
    missing = untranslated(catalogue)
    for key in strangers:
        print("not in the code:", key)
    for message in missing:
        print("untranslated:", message.id)
    print(len(catalogue), "texts,", len(missing), "untranslated")
    return 1 if missing or strangers else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["sync"]))
