"""Boxes that say of themselves that they are no part of an article: sign-ups, polls, tags, notes on author or text.

The extractor knows some by their classes; many sites say it in data attributes, in new words, by an input field, or by
what they are made of: a card that leads to another article, a picture and the line under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING

from summarizer.reading.trees import is_ended, leads_away, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_WORDS = 80
"""Of a box; what has more is likelier to be an article on such a subject."""
_CAPTION_WORDS = 30
_MARK_CHARACTERS = 24
"""Of the mark of a note: `[12]`, `[better source needed]`."""
_PERMALINKS = ("¶", "#", "§", "🔗")
"""What a heading's link to itself is shown as."""
_MOST_SHARE = 0.25
"""Of a page's words; where boxes of a kind have more, their names or make mean something else."""
_TEASER_WORDS = 4
"""Words of a link in brackets from which on it may be a headline."""
_YEAR = re.compile(r"\d{4}\W*$")
"""How a link to a source ends."""
_BOXES = ("div", "section", "aside", "ul", "ol", "p", "span", "table", "blockquote")
_SINGLE = frozenset(
    "newsletter signup subscribe poll quiz promo cta share sharing taglist related recirc hatnote editsection mostread "
    "authorbio bio address".split()
)
_APPENDED = frozenset(
    "articleinfo infobox ambox navbox references reflist catlinks comments kommentare commentaires comentarios "
    "commenti komentarze coral viafoura disqus sharedaddy relatedposts".split()
)
"""Words of what is set beside and below an article, of whatever size: an encyclopedia's tables, readers' comments."""
_MOST_APPENDED = 0.5
"""Of a page's words; a box with more is the article, whatever its name."""
_PAIRS = tuple(
    frozenset(pair.split("+"))
    for pair in (
        "author+bio author+box author+card author+info about+author tag+list tags+list post+tags article+tags "
        "topic+list press+contact media+contact contact+card contact+box most+read email+form reader+poll event+promo "
        "read+next up+next submission+history extra+services "
        "cookie+banner cookie+notice cookie+bar cookie+consent consent+banner consent+bar consent+msg consent+manager "
        "sp+msg gdpr+banner gdpr+notice onetrust+banner onetrust+consent cmp+container cmp+banner "
        "bib+tabs post+signature user+info user+details user+card media+placeholder "
        "inline+ad audio+player podcast+box podcast+promo podcast+player no+consent recirculation+link"
    ).split()
)
"""Words that say it together."""
_IN_PAIRS = frozenset().union(*_PAIRS)
_FIELDS = frozenset(("email", "radio"))
"""Kinds of input fields of a sign-up and of a poll."""
_PITCH_WORDS = 20
"""Words around an input field from which on they must speak of a subscription to belong to it."""
_PITCH = re.compile(
    r"news ?letter|inbox|subscri|sign(?:ing)? up|your e-?mail|posteingang|abonn|infolettre|suscri|bolet[ií]n|iscri"
    r"|inscri|assin|zapisz|nyhetsbrev|nieuwsbrief|rundbrief|メール|邮件|рассыл",
    re.I,
)
_BUTTONS = re.compile(
    r"(?:(?:i )?(?:accept|agree|allow)|ich (?:stimme zu|bin einverstanden)|akzeptieren|zustimmen|"
    r"(?:j'|tout )?accept(?:er|e)|autoriser|aceptar|aceitar|accetta|permitir|akceptuj[eę]?|同意する|"
    r"load (?:content|the \w+|\w+)|inhalte? (?:an)?laden|(?:externen )?inhalt anzeigen|"
    r"sign (?:me )?up|subscribe|abonnieren|anmelden|s'(?:abonner|inscrire)|je m'inscris|suscribirme|suscríbete|"
    r"inscrever-se|assinar|iscriviti|zapisz się|登録(?:する)?)"
    r"(?: (?:and|und|et|y|e|i) \w+)?(?: all(?:e|es)?| now| jetzt| cookies)?\W*",
    re.I,
)
"""What is on the button of a box that asks for consent to something foreign, or for a subscription."""
_SMALL_PRINT = ("p", "div")
_ITEM_WORDS = 3
"""Of an item of a row of buttons, on the average."""
_BODY = "markdown-body"
"""The class of what somebody wrote, on GitHub and what is made like it."""
_BODY_SHARE = 0.5
"""Of a page's words, from which on the one thing written there is what the page is for."""
_NAME_CHARACTERS = 400
"""Of an element's names that are looked at."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_POST = "hentry"
"""What WordPress calls a post; its other classes are its subjects, tags and authors, whatever they be."""
_SAYS_WHAT_IS_BESIDE = re.compile(r"(?:has|with|no)(?:[-_]|(?=[A-Z]))[\w-]*sidebar", re.IGNORECASE)
"""Such a class says that there is something beside the element, not that it is it."""


def remove_boxes(tree: _Element) -> _Element:
    """Take small boxes out of `tree` that by name, fields or make are no part of an article; and marks of notes.

    Returns an element that holds what was taken out.
    """
    from lxml.etree import Element

    removed: _Element = Element("div")
    body = tree.find("body")
    if body is None:
        return removed
    for note in [*body.iter("sup", "a")]:
        if _is_mark_of_note(note):
            _move(note, removed)
    for link in [*body.iter("a")]:
        if _is_bracketed_teaser(link):
            _take_off_brackets(link)
            _move(link, removed)
    boxes = [element for element in body.iter(*_BOXES) if _is_named_so(element) and _words(element) <= _MOST_WORDS]
    boxes += [box for field in body.iter("input") if (box := _around(field)) is not None]
    boxes += [card for card in body.iter("article") if _is_card(card)]
    boxes += [caption for image in body.iter("img") if (caption := _caption_of(image)) is not None]
    boxes += [picture for picture in body.iter("div", "table") if _is_picture_beside_text(picture)]
    notes = [box for button in body.iter("button") if (box := _asked_by(button)) is not None]
    notes += [part for part in body.iter(*_SMALL_PRINT) if _is_small_print(part)]
    notes += [row for row in body.iter("ul", "ol") if _is_row_of_buttons(row)]
    few = [box for found in (boxes, notes) for box in _if_few(_outermost(found), body)]
    room = _MOST_APPENDED * _words(body)
    appended = [
        element
        for element in body.iter(*_BOXES)
        if not _APPENDED.isdisjoint(words_in_names(element)) and _words(element) <= room
    ]
    for box in _outermost([*appended, *_beside_what_was_written(body), *few]):
        _move(box, removed)
    return removed


def _if_few(boxes: list[_Element], body: _Element) -> list[_Element]:
    """Return the boxes if they are a small part of the page, else none."""
    return boxes if sum(map(_words, boxes)) <= _MOST_SHARE * _words(body) else []


def _outermost(boxes: Iterable[_Element]) -> list[_Element]:
    """Return each box once that stands in none of the others."""
    every = dict.fromkeys(boxes)
    return [box for box in every if not any(outer in every for outer in box.iterancestors())]


def _is_mark_of_note(element: _Element) -> bool:
    """Say whether an element is the number of a note or a heading's ¶: a link within the page, set or named so."""
    sign = element.tag == "a" and string_of(element).strip() in _PERMALINKS
    named = sign or element.tag == "sup" or "footnote" in words_in_names(element)
    within = any((link.get("href") or "").startswith("#") for link in element.iter("a"))
    return named and within and len(string_of(element)) <= _MARK_CHARACTERS


def _is_bracketed_teaser(link: _Element) -> bool:
    """Say whether a link in brackets is the headline of another article, as in "… said. [Photos of the ferry at sea]".

    It stands between two sentences. A link to a source ends with its year, or is short.
    """
    before, behind, said = _text_before(link).rstrip(), (link.tail or "").lstrip(), string_of(link).split()
    bracketed = before.endswith("[") and is_ended(before[:-1].rstrip()) and behind.startswith("]")
    return bracketed and len(said) >= _TEASER_WORDS and leads_away(link) and not _YEAR.search(said[-1])


def _take_off_brackets(link: _Element) -> None:
    _set_text_before(link, _text_before(link).rstrip().removesuffix("["))
    link.tail = (link.tail or "").lstrip().removeprefix("]")


def _is_named_so(element: _Element) -> bool:
    words = words_in_names(element)
    if not _SINGLE.isdisjoint(words):
        return True
    return len(words & _IN_PAIRS) > 1 and any(pair <= words for pair in _PAIRS)


def _is_card(element: _Element) -> bool:
    """Say whether an article within an article leads to another page by its heading, and says little more."""
    if next(element.iterancestors("article"), None) is None or _words(element) > _MOST_WORDS:
        return False
    return any(leads_away(heading) for heading in element.iter("h2", "h3", "h4"))


def _caption_of(image: _Element) -> _Element | None:
    """Return what stands under a picture in a container that holds nothing else, if it is no sentence."""
    holder = image.getparent()
    while holder is not None and holder.tag in ("a", "picture", "span") and image.getnext() is None:
        image, holder = holder, holder.getparent()
    caption = image.getnext()
    if holder is None or holder.tag != "div" or caption is None:
        return None
    if image.getprevious() is not None or caption.getnext() is not None:
        return None
    line = " ".join(string_of(holder).split())
    told = caption.tag in ("p", "div", "span") and 0 < len(line.split()) <= _CAPTION_WORDS and not is_ended(line)
    return caption if told and next(caption.iter("h1", "h2", "h3", "h4"), None) is None else None


def _is_picture_beside_text(element: _Element) -> bool:
    """Say whether a container is set to one side of the text, and holds a picture and no more than is said of it."""
    if (element.get("align") or "").lower() not in ("left", "right") or next(element.iter("img"), None) is None:
        return False
    return not _has_more_words(element, _CAPTION_WORDS)


def words_in_names(element: _Element) -> frozenset[str]:
    """Return the words of an element's classes, id and data attributes: `AuthorBio kg-signup` has four."""
    names = (
        str(value) for name, value in element.items() if str(name) in ("class", "id") or str(name).startswith("data-")
    )
    return _words_of(" ".join(names)[:_NAME_CHARACTERS])


@lru_cache(maxsize=4096)
def _words_of(names: str) -> frozenset[str]:
    every = names.split()
    if _POST in every:
        return frozenset((_POST,))
    telling = " ".join(name for name in every if not _SAYS_WHAT_IS_BESIDE.match(name))
    return frozenset(re.findall(r"[a-z]+", _HUMP.sub(" ", telling).lower()))


def _around(field: _Element) -> _Element | None:
    """Return the largest small box around a field of a sign-up or a poll."""
    kind = (field.get("type") or "").lower()
    if kind not in _FIELDS:
        return None
    found = None
    for outer in islice(field.iterancestors("div", "section", "aside", "form"), 5):
        if _words(outer) > _MOST_WORDS or next(outer.iter("h1"), None) is not None:
            break
        if kind == "email" and found is not None and _says_more(outer, found):
            break
        found = outer
    return found


def _says_more(outer: _Element, inner: _Element) -> bool:
    """Say whether what surrounds a field has more than a pitch for it: a short post with a sign-up at its end."""
    own = " ".join(map(str, inner.itertext()))
    more = " ".join(map(str, outer.itertext())).replace(own, " ", 1)
    return len(more.split()) > _PITCH_WORDS and not _PITCH.search(more)


def _asked_by(button: _Element) -> _Element | None:
    """Return the smallest box that asks something by a button, if it is small: for consent, or for a subscription."""
    said = " ".join(string_of(button).replace("’", "'").split())
    if _BUTTONS.fullmatch(said) is None:
        return None
    outer = button.iterancestors("div", "section", "aside", "form")
    box = next((box for box in outer if _has_more_words(box, len(said.split()))), None)
    if box is None or _has_more_words(box, _MOST_WORDS) or next(box.iter("h1"), None) is not None:
        return None
    return box


def _is_small_print(element: _Element) -> bool:
    """Say whether all that an element says is set small: a note on the text, or a right."""
    held = element.find("small")
    if held is None or len(element) != 1 or _words(element) > _MOST_WORDS:
        return False
    return not (element.text or "").strip() and not (held.tail or "").strip()


def _is_row_of_buttons(element: _Element) -> bool:
    """Say whether a list has a button and says nothing: a row of them, with the number of comments."""
    items = sum(1 for _ in element.iterchildren("li"))
    return next(element.iter("button"), None) is not None and _words(element) <= _ITEM_WORDS * items


def _beside_what_was_written(body: _Element) -> list[_Element]:
    """Return all that stands beside the one thing that somebody wrote on a page, if it is most of the page."""
    written = [element for element in body.iter("div", "article") if _BODY in (element.get("class") or "").split()]
    if len(written) != 1 or _words(written[0]) < _BODY_SHARE * _words(body):
        return []
    around = takewhile(lambda outer: outer is not body, written[0].iterancestors())
    return [
        beside
        for part in (written[0], *around)
        for preceding in (True, False)
        for beside in part.itersiblings(preceding=preceding)
        if isinstance(beside.tag, str)
    ]


def _words(element: _Element) -> int:
    return len(" ".join(map(str, element.itertext())).split())


def _has_more_words(element: _Element, count: int) -> bool:
    """Say whether an element has more than so many words, of a long one without going through it."""
    return any(total > count for total in accumulate(len(str(text).split()) for text in element.itertext()))


def _move(element: _Element, to: _Element) -> None:
    """Take an element out of its tree, to another one; the text behind it stays."""
    if element.getparent() is None:
        return
    _set_text_before(element, _text_before(element) + (element.tail or ""))
    element.tail = None
    to.append(element)


def _text_before(element: _Element) -> str:
    """Return the text between an element and the one before it, or the beginning of the one around it."""
    before, holder = element.getprevious(), element.getparent()
    return (before.tail if before is not None else holder.text if holder is not None else None) or ""


def _set_text_before(element: _Element, text: str) -> None:
    before, holder = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = text
    elif holder is not None:
        holder.text = text
