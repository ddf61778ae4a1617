"""Bytes → the text that was meant, though character sets are not what they say they are."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from summarizer.page_types import signed_kind

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LABELS = {
    # What browsers take these labels to mean (WHATWG Encoding Standard, section 4.2): each the wider set.
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_TEXTS = frozenset(
    "ascii utf-8 utf-16 utf-16-le utf-16-be utf-32 cp932 shift_jis euc_jp iso2022_jp gb2312 gbk gb18030 hz big5 "
    "big5hkscs cp949 euc_kr johab koi8-r koi8-u koi8-t cp437 cp850 cp852 cp855 cp866 cp874 tis-620 mac-roman "
    "mac-cyrillic mac-greek mac-latin2 mac-turkish cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 "
    "iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
"""Python's codecs for the character sets of pages; the others decode escapes, archives or names of hosts."""
_MULTIBYTE = ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")
_META_BYTES = 32_768
"""How far into a page its own declaration is looked for; browsers read 1,024, heads full of scripts need more."""
_META_CHARSET = re.compile(
    rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_LATIN_LIMIT = 0.4
"""Above this share of accented characters among letters, a Latin reading is a guess gone wrong.

Vietnamese, the densest, has 0.25; Japanese, Chinese and Cyrillic read as Latin have more than 0.6.
"""
_SAMPLE_BYTES = 200_000
_MARKUP = re.compile(rb"[\s\0\xef\xbb\xbf]*<[a-z!?]", re.I)
_STRAY_ZEROS = 40
"""Zero bytes in the beginning of a page, which is its first 4,096, up to which it is markup that browsers read."""


def is_binary(body: bytes) -> bool:
    """Say whether bytes are no text: by a signature, or by zeros that are neither UTF-16's, UTF-32's nor stray."""
    head = body[:4096]
    if signed_kind(head):
        return True
    if _MARKUP.match(head) and head.count(0) <= _STRAY_ZEROS:
        return False
    if 0 not in head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    if is_wide(head):
        return False
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 10 > max(even, odd) or max(even, odd) * 3 < len(head) // 2


def decode(body: bytes, charset: str | None = None) -> str:
    """Return the text of `body` as its author meant it.

    A byte order mark decides; then the zero bytes of UTF-16 and UTF-32 and the escapes of ISO-2022-JP; then UTF-8,
    where nearly all bytes are valid UTF-8 whatever the page says; then the transport's and the page's own declaration
    where the result reads as text, and no other set of its kind reads far better; then detection. Never raises: what
    cannot be read becomes U+FFFD, and what stands for nothing in texts, though not in names, U+2060.
    """
    return _characters(body, charset).replace("\0", "\u2060")


def _characters(body: bytes, charset: str | None) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        if _is_mostly_utf_8(body):
            return _ESCAPED.sub(_typographic, body.decode("utf-8", "surrogateescape"))
        return body.decode(_declared(body, charset) or _detected(body), "replace")


_ESCAPED = re.compile("(?<![\udc80-\udcff])[\udc80-\udc9f](?![\udc80-\udcff])|[\udc80-\udcff]+")
"""Bytes of a UTF-8 page that are no UTF-8: one alone, or several."""


def _typographic(broken: re.Match[str]) -> str:
    """Return what a broken byte means: a dash or quotation mark pasted from windows-1252, or nobody knows."""
    byte = ord(broken.group()[0]) - 0xDC00
    alone = len(broken.group()) == 1 and byte < 0xA0
    return bytes([byte]).decode("cp1252", "replace") if alone else "\ufffd"


def _wide(body: bytes) -> str | None:
    """Return UTF-16 or UTF-32 as the zero bytes of Latin text betray it, or ISO-2022-JP by its escapes."""
    head = body[:2000]
    if len(head) >= 4 and (head.count(0) > len(head) // 4 or is_wide(head)):
        order = "le" if head[1::2].count(0) > head[0::2].count(0) or not head[3] else "be"
        return f"utf-32-{order}" if _is_utf_32(head) else f"utf-16-{order}"
    return "iso2022_jp" if b"\x1b$B" in body or b"\x1b$@" in body else None


def is_wide(head: bytes) -> bool:
    """Say whether bytes are UTF-32 without a mark, or begin as a page in UTF-16 does: with four letters or signs."""
    first = head[:8]
    return _is_utf_32(head) or (
        len(first) == 8 and any(not any(first[at::2]) and all(first[1 - at :: 2]) for at in (0, 1))
    )


def _is_utf_32(head: bytes) -> bool:
    """Say whether bytes are UTF-32 without a mark: of each four the two highest are zero, but for rare letters."""
    highest, lowest = ((0, 1), 3) if head[:1] == b"\0" else ((3, 2), 0)
    written = len(head) >= 8 and head[lowest::4].count(0) * 10 < len(head) // 4
    return written and all(head[at::4].count(0) * 50 > 49 * (len(head) // 4) for at in highest)


def _is_mostly_utf_8(body: bytes) -> bool:
    """Say whether for each broken character beyond ASCII more than ten are whole."""
    text = body.decode("utf-8", "replace")
    whole = sum(1 for _ in re.finditer(r"[^\x00-\x7f�]", text))
    return whole > 10 * text.count("�")


def _declared(body: bytes, charset: str | None) -> str | None:
    """Return the first declared character set under which the bytes read as text, or its better."""
    found = _META_CHARSET.search(body[:_META_BYTES])
    for label in (charset, found.group(1).decode("ascii", "replace") if found else None):
        name = _codec(label)
        if name and name not in ("utf-8", "utf-16", "utf-32") and _reads(body, name):
            return _or_better(body, name)
    return None


def _or_better(body: bytes, name: str) -> str:
    """Return a declared set, or the one of its kind under which the letters are far more those of a language."""
    sample = body[:_SAMPLE_BYTES]
    if name in _MULTIBYTE:
        other = _east_asian(sample) or name
        return other if _strangeness(sample, name) > _strangeness(sample, other) + _STRANGER else name
    if name not in _LETTERS:
        return name
    best = _most_familiar(sample)
    return best if _familiar(sample, best) > _familiar(sample, name) + _BETTER else name


def _codec(label: str | None) -> str | None:
    """Return Python's codec for a declared label, or None where there is none for text."""
    try:
        name = codecs.lookup((label or "").strip().lower()).name
    except (LookupError, ValueError):
        return None
    return _LABELS.get(name, name) if name in _TEXTS else None


def _reads(body: bytes, name: str) -> bool:
    """Say whether `body` decodes under `name` to something a person would have written."""
    sample = body[:_SAMPLE_BYTES]
    try:
        text = codecs.getincrementaldecoder(name)("strict").decode(sample, final=False)
    except UnicodeDecodeError:
        return _nearly(sample, name)
    return _plausible(text)


def _nearly(sample: bytes, name: str) -> bool:
    """Allow a declared set a byte or two in a thousand that it does not know."""
    text = sample.decode(name, "replace")
    return text.count("�") * 500 < len(text) and _plausible(text)


def _plausible(text: str) -> bool:
    """Say whether text reads as written: no control characters, no wall of accented Latin, no half-width signs."""
    if len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", text)) * 1000 > len(text):
        return False
    foreign = re.findall(r"[^\x00-\x7f]", text)
    letters = len(re.findall(r"[A-Za-z]", re.sub(r"<[^<>]*>", " ", text)))
    latin = sum(1 for char in foreign if char < "ɐ" or "‐" <= char <= "™")
    if latin > 0.5 * len(foreign):
        return latin <= _LATIN_LIMIT * (latin + letters)
    odd = sum(1 for char in foreign if "｡" <= char <= "ﾟ" or "" <= char <= "" or "␀" <= char <= "◿")
    return odd <= 0.2 * len(foreign)


def _detected(body: bytes) -> str:
    """Return the likeliest character set of undeclared or wrongly declared bytes; windows-1252 where nothing is."""
    sample = body[:_SAMPLE_BYTES]
    wide = _east_asian(sample)
    if wide:
        return wide
    best = _most_familiar(sample)
    readable = _familiar(sample, "cp1252") + _BETTER >= _familiar(sample, best) and _reads(body, "cp1252")
    return "cp1252" if readable or _familiar(sample, best) <= 0.5 else best


def _east_asian(sample: bytes) -> str | None:
    """Return the set of several bytes under which `sample` reads as an East Asian text, if there is one."""
    if _is_typeset(sample):
        return None
    least, _, name = min((_strangeness(sample, name), index, name) for index, name in enumerate(_MULTIBYTE))
    return name if least < 0.05 else None


_STRANGER = 0.005
"""How much stranger a text must be under the declared set than under another: a quarter fewer familiar signs."""
_BETTER = 0.2
"""How much larger the share of familiar letters must be for a set to stand in for the one that is declared or usual."""

_FEW = 5
"""Characters beyond ASCII that prove nothing of a set: one fraction does not speak against the declared one."""
_TYPESET = 0.8


def _most_familiar(sample: bytes) -> str:
    """Return the set of single bytes under which most letters are familiar; of equals, the first of the table."""
    typeset = _is_typeset(sample)
    names = (name for name in _LETTERS if not (typeset and name == "mac-roman"))
    return max(names, key=lambda name: _familiar(sample, name))


def _familiar(sample: bytes, name: str) -> float:
    """Return the share of the characters beyond ASCII that are among the set's familiar letters; 1 where none are."""
    text = sample.decode(name, "replace")
    if name in _LATIN:
        if not _plausible(text):
            return 0.0
        text = text.lower()
    counted = Counter(char for char in text if char > "\x7f" and not (name in _LATIN and char in _TYPOGRAPHIC))
    known = max(sum(counted[char] for char in letters) for letters in _LETTERS[name])
    return (known + _FEW) / (counted.total() + _FEW)


def _is_typeset(sample: bytes) -> bool:
    """Say whether nearly all beyond ASCII is windows-1252's marks and dashes; other sets have letters there."""
    foreign = [char for char in sample.decode("cp1252", "replace") if char > "\x7f"]
    return sum(char in _TYPOGRAPHIC for char in foreign) > _TYPESET * len(foreign)


_TYPOGRAPHIC = frozenset("“”„‘’‚–—…•·«»‹›°€£§©®™×¼½¾±†‡‰µ¢\xa0\xad")
"""Signs that any page may have: they tell nothing of its language."""
_LATIN = frozenset("cp1252 iso8859-15 mac-roman cp1250 iso8859-2 cp1254 cp1257 iso8859-13".split())
_WESTERN = "àâçéèêëîïôùûœæ äöüßé áéíóúñü¿¡ºª áàâãéêíóôõúç àèéìíòóù åäöé æøåéö áéíðóúýþæö ëéïèöü àçéèíïòóú·"
_CENTRAL = "ąćęłńóśźż áčďéěíňóřšťúůýž áéíóöőúüű ăâîşţ čćđšž áäčďéíĺľňóôŕšťúýž äöüßé"
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчй оаиніевтрслкдмупязьїєґйчг"
_LETTERS = {
    name: tuple(frozenset(letters) for letters in languages.split())
    for names, languages in (
        ("cp1252 iso8859-15 mac-roman", _WESTERN),
        ("cp1250 iso8859-2", _CENTRAL),
        ("cp1254", "çğıöşüâîû äöüßé"),
        ("cp1257 iso8859-13", "ąčęėįšųūž āčēģīķļņšūž äöõüšž"),
        ("cp1251 koi8-r koi8-u iso8859-5 cp866 mac-cyrillic", _CYRILLIC),
        ("cp1253 iso8859-7", "αοιετσνηυρπκμλςωδγίόάέήύώ"),
        ("cp1255 iso8859-8", "יוהלאתשמרבםנחדקעפצגכסןטז"),
        ("cp1256 iso8859-6", "اليمونترةبدعسفهكقحجشأصط"),
        ("cp874", "านรอกเงยมลวทสตคดหปพบแชข่้ีิัื"),
    )
    for name in names.split()
}
"""By language, the letters that make up nearly all of the accented ones in a Latin set, and most of a text in another
script. There capitals are left out: a wrong Cyrillic set turns one case into the other."""

_COMMON_CJK = frozenset(
    "的一是了我不在人有他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然"
    "没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长这為個國說時會對過學來發後還當開動長與現機車東電關點們"
)
"""Characters that run through any Chinese text: GB18030, Big5 and EUC read each other's bytes, but not as these."""


def _strangeness(sample: bytes, name: str) -> float:
    """Return how far from East Asian text `sample` is under `name`: 0 reads well, 1 not at all."""
    text = sample.decode(name, "replace")
    foreign = [char for char in text if char > "\x7f"]
    if len(foreign) < 4:
        return 1.0
    native = sum(
        1
        for c in foreign
        if "ぁ" <= c <= "ヾ" or "가" <= c <= "힣" or c in _COMMON_CJK or c in "。、，！？：；（）「」《》“”"
    )
    broken = sum(1 for c in foreign if c == "�" or "｡" <= c <= "ﾟ" or "" <= c <= "")
    if native < 0.12 * len(foreign):
        return 1.0
    return min(1.0, broken / len(foreign) * 5 + max(0.0, 0.04 - native / len(foreign) * 0.04))
