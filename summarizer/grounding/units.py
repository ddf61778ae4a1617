"""What the words and signs of numbers mean: units, scales, currencies, months. Data only."""

from __future__ import annotations

import re

from summarizer.language.lists import places

SMALL = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
CARDINALS = {**SMALL, **TENS}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SHORT_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
ALSO_UNITS = {"m", "b", "t"}
"""Short scales that in lower case, without a currency, are a unit or part of a name."""
COUNTS = {
    "dozen": 12.0,
    "duo": 2.0,
    "trio": 3.0,
    "both": 2.0,
    "quartet": 4.0,
}
LONG_UNITS = frozenset({"fortnight", "decade", "century"})
"""Units that "a" stands before as a number: "a decade" is ten years."""
VAGUE = {
    "dozens": 12.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
    "decades": 10.0,
}
MULTIPLES = {
    **dict.fromkeys("double doubles doubled doubling twice twofold".split(), 2.0),
    **dict.fromkeys("triple triples tripled tripling threefold thrice".split(), 3.0),
    **dict.fromkeys("quadruple quadruples quadrupled quadrupling fourfold".split(), 4.0),
    "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0, "ninefold": 9.0, "tenfold": 10.0,
    "hundredfold": 100.0,
}  # fmt: skip
HALVING = frozenset({"halve", "halves", "halved", "halving"})
ORDINALS = {
    name: value
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
FIRST = frozenset({"first", "initial", "initially", "debut", "debuts", "debuted", "inaugural", "maiden", "firsts"})
DENOMINATORS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
                 "sixth": 6, "sixths": 6, "tenth": 10, "tenths": 10, "eighth": 8, "eighths": 8}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
BEFORE_MONTH = frozenset(
    "in by since until till last next this of early late mid from through for and during to before after".split()
)


UNIT_TABLE = {
    ("%", 1): "percent pct percentage",
    ("pp", 1): "pp ppt",
    ("usd", 1): "dollar dollars usd buck bucks",
    ("eur", 1): "euro euros eur",
    ("gbp", 0.01): "penny pence",
    ("gbp", 1): "pound pounds gbp sterling quid",
    ("jpy", 1): "yen jpy",
    ("cny", 1): "yuan renminbi rmb cny",
    ("inr", 1): "rupee rupees inr",
    ("chf", 1): "franc francs chf",
    ("krone", 1): "krona kronor sek krone kroner nok dkk",
    ("peso", 1): "peso pesos",
    ("shilling", 1): "shilling shillings",
    ("real", 1): "reais",
    ("rand", 1): "rand",
    ("zloty", 1): "zloty zlotys",
    ("won", 1): "krw",
    ("cent", 1): "cent cents",
    ("second", 1e-9): "nanosecond nanoseconds ns",
    ("second", 1e-6): "microsecond microseconds",
    ("second", 0.001): "millisecond milliseconds ms msec",
    ("second", 1): "second seconds sec secs s",
    ("second", 60): "minute minutes min mins",
    ("second", 3600): "hour hours hr hrs h",
    ("second", 86400): "day days",
    ("second", 604800): "week weeks",
    ("second", 1209600): "fortnight fortnights",
    ("month", 1): "month months",
    ("month", 3): "quarter quarters",
    ("month", 12): "year years yr yrs",
    ("month", 120): "decade decades",
    ("month", 1200): "century centuries",
    ("watt", 1): "watt watts w",
    ("watt", 1e3): "kilowatt kilowatts kw",
    ("watt", 1e6): "megawatt megawatts mw",
    ("watt", 1e9): "gigawatt gigawatts gw",
    ("watt-hour", 1): "wh",
    ("watt-hour", 1e3): "kwh",
    ("watt-hour", 1e6): "mwh",
    ("watt-hour", 1e9): "gwh",
    ("watt-hour", 1e12): "twh",
    ("byte", 1): "byte bytes",
    ("byte", 1e3): "kilobyte kilobytes kb",
    ("byte", 1e6): "megabyte megabytes mb",
    ("byte", 1e9): "gigabyte gigabytes gb",
    ("byte", 1e12): "terabyte terabytes tb",
    ("byte", 1e15): "petabyte petabytes pb",
    ("volt", 1): "volt volts v",
    ("volt", 1e3): "kilovolt kilovolts kv",
    ("hertz", 1): "hertz hz",
    ("hertz", 1e6): "megahertz mhz",
    ("hertz", 1e9): "gigahertz ghz",
    ("metre", 0.001): "millimetre millimetres millimeter millimeters mm",
    ("metre", 0.01): "centimetre centimetres centimeter centimeters cm",
    ("metre", 1e-9): "nanometre nanometres nanometer nanometers nm",
    ("metre", 1): "metre metres meter meters m",
    ("metre", 1e3): "kilometre kilometres kilometer kilometers km",
    ("mile", 1): "mile miles mi",
    ("foot", 1): "foot feet ft",
    ("inch", 1): "inch inches",
    ("acre", 1): "acre acres",
    ("hectare", 1): "hectare hectares",
    ("gram", 1): "gram grams g",
    ("gram", 1e3): "kilogram kilograms kilo kilos kg",
    ("gram", 1e6): "tonne tonnes",
    ("ton", 1): "ton tons",
    ("litre", 1): "litre litres liter liters",
    ("gallon", 1): "gallon gallons",
    ("degree", 1): "degree degrees",
    ("mph", 1): "mph",
    ("times", 1): "x times fold",
}
UNITS = {name: unit for unit, names in UNIT_TABLE.items() for name in names.split()}
LENGTHS_OF_TIME = frozenset({"minutes", "hours", "days", "weeks", "months", "quarters", "years"})
OF_COUNTRIES = frozenset(form for group in places() for form in group.split())
CURRENCY_NAMES = frozenset({"dollars", "pesos", "kroner", "francs", "pounds", "rupees", "shillings", "rand", "won"})
BEFORE_UNITS = frozenset(
    {"free", "working", "full", "more", "extra", "additional", "further", "whole", "consecutive", "business"}
)
GLUED_ONLY = frozenset({"x", "s", "h", "w", "v", "g", "m"})
"""Units of one letter: they count only where they touch the number…"""
BEHIND_FRACTIONS = frozenset({"h", "w", "g", "m"})
"""… or, of these, stand behind one with a decimal mark: "5.68 m"."""
CURRENCY_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr", "₩": "won"}
CURRENCY_CODES = {"usd", "eur", "gbp", "jpy", "cny", "inr", "krw", "chf", "rmb", "sek"}
CURRENCIES = frozenset(
    {*CURRENCY_SIGNS.values(), "chf", "krone", "peso", "shilling", "real", "rand", "zloty", "won"}
    | {"aud", "cad", "hkd", "sgd", "brl", "nzd", "twd", "cny"}
)
DOLLARS = {"a": "aud", "c": "cad", "hk": "hkd", "s": "sgd", "r": "brl", "nz": "nzd", "nt": "twd"}
MARKS_BETWEEN = frozenset({" ", "-", "\u00a0", "\u2011", "\u202f", "", "‐"})
RANGE_WORDS = frozenset({"to", "and", "or"})
RANGE_MARK = re.compile(r"\s*(?:[-–—‑]|--)\s*(?:US)?[$€£¥]?")
ROUNDERS = frozenset(
    "about around roughly approximately nearly almost over than least most under some close near up below above"
    " exceeding past exceed exceeds topping tops surpassing circa estimated just".split()
)
AT_LEAST = frozenset({"more", "over", "above", "exceeding"})
AT_MOST = frozenset({"less", "under", "below", "fewer"})
"""Words before a number that bound it."""
BEYOND = AT_LEAST - {"more"} | frozenset("exceed exceeds exceeded past topping tops surpassing".split())
"""Words right before a number that is only reached: the exact one is larger, and may be quite a bit."""
PERCENT = re.compile(r"\s?[%‰]")
YEARS = range(1900, 2101)

SPELLED = frozenset({*CARDINALS, *ORDINALS, *MONTHS, "half", "dozen"})
"""Words that say a number, or a month."""
ALSO_ORDINALS = frozenset({"quarter", "third", "fifth", "sixth", "tenth", "eighth"})

FISCAL_PERIODS = {"q": range(1, 5), "h": range(1, 3)}
"""Quarters and halves of a year, which `Q3` and `H1` number."""
