"""The day of publication is what the page says, whenever it is read."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer import Summarizer
from summarizer.models import Article, Issue, Page, Source
from summarizer.reading.published import day_of
from summarizer.reading.reader import read

DAY = dt.date(2026, 11, 16)
TEXT = (
    "<p>The operator of the island ferry will run eight crossings a day instead of four from November, the company "
    "said on Friday, after a summer in which one ferry in five left full. Bookings open on 3 January 2027.</p>"
    "<p>Prices stay as they are until spring. A return ticket costs 14 dollars, said Marit Olsen on 4 May 2026.</p>"
)


def page(head: str = "", above: str = "", below: str = "", language: str = "en") -> Article:
    """Read a page with something in its head, above its text or below."""
    url = "https://harborcourier.example/ferry"
    markup = (
        f'<!doctype html><html lang="{language}"><head>{head}</head><body><main><h1>Ferry line doubles its service</h1>'
        f"{above}{TEXT}{below}</main></body></html>"
    )
    return read(Page(source=Source(given=url, url=url), url=url, body=markup.encode()))


@pytest.mark.parametrize(
    "name",
    ["article:published_time", "dcterms.issued", "DC.date.issued", "citation_date", "parsely-pub-date", "pubdate"],
)
def test_declared_dates(name: str) -> None:
    """The names that publishers use for the day of publication are known, in any case."""
    assert page(f'<meta name="{name}" content="2026-11-16">').date == DAY


@pytest.mark.parametrize(
    ("above", "language", "date"),
    [
        ('<p class="date">November 16, 2026</p>', "en", DAY),
        ('<p class="date">16 November 2026</p>', "en", DAY),
        ("<p>Posted on 16th of November 2026 by Bo Lind</p>", "en", DAY),
        ('<span class="byline">Bo Lind · Nov. 16, 2026 · 4 min read</span>', "en", DAY),
        ("<p>Montag, 16. November 2026</p>", "de", DAY),
        ("<font><b>By Bo Lind, Staff Writer<br>Monday, November 16, 2026</b></font>", "en", DAY),
        ("<center><small>Monday, November 16, 2026</small></center>", "en", DAY),
        ("<p>Stand: 16.11.2026, 14:12 Uhr</p>", "de", DAY),
        ("<p>Publié le 16 novembre 2026 à 14h12</p>", "fr", DAY),
        ("<p>16 de noviembre de 2026</p>", "es", DAY),
        ("<p>16 novembre 2026</p>", "it", DAY),
        ("<p>16/11/2026 14h12</p>", "pt", DAY),
        ("<p>2026年11月16日</p>", "ja", DAY),
        ("<p>2026-11-16</p>", "en", DAY),
        ("<i>Mon Nov 16 08:14:02 UTC 2026</i>", "en", DAY),
        ("<p>16 listopada 2026</p>", "pl", DAY),
        ("<p>16. listopadu 2026</p>", "cs", DAY),
        ("<p>16. marraskuuta 2026</p>", "fi", DAY),
        ("<p>2026. november 16., hétfő</p>", "hu", DAY),
        ("<p>16 noiembrie 2026</p>", "ro", DAY),
        ("<p>16 Kasım 2026</p>", "tr", DAY),
        ("<p>16 ноября 2026, 14:12</p>", "ru", DAY),
        ("<p>16 листопада 2026</p>", "uk", DAY),
        ("<p>16 Νοεμβρίου 2026</p>", "el", DAY),
        ("<p>١٦ نوفمبر ٢٠٢٦</p>", "ar", DAY),
        ("<p>16 בנובמבר 2026</p>", "he", DAY),
        ("<p>16 नवंबर 2026</p>", "hi", DAY),
        ("<p>16 พฤศจิกายน พ.ศ. 2569</p>", "th", DAY),
        ("<p>16 พ.ย. 2569</p>", "th", DAY),
        ("<p>2026년 11월 16일</p>", "ko", DAY),
        ("<p>ngày 16 tháng 11 năm 2026</p>", "vi", DAY),
        ("<p>16. november 2026</p>", "da", DAY),
        ('<p><relative-time datetime="2026-11-16T11:40:05Z">16 Nov 11:40</relative-time></p>', "en", DAY),
        (
            f'<p class="lead">{"Eight crossings a day. " * 9}</p><p class="small">16 November 2026 · 84 pages</p>',
            "en",
            DAY,
        ),
        ("<p>Member since 16 November 2026</p>", "en", None),
        ("<p>05/10/2026</p>", "pt", dt.date(2026, 10, 5)),
        ("<p>05/10/2026</p>", "en", None),
        ("<p>10/25/2026</p>", "en", dt.date(2026, 10, 25)),
        ("<p>Season of 2026</p>", "en", None),
        ("<p>31 February 2026</p>", "en", None),
        ("<p>16 November 1876</p>", "en", None),
        ("<p>The deadline for all bids is 16 November 2026.</p>", "en", None),
        ("", "en", None),
    ],
)
def test_the_date_a_reader_sees(above: str, language: str, date: dt.date | None) -> None:
    """A line that is there to say when is read in many languages; dates in sentences and mistakable ones are not."""
    assert page(above=above, language=language).date == date


def test_a_label_under_the_text_is_no_date_of_it() -> None:
    """After the text only an element named for it counts."""
    assert page(below="<p>Next meeting: 1 December 2026</p>").date is None
    assert page(below='<p class="pubdate">16 November 2026</p>').date == DAY
    assert page(below='<relative-time datetime="2026-11-16T11:40:05Z">now</relative-time>').date is None


def test_a_hidden_date_does_not_count() -> None:
    """What a reader cannot see is no date by the title."""
    assert page(above='<p class="date" style="display:none">1 May 2020</p>').date is None


def test_a_date_of_change_is_the_last_resort() -> None:
    """The day of the last change stands in only where no other is given."""
    changed = '<meta property="article:modified_time" content="2026-11-18">'
    assert page(changed).date == dt.date(2026, 11, 18)
    assert page(changed, above='<p class="date">16 November 2026</p>').date == DAY
    data = '<script type="application/ld+json">{"@type": "Report", "dateModified": "2026-11-18"}</script>'
    assert page(data, above="<p>16 November 2026</p>").date == DAY


@pytest.mark.parametrize(
    ("claim", "day"),
    [
        ("2026-11-16T23:30:00+02:00", DAY),
        ("20261116", DAY),
        ("Mon, 16 Nov 2026 10:00:00 GMT", DAY),
        ("November 16, 2026", DAY),
        ("2026-11-16T23:30:00-08:00", DAY),
        ("2026-11-16T00:10:00+09:00", DAY),
        ("Mon, 16 Nov 2026 23:50:00 -0800", DAY),
        ("1794787200", DAY),
        ("1794787200000", DAY),
        ("179478720", None),
        ("Mon, 1 Jan 99999999999999999999 00:00:00 GMT", None),
        ("1989-12-31", None),
        ("2098-01-01", dt.date(2098, 1, 1)),
        ("2999-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("2026-13-40", None),
        ("soon", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_a_claim(claim: str, day: dt.date | None) -> None:
    """Absurd years are refused, and no clock decides what is in the future."""
    assert day_of(claim) == day


JSON = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
TIME = '<p><time datetime="{0}">{0}</time></p>'
OLD = dt.date(2019, 5, 3)


@pytest.mark.parametrize(
    ("data", "meta", "time", "path", "date"),
    [
        ("2026-11-16", "2019-05-03", "", "/ferry", DAY),
        ("2026-11-16", "", "2019-05-03", "/ferry", DAY),
        ("2026-11-16", "2026-11-16", "2019-05-03", "/2019/05/03/ferry", DAY),
        ("2026-11-16", "2019-05-03", "2019-05-03", "/ferry", OLD),
        ("2026-11-16", "", "2019-05-03", "/2019/05/03/ferry", OLD),
        ("2026-11-16", "2026-11-17T01:00:00Z", "2019-05-03", "/2019/05/03/ferry", DAY),
        ("2026-11-16", "2019-05-03", "2018-01-01", "/2017/02/02/ferry", DAY),
        ("", "2026-11-16", "2019-05-03", "/ferry", DAY),
        ("", "", "2026-11-16", "/2019/05/03/ferry", DAY),
        ("", "", "", "/2019/05/03/ferry", OLD),
        ("0001-01-01", "1970-01-01", "2019-05-03", "/ferry", OLD),
        ("2999-01-01", "", "2019-05-03", "/ferry", OLD),
        ("2026-11-16T23:30:00-08:00", "2026-11-17T07:30:00Z", "", "/ferry", DAY),
        ("2098-01-01", "2019-05-03", "", "/2019/05/04/ferry", OLD),
    ],
)
def test_dates_that_disagree(data: str, meta: str, time: str, path: str, date: dt.date) -> None:
    """The first place in the order of trust is right, unless two others agree against it; a day is no difference."""
    url = f"https://harborcourier.example{path}"
    head = (JSON.format(data) if data else "") + (META.format(meta) if meta else "")
    body = f"<main><h1>Ferry line doubles its service</h1>{TIME.format(time) if time else ''}{TEXT}</main>"
    markup = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    assert read(Page(source=Source(given=url, url=url), url=url, body=markup.encode())).date == date


@pytest.mark.parametrize(("day", "marked"), [("2026-11-16", False), ("2026-11-21", False), ("2027-03-01", True)])
async def test_a_date_after_the_issue_is_for_review(day: str, marked: bool) -> None:
    """Tomorrow may be a matter of time zones; what is further ahead is somebody's mistake, and is kept and marked."""
    article = page(META.format(day))
    issue = Issue(title="The Loop", date=dt.date(2026, 11, 20))
    (entry,) = (await Summarizer().digest([article], issue=issue)).entries
    assert entry.date == dt.date.fromisoformat(day)
    assert ("dated-ahead" in [one.code for one in entry.review]) is marked
