"""Words that say nothing about a code: small words of Dutch, German and English, and fillers."""

_DUTCH = """
aan af al alle alleen allemaal allen als alles alsof altijd ander andere anders ben bent bij
bijvoorbeeld binnen bovendien d'r daar daarbij daardoor daarin daarmee daarna daarom daarop
daaruit daarvan daarvoor dan dat datzelfde de deden deed den der deze dezelfde die dien dienen
diens dit doch doe doen doet door drie dus echt echter een één eens eerst eerste eigen eigenlijk
elk elkaar elke en enkel enkele er eraan erbij erdoor erin ermee erop eruit ervan ervoor even
evenals gaan gaat ge geen gehad gekund geleden gelijk gemoeten genoeg geweest gewoon ging gingen
had hadden haar heb hebben hebt heeft heel hele helemaal hem hen het hetgeen hetzelfde hier
hierbij hierna hij hoe hoewel hun ieder iedere iedereen iemand iets ik in inderdaad is ja jaar je
jij jou jouw jullie kan kijk kom komen komt kon konden kun kunnen kunt laat later laten maar mag
me mee meer meest men met mij mijn mijne min misschien moest moesten moet moeten mogen na naar
nadat natuurlijk nee neer net niet niets nog nooit nou nu of om omdat onder ons onze ook op opdat
opnieuw over paar per precies reeds rond samen sinds sommige soms steeds tegen ten ter terwijl te
toch toe toen tot totdat tussen twee u uit uw vaak van vanaf veel veelal verder vind vinden vindt
vol volgens vond voor vooral voordat vroeger waar waarbij waarin waarmee waarom waarop waarvan
waarvoor want waren was wat we weer weet weg wel welk welke werd werden weten wie wij wil willen
wilde worden wordt zal ze zeer zeg zeggen zegt zei zelf zelfs zich zie zien ziet zij zijn zijne
zitten zit zo zoals zoiets zonder zou zouden zozeer zulke zullen 'm 'n 'r 's 't 'k aha eh ehm eeh
euh goh ha hè hé hm hmm hoor joh mm mmm oh oké ok sorry tja uh uhm zeg dingen ding manier soort
stuk gang maken maakt gemaakt geven geeft krijgen krijgt
"""
_GERMAN = """
aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den denn der des
die dies diese dieser doch dort du durch ein eine einem einen einer eines er es etwas für gegen
gewesen habe haben hat hatte ich ihm ihn ihr im ins ist ja jede jeder jetzt kann kein keine können
machen man mehr mein mich mir mit muss nach nein nicht noch nun nur oder ohne schon sehr sein seine
sich sie sind so soll über um und uns unser unter viel vom von vor war waren weil wenn wer werden
wie wieder will wir wird wo wurde würde zu zum zur zwischen
"""
_ENGLISH = """
a about after all also and any are as at be because been but by can could did do does for from had
has have he her here him his how i if into it its just like me more my no not now of on one or other
our out she should so some than that the their them then there these they this to too up us was we
well were what when where which who will with would you your
"""

SMALL_WORDS = frozenset(f"{_DUTCH} {_GERMAN} {_ENGLISH}".split())
