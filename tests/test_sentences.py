"""A text is parted where its sentences end, and nowhere else."""

from __future__ import annotations

import pytest

from summarizer.language.sentences import quotations, sentences


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("It rained. The ferry left.", ["It rained.", "The ferry left."]),
        ("The B.C. Supreme Court agreed. It rained.", ["The B.C. Supreme Court agreed.", "It rained."]),
        ("The N.J. Senate and the U.S. House met.", ["The N.J. Senate and the U.S. House met."]),
        ("He left for the U.S. The ferry sank.", ["He left for the U.S.", "The ferry sank."]),
        ("Dr. É. Dupont of Acme Inc. Paris spoke.", ["Dr. É. Dupont of Acme Inc. Paris spoke."]),
        ("It costs 5.5 euros vs. 6.", ["It costs 5.5 euros vs. 6."]),
        ('"It sank!" she said. "Why?"', ['"It sank!" she said.', '"Why?"']),
        ("One line\nand another", ["One line", "and another"]),
        ("It sank.The crew swam.", ["It sank.", "The crew swam."]),
        ("The Acme Inc. Frames can wait.", ["The Acme Inc.", "Frames can wait."]),
        ("The Acme Inc. Japan unit is sold.", ["The Acme Inc. Japan unit is sold."]),
        ("It rained all month.Ferries stayed in port.", ["It rained all month.", "Ferries stayed in port."]),
        ("They use ASP.NET and Node.Js on booking.com here.", ["They use ASP.NET and Node.Js on booking.com here."]),
        ("Fans of Wham Bam! Orchestra sang.", ["Fans of Wham Bam! Orchestra sang."]),
        ("They fly El Al. Previously they swam.", ["They fly El Al.", "Previously they swam."]),
        ("Roe et al. The study sank.", ["Roe et al. The study sank."]),
        ("It has modern art. Police came.", ["It has modern art.", "Police came."]),
        ("See Fig. 3 and Vol. IV. No. 10 sank.", ["See Fig. 3 and Vol. IV.", "No. 10 sank."]),
        ("They love Yahoo! The crew swam! Ferries left.", ["They love Yahoo!", "The crew swam!", "Ferries left."]),
        ("", []),
    ],
)
def test_a_text_is_parted_into_sentences(text: str, parted: list[str]) -> None:
    """Abbreviations, initials, decimals and marks in names end none; a line break ends one always."""
    assert [text[start:end] for start, end in sentences(text)] == parted


def test_quotations_are_what_stands_in_marks() -> None:
    """Double, curly and single marks are known; an apostrophe is none."""
    text = "She said “yes”, he said \"no\", both said 'perhaps'; it's the crew's."
    assert [text[start:end] for start, end in quotations(text)] == ["“yes”", '"no"', "'perhaps'"]
