"""What a coder does to the codings: each a function on the desk, saved at once.

The acts themselves are those of ``duiding.coding``; here is chosen what they are done to, and what
is said afterwards. Errors are raised, for the screen to tell.
"""

from duiding.codebook import Code
from duiding.coding import (
    Fragment,
    accept_suggestion,
    apply_code,
    last_act,
    redo,
    reject_suggestion,
    remove_coding,
    undo,
)
from duiding.coding.acts import ACCEPT_SUGGESTION, REJECT_SUGGESTION
from duiding.database import Change, DoneAct
from duiding.database.history import Image
from duiding.errors import NotFound, Refused
from duiding.i18n import _, ngettext
from duiding.text import trim_span
from duiding.tui.desk import Desk
from duiding.tui.menus import choose_code, choose_mark
from duiding.tui.moves import go_to_suggestion
from duiding.tui.view.marks import Mark
from duiding.tui.view.selection import exactly


def apply(desk: Desk, code_id: str) -> None:
    """Apply a code to the selection."""
    code = _known_code(desk, code_id)
    start, end = trim_span(desk.text, *desk.selection.span)
    coding = apply_code(
        desk.database,
        code_id=code.id,
        fragment=Fragment(desk.source.text_id, start, end),
        coder_id=desk.session.acting_coder(),
    )
    there_already = coding.id in desk.codings
    desk.session.used(code)
    desk.refresh()
    if there_already:
        desk.say(_("{code} stands here already.").format(code=code.name), "warn")
    else:
        desk.say(_("{code} applied · u = undo").format(code=code.name), "good")


def apply_pinned(desk: Desk, digit: int) -> None:
    """Apply the code under a digit. Raises Refused when there is none."""
    _known_code(desk, "")
    if digit > len(desk.session.pinned):
        raise Refused(_("There is no code under {digit}; press c to choose.").format(digit=digit))
    apply(desk, desk.session.pinned[digit - 1].id)


def pick(desk: Desk) -> None:
    """Ask for a code and apply it."""
    _known_code(desk, "")
    choose_code(desk, lambda code_id: apply(desk, code_id))


def apply_same(desk: Desk) -> None:
    """Apply the code that was used last. Raises Refused when there is none."""
    _known_code(desk, "")
    if not desk.session.recent:
        raise Refused(_("No code was used yet; press c to choose one."))
    apply(desk, desk.session.recent[0])


def _known_code(desk: Desk, code_id: str) -> Code:
    """Return a code of the codebook in use; for no id, only check that there is a codebook."""
    if not desk.units:
        raise Refused(_("There is nothing to code in this source."))
    book = desk.session.book
    if not book.codes:
        desk.session.study.codebook()  # says what to do
    code = book.by_id.get(code_id or next(iter(book.by_id), ""))
    if code is None:
        raise NotFound(_("This code is not in the codebook in use; press c to choose another."))
    return code


def remove(desk: Desk) -> None:
    """Remove the coding here, or reject the suggestion here; ask which one when there are more.

    Raises Refused when there is nothing of this coder here.
    """
    marks = _aimed_at(desk, [m for m in desk.marks_here() if m.own or m.suggested])
    if not marks:
        others = desk.marks_here()
        if others:
            name = desk.codings[others[0].id].coder.name
            raise Refused(
                _("This coding belongs to {coder}; only that coder can remove it.").format(
                    coder=name
                )
            )
        raise Refused(_("There is no coding here."))
    if len(marks) == 1:
        remove_mark(desk, marks[0].id)
    else:
        choose_mark(desk, _("Remove which one?"), marks, lambda key: remove_mark(desk, key))


def remove_mark(desk: Desk, mark_id: str) -> None:
    """Remove a coding, or reject a suggestion and go on to the next one."""
    if mark_id in desk.suggestions:
        going_on = desk.focus == mark_id
        told = reject_suggestion(desk.database, mark_id, coder_id=desk.session.acting_coder())
        _after_decision(desk, going_on, _("Suggestion {code} rejected"), told.code_id)
        return
    coding = remove_coding(desk.database, mark_id, coder_id=desk.session.acting_coder())
    desk.refresh()
    name = desk.session.code_name(coding.code_id)
    desk.say(_("{code} removed · u = undo").format(code=name), "good")


def accept(desk: Desk) -> None:
    """Make a coding of the suggestion here; ask which one when there are more.

    Raises Refused when there is none.
    """
    marks = _aimed_at(desk, [mark for mark in desk.marks_here() if mark.suggested])
    if not marks:
        raise Refused(_("There is no suggestion here; s goes to the next one."))
    if len(marks) == 1:
        accept_mark(desk, marks[0].id)
    else:
        choose_mark(desk, _("Accept which one?"), marks, lambda key: accept_mark(desk, key))


def accept_mark(desk: Desk, mark_id: str) -> None:
    """Accept a suggestion, and go on to the next one."""
    going_on = desk.focus == mark_id
    coding = accept_suggestion(desk.database, mark_id, coder_id=desk.session.acting_coder())
    _after_decision(desk, going_on, _("Suggestion {code} accepted"), coding.code_id)


def _after_decision(desk: Desk, going_on: bool, text: str, code_id: str) -> None:
    desk.refresh()
    name = desk.session.code_name(code_id)
    left = len(desk.suggestions)
    if going_on and left:
        go_to_suggestion(desk, 1)
    counted = ngettext("{count} left", "{count} left", left).format(count=left)
    desk.say(f"{text.format(code=name)} · {counted} · " + _("u = undo"), "good")


def _aimed_at(desk: Desk, marks: list[Mark]) -> list[Mark]:
    """Return the marks that the coder means: the one jumped to, else those exactly selected."""
    focused = [mark for mark in marks if mark.id == desk.focus]
    exact = [mark for mark in marks if (mark.start, mark.end) == desk.selection.span]
    return focused or exact or marks


def undo_last(desk: Desk) -> None:
    """Take back the coder's last act; ask once before many codings go at the same time.

    Raises Refused when there is nothing to undo.
    """
    coder_id = desk.session.coder_id()
    last = last_act(desk.database, coder_id=coder_id) if coder_id else None
    if last is None:
        raise Refused(_("There is nothing to undo."))
    asked, desk.asked_undo = desk.asked_undo, ""
    key = last.changes[0].entity_id if last.changes else ""
    if _many(last) and asked != key:
        desk.asked_undo = key
        count = sum(change.entity == "coding" for change in last.changes)
        desk.say(
            ngettext(
                "Undo takes back {count} coding at once. Press u again to do so.",
                "Undo takes back {count} codings at once. Press u again to do so.",
                count,
            ).format(count=count),
            "warn",
        )
        return
    _tell_played(desk, undo(desk.database, coder_id=coder_id), undone=True)


def redo_last(desk: Desk) -> None:
    """Do again what was undone last. Raises Refused when there is nothing."""
    coder_id = desk.session.coder_id()
    if not coder_id:
        raise Refused(_("There is nothing to redo."))
    _tell_played(desk, redo(desk.database, coder_id=coder_id), undone=False)


def _many(done: DoneAct) -> bool:
    return sum(change.entity == "coding" for change in done.changes) > 1


def _tell_played(desk: Desk, done: DoneAct, *, undone: bool) -> None:
    """Say what undo or redo did, and go to where it did it."""
    image = next((_image(change) for change in done.changes if "text_id" in _image(change)), {})
    here = image.get("text_id") == desk.source.text_id
    desk.refresh()
    if here:
        desk.select(exactly(image["start"], image["end"]))
    text = _played_text(desk, done, undone=undone)
    if image and not here:
        text += " · " + _("in another source")
    desk.say(text + " · " + (_("U = redo") if undone else _("u = undo")), "good")


def _played_text(desk: Desk, done: DoneAct, *, undone: bool) -> str:
    codings = [change for change in done.changes if change.entity == "coding"]
    if len(codings) > 1:
        return ngettext("{count} coding changed", "{count} codings changed", len(codings)).format(
            count=len(codings)
        )
    names = [desk.session.code_name(_image(change).get("code_id", "")) for change in done.changes]
    name = next(iter(names), "")
    if done.act in (ACCEPT_SUGGESTION, REJECT_SUGGESTION) and undone:
        return _("Suggestion {code} is open again").format(code=name)
    if done.act == REJECT_SUGGESTION:
        return _("Suggestion {code} rejected").format(code=name)
    if codings and codings[0].after is None:
        return _("{code} taken away again").format(code=name)
    if codings:
        return _("{code} stands here again").format(code=name)
    return _("The last act was undone") if undone else _("The act was done again")


def _image(change: Change) -> Image:
    return change.after or change.before or {}
