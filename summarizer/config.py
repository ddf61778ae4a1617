"""Settings: flags over environment over file over defaults, checked once."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, ClassVar, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, ValidationInfo, field_validator

from summarizer.arguments import A_LANGUAGE, LANGUAGES, Effort, WhenUnsupported, nearest
from summarizer.errors import SetupError

ENVIRONMENT_PREFIX = "SUMMARIZER_"
PROJECT_FILE = "summarizer.toml"
KEY_VARIABLE = "OPENAI_API_KEY"
"""Where a key comes from: no file, flag or variable of ours ever holds one."""

FLAGS = "command line"
"""The place of settings that are given with a run."""

FrontMatterValue = str | int | bool | list[str]


class Newsletter(BaseModel):
    """What only this newsletter says: its name, its furniture. `{number}`, `{date}` and `{ordinal}` are filled in."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    title: str = "Digest of {date}"
    number: Annotated[int, Field(ge=1)] | None = None
    """Of the issue; printed wherever `{number}` stands, and as `{ordinal}` in words."""
    date: dt.date | None = None
    """Of the issue; today if not given."""
    permalink: str | None = None
    """Such as `/digests/the-{ordinal}`."""
    footer: str = ""
    """Markdown printed at the end of the draft."""
    past_issues: Path | None = None
    """Folder of earlier issues in Markdown: they say which number is next, and which permalinks and links are used."""
    image_path: str | None = None
    """What the draft has before the names of downloaded images, such as `/assets/digests/{number}`; by default their
    folder, seen from the draft's."""
    emoji: str = ""
    """Printed after the headline, such as `🚀🤖`."""
    front_matter: dict[str, FrontMatterValue] = {}
    """Further keys of the draft's front matter, as they are."""

    @field_validator("date", mode="before")
    @classmethod
    def _date_is_a_day(cls, day: object) -> object:
        if isinstance(day, str | int | float) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(day)):
            raise ValueError(f"{str(day)!r} is not a day; write YYYY-MM-DD, such as 2026-11-30")
        return day


class Settings(BaseModel):
    """Everything that can be set."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    base_url: str | None = None
    """Of an OpenAI-compatible server."""
    model: str | None = None
    """`openai/NAME`, or `offline` for no model at all; by default `openai/gpt-6-luna`, or offline without a key. With
    `base_url`, any name that the server knows."""
    effort: Effort = "low"
    """How long a reasoning model may think."""
    max_cost: Annotated[Decimal, Field(gt=0)] | None = None
    """US dollars that a run may spend on a model, to within the questions under way; needs a model of known price."""
    language: str = "en"
    """Of the digest, as an ISO 639-1 code."""
    concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    """Pages fetched at once, and model calls made at once."""
    per_host: Annotated[int, Field(ge=1, le=16)] = 2
    """Pages fetched at once from one host."""
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30
    """For one page, in total."""
    delay_seconds: Annotated[float, Field(ge=0, le=60)] = 0
    """Between two requests to one host, for two minutes at most; its robots.txt may ask for up to 10."""
    ignore_robots: bool = False
    """Fetch also what a site's robots.txt asks programs not to fetch."""
    user_agent: Annotated[str, Field(min_length=1, max_length=300, pattern="^[ -~]+$")] | None = None
    """What sites are told of who asks; name yourself, and an address at which you can be reached."""
    run_megabytes: Annotated[int, Field(ge=1)] = 1_000
    """What all pages of a run together may take."""
    run_requests: Annotated[int, Field(ge=1)] = 10_000
    """How many requests for pages a run may make, redirects among them."""
    pages: Path | None = None
    """Folder of pages that were saved by hand; each is used in place of fetching its link."""
    allow_private: tuple[str, ...] = ()
    """`HOST` or `HOST:PORT` on a private network that may be fetched from."""
    taxonomy: Path | None = None
    """TOML file with the categories."""
    template: Path | None = None
    """Jinja template of the draft."""
    images: Path | None = None
    """Folder for copies of the images that the draft prints; without one, it links to where they are."""
    output: tuple[Path, ...] = ()
    """Files to write, by suffix: `.md` the draft, `.json` the full record."""
    top: Annotated[int, Field(ge=0, le=50)] | None = None
    """Stories printed as Top News; by default four, fewer in a short issue."""
    paragraphs: Annotated[int, Field(ge=1, le=3)] = 1
    """Of each story in Top News."""
    when_unsupported: WhenUnsupported = "keep"
    """What becomes of a line that its article does not bear out."""
    show_evidence: bool = False
    """Print each line's quote under it."""
    strict: bool = False
    """Exit with 3 if any source failed or any entry is for review."""
    cache: bool = True
    """Remember what was paid for, and pages that need not be fetched again."""
    cache_dir: Path | None = None
    """Where; by default the user's cache folder."""
    newsletter: Newsletter = Newsletter()
    _base_url_found_in: str = PrivateAttr("")

    @property
    def base_url_found_in(self) -> str:
        """The file that names `base_url`, if nobody named that file: whoever wrote it may not be whose key is set."""
        return self._base_url_found_in

    @field_validator("base_url")
    @classmethod
    def _base_url_holds_no_secret(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not an http(s) address such as http://localhost:11434/v1")
        if "@" in parts.netloc or parts.query:
            raise ValueError(f"leave out what stands before an @ or after a ?; a key is read from {KEY_VARIABLE} alone")
        return url

    @field_validator("model")
    @classmethod
    def _model_is_known(cls, model: str | None, others: ValidationInfo) -> str | None:
        if model is None or model == "offline" or (model.startswith("openai/") and len(model) > len("openai/")):
            return model
        if nearest(model.lower(), ["offline"], alike=0.8):
            raise ValueError(f"{model!r} is not a model; did you mean 'offline'?")
        if model and others.data.get("base_url"):
            return model
        meant = "openai/NAME" if "/" in model or not model else f"openai/{model}"
        raise ValueError(f"{model!r} is not a model; write {meant}, or offline, or give its server's base_url")

    @field_validator("language")
    @classmethod
    def _language_is_known(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise ValueError(f"{language!r} is not {A_LANGUAGE}")
        return language

    @field_validator("output")
    @classmethod
    def _output_has_a_known_suffix(cls, output: tuple[Path, ...]) -> tuple[Path, ...]:
        for path in output:
            if path.suffix.lower() not in (".md", ".json"):
                raise ValueError(f"{str(path)!r} ends in neither .md (the draft) nor .json (the record)")
        return output


def load_settings(
    flags: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    recorded: Mapping[str, Any] | None = None,
    config: Path | None = None,
    folder: Path | None = None,
    named: Callable[[str], str] | None = None,
) -> Settings:
    """Return the settings of a run: `flags` over `environment` over files over defaults.

    Those `recorded` in a cassette, None among them, stand between flags and environment.
    `config` is a file named by the user; without one, `summarizer.toml` or `[tool.summarizer]` of `pyproject.toml` is
    looked for in `folder` (default: the current one) and its parents, and beneath it the user's own file in the XDG
    configuration folder. Flags are keyed as in a file, with None for what was not given; `named` tells what whoever
    gave one calls it. Raises SetupError, which names the place and the nearest right key.
    """
    merged: dict[str, Any] = {}
    places: dict[str, str] = {}
    layers = [
        *((str(path), _from_file(path)) for path in settings_files(config, folder)),
        ("environment", dict(_from_environment(environment))),
        ("cassette", dict(recorded or {})),
        (FLAGS, _without_none(flags)),
    ]
    for place, values in layers:
        _refuse_unknown(values, place)
        for key, value in _flat(values):
            places[key] = place
            _put(merged, key, value)
    try:
        settings = Settings.model_validate(merged)
    except ValidationError as error:
        raise SetupError(_explained(error, places, named)) from error
    place = places.get("base_url", "")
    if config is None and place == str(_project_file(folder or Path.cwd())):
        settings._base_url_found_in = place
    return settings


def settings_files(config: Path | None = None, folder: Path | None = None) -> list[Path]:
    """Return every file that `load_settings` reads, weakest first. Raises SetupError for one that is no TOML."""
    found = [config] if config else [_user_file(), _project_file(folder or Path.cwd())]
    return [path for path in found if path is not None]


def _user_file() -> Path | None:
    from platformdirs import user_config_path

    path = user_config_path("digest-summarizer") / PROJECT_FILE
    return path if path.is_file() else None


def _project_file(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (place / PROJECT_FILE).is_file():
            return place / PROJECT_FILE
        project = place / "pyproject.toml"
        if project.is_file() and _tool_table(project) is not None:
            return project
    return None


def _from_file(path: Path) -> dict[str, Any]:
    values = (_tool_table(path) or {}) if path.name == "pyproject.toml" else _parsed(path)
    _resolve(values, ("taxonomy", "template", "images", "pages", "cache_dir"), path.parent)
    if isinstance(values.get("newsletter"), dict):
        _resolve(values["newsletter"], ("past_issues",), path.parent)
    return values


def _tool_table(project: Path) -> dict[str, Any] | None:
    """Return `[tool.summarizer]` of a pyproject.toml; None where there is none."""
    tools = _parsed(project).get("tool")
    table = tools.get("summarizer") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SetupError(f"{project}: tool.summarizer: should be a table of settings")
    return table


def _resolve(values: dict[str, Any], keys: Sequence[str], folder: Path) -> None:
    """Read the paths under `keys` from the folder of the file that names them."""
    for key in keys:
        if isinstance(values.get(key), str):
            values[key] = folder / Path(values[key]).expanduser()


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SetupError(f"configuration {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"configuration {path} is not valid TOML: {error}") from error


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield settings named SUMMARIZER_KEY, or SUMMARIZER_NEWSLETTER_KEY; OPENAI_BASE_URL counts as the weakest.

    A variable that is empty counts as not set.
    """
    if environment.get("OPENAI_BASE_URL") and not environment.get(f"{ENVIRONMENT_PREFIX}BASE_URL"):
        yield "base_url", environment["OPENAI_BASE_URL"]
    newsletter = {}
    others = {}
    for name, value in environment.items():
        if not name.startswith(ENVIRONMENT_PREFIX) or not value:
            continue
        key = name.removeprefix(ENVIRONMENT_PREFIX).lower()
        if key.startswith("newsletter_"):
            newsletter[key.removeprefix("newsletter_")] = value
        else:
            others[key] = _listed(key, value)
    if newsletter:
        yield "newsletter", newsletter
    yield from others.items()  # the last of one name counts, so that SUMMARIZER_NEWSLETTER is refused, not passed over


def _listed(key: str, value: str) -> str | list[str]:
    """Return a value of the environment, parted at commas where the setting is a list."""
    field = Settings.model_fields.get(key)
    is_list = field is not None and get_origin(field.annotation) is tuple and Ellipsis in get_args(field.annotation)
    return [one.strip() for one in value.split(",") if one.strip()] if is_list else value


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: _without_none(value) if isinstance(value, Mapping) else value for key, value in values.items()}
    return {key: value for key, value in kept.items() if value is not None and value != {}}


def _refuse_unknown(values: Mapping[str, Any], place: str) -> None:
    _refuse_unknown_in(values, Settings, place, "")
    newsletter = values.get("newsletter")
    if isinstance(newsletter, Mapping):
        _refuse_unknown_in(newsletter, Newsletter, place, "newsletter.")


def _refuse_unknown_in(values: Mapping[str, Any], model: type[BaseModel], place: str, prefix: str) -> None:
    for key in values:
        if key not in model.model_fields:
            raise SetupError(f"{place}: there is no setting {prefix + key!r}; {_nearest(key, model)}")


def _nearest(key: str, model: type[BaseModel]) -> str:
    if key.lower().endswith(("key", "token", "secret")):
        return f"a key is read from {KEY_VARIABLE} in the environment, and from nowhere else"
    places = {name: name for name in Settings.model_fields}
    places |= {name: f"newsletter.{name}" for name in Newsletter.model_fields}
    near = nearest(key, places)
    return f"did you mean {places[near]!r}?" if near else f"known are {', '.join(model.model_fields)}"


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if key == "newsletter" and isinstance(value, Mapping):
            yield from ((f"newsletter.{inner}", one) for inner, one in value.items())
        else:
            yield key, value


def _put(merged: dict[str, Any], key: str, value: Any) -> None:
    outer, _, inner = key.partition(".")
    if not inner:
        merged[outer] = value
    elif isinstance(merged.setdefault(outer, {}), dict):  # what is no table stays, and is refused with its place
        merged[outer][inner] = value


def _explained(error: ValidationError, places: Mapping[str, str], named: Callable[[str], str] | None) -> str:
    """Return what is wrong, a line a setting, each with its place and name, or as whoever gave a flag calls it."""
    faults: dict[str, None] = {}
    for one in error.errors():
        key = ".".join(str(part) for part in one["loc"][: 2 if one["loc"][0] == "newsletter" else 1])
        place = places.get(key, "settings")
        where = named(key) if named and place == FLAGS else f"{place}: {key}"
        message = one["msg"].removeprefix("Value error, ")
        if key == "newsletter.front_matter" and len(one["loc"]) > 2:  # one error for each kind that a value may be of
            where, message = (
                f"{where}.{one['loc'][2]}",
                "should be text, a whole number, true or false, or a list of texts",
            )
        faults[f"{where}: {message}"] = None
    return "\n".join(faults)
