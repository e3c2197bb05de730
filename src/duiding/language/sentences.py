"""Sentence boundaries in spoken Dutch, without a language model.

A boundary is an end mark, its closing quotes, a blank, and a start that can begin a sentence.
Ellipses inside a halting sentence and common abbreviations do not end one.
"""

import re

_BOUNDARY = re.compile(r"[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-ZÀ-ÞŠŽ0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?:[A-Za-z]\.)+|bijv|bv|dhr|mw|mevr|dr|drs|ir|mr|prof|ca|nr|blz|evt|incl|excl"
    r"|resp|vgl|zgn|zogen|nl|jl|st)\.$",
    re.IGNORECASE,
)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences in ``text[start:end]`` as spans without blanks at their ends."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        stop = match.start() + len(match.group().rstrip())
        if "\n" not in match.group() and _ABBREVIATION.search(text[begin:stop]):
            continue
        _add(spans, text, begin, stop)
        begin = match.end()
    _add(spans, text, begin, end)
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if end > start:
        spans.append((start, end))
