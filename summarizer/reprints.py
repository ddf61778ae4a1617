"""What of a finished digest a past issue has."""

from __future__ import annotations

from summarizer.identity import page_key
from summarizer.past_issues import PastIssues, issue_number
from summarizer.style.document import read
from summarizer.style.finding import Finding
from summarizer.style.links import has_title
from summarizer.style.source import front_values


def used_before(markdown: str, past: PastIssues, title: str) -> list[Finding]:
    """Return a finding for the number, the permalink and every story's link of a digest that a past issue has.

    `title` is the newsletter's pattern, which tells the number where the front matter has none of its own.
    """
    document = read(markdown)
    values = {value.key: value for value in front_values(document.source)}
    matter = {key: int(value.text) if value.text.isdecimal() else value.text for key, value in values.items()}
    number, permalink = issue_number(matter, title), str(matter.get("permalink", "")).rstrip("/")
    found = []
    if number is not None and number in past.numbers:
        place = values["number" if "number" in values else "title"].number
        found.append(Finding(place, "number-taken", f"Issue {number} is there already, in {past.numbers[number]}."))
    if permalink and permalink in past.permalinks:
        message = f"The permalink is taken, in {past.permalinks[permalink]}."
        found.append(Finding(values["permalink"].number, "permalink-taken", message))
    for block in document.blocks:
        earlier = past.pages.get(page_key(block.url)) if has_title(block) or block.kind == "source" else None
        if earlier:
            found.append(Finding(block.number, "printed-before", f"The page was linked in {earlier}."))
    return found
