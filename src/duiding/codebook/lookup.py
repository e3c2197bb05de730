"""Finding codebooks, and what hangs on them."""

from duiding.codebook import store
from duiding.codebook.model import Code, Codebook, CodeKind, CrosswalkRow
from duiding.codebook.names import closest, fitting
from duiding.database import Database
from duiding.errors import NotFound
from duiding.i18n import _

_MOST = 12


def current_codebook(database: Database, key: str | None = None) -> Codebook:
    """Return the codebook with this key, else the one that was imported last.

    Raises NotFound when there is none.
    """
    if key is None:
        found = store.newest_codebook(database)
        if found is None:
            raise NotFound(
                _("There is no codebook yet. Import one with: duiding codebook import FILE")
            )
        return found
    found = store.codebook_by_key(database, key)
    if found is None:
        known = ", ".join(store.codebook_keys(database)) or "-"
        raise NotFound(
            _("There is no codebook {key!r} in the study; known are: {known}.").format(
                key=key, known=known
            )
        )
    return found


def list_codebooks(database: Database) -> list[Codebook]:
    """Return the codebooks of the study, the oldest first."""
    found = (store.codebook_by_key(database, key) for key in store.codebook_keys(database))
    return [book for book in found if book is not None]


def crosswalk(database: Database, codebook: Codebook) -> list[CrosswalkRow]:
    """Return what became of the codes of earlier codebooks in this one."""
    return list(store.crosswalk_rows(database, codebook.id).values())


def find_code(codebook: Codebook, name: str) -> Code:
    """Return the theme or code that a person means: by key, last part of the key, or name.

    The begin of one of them, or a part of it, will do when it fits one code only.

    Raises NotFound when there is none, or more than one; the sentence names the candidates.
    """
    if name in codebook.by_key:
        return codebook.by_key[name]
    names = [code.key.rpartition("/")[2] for code in codebook.codes]
    names += [code.name for code in codebook.codes]
    places = fitting(name, names)
    found = list(dict.fromkeys(codebook.codes[place % len(codebook.codes)] for place in places))
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            _("{name!r} fits more than one code: {keys}. Give the whole key.").format(
                name=name, keys=", ".join(code.key for code in found[:_MOST])
            )
        )
    keys = [code.key for code in codebook.codes]
    near = dict.fromkeys(keys[place % len(keys)] for place in closest(name, names))
    if near:
        raise NotFound(
            _("There is no code {name!r} in {codebook}. Do you mean: {near}?").format(
                name=name, codebook=codebook.key, near=", ".join(near)
            )
        )
    raise NotFound(
        _("There is no code {name!r} in {codebook}. See: duiding codebook list").format(
            name=name, codebook=codebook.key
        )
    )


def kind_name(kind: CodeKind) -> str:
    """Return the name of a kind of code in the language of the interface."""
    return {
        CodeKind.THEME: _("theme"),
        CodeKind.INTERPRETATION: _("interpretation"),
        CodeKind.RELATION: _("relation"),
        CodeKind.RECOMMENDATION: _("recommendation"),
        CodeKind.INDICATOR: _("proposed indicator"),
        CodeKind.CONTEXT: _("context"),
    }[kind]
