"""Whatever a transcript, a codebook or a name holds, it is shown as it stands and does nothing."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from duiding.codebook import store as codebook_store
from duiding.coding import Evidence, Fragment, Neighbour, Suggestion, SuggestionStatus
from duiding.coding.store import replace_open_suggestions
from duiding.database import act, new_id, now
from duiding.search import Mode
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.why import weighed_words, why
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive, session_of

TUI = Path(__file__).parents[2] / "src" / "duiding" / "tui"
HOSTILE = "[gelach] Slot [/b] en [@click=app.quit]x en [red]rood[/red] en $primary :smile:"


@pytest.fixture
def hostile(study: Study) -> Transcript:
    """A transcript and a codebook full of what looks like markup."""
    book = kit.codebook(study, "[b]thema[/b]\n    Code [/i] [@click=app.quit]x (woord)")
    name = book.codes[1]
    assert codebook_store.code_image(name)["name"].startswith("Code [/i]")
    return kit.transcript(study, "bron [bold]", f"I: Ja?\nR1: {HOSTILE}. Nog een zin.")


def test_markup_in_texts_and_names_is_shown_literally(study: Study, hostile: Transcript):
    async def scenario(user: Driven) -> None:
        assert user.shows("bron [bold]")
        assert user.shows("[b]thema[/b]")
        await user.press("b")
        assert user.shows("bron [bold]")
        await user.press("enter")
        for text in ("[gelach]", "[/b]", "[@click=app.quit]x", "[red]rood[/red]", ":smile:"):
            assert user.shows(text), text
        await user.press("c")
        assert user.shows("Code [/i] [@click=app.quit]x")
        await user.press("enter")
        assert user.shows("Code [/i] [@click=app.quit]x toegekend")
        await user.press("o")
        assert user.shows("[@click=app.quit]x")
        await user.press("q", "slash", *"[/b]", "enter")
        assert user.shows("“[/b]”: 1 van 1")

    drive(study, scenario, size=(120, 30))


def test_a_click_on_what_looks_like_an_action_only_selects(study: Study, hostile: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("n")
        row = next(i for i, text in enumerate(user.rows()) if "app.quit" in text)
        await user.pilot.click(offset=(user.rows()[row].index("]x") + 1, row))
        await user.pilot.pause()
        assert not user.app._exit
        assert "app.quit" in user.selected

    drive(study, scenario, size=(120, 30))


def test_odd_characters_do_not_break_the_rows(study: Study):
    kit.codebook(study)
    odd = "Duim 👍🏽 familie 👩‍👩‍👧 hart ❤️ Chinees 漢字 x\u0301q\u0308 מילה einde."
    kit.transcript(study, "vreemd", f"R1: {odd} " * 3)

    async def scenario(user: Driven) -> None:
        from rich.cells import cell_len

        await user.press("n", "1", "L", "H", "v", "j")
        assert {cell_len(row) for row in user.rows()} == {80}
        assert user.shows("漢字")

    drive(study, scenario)


def test_a_very_long_word_and_an_empty_reply(study: Study):
    kit.codebook(study)
    with act(study.database, "nothing", coder_id=None):
        pass
    kit.transcript(study, "lang", f"R1: {'a' * 5000} einde.\nI: .\nR1: …")

    async def scenario(user: Driven) -> None:
        await user.press("n", "1", "j", "j", "k", "space", "b", "t", "T", "+", "-", "n")
        assert len(kit.told_codings(study)) == 1

    drive(study, scenario)


def _sources() -> list[Path]:
    return sorted(TUI.rglob("*.py"))


def test_no_widget_of_textual_that_reads_markup_is_used():
    forbidden = {
        "Static",
        "Label",
        "Footer",
        "Header",
        "DataTable",
        "ListView",
        "OptionList",
        "Tree",
    }
    forbidden |= {"Markdown", "Button", "Input", "notify", "from_markup", "border_title", "tooltip"}
    for path in _sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        used |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        used |= {
            alias.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for alias in n.names
        }
        assert used.isdisjoint(forbidden), (path.name, used & forbidden)
        modules = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module]
        assert not any(module.startswith("textual.widgets") for module in modules), path.name


def test_what_is_shown_is_computed_without_textual():
    drawing = {"app.py", "messages.py"}
    for path in _sources():
        if path.parent.name in ("widgets", "screens") or path.name in drawing:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        names += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        assert not any(name.split(".")[0] == "textual" for name in names), path.name


def test_hostile_texts_in_reasons_quotes_and_hits_are_shown_and_do_nothing(
    study: Study, hostile: Transcript
):
    """The words that weighed, the fragments that are alike and the hits come out of the texts."""
    evil = f"{HOSTILE}."
    start = hostile.text.index(evil)
    place = Fragment(hostile.source.text_id, start, start + len(evil))
    code = next(code for code in study.codebook().codes if code.parent_id)
    words = tuple((start + evil.index(w), start + evil.index(w) + len(w)) for w in ("[/b]", "Slot"))
    made = Suggestion(
        id=new_id(),
        coder_id=study.coder_id("codeur-a"),
        code_id=code.id,
        fragment=place,
        quote=evil,
        engine="proef",
        engine_version="1",
        score=0.8,
        reason=("[/b]", "[@click=app.quit]"),
        status=SuggestionStatus.OPEN,
        evidence=Evidence((), words, (Neighbour(place, code.id, 0.9),)),
    )
    with study.database.transaction():
        replace_open_suggestions(
            study.database, hostile.source.text_id, made.coder_id, [made], now()
        )

    async def scenario(user: Driven) -> None:
        user.app.finder.mode = Mode.WORD
        await user.press("s")
        assert user.shows("vanwege: [/b], [@click=app.quit]")
        assert user.shows("lijkt op “[gelach] Slot [/b]")
        await user.press("enter")
        assert user.shows("vanwege: [/b]")
        await user.press("q", "p", "q", "g", "slash", *"rood", "enter")
        await user.until(lambda: user.shows("1 treffer"))
        assert user.shows("[red]rood[/red]")
        row = next(i for i, text in enumerate(user.rows()) if "app.quit" in text)
        await user.pilot.click(offset=(user.rows()[row].index("app.quit"), row))
        await user.pilot.pause()
        assert not user.app._exit

    drive(study, scenario, size=(160, 40))


def test_a_neighbour_whose_text_is_gone_is_left_out(study: Study, told: Transcript):
    made = kit.suggestion(study, told, "Mensen hebben schulden.", "schulden")
    gone = Neighbour(Fragment("nergens", 0, 5), made.code_id, 0.9)
    beyond = Neighbour(Fragment(told.source.text_id, 10_000, 10_005), made.code_id, 0.8)
    with_gone = replace(made, evidence=Evidence((), ((0, 3),), (gone, beyond)))
    assert why(session_of(study), with_gone).alike == ()
    assert weighed_words(told.text, with_gone) == []
