"""Which suggestions are shown: codes can be switched off, and have a threshold of their own.

The rules are those of the study, for all coders. A code without a rule is on, at the threshold of
the study; an act on a theme, or on another code with codes below it, holds for its whole branch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from duiding import database as db
from duiding.coding import decision_store, store
from duiding.coding.model import SuggestionRule
from duiding.database import Database, new_id
from duiding.errors import InputError, NotFound
from duiding.i18n import _

SWITCH_SUGGESTIONS = "switch_suggestions"
SET_THRESHOLD = "set_threshold"


@dataclass(frozen=True, slots=True)
class SuggestionRules:
    """The rules of the codes, resolved with the threshold of the study."""

    threshold: float
    """That of the study, 0 to 1."""
    by_code: Mapping[str, SuggestionRule] = field(default_factory=dict)
    """The codes that have a rule, by id."""

    def is_on(self, code_id: str) -> bool:
        """Return whether a code is suggested."""
        rule = self.by_code.get(code_id)
        return rule is None or rule.is_on

    def threshold_for(self, code_id: str) -> float:
        """Return the score from which on a code is shown."""
        rule = self.by_code.get(code_id)
        return self.threshold if rule is None or rule.threshold is None else rule.threshold


def resolved_rules(database: Database, threshold: float) -> SuggestionRules:
    """Return the rules of the study; ``threshold`` is that of its settings."""
    return SuggestionRules(threshold, store.suggestion_rules(database))


def switch_suggestions(
    database: Database, code_id: str, on: bool, coder_id: str
) -> list[SuggestionRule]:
    """Switch suggestions of a code, and of all codes below it, on or off, as one act.

    Returns the rules that changed, as they are now. Raises NotFound when the code is not there.
    """
    return _change(
        database, SWITCH_SUGGESTIONS, code_id, coder_id, lambda rule: replace(rule, is_on=on)
    )


def set_threshold(
    database: Database, code_id: str, threshold: float | None, coder_id: str
) -> list[SuggestionRule]:
    """Set the score from which on a code, and all codes below it, are shown, as one act.

    None gives them the threshold of the study again. Returns the rules that changed, as they are
    now. Raises NotFound when the code is not there, InputError when 0 to 1 does not hold.
    """
    if threshold is not None and not 0 <= threshold <= 1:
        raise InputError(
            _("The threshold {value} does not lie between 0 and 1.").format(value=threshold)
        )
    return _change(
        database,
        SET_THRESHOLD,
        code_id,
        coder_id,
        lambda rule: replace(rule, threshold=threshold),
    )


def _change(
    database: Database,
    act_name: str,
    code_id: str,
    coder_id: str,
    changed: Callable[[SuggestionRule], SuggestionRule],
) -> list[SuggestionRule]:
    made: list[SuggestionRule] = []
    with db.act(database, act_name, coder_id=coder_id) as act:
        branch = decision_store.branch_ids(database, code_id)
        if not branch:
            raise NotFound(_("This code is not in the study."))
        rows = decision_store.rule_rows(database)
        for key in branch:
            row_id, before = rows.get(key, ("", SuggestionRule(key)))
            after = changed(before)
            if after == before:
                continue
            made.append(after)
            if after == SuggestionRule(key):
                act.delete("suggestion_rule", row_id)
                continue
            image = {"is_on": int(after.is_on), "threshold": after.threshold}
            if row_id:
                act.update("suggestion_rule", row_id, image)
            else:
                act.insert("suggestion_rule", {"id": new_id(), "code_id": key, **image})
    return made
