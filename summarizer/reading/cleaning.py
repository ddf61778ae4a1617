"""An extracted text without what stands around an article: buttons, pitches, sponsors, comment forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from summarizer.reading.look import is_cut_off
from summarizer.reading.scripts import KANA_AND_HAN, UNSTOPPED, letters_of

_PITCH_WORDS = 60
"""A paragraph up to this long goes whole if any sentence of it is a pitch and none is much else."""
_PITCH_SENTENCE_WORDS = 45
_ENDING_SHARE = 0.5
"""A comment form is only believed to be one in the second half of a text."""
_INVITATION_SHARE = 0.8
"""What follows an invitation to comment is only believed to be comments where it is no more than the rest."""
_SPONSOR_PARAGRAPHS = 6
"""The longest advertisement in a newsletter, in paragraphs."""
_MOST_SPONSORS = 20
"""Of a text; each is looked for in all of it."""
_ANNOUNCEMENT_CHARACTERS = 120
_SPONSOR = re.compile(
    r"(?:\b(?:by|with|at|from|von|mit|par|avec|por)\s|[:：])\s*(?:(?:the|die|der|la|le|el)\s+)?([^\W_][\w&-]*)", re.I
)
_PARTNERSHIP = re.compile(r"together|in (?:partnership|zusammenarbeit)|en partenariat", re.I)
"""What announces a sponsor in capitals; otherwise it may be a heading over what two did together."""
_NOBODY = frozenset(("our", "the", "you", "a"))
"""What follows where an announcement in capitals names nobody."""
_HEADING_WORDS = 14
_REPEATED_WORDS = (6, 60)
"""Of a paragraph that is dropped where another holds it."""
_REPEATS_CHARACTERS = 60_000
"""Of a text in which repeats are looked for: the work grows with its square."""
_SENDER_CHARACTERS = 80
"""From a paragraph's beginning, in which the sender is named whom its heading announces."""
_PREAMBLE_LINES = 12
_KICKER_LETTERS = 60
"""Of what may stand before the title in one line with it."""
_COLOPHON_LINES = 12
_PROSE_WORDS = 12
"""Words from which on a line with a full stop is prose; standfirsts and bylines seldom have both."""
_UNSTOPPED = re.compile(f"[{UNSTOPPED}]")
_UNSTOPPED_CHARACTERS = 60
"""Characters of a script without full stops (Thai, Lao, Burmese, Khmer) from which on a line is prose."""
_UNSPACED = re.compile(f"[{KANA_AND_HAN}]")
_UNSPACED_CHARACTERS = 20
"""The same for scripts that have full stops but no spaces, of a line that ends with one."""
_LABEL_WORDS = 3
_LABEL_CHARACTERS = 60
"""Scripts without spaces put whole sentences into a word."""
_ABSTRACT = re.compile(
    r"\A(?:abstract|zusammenfassung|résumé|resumen|resumo|riassunto|摘要|要旨) ?[:：.–—]\s*(?=\w)", re.I
)
"""The label of a text that is an abstract, often glued to its first word."""
_EXCERPT_WORDS = 15
"""Words of a paragraph from which on it may be an excerpt; a line of code or a menu is shorter."""
_FEWEST_TEASERS = 3
"""Excerpts at the end of a text from which on they are those of other articles."""
_NAME_WORDS = 6
"""Words of a line among contacts that may be a name or an office."""


def clean(text: str) -> str:
    """Return `text` (paragraphs parted by newlines) without furniture; what is left is word for word as it was."""
    paragraphs = _without_ending([line for given in text.split("\n") if (line := " ".join(given.split()))])
    paragraphs = _without_colophon([line for line in paragraphs if not _is_furniture(line)])
    paragraphs = list(_without_related(_without_sponsors(paragraphs)))
    paragraphs = _without_appendices([kept for paragraph in paragraphs if (kept := _without_pitches(paragraph))])
    return "\n".join(_without_repeats(_without_colophon(paragraphs)))


def without_preamble(text: str, title: str) -> str:
    """Return a cleaned text without what stands above it: title, breadcrumbs, section, author, date.

    A standfirst, a list or a quotation is part of the text, and so is all of a text without a sentence.
    """
    paragraphs = text.split("\n")
    start = next((index for index, line in enumerate(paragraphs) if _is_prose(line)), 1)
    start = min(start, _PREAMBLE_LINES)
    named = letters_of(title)
    before = [line for line in paragraphs[:start] if _announces_sponsor(line) or not _is_above(line, named)]
    return _ABSTRACT.sub("", "\n".join(before + paragraphs[start:]))


def _is_above(line: str, title: str) -> bool:
    """Say whether a line is the title, whose letters are given, or names a section, an author or a day."""
    letters = letters_of(line)
    kicked = bool(title) and letters.endswith(title) and len(letters) <= len(title) + _KICKER_LETTERS
    return letters == title or kicked or _is_label(line) or _says("preamble", line, whole=True)


def without_teasers(text: str) -> str:
    """Return an article's cleaned text without the excerpts of other articles that end it, each of them cut off."""
    paragraphs = text.split("\n")
    cut = [len(line.split()) >= _EXCERPT_WORDS and is_cut_off(line) for line in paragraphs]
    first = cut.index(True) if True in cut else len(cut)
    telling = [is_cut for is_cut, line in zip(cut[first:], paragraphs[first:], strict=True) if not is_heading(line)]
    are_teasers = sum(telling) >= _FEWEST_TEASERS and 2 * sum(telling) >= len(telling)
    return "\n".join(paragraphs[:first]) if first and are_teasers else text


def without_last_headings(text: str, headings: Iterable[str]) -> str:
    """Return a cleaned text without those of a page's headings that end it: what they headed was no article's."""
    known = set(map(letters_of, headings))
    paragraphs = text.split("\n")
    while len(paragraphs) > 1 and letters_of(paragraphs[-1]) in known and is_heading(paragraphs[-1].rstrip("?:")):
        paragraphs.pop()
    return "\n".join(paragraphs)


def _without_colophon(paragraphs: list[str]) -> list[str]:
    """Drop whom to ask and who else worked on it from the end, with the names that stand among them."""
    end = len(paragraphs)
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) - _COLOPHON_LINES) - 1, -1):
        line = paragraphs[index]
        if _says("colophon", line, whole=True):
            end = index
        elif not (end < len(paragraphs) and is_heading(line) and len(line.split()) <= _NAME_WORDS):
            break
    kept = paragraphs[:end]
    return kept if 2 * sum(map(len, kept)) >= sum(map(len, paragraphs)) else paragraphs


def _without_repeats(paragraphs: list[str]) -> list[str]:
    """Drop short paragraphs that another one says word for word: sentences that a page sets again, in large letters."""
    squeezed = [letters_of(paragraph) for paragraph in paragraphs]
    if sum(map(len, squeezed)) > _REPEATS_CHARACTERS:
        return paragraphs
    whole = "\n".join(squeezed)
    return [
        paragraph
        for paragraph, letters in zip(paragraphs, squeezed, strict=True)
        if not (_REPEATED_WORDS[0] <= len(paragraph.split()) <= _REPEATED_WORDS[1] and whole.count(letters) > 1)
        or squeezed.count(letters) > 1
    ]


def _without_appendices(paragraphs: list[str]) -> list[str]:
    """Cut a text where its sender's standing text begins: what it says of itself, reservations, notes to editors."""
    total = sum(map(len, paragraphs))
    before = 0
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1 : index + 2]
        late = before >= _ENDING_SHARE * total
        if late and (_opens_appendix(paragraph) or _speaks_of_sender(paragraph, following)):
            return paragraphs[:index]
        before += len(paragraph)
    return paragraphs


def _opens_appendix(paragraph: str) -> bool:
    """Say whether a paragraph is the heading of an appendix, or begins with one and what parts it from the rest."""
    plain = _plain(paragraph).strip(" *#_>|")
    heading = re.split(r"(?<=\w)\s?[:.–—](?:\s|$)", plain, maxsplit=1)[0]
    return any(expression.fullmatch(text) for text in (plain, heading) for expression in _expressions("appendices"))


def _speaks_of_sender(paragraph: str, following: Sequence[str]) -> bool:
    """Say whether `About Acme` heads a paragraph that begins with Acme: so companies end what they send out."""
    found = re.match(
        r"(?:#+ )?(?:About|Über|À propos d[eu']|Acerca de|Sobre) (?:the |die |das |la |le |l')?([A-Z][\w&-]+)",
        paragraph,
    )
    if not found:
        return False
    rest = paragraph[found.end() :] if len(paragraph.split()) > _HEADING_WORDS else " ".join(following)
    return found[1] in rest[:_SENDER_CHARACTERS]


def _is_prose(line: str) -> bool:
    """Say whether a line is a sentence of a text rather than something above it."""
    if len(_UNSTOPPED.findall(line)) >= _UNSTOPPED_CHARACTERS:
        return True
    unspaced = len(_UNSPACED.findall(line)) >= _UNSPACED_CHARACTERS
    ended = re.search(r"[.!?。！？؟।:…][”\"’»)」]*$", line) is not None
    return (len(line.split()) >= _PROSE_WORDS or unspaced) and ended


def _is_label(line: str) -> bool:
    """Say whether a line names a section or a subject: a few words that are no sentence, no item and no figure."""
    short = len(line.split()) <= _LABEL_WORDS and len(line) <= _LABEL_CHARACTERS
    return short and re.fullmatch(r"[^\W\d_][^.!?,;:\"“”«»|\d。！？、，؟،]*", line) is not None


@cache
def _expressions(name: str) -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(re.compile(expression) for expression in data[name])


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("‘", "'")


def _says(name: str, text: str, whole: bool = False) -> bool:
    """Say whether one of the expressions called `name` is in a text, or is all of it."""
    plain = _plain(text).strip(" *#_>|") or text
    if whole:
        return len(plain) <= 300 and any(expression.fullmatch(plain) for expression in _expressions(name))
    return any(expression.search(plain) for expression in _expressions(name))


def _is_furniture(line: str) -> bool:
    """Say whether a whole line is a button, a label or the like."""
    return _says("lines", line, whole=True) or _says("invitations", line, whole=True)


def _without_ending(paragraphs: list[str]) -> list[str]:
    """Cut a text where readers' comments begin: at their form, or near the end at an invitation to comment."""
    total = sum(map(len, paragraphs))
    before = 0
    for index, paragraph in enumerate(paragraphs):
        if before >= _ENDING_SHARE * total and len(paragraph) < 160 and _says("endings", paragraph, whole=True):
            return paragraphs[:index]
        if before >= _INVITATION_SHARE * total and _says("invitations", paragraph, whole=True):
            return paragraphs[:index]
        before += len(paragraph)
    return paragraphs


def is_heading(paragraph: str) -> bool:
    """Say whether a paragraph looks like a heading: short, and without a sentence's end."""
    if re.match(r"(?:#{1,6} |\d{1,2}[.:)] )\S", paragraph):
        return len(paragraph.split()) <= _HEADING_WORDS + 6
    return len(paragraph.split()) <= _HEADING_WORDS and not re.search(r"[.!?,;。!?:…”\"]$", paragraph)


def _without_sponsors(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs outside advertisements that a line of their own announces.

    Where the advertisement is not told from the article, the line stays as well: it says what follows.
    """
    announced = [at for at, paragraph in enumerate(paragraphs) if _announces_sponsor(paragraph)]
    gone: set[int] = set()
    for at in announced[:_MOST_SPONSORS]:
        length = _sponsor_length(paragraphs, at, announced)
        gone.update(range(at, at + 1 + length) if length else ())
    yield from (paragraph for at, paragraph in enumerate(paragraphs) if at not in gone)


def _announces_sponsor(line: str) -> bool:
    return len(line) <= _ANNOUNCEMENT_CHARACTERS and _says("sponsors", line, whole=True)


def _sponsor_length(paragraphs: Sequence[str], at: int, announced: Iterable[int]) -> int:
    """Return how many of the paragraphs after its announcement an advertisement has, up to the next heading.

    Where no heading follows in reach, those that go on selling. None where the first, below a heading of its own, does
    not name the sponsor or call on its reader, or the rest of the text speaks of the sponsor, or is the shorter part.
    """
    sponsor = _sponsor_in(paragraphs[at])
    reach = paragraphs[at + 1 : at + 2 + _SPONSOR_PARAGRAPHS]
    first = 1 if len(reach) > 1 and is_heading(reach[0]) else 0
    if not (reach and (_is_named(sponsor, reach[first]) or _calls(reach[first]))):
        return 0
    length = _length_to_heading(reach, sponsor, first)
    if length is None:
        length = _selling_length(reach, sponsor, first)
    besides = {*announced, *range(at, at + 1 + length)}
    others = [line for index, line in enumerate(paragraphs) if index not in besides]
    subject = any(_is_named(sponsor, line) for line in others)
    return 0 if subject or sum(map(len, others)) < sum(map(len, reach[:length])) else length


def _length_to_heading(reach: Sequence[str], sponsor: str, first: int) -> int | None:
    """Return how many paragraphs stand before the next heading, with it if it names the sponsor; None without one."""
    later = ((index, line) for index, line in enumerate(reach) if index > first and not _is_item(line))
    heading = next((index for index, line in later if is_heading(line)), None)
    return None if heading is None else heading + _is_named(sponsor, reach[heading])


def _selling_length(reach: Sequence[str], sponsor: str, first: int) -> int:
    """Return how many paragraphs go on selling, lists included; one that does not may stand between two that do."""
    end = first + 1
    for index, line in enumerate(reach[end:], end):
        goes_on = index == end and (_is_item(line) or _sells(line))
        if goes_on or _is_named(sponsor, line) or _calls(line):
            end = index + 1
        elif index > end:
            break
    return end if len(reach) <= _SPONSOR_PARAGRAPHS or end < len(reach) else 0


def _is_item(line: str) -> bool:
    return line.startswith(("- ", "| "))


def _sponsor_in(announcement: str) -> str:
    """Return the first word of the name that an announcement ends with; nothing where it names nobody."""
    found: list[str] = _SPONSOR.findall(announcement)
    if not announcement.isupper() and _PARTNERSHIP.match(announcement):
        return ""
    return "" if not found or found[-1][0].islower() or found[-1].lower() in _NOBODY else found[-1]


def _is_named(sponsor: str, text: str) -> bool:
    """Say whether a text has the sponsor's name, with a capital where there are any."""
    found = re.finditer(rf"\b{re.escape(sponsor)}\b", text, re.I) if sponsor else ()
    return any(not name[0][0].islower() for name in found)


def _sells(sentence: str) -> bool:
    return _says("selling", sentence) or _says("calling", sentence)


def _calls(paragraph: str) -> bool:
    """Say whether a paragraph begins or ends by calling on its reader to buy."""
    sentences = split_sentences(paragraph)
    return any(_says("calling", sentence) for sentence in (*sentences[:1], *sentences[-1:]))


def _without_related(paragraphs: Iterator[str]) -> Iterator[str]:
    """Yield the paragraphs without lists of other articles: a known heading and the short lines after it."""
    kept = list(paragraphs)
    listing = False
    for index, paragraph in enumerate(kept):
        if index * 3 > len(kept) and _says("related", paragraph, whole=True):
            listing = True
        elif not listing or len(paragraph.split()) > 20 or re.search(r"[.!?]$", paragraph):
            listing = False
            yield paragraph


def _without_pitches(paragraph: str) -> str:
    """Return a paragraph without the sentences in which the publisher sells something."""
    sentences = split_sentences(paragraph)
    kept: list[str] = []
    selling = False
    if _opens_advertisement(sentences) and len(paragraph.split()) <= _PITCH_WORDS:
        return ""
    for sentence in sentences:
        if _says("sponsor_marks", sentence):
            selling = True
        elif not _is_pitch(sentence) and not (selling and _sells(sentence)):
            selling = False
            kept.append(sentence)
    if (
        len(kept) < len(sentences)
        and len(paragraph.split()) <= _PITCH_WORDS
        and len(" ".join(kept)) < 0.4 * len(paragraph)
    ):
        return ""
    return " ".join(kept) if len(kept) < len(sentences) else paragraph


def _opens_advertisement(sentences: Sequence[str]) -> bool:
    """Say whether sentences begin with the announcement of a sponsor and go on with the sponsor's own words."""
    if len(sentences) < 2 or not _announces_sponsor(sentences[0]):
        return False
    return _is_named(_sponsor_in(sentences[0]), sentences[1]) or _says("calling", sentences[1])


def _is_pitch(sentence: str) -> bool:
    """Say whether a sentence speaks for the publisher; quotations, reports and long ones are left alone."""
    if len(sentence) > 400 or len(sentence.split()) > _PITCH_SENTENCE_WORDS or _REPORTED.search(sentence):
        return False
    speaks = any(expression.search(sentence) for expression in _expressions("voices"))
    return (speaks and _says("pitches", sentence)) or _says("standing", sentence)


_REPORTED = re.compile(
    r"[“\"„«].{10,}[”\"“»]|\b(?:said|says|told|asked|wrote|noted|argue[sd]?|explain(?:s|ed)|recall(?:s|ed)|promised|"
    r"advise[sd]?|demand(?:s|ed)|according to|the court|sagte|erklärte|laut|a déclaré|selon|dijo|según)\b"
)
"""What somebody else says, or is said to say."""


_SENTENCE_END = re.compile(
    r"(?<![.!?…؟])[.!?…؟]++[”\"’»)\]]*+\s++(?=[\"“‘«(\[•¿¡]{0,2}[A-ZÀ-Þ0-9\u0386-\u03ab\u0400-\u042f\u05d0-\u06ff])|[。！？।]+[」』”]?"
)
"""Capitals of Latin, Greek and Cyrillic begin a sentence; Hebrew and Arabic have none, so any letter does."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Inc|Ltd|Corp|Co|Prof|Gen|Sen|Rep|Gov|z\.B|Nr|Sra?)|\b[A-Z])\.\s+\Z"
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, without the white space between them."""
    sentences: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(start, found.end() - 12), found.end()):
            sentences.append(text[start : found.end()].strip())
            start = found.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences
