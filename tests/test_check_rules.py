"""What is the way of a whole issue is no fault of its lines; what is code, a link or unfilled is taken for that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer import cli
from summarizer.style import check_digest, faults

STORIES = (
    "The kiln at Lund needs a third less gas, and its glaze held in all 40 trials of the autumn.",
    "A second ferry leaves Aalvik at noon, with room for 120 passengers and 14 lorries.",
    "Tram drivers in Oslo get 4 percent more from June, after a strike that lasted nine days.",
    "Bakers of the Corlane chain raise prices by 12 cents, since flour costs more than last year.",
    "Four libraries in Turku lend saws and drills, for two weeks and without a fee.",
    "Rain filled the Ostrand reservoir to 91 percent, the most since it was built in 1974.",
)

STORIES_OF_TEN = (
    "Ferry crossings to Aalvik cost 4 euros from June on.",
    "Glass kilns at Lund cool for 40 hours from May.",
    "Trams in Oslo carry 120 more people each hour.",
    "Two dams at Ostrand let out water in 1974.",
)


def item(number: int, line: str) -> str:
    """Return a title with a link and the line beside it."""
    return f"[Story {number}](https://n{number}.example/a) - {line}"


def issue(*lines: str, above: str = "") -> str:
    """Return a digest of one-liners, below the editor's own words."""
    return "\n\n".join(filter(None, [above, *(item(number, line) for number, line in enumerate(lines, start=1))]))


def told_under(*texts: str) -> str:
    """Return a digest with each text under a heading that links."""
    return "\n\n".join(f"### [Story {n}](https://n{n}.example/a)\n\n{text}" for n, text in enumerate(texts, start=1))


def codes(digest: str) -> list[str]:
    """Return the codes of a digest's faults, in line order."""
    return [finding.code for finding in check_digest(digest)]


OWN = (
    "I have tried this kiln for a week.",
    "If your ferry is late, you can ask for 4 euros.",
    "My sister says that this article by Ann Berg is worth 10 minutes.",
)


@pytest.mark.parametrize("made", [issue, told_under])
def test_an_issue_with_a_voice_of_its_own_may_use_it(made: Callable[..., str]) -> None:
    """Where several lines or texts, and more than a fifth of all, say I, we or you, none of them is complained of."""
    found = codes(made(*STORIES, *OWN))
    assert "person" not in found
    assert "the-article" not in found


def test_the_words_above_the_first_title_count_as_a_voice() -> None:
    """Two lines that say you are the issue's way if its editor speaks as well, and no way of it if not."""
    above = "We are back, and I have a new kiln.\n\nAnd you?"
    assert "person" in codes(issue(*STORIES, *OWN[:2]))
    assert "person" not in codes(issue(*STORIES, *OWN[:2], above=above))
    assert codes(issue(*STORIES, OWN[0], above=above)).count("person") == 1


def test_the_odd_line_that_speaks_for_itself_is_complained_of() -> None:
    """Three of sixteen lines are no way of the issue, nor is what speaks of its article without saying I."""
    others = tuple(
        f"Bus line {number} gets {number + 20} new stops and one more driver in May." for number in range(13)
    )
    assert codes(issue(*others, *OWN)).count("person") == 3
    assert codes(issue(*STORIES, *["The article says that 4 kilns cool."] * 3)).count("the-article") == 3


def test_an_issue_without_full_stops_is_not_asked_for_them() -> None:
    """A full stop is missed where most lines have one, and its last word is quoted."""
    bare = tuple(line.rstrip(".") for line in STORIES)
    assert "no-full-stop" not in codes(issue(*bare[:3], *STORIES[3:]))
    (found,) = check_digest(issue(bare[0], *STORIES[1:]))
    assert (found.code, found.message) == ("no-full-stop", "End the sentence with a full stop, not with “autumn”.")
    assert codes(issue(*bare[:2])) == ["no-full-stop", "no-full-stop"]


def test_a_short_line_is_measured_by_the_others() -> None:
    """Among short lines one of five words is none, and one of two still is; among long ones five are too few."""
    short = ("Kilns in Lund need less gas.", "Oslo pays tram drivers 4 percent more.", "Libraries in Turku lend saws.")
    assert codes(issue(*short, "Ferries leave Aalvik at noon.")) == []
    (found,) = check_digest(issue(*STORIES_OF_TEN, "It rains."))
    assert (found.code, found.message) == ("too-short", "The line has only 2 words; half of the others have 9 or more.")
    assert "too-short" in codes(issue(*STORIES, "Saws are lent at noon."))


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("The call `kiln.heat()` takes 4 degrees and *one* **new** flag, as of __May__.", []),
        ("The call needs **4 _new_ flags** and two locks as of May.", []),
        ("The call needs **4 new flags and two locks as of May.", ["markdown"]),
        ('The library’s `"heat"` takes 4 degrees and two flags.', []),
        ('The library’s "heat" takes 4 degrees and two flags.', ["mixed-marks", "mixed-marks"]),
    ],
)
def test_paired_marks_and_code_are_right_beside_a_title(told: str, wanted: list[str]) -> None:
    """Only marks without a partner are complained of in a digest, and quotation marks only outside code."""
    assert codes(issue(told)) == wanted


def test_a_proposed_line_is_without_marks() -> None:
    """What is fine in a digest that somebody wrote is none in a line by itself."""
    for line in ("The call `heat` takes 4 degrees as of May.", "The call needs **4 flags** and two locks as of May."):
        assert "markdown" in [fault.code for fault in faults(line)]


@pytest.mark.parametrize("code", ['`"heat"`', "`'a'` and `\"b\"`"])
def test_quotation_marks_in_code_are_of_no_kind(code: str) -> None:
    """They count neither in a title nor in a text, and those beside them do."""
    text = f"The library’s {code} takes 4 degrees,\nand its {code} two."
    assert codes(told_under(text)) == []
    assert codes(told_under(f'{text}\n\nA "hot" one.')) == ["mixed-marks"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## [Insert coin to play](https://a.example/coin)\n\nThe arcade opens in 4 towns.", False),
        ("## [Your last chance to vote][1]\n\nPolls close at 9.\n\n[1]: https://a.example/vote", False),
        (issue(STORIES[0]) + "\n\nMuch of [this][note].\n\n[note]: {{note}}#b", False),
        (issue(STORIES[0]) + "\n\n[Insert a paragraph] (soon)", True),
        (issue(STORIES[0]) + "\n\n> TODO: something on ferries", True),
        (issue(STORIES[0]) + "\n\nSee {{note}}.", True),
    ],
)
def test_the_text_of_a_link_is_no_placeholder(text: str, found: bool) -> None:
    """Brackets that a link's address follows, and what a mailing service fills in as one, are none; the rest is."""
    assert ("placeholder" in codes(text)) is found


def test_a_title_without_a_line_is_said_to_have_none() -> None:
    """The complaint speaks of what a reader sees."""
    (found,) = [one for one in check_digest(issue(STORIES[0], "")) if one.code == "empty"]
    assert found.message == "There is no line beside this title."


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (issue(STORIES[0]), "1 link, 1 line: nothing to complain of"),
        (issue(*STORIES[:2]), "2 links, 2 lines: nothing to complain of"),
        ("Much was [said](https://a.example/1) of kilns and [built](https://a.example/2) in May.",
         "2 links, but no line beside or below a title: what they tell was not judged"),
    ],
)  # fmt: skip
def test_a_digest_without_faults_is_said_to_be_judged(
    digest: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was judged is told on standard error, and standard output stays empty."""
    path = tmp_path / "digest.md"
    path.write_text(digest, encoding="utf-8")
    assert cli.main(["check", str(path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"summarize: {path}: {said}\n")


def test_the_placeholders_of_what_is_no_digest_yet_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template that nobody filled in is refused, and what is to be filled in is told."""
    path = tmp_path / "digest.md"
    path.write_text("## News\n\n> TODO: a ferry\n\n## Kilns\n\n[insert text]\n\n> TBD\n", encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    printed = capsys.readouterr()
    assert [line.split(":")[1:3] for line in printed.out.splitlines()] == [
        ["3", " placeholder"],
        ["7", " placeholder"],
        ["9", " empty"],
    ]
    assert "is no digest" in printed.err
