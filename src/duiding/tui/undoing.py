"""Undo and redo, on whatever screen a coder is: done, shown where it was, and told."""

from typing import Protocol

from duiding.coding import last_act, redo, undo
from duiding.coding.acts import ACCEPT_SUGGESTION, RECODE_SUGGESTION, REJECT_SUGGESTION
from duiding.coding.rules import SET_THRESHOLD, SWITCH_SUGGESTIONS
from duiding.database import Change, DoneAct
from duiding.database.history import Image
from duiding.errors import Refused
from duiding.i18n import _, ngettext
from duiding.tui.session import Session
from duiding.tui.talk import Talk


class Workplace(Protocol):
    """Where acts are done and taken back."""

    session: Session
    talk: Talk
    asked_undo: str
    """The act that the coder was asked about before undoing it."""

    def refresh(self) -> None:
        """Read back what is now the case."""

    def show_place(self, image: Image) -> bool:
        """Go to where a change was made; return False when that is elsewhere."""


def undo_last(place: Workplace) -> None:
    """Take back the coder's last act; ask once before many codings go at the same time.

    Raises Refused when there is nothing to undo.
    """
    database, coder_id = place.session.study.database, place.session.coder_id()
    last = last_act(database, coder_id=coder_id) if coder_id else None
    if last is None:
        raise Refused(_("There is nothing to undo."))
    asked, place.asked_undo = place.asked_undo, ""
    key = last.changes[0].entity_id if last.changes else ""
    if _many(last) and asked != key:
        place.asked_undo = key
        count = sum(change.entity == "coding" for change in last.changes)
        place.talk.say(
            ngettext(
                "Undo takes back {count} coding at once. Press u again to do so.",
                "Undo takes back {count} codings at once. Press u again to do so.",
                count,
            ).format(count=count),
            "warn",
        )
        return
    _tell_played(place, undo(database, coder_id=coder_id), undone=True)


def redo_last(place: Workplace) -> None:
    """Do again what was undone last. Raises Refused when there is nothing."""
    coder_id = place.session.coder_id()
    if not coder_id:
        raise Refused(_("There is nothing to redo."))
    _tell_played(place, redo(place.session.study.database, coder_id=coder_id), undone=False)


def _many(done: DoneAct) -> bool:
    return sum(change.entity == "coding" for change in done.changes) > 1


def _tell_played(place: Workplace, done: DoneAct, *, undone: bool) -> None:
    """Say what undo or redo did, and go to where it did it."""
    places = [image for change in done.changes if "text_id" in (image := _image(change))]
    place.refresh()
    text = _played_text(place.session, done, undone=undone)
    if places and not place.show_place(places[0]):
        text += " · " + _("in another source")
    for text_id in dict.fromkeys(image["text_id"] for image in places):
        place.session.changed(text_id)
    place.talk.say(text + " · " + (_("U = redo") if undone else _("u = undo")), "good")


def _played_text(session: Session, done: DoneAct, *, undone: bool) -> str:
    codings = [change for change in done.changes if change.entity == "coding"]
    if len(codings) > 1:
        return ngettext("{count} coding changed", "{count} codings changed", len(codings)).format(
            count=len(codings)
        )
    if done.act in (SWITCH_SUGGESTIONS, SET_THRESHOLD):
        return _rule_text(session, done, undone=undone)
    suggested = [change for change in done.changes if change.entity == "suggestion"] or codings
    name = next((session.code_name(_image(c).get("code_id", "")) for c in suggested), "")
    if done.act in (ACCEPT_SUGGESTION, REJECT_SUGGESTION, RECODE_SUGGESTION) and undone:
        return _("Suggestion {code} is open again").format(code=name)
    if done.act == REJECT_SUGGESTION:
        return _("Suggestion {code} rejected").format(code=name)
    name = next((session.code_name(_image(c).get("code_id", "")) for c in codings), name)
    if codings and codings[0].after is None:
        return _("{code} taken away again").format(code=name)
    if codings:
        return _("{code} stands here again").format(code=name)
    return _("The last act was undone") if undone else _("The act was done again")


def _rule_text(session: Session, done: DoneAct, *, undone: bool) -> str:
    """Return what now holds for the suggestions of a code."""
    change = done.changes[0]
    name = session.code_name(_image(change).get("code_id", ""))
    if done.act == SET_THRESHOLD:
        earlier, later = _("{code} has its earlier threshold again"), _("{code} has its threshold")
        return (earlier if undone else later).format(code=name)
    is_on = change.after is None or bool(change.after["is_on"])
    return is_on_text(name, is_on=is_on)


def is_on_text(name: str, *, is_on: bool) -> str:
    """Return that a code is suggested, or no longer."""
    text = (
        _("{code} is suggested again") if is_on else _("{code} is no longer suggested to anybody")
    )
    return text.format(code=name)


def _image(change: Change) -> Image:
    return change.after or change.before or {}
