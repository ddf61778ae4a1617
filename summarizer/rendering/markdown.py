"""Untrusted text made safe to stand in Markdown, in the place of a link's URL, in YAML, or in an HTML comment.

What is live was read off the CommonMark 0.31 and GFM 0.29 specifications and tried against markdown-it, cmark-gfm,
kramdown, marked and remark. Escapes are the fewest that hold in all of them: a backslash where kramdown knows it too,
else a character reference, and an empty comment where only a break in the text keeps an address from becoming a link.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from summarizer.language.typography import INVISIBLE, UNENCODABLE

_TOP_DOMAINS = (
    r"(?:(?!js|ts|cs|vb)[a-z]{2}|com|net|org|edu|gov|biz|pro|web|xxx|aero|asia|coop|info|museum|name|shop"
    r"|рф|xn--[\w-]+)"
)
"""Last labels by which linkify-it takes a bare name for a link; of two letters, all but suffixes of source files."""

_LIVE = re.compile(
    rf"""
    (?P<backslash>
        [\\`\[\]|] | (?<=\])\(                        # escapes, code, links, kramdown's tables
      | (?<!\s)\* | \*(?!\s)                          # emphasis; a lone multiplication sign is not
      | (?<![^\W\d_])_ | _(?![^\W\d_])                # emphasis; not between letters, as in snake_case
      | (?<!\s)~ | ~(?![\d$€£¥])                      # strikethrough, fences; "~70" opens and never closes
      | \$(?!\d) | (?<=\$)\$                          # mathematics; a price is not
      | ^\# | (?<=\s)\#(?=\#*$)                       # headings, and the marks that close one
      | ^[+-](?=[\s+-]|$) | ^[=:]                     # lists, rules, underlines of headings, definitions
      | (?<=\]):                                      # definitions of links, as kramdown finds them
      | \{{(?=[\w\s])
      | (?<=\w)\.(?={_TOP_DOMAINS}(?!-|[^\W_]))      # bare host names
    )
  | (?P<reference>
        <(?![\s\d=])                                  # tags, comments, autolinks; "a < b" is none of them
      | ^> | (?<=--)> | (?<=--!)>                     # quotations, and the end of a comment
      | &(?=\#?[\w:.-]+;)                             # character references; "AT&T" is none
      | \{{                                           # Liquid and kramdown read what follows
      | ^\^                                           # footnotes, and kramdown's end of block
    )
  | (?P<break>
        (?<=/)(?=/\S)                                 # https://
      | (?<=www)(?=\.)
      | (?<=\S)(?=@[\w-]+\.\w)                        # editor@example.com
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
_REFERENCES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "{": "&#123;", "^": "&#94;"}
_BREAK = "<!-- -->"

_LIVE_ANYWHERE = re.compile(
    r"""
    <(?=[a-z/!?]) | &(?=\#?[\w:.-]+;)                # tags and references; "<5 %" and "R&D" are none
  | \{(?=[{%\#:])                                   # Liquid, Jinja, kramdown
  | \](?=[(\[]) | ^\[(?=[^\]]*\]:)                   # links, and the definition of one
  | [`|] | \\(?=[!-/:-@\[-`{-~])                    # code, tables, escapes
  | (?<!\s)\* | \*(?!\s) | (?<!\s)~ | ~(?![\d$€£¥])  # emphasis, strikethrough
  | (?<![^\W\d_])_ | _(?![^\W\d_])
  | \$(?!\d) | (?<=\$)\$                            # mathematics
  | ^[\#>^=:] | ^[+-](?=[\s+-]|$)                   # headings, quotations, lists
  | (?<=/)/(?=\S) | (?<=www)\.(?=\w) | (?<=\w)@(?=[\w-]+\.\w)  # addresses
  | "                                               # ends an attribute of HTML
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALIKE = str.maketrans("<&{[]`|\\*~_$#>^=:+-/.@)", "‹＆｛［］ˋ｜＼∗∼＿＄＃›＾＝：＋－∕․＠）")

_WEB_ADDRESS = re.compile(r"(https?)://([^/?#\\\s]+)(.*)", re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NEEDLESS_IN_PATH = "!$&*+,;=@/-._~"
_NEEDLESS_IN_URL = _NEEDLESS_IN_PATH + ":?#%"
"""Characters of RFC 3986 that mean nothing to Markdown in a link's place; parentheses do."""

_YAML_NAME = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][a-z0-9_-]*", re.IGNORECASE)
_YAML_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")

_GITHUB = re.compile(
    r"(?<=@)(?=[a-z0-9])|(?<=(?<!&)#)(?=\d)|(?<=\bgh-)(?=\d)|^(?=/[a-z])", re.IGNORECASE | re.MULTILINE
)
_COMMIT = re.compile(r"\b(?=\d*[a-f])[0-9a-f]{7,40}\b", re.IGNORECASE)
NO_WIDTH_SPACE = "\u200b"


def one_line(text: str) -> str:
    """Return `text` on one line: white space collapsed; control, bidirectional and other invisible characters gone."""
    return " ".join(UNENCODABLE.sub("", INVISIBLE.sub("", text)).split())


def escape(text: str) -> str:
    """Return `text` on one line as Markdown that shows it and does nothing: for prose, a heading or a link's text.

    It may stand at the start of a line. No part of it is a link, an image, emphasis, code, HTML, a list, a heading, a
    table, a footnote, mathematics, or an instruction to Liquid or kramdown.
    """
    return _NUMBERED.sub(r"\1\\\2", _LIVE.sub(_escaped, one_line(text)))


def _escaped(match: re.Match[str]) -> str:
    if match.lastgroup == "backslash":
        return "\\" + match[0]
    return _BREAK if match.lastgroup == "break" else _REFERENCES[match[0]]


def inert(text: str) -> str:
    """Return `text` on one line so that it does nothing wherever a theme prints it: as HTML, as Markdown, or escaped.

    For a value of the front matter, of which nobody knows where it is printed: an escape for one place would be seen
    in another, and a theme that escapes would do so twice. So each sign that would be live where it stands becomes one
    that looks like it, and double quotes become curly; the others stay.
    """
    numbered = _NUMBERED.sub(lambda match: match[1] + match[2].translate(_ALIKE), one_line(text))
    return _LIVE_ANYWHERE.sub(_look_alike, numbered)


def _look_alike(match: re.Match[str]) -> str:
    if match[0] != '"':
        return match[0].translate(_ALIKE)
    before = match.string[match.start() - 1 : match.start()]
    return "“" if not before or before in " ([“‘'-–—/" else "”"


def escape_url(url: str) -> str:
    """Return `url` for the parentheses of a Markdown link, encoded as `encode_url` does it."""
    return re.sub(r"&(?=#?[\w:.-]+;)", "&amp;", encode_url(url))


def encode_url(url: str) -> str:
    """Return `url` with whatever has no place in one encoded: an http(s) address, or else a path relative to the draft.

    Nothing but http and https is ever an address: in `javascript:x` the colon is encoded, and what is left is the name
    of a file. Encoding is by UTF-8 and per cent, as a browser does it, and leaves what is encoded already.
    """
    address = one_line(url)
    web = _WEB_ADDRESS.fullmatch(address)
    if web:
        scheme, host, rest = web.groups()
        path = rest if rest.startswith(("/", "?", "#")) or not rest else f"/{rest}"
        encoded = _STRAY_PERCENT.sub("%25", quote(path, safe=_NEEDLESS_IN_URL))
        return f"{scheme.lower()}://{_encoded_host(host)}{encoded}"
    return quote(re.sub(r"^/{2,}", "/", address), safe=_NEEDLESS_IN_PATH)


def _encoded_host(host: str) -> str:
    """Return a host with what Markdown would read encoded; letters of any script stay, for the browser to convert."""
    return re.sub(r"[^\w.\-~:@\[\]!$&*+,;=%]", lambda match: quote(match[0]), host)


def yaml_scalar(value: object) -> str:
    """Return a string, number, date, truth value or list of them as YAML on one line, strings in double quotes.

    Raises TypeError for anything else.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _yaml_string(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(yaml_scalar, value))}]"
    if value is None or isinstance(value, dict | bytes):
        raise TypeError(f"{type(value).__name__} has no place in front matter")
    return str(value)


def _yaml_string(text: str) -> str:
    shown = UNENCODABLE.sub("", INVISIBLE.sub("", text))
    return _YAML_UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(shown, ensure_ascii=False))


def yaml_key(name: str) -> str:
    """Return the name of a key as YAML: plain where that is safe, else in double quotes."""
    return name if _YAML_NAME.fullmatch(name) else _yaml_string(name)


def escape_comment(text: str) -> str:
    """Return `text` on one line for the inside of an HTML comment: it cannot close it, and Liquid finds no tag in it.

    A second hyphen is percent-encoded in an address, which means the same, and set off by a backslash elsewhere.
    """
    return " ".join(map(_inert_word, one_line(text).split(" ")))


def _inert_word(word: str) -> str:
    if word.lower().startswith(("http://", "https://")):
        word = re.sub(r"-(?=-)", "%2D", word)
    return re.sub(r"(?<=-)(?=-)|(?<=\{)(?=[{%])", r"\\", word)


def defuse_github(text: str, *, gap: str = "&#8203;") -> str:
    """Return escaped text in which GitHub finds no @mention, #1, GH-1, commit or slash command.

    For text (not for addresses) in issues and pull requests. GitHub looks for them after Markdown has been rendered,
    where no escape is left to see, so that only a space of no width stands in the way; `gap` is that space, as Markdown
    unless it is given.
    """
    return _GITHUB.sub(gap, _COMMIT.sub(lambda match: _in_sixes(match[0], gap), text))


def _in_sixes(name: str, gap: str) -> str:
    """Return what may name a commit in parts of six characters, one less than GitHub takes for a name."""
    return gap.join(name[start : start + 6] for start in range(0, len(name), 6))
