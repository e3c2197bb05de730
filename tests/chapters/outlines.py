"""A small outline by hand, for tests of the Word side alone."""

from dataclasses import replace

from duiding.chapters.outline import (
    Cell,
    Chapter,
    Draft,
    Figure,
    IndicatorPart,
    IndicatorTable,
    Mark,
    ParticipantRow,
    Provenance,
    Quote,
    QuoteGroup,
    RelationPart,
    Row,
    SectionReference,
    Style,
    TableReference,
    Tone,
)
from duiding.coding import Fragment

SHORT = "Die hele la lag vol enveloppen, ongeopend, want dan bestaan ze niet."
LONG = " ".join(["en dan is er altijd wel weer een brief"] * 5)  # 45 words
HOSTILE = "]]> &amp; <b>vet</b> {{ veld }} {naam} אבג 🙂 “binnen” \\ %s"


def quote(number: int, text: str = SHORT, *, attribution: str = "") -> Quote:
    return Quote(
        key=f"0193a000-0000-7000-8000-{number:012}",
        parts=(Fragment("tekst", 0, len(text)),),
        text=text,
        attribution=attribution,
        provenance=Provenance(
            "interview-03", 42, "23:41", "R7", "Armoede › Schaamte", ("codeur-a", "codeur-b")
        ),
    )


def group(code: str, *quotes: Quote, **more: object) -> QuoteGroup:
    return QuoteGroup(code, f"Over {code.lower()}.", quotes, 11, 4, **more)  # type: ignore[arg-type]


TABLE = IndicatorTable(
    key="armoede",
    caption="Score op de indicatoren behorende bij het thema ‘armoede’",
    columns=("Indicator", "Jaar", "Bron", "Meest negatief", "Limburg", "Parkstad", "Nederland"),
    rows=(
        Row(
            "Aandeel personen met een uitkering",
            "2019",
            "CBS",
            (
                Cell("23,4%", "Heerlen", Mark.HIGHER, Tone.WORSE),
                Cell("15,4%", mark=Mark.HIGHER, tone=Tone.WORSE),
                Cell("20,0%", mark=Mark.HIGHER, tone=Tone.WORSE),
                Cell("12,4%"),
            ),
        ),
        Row(
            "Laaggeletterden 16-65 jaar",
            "2016",
            "Parkstadmonitor",
            (Cell(">16%"), Cell("11–13%"), Cell("n.b.", missing=True), Cell("18,0%")),
        ),
    ),
    note="Bron: CBS; Parkstadmonitor. ▲/▼ = hoger/lager dan Nederland; n.b. = niet beschikbaar.",
)

POVERTY = Chapter(
    key="armoede",
    title="Armoede",
    numbers=(3, 2, 1),
    cluster="Sociaal-economische structuurversterking",
    hints=("Leid het thema in.",),
    opening=(TableReference(), " geeft de score op de indicatoren."),
    table=TABLE,
    indicators=(
        IndicatorPart(
            "Aandeel personen met een uitkering",
            ("In Parkstad Limburg is dat ", Figure("0193b000-0000-7000-8000-1", "20,0%"), "."),
            (group("Schaamte", quote(1), quote(2, LONG)),),
        ),
        IndicatorPart("Laaggeletterden 16-65 jaar", ("Geen waarde bekend.",), (), ("Nog leeg.",)),
    ),
    interpretation=(group("Werkende armen", quote(3)),),
    context=(),
    relations=(
        RelationPart(
            "Gezondheid",
            ("Zie paragraaf ", SectionReference("gezondheid", "3.2.2"), "."),
            (group("Stress", quote(4)),),
        ),
    ),
    recommendations=(group("Inzetten op schuldhulpverlening", quote(5)),),
    proposals=(),
    uncoded_recommendations=("Versterken samenwerking",),
)

HEALTH = replace(
    POVERTY,
    key="gezondheid",
    title="Gezondheid",
    numbers=(3, 2, 2),
    relations=(),
    table=replace(TABLE, key="gezondheid"),
)

CENTRE = replace(
    POVERTY,
    key="centrum",
    title="Centrumfunctie Heerlen",
    numbers=(3, 3),
    cluster="",
    opening=("Van deze pijler zijn geen kwantitatieve data beschikbaar.",),
    table=None,
    indicators=(),
    relations=(),
    recommendations=(),
    uncoded_recommendations=(),
)

DRAFT = Draft(
    number=3,
    title="Stand van zaken",
    opening=("Dit hoofdstuk rust op twaalf interviews.",),
    hints=("Per code staan hooguit 3 citaten.",),
    chapters=(POVERTY, HEALTH, CENTRE),
    participants=(ParticipantRow("Expertinterview", "Expert", 12, 12),),
    style=Style("nl", author="Onderzoeksteam", title="Duiding van de nulmeting", subject="Proef"),
)

AT = "2026-01-02T10:00:00.123456Z"
