"""Numbers that the article has in another form: "38 women" for "she and 37 others", "doubled" for "70 to 150"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations, pairwise

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity, in_units, is_elided, same
from summarizer.grounding.reckoning import (
    counts,
    days_between,
    differ_by,
    is_set_off,
    is_told_as_age,
    months_between,
    ratio_of,
)
from summarizer.grounding.units import AT_LEAST, AT_MOST, SMALL, UNITS
from summarizer.language.words import root

SHARED, SHARED_OF_NAMES, SHARED_OF_DATES = 3, 2, 4
"""Words with sense of their own that a sentence must share with the line for its numbers to come to one of the line;
for its names to be counted; and for its date to be that of what the line tells."""
FARTHEST_WHOLE = 3
"""Words behind a share in which its whole is told: "two thirds of all the 64 volunteers"."""
SENTENCES_OF_A_WHOLE = 3
"""From the one that tells a whole on, in which a part of it is told."""
FEW = 10
"""Up to here a number may count anything."""
MOST_NAMES = 5
"""Names that a line sums up at most: "five suppliers" for "A, B, C, D and E"."""
DAY = 86400
"""Seconds."""
CLOSE_ENOUGH = 0.12
"""Share by which a ratio told in round words, such as "halved", may differ from that of the numbers beside it."""
MORE_THAN = 0.5
"""The same where "more than" or "less than" stands before it: "more than doubled" may be 2.9 times as much."""
_NEARLY = AT_MOST | {"nearly", "almost", "just", "close"}
_ABOUT = frozenset({"about", "around", "roughly", "approximately", "some"})
ROUNDED = 0.085
"""Share by which a number told with such a word may differ from the article's: a third is 36 percent, and no 37."""
BOUNDED = 0.2
"""The same of shares where the line only says that it is more or less than a round one."""

_ARTICLES = frozenset({"a", "an", "the", "its", "their"})
_COUNTED_OFF = frozenset({"day", "week", "month", "year", "round", "phase", "stage", "step", "chapter", "part"})
_OF_YEARS = frozenset({"anniversary", "birthday", "jubilee"})
_VERSIONS = frozenset({"version", "generation", "edition", "release", "iteration"})
_NOTHING = frozenset({"no", "free", "none", "nothing", "without"})
_BELOW_ZERO = re.compile(r"(?<!\w)(?:[-−–]|minus )\d")
_ONE = frozenset({"a", "an", "per", "each", "every", "single"})
_ENDS = frozenset({("from", ("to",)), ("from", ("until",)), ("from", ("through",)), ("between", ("and",))})
"""What stands before and between the two dates of a stretch of time."""
_OTHERS = frozenset({"other", "others", "more", "further", "fellow", "colleagues", "another"})
_OF_DIFFERENCES = frozenset(
    "more less fewer adds added adding add extra additional another by further gain lead margin higher lower point"
    " points".split()
)
"""Words beside a number that may be a difference."""


def words_before(parsed: Parsed, number: Quantity) -> set[str]:
    """Return the two words before a number, where they may bound it: "under a ten-year contract" bounds nothing."""
    before = [word.plain for word in parsed.words[max(0, number.first - 2) : number.first]]
    return set() if before and before[-1] in _ARTICLES else set(before)


class Retelling:
    """What the numbers of one article come to in the words of one line."""

    def __init__(self, line: Parsed, index: Index) -> None:
        self.line = line
        self.index = index

    def bears_out(self, number: Quantity) -> bool:
        """Return whether the article says in another way what the line says with a number."""
        rules = (
            self._is_zero, self._is_of_another_kind, self._counts_events, self._is_an_age, self._is_single,
            self._counts_one_more,
            self._counts_names, self._is_since, self._is_a_stretch, self._is_half, self._is_share_of_both,
            self._is_share_of_told, self._is_turned_round, self._is_a_ratio, self._is_a_difference, self._is_rounded,
            self._leaves_its_unit_out, self._has_its_unit_behind,
        )  # fmt: skip
        return any(rule(number) for rule in rules)

    def is_dated(self, kinds: Sequence[str]) -> bool:
        """Return whether the article dates what the line is about; `kinds` are "year" and "date"."""
        given = (given for given in self.index.quantities if given.kind in kinds)
        return any(self.speaks_of(one.first, SHARED_OF_DATES) for one in given)

    @cached_property
    def _shared(self) -> Counter[int]:
        """How many words of the line, or of their families, each sentence of the article has."""
        line, index = self.line, self.index
        keys = {key for at in range(len(line.words)) if at not in line.taken and (key := line.keys[at])}
        found: Counter[int] = Counter()
        for key in keys:
            places = [*index.places.get(key, ()), *(index.families.get(root(key), ()) if len(key) > 4 else ())]
            found.update({index.sentence_of[at] for at in places})
        return found

    def speaks_of(self, place: int, fewest: int = SHARED) -> bool:
        """Return whether the sentence with word `place` is about what the line is about."""
        return self._shared[self.index.sentence_of[place]] >= fewest

    def _is_in_words(self, number: Quantity) -> bool:
        return not any(map(str.isdigit, self.line.text[number.start : number.end]))

    def _following(self, number: Quantity) -> str:
        return self.line.words[number.last + 1].plain if number.last + 1 < len(self.line.words) else ""

    # The same number in other words

    def _is_zero(self, number: Quantity) -> bool:
        """ "Zero cost" is "free", and "five degrees below zero" are "minus 5"."""
        if number.kind != "number" or number.value != 0:
            return False
        before = words_before(self.line, number)
        below = "below" in before and _BELOW_ZERO.search(self.index.text) is not None
        return below or not _NOTHING.isdisjoint(self.index.places)

    def _is_of_another_kind(self, number: Quantity) -> bool:
        """ "Day six" is "the sixth day", the "second version" that of "Lantern 2", "88 times" are 88 mistakes."""
        index, plain = self.index, self.line.words[number.first].plain
        if number.kind == "ordinal":
            following = self._following(number)
            if following in _OF_YEARS:
                return self._has_years(number.value)
            version = following in _VERSIONS and f"{number.value:.0f}" in index.capitals
            before = self.line.words[number.first - 1].plain if number.first else ""
            of_several = number.value == 1 and number.last + 1 in self.line.taken  # "the first five years"
            of_several |= plain == "first" and before not in _ARTICLES and plain in index.places  # "had them first say"
            return (
                version or of_several or (following in _COUNTED_OFF and self._is_counted_off(following, number.value))
            )
        if number.kind != "number":
            return False
        if number.unit == "times":
            return any((one.kind, one.unit, one.value) == ("number", "", number.value) for one in index.meant)
        if number.unit == "" and plain[0].isdigit() and plain in index.capitals:
            return True  # "CVSS 9.1"
        return self._is_an_ordinal(number)

    def _has_years(self, count: float) -> bool:
        """Return whether the article tells so many years: "the 20th anniversary" is "20 years since"."""
        return any((one.kind, one.unit, one.value) == ("number", "month", 12 * count) for one in self.index.meant)

    def _is_counted_off(self, noun: str, value: float) -> bool:
        """Return whether the article has the noun with the number behind it."""
        index = self.index
        given = (one for one in index.quantities if one.kind == "number" and one.value == value and one.first)
        return any(index.words[one.first - 1].plain == noun for one in given)

    def _is_an_ordinal(self, number: Quantity) -> bool:
        """Return whether the article counts to the number: "within three days" is "by the third day"."""
        line, index = self.line, self.index
        ordinals = [one for one in index.quantities if one.kind == "ordinal"]
        if number.first and line.words[number.first - 1].plain in _COUNTED_OFF:
            return any(one.value == number.value for one in ordinals) or self._ends_with_the_first(number)
        unit, count = line.words[number.last].stem, number.value / number.factor
        behind = ((one, index.words[min(one.last + 1, len(index.words) - 1)]) for one in ordinals)
        return number.unit in ("second", "month") and any(
            one.value == count and word.stem == unit for one, word in behind
        )

    def _counts_events(self, number: Quantity) -> bool:
        """ "Three thefts" are those up to "the third theft", and 88 alarms those of who "raised the alarm 88 times"."""
        if number.kind != "number" or number.unit or number.value < 2:
            return False
        line, index, times = self.line, self.index, number._replace(unit="times")
        told = (one for one in index.meant if number.value > 2 and same(times, one))  # "twice" is a ratio, too
        if any(self.speaks_of(one.first, SHARED_OF_NAMES) for one in told):
            return True
        nouns = {word.stem for word in line.words[number.last + 1 : number.last + 2]}
        last = (one.last for one in index.quantities if one.kind == "ordinal" and one.value == number.value)
        return any(word.stem in nouns for at in last for word in index.words[at + 1 : at + 4])

    def _ends_with_the_first(self, number: Quantity) -> bool:
        """ "After day three" is "after the first three days"."""
        unit = UNITS.get(self.line.words[number.first - 1].plain)
        given = (one for one in self.index.quantities if unit and (one.unit, one.factor) == unit and one.first)
        counted = (one for one in given if counts(one, number.value))
        return any(self.index.words[one.first - 1].plain == "first" for one in counted)

    def _is_an_age(self, number: Quantity) -> bool:
        """ "A 23-year-old" is "More, 23", and the other way round."""
        if is_told_as_age(self.line, number):
            given = (one for one in self.index.quantities if is_set_off(self.index, one))
            return any(one.value * 12 == number.value for one in given)
        if is_set_off(self.line, number):
            given = (one for one in self.index.quantities if is_told_as_age(self.index, one))
            return any(one.value == number.value * 12 for one in given)
        return False

    def _is_single(self, number: Quantity) -> bool:
        """ "One watt" is "a watt", and 24 hours are "a day"."""
        if number.kind != "number" or not number.unit:
            return False
        names = (name for name, unit in UNITS.items() if unit == (number.unit, number.value))
        places = (at for name in names for at in self.index.places.get(name, ()))
        return any(at and self.index.words[at - 1].plain in _ONE for at in places)

    def _is_half(self, number: Quantity) -> bool:
        """ "Half a year" is what an article may call the first or second half, and "half the study" that of it."""
        half = self.line.text[number.start : number.end].lower().startswith("half")
        return number.unit in ("month", "%") and half and "half" in self.index.places

    def _leaves_its_unit_out(self, number: Quantity) -> bool:
        """ "88 of the 136" are "136 days"; a small number needs another one beside it: "down from 15 to 7"."""
        if number.kind != "number" or number.unit or not is_elided(number, self.line.words):
            return False
        counted = [one for one in self.index.quantities if one.unit not in ("", "%") and counts(one, number.value)]
        if number.value > FEW:
            return bool(counted)
        units = {one.unit for one in counted}
        bare = [one.value for one in self.line.quantities if one.kind == "number" and not one.unit and one != number]
        others = (one for one in self.index.quantities if one.unit in units)
        return any(counts(other, value) for other in others for value in bare)

    def _has_its_unit_behind(self, number: Quantity) -> bool:
        """ "100 winter hours" are "100 hours each winter"."""
        behind = self.line.words[number.last + 2 : number.last + 3]
        unit, factor = UNITS.get(behind[0].plain, ("", 1.0)) if behind else ("", 1.0)
        if number.kind != "number" or number.unit or not unit:
            return False
        told = number._replace(unit=unit, value=number.value * factor)
        return any(same(told, one) for one in self.index.meant)

    # What is counted

    def _counts_one_more(self, number: Quantity) -> bool:
        """ "38 women" are "she and 37 others"."""
        if number.kind != "number" or number.unit or number.value < 3:
            return False
        told = self._following(number) in _OTHERS
        for given in self.index.quantities:
            if (given.kind, given.unit, given.value) == ("number", "", number.value + (1 if told else -1)):
                behind = self.index.words[given.last + 1 : given.last + 2]
                if (told or (behind and behind[0].plain in _OTHERS)) and self.speaks_of(given.first):
                    return True
        return False

    def _counts_names(self, number: Quantity) -> bool:
        """ "Two suppliers" are "Tessin and Kurohane"; and there are two of whom one is "one of the two"."""
        share = number.unit == "%" and number.last - number.first > 1
        value = SMALL.get(self.line.words[number.last].plain, 0) if share else number.value
        if number.kind != "number" or (number.unit and not share) or not 2 <= value <= MOST_NAMES:
            return False
        listed = self.index.lists_of_names.get(int(value), ())
        return any(self.speaks_of(at, 1 if share else SHARED_OF_NAMES) for at in listed)

    def _is_since(self, number: Quantity) -> bool:
        """ "Nine years" are those from 2017 to 2026, or to the date of the page."""
        if number.kind != "number" or number.unit != "month" or number.factor not in (12, 120):
            return False
        years = [one for one in self.index.quantities if one.kind == "year"]
        ends = {one.value for one in years} | ({float(self.index.date.year)} if self.index.date else set())
        told = {one.value for one in self.line.quantities if one.kind == "year"}
        return any(
            one.value + number.value / 12 in ends and (one.value in told or self.speaks_of(one.first, 2))
            for one in years
        )

    def _is_a_stretch(self, number: Quantity) -> bool:
        """ "Five months" are those from September to January, "three weeks" those between May 9 and May 30."""
        days = number.unit == "second" and number.factor >= DAY
        if number.kind != "number" or not (days or (number.unit, number.factor) == ("month", 1)):
            return False
        dates = [one for one in self.index.quantities if one.kind == "date"]
        stretches = (
            stretch
            for first, last in pairwise(dates)
            if self._joins(first, last) and self.speaks_of(first.first, SHARED_OF_NAMES)
            for stretch in (days_between(first, last) if days else months_between(first, last))
        )
        return any(stretch * (DAY if days else 1) == number.value for stretch in stretches)

    def _joins(self, first: Quantity, last: Quantity) -> bool:
        """Return whether two dates are the ends of one stretch: "from May to July", "between May and July"."""
        words = self.index.words
        before = words[first.first - 1].plain if first.first else ""
        return (before, tuple(word.plain for word in words[first.last + 1 : last.first])) in _ENDS

    # What two numbers come to

    def _is_share_of_both(self, number: Quantity) -> bool:
        """Return whether the article has both numbers of "four of the twelve", or this one as part of such a share."""
        line, index = self.line, self.index
        if number.first == number.last and number.value in index.parts_of_shares:
            return True
        first, last = line.words[number.first].plain, line.words[number.last].plain
        joined = last != first and "of" in (word.plain for word in line.words[number.first : number.last])
        return joined and {first, last} <= index.places.keys()

    def _is_share_of_told(self, number: Quantity) -> bool:
        """ "Nearly three quarters of the 64 volunteers" are 47 of them."""
        if number.kind != "number" or number.unit != "%" or not self._is_in_words(number):
            return False
        whole = next((one for one in self.line.quantities if 0 < one.first - number.last <= FARTHEST_WHOLE), None)
        if whole is None or whole.kind != "number" or whole.value <= FEW:
            return False
        sentence_of = self.index.sentence_of
        given = [one for one in self.index.meant if one.kind == "number" and one.unit == whole.unit]
        told = {sentence_of[one.first] for one in given if same(whole, one)}
        near = {sentence + step for sentence in told for step in range(SENTENCES_OF_A_WHOLE)}
        parts = (one for one in given if sentence_of[one.first] in near)
        return any(abs(100 * one.value / whole.value - number.value) <= ROUNDED * number.value for one in parts)

    def _is_turned_round(self, number: Quantity) -> bool:
        """ "Twice as fast" is "half the time"."""
        other = {"twice": ("%", 50.0), "half": ("times", 2.0)}.get(self.line.text[number.start : number.end].lower())
        return other is not None and any((one.unit, one.value) == other for one in self.index.quantities)

    def _is_a_ratio(self, number: Quantity) -> bool:
        """Return whether two numbers have the ratio that the line tells in words, such as "halved"."""
        if number.unit not in ("times", "%") or not self._is_in_words(number) or number.value <= 0:
            return False
        ratio = number.value if number.unit == "times" else 100 / number.value
        beyond = words_before(self.line, number) & (AT_LEAST if number.unit == "times" else AT_MOST)
        most = MORE_THAN if beyond else CLOSE_ENOUGH
        about = (pair for pair in self.index.pairs if self.speaks_of(pair[0].first))
        pairs = (*self._pairs_told_of(number), *about)
        return any(-CLOSE_ENOUGH <= ratio_of(one, other) / ratio - 1 <= most for one, other in pairs)

    def _is_a_difference(self, number: Quantity) -> bool:
        """Return whether two numbers differ by the one that the line adds or compares: "17 more"."""
        words = self.line.words
        around = words[max(0, number.first - 2) : number.first] + words[number.last + 1 : number.last + 3]
        if number.kind != "number" or not any(word.plain in _OF_DIFFERENCES for word in around):
            return False
        fewest = SHARED_OF_NAMES if number.unit else SHARED
        about = (pair for pair in self.index.pairs if self.speaks_of(pair[0].first, fewest))
        return any(differ_by(one, other, number) for one, other in (*self._pairs_told_of(number), *about))

    def _is_rounded(self, number: Quantity) -> bool:
        """ "More than a third" is "35 percent", and "nearly four hours" are "3 hours and 52 minutes"."""
        before = words_before(self.line, number)
        bounded = BOUNDED if number.unit == "%" else ROUNDED
        least = 1 if before & AT_LEAST else 1 - (bounded if before & AT_MOST else ROUNDED)
        most = 1 if before & _NEARLY else 1 + (bounded if before & AT_LEAST else ROUNDED)
        if (
            number.kind != "number"
            or not number.value
            or not self._is_in_words(number)
            or not before & (AT_LEAST | _NEARLY | _ABOUT)
        ):
            return False
        given = (one for one in self.index.meant if (one.kind, one.unit) == ("number", number.unit))
        spans = (one for one in self._spans_in_two_units if one.unit == number.unit)
        whole = bool(before & AT_LEAST) and number.value == number.factor * round(number.value / number.factor)
        return any(
            (least <= one.value / number.value <= most or (whole and 0 <= one.value - number.value < number.factor))
            and self.speaks_of(one.first, 1)
            for one in (*given, *spans)
            if one.value
        )

    @cached_property
    def _spans_in_two_units(self) -> list[Quantity]:
        """The spans of time such as "3 hours and 52 minutes"."""
        found = []
        for one, other in pairwise(self.index.quantities):
            between = [word.plain for word in self.index.words[one.last + 1 : other.first]]
            if one.unit == other.unit == "second" and one.factor > other.factor and between in ([], ["and"]):
                found.append(one._replace(value=one.value + other.value))
        return found

    def _pairs_told_of(self, number: Quantity) -> Iterator[tuple[Quantity, Quantity]]:
        """Yield every two other numbers of the line, and of a sentence of which the line tells one, in one unit."""
        others = (other for other in self.line.quantities if other != number)
        told = [one for other in others for one in in_units(other, self.line.quantities, self.line.words)]
        amounts = [one for one in told if one.kind == "number" and one.unit != "times" and one.value > 0]
        yield from ((one, other) for one, other in combinations(amounts, 2) if one.unit == other.unit)
        yield from (pair for pair in self.index.pairs if any(same(one, given) for one in told for given in pair))
