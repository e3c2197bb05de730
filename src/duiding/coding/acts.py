"""The acts of a coder: apply and remove a code, accept and reject a suggestion, undo and redo.

Each act is one short transaction with its history row, and returns what is now the case.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from duiding import database as db
from duiding.coding import store
from duiding.coding.listing import made_for_another
from duiding.coding.model import (
    Coder,
    Coding,
    Fragment,
    Origin,
    Suggestion,
    SuggestionStatus,
)
from duiding.database import Act, Change, Database, DoneAct, new_id, now
from duiding.errors import NotFound, Refused
from duiding.i18n import _
from duiding.sources import store as sources_store
from duiding.text import context

APPLY_CODE = "apply_code"
REMOVE_CODING = "remove_coding"
ACCEPT_SUGGESTION = "accept_suggestion"
REJECT_SUGGESTION = "reject_suggestion"
RECODE_SUGGESTION = "recode_suggestion"
IMPORT_CODINGS = "import_codings"
CODE_HITS = "code_hits"
ADD_CODER = "add_coder"


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding still to be made."""

    code_id: str
    fragment: Fragment
    origin: Origin | None = None
    """How it came about, when that differs from the others of the act."""
    created_at: str = ""
    """When it was made, UTC; empty: now."""


def ensure_coder(database: Database, name: str) -> str:
    """Return the id of the coder with this name, adding the coder when new."""
    found = store.coder_by_name(database, name)
    if found is not None:
        return found.id
    with database.transaction():
        return _coder_named(database, name).id


def _coder_named(database: Database, name: str) -> Coder:
    found = store.coder_by_name(database, name)  # another program may have been first
    if found is None:
        found = Coder(new_id(), name)
        act = Act(database, ADD_CODER, coder_id=None, undoable=False)
        act.insert("coder", {"id": found.id, "name": name, "created_at": act.at})
    return found


def apply_code(
    database: Database,
    *,
    code_id: str,
    fragment: Fragment,
    coder_id: str,
    origin: Origin = Origin.HAND,
) -> Coding:
    """Apply a code to a fragment and return the coding; applied already, that one is returned.

    Raises Refused when the fragment lies outside the text or holds nothing but blanks, NotFound
    when the text, the code or the coder is not in the study.
    """
    text = _text(database, fragment.text_id)
    coding = _new_coding(text, code_id, fragment, _coder(database, coder_id), origin)
    with db.act(database, APPLY_CODE, coder_id=coder_id) as act:
        return _insert(act, coding)


def apply_codes(
    database: Database,
    news: Iterable[NewCoding],
    *,
    coder_id: str,
    origin: Origin,
    name: str = IMPORT_CODINGS,
) -> list[Coding]:
    """Apply many codes as one act, undone as one; return only the codings that are new.

    ``name`` is what the act is called in the history. Raises Refused or NotFound as ``apply_code``
    does, and then changes nothing.
    """
    coder = _coder(database, coder_id)
    news = list(news)
    texts = _texts(database, news)
    with db.act(database, name, coder_id=coder_id) as act:
        return _insert_all(act, coder, news, texts, origin)


def import_codings(
    database: Database, by_coder: Mapping[str, Sequence[NewCoding]]
) -> dict[str, list[Coding]]:
    """Take in codings of several coders, by name: an act for each coder, all or none of them.

    Returns the codings that are new, by name of the coder; coders are added when new. Raises
    Refused or NotFound as ``apply_code`` does, and then changes nothing.
    """
    texts = _texts(database, [new for news in by_coder.values() for new in news])
    made: dict[str, list[Coding]] = {}
    with database.transaction():
        for name, news in by_coder.items():
            coder = _coder_named(database, name)
            act = Act(database, IMPORT_CODINGS, coder_id=coder.id, undoable=True)
            made[name] = _insert_all(act, coder, news, texts, Origin.FILE)
    return made


def _texts(database: Database, news: Iterable[NewCoding]) -> dict[str, str]:
    return {key: _text(database, key) for key in {new.fragment.text_id for new in news}}


def _insert_all(
    act: Act, coder: Coder, news: Iterable[NewCoding], texts: Mapping[str, str], origin: Origin
) -> list[Coding]:
    codings = [
        replace(
            _new_coding(
                texts[new.fragment.text_id], new.code_id, new.fragment, coder, new.origin or origin
            ),
            created_at=new.created_at or act.at,
        )
        for new in news
    ]
    return [coding for coding in codings if _insert(act, coding) is coding]


def remove_coding(database: Database, coding_id: str, *, coder_id: str) -> Coding:
    """Remove a coding and return it as it was.

    Raises NotFound when it is gone, Refused when it is another coder's.
    """
    with db.act(database, REMOVE_CODING, coder_id=coder_id) as act:
        coding = store.coding_by_id(database, coding_id)
        if coding is None:
            raise NotFound(_("This coding no longer exists."))
        if coding.coder.id != coder_id:
            raise Refused(
                _("This coding belongs to {coder}; only that coder can remove it.").format(
                    coder=coding.coder.name
                )
            )
        act.delete("coding", coding_id)
    return coding


def accept_suggestion(database: Database, suggestion_id: str, *, coder_id: str) -> Coding:
    """Make a coding of an open suggestion.

    Raises NotFound when there is no such suggestion, Refused when it was decided already or was
    made for another coder.
    """
    coder = _coder(database, coder_id)
    with db.act(database, ACCEPT_SUGGESTION, coder_id=coder_id) as act:
        suggestion = _open_suggestion(database, suggestion_id, coder_id)
        return _accept(act, suggestion, coder)


def reject_suggestion(database: Database, suggestion_id: str, *, coder_id: str) -> Suggestion:
    """Put an open suggestion aside and return it as it is now; see ``suggesting`` for its return.

    Raises NotFound when there is no such suggestion, Refused when it was decided already or was
    made for another coder.
    """
    with db.act(database, REJECT_SUGGESTION, coder_id=coder_id) as act:
        suggestion = _open_suggestion(database, suggestion_id, coder_id)
        _decide(act, suggestion, SuggestionStatus.REJECTED, coder_id)
    return replace(suggestion, status=SuggestionStatus.REJECTED)


def recode_suggestion(
    database: Database, suggestion_id: str, *, code_id: str, coder_id: str
) -> Coding:
    """Code the place of an open suggestion with another code, as one act, undone as one.

    The suggestion is rejected for its own code, and the coding counts as made by hand. With the
    code of the suggestion itself this is ``accept_suggestion``. Raises what that raises, and
    NotFound when the code is not in the study.
    """
    coder = _coder(database, coder_id)
    with db.act(database, RECODE_SUGGESTION, coder_id=coder_id) as act:
        suggestion = _open_suggestion(database, suggestion_id, coder_id)
        if suggestion.code_id == code_id:
            act.name = ACCEPT_SUGGESTION
            return _accept(act, suggestion, coder)
        text = _text(database, suggestion.fragment.text_id)
        new = _new_coding(text, code_id, suggestion.fragment, coder, Origin.HAND)
        _decide(act, suggestion, SuggestionStatus.REJECTED, coder_id)
        coding = _insert(act, new)
        if coding is not new:  # the log finds here what the suggestion was recoded to
            image = store.coding_image(coding)
            act.record(Change("coding", coding.id, image, image))
    return coding


def last_act(database: Database, *, coder_id: str) -> DoneAct | None:
    """Return the act that undo would take back, with the changes it made, or None."""
    return db.standing_act(database, coder_id=coder_id)


def undo(database: Database, *, coder_id: str) -> DoneAct:
    """Take back the coder's last act. Raises Refused when there is nothing to undo."""
    return db.undo(database, coder_id=coder_id)


def redo(database: Database, *, coder_id: str) -> DoneAct:
    """Do again the coder's act that was undone last. Raises Refused when there is none."""
    return db.redo(database, coder_id=coder_id)


def _coder(database: Database, coder_id: str) -> Coder:
    coder = store.coder_by_id(database, coder_id)
    if coder is None:
        raise NotFound(_("This coder is not in the study."))
    return coder


def _open_suggestion(database: Database, suggestion_id: str, coder_id: str) -> Suggestion:
    suggestion = store.suggestion_by_id(database, suggestion_id)
    if suggestion is None:
        raise NotFound(_("This suggestion no longer exists."))
    if suggestion.coder_id != coder_id:
        raise Refused(made_for_another(_coder(database, suggestion.coder_id).name))
    if suggestion.status is SuggestionStatus.WITHDRAWN:
        raise Refused(_("This suggestion is no longer made."))
    if suggestion.status is not SuggestionStatus.OPEN:
        raise Refused(_("This suggestion was decided already."))
    return suggestion


def _accept(act: Act, suggestion: Suggestion, coder: Coder) -> Coding:
    coding = _new_coding(
        _text(act.database, suggestion.fragment.text_id),
        suggestion.code_id,
        suggestion.fragment,
        coder,
        Origin.SUGGESTION,
        suggestion,
    )
    _decide(act, suggestion, SuggestionStatus.ACCEPTED, coder.id)
    return _insert(act, coding)


def _text(database: Database, text_id: str) -> str:
    text = sources_store.text_of(database, text_id)
    if text is None:
        raise NotFound(_("The text of this fragment is not in the study."))
    return text


def _new_coding(
    text: str,
    code_id: str,
    fragment: Fragment,
    coder: Coder,
    origin: Origin,
    suggestion: Suggestion | None = None,
) -> Coding:
    quote = text[fragment.start : fragment.end]
    if not 0 <= fragment.start < fragment.end <= len(text) or not quote.strip():
        raise Refused(_("There is no text in this fragment."))
    before, after = context(text, fragment.start, fragment.end)
    return Coding(
        id=new_id(),
        code_id=code_id,
        fragment=fragment,
        quote=quote,
        before=before,
        after=after,
        coder=coder,
        origin=origin,
        suggestion_id=suggestion.id if suggestion else None,
        score=suggestion.score if suggestion else None,
        reason=", ".join(suggestion.reason) if suggestion else None,
        created_at=now(),
    )


def _insert(act: Act, coding: Coding) -> Coding:
    """Write a coding unless the coder has it already; return the one that now stands."""
    present = store.same_coding(act.database, coding)
    if present is not None:
        return present
    if not store.has_code(act.database, coding.code_id):
        raise NotFound(_("This code is not in the study."))
    act.insert("coding", store.coding_image(coding))
    return coding


def _decide(act: Act, suggestion: Suggestion, status: SuggestionStatus, coder_id: str) -> None:
    act.update(
        "suggestion",
        suggestion.id,
        {"status": status.value, "decided_by": coder_id, "decided_at": now()},
    )
