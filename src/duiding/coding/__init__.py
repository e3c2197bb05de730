"""Coding: codes on fragments by coders, by hand or through suggestions, with undo and redo."""

from duiding.coding.acts import (
    NewCoding,
    accept_suggestion,
    apply_code,
    apply_codes,
    ensure_coder,
    last_act,
    redo,
    reject_suggestion,
    remove_coding,
    undo,
)
from duiding.coding.model import (
    Coder,
    Coding,
    Fragment,
    Origin,
    Suggestion,
    SuggestionStatus,
)
from duiding.coding.store import (
    all_coders,
    all_codings,
    code_use,
    coded_characters,
    codings_of_text,
    last_coding,
    suggestions,
)

__all__ = [
    "Coder",
    "Coding",
    "Fragment",
    "NewCoding",
    "Origin",
    "Suggestion",
    "SuggestionStatus",
    "accept_suggestion",
    "all_coders",
    "all_codings",
    "apply_code",
    "apply_codes",
    "code_use",
    "coded_characters",
    "codings_of_text",
    "ensure_coder",
    "last_act",
    "last_coding",
    "redo",
    "reject_suggestion",
    "remove_coding",
    "suggestions",
    "undo",
]
