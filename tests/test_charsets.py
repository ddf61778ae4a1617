"""Whatever a page says its characters are, and however it is broken, its words come out as they were written."""

from __future__ import annotations

import codecs

import pytest
from sampling import sampled
from saved_pages import saved_pages

from summarizer.models import Page, Source
from summarizer.reading.decoding import decode
from summarizer.reading.reader import read

TEXTS = {page.language: page.text for page in saved_pages()}
TEXTS |= {
    "zh-Hant": next(page.text for page in saved_pages() if page.name == "chinese-big5"),
    "fr": "Le préfet a déclaré que la mesure, décidée à la hâte, n’était pas sûre ; l’été sera très chaud. "
    "« Ça suffit », a répondu le maire de Nogent, élu dès le premier tour, à côté d’un château délabré.",
    "cs": "Ministr řekl, že žádná obec nebude muset platit více. Příští týden začne jednání o dálnici přes Říčany, "
    "kde starosta žádá o zvláštní příspěvek na údržbu mostů.",
    "lt": "Ministras pranešė, kad nė viena savivaldybė nemokės daugiau. Kitą savaitę prasidės derybos dėl kelio per "
    "Šiaulius, kur meras prašo papildomų lėšų tiltų priežiūrai.",
    "uk": "Судноплавна компанія оголосила у вівторок, що з листопада пором на острів ходитиме вісім разів на день, "
    "і ціни не зростуть до весни, сказала її директорка Ганна Їжакевич.",
    "vi": "Công ty vận tải biển thông báo hôm thứ Ba rằng từ tháng mười một, phà ra đảo sẽ chạy tám chuyến mỗi ngày.",
}

LIES: list[str | None] = [None, "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "shift_jis", "x-unknown"]
"""What servers declare, whatever the page is in."""

AS_WRITTEN = [
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("zh-Hant", "big5"),
    ("ko", "cp949"),
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("ru", "iso8859_5"),
    ("ru", "cp866"),
    ("uk", "cp1251"),
    ("uk", "koi8_u"),
    ("el", "cp1253"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("th", "cp874"),
    ("fr", "cp1252"),
    ("de", "cp1252"),
    ("cs", "cp1250"),
    ("cs", "iso8859_2"),
    ("pl", "cp1250"),
    ("pl", "iso8859_2"),
    ("tr", "cp1254"),
    ("lt", "cp1257"),
    ("vi", "utf-8"),
    ("en", "utf-16-le"),
    ("en", "utf-16-be"),
    ("en", "utf-32-le"),
    ("en", "utf-32-be"),
    ("zh", "utf-16-le"),
    ("ar", "utf-16"),
    ("ja", "utf-32"),
]


def page(text: str, head: str = "") -> str:
    """Return a small page around `text`."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return f"<html><head>{head}<title>The ferry</title></head><body>{paragraphs}</body></html>"


def encodable(text: str, charset: str) -> str:
    """Return `text` with what the set has no sign for left out, as a writer of that time would have."""
    return text.encode(charset, "ignore").decode(charset)


@pytest.mark.parametrize(
    ("language", "charset", "declared"), sampled([(*written, declared) for written in AS_WRITTEN for declared in LIES])
)
def test_no_declaration_changes_what_the_bytes_say(language: str, charset: str, declared: str | None) -> None:
    """With a wrong, an unknown and no declaration, a text of some length is read in the set it was written in."""
    text = encodable(TEXTS[language], charset)
    assert text.split("\n")[0] in decode(page(text).encode(charset), declared)


@pytest.mark.parametrize(
    ("language", "charset", "filler"),
    sampled([(*pair, filler) for pair in AS_WRITTEN if "utf" not in pair[1] for filler in (0, 3_000, 20_000)]),
)
def test_the_page_may_say_it_late(language: str, charset: str, filler: int) -> None:
    """A meta element tells the set, though scripts stand before it and the transport says something else."""
    text = encodable(TEXTS[language], charset)
    head = f"<script>{'x' * filler}</script><meta charset='{codecs.lookup(charset).name}'>"
    assert text.split("\n")[0] in decode(page(text, head).encode(charset), "utf-8")


@pytest.mark.parametrize(
    ("language", "written", "header", "meta"),
    [
        ("ru", "cp1251", "koi8-r", "utf-8"),
        ("ru", "koi8_r", "windows-1251", "windows-1251"),
        ("pl", "cp1250", "iso-8859-1", "windows-1250"),
        ("pl", "iso8859_2", "windows-1252", "iso-8859-2"),
        ("zh", "gb18030", "big5", "gb2312"),
        ("zh-Hant", "big5", "gb2312", "big5"),
        ("ja", "cp932", "euc-jp", "shift_jis"),
        ("ja", "euc_jp", "shift_jis", "euc-jp"),
        ("ko", "cp949", "utf-8", "ks_c_5601-1987"),
        ("de", "utf-8", "iso-8859-1", "windows-1252"),
        ("de", "cp1252", "utf-8", "utf-8"),
        ("el", "iso8859_7", "iso-8859-1", "windows-1253"),
        ("he", "iso8859_8", "utf-8", "iso-8859-8-i"),
        ("tr", "cp1254", "windows-1252", "iso-8859-9"),
    ],
)
def test_transport_and_page_contradict_each_other(language: str, written: str, header: str, meta: str) -> None:
    """Whichever of the two fits the bytes is believed, or neither."""
    text = encodable(TEXTS[language], written)
    body = page(text, f"<meta charset='{meta}'>").encode(written)
    assert text.split("\n")[0] in decode(body, header)


@pytest.mark.parametrize(
    ("language", "charset"), [("de", "utf-8"), ("zh", "gb18030"), ("ja", "cp932"), ("ko", "cp949"), ("ru", "cp1251")]
)
@pytest.mark.parametrize("broken", [b"\xff", b"\xfe\xff", b"\x80"])
def test_broken_bytes_in_the_middle_cost_no_more_than_their_place(language: str, charset: str, broken: bytes) -> None:
    """The text before them and the paragraph after them are whole."""
    first, *_, last = TEXTS[language].split("\n")
    body = page("\n".join([first, "@@", last] * 6)).encode(charset).replace(b"@@", broken, 1)
    text = decode(body)
    assert first in text
    assert last in text


@pytest.mark.parametrize(
    ("pasted", "meant"), [(b"\x93no\x94", "“no”"), (b"it\x92s", "it’s"), (b"a \x97 b", "a — b"), (b"5 \x80", "5 €")]
)
def test_windows_signs_pasted_into_utf_8_are_mended(pasted: bytes, meant: str) -> None:
    """A quotation mark or dash of windows-1252 in a page of UTF-8 is what its author saw."""
    assert meant in decode("Grüße aus Köln und München, schöne Tage ".encode() * 9 + pasted + b" end")


def test_a_page_is_read_to_the_end_in_its_own_set() -> None:
    """From bytes to the article: title and text of a page in KOI8-R that calls itself Latin-1."""
    saved = next(one for one in saved_pages() if one.name == "russian-koi8")
    url = "https://port.example/news"
    source = Source(given=url, url=url)
    article = read(Page(source=source, url=url, body=saved.body, charset="iso-8859-1"))
    assert article.title == saved.title
    assert article.text == saved.text
