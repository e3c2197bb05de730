"""Frequencies against a slow recount, character by character, over random studies."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from duiding.analysis import (
    By,
    Filters,
    FrequencyRow,
    count_crosstab,
    count_frequencies,
    source_progress,
    theme_counts,
)
from duiding.analysis.words import word_places
from duiding.coding import Coding, Fragment, NewCoding, Origin, all_codings, apply_codes
from duiding.sources import SourceKind, Transcript, Turn, list_sources, read_transcript
from duiding.study import Study
from tests import study_kit as kit

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
BOOK = """
Een
    Appel
    context Peer
        Kweepeer
Twee
    recommendation Mus
    indicator Mees
Drie
"""

turns = st.tuples(
    st.sampled_from(["I", "R1", "R2", "M"]),
    st.lists(st.sampled_from(["ja", "sociaal-economisch", "é", "…", "foto's", "3,4%"]), min_size=1),
)
places = st.tuples(  # code, coder, start and length, all taken modulo what there is
    st.integers(0, 7), st.sampled_from(kit.CODERS), st.integers(0, 200), st.integers(0, 30)
)
sources = st.lists(
    st.tuples(
        st.lists(turns, min_size=1, max_size=5),
        st.lists(places, max_size=8),
        st.sampled_from(list(SourceKind)),
    ),
    max_size=3,
)


@contextmanager
def random_study(drawn: list[tuple]) -> Iterator[Study]:
    with TemporaryDirectory() as folder, kit.new_study(Path(folder) / "s") as study:
        book = kit.codebook(study, BOOK)
        for number, (spoken, marks, kind) in enumerate(drawn):
            notation = "\n".join(f"{label}: {' '.join(words)}" for label, words in spoken)
            told = kit.transcript(study, f"bron {number}", notation, kind=kind)
            for code, coder, start, length in marks:
                begin = start % len(told.text)
                end = min(len(told.text), begin + 1 + length)
                if told.text[begin:end].strip():
                    new = NewCoding(
                        book.codes[code % len(book.codes)].id,
                        Fragment(told.source.text_id, begin, end),
                    )
                    apply_codes(
                        study.database, [new], coder_id=study.coder_id(coder), origin=Origin.HAND
                    )
        yield study


class Recount:
    """Counts with sets of characters, from what the other rooms say is in the study."""

    def __init__(self, study: Study) -> None:
        self.book = study.codebook()
        self.told = {
            source.text_id: read_transcript(study.database, source)
            for source in list_sources(study.database)
        }
        self.codings = all_codings(study.database)

    def turns_in(self, coding: Coding) -> list[Turn]:
        place = coding.fragment
        return [
            turn
            for turn in self.told[place.text_id].turns
            if set(range(turn.start, turn.end)) & set(range(place.start, place.end))
        ]

    def role(self, turn: Turn) -> str:
        return turn.speaker.role if turn.speaker else "respondent"

    def words(self, codings: list[Coding], role: str | None = None) -> int:
        found = 0
        for text_id, told in self.told.items():
            covered = {
                offset
                for coding in codings
                if coding.fragment.text_id == text_id
                for offset in range(coding.fragment.start, coding.fragment.end)
            }
            found += sum(
                bool(covered & set(range(*word.span())))
                for word in WORD.finditer(told.text)
                if role is None or self.role_at(told, word.start()) == role
            )
        return found

    def role_at(self, told: Transcript, offset: int) -> str:
        return next(self.role(t) for t in told.turns if t.start <= offset < t.end)

    def spoken(self, role: str, text_ids: set[str]) -> int:
        return sum(
            len(WORD.findall(self.told[text_id].text[turn.start : turn.end]))
            for text_id in text_ids
            for turn in self.told[text_id].turns
            if self.role(turn) == role
        )

    def row(self, codings: list[Coding], whole: set[str], role: str | None = None) -> tuple:
        counted = role or "respondent"
        spoken = self.spoken(counted, whole)
        return (
            len({coding.fragment for coding in codings}),
            len(codings),
            len({coding.fragment.text_id for coding in codings}),
            len(
                {
                    turn.speaker.id
                    for coding in codings
                    for turn in self.turns_in(coding)
                    if turn.speaker and self.role(turn) == counted
                }
            ),
            len({coding.coder.id for coding in codings}),
            self.words(codings, role),
            self.words(codings, counted) / spoken if spoken else None,
        )


def measures(row: FrequencyRow) -> tuple:
    return (
        *(row.fragments, row.codings, row.sources, row.speakers, row.coders),
        *(row.words, row.share),
    )


@settings(max_examples=30, deadline=None)
@given(sources)
def test_every_table_agrees_with_a_recount(drawn: list[tuple]) -> None:
    with random_study(drawn) as study:
        recount = Recount(study)
        book, told, everything = recount.book, recount.told, set(recount.told)
        tables = {by: count_frequencies(study.database, book, by=by) for by in By}
        pick: dict[By, Callable[[Coding], str]] = {
            By.THEME: lambda c: book.theme_of(book.by_id[c.code_id]).key,
            By.CODE: lambda c: book.by_id[c.code_id].key,
            By.KIND: lambda c: book.by_id[c.code_id].kind,
            By.SOURCE: lambda c: told[c.fragment.text_id].source.name,
            By.CODER: lambda c: c.coder.name,
            By.SOURCE_KIND: lambda c: told[c.fragment.text_id].source.kind,
        }
        own_words = {By.SOURCE: lambda t: t.source.name, By.SOURCE_KIND: lambda t: t.source.kind}
        for by, table in tables.items():
            assert measures(table.total) == recount.row(recount.codings, everything)
            for row in table.rows:
                key = row.label.key
                if by is By.SPEAKER_ROLE:
                    chosen = [
                        c
                        for c in recount.codings
                        if key in {recount.role(turn) for turn in recount.turns_in(c)}
                    ]
                    assert measures(row) == recount.row(chosen, everything, key)
                else:
                    chosen = [c for c in recount.codings if pick[by](c) == key]
                    whole = (
                        {k for k, t in told.items() if own_words[by](t) == key}
                        if by in own_words
                        else everything
                    )
                    assert measures(row) == recount.row(chosen, whole)
            if by is not By.SPEAKER_ROLE:
                assert sum(row.codings for row in table.rows) == len(recount.codings)


@settings(max_examples=10, deadline=None)
@given(sources, st.sampled_from(kit.CODERS), st.sampled_from(["een", "twee"]))
def test_filters_agree_with_a_recount(drawn: list[tuple], coder: str, theme: str) -> None:
    with random_study(drawn) as study:
        if not any(c.coder.name == coder for c in all_codings(study.database)):
            return
        recount = Recount(study)
        book = recount.book
        filters = Filters(coders=(coder,), themes=(theme,))
        counted = count_frequencies(study.database, book, filters=filters)
        chosen = [
            coding
            for coding in recount.codings
            if coding.coder.name == coder and book.theme_of(book.by_id[coding.code_id]).key == theme
        ]
        assert measures(counted.total) == recount.row(chosen, set(recount.told))


@settings(max_examples=10, deadline=None)
@given(sources)
def test_cross_table_and_progress_agree_with_the_frequencies(drawn: list[tuple]) -> None:
    with random_study(drawn) as study:
        book = study.codebook()
        cross = count_crosstab(study.database, book)
        themes = count_frequencies(study.database, book, by="theme")
        assert cross.row_totals == tuple(row.fragments for row in themes.rows)
        assert cross.total == themes.total.fragments
        for index, source in enumerate(list_sources(study.database)):
            only = Filters(sources=(source.name,))
            alone = count_frequencies(study.database, book, filters=only)
            assert tuple(cells[index] for cells in cross.cells) == tuple(
                row.fragments for row in alone.rows
            )
            assert cross.column_totals[index] == alone.total.fragments
        assert [
            (count.fragments, count.sources) for count in theme_counts(study.database, book)
        ] == [(row.fragments, row.sources) for row in themes.rows]
        recount = Recount(study)
        for progress in source_progress(study.database):
            text_id = progress.source.text_id
            mine = [c for c in recount.codings if c.fragment.text_id == text_id]
            touched = {
                turn.number for c in mine for turn in recount.turns_in(c) if turn.is_respondent
            }
            assert progress.coded_turns == len(touched)
            assert progress.words == len(WORD.findall(recount.told[text_id].text))


@given(st.text(alphabet="aé9_-'’ .\n…𝟙😀Ω\u0301") | st.text())
def test_words_are_found_where_the_program_counts_them(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    starts, ends = word_places(text)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [
        word.span() for word in WORD.finditer(text)
    ]
