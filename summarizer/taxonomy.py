"""The categories of a digest and what each means: one TOML file that prompt, schema, classifier and headings obey."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError, model_validator

from summarizer import prompts
from summarizer.arguments import did_you_mean
from summarizer.errors import SetupError
from summarizer.models import Noun

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that says something, without white space around it."""


class Category(Noun):
    """One heading of the digest."""

    name: Said = Field(max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")
    meaning: Said
    """What belongs under it, in words for a person and a model alike."""
    words: tuple[str, ...] = ()
    """Words that point to it; used offline for a category that the shipped weights were not trained on."""


class Taxonomy(Noun):
    """An ordered set of at least two categories, whose names differ; sections are printed in this order."""

    categories: tuple[Category, ...]
    rules: str = ""
    """How to decide between two of them where both seem right."""

    @model_validator(mode="after")
    def _can_be_chosen_from(self) -> Taxonomy:
        if len(self.categories) < 2:
            raise ValueError(f"there should be at least two categories, not {len(self.categories)}")
        folded = [_folded(name) for name in self.names]
        for name, own in zip(self.names, folded, strict=True):
            if folded.count(own) > 1:
                raise ValueError(f"category {name!r} is there twice")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """The categories' names, in order."""
        return tuple(category.name for category in self.categories)

    @classmethod
    @cache
    def default(cls) -> Taxonomy:
        """Return the shipped taxonomy: Tools, Business, Research, Concerns, Policy."""
        return cls.load(prompts.folder() / "taxonomy.toml")

    @classmethod
    def load(cls, path: Path | str) -> Taxonomy:
        """Return the taxonomy in a TOML file (`rules`, and `[[categories]]` with `name`, `meaning`, `words`).

        Raises SetupError, naming the file and what is wrong with it.
        """
        try:
            return cls.model_validate(_load_toml(Path(path)))
        except ValidationError as error:
            raise SetupError(f"taxonomy {path}: {'; '.join(_faults(error))}") from error


def _folded(name: str) -> str:
    """Return what two names share that a reader takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _faults(error: ValidationError) -> Iterator[str]:
    """Yield what is wrong and where."""
    for fault in error.errors():
        place = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden":
            known = Taxonomy.model_fields if len(fault["loc"]) == 1 else Category.model_fields
            yield f"there is no key {place!r}{did_you_mean(str(fault['loc'][-1]), known)}"
        else:
            message = fault["msg"].removeprefix("Value error, ")
            yield f"{place}: {message}" if place else message


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"taxonomy {path} is not valid TOML: {error}") from error
    except (OSError, ValueError) as error:  # the second for a null character in the path
        raise SetupError(f"taxonomy {path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
