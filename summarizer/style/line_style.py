"""House style of one line: every rule a function of its own, with the complaint that is put to a model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from summarizer.language import phrases
from summarizer.language.sentences import quotations, sentences
from summarizer.language.typography import INVISIBLE, is_misread, mend, unwrap
from summarizer.language.words import stem
from summarizer.reading.look import count_words
from summarizer.style import titles
from summarizer.style.titles import WORD, bare, content_words

Level = Literal["fatal", "hard", "soft"]
"""fatal: may never be printed; hard: asked again, then marked for review; soft: taste, reported only."""

MOST_WORDS = 50
"""The archive's longest acceptable line; 95 % of lines stay under 46."""
FEWEST_WORDS = 8


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
    has_facts: bool
    """It tells a number or a name that the title does not: what only speaks of a page, or of itself, has none."""
    reports: bool
    """It has facts, or its article bears it out."""
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


def faults(line: str, title: str = "", *, language: str = "en", borne_out: bool = False) -> tuple[Fault, ...]:
    """Return everything wrong with `line`, worst first, under `title`, in a digest in `language` (ISO 639-1).

    A line that its article is known to bear out (`borne_out`) may report of excuses, instructions and articles. A line
    with a fatal fault has no others worth naming, so only the first of those is returned.
    """
    judged = _line(line, title, language, borne_out=borne_out)
    fatal = next(_apply(FATAL, judged), None)
    return (fatal,) if fatal else tuple(_apply(HARD + SOFT, judged))


def faults_of(text: str, rules: Iterable[Rule], title: str = "", *, language: str = "en") -> tuple[Fault, ...]:
    """Return what those `rules` find in a text that need not be a one-liner."""
    return tuple(_apply(rules, _line(text, title, language)))


def _line(text: str, title: str, language: str, *, borne_out: bool = False) -> Line:
    mended, title = mend(text, language), mend(title, language)
    outside = _without_quotations(mended)
    has_facts = _has_facts(outside, title)
    return Line(text, mended, outside, has_facts, has_facts or borne_out, title, language)


def _apply(rules: Iterable[Rule], line: Line) -> Iterator[Fault]:
    """Yield the fault of every rule that finds something."""
    for rule in rules:
        found = rule.find(line)
        if found is not None:
            yield Fault(rule.code, rule.message.replace("{}", found), rule.level)


_SENTENCE_QUOTED = re.compile(r"\s[a-z]{2,}\.[\"'”’»]$")
_CORNERED = re.compile("「[^「」]*」|『[^『』]*』")


def _without_quotations(text: str) -> str:
    """Return `text` with a pair of quotation marks in place of each quotation, around the full stop that ends it."""
    for start, end in reversed(quotations(text)):
        stop = "." if _SENTENCE_QUOTED.search(text, start, end) else ""
        text = f'{text[:start]}"{stop}"{text[end:]}'
    return _CORNERED.sub('""', text)


_TELLS_NOTHING = re.compile(
    r"\b[A-Z][\w.&-]*(?:'s)? (?=(?:\w+ )?(?:page|site|website|app)\b)|(?:\b(?i:error|code|status|http) )\d+"
    r"|\b[45]\d\d(?= (?i:errors?|pages?|responses?|status)\b)"
    r"|\bI\b(?:'\w+)?"
)
"""Whose page it is, the number of an error, and who excuses himself."""
_BEGINNING = re.compile(r"(?:^|[.!?:])[\"')]{0,3} ?$")


def _has_facts(outside: str, title: str) -> bool:
    """Return whether a line has a figure, or a name within it, that the title lacks."""
    known = {bare(word) for word in WORD.findall(title)} | phrases.NAMES_OF_PAGES
    told = _TELLS_NOTHING.sub("", outside)
    return any(
        _is_figure(word[0])
        or (word[0][0].isupper() and not _BEGINNING.search(told[max(0, word.start() - 6) : word.start()]))
        for word in WORD.finditer(told)
        if bare(word[0]) not in known
    )


def _is_figure(word: str) -> bool:
    return word.lower() in phrases.NUMBERS or any(map(str.isdigit, word))


# Ways to find a fault


@cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all of `patterns`."""
    return re.compile("|".join(patterns), re.IGNORECASE)


def _phrase(patterns: tuple[str, ...], bare: tuple[str, ...] = ()) -> Finder:
    """Return a finder of the first of `patterns`, and of the first of `bare` in a line that has no facts."""
    return lambda line: _first(patterns if line.has_facts else patterns + bare, line.outside)


def _unreported(patterns: tuple[str, ...], bare: tuple[str, ...]) -> Finder:
    """Return a finder of the first of `patterns`, and of the first of `bare` in a line that reports nothing."""
    return lambda line: _first(patterns if line.reports else patterns + bare, line.outside)


def _first(patterns: tuple[str, ...], text: str) -> str | None:
    match = _compiled(patterns).search(text)
    return match[0].strip() if match else None


def _pattern(pattern: str) -> Finder:
    """Return a finder of `pattern` in the line as it was given."""
    compiled = re.compile(pattern)

    def find(line: Line) -> str | None:
        match = compiled.search(line.given)
        return match[0].strip() if match else None

    return find


def _placeholder(line: Line) -> str | None:
    """Return a placeholder; one that is quoted is reported, unless the quotation is the line."""
    return _first(phrases.PLACEHOLDERS, line.outside if any(map(str.isalnum, line.outside)) else unwrap(line.text))


def _empty(line: Line) -> str | None:
    bare = unwrap(line.text).rstrip(".").strip().lower() or line.text.lower()
    return line.text or "nothing" if bare in phrases.EMPTY or not any(map(str.isalnum, bare)) else None


@cache
def _stems(of: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, of))


def _no_news(line: Line) -> str | None:
    """Return the first word about pages of a line that has no facts, none of the title's words and hardly another."""
    words = [word for word in _telling_words(line.outside) if stem(word) not in _stems(phrases.IDLE_WORDS)]
    titled = {stem(word) for word in _telling_words(line.title)}
    if line.has_facts or any(stem(word) in titled for word in words):
        return None
    about_pages = [word for word in words if stem(word) in _stems(phrases.PAGE_WORDS)]
    others = len(words) - len(about_pages)
    return about_pages[0] if others < min(2, len(set(about_pages))) else None


def _telling_words(text: str) -> list[str]:
    words = map(bare, WORD.findall(text))
    return [word for word in words if len(word) > 1 and word not in phrases.FUNCTION_WORDS["en"]]


_FIRST_PERSON = re.compile(
    r"(?<![\w-])(?:we|us|our|ours|my|me|myself|ourselves|you|your|yours|yourself|yourselves|let's)(?:'(?:re|ve|ll"
    r"|d))?(?![\w-]|\.\w)"
)
_LINE_OPENER = re.compile(
    r"^(?:We|Our|My|You|Your|Let's)(?:'(?:re|ve|ll|d))?(?= [a-z])|(?<=[.!?:] )(?:We|Our|My|You|Your)(?= [a-z])"
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


_of_the_article = _unreported(phrases.SPEAKS_OF_THE_ARTICLE, phrases.BARE_SPEAKS_OF_THE_ARTICLE)


def _speaks_of_the_article(line: Line) -> str | None:
    """Return where the line speaks of its article; "the video" is none where the title has told of a video."""
    found = _of_the_article(line)
    told = found is not None and phrases.PIECES & set(content_words(found)) & set(content_words(line.title))
    return None if told else found


def _second_sentence(line: Line) -> str | None:
    spans = sentences(line.outside)
    return line.outside[slice(*spans[1])] if len(spans) > 1 else None


def _too_long(line: Line) -> str | None:
    count = word_count(line.text)
    return str(count) if count > MOST_WORDS else None


def _too_short(line: Line) -> str | None:
    count = word_count(line.text)
    return str(count) if count < FEWEST_WORDS else None


_DASH = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")


def word_count(text: str) -> int:
    """Return the number of words; marks that stand alone are none."""
    return count_words(_DASH.sub(" ", text))


_LAST_MARK = re.compile(r"[.。．۔।][\"')\]」』]*$|[\u0e00-\u0eff\u1780-\u17ff]$")
"""Full stops of several scripts; Thai, Lao and Khmer end a sentence without one."""
_MOST_OF_A_WORD = 40


def _unfinished(line: Line) -> str | None:
    """Return the last word of a line that does not end with a full stop, or its end in a script without spaces."""
    cut = line.text.endswith(("...", "..", "…"))
    if _LAST_MARK.search(line.text) and not cut:
        return None
    return "".join(line.text[-_MOST_OF_A_WORD:].split()[-1:])


def _wrapped(line: Line) -> str | None:
    return line.text[0] if unwrap(line.text) != line.text else None


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


def _hype(line: Line) -> str | None:
    """Return hype in small letters, or at the beginning of a clause of such: with a capital elsewhere it is a name."""
    for match in _compiled(phrases.HYPE).finditer(line.outside):
        opens = match.start() == 0 and re.match(r"\S* [a-z]", line.outside[match.start() :])
        if match[0].islower() or (opens and match[0][1:].islower()):
            return match[0]
    return None


def _mixed_marks(line: Line) -> str | None:
    straight = '"' in line.given or "'" in line.given
    curly = any(mark in line.given for mark in "“”‘’")
    return "both straight and curly" if straight and curly else None


_ODD_SPACING = re.compile(phrases.ODD_SPACING)


def _odd_spacing(line: Line) -> str | None:
    """Return odd spacing; before and after marks that French sets apart, any space is right there."""
    given = phrases.FRENCH_SPACE.sub("", line.given) if line.language == "fr" else line.given
    match = _ODD_SPACING.search(given)
    return match[0].strip() if match else None


MISREAD = "Characters were read in the wrong encoding; repair them."
"""Said of a line and of a digest alike, so that it is told once."""


def _mojibake(line: Line) -> str | None:
    return "some" if is_misread(line.given) else None


# The rules

FATAL: tuple[Rule, ...] = (
    Rule("empty", "fatal", "There is no summary, only {}; write one sentence about the article.", _empty),
    Rule("placeholder", "fatal", "“{}” is a placeholder; write the sentence itself.",
         _placeholder),
    Rule("excuse", "fatal", "“{}” is an excuse, not a summary; say what the article reports.",
         _unreported(phrases.EXCUSES + phrases.FOREIGN_EXCUSES, phrases.BARE_EXCUSES)),
    Rule("blocked-page", "fatal", "“{}” describes an error page, a bot check or a consent page, not the article.",
         _phrase(phrases.BLOCKED_PAGES, phrases.BARE_BLOCKED_PAGES)),
    Rule("boilerplate", "fatal", "“{}” is the publisher's boilerplate; summarise the news instead.",
         _phrase(phrases.BOILERPLATE, phrases.BARE_BOILERPLATE)),
    Rule("no-news", "fatal", "A line about the {} is no news; say what the article reports.", _no_news),
)  # fmt: skip

HARD: tuple[Rule, ...] = (
    Rule("echo", "hard", "“{}” repeats an instruction or a label; give only the sentence.",
         _unreported(phrases.ECHOES, phrases.BARE_ECHOES)),
    Rule("two-sentences", "hard", "Write exactly one sentence; a second begins at “{}”.", _second_sentence),
    Rule("too-long", "hard", f"The line has {{}} words; use at most {MOST_WORDS}.", _too_long),
    Rule("no-full-stop", "hard", "End the sentence with a full stop, not with “{}”.", _unfinished),
    Rule("title-again", "hard", "The line says the title again ({} of its words); add what the title lacks.",
         lambda line: titles.said_again(line.text, line.title)),
    Rule("the-article", "hard", "Report the news itself; do not write “{}”.", _speaks_of_the_article),
    Rule("person", "hard", "Write in the third person; do not write “{}”.", _person),
    Rule("line-break", "hard", "Write one line without line breaks.", _pattern(phrases.LINE_BREAKS)),
    Rule("control-character", "hard", "The line contains control or invisible characters; leave them out.",
         lambda line: "one" if INVISIBLE.search(line.given) else None),
    Rule("markdown", "hard", "Leave out the Markdown: “{}”.", _pattern(phrases.MARKDOWN)),
    Rule("html", "hard", "Leave out the HTML: “{}”.", _pattern(phrases.HTML)),
    Rule("url", "hard", "Leave out the link: “{}”.", _pattern(rf"{phrases.ADDRESSES}(?:\S{{0,200}}[\w/])?")),
    Rule("mojibake", "hard", MISREAD, _mojibake),
    Rule("emoji", "hard", "Leave out the emoji: “{}”.", _pattern("[\U0001f300-\U0001faff\u2600-\u26ff\u2728\u2764]")),
    Rule("stutter", "hard", "“{}” says the same word again and again.", _pattern(r"(?i)\b([^\W\d_]{2,})(?: \1\b){2}")),
    Rule("wrapped", "hard", "Take the quotation marks off the whole sentence.", _wrapped),
    Rule("language", "hard", "Write in the digest's language; this reads as {}.", _foreign),
)  # fmt: skip

SOFT: tuple[Rule, ...] = (
    Rule("title-echoed", "soft", "The line repeats {} of the title's words; spend them on what the title lacks.",
         lambda line: titles.echoed(line.text, line.title)),
    Rule("hype", "soft", "“{}” is hype; say what it does.", _hype),
    Rule("dangling-pronoun", "soft", "“{}” has nothing to point back to; name it.",
         lambda line: titles.dangling(line.text, line.title)),
    Rule("too-short", "soft", "The line has only {} words; aim for 25 to 40.", _too_short),
    Rule("odd-spacing", "soft", "Use plain spaces and hyphens.", _odd_spacing),
    Rule("mixed-marks", "soft", "Use one kind of quotation mark; there are {}.", _mixed_marks),
    Rule("ellipsis", "soft", "Do not cut off with an ellipsis.", _phrase((r"\.\.\.|…",))),
)  # fmt: skip

PROSE: tuple[Rule, ...] = tuple(
    rule
    for rule in (*FATAL, *HARD, *SOFT)
    if rule.level == "fatal" or rule.code in ("echo", "the-article", "person", "html", "language", "hype")
)
"""The rules that hold for a paragraph as well."""
