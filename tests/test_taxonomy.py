"""The categories: what may be a taxonomy, and what is said of a file that holds none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from summarizer.errors import SetupError
from summarizer.taxonomy import Category, Taxonomy

NEWS = '[[categories]]\nname = "News"\nmeaning = "What is new."\n'


@pytest.mark.parametrize(
    "names",
    [
        ("Tools", "Tools"),
        ("Tools", "tools"),
        ("Tools", "Tools "),
        ("Tools", "\u2003tools\t"),
        ("Caf\u00e9", "Cafe\u0301"),
        ("STRASSE", "straße"),
    ],
)
def test_names_that_a_reader_takes_for_one_are_refused(names: tuple[str, str]) -> None:
    """Two headings of one digest differ in more than case, spaces around them and how an accent is stored."""
    with pytest.raises(ValidationError, match="is there twice"):
        Taxonomy(categories=tuple(Category(name=name, meaning="m") for name in names))


def test_names_that_differ_pass() -> None:
    """An accent or a word is a difference, and white space around a name is no part of it."""
    names = ("Cafe", " Caf\u00e9 ", "Caf\u00e9 News")
    taxonomy = Taxonomy(categories=tuple(Category(name=name, meaning=" m ") for name in names))
    assert taxonomy.names == ("Cafe", "Caf\u00e9", "Caf\u00e9 News")


@pytest.mark.parametrize(
    ("name", "meaning"), [("", "m"), (" ", "m"), ("\u2003", "m"), ("a", ""), ("a", " "), ("a\nb", "m")]
)
def test_a_category_says_something(name: str, meaning: str) -> None:
    """A name or meaning of nothing but white space is none, and a name is one line."""
    with pytest.raises(ValidationError):
        Category(name=name, meaning=meaning)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["categories: Field required"]),
        (NEWS, ["there should be at least two categories, not 1"]),
        (f'{NEWS}[[categories]]\nname = "Other"\n', ["categories.1.meaning: Field required"]),
        (f"rule = 'x'\n{NEWS}{NEWS}", ["there is no key 'rule'; did you mean 'rules'?"]),
        (f"{NEWS}meening = 'x'\n{NEWS}", ["there is no key 'categories.0.meening'; did you mean 'meaning'?"]),
        (f"{NEWS}{NEWS}", ["category 'News' is there twice"]),
        ("categories =", ["is not valid TOML: "]),
    ],
)
def test_faults_of_a_file_are_named(tmp_path: Path, text: str, said: list[str]) -> None:
    """Each fault with its place, and none that is not there."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        Taxonomy.load(path)
    assert str(caught.value).startswith(f"taxonomy {path}")
    assert [fault for fault in said if fault not in str(caught.value)] == []
    assert str(caught.value).count(";") == str(said).count(";")


@pytest.mark.parametrize("name", ["gone.toml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    """Whatever its path holds."""
    with pytest.raises(SetupError, match="cannot be read: "):
        Taxonomy.load(name)
