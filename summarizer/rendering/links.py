"""The last check on a draft: no link in it but to the digest's own pages, no HTML, unless the configuration says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, TypeAlias

from summarizer.errors import SetupError
from summarizer.models import Digest
from summarizer.rendering.markdown import escape_url

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Tag: TypeAlias = "tuple[str, list[tuple[str, str | None]]]"
"""An HTML element's name, and its attributes with their values."""

_URL_ATTRIBUTES = frozenset("action background cite data formaction href poster src srcset xlink:href".split())
_BARE_ADDRESS = re.compile(r"(?i)\b(?:https?|ftp)://[^\s<]+|\bwww\.[^\s<]+|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_FRONT_MATTER = re.compile(r"\A---\n((?:.*\n)*?)---(?:\n|\Z)")
_TEMPLATE_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_TEMPLATE_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_HOLE = "summarizerfillsthisin"
"""Stands for a template's expression while the template itself is read as Markdown."""
_ADVICE = (
    "in your template or footer; where a template prints text with the filter `raw`, take the filter away, "
    "and in an HTML attribute use `url` or `html`"
)
_HTML = ("html_inline", "html_block")
_WHOLE_HOST = re.compile(r"https?://[^/?#]+[/?#]")


def find_links(markdown: str) -> list[str]:
    """Return the target of every link and image in `markdown`, front matter apart, as a browser would be given it.

    Links, images, autolinks, bare addresses that GFM makes into links, and the addresses in HTML attributes.
    """
    tokens = _parser().parse(split_front_matter(markdown)[1])
    return [target for token in tokens for target in _targets([token, *(token.children or ())])]


def find_tags(markdown: str) -> set[tuple[str, str]]:
    """Return every HTML tag in `markdown` as `(tag, "")`, and each of its attributes as `(tag, attribute)`."""
    tokens = _parser().parse(split_front_matter(markdown)[1])
    pieces = [piece.content for token in tokens for piece in (token, *(token.children or ())) if piece.type in _HTML]
    tags = [tag for piece in pieces for tag in _tags(piece)]
    return {(name, key) for name, attributes in tags for key in ("", *(key for key, _ in attributes))}


def split_front_matter(markdown: str) -> tuple[str, str]:
    """Return the YAML at the head of a document, empty if there is none, and the Markdown after it."""
    match = _FRONT_MATTER.match(markdown)
    return (match[1], markdown[match.end() :]) if match else ("", markdown)


@cache
def _parser() -> MarkdownIt:
    """Return a parser that shows every link, of whatever scheme, and keeps escaped characters apart from others."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable("text_join")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _targets(tokens: Iterable[Token]) -> Iterator[str]:
    inside = 0
    for token in tokens:
        inside += (token.type == "link_open") - (token.type == "link_close")
        for name in ("href", "src"):
            if token.attrGet(name) is not None:
                yield str(token.attrGet(name))
        if token.type in _HTML:
            yield from (_parser().normalizeLink(address) for address in _addresses(token.content))
        elif token.type == "text" and not inside:
            yield from (match[0].rstrip("?!.,:*_~'\")") for match in _BARE_ADDRESS.finditer(token.content))


def _addresses(html: str) -> Iterator[str]:
    for _, attributes in _tags(html):
        yield from (value for name, value in attributes if name in _URL_ATTRIBUTES and value)


def _tags(html: str) -> list[Tag]:
    collector = _Tags()
    collector.feed(html)
    collector.close()
    return collector.found


class _Tags(HTMLParser):
    """Collects the tags that open an element; comments hold none."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.found.append((tag, attrs))


def assert_links(rendered: str, digest: Digest, templates: Iterable[str] = ()) -> None:
    """Return if every link and every HTML tag in the whole of `rendered` is the digest's own or the configuration's.

    The digest's own are the addresses and images of its entries, and of the sources it left out; it has no HTML. The
    configuration is the issue's footer, front matter, image and permalink, and the text of `templates`, where an
    address may hold expressions after its host. Raises SetupError naming the first link or tag that is neither.
    """
    configuration = "\n\n".join([digest.issue.footer, *map(_without_tags, templates)])
    configured = find_links(configuration)
    own = find_links("\n\n".join(f"[]({escape_url(url)})" for url in _own(digest)))
    allowed = {*own, *configured}
    patterns = [_pattern(url) for url in configured if _HOLE in url and _WHOLE_HOST.match(url.partition(_HOLE)[0])]
    for link in find_links(rendered):
        if link not in allowed and not any(pattern.fullmatch(link) for pattern in patterns):
            raise SetupError(f"the draft links to {link!r}, which is neither one of the digest's pages nor {_ADVICE}")
    for tag, attribute in sorted(find_tags(rendered) - find_tags(configuration)):
        shown = f"<{tag} {attribute}>" if attribute else f"<{tag}>"
        raise SetupError(f"the draft holds HTML, {shown}, which is not {_ADVICE}")


def _own(digest: Digest) -> set[str]:
    entries = digest.entries
    urls = {url for entry in entries for url in (entry.url, entry.final_url, entry.image)}
    lost = {source.url for source in (*(f.source for f in digest.failures), *(m.source for m in digest.merged))}
    settings = {str(value) for value in digest.issue.front_matter.values() if not isinstance(value, list)}
    return {url for url in urls | lost | settings | {digest.issue.image, digest.issue.permalink} if url}


def _without_tags(template: str) -> str:
    return _TEMPLATE_EXPRESSION.sub(_HOLE, _TEMPLATE_TAG.sub("", template))


def _pattern(url: str) -> re.Pattern[str]:
    """Return what an address of a template may become once its expressions are filled in."""
    return re.compile(r"[^\s]*".join(map(re.escape, url.split(_HOLE))))
