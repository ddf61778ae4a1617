"""Which entry leads a story, by rule.

Primary source over newspaper over aggregator; read in full over read in part; earlier over later.
"""

from __future__ import annotations

import datetime as dt

from summarizer.identity import host_of
from summarizer.models import Entry
from summarizer.stories.wording import tokens

NEWSPAPERS = frozenset(
    """
    404media.co apnews.com arstechnica.com axios.com bbc.co.uk bbc.com bloomberg.com businessinsider.com cbsnews.com
    cnbc.com cnet.com cnn.com economist.com engadget.com forbes.com fortune.com ft.com geekwire.com heise.de
    independent.co.uk latimes.com lemonde.fr nbcnews.com newyorker.com nikkei.com npr.org nytimes.com politico.com
    reuters.com rollingstone.com scmp.com semafor.com spiegel.de statnews.com straitstimes.com technologyreview.com
    techcrunch.com theatlantic.com theguardian.com theinformation.com thetimes.com theverge.com time.com usatoday.com
    venturebeat.com vice.com vox.com washingtonpost.com wired.com wsj.com zdnet.com
    """.split()
)
"""Hosts that report for themselves."""
AGGREGATORS = frozenset(
    """
    analyticsindiamag.com aol.com benzinga.com digg.com facebook.com feedly.com flipboard.com fool.com ground.news
    hackernoon.com investing.com linkedin.com marktechpost.com medium.com msn.com news.google.com newsbreak.com
    reddit.com seekingalpha.com slashdot.org smartnews.com techmeme.com testingcatalog.com twitter.com x.com yahoo.com
    ycombinator.com youtube.com
    """.split()
)
"""Hosts that pass on, or sum up, what others report."""
PRIMARY = frozenset(
    """
    aclanthology.org arxiv.org biorxiv.org businesswire.com congress.gov courtlistener.com europa.eu github.com
    github.io gitlab.com globenewswire.com gov.uk huggingface.co medrxiv.org nature.com openreview.net prnewswire.com
    science.org ssrn.com
    """.split()
)
"""Hosts where the thing itself is: papers, code, announcements, laws, court papers."""
_GOVERNMENT = (".gov", ".mil")


def lead_rank(entry: Entry) -> tuple[int, bool, dt.date, tuple[int, str, str, str]]:
    """Return what the lead entry of a story has the least of: rank of its source, not whole, date, place.

    An unknown date counts as the latest.
    """
    return source_rank(entry), entry.lead_only, entry.date or dt.date.max, place_of(entry)


def place_of(entry: Entry) -> tuple[int, str, str, str]:
    """Return what entries are ordered by: the editor's order, and then what does not depend on any order."""
    return entry.source.position, entry.url, entry.title, entry.one_liner


def source_rank(entry: Entry) -> int:
    """Return 0 for a primary source, 1 for a newspaper, 2 for a site that is not known, 3 for an aggregator.

    A site that bears the name of whom or what the entry is about is primary, unless it is one of the known others.
    """
    host = host_of(entry.url)
    if _is_of(host, AGGREGATORS):
        return 3
    if _is_of(host, NEWSPAPERS):
        return 1
    official = _is_of(host, PRIMARY) or host.endswith(_GOVERNMENT)
    return 0 if official or _bears_its_name(host, entry) else 2


def _is_of(host: str, known: frozenset[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in known for at in range(len(labels)))


def _bears_its_name(host: str, entry: Entry) -> bool:
    """Tell whether a label of the host is a name in the entry, or two or three words of its title in a row."""
    labels = {label.replace("-", "") for label in host.split(".")[:-1]}
    read = [token.surface for token in tokens(f"{entry.title}. {entry.one_liner}")]
    named = {word.casefold() for word in read if not word.islower()}
    titled = [token.surface.casefold() for token in tokens(entry.title)]
    named |= {"".join(titled[at : at + size]) for size in (2, 3) for at in range(len(titled) - size + 1)}
    return any(len(label) > 2 and label in named for label in labels)
