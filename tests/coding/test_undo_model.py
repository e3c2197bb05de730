"""Whatever two coders do, and however often the program restarts: the study equals a simple model.

The model knows nothing of rows, images or SQL: it keeps what stands in two dictionaries, and per
coder a list of what was done and a list of what was undone. UNDO_RUNS=1000 makes it a long run.
"""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from duiding.coding import (
    Fragment,
    NewCoding,
    Origin,
    SuggestionStatus,
    accept_suggestion,
    all_codings,
    apply_code,
    apply_codes,
    recode_suggestion,
    redo,
    reject_suggestion,
    remove_coding,
    suggestions,
    undo,
)
from duiding.coding.store import replace_open_suggestions
from duiding.database import history, now
from duiding.errors import Refused
from duiding.sources import list_sources, read_transcript
from duiding.study import open_study
from tests import study_kit as kit

CODERS = ("codeur-a", "codeur-b")
OWNER = CODERS[0]
"""For whom the suggestions are."""
CODES = ("schaamte", "schulden", "leefstijl")
OFFERED = (("veel schaamte", "schaamte"), ("👍 schulden", "schulden"), ("Eén", "leefstijl"))
TALK = "R1: Eén keer, zó’n 👍 schulden — ën ja. Er is veel schaamte 👨‍👩‍👧 hè."

# What can stand: a coding at (start, end, key of the code, coder); a decision on ("suggestion",
# key of the code).
What = tuple[int, int, str, str] | tuple[str, str]
# How it stands: a coding as (origin, id), a decision as (status, coder).
How = tuple[str, str]
Step = tuple[What, How | None, How | None]


@dataclass(slots=True)
class Past:
    done: list[list[Step]] = field(default_factory=list)
    undone: list[list[Step]] = field(default_factory=list)


@cache
def _template() -> Path:
    """Make the study once; every example begins with a copy of it."""
    folder = Path(tempfile.mkdtemp(prefix="duiding-"))
    atexit.register(shutil.rmtree, folder)
    with kit.new_study(folder / "onderzoek") as study:
        kit.codebook(study)
        told = kit.transcript(study, "gesprek", TALK)
        for quote, key in OFFERED:
            kit.suggestion(study, told, quote, key)
        for name in CODERS:
            study.coder_id(name)
    return study.folder


class TwoCoders(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.page, history._CHUNK = history._CHUNK, 3  # so that pages of history end everywhere
        self.folder = Path(tempfile.mkdtemp(prefix="duiding-"))
        shutil.copytree(_template(), self.folder / "onderzoek")
        self.study = open_study(self.folder / "onderzoek")
        (source,) = list_sources(self.study.database)
        self.told = read_transcript(self.study.database, source)
        self.codes = {key: kit.code(self.study, key).id for key in CODES}
        by_id = {code_id: key for key, code_id in self.codes.items()}
        self.offers = {by_id[s.code_id]: s for s in suggestions(self.study.database)}
        self.coder_ids = {name: self.study.coder_id(name) for name in CODERS}
        # The model: what stands, and what each coder did and undid.
        self.stands: dict[What, How] = {}
        self.past = {name: Past() for name in CODERS}

    def teardown(self) -> None:
        history._CHUNK = self.page
        self.study.close()
        shutil.rmtree(self.folder)

    # The model's own arithmetic

    def model_act(self, coder: str, steps: list[Step]) -> None:
        steps = [step for step in steps if step[1] != step[2]]
        if not steps:
            return
        self.model_set(steps)
        self.past[coder].done.append(steps)
        self.past[coder].undone.clear()

    def model_set(self, steps: list[Step]) -> None:
        for what, _before, after in steps:
            if after is None:
                self.stands.pop(what, None)
            else:
                self.stands[what] = after

    def model_can(self, steps: list[Step]) -> bool:
        return all(self.stands.get(what) == before for what, before, _after in steps)

    def put(self, place: What, origin: str, identity: str) -> Step:
        """One coding per place: what stands there already stays."""
        present = self.stands.get(place)
        return (place, present, present or (origin, identity))

    # What the coders do

    spans = st.tuples(st.integers(-1, 60), st.integers(-1, 60))

    @rule(coder=st.sampled_from(CODERS), key=st.sampled_from(CODES), span=spans)
    def apply(self, coder: str, key: str, span: tuple[int, int]) -> None:
        start, end = span
        fragment = Fragment(self.told.source.text_id, start, end)
        possible = 0 <= start < end <= len(self.told.text)
        possible = possible and bool(self.told.text[start:end].strip())
        try:
            coding = apply_code(
                self.study.database,
                code_id=self.codes[key],
                fragment=fragment,
                coder_id=self.coder_ids[coder],
            )
        except Refused:
            assert not possible
            return
        assert possible
        self.model_act(coder, [self.put((start, end, key, coder), "hand", coding.id)])

    @rule(
        coder=st.sampled_from(CODERS),
        picks=st.lists(st.tuples(st.integers(0, 9), st.sampled_from(CODES)), max_size=4),
    )
    def apply_many(self, coder: str, picks: list[tuple[int, str]]) -> None:
        text_id = self.told.source.text_id
        news = [
            NewCoding(self.codes[key], Fragment(text_id, start, start + 3)) for start, key in picks
        ]
        made = apply_codes(
            self.study.database, news, coder_id=self.coder_ids[coder], origin=Origin.FILE
        )
        keys = {code_id: key for key, code_id in self.codes.items()}
        self.model_act(
            coder,
            [
                self.put((c.fragment.start, c.fragment.end, keys[c.code_id], coder), "file", c.id)
                for c in made
            ],
        )
        assert all((s, s + 3, key, coder) in self.stands for s, key in picks)

    @precondition(lambda self: any(len(what) == 4 for what in self.stands))
    @rule(coder=st.sampled_from(CODERS), pick=st.integers(0, 99))
    def remove(self, coder: str, pick: int) -> None:
        places = sorted((what for what in self.stands if len(what) == 4), key=str)
        place = places[pick % len(places)]
        _origin, coding_id = self.stands[place]
        owner = place[-1]
        try:
            remove_coding(self.study.database, coding_id, coder_id=self.coder_ids[coder])
        except Refused:
            assert coder != owner
            return
        assert coder == owner
        self.model_act(coder, [(place, self.stands[place], None)])

    @rule(coder=st.sampled_from(CODERS), offered=st.sampled_from(OFFERED), yes=st.booleans())
    def decide(self, coder: str, offered: tuple[str, str], yes: bool) -> None:
        _quote, key = offered
        offer, what = self.offers[key], ("suggestion", key)
        decided = self.stands.get(what)
        step: Step = (what, None, ("accepted" if yes else "rejected", coder))
        try:
            if yes:
                coding = accept_suggestion(
                    self.study.database, offer.id, coder_id=self.coder_ids[coder]
                )
                place = (offer.fragment.start, offer.fragment.end, key, coder)
                steps = [step, self.put(place, "suggestion", coding.id)]
            else:
                reject_suggestion(self.study.database, offer.id, coder_id=self.coder_ids[coder])
                steps = [step]
        except Refused:
            assert decided is not None or coder != OWNER
            return
        assert decided is None
        assert coder == OWNER
        self.model_act(coder, steps)

    @rule(
        coder=st.sampled_from(CODERS),
        offered=st.sampled_from(OFFERED),
        to=st.sampled_from(CODES),
    )
    def recode(self, coder: str, offered: tuple[str, str], to: str) -> None:
        _quote, key = offered
        offer, what = self.offers[key], ("suggestion", key)
        decided = self.stands.get(what)
        try:
            coding = recode_suggestion(
                self.study.database,
                offer.id,
                code_id=self.codes[to],
                coder_id=self.coder_ids[coder],
            )
        except Refused:
            assert decided is not None or coder != OWNER
            return
        assert decided is None
        assert coder == OWNER
        status, origin = ("accepted", "suggestion") if to == key else ("rejected", "hand")
        place = (offer.fragment.start, offer.fragment.end, to, coder)
        steps: list[Step] = [(what, None, (status, coder)), self.put(place, origin, coding.id)]
        self.model_act(coder, steps)

    @rule(score=st.floats(0, 1))
    def make_again(self, score: float) -> None:
        """The engines give other scores; decisions and what can be redone stay."""
        database, owner = self.study.database, self.coder_ids[OWNER]
        decided = [s for s in suggestions(database, coder_id=owner) if s.status != "open"]
        stand = suggestions(database, status=SuggestionStatus.OPEN, coder_id=owner)
        fresh = [replace(suggestion, score=score) for suggestion in stand]
        with database.transaction():
            replace_open_suggestions(database, self.told.source.text_id, owner, fresh, now())
        assert [s for s in suggestions(database, coder_id=owner) if s.status != "open"] == decided

    @rule(coder=st.sampled_from(CODERS), back=st.booleans(), times=st.integers(1, 4))
    def undo_or_redo(self, coder: str, back: bool, times: int) -> None:
        past = self.past[coder]
        source, target = (past.done, past.undone) if back else (past.undone, past.done)
        for _ in range(times):
            steps = source[-1] if source else None
            if back and steps:
                steps = [(what, after, before) for what, before, after in reversed(steps)]
            try:
                (undo if back else redo)(self.study.database, coder_id=self.coder_ids[coder])
            except Refused:
                assert steps is None or not self.model_can(steps)
                return
            assert steps is not None
            assert self.model_can(steps)
            self.model_set(steps)
            target.append(source.pop())

    @rule(offered=st.sampled_from(OFFERED), yes=st.booleans(), score=st.floats(0, 1))
    def decide_back_and_again(self, offered: tuple[str, str], yes: bool, score: float) -> None:
        """A decision is taken back, suggestions are made again, and it is done again."""
        self.decide(OWNER, offered, yes)
        self.undo_or_redo(OWNER, back=True, times=1)
        self.make_again(score)
        self.undo_or_redo(OWNER, back=False, times=1)

    @rule()
    def restart(self) -> None:
        self.study.close()
        files = {path.name for path in self.study.folder.glob("duiding.db*")}
        assert files == {"duiding.db"}
        self.study = open_study(self.study.folder)

    # What must always be the case

    @invariant()
    def equals_the_model(self) -> None:
        keys = {code_id: key for key, code_id in self.codes.items()}
        stands: dict[What, How] = {
            (c.fragment.start, c.fragment.end, keys[c.code_id], c.coder.name): (c.origin, c.id)
            for c in all_codings(self.study.database)
        }
        names = {coder_id: name for name, coder_id in self.coder_ids.items()}
        decided = self.study.database.rows(
            "SELECT id, status, decided_by FROM suggestion WHERE status <> 'open'"
        )
        by_id = {offer.id: key for key, offer in self.offers.items()}
        for offer_id, status, coder_id in decided:
            stands["suggestion", by_id[offer_id]] = (status, names[coder_id])
        assert stands == self.stands

    @invariant()
    def quotes_are_what_the_text_says(self) -> None:
        text = self.told.text
        for offer in suggestions(self.study.database):
            assert text[offer.fragment.start : offer.fragment.end] == offer.quote
        for coding in all_codings(self.study.database):
            start, end = coding.fragment.start, coding.fragment.end
            assert text[start:end] == coding.quote
            assert text[:start].endswith(coding.before)
            assert text[end:].startswith(coding.after)

    @invariant()
    def history_tells_how_it_came_about(self) -> None:
        """Playing all changes from the start gives the rows that stand."""
        rows: dict[tuple[str, str], str] = {}
        for entity, key, before, after in self.study.database.rows(
            "SELECT entity, entity_id, before, after FROM history"
            " WHERE entity = 'coding' ORDER BY seq"
        ):
            assert rows.get((entity, key)) == before
            if after is None:
                del rows[entity, key]
            else:
                rows[entity, key] = after
        assert {key for _entity, key in rows} == {c.id for c in all_codings(self.study.database)}


TestTwoCoders = TwoCoders.TestCase
TestTwoCoders.settings = settings(
    max_examples=int(os.environ.get("UNDO_RUNS", "25")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
