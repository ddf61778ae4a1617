"""Which links are one page, and how a link is printed: the tracking parameters of the web, and its many spellings.

Links are cleaned by the tables below and not by courlan: it also drops `?uid=`, `?gallery=`, `?keyword=` and
`?12345`, and makes `…/web/2020/https://host/` into `…/web/2020/https:/host/`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote_plus, unquote_to_bytes, urlsplit, urlunsplit

TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "itm_", "vero_", "stm_", "guce_", "at_custom", "ns_mchan", "wt.mc_")
"""Parameters that begin so say where a reader came from, on any site."""

_TRACKER_NAMES = """
fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igshid igsh epik rb_clickid
mc_cid mc_eid mkt_tok _ga _gl _ke _hsenc _hsmi __s __twitter_impression __source hss_channel dm_i s_cid s_kwcid
ref ref_src ref_url referrer cmp cmpid icid intcid ito ncid ocid cvid taid tpcc soc_src soc_trk sr_share guccounter
smid smtyp spm oly_enc_id oly_anon_id wickedid trk trkcampaign bxid cndid esrc mbid wt_mc wt_mc_o echobox
at_medium at_campaign at_link_id at_link_type at_format ns_campaign ns_source ns_linkname
"""
TRACKERS = frozenset(_TRACKER_NAMES.split())
"""Whole names of such parameters, in lower case, on any site."""

SITE_TRACKERS: dict[str, frozenset[str]] = {
    "bloomberg.com": frozenset({"leadsource", "sref", "srnd", "embedded-checkout"}),
    "businessinsider.com": frozenset({"r", "ir"}),
    "linkedin.com": frozenset({"lipi", "trackingid", "originalsubdomain"}),
    "marketwatch.com": frozenset({"mod"}),
    "medium.com": frozenset({"source"}),
    "nytimes.com": frozenset({"emc", "partner", "campaign_id", "instance_id", "nl", "regi_id", "segment_id", "te"}),
    "reddit.com": frozenset({"share_id", "rdt"}),
    "substack.com": frozenset({"r", "s", "isfreemail", "triedredirect", "showwelcomeonshare"}),
    "theinformation.com": frozenset({"rc", "shared"}),
    "wsj.com": frozenset({"mod", "reflink"}),
    "x.com": frozenset({"s", "t"}),
    "youtu.be": frozenset({"si", "feature", "pp"}),
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
}
"""Parameters that track on one site and its subdomains, and may matter elsewhere."""

SAME_PAGE = frozenset({"unlocked_article_code", "accesstoken", "sharetoken", "gift"})
"""Parameters that open a page without changing which page it is: kept in a link, left out of its key."""

SITE_SAME_PAGE: dict[str, frozenset[str]] = {
    "medium.com": frozenset({"sk"}),
    "wsj.com": frozenset({"st"}),
    "youtu.be": frozenset({"t", "list", "index"}),
    "youtube.com": frozenset({"t", "list", "index"}),
}
"""The same, on one site."""

SAME_HOST = {
    "export.arxiv.org": "arxiv.org",
    "m.youtube.com": "youtube.com",
    "mobile.twitter.com": "x.com",
    "twitter.com": "x.com",
}
"""Hosts that serve the same pages under the same paths."""

INDEX_FILES = frozenset({"index.html", "index.htm", "index.php", "index.asp", "default.aspx", "default.asp"})
"""What a web server shows for a folder."""

_ARXIV = re.compile(r"/(?:abs|pdf|html)/(\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,2})?(?:\.pdf)?/?")
_YOUTUBE_SHORT = re.compile(r"/([\w-]{11})/?")


def clean_url(url: str) -> str:
    """Return the link to print and to fetch: as given, without tracking parameters and without its fragment.

    A fragment that chooses the page (`#!/…`, `#/…`) stays. Raises ValueError for a link that cannot be parsed.
    """
    parts = urlsplit(url)
    host = _site_host(parts)
    given = parts.query.replace("&amp;", "&")  # as it is spelled in a page's source
    query = "&".join(part for part in given.split("&") if not _tracks(part, host))
    return urlunsplit(parts._replace(query=query, fragment=_route(parts.fragment)))


def page_key(url: str) -> str:
    """Return what all links to one page share.

    Beside what `clean_url` takes away, it ignores http or https, `www.`, the case of the host and how it is spelled
    (`münchen.de`, `xn--mnchen-3ya.de`), the default port, a trailing slash or index file, the spelling and order of
    parameters, and which of an arXiv paper's pages and versions it is. A link that cannot be parsed is its own key.
    """
    try:
        return _parsed_key(urlsplit(clean_url(url)))
    except ValueError:
        return url


def _parsed_key(parts: SplitResult) -> str:
    host = _site_host(parts)
    path, query = _key_path(host, parts.path), _key_query(host, parts.query)
    if host == "youtu.be" and (video := _YOUTUBE_SHORT.fullmatch(parts.path)):
        host, path, query = "youtube.com", "/watch", f"v={video[1]}"
    port = f":{parts.port}" if parts.port not in {None, {"http": 80, "https": 443}.get(parts.scheme)} else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{port}{path}{'?' if query else ''}{query}{fragment}"


def is_readable(url: str) -> bool:
    """Return whether an address can be parsed, to its host and port."""
    try:
        _ = urlsplit(url).port  # parsed only when it is asked for
    except ValueError:
        return False
    return True


def host_of(url: str) -> str:
    """Return the host of an address without `www.`; empty where there is none, or it cannot be parsed."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


MAX_SHOWN_CHARACTERS = 400
"""Of a link that is told to a person: it fills a screen, and no link that is followed by hand is as long."""


def shown_link(link: str) -> str:
    """Return a link, or another line of a list, as it is told to a person: without its middle if it is very long."""
    half = MAX_SHOWN_CHARACTERS // 2
    return link if len(link) <= MAX_SHOWN_CHARACTERS else f"{link[:half]}…{link[-half:]}"


def _key_path(host: str, path: str) -> str:
    if host == "arxiv.org" and (paper := _ARXIV.fullmatch(path)):
        return f"/abs/{paper[1]}"
    segments = path.rstrip("/").split("/")
    if segments[-1].lower() in INDEX_FILES:
        segments.pop()
    # Segment by segment, so that an encoded slash stays another thing than a slash.
    return "/".join(quote(unquote_to_bytes(segment), safe="") for segment in segments).rstrip("/")


def _key_query(host: str, query: str) -> str:
    same = SAME_PAGE | _of_site(SITE_SAME_PAGE, host)
    parts = [part.partition("=") for part in query.split("&") if part and _name(part) not in same]
    spelled = ((quote(unquote_plus(name), safe=""), quote(unquote_plus(value), safe="")) for name, _, value in parts)
    return "&".join(f"{name}={value}" for name, value in sorted(spelled))


def _site_host(parts: SplitResult) -> str:
    host = ".".join(_unicode_label(label) for label in (parts.hostname or "").rstrip(".").split("."))
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    return SAME_HOST.get(host, host)


def _unicode_label(label: str) -> str:
    try:
        text = label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        text = label
    return unicodedata.normalize("NFC", text).lower()


def _route(fragment: str) -> str:
    return fragment if fragment.startswith(("!", "/")) and len(fragment) > 1 else ""


_REVISION = re.compile(
    r"v?\d+(?:\.[\w-]+)+|v\d+|main|master|develop|head|(?:refs|release|feature)/\S+|[0-9a-f]{7,40}", re.IGNORECASE
)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0]).lower()


def _tracks(part: str, host: str) -> bool:
    """Return whether a part of a query is a tracking parameter; `ref=v2.1` names a branch or version instead."""
    name = _name(part)
    if name == "ref" and _REVISION.fullmatch(unquote_plus(part.partition("=")[2])):
        return False
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES) or name in _of_site(SITE_TRACKERS, host)


def _of_site(table: dict[str, frozenset[str]], host: str) -> frozenset[str]:
    """Return the table's entry for the host or the domain it lies in."""
    labels = host.split(".")
    domains = (".".join(labels[start:]) for start in range(len(labels)))
    return next((table[domain] for domain in domains if domain in table), frozenset())


# --- What a page is saved as, and which of its forms stands --------------------------------------------------

MAX_NAME_CHARACTERS = 60
"""Of a link that go into the name of the file that its page is saved as."""


def saved_name(url: str) -> str:
    """Return the name of the file that a link's page is looked for under: `site.example-2026-a-story-1f3a9c2e.html`.

    It is what the link says, in letters that every file system takes, and the beginning of its key's SHA-256.
    """
    key = page_key(url)
    words = "-".join(re.findall(r"[a-z0-9.]+", key.lower()))[:MAX_NAME_CHARACTERS].strip("-.")
    return f"{words}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:8]}.html"


def standing_url(url: str, canonical: str, *, is_amp: bool = False) -> str:
    """Return the address of the article itself for a page at `url` that is another form of it.

    That is what the page calls canonical, if `url` is an AMP, print or mobile form (or `is_amp`: its markup says so)
    and both are on one site, an AMP cache standing for the site whose page it holds. Of any other page, and for a front
    page, another such form or what cannot be parsed as the canonical one, `url` stays: a page may claim what it likes.
    """
    if not (is_readable(url) and is_readable(canonical)):
        return url
    here, there = urlsplit(url), urlsplit(canonical)
    held = _CACHED.search(here.path) if _is_amp_cache(here.hostname or "") else None
    host = held[1].lower() if held else here.hostname or ""
    one_site = _bare_host(host) == _bare_host(there.hostname or "") != ""
    other_form = is_amp or held or _is_form(here)
    believed = one_site and other_form and there.path.strip("/") and not _is_form(there)
    return clean_url(canonical) if believed and there.scheme in ("http", "https") else url


_FORM_HOSTS = frozenset("amp m mobile print touch www".split())
_FORM_PATH = re.compile(
    r"(?:^|/)(?:amp|print|printer|printable|printversion|print-version|druckversion|imprimir|imprimer)(?=/|\.|$)"
    r"|[.-](?:amp|print)(?:\.\w{3,5})?/?$",
    re.I,
)
_FORM_QUERY = re.compile(
    r"(?:^|&)(?:amp|print|printable|outputtype=amp|output=amp|view=(?:print|amp)|format=(?:print|amp)|mode=print)\b",
    re.I,
)
_CACHED = re.compile(r"/(?:[acv]/)?s/([\w.-]+\.[\w-]+)/")
"""`/c/s/HOST/…` and `/amp/s/HOST/…`: how an AMP cache names the page that it holds."""


def _is_amp_cache(host: str) -> bool:
    return host.endswith(".cdn.ampproject.org") or re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", host) is not None


def _is_form(parts: SplitResult) -> bool:
    """Say whether an address is that of a page made for printing, a small screen or a fast one."""
    first = (parts.hostname or "").partition(".")[0]
    return first in _FORM_HOSTS - {"www"} or bool(_FORM_PATH.search(parts.path) or _FORM_QUERY.search(parts.query))


def _bare_host(host: str) -> str:
    first, _, rest = host.lower().partition(".")
    return rest if first in _FORM_HOSTS and "." in rest else host.lower()
