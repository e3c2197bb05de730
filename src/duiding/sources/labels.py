"""What the labels of speakers look like, and what they say about a role."""

import re
import unicodedata

from duiding.sources.model import SpeakerRole

LONGEST_LABEL = 40
MOST_WORDS = 5

_WORD = re.compile(r"[^\W\d_]+|\d+")
_CODE = re.compile(r"^[^\W\d_]{1,3}[ .-]?\d{1,3}$")
_CODE_AT_END = re.compile(r"^(?P<word>[^\W\d_]+)[ -]+\(?(?P<code>[^\W\d_]{1,3}\d{1,3})\)?$")
_NAME_WORD = re.compile(r"^[\[(]?[^\W\d_][^\W_.]*(?:[-'’.][^\W_.]*)*[\])]?$|^\(?\d{1,3}\)?$")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


_ROLES: dict[SpeakerRole, frozenset[str]] = {
    SpeakerRole.MODERATOR: word_set(
        "moderator mod gespreksleider gespreksleidster facilitator voorzitter discussieleider"
        " begeleider chair"
    ),
    SpeakerRole.INTERVIEWER: word_set(
        "interviewer interviewster int onderzoeker onderzoekster researcher vraagsteller"
        " gesprekspartner inter interv"
    ),
    SpeakerRole.SERVICE: word_set(
        "transcribent transcriptie transcript transcriber system systeem opname recording"
        " notulist observator observer"
    ),
    SpeakerRole.RESPONDENT: word_set(
        "respondent respondente resp geïnterviewde geinterviewde deelnemer deelneemster"
        " participant interviewee expert informant bewoner cliënt client burger"
    ),
}
_LETTERS = {
    "i": SpeakerRole.INTERVIEWER,
    "q": SpeakerRole.INTERVIEWER,
    "m": SpeakerRole.MODERATOR,
    "r": SpeakerRole.RESPONDENT,
    "p": SpeakerRole.RESPONDENT,
    "d": SpeakerRole.RESPONDENT,
    "g": SpeakerRole.RESPONDENT,
    "a": SpeakerRole.RESPONDENT,
    "b": SpeakerRole.RESPONDENT,
}

STRUCTURE_WORDS = word_set(
    "voordeel voordelen nadeel nadelen voorbeeld voorbeelden bijvoorbeeld conclusie conclusies"
    " samenvatting kortom dus noot nota bene opmerking opmerkingen vraag vragen antwoord stelling"
    " punt thema onderdeel deel hoofdstuk stap tip advies aanbeveling doel doelen reden redenen"
    " oorzaak gevolg probleem oplossing bron bronnen tabel figuur bijlage pagina optie eerst"
    " tweede derde ten eerste slotsom resultaat uitkomst context definitie toelichting kanttekening"
    " pro contra plus min sterk zwak kans kansen bedreiging oftewel namelijk citaat let op"
    " advantage advantages disadvantage disadvantages example examples conclusion conclusions"
    " summary note notes question questions answer theme step reason problem solution source"
    " sources table figure appendix page option result definition url http https www"
)
HEADER_WORDS = word_set(
    "datum date plaats place locatie location duur duration lengte length tijd time tijdstip"
    " aanvang begin einde start aanwezig aanwezigen deelnemers participants project onderwerp"
    " subject titel title bestand bestandsnaam file filename taal language opnameduur opnamedatum"
    " versie version functie organisatie organisation interviewnummer nummer naam name leeftijd"
    " age geslacht gender beroep kenmerk geanonimiseerd anonimisering soort kind status medium"
    " setting speakers keywords"
)
_PARTICLES = word_set("van de der den het ten ter te op von di da du la le el al in 't d' en")


def fold(label: str) -> str:
    """Return the form of a label by which spellings are the same speaker."""
    return " ".join(label.casefold().split())


def words_of(label: str) -> list[str]:
    """Return the words and numbers of a label, case folded."""
    return [word.casefold() for word in _WORD.findall(label)]


def is_code(label: str) -> bool:
    """Say whether a label is a short code with a number: R7, SP1, D-03."""
    return bool(_CODE.match(label))


def shown_label(label: str) -> str:
    """Return the label by which a speaker is known: of ``Respondent R7`` the code ``R7``."""
    match = _CODE_AT_END.match(label)
    if match and match["word"].casefold() in _ROLES[SpeakerRole.RESPONDENT]:
        return match["code"]
    return label


def role_of(label: str) -> SpeakerRole | None:
    """Return the role that a label names; None when it says nothing, as a name."""
    words = words_of(label)
    if len([word for word in words if not word.isdecimal()]) == 1 and len(words[0]) == 1:
        return _LETTERS.get(words[0])
    for role, known in _ROLES.items():
        if any(word in known for word in words):
            return role
    return SpeakerRole.RESPONDENT if is_code(label) else None


def is_label_shaped(label: str) -> bool:
    """Say whether a text could be a label at all: short, starts with a letter, few words."""
    words = label.split()
    spelled = [words[0].removesuffix(","), *words[1:]] if len(words) > 1 else words
    return (
        0 < len(label) <= LONGEST_LABEL
        and len(words) <= MOST_WORDS
        and all(_NAME_WORD.match(word) or word in ("&", "-", "/") for word in spelled)
        and any(unicodedata.category(character).startswith("L") for character in words[0])
    )


def is_name_shaped(label: str) -> bool:
    """Say whether a label is written as names are: capitals, but for particles and numbers."""
    words = label.split()
    if not words or words[0].casefold() in _PARTICLES:
        return False
    return all(
        word.casefold() in _PARTICLES or word.strip("[()]")[:1].isupper() or word.isdecimal()
        for word in words
    )


def names_structure(label: str) -> bool:
    """Say whether a label names a part of a text or of its header rather than a speaker."""
    words = words_of(label)
    return bool(words) and (words[0] in STRUCTURE_WORDS or names_header(label))


def names_header(label: str) -> bool:
    """Say whether a label belongs to the header of a transcript: Datum, Plaats, Duur."""
    words = words_of(label)
    return bool(words) and words[0] in HEADER_WORDS
