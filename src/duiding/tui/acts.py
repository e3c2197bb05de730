"""What a coder does to the codings: each a function on the desk, saved at once.

The acts themselves are those of ``duiding.coding``; here is chosen what they are done to, and what
is said afterwards. Errors are raised, for the screen to tell.
"""

from collections.abc import Callable

from duiding.codebook import Code
from duiding.coding import (
    Fragment,
    accept_suggestion,
    apply_code,
    recode_suggestion,
    reject_suggestion,
    remove_coding,
    switch_suggestions,
)
from duiding.errors import NotFound, Refused
from duiding.i18n import _, ngettext
from duiding.text import trim_span
from duiding.tui.desk import Desk
from duiding.tui.menus import choose_code, choose_mark, code_menu
from duiding.tui.moves import go_to_suggestion
from duiding.tui.view.marks import Mark
from duiding.tui.view.ranking import Context


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
    _changed(desk)
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
        _changed(desk)
        _go_on(desk, going_on, _("Suggestion {code} rejected"), told.code_id)
        return
    coding = remove_coding(desk.database, mark_id, coder_id=desk.session.acting_coder())
    _changed(desk)
    name = desk.session.code_name(coding.code_id)
    desk.say(_("{code} removed · u = undo").format(code=name), "good")


def accept(desk: Desk) -> None:
    """Make a coding of the suggestion here; ask which one when there are more.

    Raises Refused when there is none.
    """
    _with_suggestion(desk, _("Accept which one?"), accept_mark)


def recode(desk: Desk) -> None:
    """Give the place of the suggestion here another code; ask which suggestion, and which code.

    Raises Refused when there is none.
    """
    _with_suggestion(desk, _("Give which one another code?"), _recode_mark)


def silence(desk: Desk) -> None:
    """Suggest the code of the suggestion here no longer; ask which one when there are more.

    Raises Refused when there is none.
    """
    _with_suggestion(desk, _("Suggest which one no longer?"), _silence_mark)


def _with_suggestion(desk: Desk, title: str, act: Callable[[Desk, str], None]) -> None:
    marks = _aimed_at(desk, [mark for mark in desk.marks_here() if mark.suggested])
    if not marks:
        raise Refused(_("There is no suggestion here; s goes to the next one."))
    if len(marks) == 1:
        act(desk, marks[0].id)
    else:
        choose_mark(desk, title, marks, lambda key: act(desk, key))


def accept_mark(desk: Desk, mark_id: str) -> None:
    """Accept a suggestion, and go on to the next one."""
    going_on = desk.focus == mark_id
    coding = accept_suggestion(desk.database, mark_id, coder_id=desk.session.acting_coder())
    _changed(desk)
    _go_on(desk, going_on, _("Suggestion {code} accepted"), coding.code_id)


def _recode_mark(desk: Desk, mark_id: str) -> None:
    suggestion = desk.suggestions[mark_id]

    def give(code_id: str) -> None:
        going_on = desk.focus == mark_id
        coder_id = desk.session.acting_coder()
        recode_suggestion(desk.database, mark_id, code_id=code_id, coder_id=coder_id)
        desk.session.used(desk.session.book.by_id[code_id])
        _changed(desk)
        _go_on(desk, going_on, _("{code} applied instead"), code_id)

    place = suggestion.fragment
    context = Context(desk.text[place.start : place.end], (), tuple(desk.session.recent))
    desk.talk.menu = code_menu(desk.session, _("Which code instead:"), context, give)


def _silence_mark(desk: Desk, mark_id: str) -> None:
    code_id = desk.suggestions[mark_id].code_id
    going_on = desk.focus == mark_id
    switch_suggestions(desk.database, code_id, False, desk.session.acting_coder())
    desk.refresh()
    _go_on(desk, going_on, _("{code} is no longer suggested to anybody"), code_id)


def _changed(desk: Desk) -> None:
    """Show what is now the case, and let the suggestions learn from it."""
    desk.refresh()
    desk.session.changed(desk.source.text_id)


def _go_on(desk: Desk, going_on: bool, text: str, code_id: str) -> None:
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
