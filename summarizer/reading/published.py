"""The day a page was published: as its data claim it, as its address has it, or as a reader sees it by the title.

Four places may tell: the page's data (JSON-LD), its meta elements, a time element or else the line by its title, and
its address. They are believed in this order; but where two of the later agree with each other and none agrees with the
first, those two are right: a system that dates a page anew with every change does so in one place. A day more or less
is agreement, since places tell in different time zones; the day is taken as the page writes it, in its own.

No clock is asked: the same page has the same date whenever it is read. Only absurd years are refused, and a date after
the issue's own is for review (`pipeline.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_YEARS = range(1993, 2100)
"""From the first pages of the web on; a date outside is a mistake."""
_PUBLISHED = tuple(
    "article:published_time og:article:published_time datepublished date pubdate publishdate publish-date "
    "publication_date publish_date published_date release_date dc.date dc.date.issued dc.date.created dcterms.issued "
    "dcterms.created dcterms.date dcterms.available citation_publication_date citation_date citation_online_date "
    "prism.publicationdate parsely-pub-date sailthru.date article.published cxenseparse:recs:publishtime "
    "bt:pubdate og:published_time article:published created".split()
)
_CHANGED = "article:modified_time og:updated_time dcterms.modified dc.date.modified last-modified lastmod".split()
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|\b)")
_ISO_DATE = re.compile(r"((?:19|20)\d\d)(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_EPOCH = re.compile(r"[01]\d{9}(?:\d{3})?")
"""Seconds or milliseconds since 1970, up to the year 2033; what has fewer digits may be anything."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari ledna stycznia sty "
            "tammikuuta január ianuarie ocak января янв січня ιανουαρίου يناير ינואר जनवरी มกราคม ม.ค",
            "february feb februar février févr febrero febbraio fevereiro fev februari února lutego lut "
            "helmikuuta február februarie şubat февраля фев лютого φεβρουαρίου فبراير شباط פברואר फरवरी "
            "फ़रवरी กุมภาพันธ์ ก.พ",
            "march mar märz mrz mars marzo março maart března marca marts maaliskuuta március martie mart "
            "марта мар березня μαρτίου مارس آذار מרץ मार्च มีนาคม มี.ค",
            "april apr avril avr abril abr aprile dubna kwietnia kwi huhtikuuta április aprilie nisan апреля "
            "апр квітня απριλίου أبريل نيسان אפריל अप्रैल เมษายน เม.ย",
            "may mai mayo maggio mag maio mei května maja maj toukokuuta május mayıs мая травня μαΐου مايو "
            "أيار מאי मई พฤษภาคม พ.ค",
            "june jun juni juin junio giugno giu junho června czerwca cze kesäkuuta június iunie haziran "
            "июня червня ιουνίου يونيو حزيران יוני जून มิถุนายน มิ.ย",
            "july jul juli juillet juil julio luglio lug julho července lipca lip heinäkuuta július iulie "
            "temmuz июля липня ιουλίου يوليو تموز יולי जुलाई กรกฎาคม ก.ค",
            "august aug août agosto ago augustus srpna sierpnia sie augusti elokuuta augusztus agustus "
            "ağustos августа авг серпня αυγούστου أغسطس آب אוגוסט अगस्त สิงหาคม ส.ค",
            "september sept sep septembre septiembre settembre set setembro září września wrz syyskuuta "
            "szeptember septembrie eylül сентября сен вересня σεπτεμβρίου سبتمبر أيلول ספטמבר सितंबर सितम्बर "
            "กันยายน ก.ย",
            "october oct oktober okt octobre octubre ottobre ott outubro out října października paź "
            "lokakuuta október octombrie ekim октября окт жовтня οκτωβρίου أكتوبر אוקטובר अक्टूबर अक्तूबर "
            "ตุลาคม ต.ค",
            "november nov novembre noviembre novembro listopadu listopada lis marraskuuta noiembrie kasım "
            "ноября ноя листопада νοεμβρίου نوفمبر נובמבר नवंबर नवम्बर พฤศจิกายน พ.ย",
            "december dec dezember dez décembre déc diciembre dic dicembre dezembro prosince grudnia gru "
            "desember joulukuuta decembrie aralık декабря дек грудня δεκεμβρίου ديسمبر דצמבר दिसंबर दिसम्बर "
            "ธันวาคม ธ.ค",
        ),
        start=1,
    )
    for name in names.split()
}
"""As a date has them, in the languages that the reader names; of Chinese, Japanese and Korean months are numbers."""
_MONTH = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20|25)\d\d"
_SHOWN = re.compile(
    rf"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:(?:de|of)\s+|ב)?(?P<month>{_MONTH})(?!\w)\.?,?\s+"
    rf"(?:(?:de|del|พ\.ศ\.|ค\.ศ\.)\s+)?(?P<year>{_YEAR})\b"
    rf"|\b(?P<month2>{_MONTH})(?!\w)\.?\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,?\s+"
    rf"(?:\d\d:\d\d(?::\d\d)?\s+(?:[A-Z]{{3,5}}\s+)?)?(?P<year2>{_YEAR})\b"
    r"|(?P<year3>(?:19|20)\d\d)\s?[年년]\s?(?P<month3>1[0-2]|0?[1-9])\s?[月월]\s?(?P<day3>3[01]|[12]\d|0?[1-9])\s?[日일]"
    r"|\b(?P<year4>(?:19|20)\d\d)[-/.](?P<month4>0[1-9]|1[0-2])[-/.](?P<day4>0[1-9]|[12]\d|3[01])\b"
    r"|\b(?P<day5>0?[1-9]|[12]\d|3[01])\.\s?(?P<month5>0?[1-9]|1[0-2])\.\s?(?P<year5>(?:19|20)\d\d)\b"
    rf"|\b(?P<year6>(?:19|20)\d\d)\.?,?\s+(?P<month6>{_MONTH})(?!\w)\s+(?P<day6>3[01]|[12]\d|0?[1-9])\b"
    r"|\b(?P<year7>(?:19|20)\d\d)\.\s(?P<month7>1[0-2]|0?[1-9])\.\s(?P<day7>3[01]|[12]\d|0?[1-9])\b"
    r"|\b(?P<day8>3[01]|[12]\d|0?[1-9])\s+tháng\s+(?P<month8>1[0-2]|0?[1-9]),?\s+(?:năm\s+)?(?P<year8>(?:19|20)\d\d)\b"
    r"|\b(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year9>(?:19|20)\d\d)\b",
    re.I,
)
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_BUDDHIST = 543
"""Years by which the era that Thailand counts in is ahead."""
_THAI_YEARS = 2500
_NAMED = re.compile(r"date|publish|posted|byline|time|meta|\binfo\b|submitted|stand", re.I)
"""Names of elements that say when."""
_LEAD = re.compile(r"lead|lede|stand-?first|sub-?(?:title|head)|\bde[ck]k?\b|intro|teaser|summary|excerpt", re.I)
"""Names of the paragraph between a title and what says when."""
_RELATIVE = ("relative-time", "local-time", "time-ago")
"""Elements that a script shows as a time from now, with the time itself in `datetime`."""
_OF_A_MEMBER = re.compile(
    r"\b(?:joined|registered|member since|mitglied seit|registriert|inscrit|registrado|dołączył|регистрац)", re.I
)
"""What a line says that tells since when somebody has an account."""
_LABELS = frozenset("p div span dd font center small em i".split())
"""Elements that may hold no more than a date."""
_LINE_CHARACTERS = 160
_HEAD_ELEMENTS = 400
"""How many elements are looked at after the title."""


class Days(NamedTuple):
    """The days on which a page was published, by where it tells them, in the order in which they are believed."""

    data: dt.date | None
    named: dt.date | None
    """In a meta element."""
    marked: dt.date | None
    """In a time element."""
    address: dt.date | None


def published_on(tree: _Element, metas: Mapping[str, str], claims: Iterable[str], url: str) -> Days:
    """Return the days that a page tells; `claims` are those of its data (JSON-LD)."""
    found = _URL_DATE.search(url)
    address = "-".join(part.zfill(2) for part in found.groups()) if found else ""
    named = (metas.get(name, "") for name in _PUBLISHED)
    return Days(_first_day(claims), _first_day(named), day_of(_time_element(tree)), day_of(address))


def _first_day(claims: Iterable[str]) -> dt.date | None:
    return next((day for claim in claims if (day := day_of(claim)) is not None), None)


def agreed(days: Iterable[dt.date | None]) -> dt.date | None:
    """Return the first of `days`, unless two later ones agree with each other and none with it."""
    known = [day for day in days if day is not None]
    if not known or any(_near(known[0], other) for other in known[1:]):
        return known[0] if known else None
    backed = (day for at, day in enumerate(known) if any(_near(day, other) for other in known[at + 1 :]))
    return next(backed, known[0])


def _near(one: dt.date, other: dt.date) -> bool:
    return abs((one - other).days) <= 1


def changed_on(metas: Mapping[str, str], claims: Iterable[str]) -> dt.date | None:
    """Return the day the page says it was made or last changed: the last resort."""
    return _first_day((*claims, *(metas.get(name, "") for name in _CHANGED)))


def shown_on(tree: _Element, language: str | None) -> dt.date | None:
    """Return the day that stands by the article's title for its readers, in an element or a line made for it."""
    before_text = True
    for element in islice(_from_title(tree), _HEAD_ELEMENTS):
        line = _own_line(element)
        before_text = before_text and (len(line) <= _LINE_CHARACTERS or bool(_LEAD.search(element.get("class", ""))))
        if before_text and element.tag in _RELATIVE and (day := day_of(element.get("datetime", ""))):
            return day
        if 6 <= len(line) <= _LINE_CHARACTERS and (_is_named(element) or (before_text and _is_label(element, line))):
            day = _day_in(line, language)
            if day:
                return day
    return None


def _from_title(tree: _Element) -> Iterator[_Element]:
    """Yield the elements from the first heading on; all of them where there is none."""
    started = tree.find(".//h1") is None
    for element in tree.iter():
        started = started or element.tag == "h1"
        if started and isinstance(element.tag, str):
            yield element


def day_of(claim: str) -> dt.date | None:
    """Return the day of an ISO or RFC 822 date, of one with the month's name, or of a time in seconds since 1970.

    None for what is absurd. A time with its zone is not converted: the day is that of whoever wrote it.
    """
    from email.utils import parsedate_to_datetime

    found = _ISO_DATE.match(claim.strip())
    try:
        if _EPOCH.fullmatch(claim.strip()):
            return dt.datetime.fromtimestamp(int(claim.strip()[:10]), dt.UTC).date()
        day = dt.date(*(int(part) for part in found.groups() if part)) if found else parsedate_to_datetime(claim).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return _day_in(claim[:_LINE_CHARACTERS], None)
    return day if day.year in _YEARS else None


def _time_element(tree: _Element) -> str:
    """Return the time that is marked as the publication's, else the first in the article, else the first."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    marked = (time for time in times if "publish" in (time.get("itemprop") or "").lower() or "pubdate" in time.attrib)
    inside = (time for time in times if any(parent.tag in ("article", "main") for parent in time.iterancestors()))
    best = next(marked, None)
    if best is None:
        best = next(inside, None)
    if best is None:
        best = next(iter(times), None)
    return "" if best is None else best.get("datetime") or ""


def _own_line(element: _Element) -> str:
    """Return the text of an element that holds next to no others."""
    if len(list(islice(element.iter(), 12))) == 12:
        return ""
    return " ".join(" ".join(str(part) for part in element.itertext()).split())


def _is_named(element: _Element) -> bool:
    """Say whether an element is named as what says when."""
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return element.tag == "time" or bool(_NAMED.search(names))


def _is_label(element: _Element, line: str) -> bool:
    """Say whether a line is no sentence and so short that the date is most of it."""
    short = len(line.split()) <= 12 and line[-1] not in ".!?:"
    return element.tag in _LABELS and short and not _OF_A_MEMBER.search(line)


def _day_in(text: str, language: str | None) -> dt.date | None:
    """Return the first whole date in a line; `05/10/2026` only where day and month cannot be mistaken."""
    found = _SHOWN.search(_OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text))
    if found is None:
        return None
    parts = {name.rstrip("23456789"): value for name, value in found.groupdict().items() if value}
    if "first" in parts:
        return _by_slashes(int(parts["first"]), int(parts["second"]), int(parts["year"]), language)
    month = _MONTHS.get(parts["month"].lower()) or int(parts["month"])
    year = int(parts["year"])
    return _date(year - _BUDDHIST if language == "th" and year >= _THAI_YEARS else year, month, int(parts["day"]))


def _by_slashes(first: int, second: int, year: int, language: str | None) -> dt.date | None:
    """Return the day of a date with slashes; Americans write the month first, and English does not say who writes."""
    if first > 12 or first == second or language not in (None, "en"):
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
