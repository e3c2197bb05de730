r"""Sentence boundaries in spoken Dutch, without a language model.

A sentence ends at an end mark with its closing quotes, before something that can begin one. What
spoken Dutch asks for besides:

- an ellipsis inside a halting sentence (``ik ken eh... ik ken iedereen``) ends nothing;
- abbreviations, initials and the numbers of a list end nothing, but the word ``u.`` does;
- a remark such as ``[lacht]`` between sentences stands alone;
- a line end counts as a blank when the sentence goes on in lower case (wrapped lines);
- in a turn without any capital a sentence begins in lower case (``ja. dat klopt.``);
- a double hyphen ends a sentence that is broken off, when a capital follows;
- time stamps (``[00:01:02]``, ``(12:30)``) and labels of speakers that stand in a turn are never
  part of a sentence; what stands before and after them is cut apart;
- a turn without punctuation, as speech recognition gives it, is cut at words that open a clause.

The time it takes is linear in the length of the text, whatever the text.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

RULES = 3
"""Version of the rules; under another one sentences are found again."""
MAX_WORDS = 60
"""A stretch with more words than this is cut ..."""
AIM = 25
"""... into pieces of about so many words."""
_SHORT = 2 * MAX_WORDS
"""So few characters that they cannot hold too many words."""

_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_TIMES = rf"{_TIME}(?:\s{{0,2}}(?:-->|[-–—])\s{{0,2}}{_TIME})?"
_NOT_SPOKEN = re.compile(
    rf"[\[(<{{]\s{{0,2}}{_TIMES}\s{{0,2}}[\])>}}]|#{_TIME}(?:-\d)?#"
    r"|(?<![\d:.,])(?:0|\d\d):\d{2}:\d{2}(?:[.,]\d{1,3})?(?![\d:])"
    r"(?:\s{0,2}-->\s{0,2}\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)?"
    r"|(?<!\S)(?P<label>(?:(?P<letter>[IMPQR])|[RIMPQDG]\d{1,2}|SP\d{1,2}"
    r"|(?:Interviewer|Interviewster|Onderzoeker|Moderator|Gespreksleider|Respondent|Deelnemer"
    r"|Geïnterviewde|Spreker|Speaker|INTERVIEWER|MODERATOR|RESPONDENT)(?:\s[A-Z]?\d{0,2})?):)"
    r"(?!\S)"
)
_CANDIDATE = re.compile(
    r"(?P<mark>[.!?…]+)[\"'”’»)\]]*(?:\s+|$)"
    r"|(?P<broken>-{2,})\s+"
    r"|(?P<remark>\[[^\[\]\n]{1,40}\]|\([^\W\d_A-Z][^()\n.!?]{1,24}\))\s+"
    r"|(?P<line>\n\s*)"
)
_SURE_MARKS = (".", "?", "!", "?!", "!?")
_BEFORE_A_LABEL = "\n.?!…\"'”’)]"
_REMARK = re.compile(r"(?:\[[^\[\]\n]{1,40}\]|\([^()\n]{1,24}\))\s*")
_OPENERS = re.compile(r"[\"'“‘’„«(\[–—\-•*… ]{0,8}")
_SMALL_WORD = re.compile(r"['’‘](?:s|t|n|k|m|r)\s")
_WORD_SIGN = re.compile(r"\w")

_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])\.")
_WORD_WITH_DOT = re.compile(r"[\w.]{1,12}$")
_FIRST_WORD = re.compile(r"\W{0,8}(\w+)")
_DOTTED = re.compile(r"(?:[a-z]\.){2,}")
_DOTTED_AT_END = re.compile(r"e\.d\.|a\.s\.")
_GOES_ON = re.compile(
    r"dhr|mw|mevr|dr|drs|ir|ing|mr|prof|ds|st|fam|wed|gebr|bijv|bv|vgl|zgn|resp|incl|excl"
)
_BEFORE_A_NUMBER = re.compile(r"nrs?|no|blz|pp?|pag|art|ca|par|fig|tab|hfst|tel|max|min|vs")
_STARTER = re.compile(
    r"als|daar|daarna|dan|dat|die|dit|dus|eh|en|er|het|hier|hij|hoe|ik|ja|je|kijk|maar|mag|nee|nou"
    r"|of|ook|toen|u|waar|wat|we|wie|wij|zij|ze|zo",
    re.IGNORECASE,
)

_GAP = re.compile(
    r"(?P<pause>(?:…|\.\.\.|;|:|\s[–—-])\s+)"
    r"|(?P<comma>,\s+)"
    r"|(?P<opener>\s+(?=(?:en|maar|want|dus|of|omdat|terwijl|toen|dan|daarna|kijk|nou|ja)\s))"
    r"|(?P<blank>\s+)",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(r"(?:en|maar|want|dus|of|omdat|terwijl|toen|kijk|nou)\s", re.IGNORECASE)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences in ``text[start:end]`` as spans, in order.

    Spans never overlap, have no blanks at their ends, and together hold every word but those of
    time stamps and labels. A turn that holds nothing else is one span.
    """
    spans: list[tuple[int, int]] = []
    place = start
    for match in _not_spoken(text, start, end):
        if _WORD_SIGN.search(text, place, match.start()):
            spans += _sentences(text, place, match.start())
        place = match.end()
    if place == start or not spans or _WORD_SIGN.search(text, place, end):
        spans += _sentences(text, place, end)
    if not spans:
        begin, stop = _skip_blanks(text, start, end), _trimmed(text, start, end)
        return [(begin, stop)] if begin < stop else []
    return spans


def _not_spoken(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the time stamps and labels of speakers; a label opens a line or a sentence."""
    if text.find(":", start, end) < 0:
        return
    closed = start
    for match in _NOT_SPOKEN.finditer(text, start, end):
        if match["label"]:
            before = match.start()
            while before > closed and text[before - 1] == " ":
                before -= 1
            opens = "\n" if match["letter"] else _BEFORE_A_LABEL
            if before > closed and text[before - 1] not in opens:
                continue
        closed = match.end()
        yield match


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a stretch in which everything is spoken."""
    spans: list[tuple[int, int]] = []
    small = text[start:end].islower()
    begin = looked = _skip_blanks(text, start, end)
    speaks = False  # whether a word stands between ``begin`` and ``looked``
    for match in _CANDIDATE.finditer(text, begin, end):
        if not speaks:
            speaks = _WORD_SIGN.search(text, looked, match.start()) is not None
            looked = match.start()
        if match.end() < end and _ends(text, begin, match, end, speaks=speaks, small=small):
            spans += _pieces(text, begin, _trimmed(text, begin, match.end()))
            begin = looked = match.end()
            speaks = False
    stop = _trimmed(text, begin, end)
    if spans and begin < stop and not _WORD_SIGN.search(text, begin, stop):
        spans[-1] = (spans[-1][0], stop)  # a stray mark belongs to what stands before it
    elif begin < stop:
        spans += _pieces(text, begin, stop)
    return spans


def _ends(
    text: str, begin: int, match: re.Match[str], end: int, *, speaks: bool, small: bool
) -> bool:
    """Tell whether the sentence that begins at ``begin`` ends at this candidate.

    ``small`` says that there are no capitals at all, so that none can be waited for.
    """
    following = match.end()
    if match["remark"]:
        return match.start() == begin and _can_begin(text, following, end)
    if not speaks:
        return False
    if match["broken"]:
        return text[following].isupper()
    if match["line"]:
        return match["line"].count("\n") > 1 or _can_begin(text, following, end)
    begins = _can_begin(text, following, end) or (small and match["mark"] in _SURE_MARKS)
    return begins and not (match["mark"] == "." and _is_abbreviation(text, begin, match, end))


def _can_begin(text: str, place: int, end: int) -> bool:
    """Tell whether a sentence can begin here: no lower-case letter after a remark and openers."""
    remark = _REMARK.match(text, place, end)
    if remark is not None:
        place = remark.end()
    openers = _OPENERS.match(text, place, end)
    after = openers.end() if openers else place
    if after >= end or not text[after].islower():
        return remark is not None or after < end
    return after > place and _SMALL_WORD.match(text, after - 1, end) is not None


def _is_abbreviation(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Tell whether the full stop of this candidate belongs to the word before it."""
    dot = match.start() + 1
    found = _WORD_WITH_DOT.search(text, max(begin, dot - 12), dot)
    if found is None:
        return False
    if _LIST_NUMBER.fullmatch(text, begin, dot):
        return True
    word = found.group().lower()
    if _GOES_ON.fullmatch(word[:-1]):
        return True
    if _BEFORE_A_NUMBER.fullmatch(word[:-1]):
        return text[match.end()].isdigit() or text[match.end()] in '€(“"'
    following = _FIRST_WORD.match(text, match.end(), end)
    if following is not None and following[1][0].isupper() and _STARTER.fullmatch(following[1]):
        return False
    if len(word) == len("J."):
        return found.group()[0].isupper()
    return bool(_DOTTED.fullmatch(word)) and not _DOTTED_AT_END.fullmatch(word)


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the span, in pieces when it has more than MAX_WORDS words."""
    gaps: list[re.Match[str]] = []
    if stop - start > _SHORT:
        gaps = [gap for gap in _GAP.finditer(text, start, stop) if gap.end() < stop]
    if len(gaps) < MAX_WORDS:
        yield start, stop
        return
    for left, right in pairwise([start, *(gap.end() for gap in _cuts(text, gaps)), stop]):
        yield left, _trimmed(text, left, right)


def _cuts(text: str, gaps: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the gaps between words to cut at, about AIM words apart, from left to right."""
    first = 0

    def worth(gap: int) -> float:
        return _goodness(text, gaps[gap]) - 4 * abs(gap - first - AIM) / AIM

    while len(gaps) - first >= 2 * AIM:
        best = max(range(first + AIM // 3, min(first + 2 * AIM, len(gaps) - AIM // 3)), key=worth)
        yield gaps[best]
        first = best + 1


def _goodness(text: str, gap: re.Match[str]) -> int:
    """Return how good a place between words is for a cut: 0 to 4."""
    if gap["pause"]:
        return 4
    if gap["comma"]:
        return 3 if _OPENS_CLAUSE.match(text, gap.end()) else 1
    return 2 if gap["opener"] else 0


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
