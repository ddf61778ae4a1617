"""A line of a digest: a title with what stands beside it, or text with links in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.language.typography import says_nothing
from summarizer.style.passages import Line, Piece

ADDRESS = re.compile(r"https?:/[^\s<>]*[^\s<>.,;:!?)'\"*_|\]]", re.IGNORECASE)

SENTENCE_END = re.compile(r"[.!?…:。！？][\"'”’)\]*_`]*$")

_MOST_LEADING_WORDS = 3
"""Of what may stand before a title on its line, such as `New:`."""
_SEPARATOR = re.compile(r"\s*(?P<sign>[-–—:|·•.]+(?=\s|$))\s*")
_STOP = re.compile(r"[.!?,;。！？]")
"""What may end a title that stands alone."""
_LABEL_END = re.compile(r"[-–—:|·•)\]]$")
"""What parts words before a title from it."""
_BARE_TITLE = re.compile(rf"\s*(?P<url>{ADDRESS.pattern})\s+[-–—|]\s", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—]\s")
_LONGEST_NAME = 300
"""Characters of a title, from which on it is none."""
_AROUND_NAME = re.compile(r"^[^\w\"'“‘(\[]+|[\s*_]+$")
"""Signs before a title such as an emoji, and marks behind it."""
_GLUED_HEADING = re.compile(r"\s?#{2,6} \S.*$")
_BESIDE_NO_LINE = re.compile(r"\s*\|$|^\([^()]*\)$")
"""The end of a row, or a source in parentheses and nothing more."""
_FURNITURE = re.compile(
    r"(?:view|read|open|see)\b.{0,30}\b(?:browser|online|web|more|here|story|article|post|issue)"
    r"|(?:continue|keep) reading|read (?:it|on)|learn more|(?:un)?subscribe\b.{0,30}|sign (?:up|in)|log in|archives?"
    r"|(?:manage|update|change)\b.{0,30}\b(?:preferences|settings|subscriptions?)|preferences|share\b.{0,20}"
    r"|forward\b.{0,20}|tweet|discuss(?:ion)?|comments?|source|link|web ?site|home(?: ?page)?|about(?: us)?"
    r"|privacy(?: policy)?|terms\b.{0,20}|contact(?: us)?|advertise\b.{0,20}|web version|rss|im browser \w+"
    r"|abonnieren|abbestellen|abmelden|weiterlesen|mehr lesen|lire la suite|s'abonner|se désabonner",
    re.IGNORECASE,
)
"""Links around a story or an issue, which have no summary."""
_LONGEST_FURNITURE = 80


class Title(NamedTuple):
    """A link at the beginning of a line, and what stands beside it."""

    link: Piece
    beside: str
    """As it is written, marks of Markdown included."""
    sign: str
    """What parts the two, such as a dash."""

    @property
    def alone(self) -> bool:
        """Whether nothing is told beside it, and nothing was going to be."""
        return not self.beside and (not self.sign or _STOP.fullmatch(self.sign) is not None)


def title_of(line: Line) -> Title | None:
    """Return the title that a line begins with; None where it is text that holds links, or links for orientation."""
    pieces = _with_address([piece for piece in line.pieces if piece.kind != "image"])
    at = next((at for at, piece in enumerate(pieces) if piece.kind == "link" and (piece.text or piece.url)), None)
    if at is None or is_furniture(pieces[at]):
        return None
    link, rest = pieces[at], [piece for piece in pieces[at + 1 :] if not is_furniture(piece)]
    written = shown(_without_closing(pieces[:at], rest), marked=True)
    sign, beside = _parted(written)
    if not sign and _goes_on(beside):
        return None
    title = Title(link, _BESIDE_NO_LINE.sub("", _GLUED_HEADING.sub("", beside)).strip(), sign)
    leads = _may_lead(shown(pieces[:at]), parted=bool(sign) and not title.alone)
    return title if leads and not _holds_links_alone(rest) else None


def _parted(written: str) -> tuple[str, str]:
    """Return the sign that what stands behind a link begins with, if it is one of those that part, and the rest."""
    if _STOP.fullmatch(written):
        return written, ""
    separator = _SEPARATOR.match(written)
    return (separator["sign"], written[separator.end() :]) if separator else ("", written)


def title_by_address(lines: Sequence[Line]) -> Title | None:
    """Return the title of a text such as `Kilns — They burn less. https://a.example/1`, as if it were its link.

    What is no sentence, such as a date and a place, is no line of the title.
    """
    if any(piece.kind in ("link", "frame", "image") for line in lines for piece in line.pieces):
        return None
    text, _, url = " ".join(shown(line.pieces, marked=True) for line in lines).strip().rpartition(" ")
    name, *told = _DASH.split(text, maxsplit=1)
    if not told or len(name) > _LONGEST_NAME or not ADDRESS.fullmatch(url) or ADDRESS.search(text):
        return None
    name, beside = _AROUND_NAME.sub("", name), told[0].strip(" -–—")
    if not name or _goes_on(beside):
        return None
    return Title(Piece("link", name, url), beside if SENTENCE_END.search(beside) else "", "")


def _with_address(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with a bare address that stands for a title as the link that it is."""
    bare = _BARE_TITLE.match(pieces[0].text) if pieces and pieces[0].kind == "text" else None
    if bare is None:
        return pieces
    return [Piece("link", bare["url"], bare["url"]), Piece("text", pieces[0].text[bare.end("url") :]), *pieces[1:]]


def _without_closing(before: Sequence[Piece], after: Sequence[Piece]) -> list[Piece]:
    """Return the pieces behind a link without the marks that close what was opened before it."""
    opened = [piece.text for piece in before if piece.kind == "mark"]
    kept = []
    for piece in after:
        if piece.kind == "mark" and piece.text in opened:
            opened.remove(piece.text)
        else:
            kept.append(piece)
    return kept


def _may_lead(before: str, *, parted: bool) -> bool:
    """Return whether a title may follow on what stands before a link: signs, or a word or two such as `New:`.

    `parted`: whether a sign parts the link from what is told, without which words before it belong to a sentence.
    """
    words = re.findall(r"[^\W\d_]+", before)
    is_label = len(words) <= _MOST_LEADING_WORDS and _LABEL_END.search(before) and not re.search(r"[©.!?]", before)
    return not words or (parted and bool(is_label))


def _holds_links_alone(pieces: Sequence[Piece]) -> bool:
    """Return whether there are links, and no word between them."""
    words = [piece for piece in pieces if re.search(r"\w", piece.text)]
    return bool(words) and all(piece.kind == "link" for piece in words)


def _goes_on(beside: str) -> bool:
    """Return whether the words behind a link go on with a sentence that it is part of."""
    return re.match(r"[,;'’]", beside) is not None or (beside[:1].islower() and not says_nothing(beside))


def is_furniture(piece: Piece) -> bool:
    """Return whether a link is one for orientation, such as `Read more` or `Unsubscribe`, or a button."""
    words = " ".join(re.findall(r"[\w']+", piece.text[:_LONGEST_FURNITURE]))
    return piece.kind == "link" and (piece.made == "button" or _FURNITURE.fullmatch(words) is not None)


def shown(pieces: Sequence[Piece], *, marked: bool = False) -> str:
    """Return pieces as a reader sees them, without images; `marked`: with their marks of Markdown."""
    return "".join(_shown(piece, marked) for piece in pieces).strip()


def _shown(piece: Piece, marked: bool) -> str:
    if piece.kind == "image":
        return ""
    if piece.kind == "mark":
        return piece.text if marked else ""
    if piece.kind == "code":
        return f"`{piece.text}`" if marked else piece.text.replace("<", "‹").replace(">", "›")
    return f"[{piece.text}]({piece.url})" if piece.kind == "link" and marked else piece.text


def links_in(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the links of a text in order, bare addresses among them."""
    for piece in pieces:
        if piece.kind in ("link", "frame") and piece.url:
            yield piece
        elif piece.kind == "text":
            yield from (Piece("link", "", match[0]) for match in ADDRESS.finditer(piece.text))


def ends_with_link(pieces: Sequence[Piece]) -> bool:
    """Return whether a link is the last thing said in a text, so that it names the text's source."""
    words = [piece for piece in pieces if re.search(r"\w", piece.text)]
    return len(words) > 1 and words[-1].kind == "link" and not is_furniture(words[-1])
