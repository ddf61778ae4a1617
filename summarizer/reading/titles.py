"""The title of an article, out of the several that its page gives: whole, and without the site's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain, takewhile
from urllib.parse import unquote, urlsplit

from summarizer.reading.injection import addresses_model
from summarizer.reading.look import count_words
from summarizer.reading.scripts import KANA_AND_HAN, letters_of
from summarizer.reading.trees import is_prose

MAX_WORDS = 45
"""The longest headline worth printing; longer ones are texts in the wrong place."""

_MAX_CHARACTERS = 500
"""Of a title; what is longer is cut before it is looked at."""
_MOST_ABBREVIATED = 8
"""Words of a site's name whose beginnings are tried as the host's label."""
FEWEST_TITLE_WORDS = 3
"""Of a heading that tells which part of a claim is the title."""
_MOST_LINES_ABOVE = 10
_SITE_WORDS = 5
"""The longest name of a site that is told from its place in a title alone."""
_MOST_PARTS = 5
"""Names of site, section and slogan that may stand behind a title."""
_SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•»«›‹:~/]|::|\|\|)\s+|\s*\|\s+|\s+\|\s*|(?<=\w)\|(?=\w)|\s*[»›｜]\s*"
    rf"|(?<=[{KANA_AND_HAN}])_"
)
_NO_TITLE = re.compile(
    r"(?:nan|none|null|undefined|untitled(?: \w+)?|no title|title|index|home ?page|home|document|page|article|news|"
    r"default|\[object object\]|"
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/?\S*|\W*)",
    re.I,
)
_ARXIV = re.compile(
    r"^(?:\[(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\]|\[[a-z-]+(?:\.[a-z]{2})?/\d{7}\]|"
    r"arxiv:\d{4}\.\d{4,5}(?:v\d+)?\s*[-–:|])\s*",
    re.I,
)
_LABEL = re.compile(r"^(?:\(\d{1,3}\+?\)\s+|Title:\s*|\[[\w.]{1,40}-(?:announce|dev|devel|discuss|users?|list|l)\]\s+)")
"""Unread messages, arXiv's label and the name of a mailing list, before a title."""
_ON_X = re.compile(r"[^\"“”]{1,80} on X: [\"“](.{3,})[\"”] / X")
"""How a page of that site is titled."""
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_WELL_KNOWN = frozenset(
    letters_of(name)
    for name in (
        "venturebeat,thenewyorktimes,nytimes,theverge,techcrunch,wired,reuters,bloomberg,bloomberg.com,"
        "bbc,bbcnews,cnn,cnnbusiness,cnbc,arstechnica,zdnet,engadget,forbes,financialtimes,ft,wsj,"
        "thewallstreetjournal,theguardian,guardian,thewashingtonpost,washingtonpost,mittechnologyreview,"
        "technologyreview,mitnews,nature,science,sciencedaily,medium,youtube,axios,politico,theatlantic,"
        "thenewyorker,theeconomist,economist,businessinsider,insider,fortune,time,apnews,abcnews,cbsnews,"
        "nbcnews,foxnews,npr,vox,gizmodo,mashable,cnet,pcmag,tomshardware,theregister,theinformation,"
        "semafor,quantamagazine,ieeespectrum,scientificamerican,newscientist,southchinamorningpost,scmp,"
        "techradar,9to5mac,9to5google,macrumors,theinformation,substack,hackernoon,github,arxiv,arxivorg,"
        "huggingface,marktechpost,analyticsindiamag,siliconangle,infoq,thedecoder,spiegel,derspiegel,"
        "heiseonline,golem,golemde,diezeit,zeitonline,faz,sueddeutsche,süddeutsche,lemonde,lemondefr,"
        "lefigaro,elpaís,elpais,elmundo,yahoonews,yahoo,msn,aljazeera"
    ).split(",")
)
"""Names that stand after a title when the page does not say whose it is."""
_EDITIONS = frozenset(
    "news online blog blogs magazine newsroom press media research lab labs network daily weekly monthly review tv "
    "radio engineering developers docs documentation today international global uk us usa eu en de fr es it com net "
    "org deutschland france españa italia india asia europe australia tech technology business science politics sport "
    "sports opinion video videos podcast newsletter digital edition journal university institute group team the and of"
    " for ai".split()
)
"""Words that sites put after their names."""
_NO_LABELS = frozenset(("www", "co", "com", "blog", "news", "org", "m"))
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau "
    "upsilon phi chi psi omega"
).split()


def best_title(
    headings: Sequence[str],
    claims: Sequence[str],
    names: Iterable[str],
    host: str,
    text: str,
    lower: Sequence[str] = (),
    address: str = "",
) -> str:
    """Return the article's title, or nothing where no candidate is one.

    `headings` are the visible first headings, `lower` those of the second rank, `claims` those of the metadata, `names`
    the site's names, `text` the article, `address` the page's. A visible heading that a claim agrees with wins, with
    the claim's spaces where only these differ; so does one of the second rank that a claim repeats, where the first
    heading is of something else. A claim alone must be borne out by the text.
    """
    shown = [*headings, *lower]
    top, rest = _parted(text)
    above = [*headings, *(heading for heading in lower if heading not in rest), *top]
    spelled = _words_spelled(address)
    beside = (_beside_spelled(claim, spelled, headings) or _beside_heading(claim, above) for claim in claims)
    site = [*names, *chain.from_iterable(beside)]
    seen = [title for heading in headings if (title := clean_title(heading, site, host, claims))]
    said = [title for claim in claims if (title := clean_title(claim, site, host, [*shown, *claims]))]
    said = [title for title in said if not addresses_model(title)]
    for heading in seen:
        agreeing = [claim for claim in said if agree(heading, claim)]
        if agreeing:
            spaced = [claim for claim in agreeing if "".join(claim.split()) == "".join(heading.split())]
            return _completest([*spaced, heading, *agreeing])
    if repeated := _repeated(lower, said):
        return repeated
    telling = [heading for heading in seen if len(heading.split()) >= 4 and borne_out(heading, text)]
    borne = [claim for claim in said if borne_out(claim, text)]
    if telling:
        return _completest(telling)
    if borne:
        return _completest([claim for claim in borne if agree(claim, borne[0])])
    return _completest(seen) if seen else next(iter(said), "")


def _repeated(headings: Iterable[str], claims: Iterable[str]) -> str:
    """Return the heading of several words that the first claim to do so repeats, or nothing."""
    known = {letters_of(heading): " ".join(heading.split()) for heading in headings if len(heading.split()) >= 4}
    return next((known[letters_of(claim)] for claim in claims if letters_of(claim) in known), "")


def _parted(text: str) -> tuple[list[str], set[str]]:
    """Return the lines that stand before the first sentences of an article, and all the others."""
    lines = text.split("\n")
    top = list(takewhile(lambda line: not is_prose(line), lines[:_MOST_LINES_ABOVE]))
    return top, set(lines[len(top) :])


def _beside_heading(claim: str, headings: Iterable[str]) -> list[str]:
    """Return the parts of a claim before or behind one that is a heading of the page: sites put their names there."""
    every = list(headings)
    known = {letters_of(heading) for heading in every if count_words(heading) >= FEWEST_TITLE_WORDS}
    others = set(map(letters_of, every))
    cuts = [(claim[: found.start()], claim[found.end() :]) for found in separators(claim)]
    turned = [(back, front) for front, back in cuts]
    front, colon, back = claim.partition(": ")
    for title, name in [*cuts, *turned, *([(back, front)] if colon else [])]:
        parts = [part.strip() for part in _SEPARATOR.split(name)]
        if letters_of(title) not in known:
            continue
        if letters_of(parts[0]) in others:  # two headings: the title comes first, and the name or series behind it
            return parts if (title, name) in cuts else []
        if count_words(title) >= count_words(name) <= _SITE_WORDS:
            return parts
    return []


def _beside_spelled(claim: str, spelled: frozenset[str], headings: Iterable[str]) -> list[str]:
    """Return the parts of a claim beside the one that the page's address spells out, if a heading is one of them.

    So do pages whose first heading is their site's name: "Bo's notes » Blog Archive » A ferry for Lake Osric".
    """
    parts = [part.strip() for part in _SEPARATOR.split(claim)]
    told = [part for part in parts if spelled and spelled <= _words_spelled(part)]
    others = [part for part in parts if part not in told]
    known = set(map(letters_of, headings))
    return others if len(told) == 1 and any(letters_of(part) in known for part in others) else []


def _words_spelled(text: str) -> frozenset[str]:
    """Return the words of a title, or of the last part of an address, as addresses spell them, if there are several."""
    part = unquote(urlsplit(text).path.rstrip("/").rpartition("/")[2]) if "://" in text else text
    part = re.sub(r"\.[a-z]{3,5}$", "", part.lower()) if part is not text else part.lower()
    words = [*re.findall(r"\w+", _plain(part)), *re.findall(r"\w+", _plain(part.translate(_SPELLED_OUT)))]
    found = frozenset(one for word in words for one in word.split("_") if one and not one.isdigit())
    return found if len(found) >= _FEWEST_SPELLED else frozenset()


_FEWEST_SPELLED = 2
"""Words of an address that spell out a title."""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})


def clean_title(title: str, names: Sequence[str], host: str, others: Iterable[str] = ()) -> str:
    """Return a title without site name, arXiv number and formulas; nothing if what remains is no title.

    A part between separators goes only where it is the site's name: one the page gives, the host's, or a well-known
    one; or where another of the page's titles ends before it.
    """
    title = " ".join(title[:_MAX_CHARACTERS].split())
    title = found[1] if (found := _ON_X.fullmatch(title)) else title
    title = _without_site(_ARXIV.sub("", _without_formulas(title)), names, host)
    title = _LABEL.sub("", title)
    rest = {other.strip() for other in others}
    for found in separators(title):
        if title[: found.start()] in rest and len(title[: found.start()].split()) >= 3:
            title = title[: found.start()]
            break
    title = title.strip(" |–—·•" if "«" in title else " |–—·•»")
    if _NO_TITLE.fullmatch(title) or len(title.split()) > MAX_WORDS or _is_site(title, names, host, whole=True):
        return ""
    return title


def separators(title: str) -> list[re.Match[str]]:
    """Return what parts a title from the names of sections and site; quotation marks part nothing."""
    quoting = "«" in title and "»" in title
    return [found for found in _SEPARATOR.finditer(title) if not (quoting and re.search("[«»]", found[0]))]


def _without_site(title: str, names: Sequence[str], host: str) -> str:
    for _ in range(_MOST_PARTS):
        parts = separators(title)
        if parts and _is_site(title[parts[-1].end() :], names, host) and title[: parts[-1].start()].strip():
            title = title[: parts[-1].start()]
        elif parts and _comes_off(title[: parts[0].start()], title[parts[0].end() :], names, host):
            title = title[parts[0].end() :]
        else:
            break
    prefix, colon, rest = title.partition(": ")
    return rest if colon and _comes_off(prefix, rest, names, host) else title


def _comes_off(prefix: str, rest: str, names: Sequence[str], host: str) -> bool:
    """Say whether what stands before a title is exactly the site's name, and the rest can stand as a title.

    `Lintel 4.0: a code review` keeps its product on the site of Lintel; so does what would begin in lower case without
    it, save names such as `iPhone`.
    """
    lower = re.match(r"\s*[^\W\dA-Z_][a-z]*(?![A-Za-z]*[A-Z])(?![\w-]*/)", rest)
    if lower and rest.strip()[0].islower():
        return False
    return bool(rest.strip()) and len(prefix.split()) <= 6 and _is_name(prefix, names, host)


def _is_site(part: str, names: Sequence[str], host: str, whole: bool = False) -> bool:
    """Say whether the end of a title, or all of it, is the name of its site, or that with a word such as `News` after.

    Any single word may follow at the end of a title (`Kitewire Video`), but `Lintel Codex` alone is a product.
    """
    words = part.split()
    if not letters_of(part) or len(words) > 6:
        return False
    if letters_of(part) in _WELL_KNOWN or _is_name(part, names, host):
        return True
    return any(
        _is_edition(words[size:], whole) and _is_name(" ".join(words[:size]), names, host)
        for size in range(1, len(words))
    )


def _is_edition(words: Sequence[str], known_only: bool) -> bool:
    """Say whether words after a site's name are part of it: known ones, or a single one that is no version."""
    plain = [letters_of(word) for word in words]
    single = len(words) == 1 and words[0][:1].isupper() and not any(sign.isdigit() for sign in plain[0])
    return (single and not known_only) or all(word in _EDITIONS or not word for word in plain)


def _is_name(part: str, names: Sequence[str], host: str) -> bool:
    """Say whether words are one of the site's names, or its host's."""
    squeezed = letters_of(part)
    known = {letters_of(name) for name in names} - {""}
    return bool(squeezed) and (
        squeezed in known or (len(squeezed) > 6 and squeezed.removeprefix("the") in known) or names_host(part, host)
    )


def share_in_host(name: str, host: str) -> float:
    """Return the share of a name's words that are labels of a host, accents and endings aside: `Nowaka`, nowak.pl."""
    labels = [one for label in host.lower().split(".")[:-1] for one in label.split("-") if label not in _NO_LABELS]
    telling = [label for label in labels if len(label) >= _TELLING_LETTERS]
    words = re.findall(r"\w+", _plain(name.lower()))
    known = [word for word in words if any(word.startswith(label) and len(word) <= len(label) + 2 for label in telling)]
    return len(known) / max(1, len(words))


_TELLING_LETTERS = 5
"""Of a host's label."""


def _plain(text: str) -> str:
    """Return letters without their accents and strokes, as hosts are spelled."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def names_host(part: str, host: str) -> bool:
    """Say whether words name a host: its label, spelled out or as initials (`The New York Times`, nytimes.com)."""
    labels = [label for label in host.lower().split(".")[:-1] if label not in _NO_LABELS]
    squeezed = letters_of(part)
    words = [word for word in re.findall(r"\w+", part.lower()) if word != "the"]
    for label in (letters_of(label) for label in labels):
        if len(label) >= 2 and squeezed in (label, label + host.rpartition(".")[2], "the" + label, letters_of(host)):
            return True
        if len(label) >= 2 and 1 < len(words) <= _MOST_ABBREVIATED and _abbreviates(label.removeprefix("the"), words):
            return True
    return False


def _abbreviates(label: str, words: Sequence[str]) -> bool:
    """Say whether `label` is made of the words' beginnings, at least one letter of each, in order."""
    if not words:
        return not label
    return any(
        label.startswith(words[0][:size]) and _abbreviates(label[size:], words[1:]) for size in {len(words[0]), 1}
    )


def _without_formulas(title: str) -> str:
    """Return a title with the commonest LaTeX read as text: `$\\pi_0$` as `π0`."""
    if "$" not in title and "\\" not in title:
        return title
    title = re.sub(r"\$([^$]{0,80}[\\^_{][^$]{0,80})\$", r"\1", title)
    title = re.sub(r"\\(?:math\w+|text\w*|operatorname|rm|bf|it|emph)\s*\{([^{}]*)\}", r"\1", title)
    title = re.sub(r"\\([A-Za-z]+)", _greek, title)
    return " ".join(re.sub(r"(?<=\S)[_^]\{?([\w+-]*)\}?|[{}\\]", r"\1", title).split())


def _greek(found: re.Match[str]) -> str:
    name = found[1]
    if name.lower() not in _GREEK:
        return {"times": "×", "infty": "∞", "to": "→", "rightarrow": "→", "ell": "ℓ", "sim": "~"}.get(name, "")
    letter = chr(0x3B1 + _GREEK.index(name.lower()))
    return letter.upper() if name[0].isupper() else letter


def _completest(titles: Sequence[str]) -> str:
    """Return the first title that is not cut off nor shouted; a cut-off one loses its dots if it must do."""
    whole = [title for title in titles if not _CUT_OFF.search(title)]
    calm = [title for title in whole if not title.isupper()]
    if calm or whole:
        return (calm or whole)[0]
    return _CUT_OFF.sub("", titles[0]) if len(titles) < 2 else titles[0]


def agree(one: str, other: str) -> bool:
    """Say whether two titles are the same headline: one begins with the other, or they share most words."""
    first, second = (letters_of(_CUT_OFF.sub("", title)) for title in (one, other))
    if first and second and (first.startswith(second) or second.startswith(first)):
        return min(len(first), len(second)) >= 10 or first == second
    a, b = (set(re.findall(r"\w+", title.lower())) for title in (one, other))
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b)) and len(a & b) >= 2


def borne_out(claim: str, text: str, share: float = 0.5) -> bool:
    """Say whether enough of a claim's telling words, and all its numbers, are in the text."""
    words = {word for word in re.findall(r"\w+", claim.lower()) if len(word) > 3 or any(sign > "⿿" for sign in word)}
    lower = text.lower()
    if not words:
        return len(claim) >= 4 and claim.lower() in lower
    if any(sign > "⿿" for word in words for sign in word):
        pairs = [word[at : at + 2] for word in words for at in range(max(1, len(word) - 1))]
        return sum(pair in lower for pair in pairs) >= share * len(pairs)
    stems = {word[:5] for word in re.findall(r"\w+", lower)}
    return sum(word[:5] in stems for word in words) >= share * len(words)
