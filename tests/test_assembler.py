"""Order: pins, then clear importance, then the editor's own order; nothing twice, nothing lost."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal
from pathlib import Path

import pytest
from digests import made_entry, made_failure, made_story

from summarizer.assembler import Outcome, assemble, in_order, same_pages
from summarizer.models import Entry, Issue, Merged, Paragraph, Sentence, Source, Story, Usage
from summarizer.taxonomy import Taxonomy

ISSUE = Issue(title="The Loop", date=dt.date(2026, 11, 20))


def pinned(entry: Entry) -> Entry:
    """Return an entry that the editor wants first."""
    return entry.model_copy(update={"source": entry.source.model_copy(update={"pinned": True})})


def test_pins_then_clear_importance_then_the_editors_order() -> None:
    """A pin beats a story of the week, that beats the rest, and the rest stay as they were handed in."""
    subjects = ("Opera", "Turbines", "Glaciers", "Beekeeping", "Harbours")
    worth = (3, 4, 5, 3, 1)
    entries = [
        made_entry(number, title=subject, one_liner=f"{subject} alone.", newsworthiness=newsworthiness)
        for number, (subject, newsworthiness) in enumerate(zip(subjects, worth, strict=True), 1)
    ]
    entries[3] = pinned(entries[3])
    for shuffled in itertools.permutations(entries):
        order = [story.lead.source.position for story in in_order(made_story(entry) for entry in shuffled)]
        assert order == [4, 3, 1, 2, 5]


def test_a_story_stands_where_its_first_entry_was_handed_in() -> None:
    """A story takes the best place of its entries, whichever of them leads."""
    first, middle, last = made_entry(1), made_entry(2), made_entry(3)
    ordered = in_order([made_story(middle), made_story(last, first)])
    assert [story.lead for story in ordered] == [last, middle]


def test_what_is_on_one_subject_stands_side_by_side() -> None:
    """A later story on a subject is drawn up to the first one; others, pins and the week's biggest keep their place."""
    subjects = (
        "Waymo robotaxi rides in Austin",
        "Copyright of songs",
        "Waymo robotaxi rides in Boston",
        "Chips from Ohio",
    )
    entries = [
        made_entry(number, title=f"{title} {number}", one_liner=f"The news is about {title}.")
        for number, title in enumerate(subjects)
    ]
    positions = [story.lead.source.position for story in in_order(made_story(entry) for entry in entries)]
    assert positions == [0, 2, 1, 3]
    important = [*entries[:2], entries[2].model_copy(update={"newsworthiness": 5}), entries[3]]
    positions = [story.lead.source.position for story in in_order(made_story(entry) for entry in important)]
    assert positions == [2, 0, 1, 3]


def test_entries_that_ended_at_one_page_are_merged_into_the_earlier() -> None:
    """Two links that lead to one page make one entry, whichever was finished first."""
    first = made_entry(1, final_url="https://news.example/a")
    second = made_entry(2, final_url="https://www.news.example/a?utm_source=x")
    for outcomes in itertools.permutations([first, second, made_entry(3)]):
        entries, failures, merged = same_pages(outcomes)
        assert [entry.url for entry in entries] == [first.url, "https://news.example/3"]
        assert merged == [Merged(source=second.source, into=first.url)]
        assert failures == []


def test_a_saved_page_is_merged_into_the_link_it_belongs_to() -> None:
    """A link of the editor's own is printed, and never the path of a file that was listed before it."""
    saved = made_entry(1, url="a.html", source=Source(given="a.html", path=Path("a.html"), position=1, pinned=True))
    linked = made_entry(3, title=saved.title, one_liner=saved.one_liner)
    for outcomes in itertools.permutations([saved, made_entry(2), linked]):
        entries, _, merged = same_pages(outcomes)
        assert [entry.url for entry in entries] == ["https://news.example/2", linked.url]
        assert entries[1].source.pinned
        assert merged == [Merged(source=saved.source, into=linked.url)]


def test_an_entry_has_the_marks_and_the_cost_of_what_was_merged_into_it() -> None:
    """A pin or a note of a later link is not lost, and what its draft cost is counted."""
    spent = Usage(requests=1, input_tokens=10, cost_usd=Decimal("0.5"))
    sources = [
        Source(given="one", position=1, note="Ann"),
        Source(given="two", position=2, pinned=True, note="Ben"),
        Source(given="three", position=3, note="Ann"),
    ]
    outcomes = [made_entry(1, source=source, usage=spent) for source in sources]
    (entry,), _, merged = same_pages(outcomes)
    assert entry.source == Source(given="one", position=1, pinned=True, note="Ann; Ben")
    assert entry.usage == Usage(requests=3, input_tokens=30, cost_usd=Decimal("1.5"))
    assert [one.source for one in merged] == sources[1:]


def test_a_line_is_not_printed_under_two_links() -> None:
    """The same title and line from two addresses are one item."""
    copies = [made_entry(number, title="One", one_liner="It is the same.") for number in (1, 2)]
    entries, _, merged = same_pages(copies)
    assert entries == [copies[0]]
    assert [one.source for one in merged] == [copies[1].source]


def test_every_outcome_is_accounted_for() -> None:
    """Sources = entries + merged + failures."""
    twin = Merged(source=Source(given="again", position=7), into="https://news.example/1")
    moved = made_entry(2, final_url="https://news.example/1")
    outcomes: list[Outcome] = [made_entry(1), moved, made_failure(9), twin, made_entry(3)]
    entries, failures, merged = same_pages(outcomes)
    digest = assemble(
        [made_story(entry) for entry in entries], failures, merged, issue=ISSUE, taxonomy=Taxonomy.default()
    )
    assert len(digest.entries) + len(digest.merged) + len(digest.failures) == len(outcomes)


def test_sections_follow_the_taxonomy_and_empty_ones_are_left_out() -> None:
    """The headings stand in the taxonomy's order, and none has nothing under it."""
    stories = [
        made_story(made_entry(number, category=name)) for number, name in enumerate(("Policy", "Tools", "Research"))
    ]
    digest = assemble(stories, [], [], issue=ISSUE, taxonomy=Taxonomy.default())
    assert [section.category for section in digest.sections] == ["Tools", "Research", "Policy"]


def test_a_top_story_is_in_no_section() -> None:
    """What is printed under Top News is not printed again, even when it was given paragraphs meanwhile."""
    top, other = made_story(made_entry(1)), made_story(made_entry(2))
    written = Story(entries=top.entries, reason="written about")
    digest = assemble([top, other], [], [], issue=ISSUE, taxonomy=Taxonomy.default(), top=[written])
    assert digest.top == (written,)
    assert digest.entries == (*top.entries, *other.entries)


def test_what_was_spent_is_added_up_over_entries_failures_and_the_rest() -> None:
    """The digest's usage is the sum of everything that was asked; an unknown price makes it unknown."""
    spent = Usage(requests=1, input_tokens=10, output_tokens=2, cost_usd=Decimal("0.01"))
    stories = [made_story(made_entry(1, usage=spent), made_entry(2, usage=spent))]
    failures = [made_failure(9, usage=spent)]
    digest = assemble(stories, failures, [], issue=ISSUE, taxonomy=Taxonomy.default(), usage=spent)
    assert digest.usage == Usage(requests=4, input_tokens=40, output_tokens=8, cost_usd=Decimal("0.04"))
    unknown = spent.model_copy(update={"cost_usd": None})
    digest = assemble(stories, failures, [], issue=ISSUE, taxonomy=Taxonomy.default(), usage=unknown)
    assert digest.usage.cost_usd is None


def section_of(*entries: Entry) -> list[Entry]:
    """Return the entries of a digest that has these in one section, as they are printed."""
    stories = [made_story(entry) for entry in entries]
    return list(assemble(stories, [], [], issue=ISSUE, taxonomy=Taxonomy.default()).entries)


def codes(entry: Entry) -> list[str]:
    """Return why an entry is for review."""
    return [review.code for review in entry.review]


@pytest.mark.parametrize(
    ("one", "other", "noticed"),
    [
        ("The model costs $5.", "The weights are free.", True),
        ("The model costs $5.", "the weights are free.", True),
        ('"The model" costs $5.', "The weights are free.", True),
        ("The model costs $5.", "There are no weights.", False),
        ("The model costs $5.", "Weights are free for the schools.", False),
    ],
)
def test_a_line_that_opens_as_the_one_above_is_for_review(one: str, other: str, noticed: bool) -> None:
    """The later one of two neighbours with the same first word is marked, the earlier one is not."""
    first, second = section_of(made_entry(1, one_liner=one), made_entry(2, one_liner=other))
    assert codes(first) == []
    assert codes(second) == (["same-opening"] if noticed else [])


def test_only_neighbours_of_one_section_are_compared() -> None:
    """The first line of a section has none above it, and one line between two is enough."""
    lines = ("The one.", "A second.", "The third.")
    entries = [made_entry(number, one_liner=line) for number, line in enumerate(lines)]
    assert [codes(entry) for entry in section_of(*entries)] == [[], [], []]
    apart = [made_entry(1, one_liner="The one."), made_entry(2, one_liner="The other.", category="Research")]
    assert [codes(entry) for entry in section_of(*apart)] == [[], []]


@pytest.mark.parametrize(
    ("line", "title", "expected"),
    [
        ("A groundbreaking chip runs the model at home for four watts.", "Tern 3 is out", ["hype"]),
        ("It costs five dollars and ships to hospitals in June.", "a chip for hospitals", ["dangling-pronoun"]),
        ("Brightseam gets $120 million from investors for a second plant in Leeds, with robots that sew shirts.",
         "Brightseam gets $120 million", ["title-echoed"]),
        ("Hospitals get the chip for five dollars from June.", "Tern 3 is out", []),
    ],
)  # fmt: skip
def test_what_taste_forbids_is_for_review(line: str, title: str, expected: list[str]) -> None:
    """Hype, the title again, and a pronoun that points to nothing are printed only where a person has been told."""
    assert codes(section_of(made_entry(1, one_liner=line, title=title))[0]) == expected


def test_the_issue_has_one_kind_of_quotation_mark() -> None:
    """Titles and headline get straight marks, wherever they stand, as lines and paragraphs have."""
    entries = [made_entry(number, title=f"‘Ask’ Tarn’s “{number}”") for number in (1, 2, 3)]
    top = made_story(*entries[:2])
    issue = ISSUE.model_copy(update={"excerpt": "Corvane’s Tarn, and more!"})
    digest = assemble([top, made_story(entries[2])], [], [], issue=issue, taxonomy=Taxonomy.default(), top=[top])
    assert [entry.title for entry in digest.entries] == [f"'Ask' Tarn's \"{number}\"" for number in (1, 2, 3)]
    assert digest.issue.excerpt == "Corvane's Tarn, and more!"


def test_letters_in_the_wrong_encoding_are_repaired() -> None:
    """What a model or a caller has read wrongly is mended wherever it is printed."""
    paragraph = Paragraph(sentences=(Sentence(text="Corvaneâ€™s chips cost $5."),))
    broken = made_entry(1, title="Corvaneâ€™s chips", one_liner="The makerâ€™s price is $5.")
    top = made_story(made_entry(2), paragraphs=(paragraph,))
    digest = assemble([top, made_story(broken)], [], [], issue=ISSUE, taxonomy=Taxonomy.default(), top=[top])
    assert digest.top[0].paragraphs[0].sentences[0].text == "Corvane's chips cost $5."
    assert (digest.entries[1].title, digest.entries[1].one_liner) == ("Corvane's chips", "The maker's price is $5.")


def test_a_line_that_stands_under_two_titles_is_for_review() -> None:
    """The later of two equal lines is marked, in whatever section; lines that differ in a figure are not equal."""
    line = "It costs 5 dollars."
    entries = [
        made_entry(1, one_liner=line),
        made_entry(2, one_liner="It costs 6 dollars.", category="Research"),
        made_entry(3, one_liner=line, category="Policy"),
    ]
    first, other, second = section_of(*entries)
    assert "same-line" not in (*codes(first), *codes(other))
    assert "same-line" in codes(second)


def test_articles_without_a_link_are_not_lost_at_the_top() -> None:
    """Entries are told apart by their place in the input: what is printed as Top News leaves all others in place."""
    entries = [made_entry(number, url="", final_url="", source=Source(given="", position=number)) for number in (1, 2)]
    stories = [made_story(entry) for entry in entries]
    digest = assemble(stories, [], [], issue=ISSUE, taxonomy=Taxonomy.default(), top=stories[:1])
    assert digest.entries == tuple(entries)
