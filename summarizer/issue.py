"""What an issue says of itself: title, number and permalink, from the newsletter's own patterns."""

from __future__ import annotations

import datetime as dt
import re

from summarizer.config import Newsletter
from summarizer.errors import SetupError
from summarizer.language.typography import says_nothing
from summarizer.models import Issue
from summarizer.past_issues import PastIssues

_FILLED_IN = "{date}, {isodate}, {year}, {number} and {ordinal}"


def new_issue(newsletter: Newsletter, date: dt.date, past: PastIssues | None = None) -> Issue:
    """Return the issue of `date`, or of the date that the configuration fixes, with no headline yet.

    Where the patterns want a number and none is given, it is the next after the `past` issues'. Raises SetupError for
    a number or permalink that a past issue has, a pattern that names what there is not, or a number that is not known.
    """
    day = newsletter.date or date
    number = newsletter.number
    if past is not None:
        number = number or (past.next_number() if _is_numbered(newsletter) else None)
        if number is not None and number in past.numbers:
            taken = f"issue {number} is there already, in {past.numbers[number]}"
            raise SetupError(f"{taken}; give another --number or newsletter.number")
    title = _filled("title", newsletter.title, number, day)
    if says_nothing(title):
        raise SetupError(f"newsletter.title says nothing ({title!r}); give another --title or newsletter.title")
    permalink = newsletter.permalink and _filled("permalink", newsletter.permalink, number, day)
    if past is not None and permalink and permalink.rstrip("/") in past.permalinks:
        raise SetupError(f"permalink {permalink} is taken, in {past.permalinks[permalink.rstrip('/')]}")
    return Issue(
        title=title,
        date=day,
        number=number,
        permalink=permalink,
        front_matter=newsletter.front_matter,
        footer=_filled("footer", newsletter.footer, number, day),
    )


def image_path(newsletter: Newsletter, issue: Issue) -> str | None:
    """Return what the draft has before the names of the issue's downloaded images, where the configuration says it.

    Raises SetupError for a pattern that wants a number where the issue has none.
    """
    pattern = newsletter.image_path
    return pattern and _filled("image_path", pattern, issue.number, issue.date)


def in_words(day: dt.date) -> str:
    """Return a day as an issue prints it: `29 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def _is_numbered(newsletter: Newsletter) -> bool:
    patterns = (newsletter.title, newsletter.permalink or "", newsletter.footer, newsletter.image_path or "")
    return any("{number}" in pattern or "{ordinal}" in pattern for pattern in patterns)


def _filled(key: str, pattern: str, number: int | None, date: dt.date) -> str:
    values: dict[str, object] = {"date": in_words(date), "isodate": date.isoformat(), "year": date.year}
    if number is not None:
        values |= {"number": number, "ordinal": ordinal(number)}
    filled = pattern
    for name, value in values.items():
        filled = filled.replace(f"{{{name}}}", str(value))
    for name in ("number", "ordinal"):
        if f"{{{name}}}" in filled:
            raise SetupError(
                f"newsletter.{key} has {{{name}}}, but there is no number; give --number N or newsletter.number"
            )
    unknown = re.search(r"\{\w+\}", filled)
    if unknown and key != "footer":  # which is Markdown, and may hold braces of its own
        raise SetupError(f"newsletter.{key} has {unknown[0]}; what can be filled in is {_FILLED_IN}")
    return filled


def ordinal(number: int) -> str:
    """Return `number` (1 to 9,999) as an ordinal in words, such as `three-hundred-and-second` for 302.

    Written here because the libraries for it cost a dependency built from source, or two seconds at import.
    """
    words = _cardinal(number)
    last = words[-1]
    words[-1] = _IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return "-".join(words)


def _cardinal(number: int) -> list[str]:
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joined = ["and"] if 0 < rest < 100 else []
            return [*_cardinal(number // size), name, *joined, *(_cardinal(rest) if rest else [])]
    if number < len(_SMALL):
        return [_SMALL[number]]
    return [_TENS[number // 10], *([_SMALL[number % 10]] if number % 10 else [])]


_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
