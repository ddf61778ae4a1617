"""What a page says of itself in its head: title, site, date, description, links, image. Claims, no more."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from summarizer.identity import host_of
from summarizer.reading.characters import strip_invisible
from summarizer.reading.injection import addresses_model
from summarizer.reading.look import count_words
from summarizer.reading.mojibake import repair
from summarizer.reading.published import Days, changed_on, published_on
from summarizer.reading.scripts import UNSPACED, letters_of
from summarizer.reading.titles import FEWEST_TITLE_WORDS, names_host, separators, share_in_host

if TYPE_CHECKING:
    from lxml.etree import _Element

_ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle "
    "blogposting scholarlyarticle medicalscholarlyarticle techarticle report liveblogposting review "
    "socialmediaposting satiricalarticle advertisercontentarticle softwaresourcecode discussionforumposting".split()
)
_LIST_TYPES = frozenset("collectionpage searchresultspage itemlist".split())
_HEADLINES = ("citation_title", "og:title", "twitter:title", "parsely-title", "dc.title", "sailthru.title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
_IMAGES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_SHORT_NAME_WORDS = 3
_SHORT_NAME_UNSPACED = 5
"""Of a script without spaces, two characters to the word."""
_ENDED = re.compile(r"[.!?:;…]$")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|\w+\.\w+|Inc|Ltd|Co|Corp|Cie|Bros|Plc|LLC|Jr|Sr)\.$")
"""A dot that ends no sentence: `Harbor Media Inc.`, `Harbor Press S.A.`"""
_NO_NAME = re.compile(r"@|[。！？：；，、؟۔।]")
"""What is in no name: the sign of an e-mail address, and those of sentences in other scripts than Latin."""
_WEB = re.compile("https?:", re.I)
_MAX_JSON = 400_000
"""Characters of one JSON-LD block that are read."""
_NO_FORMAT = re.compile(r"\.(?:svg|ico|swf|mp4|webm|m3u8|pdf|html?|js)$", re.I)
_SMALL_PIXELS, _LARGE_PIXELS = 100, 300
"""What is smaller is a logo or a pixel; what is as large, in an article, is its picture."""
_NO_FOLDERS = frozenset(
    "logo logos icon icons favicon favicons sprite sprites avatar avatars placeholder placeholders pixel pixels track "
    "tracking beacon emoji badges".split()
)
_LOGOS = frozenset("logo logos favicon sprite sprites placeholder spacer gravatar 1x1 noimage wordmark".split())
"""Words that name no picture of a subject wherever they stand in a file's name."""
_STANDING = frozenset(
    "icon icons avatar badge blank default fallback missing pixel beacon tracker tracking transparent clear share "
    "social og image img thumb thumbnail no not found site touch apple card cover generic".split()
)
"""Words that do so where a name has no others: `default-share.png`, but not `google-pixel-10.jpg`."""
_PLAIN = frozenset("image img cover card thumb".split())
"""Names that say nothing, and are common for pictures of a subject."""


class Declared(NamedTuple):
    """The claims of one page. Texts are tidy, links absolute; nothing has been checked against the page's text."""

    titles: tuple[str, ...]
    """Headlines of the metadata, then the title of the window."""
    host: str
    site_names: tuple[str, ...]
    descriptions: tuple[str, ...]
    days: Days
    """When it was published."""
    changed: dt.date | None
    """When it was last changed, where that is all it says."""
    canonical: str
    amp: bool
    """The markup says that it is the AMP form of a page."""
    language: str | None
    images: tuple[str, ...]
    published: bool
    listing: bool
    types: frozenset[str]
    """Everything that it declares itself and its parts to be, in lower case."""
    unlisted: bool
    """It asks search engines to leave it out."""
    free: bool | None


def declared(tree: _Element, url: str) -> Declared:
    """Return what the page in `tree` declares; `url` is where it was found, an http(s) address or a path."""
    metas = _metas(tree)
    things = [thing for block in _json_blocks(tree) for thing in _things(block)]
    articles = [thing for thing in things if _types(thing) & _ARTICLE_TYPES]
    base = _canonical(tree, metas, url)
    names = _site_names(metas, things)
    days = published_on(tree, metas, _values(articles, "datePublished"), _path(base or url))
    return Declared(
        titles=_titles(tree, metas, articles),
        host=web_host_of(url) or web_host_of(base),
        site_names=names,
        descriptions=tuple(
            _texts([*(metas.get(name, "") for name in _DESCRIPTIONS), *_values(articles, "description")])
        ),
        days=days,
        changed=changed_on(metas, (*_values(articles, "dateCreated"), *_values(articles, "dateModified"))),
        canonical=base,
        amp=tree.get("amp") is not None or tree.get("⚡") is not None,
        language=_language(tree, metas),
        images=tuple(_images(tree, metas, articles, base or url)),
        published=bool(articles)
        or metas.get("og:type", "").lower() == "article"
        or any(metas.get(name) for name in ("article:published_time", "og:article:published_time"))
        or "citation_title" in metas,
        listing=_lists(metas, things, bool(articles)),
        types=frozenset((*(kind for thing in things for kind in _types(thing)), metas.get("og:type", "").lower())),
        unlisted="noindex" in metas.get("robots", "").lower(),
        free=_free(things),
    )


def site_of(facts: Declared, visible: str) -> str:
    """Return the site's name: the first that its page bears out or that is too short to say anything, else its host.

    `visible` is what a reader sees of the page: a name of more words stands there, or in the address.
    """
    seen, host = visible.lower(), letters_of(facts.host)
    for name in facts.site_names:
        squeezed = letters_of(name)
        known = name.lower() in seen or squeezed in host
        if squeezed and (known or _says_nothing(name)) and not addresses_model(name):
            return name
    return next((name for title in facts.titles if (name := _name_behind(title, facts.host, seen))), facts.host)


def _name_behind(title: str, host: str, seen: str) -> str:
    """Return the last part of a title where that can only be the site's name: it shares a word with its host.

    It has no others, is the host's name itself, or stands elsewhere on the page, of which `seen` is the text in lower
    case.
    """
    parts = separators(title)
    name = title[parts[-1].end() :].strip() if parts else ""
    if count_words(title[: parts[-1].start()] if parts else "") < FEWEST_TITLE_WORDS or not _is_short(name):
        return ""
    share, elsewhere = share_in_host(name, host), name.lower() in seen.replace(title.lower(), "")
    sure = names_host(name, host) or share == 1 or (share and elsewhere)
    return name if sure and not addresses_model(name) else ""


def _says_nothing(name: str) -> bool:
    """Say whether a name is too short to say anything: a few words, which are neither a sentence nor an address."""
    most = _SHORT_NAME_UNSPACED if UNSPACED.search(name) else _SHORT_NAME_WORDS
    ended = len(name.split()) > 1 and _ENDED.search(name) and not _ABBREVIATED.search(name)
    return count_words(name) <= most and not ended and not _NO_NAME.search(name)


def tidy(text: str) -> str:
    """Return a line of metadata as a person would read it: without entities, tags, mojibake and runs of spaces."""
    for _ in range(2):
        text = html.unescape(text)
    text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    return " ".join(strip_invisible(repair(text)).split())


def web_host_of(url: str) -> str:
    """Return the host of an http(s) address without `www.`; empty for any other, and for a path."""
    return host_of(url) if _WEB.match(url) else ""


def _path(url: str) -> str:
    return urlsplit(url).path if web_host_of(url) else ""


def _metas(tree: _Element) -> dict[str, str]:
    """Return name → content of the page's meta elements, the first of each name."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    return metas


def _json_blocks(tree: _Element) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= _MAX_JSON:
            text = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text)
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _things(block: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD block, those of `@graph` and of lists included."""
    queue = [block]
    for _ in range(500):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {str(kind).lower().rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _values(things: list[dict[str, Any]], key: str) -> Iterator[str]:
    yield from (value for thing in things if isinstance(value := thing.get(key), str))


def _texts(values: list[str]) -> Iterator[str]:
    """Yield the distinct values that hold text, tidied."""
    yield from dict.fromkeys(text for value in values if (text := tidy(value[:2000])))


def _titles(tree: _Element, metas: dict[str, str], articles: list[dict[str, Any]]) -> tuple[str, ...]:
    window = next((title.text_content() for title in tree.iter("title") if not _in_drawing(title)), "")  # type: ignore[attr-defined]
    return tuple(
        _texts(
            [
                *_values(articles, "headline"),
                *(metas.get(name, "") for name in _HEADLINES),
                *_values(articles, "name"),
                window,
            ]
        )
    )


def _in_drawing(element: _Element) -> bool:
    return any(parent.tag == "svg" for parent in element.iterancestors())


def _site_names(metas: dict[str, str], things: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the names the site gives itself, the likeliest first; a name is short."""
    names = [
        metas.get("og:site_name", ""),
        metas.get("citation_journal_title", ""),
        metas.get("application-name", ""),
        metas.get("apple-mobile-web-app-title", ""),
    ]
    for thing in things:
        for part in (thing.get("publisher"), thing.get("isPartOf"), thing if _types(thing) & {"website"} else None):
            names += [part["name"]] if isinstance(part, dict) and isinstance(part.get("name"), str) else []
    return tuple(name for name in _texts(names) if _is_short(name))


def _is_short(name: str) -> bool:
    return len(name) <= 50 and len(name.split()) <= 6 and "http" not in name


def _canonical(tree: _Element, metas: dict[str, str], url: str) -> str:
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for link in (*links, metas.get("og:url", "")):
        address = absolute(link, url)
        if address:
            return address
    return ""


def absolute(link: str, base: str) -> str:
    """Return an absolute http(s) address that can be read to its port, or nothing."""
    try:
        address = urljoin(base, link.strip()) if link.strip() and web_host_of(base) else link.strip()
        _ = urlsplit(address).port  # read for the error that a port which is no number raises
        sound = web_host_of(address) and not re.search(r"[\s<>\"\\\x00-\x1f]", address) and len(address) <= 2000
        return address if sound else ""
    except ValueError:
        return ""


def _language(tree: _Element, metas: dict[str, str]) -> str | None:
    for value in (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        metas.get("og:locale"),
        metas.get("content-language"),
    ):
        found = re.match(r"\s*([A-Za-z]{2})(?:[-_]|\s*$|,)", value or "")
        if found:
            return found[1].lower()
    return None


def _images(tree: _Element, metas: dict[str, str], articles: list[dict[str, Any]], base: str) -> Iterator[str]:
    """Yield absolute addresses of the page's pictures, the publisher's choice first; logos and pixels are none."""
    size = [metas.get(name, "") for name in ("og:image:width", "og:image:height")]
    small = any(0 <= _pixels(value) < _SMALL_PIXELS for value in size)
    claims = [] if small else [metas.get(name, "") for name in _IMAGES]
    claims += [address for thing in articles for address in _picture(thing.get("image"))]
    claims += [
        img.get("src") or ""
        for part in tree.iter("article", "main", "figure")
        for img in part.iter("img")
        if _large(img)
    ][:3]
    for claim in claims:
        address = absolute(html.unescape(claim), base)
        if address not in ("", base) and _is_picture(address):
            yield address


def _is_picture(address: str) -> bool:
    """Say whether an address may lead to a picture of the subject rather than a logo, an icon or a pixel."""
    parts = urlsplit(address)
    *folders, name = parts.path.lower().rsplit("/", 12)
    words = [word for word in re.split(r"[^a-z0-9]+", _EXTENSION.sub("", name)) if word]
    named = [word for word in words if not re.fullmatch(r"\d+(?:x\d*|px|w|h|k)?|[a-f0-9]{12,}", word)]
    if _NO_FORMAT.search(name) or "gravatar" in parts.netloc or not _NO_FOLDERS.isdisjoint(folders):
        return False
    if not _LOGOS.isdisjoint(words):
        return False
    return not named or not _STANDING.issuperset(named) or _PLAIN.issuperset(named)


_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}$")


def _picture(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("url") or item.get("contentUrl")
        if isinstance(item, str):
            yield item


def _large(image: _Element) -> bool:
    return _pixels(image.get("width") or "") >= _LARGE_PIXELS


def _pixels(value: str) -> int:
    """Return the pixels that an attribute gives, -1 where it gives none."""
    found = re.fullmatch(r"\s*(\d{1,6})(?:px)?\s*", value, re.ASCII)
    return int(found[1]) if found else -1


def _lists(metas: dict[str, str], things: list[dict[str, Any]], article: bool) -> bool:
    kinds = {kind for thing in things for kind in _types(thing)}
    return not article and (bool(kinds & _LIST_TYPES) or metas.get("og:type", "").lower() == "website")


def _free(things: list[dict[str, Any]]) -> bool | None:
    values = [str(thing["isAccessibleForFree"]).lower() for thing in things if "isAccessibleForFree" in thing]
    return None if not values else "false" not in values
