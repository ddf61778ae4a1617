"""Which entries report the same event, and why: stories without a model.

A cheap filter offers pairs (`candidates`), a small learned model judges them (`similarity`), and a story grows only
while every pair in it holds, so that a chain of similar items never becomes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations

from summarizer.models import Entry, Story
from summarizer.stories.bodies import CALENDAR, Bodies
from summarizer.stories.candidates import Corpus, Reading
from summarizer.stories.figures import disagreements, figures
from summarizer.stories.leads import lead_rank, place_of
from summarizer.stories.similarity import Comparison
from summarizer.stories.wording import STOP, Token, stems

HOLDS = 0.5
"""Every pair of a story reaches at least this share of the threshold that the pair which joined it passed."""
REASON_PARTS = 4
"""Names and figures that a reason lists at most."""


def group(entries: Sequence[Entry], texts: Mapping[str, str] | None = None) -> list[Story]:
    """Return `entries` as stories, every entry in exactly one, ordered by the place of their leads in the input.

    `texts` holds articles by the entry's URL: where two entries have one, their texts decide. The result does not
    depend on the order of `entries`, only on the positions of their sources.
    """
    ordered = sorted(entries, key=place_of)
    comparison = _comparison(ordered, texts)
    found = [
        (places, reason([comparison.corpus.readings[at] for at in places], comparison))
        for places in cluster(comparison)
        if len(places) > 1
    ]
    return from_groups(ordered, found)


def from_groups(entries: Sequence[Entry], groups: Iterable[tuple[Sequence[int], str]]) -> list[Story]:
    """Return `entries` as stories: one for each group, given as places in `entries` and a reason, and one for each
    entry in none. A place may stand in one group only. The order is that of the leads in the input.
    """
    found, single = [], dict(enumerate(entries))
    for places, why in groups:
        found.append(_story([single.pop(place) for place in places], why))
    found += [Story(entries=(entry,)) for entry in single.values()]
    return sorted(found, key=lambda story: place_of(story.lead))


def _comparison(entries: Sequence[Entry], texts: Mapping[str, str] | None) -> Comparison:
    corpus = Corpus(entries, texts)
    return Comparison(corpus, bodies=Bodies(corpus, texts) if texts else None)


def _story(entries: Sequence[Entry], why: str) -> Story:
    """Return the story of several entries: the lead first, the others in the editor's order."""
    lead = min(entries, key=lead_rank)
    others = sorted((entry for entry in entries if entry is not lead), key=place_of)
    return Story(entries=(lead, *others), reason=why, review=tuple(disagreements([lead, *others])))


def cluster(comparison: Comparison) -> list[list[int]]:
    """Return the places of the entries in clusters, joining the likeliest pairs first as long as every pair holds."""
    threshold = comparison.model.threshold
    likely = [(comparison.probability(first, second), first, second) for first, second in comparison.pairs()]
    home = {reading.at: [reading.at] for reading in comparison.corpus.readings}
    for probability, first, second in sorted(likely, key=lambda pair: (-pair[0], pair[1:])):
        if probability < threshold:
            break
        one, other = home[first], home[second]
        if one is not other and _all_hold(comparison, one, other, threshold * HOLDS):
            one += other
            home.update(dict.fromkeys(other, one))
    return [sorted(places) for at, places in home.items() if at == min(places)]


def _all_hold(comparison: Comparison, one: Sequence[int], other: Sequence[int], least: float) -> bool:
    return all(comparison.probability(first, second) >= least for first in one for second in other)


# Why they belong together


def reason(readings: Sequence[Reading], comparison: Comparison) -> str:
    """Return in words what the entries of a story share: "both name Scribe, ElevenLabs, 99 languages"."""
    who = "both" if len(readings) == 2 else f"all {len(readings)}"
    furniture = _furniture(readings, comparison)
    parts = [*_shared_names(readings, comparison, furniture), *_shared_figures(readings)]
    if parts:
        return f"{who} name {', '.join(list(dict.fromkeys(parts))[:REASON_PARTS])}"
    known = comparison.bodies.shared_names([reading.at for reading in readings]) if comparison.bodies else []
    named = [name for name in known if not furniture.intersection(stems(name))]
    if named:
        return f"{who} texts name {', '.join(named[:REASON_PARTS])}"
    words = _shared_words(readings, comparison, furniture)
    if words or len(readings) == 2:
        return f"{who} say {', '.join(words[:REASON_PARTS])}" if words else f"{who} texts say the same"
    closest = max(combinations(readings, 2), key=lambda pair: comparison.probability(pair[0].at, pair[1].at))
    return f"each is like the others, and of two of them {reason(closest, comparison)}"


def _furniture(readings: Sequence[Reading], comparison: Comparison) -> frozenset[str]:
    """Return the stems of days, and of a site's name that all say in full; in a title it is the name of a firm."""
    said = frozenset.intersection(*(_said(reading, comparison) for reading in readings))
    names = (frozenset(stems(reading.entry.site)) - STOP for reading in readings)
    sites = frozenset[str]().union(*(name for name in names if name <= said))
    return CALENDAR | sites.difference(*(reading.title_words for reading in readings))


def _said(reading: Reading, comparison: Comparison) -> frozenset[str]:
    bodies, at = comparison.bodies, reading.at
    return reading.words.union(bodies.known(at).words if bodies and bodies.know(at, at) else ())


def _shared_names(readings: Sequence[Reading], comparison: Comparison, furniture: Set[str]) -> list[str]:
    """Return names that all share as they stand in the first, the rarest first, words in a row together."""
    shared = readings[0].words.intersection(*(reading.words for reading in readings[1:]))
    named = frozenset[str]().union(*(reading.names for reading in readings))
    named = named.intersection(shared, *(_capitals(reading) for reading in readings)) - furniture
    found: dict[frozenset[str], str] = {}
    for run, surface in sorted(_runs(readings[0], named, shared), key=lambda one: -len(one[0])):
        if not any(run <= known for known in found):
            found[run] = surface
    rarest = sorted(found, key=lambda run: (-max(map(comparison.corpus.rarity, run & named)), found[run]))
    return [found[run] for run in rarest[: REASON_PARTS - 1]]


def _capitals(reading: Reading) -> frozenset[str]:
    """Return the stems of words that stand there with a capital."""
    return frozenset(token.stem for token in (*reading.title, *reading.line) if not token.surface.islower())


def _runs(reading: Reading, named: frozenset[str], shared: frozenset[str]) -> list[tuple[frozenset[str], str]]:
    """Return stems and wording of runs of shared names; a shared version behind one belongs to it: "Kestrel 2.1"."""
    runs: list[list[Token]] = []
    ends = True
    for token in (*reading.title, *reading.line):
        if not ends and token.joined and _is_version(token, runs[-1][-1], reading) and token.stem in shared:
            runs[-1].append(token)
        elif token.stem not in named:
            ends = True
        elif ends or not token.joined or token.opens:
            runs.append([token])
            ends = False
        else:
            runs[-1].append(token)
    return [(frozenset(one.stem for one in run), " ".join(one.surface for one in run)) for run in runs]


def _is_version(token: Token, name: Token, reading: Reading) -> bool:
    return token.stem in reading.versions.get(name.stem, frozenset())


def _shared_figures(readings: Sequence[Reading]) -> list[str]:
    first, *others = (figures(f"{reading.entry.title}. {reading.entry.one_liner}") for reading in readings)
    return [one.surface for one in first if all(any(one.agrees(two) for two in other) for other in others)]


def _shared_words(readings: Sequence[Reading], comparison: Comparison, furniture: Set[str]) -> list[str]:
    shared = readings[0].words.intersection(*(reading.words for reading in readings[1:]))
    spelled = {token.stem: token.surface for token in (*readings[0].line, *readings[0].title)}
    telling = [word for word in shared - furniture if comparison.corpus.rarity(word) > 0]
    ranked = sorted(telling, key=lambda word: (-comparison.corpus.rarity(word), word))
    return [f'"{spelled[word]}"' for word in ranked]
