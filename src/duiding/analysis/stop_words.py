"""Words that say nothing about a text: function words and what fills pauses in spoken Dutch."""

_DUTCH = """
de het een 't 'n
ik jij je u hij zij ze wij we jullie hun hen hem haar mij me ons jou 'm 'r
mijn m'n jouw uw zijn z'n onze mezelf jezelf zichzelf zich onszelf elkaar elkaars
die dat dit deze daar daarin daarom daarmee daarvan daarvoor daarop daaraan daarna daardoor daarbij
daarover daarnaast hier hierin hiervan hiervoor hierbij er erin erop eraan ervan ervoor eruit
ermee erbij erover ernaar wat wie welk welke waar waarin waarom waarmee waarvan waarvoor waarop
waarbij hoe wanneer iets iemand niets niemand alles iedereen ieder iedere elk elke alle al allemaal
beide sommige sommigen ander andere anderen zo'n zulk zulke zo zoiets dergelijk zelf zelfs zelfde
hetzelfde dezelfde men
en of maar want dus dan toen als dat omdat doordat zodat terwijl hoewel tenzij voordat nadat totdat
sinds tot zoals alsof noch ofwel mits indien
in op aan van voor bij met naar uit over door om te onder tussen tegen zonder binnen buiten boven
naast rond vanaf vanuit tijdens volgens per achter af toe mee heen erdoor via qua
zijn ben bent is was waren geweest worden word wordt werd werden geworden hebben heb hebt heeft had
hadden gehad zullen zal zult zou zouden kunnen kan kun kunt kon konden moeten moet moest moesten
mogen mag mocht mochten willen wil wilt wilde wilden wou laten laat liet hoeven hoef hoeft gaan ga
gaat ging gingen gegaan doen doe doet deed deden gedaan zeggen zeg zegt zei zeiden gezegd
niet geen wel ook nog al reeds nu toen straks altijd nooit soms vaak weer even eens ooit pas net
heel erg zeer te veel veler meer meest meeste minder minst weinig genoeg ongeveer bijna vrij nogal
best redelijk eigenlijk gewoon natuurlijk inderdaad misschien waarschijnlijk zeker eerlijk echt
alleen maar slechts juist toch immers namelijk trouwens overigens anders samen weg terug vooral
bijvoorbeeld ongetwijfeld uiteraard hooguit sowieso eerder later ergens nergens overal steeds
gelukkig helaas daarentegen bovendien verder dadelijk meteen direct ondertussen intussen
ja nee nou goed oké ok eh ehm uh uhm hm hmm mm mmm hè hé he hee tja ach och oh o ah zeg kijk snap
precies klopt zeker zo'n soort beetje paar dingen ding
eerst tweede derde eerste laatste volgende vorige
"""


_NUMBERS = """
nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
honderd duizend miljoen miljard
"""

STOP_WORDS = {"nl": frozenset((_DUTCH + _NUMBERS).split())}
"""By language; a language that is not here has none."""
