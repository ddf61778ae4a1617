"""What an article says will be, or may be, is not told as done."""

from __future__ import annotations

import pytest

from summarizer.grounding import ground
from summarizer.models import Article

TEXT = """\
Orrin will open a second plant in Leipzig in May. Its old pumps are expected to be sold to a museum.

The council may withdraw the permit for the harbour road. Mayor Ida Roe said the ferry would be profitable by 2029.

Orrin plans to hire sixty engineers. It has closed its office in Hull, and the museum lent it a boat.

Orrin sold more boats due to lower prices for pumps. Costs for pumps are expected to exceed 9 dollars.

The firm would not confirm the price. A copy of the list could circulate for weeks before anyone noticed."""


def told_as_done(line: str) -> list[str]:
    """Return what a line tells as done that the article only has as to come."""
    parts = ground(line, Article(title="Plans of Orrin", text=TEXT), ()).parts
    return [part.text for part in parts if part.kind == "content" and not part.found]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Orrin opened a second plant in Leipzig in May.", "opened"),
        ("Orrin has opened a second plant in Leipzig.", "has opened"),
        ("Its old pumps were sold to a museum.", "were sold"),
        ("The council withdrew the permit for the harbour road.", "withdrew"),
        ("Ida Roe said the ferry was profitable by 2029.", "was"),
        ("Orrin hired sixty engineers and closed its office in Hull.", "hired"),
        ("Orrin recruited sixty engineers.", "recruited"),
    ],
)
def test_what_is_planned_or_possible_is_not_told_as_done(line: str, told: str) -> None:
    """A verb in the past is missing where the article has it, beside the same words, behind “will” or its like."""
    assert told_as_done(line) == [told]


@pytest.mark.parametrize(
    "line",
    [
        "Orrin will open a second plant in Leipzig in May.",
        "Orrin opens a second plant in Leipzig in May.",
        "A second plant in Leipzig, opened in May, is planned.",
        "Old pumps will be sold to a museum.",
        "The council might have withdrawn the permit for the harbour road.",
        "Orrin closed its office in Hull.",
        "The museum lent Orrin a boat.",
        "Orrin has not confirmed the price.",
        "Orrin sold more boats because of lowered prices for pumps.",
        "Costs for pumps that exceed 9 dollars are a burden for Orrin.",
        "A copy of the list circulated for weeks before anyone noticed.",
        '"Orrin opened a second plant in Leipzig in May," said Roe.',
    ],
)
def test_what_is_told_as_it_is_passes(line: str) -> None:
    """Nothing is said of what is done or was possible, nor of what the line hedges too or tells in the present."""
    assert told_as_done(line) == []
