"""How a headline's words are compared: tokens and stems, versions of products, the name a paper gives its method."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from summarizer.language.tongues import language_of
from summarizer.language.words import Word, split, stem

_STOP = """
a about across after again against ai all also although amid among an and any are artificial as at be because been
before being between both but by can could despite did do does down during each for from had has have he her him his
how however i if in include included includes including intelligence into is it its just may me might more most must
my new no nor not now of off on only or other our out over own per s said same say says shall she should so some such
t than that the their them then there these they this those through to too under until up upon us use used uses using
very via was we were what when where which while who whom whose why will with within without would you your
"""
STOP = frozenset(_STOP.split()) | frozenset(stem(word) for word in _STOP.split())
"""Stems that say nothing about which event it is; "AI" and "new" are among them, every second title having one."""

_NOT_VERSIONED = frozenset(
    "top of over to by than from with and for at up nearly about the all under least another just only us is in a "
    "series phase level section article day week year chapter part page issue number no vol season episode "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Words before a number that are no product's name, whatever their capital."""
_VERSION = re.compile(
    r"\b([A-Z][^\W\d_]{1,30})[ \-‑]?(\d{1,3}(?:\.\d{1,3}){0,2})(?![\w%]|[.,]\d| (?:[mbt]r?illion|per))"
)
_PREPRINT = re.compile(r"^\[[\d.v]{4,16}\]\s*")
_REPORT = "technical report"
_PAPER_NAME_WORDS = 5
"""Most words before the colon of a title that still name a method."""
_ELISION = re.compile(
    r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|un|gl|degl|quest|(?:a|co|da|de|ne|que|su)ll)['’](?=\w{2})", re.I
)
"""A small word of French or Italian that is written together with the next: "l'eau", "dell'azienda"."""
FOREIGN_STEM = 5
"""Letters that count of a word in another language than English, whose endings we do not know: with 6, fewer reports of
one event are found, and the others are no further apart."""
FEWEST_COMMON_WORDS = 10
"""Common words of a language, each counted once, that a text must have before it is taken to be in it."""
TONGUES = (
    "Arabic", "Bulgarian", "Catalan", "Croatian", "Czech", "Danish", "Dutch", "English", "Estonian", "Finnish",
    "French", "German", "Greek", "Hebrew", "Hungarian", "Indonesian", "Italian", "Korean", "Latvian", "Lithuanian",
    "Norwegian_Bokmal", "Persian", "Polish", "Portuguese", "Romanian", "Russian", "Serbian", "Slovak", "Slovenian",
    "Spanish", "Swedish", "Turkish", "Ukrainian", "Vietnamese",
)  # fmt: skip
"""Languages told apart by the common words that jusText lists, by its names. Some of its other lists hold English."""
_DAYS_AND_MONEY = """
dollar dollars euro euros euró euron евро євро ευρώ
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag prozent pfund franken
lundi mardi mercredi jeudi vendredi samedi dimanche livres francs
lunes martes miércoles jueves viernes sábado domingo dólares pesos millones
lunedì martedì mercoledì giovedì venerdì sabato domenica dollari sterline
segunda terça quarta quinta sexta feira sábado reais
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag procent
måndag måndagen tisdag tisdagen onsdag onsdagen torsdag torsdagen fredag fredagen lördag söndag kronor
mandag tirsdag lørdag søndag kroner
maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina euroa
poniedziałek wtorek środa środę środy czwartek piątek sobota sobotę niedziela niedzielę złotych złoty
pondělí úterý středa středu čtvrtek pátek neděle neděli korun
hétfő hétfőn kedd kedden szerda szerdán csütörtök csütörtökön péntek pénteken szombat vasárnap forint
luni marți miercuri joi vineri sâmbătă duminică lei
pazartesi salı çarşamba perşembe cuma cumartesi pazar lira
понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье рублей рубля доллара долларов
понеділок вівторок середа середу четвер пʼятниця субота неділя гривень
δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
"""
DAYS_AND_MONEY = frozenset(_DAYS_AND_MONEY.split())
"""Days and currencies of all these languages, which jusText's lists lack though any report may have them."""


class Token(NamedTuple):
    """A word as it is compared; letters and digits that touch are one, `QwQ-32B` is `qwq` and `32b`."""

    surface: str
    stem: str
    opens: bool
    """It stands where a sentence begins, so that its capital says nothing."""
    joined: bool
    """Only a space or hyphen parts it from the word before, so that both may be one name."""


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of `text`, in order."""
    return tokens_of(text, split(text))


def tokens_of(text: str, words: Sequence[Word], tongue: str | None = None) -> list[Token]:
    """Return the tokens that `words`, the words of `text`, make; `tongue` is its language by `tongue_of`."""
    runs: list[list[Word]] = []
    for word in words:
        if word.glued:
            runs[-1].append(word)
        else:
            runs.append([word])
    found = [_token(text, run) for run in runs]
    return [token._replace(stem=token.stem[:FOREIGN_STEM]) for token in found] if tongue else found


def _token(text: str, run: list[Word]) -> Token:
    start, first = run[0].start, run[0]
    before = text[max(0, start - 3) : start].rstrip(" \n\"'“‘(")
    opens, joined = before[-1:] in ".!?:", text[max(0, start - 2) : start - 1].isalnum() and text[start - 1] in " -‑"
    if len(run) == 1:
        bare = _ELISION.sub("", first.text.removesuffix("'s").removesuffix("’s"))
        return Token(bare, _ELISION.sub("", first.stem), opens, joined)
    return Token(text[start : run[-1].end], "".join(word.plain for word in run), opens, joined)


def tongue_of(text: str) -> str | None:
    """Return the name of the language whose common words `text` has most of; None where that is English or too few."""
    said = {token.surface.lower() for token in tokens(text)}
    if len(said) < FEWEST_COMMON_WORDS or language_of(text) == "en":
        return None
    counts = {name: len(said & common) for name, common in _stop_lists().items()}
    likeliest = max(counts, key=lambda name: (counts[name], name == "English"))
    return likeliest if counts[likeliest] >= FEWEST_COMMON_WORDS and likeliest != "English" else None


def is_common(word: str, tongue: str) -> bool:
    """Tell whether every other text in a language has the word."""
    return word.lower() in _stop_lists()[tongue]


@cache
def _stop_lists() -> dict[str, frozenset[str]]:
    """Return the commonest words of every language that is told apart, by its name."""
    from justext import get_stoplist  # type: ignore[import-untyped]

    return {name: get_stoplist(name) | DAYS_AND_MONEY for name in TONGUES}


def stems(text: str) -> list[str]:
    """Return the stems of all words of `text`, in order, the empty ones included."""
    return [token.stem for token in tokens(text)]


def is_marked(word: str) -> bool:
    """Tell whether its spelling makes `word` a name: a capital inside, or letters and digits mixed."""
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    return mixed or any(c.isupper() for c in word[1:])


def versions(text: str, tongue: str | None = None) -> dict[str, frozenset[str]]:
    """Return the numbers that names carry, by the names' stems: "Kestrel 2.5" is {"kestrel": {"2.5"}}."""
    found: dict[str, frozenset[str]] = {}
    for match in _VERSION.finditer(text):
        name, number = match[1], match[2].removesuffix(".0")
        if name.casefold() not in _NOT_VERSIONED:
            key = tokens_of(name, split(name), tongue)[0].stem
            found[key] = found.get(key, frozenset()) | {number}
    return found


def paper_name(title: str) -> frozenset[str]:
    """Return the stems of what a paper's title names: before its colon or "Technical Report", or its only word."""
    bare = _PREPRINT.sub("", title.strip())
    is_report = bare.casefold().endswith(_REPORT)
    head, colon, _ = (bare[: -len(_REPORT)] if is_report else bare).partition(": ")
    found = stems(head)
    says_so = bool(colon) or is_report or len(found) == 1
    return frozenset(found) - STOP if says_so and len(found) <= _PAPER_NAME_WORDS else frozenset()
