"""The categories of a digest and what each means: one TOML file that prompt, schema, classifier and headings obey."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from summarizer import prompts
from summarizer.errors import SetupError
from summarizer.models import Noun


class Category(Noun):
    """One heading of the digest."""

    name: str = Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")
    meaning: str = Field(min_length=1)
    """What belongs under it, in words for a person and a model alike."""
    words: tuple[str, ...] = ()
    """Words that point to it; used offline for a category that the shipped weights were not trained on."""


class Taxonomy(Noun):
    """An ordered set of categories; sections are printed in this order."""

    categories: tuple[Category, ...] = Field(min_length=2)
    rules: str = ""
    """How to decide between two of them where both seem right."""

    @model_validator(mode="after")
    def _names_differ(self) -> Taxonomy:
        folded = [name.casefold() for name in self.names]
        for name in self.names:
            if folded.count(name.casefold()) > 1:
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
            faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
            raise SetupError(f"taxonomy {path}: {faults}") from error


def _load_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"taxonomy {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"taxonomy {path} is not valid TOML: {error}") from error
