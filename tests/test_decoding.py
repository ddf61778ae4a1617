"""Bytes become the text that was meant, and good text is left alone."""

from __future__ import annotations

import pytest
from sampling import sampled

from summarizer.reading.characters import strip_invisible
from summarizer.reading.decoding import decode, is_binary
from summarizer.reading.mojibake import repair

TEXTS = {
    "cp932": "日本語のテキストです。人工知能の研究者は、新しいモデルを発表した。",
    "euc_jp": "日本語のテキストです。人工知能の研究者は、新しいモデルを発表した。",
    "iso2022_jp": "日本語のテキストです。人工知能の研究者は、新しいモデルを発表した。",
    "gb18030": "中国的人工智能公司发布了一个新的模型，这是他们的第一个开源模型。",
    "big5": "臺灣的人工智慧公司發布了一個新的模型，這是他們的第一個開源模型。",
    "cp949": "한국의 인공지능 회사는 새로운 모델을 발표했다. 이것은 오픈 소스이다.",
    "cp1251": "Он сказал, что новая модель будет доступна всем пользователям.",
    "koi8_r": "Он сказал, что новая модель будет доступна всем пользователям.",
    "cp1253": "Ελληνικά κείμενα για την τεχνητή νοημοσύνη και τις εταιρείες",
    "cp1252": "He said “it’s fine” — the café costs €5 and the Größe fits",
    "utf-8": "“naïve” — 日本語, Größe, €5 and 🐋",
    "utf-16": "“naïve” — Größe and 🐋",
    "utf-16-le": "He said “it’s fine” and left the café",
    "utf-16-be": "He said “it’s fine” and left the café",
    "utf-8-sig": "“naïve” — Größe",
}


@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "windows-1252", "no-such-set", "utf-16", "true"])
@pytest.mark.parametrize("actual", sampled(TEXTS))
def test_text_is_read_as_meant_whatever_is_declared(actual: str, declared: str | None) -> None:
    """The bytes decide where they can: a wrong, missing or unknown declaration changes nothing."""
    markup = f"<html><head><title>{TEXTS[actual]}</title></head><body><p>{TEXTS[actual] * 3}</p></body></html>"
    assert TEXTS[actual] in decode(markup.encode(actual), actual if declared == "true" else declared)


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="windows-1250">', None),
        (b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1250'>", None),
        (b'<?xml version="1.0" encoding="windows-1250"?>', None),
        (b"", "windows-1250"),
        (b'<meta charset="windows-1252">', "windows-1250"),
    ],
)
def test_a_declaration_decides_what_bytes_cannot(head: bytes, charset: str | None) -> None:
    """Between sets that look alike, the transport's word counts first, then the page's."""
    text = "Minister powiedział, że żadna z gmin nie będzie musiała płacić więcej."
    assert text in decode(head + b"<p>" + text.encode("cp1250"), charset)


MARKS = "The town’s library won’t close – “not this year,” the mayor’s office said… It’s a €3 million deal, ¾ new."


@pytest.mark.parametrize("declared", [None, "windows-1252", "iso-8859-1"])
@pytest.mark.parametrize("text", [MARKS, "It won’t be, they’d said.", f"{MARKS} A café, too."])
def test_english_with_nothing_but_typographic_marks_keeps_them(text: str, declared: str | None) -> None:
    """Quotation marks and dashes of windows-1252 are no letters of another set, declared or not."""
    assert decode(f"<p>{text * 4}</p>".encode("cp1252"), declared) == f"<p>{text * 4}</p>"


@pytest.mark.parametrize("label", ["unicode_escape", "raw_unicode_escape", "rot13", "bz2", "zlib", "uu", "quopri"])
def test_what_is_no_character_set_is_not_believed(label: str) -> None:
    """A declared codec that decodes escapes or archives counts as none, whoever declares it."""
    body = b"<meta charset='%b'><p>caf\xe9 \\x69 \\u0041</p>" % label.encode()
    assert decode(body, label) == decode(body) == body.decode("cp1252")


def test_a_broken_byte_costs_one_character() -> None:
    """UTF-8 with one bad byte stays UTF-8."""
    body = ("Größe und Übermut, schöne Grüße " * 5).encode() + b"\xff end"
    assert decode(body).endswith("� end")
    assert "Größe" in decode(body)


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xfe\xff", b"\x80\x81\x8d", b"\x1b$B"])
def test_no_bytes_make_it_fail(body: bytes) -> None:
    """Any bytes decode to some text."""
    assert isinstance(decode(body, "utf-16"), str)


@pytest.mark.parametrize(
    ("body", "binary"),
    [
        (b"<!DOCTYPE html><p>A sluice\0 gate</p>", False),
        (b"\n<html><p>A\0 sluice\0 gate</p>", False),
        (b"<p>" + b"ab\0\0c\0" * 400, True),
        (b"A sluice\0 gate", True),
        (b"%PDF-1.7\0", True),
        (b"BZh91AY&SY" + b"\x9c" * 400, True),
        (b"RIFF\x24\x01\x01\x01WEBPVP8 " + b"\x9c" * 400, True),
        (b"RIFF and the sluice gate", False),
    ],
)
def test_a_stray_zero_makes_no_page_binary(body: bytes, binary: bool) -> None:
    """Markup with a few zero bytes is text, as it is to a browser; what has many, or is no markup, is none."""
    assert is_binary(body) is binary


def test_zeros_are_no_part_of_a_text_and_make_another_name() -> None:
    """A zero byte is not seen in a text, and a class or a property with one is not the one without."""
    assert strip_invisible(decode(b"<p>A slu\0ice")) == "<p>A sluice"
    assert decode(b"<p class='x\0'>").split("'")[1].split() != ["x"]


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("It‚Äôs ‚Äúfine‚Äù ‚Äî he said", "It’s “fine” — he said"),
        ("Launch day \uf8ffüöÄ it‚Äôs on", "Launch day 🚀 it’s on"),
        ("ā€œdistillationā€ā€”where it went", "“distillation”—where it went"),
        ("šŸ‹ OpenAI says ā€œnoā€", "🐋 OpenAI says “no”"),
        ("Donâ€™t â€œgoâ€ now", "Don’t “go” now"),
        ("It’s all â€œgoodâ€\x9d here", "It’s all “good” here"),
        ("ItÃ¢â‚¬â„¢s twice", "It’s twice"),
        ("schÃ¶ne GrÃ¼ÃŸe", "schöne Grüße"),
        ("вЂњРџСЂРёРІРµС‚вЂќ", "“Привет”"),
        ("â€žGreetingsâ€ś said so", "„Greetings“ said so"),
    ],
)
def test_mojibake_is_undone(broken: str, meant: str) -> None:
    """UTF-8 read as a Windows or Mac page comes back, gaps filled from windows-1252 and lost bytes included."""
    assert repair(broken) == meant


@pytest.mark.parametrize(
    "text",
    [
        "“Žalgiris” – ĀBOLI® Š“ lietuvių kalba „Čia“. €5 ā, café",
        "‚Ärzte‘ und „Öfen“ in Ägypten – naïve Übermütige",
        "Årets â är ett â, och 5 € är 5 €",
        "Le prix est de 5 € à Orléans, où l’été dure",
        "日本語（全角）テキスト：ＡＢＣ　１２３",
        "ﬁne ligatures &amp; entities stay",
        "Ðuro Đaković, Æneas and Þórr",
        "π ≈ 3.14, √2 ± 1, ∂x/∂t ≤ ∞",
        "“curly” ‘single’ straight ' and \"",
        "Она сказала: «Вђ — буква»",
    ],
)
def test_good_text_stays(text: str) -> None:
    """Accents, signs, ligatures, wide letters and quotation marks of good text are not touched."""
    assert repair(text) == text
