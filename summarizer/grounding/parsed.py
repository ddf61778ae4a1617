"""A text with everything found in it that can be compared: words, sentences, numbers, names, quotations."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from summarizer.grounding.belonging import Belonging, belongings
from summarizer.grounding.dates import days_meant
from summarizer.grounding.names import Name, names, telling
from summarizer.grounding.polarity import SCOPE, Polarity, denials, has_prefix_of_denial, hints
from summarizer.grounding.quantities import quantities
from summarizer.grounding.quantity import Quantity, in_units, number_of, same
from summarizer.grounding.stated import Stated
from summarizer.grounding.units import CARDINALS, SPELLED
from summarizer.language.lexicon import LIGHT, NEGATORS
from summarizer.language.sentences import Span, quotations, sentences
from summarizer.language.words import Word, root, split, with_phrasal_verbs
from summarizer.models import Article

_CONNECTORS = frozenset({"of", "for", "the", "and", "on", "in", "de", "&"})
_POINTERS = frozenset({"it", "its", "he", "his", "him", "she", "her", "they", "their", "them"})
ENUMERATING = frozenset({",", "and", ", and", "&", "or", "as well as"}) | {
    f"and {word}" for word in ("from", "in", "for", "at", "to", "with")
}
_FIRST_PERSON = frozenset({"we", "our", "us", "i", "my", "we've", "we're"})
PARTIES = frozenset(
    {"company", "firm", "start", "startup", "group", "maker", "chain", "platform", "team", "agency", "service", "lab"}
)
"""Nouns that stand for a party named before."""


_LABEL = re.compile(r": +| [-–—] +")
"""What stands behind a label, as in "Costs: They rose" and "2. Costs - They rose"."""
FARTHEST_ANTECEDENT = 3
"""Sentences back in which a pronoun may have its name."""
FEWEST_IN_SMALL_LETTERS = 20
"""Words of an article without any capital that show that it is set so: a sentence may just have no name."""
MOST_OF_LINE = 40
"""Names, numbers and verbs of a line that are looked at; it bounds the work that a hostile reply can cause."""
MOST_NUMBERS, MOST_IN_A_SENTENCE = 1000, 50
"""Of an article that are looked at, and of a sentence that are compared with each other."""
MOST_MENTIONS = 100
"""Names of a sentence that are looked at, for the same reason."""
MOST_PLACES = 100
"""Far more than an article has of any word that tells; it bounds the work that a hostile page can cause."""

Places = dict[str, tuple[int, ...]]
"""Where a text has each word, by one of its forms; tuples, since the garbage collector need not look into them."""


class Parsed:
    """One text, read once; everything in it is found when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = with_phrasal_verbs(split(text))
        self.sentences: list[Span] = sentences(text)
        self.quotations: list[Span] = quotations(text)

    @cached_property
    def _starts(self) -> list[int]:
        """The offset that each word begins at."""
        return [word.start for word in self.words]

    @cached_property
    def _first_words(self) -> list[int]:
        """The word that each sentence begins with."""
        return [bisect_left(self._starts, start) for start, _ in self.sentences]

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of the sentence that each word stands in."""
        found: list[int] = []
        for number, (first, last) in enumerate(pairwise([*self._first_words, len(self.words)])):
            found += [number] * (last - first)
        return found

    @cached_property
    def openers(self) -> frozenset[int]:
        """The words that open a sentence, a quotation, or what stands behind a colon or dash."""
        quoted = (bisect_left(self._starts, start) for start, _ in self.quotations)
        behind = (bisect_left(self._starts, mark.end()) for mark in _LABEL.finditer(self.text))
        return frozenset({0, *self._first_words, *quoted, *behind})

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The numbers and dates, in order."""
        return quantities(self.text, self.words)

    @cached_property
    def taken(self) -> frozenset[int]:
        """The words that belong to numbers and dates."""
        return frozenset(at for number in self.quantities for at in range(number.first, number.last + 1))

    @cached_property
    def names(self) -> list[Name]:
        """The names, in order."""
        return names(self.text, self.words, self.openers, self.taken)

    @cached_property
    def named(self) -> frozenset[int]:
        """The words that belong to names."""
        return frozenset(at for name in self.names for at in range(name.first, name.last + 1))

    @cached_property
    def enumerations(self) -> dict[int, int]:
        """The words of names, with the first one of the enumeration they stand in ("A and B", "A, B and C")."""
        found: dict[int, int] = {}
        end, first = 0, 0
        for name in self.names:
            if self.text[end : name.start].strip() not in ENUMERATING:
                first = name.first
            found.update(dict.fromkeys(range(name.first, name.last + 1), first))
            end = name.end
        return found

    @cached_property
    def belongings(self) -> list[Belonging]:
        """Who belongs where, by two names that follow each other."""
        return belongings(self.text, self.words, self.names)

    @cached_property
    def polarity(self) -> Polarity:
        """The negations."""
        return Polarity(self.text, self.words)

    @cached_property
    def stated(self) -> Stated:
        """What it states, its negations apart."""
        return Stated(self.words, self.sentence_of, self.polarity.negators)

    @cached_property
    def negated(self) -> frozenset[int]:
        """The words that stand behind a “not” or the like."""
        polarity = self.polarity
        return frozenset(at for negator in polarity.negators for at in polarity.reach(negator, 1, SCOPE))

    def passage(self, first: int, last: int) -> str:
        """Return the text from word `first` to word `last`."""
        return self.text[self.words[first].start : self.words[last].end]

    def key(self, at: int) -> str | None:
        """Return what word `at` is known by to other texts, where it is a name, a number or has sense of its own."""
        word = self.words[at]
        number = at in self.taken and (word.plain[0].isdigit() or word.plain in SPELLED)
        known = at in self.named or number or self.is_content(at)
        return word.stem if known else None

    @cached_property
    def keys(self) -> list[str | None]:
        """What each word is known by."""
        return [self.key(at) for at in range(len(self.words))]

    def in_quotation(self, at: int) -> bool:
        """Return whether word `at` stands in quotation marks."""
        return self.is_quoted(self.words[at].start)

    def is_quoted(self, offset: int) -> bool:
        """Return whether a place of the text lies in one of its quotations."""
        return any(start < offset < end for start, end in self.quotations)

    def is_content(self, at: int) -> bool:
        """Return whether word `at` carries sense of its own: no function word, number or name."""
        word = self.words[at]
        light = word.plain in LIGHT or word.stem in LIGHT or len(word.plain) < 3 or word.plain in NEGATORS
        return not light and at not in self.taken and at not in self.named and not word.plain[0].isdigit()


class Index(Parsed):
    """An article's text, title, site and date, with tables to look words up in.

    Its description does not count: no reader of the page sees it.
    """

    def __init__(self, article: Article) -> None:
        self.body_length = len(article.text)
        """Where the text ends and title and metadata begin: what stands behind it has no offset to show."""
        self.date: dt.date | None = article.date
        behind = (article.title, *article.site.splitlines())
        super().__init__("\n".join((article.text, *(text for text in behind if text))))

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The first MOST_NUMBERS numbers and dates, in order."""
        return quantities(self.text, self.words)[:MOST_NUMBERS]

    @cached_property
    def _tables(self) -> tuple[Places, Places]:
        """The first MOST_PLACES places of every stem; and those of every stem and every plain form."""
        found: dict[str, list[int]] = defaultdict(list)
        plains: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            found[word.stem].append(at)
            if word.plain != word.stem:
                plains[word.plain].append(at)
        stems = _bounded(found)
        both = {form: sorted(found[form] + places) if form in found else places for form, places in plains.items()}
        return stems, stems | _bounded(both)

    @cached_property
    def places(self) -> Places:
        """The first MOST_PLACES places of every stem and every plain form."""
        return self._tables[1]

    @cached_property
    def families(self) -> Places:
        """The places of every root, of the words that have a longer stem; the first MOST_PLACES of each stem."""
        found: Places = {}
        for form, places in self._tables[0].items():
            if len(form) > 4:
                family = root(form)
                found[family] = found[family] + places if family in found else places
        return found

    @cached_property
    def meant(self) -> list[Quantity]:
        """The numbers and dates in every unit that they may be meant in."""
        return [one for number in self.quantities for one in in_units(number, self.quantities, self.words)]

    @cached_property
    def meant_in(self) -> dict[str, list[int]]:
        """Which of `meant` are in which unit."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self.meant):
            found[one.unit].append(number)
        return found

    @cached_property
    def parts_of_shares(self) -> frozenset[float]:
        """The numbers that make up shares, as in "three of the 20"."""
        shares = (number for number in self.quantities if number.unit == "%" and number.last - number.first > 1)
        words = (self.words[at] for number in shares for at in (number.first, number.last))
        return frozenset(value for word in words if (value := CARDINALS.get(word.plain) or number_of(word)))

    @cached_property
    def pairs(self) -> list[tuple[Quantity, Quantity]]:
        """Every two amounts of one sentence that are in the same unit, one that is left out included."""
        alike: dict[tuple[int, str], list[Quantity]] = defaultdict(list)
        for number in self.meant:
            if number.kind == "number" and number.unit != "times" and number.value > 0:
                alike[self.sentence_of[number.first], number.unit].append(number)
        every = (pair for numbers in alike.values() for pair in combinations(numbers[:MOST_IN_A_SENTENCE], 2))
        return [(one, other) for one, other in every if one.first != other.first]

    @cached_property
    def lists_of_names(self) -> dict[int, list[int]]:
        """Where enumerations of names end ("A and B", "A, B and C"), by how many names they have."""
        found: dict[int, list[int]] = defaultdict(list)
        run = 1
        for one, other in pairwise(self.names):
            between = self.text[one.end : other.start].strip()
            run = run + 1 if between in ENUMERATING else 1
            if between in ENUMERATING - {","}:
                found[run].append(other.first)
        return found

    @cached_property
    def names_of_sentences(self) -> dict[int, list[Name]]:
        """The names of every sentence that has some."""
        found: dict[int, list[Name]] = defaultdict(list)
        for name in self.names:
            found[self.sentence_of[name.first]].append(name)
        return found

    @cached_property
    def telling(self) -> dict[int, frozenset[str]]:
        """The words of each name that tell it from others, by its first word."""
        plains = ((name.first, self.words[name.first : name.last + 1]) for name in self.names)
        return {first: telling(word.plain for word in words) for first, words in plains}

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The plain forms of words that somewhere have a capital or touch a digit."""
        return frozenset(self.words[at].plain for at in self.named)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials of names of several words, with and without their small words: `cais`, `doj`."""
        found: set[str] = set()
        for at in [at for at, word in enumerate(self.words) if word.capital and word.plain.isalpha()]:
            found.update(self._initials_from(at))
        return frozenset(found)

    def _initials_from(self, at: int) -> list[str]:
        """Return the initials of the names that begin at word `at`."""
        short, long, found = "", "", []
        for word in self.words[at : at + 8]:
            if word.capital:
                short, long = short + word.plain[0], long + word.plain[0]
                found += [short, long] if len(short) > 1 else []
            elif word.plain in _CONNECTORS:
                long += word.plain[0]
            else:
                break
        return found

    @cached_property
    def is_lower_case(self) -> bool:
        """Whether the article is set in small letters, so that its names cannot be told from other words."""
        telling = [word.capital for at, word in enumerate(self.words) if at not in self.openers]
        return len(telling) >= FEWEST_IN_SMALL_LETTERS and not any(telling)

    @cached_property
    def followers(self) -> dict[str, set[str]]:
        """What follows each word within names; an empty string where the name ends with it."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            for at in range(name.first, name.last + 1):
                found[self.words[at].plain].add(self.words[at + 1].plain if at < name.last else "")
        return found

    @cached_property
    def companions(self) -> dict[str, set[str]]:
        """The words that stand in one name with each word of names."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.names:
            plains = {self.words[at].plain for at in range(name.first, name.last + 1)}
            for plain in plains:
                found[plain] |= plains
        return found

    @cached_property
    def denied(self) -> frozenset[int]:
        """The words that the article may deny."""
        return self.polarity.denied(behind_no=SCOPE)

    @cached_property
    def hinting(self) -> frozenset[int]:
        """The words that deny something, or hint at it."""
        telling = denials() | hints()
        prefixed = [form for form in self.places if has_prefix_of_denial(form)]
        forms = {*prefixed, *(telling & self.places.keys())}
        return frozenset(at for form in forms for at in self.places[form])

    @cached_property
    def mentions(self) -> dict[int, list[tuple[str, int, float]]]:
        """The names of each sentence: plain form, place, and weight; less where only a pronoun stands for one."""
        found: dict[int, list[tuple[str, int, float]]] = defaultdict(list)
        words, sentence_of, pointing = self.words, self.sentence_of, _POINTERS | PARTIES
        for at in sorted(self.named):
            found[sentence_of[at]].append((words[at].plain, at, 1.0))
        for at in [at for at, word in enumerate(words) if word.plain in pointing]:
            if words[at].plain in _POINTERS or (at and words[at - 1].plain == "the"):
                found[sentence_of[at]] += [(name, at, 0.5) for name in self._antecedents(sentence_of[at])]
        return {sentence: mentions[:MOST_MENTIONS] for sentence, mentions in found.items()}

    def _antecedents(self, sentence: int) -> list[str]:
        """Return the plain forms of the first name of the nearest earlier sentence that has one."""
        for back in range(1, FARTHEST_ANTECEDENT + 1):
            name = self._first_names.get(sentence - back)
            if name is not None:
                return [word.plain for word in self.words[name.first : name.last + 1]]
        return []

    @cached_property
    def _first_names(self) -> dict[int, Name]:
        """The first name of every sentence that has one."""
        found: dict[int, Name] = {}
        for name in self.names:
            found.setdefault(self.sentence_of[name.first], name)
        return found

    @cached_property
    def speaks(self) -> bool:
        """Whether the article speaks in the first person outside quotations, so that its author goes without a name."""
        places = (at for word in _FIRST_PERSON for at in self.places.get(word, ()))
        return any(not self.in_quotation(at) for at in places)

    @cached_property
    def days(self) -> frozenset[dt.date]:
        """The days meant by weekdays and "today", where the article has a date."""
        return frozenset(days_meant(self.date, {word.plain for word in self.words}))

    def span(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return the offsets to show for a passage: none where it stands in the title or metadata."""
        return (start, end) if end <= self.body_length else (None, None)


def _bounded(found: dict[str, list[int]]) -> Places:
    """Return a table with every list cut to MOST_PLACES."""
    return {form: tuple(places[:MOST_PLACES]) for form, places in found.items()}


@lru_cache(maxsize=32)
def index(article: Article) -> Index:
    """Return the index of an article, made once however many lines are checked against it."""
    return Index(article)


def alike(line: Parsed, index: Index, number: Quantity) -> list[tuple[Quantity, Quantity]]:
    """Return what a number of a line may mean, with each of the article's numbers that is the same, in their order."""
    meant = in_units(number, line.quantities, line.words)
    if number.kind == "vague":
        near = index.meant
    else:
        places = {place for unit in {one.unit for one in meant} for place in index.meant_in.get(unit, ())}
        near = [index.meant[place] for place in sorted(places)]
    return [(one, given) for given in near for one in meant if same(one, given)]
