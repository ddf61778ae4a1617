"""A quotation belongs to whoever the article has saying it."""

from __future__ import annotations

import pytest

from summarizer.grounding import ground
from summarizer.models import Article

TEXT = """\
Orrin of Leipzig sorts parcels with cameras. "A camera is no witness," said Amina Bouzid of the group Plume Watch.

Managing director Joost Verhage, who founded Orrin, said that the cameras "count boxes and nothing else". \
He added that "nobody is filmed at rest".

Jonas Petrauskas thinks otherwise. He told the works council that "a box has no face, but we have"."""


def given_to_others(line: str) -> list[str]:
    """Return the quotations of a line that the article has from somebody else."""
    parts = ground(line, Article(title="Cameras at Orrin", text=TEXT), ()).parts
    return [part.text for part in parts if part.kind == "quotation" and not part.found]


@pytest.mark.parametrize(
    "line",
    [
        'Amina Bouzid says that "a camera is no witness".',
        '"A camera is no witness," said Bouzid, while Orrin says that its cameras count boxes.',
        'Plume Watch objects that "a camera is no witness".',
        'Orrin said that the cameras "count boxes and nothing else".',
        'Verhage, the founder, said that the cameras "count boxes and nothing else".',
        'Joost Verhage said that "nobody is filmed at rest".',
        'Jonas Petrauskas told the council that "a box has no face, but we have".',
        'The cameras "count boxes and nothing else" at Orrin, whose critics include Amina Bouzid.',
        'Amina Bouzid does not believe that they "count boxes and nothing else".',
    ],
)
def test_a_quotation_may_be_given_to_its_speaker_or_to_whom_he_speaks_for(line: str) -> None:
    """Surname, company and founder pass, as does a line that names no speaker."""
    assert given_to_others(line) == []


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ('Managing director Joost Verhage said that "a camera is no witness".', "a camera is no witness"),
        ('"A camera is no witness," said Joost Verhage.', "A camera is no witness,"),
        ('Amina Bouzid said that the cameras "count boxes and nothing else".', "count boxes and nothing else"),
        ('Amina Bouzid told the council that "a box has no face, but we have".', "a box has no face, but we have"),
    ],
)
def test_a_quotation_given_to_somebody_else_is_not_borne_out(line: str, quoted: str) -> None:
    """It counts as missing wherever the line names its speaker."""
    assert given_to_others(line) == [quoted]


@pytest.mark.parametrize(("one", "other"), [("Dr Ida Roe", "Dr Max Holm"), ("Judge Ida Roe", "Judge Max Holm")])
def test_a_title_in_common_makes_nobody_the_speaker(one: str, other: str) -> None:
    """Only what tells one name from another says whose words they are."""
    article = Article(title="", text=f'{one} said: "The pumps are worn out." {other} left the hall at noon.')
    parts = ground(f'"The pumps are worn out," said {other}.', article, ()).parts
    assert [part.detail[-7:] for part in parts if not part.found] == ["Ida Roe"]
