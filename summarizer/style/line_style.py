"""House style of one line: every rule a function of its own, with the complaint that is put to a model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Literal, NamedTuple

from summarizer.language import phrases
from summarizer.language.sentences import quotations, sentences
from summarizer.language.typography import INVISIBLE, mend, unwrap

Level = Literal["fatal", "hard", "soft"]
"""fatal: may never be printed; hard: asked again, then marked for review; soft: taste, reported only."""

MOST_WORDS = 50
"""The archive's longest acceptable line; 95 % of lines stay under 46."""


class Fault(NamedTuple):
    """What is wrong with a line: `message` is a sentence that can be put to a model."""

    code: str
    message: str
    level: Level


class Line(NamedTuple):
    """A line in the forms that rules look at."""

    given: str
    text: str
    """Mended: straight quotation marks, plain white space."""
    outside: str
    """`text` with the insides of quotations left out."""
    title: str
    language: str


Finder = Callable[[Line], str | None]
"""Returns what it found, for the message, or None when the line is in order."""


class Rule(NamedTuple):
    """One rule of the house style; `{}` in the message stands for what was found."""

    code: str
    level: Level
    message: str
    find: Finder


def faults(line: str, title: str = "", *, language: str = "en") -> tuple[Fault, ...]:
    """Return everything wrong with `line`, worst first, under `title`, in a digest in `language` (ISO 639-1).

    A line with a fatal fault has no others worth naming, so only those are returned.
    """
    judged = _line(line, title, language)
    fatal = tuple(_apply(FATAL, judged))
    return fatal or tuple(_apply(HARD + SOFT, judged))


def faults_of(text: str, rules: Iterable[Rule], title: str = "", *, language: str = "en") -> tuple[Fault, ...]:
    """Return what those `rules` find in a text that need not be a one-liner."""
    return tuple(_apply(rules, _line(text, title, language)))


def _line(text: str, title: str, language: str) -> Line:
    mended = mend(text)
    return Line(text, mended, _without_quotations(mended), mend(title), language)


def _apply(rules: Iterable[Rule], line: Line) -> Iterable[Fault]:
    """Yield the fault of every rule that finds something."""
    for rule in rules:
        found = rule.find(line)
        if found is not None:
            yield Fault(rule.code, rule.message.replace("{}", found), rule.level)


def _without_quotations(text: str) -> str:
    """Return `text` with a pair of quotation marks in place of each quotation."""
    for start, end in reversed(quotations(text)):
        text = f'{text[:start]}""{text[end:]}'
    return text


# Ways to find a fault


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all of `patterns`."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def _phrase(patterns: tuple[str, ...], *, quoted_too: bool = False) -> Finder:
    """Return a finder of the first of `patterns`."""

    def find(line: Line) -> str | None:
        match = _compiled(patterns).search(line.text if quoted_too else line.outside)
        return match[0].strip() if match else None

    return find


def _pattern(pattern: str) -> Finder:
    """Return a finder of `pattern` in the line as it was given."""
    compiled = re.compile(pattern)

    def find(line: Line) -> str | None:
        match = compiled.search(line.given)
        return match[0].strip() if match else None

    return find


def _empty(line: Line) -> str | None:
    bare = unwrap(line.text).rstrip(".").strip().lower() or line.text.lower()
    return line.text or "nothing" if bare in phrases.EMPTY or not any(map(str.isalnum, bare)) else None


_FIRST_PERSON = re.compile(
    r"(?<![\w-])(?:we|us|our|ours|my|me|myself|ourselves|you|your|yours|yourself|yourselves)(?:'(?:re|ve|ll|d))?(?![\w-]|\.\w)"
)
_LINE_OPENER = re.compile(
    r"^(?:We|Our|My|You|Your)(?:'(?:re|ve|ll|d))?(?= [a-z])|(?<=[.!?:] )(?:We|Our|My|You|Your)(?= [a-z])"
)
_I = re.compile(r"(?<![\w/.&-])I(?:'(?:m|ve|d|ll)\b|(?= (?:[a-z]+)\b))")
_OPENERS = (
    "Everything|Nothing|Something|Anything|What|All|Everyone|Here|Today|When|While|After|Before|Because|If|That|The"
)
"""Words that owe their capital to the sentence: no numeral follows them."""
_NUMERAL_BEFORE = re.compile(
    rf"(?:(?!(?:{_OPENERS})\b)[A-Z][\w.-]*|types?|phase|level|class|stage|part|tier|category|grade) $"
)
_OWN_VERBS = re.compile(r"I(?: (?:am|was|have|had|think|believe|will|would|can|could|don't|did|do)\b|')")


def _person(line: Line) -> str | None:
    match = _FIRST_PERSON.search(line.outside) or _LINE_OPENER.search(line.outside)
    if match:
        return match[0]
    for match in _I.finditer(line.outside):
        if _OWN_VERBS.match(line.outside, match.start()) or not _NUMERAL_BEFORE.search(line.outside[: match.start()]):
            return "I"
    return None


def _second_sentence(line: Line) -> str | None:
    spans = sentences(line.outside)
    return line.outside[slice(*spans[1])] if len(spans) > 1 else None


def _too_long(line: Line) -> str | None:
    count = len(line.text.split())
    return str(count) if count > MOST_WORDS else None


_LAST_MARK = re.compile(r"[.。．۔।][\"')\]」』]*$|[\u0e00-\u0eff\u1780-\u17ff]$")
"""Full stops of several scripts; Thai, Lao and Khmer end a sentence without one."""


def _unfinished(line: Line) -> str | None:
    cut = line.text.endswith(("...", "..", "…"))
    return None if _LAST_MARK.search(line.text) and not cut else line.text[-1:]


def _wrapped(line: Line) -> str | None:
    return line.text[0] if unwrap(line.text) != line.text else None


_WORD = re.compile(r"\w+(?:[.'+-]\w+)*")
_SHARE_OF_TITLE, _FEWEST_TITLE_WORDS = 0.8, 3


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry its sense, lower-cased, without endings of possession and plural."""
    words = (word.lower().removesuffix("'s") for word in _WORD.findall(text))
    small = phrases.FUNCTION_WORDS["en"]
    return [word.removesuffix("s") if len(word) > 3 else word for word in words if word not in small and len(word) > 1]


def _title_share(line: Line) -> tuple[float, int]:
    """Return how much of the title the line repeats, and how many words it adds."""
    title = set(content_words(line.title))
    words = content_words(line.text)
    added = sum((Counter(words) - Counter(title & set(words))).values())
    return (len(title & set(words)) / len(title) if len(title) >= _FEWEST_TITLE_WORDS else 0.0), added


def _title_again(line: Line) -> str | None:
    share, added = _title_share(line)
    wanted = len(set(content_words(line.title)))
    return f"{share:.0%}" if share >= _SHARE_OF_TITLE and added < max(5, wanted) else None


def _title_echoed(line: Line) -> str | None:
    share, _ = _title_share(line)
    return f"{share:.0%}" if share >= _SHARE_OF_TITLE and _title_again(line) is None else None


_LETTER = re.compile(r"[^\W\d_]")


def _foreign(line: Line) -> str | None:
    letters = _LETTER.findall(line.text)
    script = phrases.SCRIPTS.get(line.language, "LATIN")
    if letters and sum(_in_script(letter, script) for letter in letters) < len(letters) / 2:
        return "another script"
    if line.language not in phrases.FUNCTION_WORDS:
        return None
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", line.outside)]
    counts = {name: sum(word in small for word in words) for name, small in phrases.FUNCTION_WORDS.items()}
    likeliest = max(counts, key=lambda name: (counts[name], name == line.language))
    return likeliest if counts[likeliest] >= 3 and counts[likeliest] >= 2 * counts[line.language] + 1 else None


def _in_script(letter: str, script: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(script) or (script == "CJK" and name.startswith(("HIRAGANA", "KATAKANA")))


_POINTER = re.compile(r"(?:It|They|He|She|Its|Their|His|Her|These|Those|This)\b(?! (?:year|week|month|time)\b)")
_POINTER_AT_NOUN = re.compile(r"(?:This|These|Those|Its|Their|His|Her) (\w+)")
_VERB_AFTER_THIS = re.compile(
    r"This (?:is|was|will|would|can|could|may|means|makes|allows?|enables?|comes|follows|marks|helps)\b"
)


def _dangling(line: Line) -> str | None:
    match = _POINTER.match(line.text)
    if not match:
        return None
    if _VERB_AFTER_THIS.match(line.text):
        return match[0]
    title = set(content_words(line.title))
    if match[0] in ("This", "These", "Those"):
        noun = _POINTER_AT_NOUN.match(line.text)
        named = noun is not None and set(content_words(noun[1])) & title
        return None if named or (noun is not None and title) else match[0]
    return None if re.search(r"\b[A-Z]\w", line.title) else match[0]


def _mixed_marks(line: Line) -> str | None:
    straight = '"' in line.given or "'" in line.given
    curly = any(mark in line.given for mark in "“”‘’")
    return "both straight and curly" if straight and curly else None


# The rules

FATAL: tuple[Rule, ...] = (
    Rule("empty", "fatal", "There is no summary, only {}; write one sentence about the article.", _empty),
    Rule("placeholder", "fatal", "“{}” is a placeholder; write the sentence itself.",
         _phrase(phrases.PLACEHOLDERS, quoted_too=True)),
    Rule("excuse", "fatal", "“{}” is an excuse, not a summary; say what the article reports.",
         _phrase(phrases.EXCUSES)),
    Rule("blocked-page", "fatal", "“{}” describes an error page, a bot check or a consent page, not the article.",
         _phrase(phrases.BLOCKED_PAGES)),
    Rule("boilerplate", "fatal", "“{}” is the publisher's boilerplate; summarise the news instead.",
         _phrase(phrases.BOILERPLATE)),
)  # fmt: skip

HARD: tuple[Rule, ...] = (
    Rule("echo", "hard", "“{}” repeats an instruction or a label; give only the sentence.", _phrase(phrases.ECHOES)),
    Rule("two-sentences", "hard", "Write exactly one sentence; a second begins at “{}”.", _second_sentence),
    Rule("too-long", "hard", f"The line has {{}} words; use at most {MOST_WORDS}.", _too_long),
    Rule("no-full-stop", "hard", "End the sentence with a full stop, not with “{}”.", _unfinished),
    Rule("title-again", "hard", "The line says the title again ({} of its words); add what the title lacks.",
         _title_again),
    Rule("the-article", "hard", "Report the news itself; do not write “{}”.", _phrase(phrases.SPEAKS_OF_THE_ARTICLE)),
    Rule("person", "hard", "Write in the third person; do not write “{}”.", _person),
    Rule("line-break", "hard", "Write one line without line breaks.", _pattern(phrases.LINE_BREAKS)),
    Rule("control-character", "hard", "The line contains control or invisible characters; leave them out.",
         lambda line: "one" if INVISIBLE.search(line.given) else None),
    Rule("markdown", "hard", "Leave out the Markdown: “{}”.", _pattern(phrases.MARKDOWN)),
    Rule("html", "hard", "Leave out the HTML: “{}”.", _pattern(phrases.HTML)),
    Rule("url", "hard", "Leave out the link: “{}”.", _pattern(rf"{phrases.ADDRESSES}(?:\S{{0,200}}[\w/])?")),
    Rule("emoji", "hard", "Leave out the emoji: “{}”.", _pattern("[\U0001f300-\U0001faff\u2600-\u26ff\u2728\u2764]")),
    Rule("stutter", "hard", "“{}” says the same word again and again.", _pattern(r"(?i)\b([^\W\d_]{2,})(?: \1\b){2}")),
    Rule("wrapped", "hard", "Take the quotation marks off the whole sentence.", _wrapped),
    Rule("language", "hard", "Write in the digest's language; this reads as {}.", _foreign),
)  # fmt: skip

SOFT: tuple[Rule, ...] = (
    Rule("title-echoed", "soft", "The line repeats {} of the title's words; spend them on what the title lacks.",
         _title_echoed),
    Rule("hype", "soft", "“{}” is hype; say what it does.", _phrase(phrases.HYPE)),
    Rule("dangling-pronoun", "soft", "“{}” has nothing to point back to; name it.", _dangling),
    Rule("too-short", "soft", "The line has only {} words; aim for 25 to 40.",
         lambda line: str(len(line.text.split())) if len(line.text.split()) < 8 else None),
    Rule("odd-spacing", "soft", "Use plain spaces and hyphens.", _pattern(phrases.ODD_SPACING)),
    Rule("mixed-marks", "soft", "Use one kind of quotation mark; there are {}.", _mixed_marks),
    Rule("ellipsis", "soft", "Do not cut off with an ellipsis.", _pattern(r"\.\.\.|…")),
)  # fmt: skip

PROSE: tuple[Rule, ...] = tuple(
    rule
    for rule in (*FATAL, *HARD, *SOFT)
    if rule.level == "fatal" or rule.code in ("echo", "the-article", "person", "html", "language", "hype")
)
"""The rules that hold for a paragraph as well."""
