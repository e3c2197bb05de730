"""Search: a word, lemma, compound part or pattern in the texts, each place with its context.

Reads, and codes all that was found as one act.
"""

from duiding.search.finding import find
from duiding.search.hit_coding import CodedHits, PlacesToCode, code_hits, places_to_code
from duiding.search.memory import Memory
from duiding.search.model import Concordance, Hit, Mode, Order, Query, Unit, sort_hits
from duiding.search.terms import check_query

__all__ = [
    "CodedHits",
    "Concordance",
    "Hit",
    "Memory",
    "Mode",
    "Order",
    "PlacesToCode",
    "Query",
    "Unit",
    "check_query",
    "code_hits",
    "find",
    "places_to_code",
    "sort_hits",
]
