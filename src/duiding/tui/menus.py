"""The menus of the desk: choosing a code, or one of the codings here."""

from collections.abc import Callable, Sequence

from duiding.codebook import CodeKind, kind_name
from duiding.i18n import _
from duiding.text import shorten
from duiding.tui.desk import Desk
from duiding.tui.session import Session
from duiding.tui.view.colours import Tone
from duiding.tui.view.details import code_lines, code_part
from duiding.tui.view.glyphs import glyphs
from duiding.tui.view.lines import DIM, Line, Part, line
from duiding.tui.view.marks import Mark
from duiding.tui.view.menu import Entry, Menu
from duiding.tui.view.ranking import Context, Ranked, rank_codes
from duiding.tui.view.selection import exactly

Choose = Callable[[str], None]


def choose_code(desk: Desk, choose: Choose) -> None:
    """Ask for a code: the recent and likely ones first, narrowed by typing."""
    start, end = desk.selection.span
    proposed = sorted(
        (desk.suggestions[m.id] for m in desk.marks_here() if m.suggested), key=lambda s: -s.score
    )
    context = Context(
        desk.text[start:end],
        tuple(suggestion.code_id for suggestion in proposed),
        tuple(desk.session.recent),
    )
    desk.talk.menu = code_menu(desk.session, _("Code:"), context, choose)


def code_menu(session: Session, title: str, context: Context, choose: Choose) -> Menu:
    """Return the menu of all codes of the codebook in use."""
    book = session.book

    def entries(typed: str) -> list[Entry]:
        ranked = rank_codes(book, typed, context)
        return [Entry(item.code.id, _code_line(session, item)) for item in ranked]

    def details(code_id: str, cells: int, rows: int) -> list[Line]:
        return code_lines(book, book.by_id[code_id], cells, rows)

    hint = _("Enter applies · ↑ ↓ choose · q closes")
    return Menu(title, entries, choose, details, hint=hint)


def _code_line(session: Session, item: Ranked) -> Line:
    code = item.code
    sign, name = code_part(code.name, session.colour_of(code.id))
    if code.kind is CodeKind.THEME:
        why = kind_name(code.kind)
    elif item.suggested:
        why = _("suggested")
    elif item.keyword:
        why = f"“{item.keyword}”"
    elif item.recent:
        why = _("recent")
    else:
        why = ""
    return line(sign, name, Part(f"  {why}" if why else "", DIM))


def choose_mark(desk: Desk, title: str, marks: Sequence[Mark], choose: Choose) -> None:
    """Ask for one of some codings and suggestions."""
    entries = [Entry(mark.id, _mark_line(desk, number, mark)) for number, mark in _numbered(marks)]
    hint = _("1-9 or Enter chooses · j k move · q closes")
    desk.talk.menu = Menu(title, lambda _typed: entries, choose, typing=False, hint=hint)


def list_marks(desk: Desk, remove: Choose) -> None:
    """List the codings and suggestions here; choosing one selects its text, x removes it."""
    marks = desk.marks_here()
    if not marks:
        desk.say(_("There is no coding here."))
        return

    def show(mark_id: str) -> None:
        mark = desk.marks.marks[mark_id]
        desk.select(exactly(mark.start, mark.end))
        desk.aim(mark.id if mark.suggested else "")

    entries = [Entry(mark.id, _mark_line(desk, number, mark)) for number, mark in _numbered(marks)]
    hint = _("Enter selects its text · x removes · q closes")
    desk.talk.menu = Menu(
        _("Here"), lambda _typed: entries, show, typing=False, extra={"x": remove}, hint=hint
    )


def _numbered(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    return [(str(i) if i < 10 else " ", mark) for i, mark in enumerate(marks, 1)]


def _mark_line(desk: Desk, number: str, mark: Mark) -> Line:
    name = desk.session.code_name(mark.code_id)
    sign = glyphs().suggested if mark.suggested else glyphs().code
    who = _("suggestion") if mark.suggested else desk.codings[mark.id].coder.name
    quote = shorten(desk.text[mark.start : mark.end], 60)
    return line(
        Part(f"{number} ", DIM),
        Part(sign + " ", Tone("code", desk.session.colour_of(mark.code_id))),
        Part(name),
        Part(f"  {who}  ", DIM),
        Part(f"“{quote}”", DIM),
    )
