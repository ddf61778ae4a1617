"""Rules that make false lines of true ones; they know nothing of how grounding works."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from summarizer.models import Article

MOST_VARIANTS = 3
"""Corrupted lines made of one true line by one rule."""


class Case(NamedTuple):
    """A true line and the article it is about."""

    article: Article
    line: str


Corruption = Callable[[Case, random.Random], Iterator[str]]


def _table(pairs: str) -> dict[str, str]:
    """Return a table written as `old > new; old > new`."""
    found = (pair.split(">") for pair in " ".join(pairs.split()).split(";"))
    return {old.strip(): new.strip() for old, new in found}


_NUMBER = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-]*[A-Za-z])")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_UNITS = _table(
    """
    million > billion; billion > million; $ > €; euros > dollars; pounds > kroner; kroner > pounds; shillings >
    dollars; percent > percentage points; % > percentage points; hours > days; hour > week; minutes > hours; seconds
    > minutes; days > months; months > weeks; years > months; gigawatts > megawatts; megawatts > gigawatts;
    kilometres > miles; gigabytes > megabytes; miles > kilometres; pesos > euros; points > percent; won > yen
    """
)
_OUTSIDERS = tuple(
    name.strip()
    for name in (
        "Globex, Initech, Maria Lindqvist, Umbrella Capital, Stockholm, Wayne Brothers, Hooli, Brazil, "
        "Vandelay, Peter Oakhurst, Zurich Re, Soylent, Acme Motors, Tyrell, Nakatomi, Lisa Moreau, Buenos "
        "Aires, Cyberdyne "
    ).split(",")
)
_NAME = re.compile(r"(?<![\w.“\"])[A-Z][\w'-]*[\w](?: (?:[A-Z][\w-]*\w|\d+(?:\.\d+)?)(?![\w]))*")
_NOT_NAMES = frozenset(
    (
        "A After An And April As Asked At August Before But By Code December Each Every February Five For "
        "Four Friday From Half He I If In Insurers It Its January July June March May Monday Most Names No "
        "Not November October Of On One Police Readers Recordings Researchers Saturday September Shares She "
        "Since Students Sunday Text That The There These They This Three Thursday To Today Tuesday Two Under "
        "Unlike Until We Wearers Wednesday When While With Without You "
    ).split()
)
_AUXILIARIES = re.compile(
    r"\b(is|are|was|were|will|can|may|must|has|had|have(?! to\b)|could|would|should)\b"
    r"(?! (?:not|no|yet|only|just|un\w+)\b|n't)"
)
_REGULAR = (
    "accept account add admit affect agree aim allow announce answer appear approve argue ask attribute back"
    " ban bar beat blame boost build call cancel cause cite claim clear close complain concede confirm consider"
    " contain continue cost cover create criticize cut deny deliver demand detect develop disclose dismiss"
    " double drop employ enable endorse examine exceed expand expect explain face favor find follow forbid"
    " force gain get give grow halve handle happen help hire improve include increase intend introduce invest"
    " involve join keep launch lead learn leave lift lower maintain match mean meet move need notice offer open"
    " operate outperform overlook own pass pay plan point postpone praise predict prefer produce prohibit"
    " prompt propose protect provide publish raise reach read recover reduce reject release rely remain remove"
    " replace report require restore reveal rule run save say score see sell settle show slash solve spend"
    " start stop store struggle suffer suggest support suspend switch take tell train translate trim turn"
    " uphold use warn welcome widen win work"
).split()
_IRREGULAR = _table(
    """
    beat > beat; built > build; fell > fall; found > find; gave > give; got > get; grew > grow; kept > keep; led >
    lead; left > leave; lost > lose; made > make; met > meet; paid > pay; ran > run; rose > rise; said > say; saw >
    see; sold > sell; spent > spend; took > take; told > tell; went > go; won > win; upheld > uphold; forbade > forbid
    """
)


def _denials() -> dict[str, str]:
    """Return, for the forms of common verbs, how each is denied."""
    table = {past: f"did not {base}" for past, base in _IRREGULAR.items()}
    for base in _REGULAR:
        stem = base[:-1] if base.endswith("y") and base[-2] not in "aeo" else base
        ending = "ie" if stem != base else "e" if base.endswith(("s", "x", "ch", "sh")) else ""
        doubled = stem + stem[-1] if base in ("admit", "ban", "bar", "drop", "plan", "trim", "stop") else stem
        past = stem + "ied" if stem != base else base + "d" if base.endswith("e") else doubled + "ed"
        table[f"{stem}{ending}s"] = f"does not {base}"
        table.setdefault(past, f"did not {base}")
    return table


_ADVERBS_OF_DENIAL = ("not", "not", "not", "never", "no longer")
_DENIED_FORMS = _denials()
_VERB = re.compile(rf"(?<=[\w,'\")%] )(?:{'|'.join(sorted(_DENIED_FORMS, key=len, reverse=True))})\b(?! by\b)")
_BEFORE_PARTICIPLES = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|not|a|an|the|its|their|his|her|to|of|in|on|for|with|by|from|as|and"
    r"|or|than|of|newly|no|never|get|gets|got|\d\S*|[a-z]+(?:al|ed|ly|s|ic|ive)) $"
)
_REMOVALS = (
    (r"\bdoes not (\w+)", r"\1s"), (r"\bdo not (\w+)", r"\1"), (r"\bcannot\b", "can"),
    (r"\b(is|are|was|were|may|will|did|must|could) not\b", r"\1"),
    (r"\b(is|are|was|were|does|do|did|has|have|could|would|should)n't\b", r"\1"), (r"\bcan't\b", "can"),
    (r"\bwon't\b", "will"), (r"\bno longer ", "still "), (r"\bneither (.*?) nor\b", r"both \1 and"),
    (r"\bno (?=[a-z])", "some "), (r"\bwithout\b", "by"), (r"\bnever\b", "always"), (r"\bnobody\b", "everybody"),
)  # fmt: skip
_PAIRS = """
    rose/fell rises/falls rising/falling rise/fall grew/shrank grows/shrinks grow/shrink growth/decline
    climbed/dropped climbs/drops jumped/plunged above/below more/less more/fewer increased/decreased
    increases/decreases increase/decrease raised/lowered raises/lowers raising/lowering lifted>cut lifts/cuts
    widened/narrowed widens/narrows expanded/contracted expand/shrink gained/lost gains/losses gain/loss
    doubled/halved doubles/halves doubling/halving higher/lower highest/lowest most/least largest/smallest
    larger/smaller bigger/smaller biggest/smallest faster/slower quicker/slower better/worse best/worst
    stronger/weaker strong/weak cheaper/costlier longer/shorter oldest/newest sooner/later early/late earlier/later
    before/after first/last accepts/rejects accepted/rejected approved/rejected approves/rejects cleared/blocked
    allows/bans allowed/banned allow/ban permits/forbids permit/forbid permitted/prohibited lets/stops
    supports/opposes supported/opposed backs/opposes backed/opposed endorses/condemns praised/criticised
    praises/criticises praises/criticizes welcomes/condemns confirms/denies confirmed/denied upheld/overturned
    upholds/overturns won/lost wins/loses win/lose buys/sells bought/sold hires/fires hired/fired opens/closes
    opened/closed start/end starts/stops started/stopped starts/ends began/ended begins/ends launches/scraps
    launched/scrapped introduces/abolishes keeps>drops keep>drop kept>dropped adds/removes added/removed
    include/exclude includes/excludes included/excluded joins/leaves join/leave succeeded/failed succeeds/fails
    passed/failed ahead/behind led/trailed beats>misses beat>missed exceeding>missing exceeds>misses
    exceeded>missed outperforms/underperforms outperformed/underperformed outbids/underbids improved/worsened
    improves/worsens tightened/eased tightens/loosens doubts/believes complied/refused agreed/refused
    requires/forbids saved/killed suspended/restored withdraws/extends contested/accepted discarded>kept
    preferred/disliked retires/revives founds/closes exempt/included
"""


def _opposites() -> list[tuple[str, str]]:
    """Return every pair of opposites, both ways round where a stroke parts them."""
    pairs = [re.split(r"([/>])", pair) for pair in _PAIRS.split()]
    both = [(other, one) for one, way, other in pairs if way == "/"]
    return [(one, other) for one, _, other in pairs] + both


_TREND = re.compile(r"\b(up|down)(?= (?:from\b|\d|by\b))")
_NO_OPPOSITE = ("ahead of", "lead to", "leads to", "led to", "private lawsuits", "won't", "leaves open", "fell through",
                "fell short", "keeps contracting", "more of", "no more")  # fmt: skip
"""Where such a word says no direction."""
_CLAUSES = (
    "and analysts expect airlines to follow suit",
    "with a waterproof edition promised for pensioners",
    "although insiders describe morale as dreadful",
    "while shareholders celebrated with fireworks",
    "and celebrities have already endorsed it",
    "prompting neighbours to stage noisy protests",
    "which economists consider a bubble about to burst",
    "and the inventor has since received a knighthood",
    "despite ongoing quarrels over copyright royalties",
    "after a spectacular demonstration at a trade fair",
)
_PLAUSIBLE = (
    "and plans to expand into Latin America next year",
    "after an investigation by the antitrust authority",
    "while its rivals have already announced similar steps",
    "prompting protests from labor unions",
    "following pressure from activist shareholders",
    "which critics say threatens the privacy of minors",
    "despite opposition from environmental groups",
    "and is seeking additional financing from pension funds",
    "with the founders donating their proceeds to charity",
    "because the previous supplier went bankrupt",
    "making it the most popular product in its history",
    "and will be offered to hospitals at a discount",
)
_QUOTE = re.compile(r"\"([^\"]+)\"")
_QUOTE_WORDS = ("always", "seven", "hardly", "money", "tomorrow", "engineers")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _replace(line: str, match: re.Match[str], new: str) -> str:
    return line[: match.start()] + new + line[match.end() :]


def number_changed(case: Case, dice: random.Random) -> Iterator[str]:
    """A number gets another value, which the article does not have."""
    for match in _NUMBER.finditer(case.line):
        value = match[0].replace(",", "")
        places = len(value.partition(".")[2])
        new = float(value) * dice.choice((0.5, 0.8, 1.3, 2, 3)) + dice.choice((1, 2))
        text = f"{new:,.{places}f}" if "," in match[0] or len(value) > 4 else f"{new:.{places}f}"
        if text not in case.article.text:
            yield _replace(case.line, match, text)
    for match in _NUMBER_WORD.finditer(case.line):
        new_word = dice.choice(_WORDS)
        if not re.search(rf"\b{new_word}\b", case.article.text):
            yield _replace(case.line, match, new_word)


def number_of_the_text(case: Case, dice: random.Random) -> Iterator[str]:
    """A number is exchanged for another one of the article."""
    others = sorted({match[0] for match in _NUMBER.finditer(case.article.text)})
    for match in _NUMBER.finditer(case.line):
        choice = [other for other in others if other not in case.line]
        if choice:
            yield _replace(case.line, match, dice.choice(choice))


def unit_changed(case: Case, dice: random.Random) -> Iterator[str]:
    """A unit, currency or magnitude becomes another."""
    for old, new in _UNITS.items():
        pattern = re.escape(old) if not old.isalpha() else rf"(?<=[\d\w][ -]){old}\b"
        match = re.search(pattern, case.line)
        before = case.line[: match.start()].split()[-1:] if match else []
        numeric = bool(before) and (before[0][0].isdigit() or before[0][0] in "$€" or before[0] in _WORDS)
        if match and (numeric or old in "$%"):
            yield _replace(case.line, match, f" {new}" if old == "%" else new)


def _names(text: str) -> list[re.Match[str]]:
    found = [match for match in _NAME.finditer(text) if match[0].split()[0].removesuffix("'s") not in _NOT_NAMES]
    return [match for match in found if match.start() not in _openers(text)]


def _openers(text: str) -> set[int]:
    starts = {match.end() for match in re.finditer(r"(?:^|[.!?]\s+|\n\s*)(?=[A-Z])", text)}
    return {start for start in starts if re.match(r"[A-Z][a-z]+ [a-z]", text[start:])}


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("'")


def name_outside(case: Case, dice: random.Random) -> Iterator[str]:
    """A name is exchanged for one that the article does not have."""
    for match in _names(case.line):
        ending = "'s" if match[0].endswith("'s") else ""
        yield _replace(case.line, match, dice.choice(_OUTSIDERS) + ending)


def name_of_the_text(case: Case, dice: random.Random) -> Iterator[str]:
    """A name is exchanged for another one of the article."""
    words_of_line = set(re.findall(r"\w+", case.line))
    others = sorted({_bare(match[0]) for match in _names(case.article.text)})
    others = [other for other in others if not set(re.findall(r"\w+", other)) & words_of_line]
    for match in _names(case.line):
        if others:
            yield _replace(case.line, match, dice.choice(others) + ("'s" if match[0].endswith("'s") else ""))


def version_changed(case: Case, dice: random.Random) -> Iterator[str]:
    """The number in a name becomes another."""
    for match in re.finditer(r"(?<=[A-Za-z][ -])(\d+)(?:\.(\d+))?(?= |'s|, |\.|B)", case.line):
        named = re.search(r"[A-Z]\w*[ -]$", case.line[: match.start()])
        month = re.search(rf"(?:{'|'.join(_MONTHS)}) $", case.line[: match.start()])
        if named and not month:
            yield _replace(case.line, match, f"{int(match[1]) + 1}.5")


def roles_swapped(case: Case, dice: random.Random) -> Iterator[str]:
    """Two names of the line change places; not those of one enumeration."""
    found = _names(case.line)
    for first, second in pairwise(found):
        between = case.line[first.end() : second.start()]
        if not re.search(r"[a-z]{3,}", between.replace("and", "")) or _bare(first[0]) == _bare(second[0]):
            continue
        one = _bare(second[0]) + first[0][len(_bare(first[0])) :]
        other = _bare(first[0]) + second[0][len(_bare(second[0])) :]
        yield case.line[: first.start()] + one + between + other + case.line[second.end() :]


def negation_added(case: Case, dice: random.Random) -> Iterator[str]:
    """A statement is denied."""
    for match in _AUXILIARIES.finditer(case.line):
        yield _replace(case.line, match, f"{match[0]} {dice.choice(_ADVERBS_OF_DENIAL)}")
    for match in _VERB.finditer(case.line):
        quoted = case.line.count('"', 0, match.start()) % 2
        if not quoted and not (match[0].endswith("ed") and _BEFORE_PARTICIPLES.search(case.line[: match.start()])):
            denied = _DENIED_FORMS[match[0]]
            does, base = denied.split(" not ")
            failing = f"{'fails' if does == 'does' else 'failed'} to {base}"
            yield _replace(case.line, match, dice.choice((denied, denied, denied, failing, f"never {match[0]}")))


_WITH = re.compile(r"(?<![a-z]ed )(?<!agree )(?<!deal )(?<!talks )\bwith (?!which|whom|whose|the help|regard)")
_OBJECT = re.compile(
    r"\b(has|have|had|offer(?:s|ed)?|gives?|gave|adds?|added|includes?|included|gets?|got|brings?|brought|wins?|won"
    r"|needs?|needed|found|finds|sets?|provides?|contains?|uses?|used|takes?|took|faces?|wants?|receives?|received"
    r"|builds?|built|sells?|sold|buys?|bought|and|makes?|made|releases?|released|launche[sd]|plans) (?:an?|its|the) "
)
_BOTH = re.compile(r"\b([a-z]{3,}) and ((?:[a-z]{3,} ){0,2}[a-z]{3,})(?=[.,;]| (?:in|for|of|to|at|on|by|with|from)\b)")


def negation_otherwise(case: Case, dice: random.Random) -> Iterator[str]:
    """A thing is denied, by "no", "without" or "but not"."""
    for pattern, new in ((_WITH, "without "), (_OBJECT, r"\1 no "), (_BOTH, r"\1 but not \2")):
        for match in pattern.finditer(case.line):
            quoted = case.line.count('"', 0, match.start()) % 2
            if not quoted and not (pattern is _BOTH and _VERB.match(match[2])):
                yield _replace(case.line, match, match.expand(new))


def negation_removed(case: Case, dice: random.Random) -> Iterator[str]:
    """A denial becomes a statement."""
    for pattern, new in _REMOVALS:
        changed = re.sub(pattern, new, case.line, count=1)
        if changed != case.line:
            yield changed


def direction_flipped(case: Case, dice: random.Random) -> Iterator[str]:
    """A word becomes its opposite."""
    for match in _TREND.finditer(case.line):
        yield _replace(case.line, match, {"up": "down", "down": "up"}[match[0]])
    for old, new in _opposites():
        found = re.search(rf"\b{old}\b(?!')", case.line)
        if found and any(idiom in case.line[found.start() - 3 :][: len(idiom) + 3] for idiom in _NO_OPPOSITE):
            continue
        if found and case.line.count('"', 0, found.start()) % 2 == 0:
            yield _replace(case.line, found, new)


_HEDGE = re.compile(
    r"\b(?:(?:plans?|intends?|aims?|wants?|hopes?|expects?|seeks?|proposes?|threatens?) to"
    r"|(?:is|are|was|were) (?:expected|set|due|likely|planning|to)(?: to)?|will|would|may|might|could)"
    r"(?: (?:also|soon|only))? (?!not\b|no\b|have\b)([a-z]+)\b"
)
_SUPPOSED = re.compile(
    r"\b(?:allegedly|reportedly|possibly|potentially|probably|proposed|planned|alleged|draft) (?=[a-z])"
)
_CONSIDERED = re.compile(r"\b(is|are) (?:considering|weighing|mulling) (?=[a-z]+ing\b)")
_PAST = {base: past for past, base in _IRREGULAR.items()} | _table(
    """
    be > was; begin > began; become > became; come > came; bring > brought; buy > bought; do > did; put > put;
    cut > cut; set > set; let > let; cost > cost; send > sent; hold > held; stop > stopped; drop > dropped;
    ship > shipped; ban > banned; speak > spoke
    """
)


def _past(base: str) -> str:
    if base in _PAST:
        return _PAST[base]
    if base.endswith("y") and base[-2:-1] not in "aeo":
        return base[:-1] + "ied"
    return base + ("d" if base.endswith("e") else "ed")


def hedge_dropped(case: Case, dice: random.Random) -> Iterator[str]:
    """What is planned, supposed or expected is told as done."""
    for match in _HEDGE.finditer(case.line):
        if case.line.count('"', 0, match.start()) % 2 == 0:
            yield _replace(case.line, match, _past(match[1]))
    for match in _SUPPOSED.finditer(case.line):
        yield _replace(case.line, match, "")
    for match in _CONSIDERED.finditer(case.line):
        yield _replace(case.line, match, f"{match[1]} ")


def quote_altered(case: Case, dice: random.Random) -> Iterator[str]:
    """One word of a quotation becomes another."""
    for match in _QUOTE.finditer(case.line):
        words = match[1].split()
        for at in range(len(words)):
            changed = [*words[:at], dice.choice(_QUOTE_WORDS), *words[at + 1 :]]
            yield _replace(case.line, match, f'"{" ".join(changed)}"')


def date_shifted(case: Case, dice: random.Random) -> Iterator[str]:
    """A month, weekday or year becomes another."""
    for names in (_MONTHS, _DAYS):
        for match in re.finditer(rf"\b(?:{'|'.join(names)})\b", case.line):
            others = [name for name in names if name not in case.article.text]
            if others and (match[0] != "May" or re.search(r"\d ?$|by $|in $", case.line[: match.start()])):
                yield _replace(case.line, match, dice.choice(others))
    for match in re.finditer(r"\b(?:19|20)\d\d\b", case.line):
        yield _replace(case.line, match, str(int(match[0]) + dice.choice((-3, 3, 4))))


def clause_invented(case: Case, dice: random.Random) -> Iterator[str]:
    """A clause about something that the article does not mention is added."""
    for clause in dice.sample(_CLAUSES, 2):
        yield f"{case.line.rstrip('.')}, {clause}."


def clause_plausible(case: Case, dice: random.Random) -> Iterator[str]:
    """A clause such as many articles have, but not this one, is added."""
    for clause in dice.sample(_PLAUSIBLE, 2):
        yield f"{case.line.rstrip('.')}, {clause}."


RULES: dict[str, tuple[Corruption, float | None]] = {
    "number changed": (number_changed, 0.98),
    "number of the text": (number_of_the_text, None),
    "unit changed": (unit_changed, 0.98),
    "version changed": (version_changed, 0.98),
    "date shifted": (date_shifted, 0.98),
    "name from outside": (name_outside, 0.98),
    "name of the text": (name_of_the_text, None),
    "quote altered": (quote_altered, 0.98),
    "negation added": (negation_added, 0.80),
    "negated otherwise": (negation_otherwise, 0.80),
    "negation removed": (negation_removed, 0.80),
    "direction flipped": (direction_flipped, 0.80),
    "hedge dropped": (hedge_dropped, None),
    "roles swapped": (roles_swapped, 0.60),
    "clause invented": (clause_invented, None),
    "clause plausible": (clause_plausible, None),
}
"""Every rule, and the recall aimed at where there is an aim."""


def corrupted(case: Case, rule: Corruption, dice: random.Random) -> list[str]:
    """Return at most MOST_VARIANTS different false lines made of a true one."""
    made = list(dict.fromkeys(line for line in rule(case, dice) if line != case.line))
    return made if len(made) <= MOST_VARIANTS else dice.sample(made, MOST_VARIANTS)
