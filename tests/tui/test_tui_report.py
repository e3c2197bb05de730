"""The report on suggestions: counted from what was decided, and codes put off and on there."""

import pytest

from duiding.coding import SuggestionRules, resolved_rules
from duiding.coding.decisions import Counts, ReportBy, ReportRow
from duiding.sources import Transcript
from duiding.study import Study
from duiding.tui.record import Record
from duiding.tui.screens.report import ReportScreen
from duiding.tui.view import glyphs
from duiding.tui.view.lines import line_width, plain, sparkline
from duiding.tui.view.record import record_header, record_line, row_lines, share, total_lines
from tests import study_kit as kit
from tests.tui.tui_kit import Driven, drive


def test_what_was_decided_is_counted_per_code_and_over_time(study: Study, told: Transcript):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", score=0.9)
    kit.suggestion(study, told, "Ze schamen zich daarvoor.", "schulden", score=0.8)
    kit.suggestion(study, told, "Die merken het.", "stress", score=0.7)

    async def scenario(user: Driven) -> None:
        await user.press("s", "a", "x", "p")
        assert isinstance(user.screen, ReportScreen)
        assert user.shows("1 akkoord van 2 beoordeelde (50%) · 1 open")
        row = next(row for row in user.rows() if "■ Schulden" in row)
        assert row.split()[2:5] == ["2", "1", "1"]
        assert "50%" in row
        await user.press("o", "o")
        assert any("2026-" in row or "20" in row.split()[0] for row in user.rows()[5:7] if row)
        await user.press("q")
        assert user.shows("1 open")

    drive(study, scenario)


def test_a_code_is_put_off_and_on_in_the_report(study: Study, told: Transcript):
    kit.suggestion(study, told, "Mensen hebben schulden.", "schulden", score=0.9)
    code_id = kit.code(study, "schulden").id

    async def scenario(user: Driven) -> None:
        await user.press("s", "p", "z")
        assert not resolved_rules(study.database, 0.2).is_on(code_id)
        assert user.shows("uit")
        await user.press("z")
        assert resolved_rules(study.database, 0.2).is_on(code_id)
        await user.press("t", *"95", "enter")
        assert user.shows("≥95%")  # the code stays in the list, so that one can go back
        await user.press("u")
        assert resolved_rules(study.database, 0.2).threshold_for(code_id) == 0.2
        await user.press("o", "z")
        assert user.screen.talk.said.tone in ("bad", "good")

    drive(study, scenario)


ROW = ReportRow("armoede/schulden", "Een heel lange naam van een code", Counts(20, 12, 3, 5))
RULES = SuggestionRules(0.2)


@pytest.mark.parametrize("cells", [50, 60, 77, 117])
@pytest.mark.parametrize("by", list(ReportBy))
def test_columns_stand_under_their_heads(cells: int, by: ReportBy):
    head, row = plain(record_header(by, cells)), plain(record_line(ROW, RULES, "#e69f00", cells))
    assert line_width(record_line(ROW, RULES, "#e69f00", cells)) <= max(cells, 60)
    end = head.index("Akkoord") + len("Akkoord")
    assert row[:end].endswith("12")
    assert "80%" in row


def test_a_share_of_nothing_is_a_stroke_and_not_zero():
    assert share(None) == "-"
    assert share(0.0) == "0%"
    assert "80% (met toeval erbij 55% tot 93%)" in plain(row_lines(ROW, 80, 5)[1])


def test_weeks_are_drawn_as_columns_also_in_ascii():
    weeks = [ReportRow(f"2026-W{n}", f"2026-W{n}", Counts(9, n, n % 2, 0)) for n in range(1, 9)]
    drawn = plain(total_lines(Counts(72, 36, 36, 0), weeks, 78)[-1])
    assert "week ▃▃▅▅▆▆██ " in drawn
    assert "2026-W1 - 2026-W8" in drawn
    assert line_width(total_lines(Counts(72, 36, 36, 0), weeks, 78)[-1]) <= 78
    glyphs.use(glyphs.ASCII)
    assert plain(total_lines(Counts(72, 36, 36, 0), weeks, 78)[-1]).isascii()


def test_a_small_column_is_not_the_lowest_of_nothing():
    assert sparkline([None, 0, 1, 7], 7) == " ▁▂█"
    assert sparkline([], 7) == ""


def test_the_report_of_a_study_without_suggestions_says_what_to_do(study: Study, told: Transcript):
    async def scenario(user: Driven) -> None:
        await user.press("s", "p")
        assert user.shows("Er zijn nog geen suggesties gemaakt.")
        await user.press("z", "t", "o", "j", "q")

    drive(study, scenario)


def test_a_report_needs_no_codebook_to_be_opened(study: Study):
    async def scenario(user: Driven) -> None:
        await user.press("s", "p")
        assert "codebook import" in user.said
        assert isinstance(user.screen, ReportScreen)

    drive(study, scenario)


def test_the_record_goes_round_its_periods(study: Study, told: Transcript):
    from duiding.tui.keys import REPORT
    from duiding.tui.talk import Talk
    from tests.tui.tui_kit import session_of

    record = Record(session_of(study), Talk(REPORT, lambda _command, _key: None))
    seen = [record.by]
    for _ in range(3):
        record.turn_period()
        seen.append(record.by)
    assert len(set(seen)) == 4
