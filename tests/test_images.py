"""The images of a draft: which it prints, what becomes of them when they are downloaded, and what leaves no trace."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Ran
from digests import made_digest, made_entry, made_story
from drawings import DRAWINGS, png
from loopback import Loopback, Reply
from newsroom import ITEMS, Newsroom
from sampling import sampled

from summarizer.errors import SetupError
from summarizer.images import Missing, download_images, file_name, with_header_image
from summarizer.models import Digest, Section
from summarizer.rendering.draft import render
from summarizer.style import check_digest
from summarizer.web import Fetcher

Run = Callable[..., Ran]
GOOD = png(200, 150)
OTHER = png(200, 150, shade=9)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve two good images on loopback, and what a test adds to them."""
    with Loopback(pages={"/a.png": Reply(GOOD, type="image/png"), "/b.png": Reply(OTHER, type="image/png")}) as running:
        yield running


def section(*images: str | None, category: str = "Tools") -> Section:
    """Return a section of one story for each image, titled `Story NUMBER`."""
    entries = (made_entry(number, image=image, title=f"Story {number}") for number, image in enumerate(images, 1))
    return Section(category=category, stories=tuple(map(made_story, entries)))


def printed(digest: Digest) -> list[str]:
    """Return the images in the draft of `digest`, which is checked as every draft is."""
    return re.findall(r"^!\[\]\((.*)\)$", render(digest), re.MULTILINE)


async def downloaded(
    server: Loopback, digest: Digest, folder: Path, *, path: str | None = None, max_bytes: int = 100_000
) -> tuple[Digest, tuple[Missing, ...]]:
    """Return what downloading from the loopback server gives."""
    allowed = [f"127.0.0.1:{server.port}"]
    async with Fetcher(allow_private=allowed, timeout_seconds=5, max_bytes=max_bytes) as fetcher:
        return await download_images(digest, folder, fetcher, path=path)


def files(folder: Path) -> list[str]:
    """Return the names of everything in a folder, hidden files included."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# --- The issue's own image --------------------------------------------------------------------------------------


def test_the_header_has_the_first_image_of_top_news() -> None:
    """Entries and stories without an image are passed over, and Top News comes before the sections."""
    top = (
        made_story(made_entry(1)),
        made_story(made_entry(2), made_entry(3, image="https://news.example/3.png"), made_entry(4, image="x")),
    )
    digest = made_digest(top=top, sections=(section("https://news.example/9.png"),))
    assert with_header_image(digest).issue.image == "https://news.example/3.png"


def test_without_top_news_the_header_has_the_first_image_printed() -> None:
    """The image of a section is better than none, and it is one that the draft prints."""
    digest = made_digest(sections=(section(None), section(None, "https://news.example/2.png")))
    assert with_header_image(digest).issue.image == "https://news.example/2.png"


def test_an_image_of_the_issues_own_stays() -> None:
    """What an issue has already is not replaced, and what has no image gets none."""
    digest = made_digest(sections=(section("https://news.example/1.png"),))
    own = digest.model_copy(update={"issue": digest.issue.model_copy(update={"image": "img/own.png"})})
    assert with_header_image(own) == own
    bare = made_digest(sections=(section(None),))
    assert with_header_image(bare) == bare


# --- Copies -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "kind"), sampled(itertools.product(("", "text/html", "application/octet-stream"), DRAWINGS))
)
async def test_an_image_of_each_kind_is_copied(server: Loopback, tmp_path: Path, kind: str, declared: str) -> None:
    """The copy has the bytes that were sent, and the suffix that its bytes ask for, whatever the server calls it."""
    suffix, body = DRAWINGS[kind]
    server.pages["/photo.php?id=7&w=1200"] = Reply(body, type=declared)
    digest = made_digest(sections=(section(server.url("/photo.php?id=7&w=1200")),))
    copied, missing = await downloaded(server, digest, tmp_path / "images")
    (name,) = files(tmp_path / "images")
    assert re.fullmatch(r"story-1-[0-9a-f]{8}" + re.escape(suffix), name)
    assert (tmp_path / "images" / name).read_bytes() == body
    assert printed(copied) == [f"images/{name}"]
    assert missing == ()


async def test_a_redirect_is_followed_to_the_image(server: Loopback, tmp_path: Path) -> None:
    """An image behind a redirect is as good as any."""
    server.pages["/moved"] = Reply(status=302, headers=[("Location", "/a.png")])
    copied, _ = await downloaded(server, made_digest(sections=(section(server.url("/moved")),)), tmp_path)
    assert (tmp_path / Path(printed(copied)[0]).name).read_bytes() == GOOD


REFUSED: dict[str, tuple[str, Reply]] = {
    "a tracking pixel": ("1 x 1 pixels", Reply(png(1, 1), type="image/png")),
    "an icon": ("64 x 64 pixels", Reply(png(64, 64), type="image/png")),
    "a flat logo": ("600 x 60 pixels", Reply(png(600, 60), type="image/png")),
    "a monster": ("10,001 x 100 pixels", Reply(png(10_001, 100), type="image/png")),
    "HTML called an image": ("not a PNG", Reply(b"<!doctype html><p>Gone", type="image/png")),
    "a vector drawing": ("not a PNG", Reply(b"<svg width='400' height='300'/>", type="image/svg+xml")),
    "nothing": ("not a PNG", Reply(b"", type="image/png")),
    "an image cut off in its header": ("not a PNG", Reply(GOOD[:20], type="image/png")),
    "an image cut off on the way": ("broke off", Reply(GOOD, cut=40, type="image/png")),
    "an image of too many bytes": ("larger than", Reply(GOOD + bytes(100_000), type="image/png")),
    "an endless image": ("larger than", Reply(GOOD, endless=True, type="image/png")),
    "a page that is gone": ("404", Reply(GOOD, status=404, type="image/png")),
    "a server that fails": ("503", Reply(status=503)),
    "a redirect inside": ("not public", Reply(status=302, headers=[("Location", "http://127.0.0.2/a.png")])),
    "a redirect to a file": ("http or https", Reply(status=302, headers=[("Location", "file:///etc/hostname")])),
}


@pytest.mark.parametrize(("reason", "reply"), REFUSED.values(), ids=REFUSED.keys())
async def test_an_image_that_cannot_be_had_leaves_no_trace(
    server: Loopback, tmp_path: Path, reason: str, reply: Reply
) -> None:
    """Nothing of it is in the draft, the record or the folder; what it was and why it is not there is told."""
    server.pages["/x.png"] = reply
    url = server.url("/x.png")
    digest = with_header_image(made_digest(sections=(section(url),)))
    copied, (missing,) = await downloaded(server, digest, tmp_path / "images")
    assert url not in render(copied)
    assert "image" not in render(copied)
    assert [entry.image for entry in copied.entries] == [None]
    assert files(tmp_path / "images") == []
    assert (missing.title, missing.url) == ("Story 1", url)
    assert reason in missing.reason


@pytest.mark.parametrize("address", ["http://[::1", "http://", "https://user:word@127.0.0.1/a.png", "http://a b/"])
async def test_an_address_that_is_none_is_a_missing_image(server: Loopback, tmp_path: Path, address: str) -> None:
    """An edited record cannot break the download."""
    copied, (missing,) = await downloaded(server, made_digest(sections=(section(address),)), tmp_path)
    assert (missing.url, [entry.image for entry in copied.entries]) == (address, [None])


async def test_the_next_image_takes_the_place_of_one_that_cannot_be_had(server: Loopback, tmp_path: Path) -> None:
    """A section tries its stories and a top story its entries in turn, the header what the draft then begins with."""
    gone, good, other = server.url("/gone.png"), server.url("/a.png"), server.url("/b.png")
    story = made_story(*(made_entry(n, image=url, title=f"Top {n}") for n, url in enumerate([gone, good, other], 11)))
    digest = with_header_image(made_digest(top=(story,), sections=(section(None, gone, other, good),)))
    copied, missing = await downloaded(server, digest, tmp_path)
    names = [Path(link).name for link in printed(copied)]
    assert [(tmp_path / name).read_bytes() for name in names] == [GOOD, OTHER]
    assert names[0].startswith("top-12-")
    assert digest.issue.image == gone
    assert copied.issue.image == printed(copied)[0]
    assert [(one.title, one.url) for one in missing] == [("Top 11", gone)]
    assert gone not in render(copied)


async def test_only_what_is_printed_is_fetched_and_once(server: Loopback, tmp_path: Path) -> None:
    """The first image of each place is asked for, one request for each address; the rest stay where they are."""
    good, other, third = server.url("/a.png"), server.url("/b.png"), server.url("/c.png")
    story = made_story(made_entry(11, image=good), made_entry(12, image=third))
    sections = (section(good, third), section(other, third, category="Business"))
    digest = with_header_image(made_digest(top=(story,), sections=sections))
    copied, _ = await downloaded(server, digest, tmp_path)
    assert sorted(server.paths) == ["/a.png", "/b.png"]
    assert [entry.image for entry in copied.entries if entry.image and entry.image.startswith("http")] == [third] * 3


async def test_the_same_image_is_one_file(server: Loopback, tmp_path: Path) -> None:
    """Two entries with one address, and two addresses with the same bytes, share a copy named after the first."""
    server.pages["/cdn/a.png?width=600"] = Reply(GOOD)
    good, again = server.url("/a.png"), server.url("/cdn/a.png?width=600")
    sections = (section(None, good), section(good, category="Business"), section(again, category="Policy"))
    copied, _ = await downloaded(server, made_digest(sections=sections), tmp_path)
    (name,) = files(tmp_path)
    assert name.startswith("story-2-")
    assert {Path(link).name for link in printed(copied)} == {name}
    assert len(printed(copied)) == 3


async def test_names_do_not_depend_on_which_image_comes_first(server: Loopback, tmp_path: Path) -> None:
    """The same digest gives the same files and the same draft, however long each image takes."""
    sections = (section(None, server.url("/x.png")), section(server.url("/y.png"), category="Business"))
    digest, drafts = made_digest(sections=sections), []
    for first, second in ((0.0, 0.2), (0.2, 0.0)):
        server.pages |= {"/x.png": Reply(GOOD, pause=first), "/y.png": Reply(GOOD, pause=second)}
        drafts.append(render((await downloaded(server, digest, tmp_path))[0]))
    assert drafts[0] == drafts[1]
    assert len(files(tmp_path)) == 1


async def test_a_second_download_changes_nothing(server: Loopback, tmp_path: Path) -> None:
    """Copies are not asked for again, and the same images come to the same files."""
    digest = with_header_image(made_digest(sections=(section(server.url("/a.png"), server.url("/b.png")),)))
    copied, _ = await downloaded(server, digest, tmp_path)
    before, asked = files(tmp_path), len(server.seen)
    assert await downloaded(server, copied, tmp_path) == (copied, ())
    assert len(server.seen) == asked
    assert (await downloaded(server, digest, tmp_path))[0] == copied
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("path", "before"),
    [
        (None, "pictures/"),
        ("", ""),
        (".", ""),
        ("/", "/"),
        ("/assets/img", "/assets/img/"),
        ("../img/", "../img/"),
        ("https://cdn.example/12", "https://cdn.example/12/"),
    ],
)
async def test_the_path_that_is_printed(server: Loopback, tmp_path: Path, path: str | None, before: str) -> None:
    """What stands before a copy's name is what was asked for, else the folder's name; the draft's check takes it."""
    digest = made_digest(sections=(section(server.url("/a.png")),))
    copied, _ = await downloaded(server, digest, tmp_path / "pictures", path=path)
    (name,) = files(tmp_path / "pictures")
    assert printed(copied) == [before + name]


async def test_the_drafts_check_takes_the_copies_and_nothing_else(server: Loopback, tmp_path: Path) -> None:
    """A local file that is no copy of the digest's is refused as any foreign link is."""
    digest = with_header_image(made_digest(sections=(section(server.url("/a.png")),)))
    copied, _ = await downloaded(server, digest, tmp_path / "images")
    draft = render(copied)
    assert f'image: "{copied.issue.image}"' in draft
    assert not [finding for finding in check_digest(draft) if finding.code.startswith("image")]
    template = tmp_path / "own.md.j2"
    for other in ("images/other.png", "../images/x.png", server.url("/a.png")):
        template.write_text("![]({{ '" + other + "' | url }})", encoding="utf-8")
        with pytest.raises(SetupError, match="the draft links to"):
            render(copied, template)


# --- Names ------------------------------------------------------------------------------------------------------

RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Harbour pilots test a tide forecaster", "harbour-pilots-test-a-tide-forecaster"),
        ("../../x", "x"),
        ("..\\..\\x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("C:\\windows", "c-windows"),
        ("con", "con"),
        ("NUL.", "nul"),
        ("com1.png", "com1-png"),
        ("a?b=c&d#e%2e", "a-b-c-d-e-2e"),
        ("Größe: 5,6 Mio. €", "groe-5-6-mio"),
        ("ﬁle ①", "file-1"),
        ("\u202egnp.exe\0\n", "gnp-exe"),
        ("🚀🤖", "image"),
        ("日本語の見出し", "image"),
        ("", "image"),
        (".", "image"),
        ("-rf --", "rf"),
        ("word " * 60, "word-" * 11 + "word"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_name_is_one_that_every_file_system_takes(title: str, slug: str) -> None:
    """Whatever the title, the name is plain, short, in the folder, and no device of Windows."""
    name = file_name(title, GOOD)
    assert re.fullmatch(re.escape(slug) + r"-[0-9a-f]{8}\.png", name)
    assert len(name) < 80
    assert not RESERVED.fullmatch(name)


async def test_a_hostile_title_stays_in_the_folder(server: Loopback, tmp_path: Path) -> None:
    """A title that is a path leads nowhere, and the draft links to what was written."""
    story = made_story(made_entry(1, image=server.url("/a.png"), title="../../x](http://evil.example)"))
    copied, _ = await downloaded(server, made_digest(story), tmp_path / "deep" / "images")
    (name,) = files(tmp_path / "deep" / "images")
    assert files(tmp_path) == ["deep"]
    assert printed(copied) == [f"images/{name}"]


async def test_a_copy_that_cannot_be_written_stops_the_run(server: Loopback, tmp_path: Path) -> None:
    """Where the folder is a file, the error names the copy and what is in the way."""
    (tmp_path / "images").write_text("a file", encoding="utf-8")
    digest = made_digest(sections=(section(server.url("/a.png")),))
    with pytest.raises(SetupError, match=r"image .*story-1-\w+\.png cannot be written: "):
        await downloaded(server, digest, tmp_path / "images")


# --- Whole runs -------------------------------------------------------------------------------------------------


@pytest.fixture
def illustrated(room: Newsroom) -> Newsroom:
    """Return the newsroom with an image on three of its pages, one of which is not there."""
    for name, image in (("harbour", "gone.jpg"), ("bakery", "robot.jpg?w=1200"), ("reader", "pupils.png")):
        tag = f'<meta property="og:image" content="{room.sites.url(f"/photos/{image}")}"></head>'
        room.sites.pages[f"/{name}"] = Reply(ITEMS[name].html.replace(b"</head>", tag.encode()))
    room.sites.pages["/photos/robot.jpg?w=1200"] = Reply(DRAWINGS["JPEG"][1], type="image/jpeg")
    room.sites.pages["/photos/pupils.png"] = Reply(GOOD, type="image/png")
    return room


def photos(room: Newsroom) -> list[str]:
    """Return the images that were asked for, by path."""
    return sorted(path for path in room.sites.paths if path.startswith("/photos/"))


def test_by_default_no_image_is_fetched(illustrated: Newsroom, run: Run) -> None:
    """The draft links to images where they are, the header to the first of them, and nobody asks for one."""
    ran = run(*illustrated.links(), *illustrated.fetching, "--model", "offline", "--top", "0")
    gone = illustrated.sites.url("/photos/gone.jpg")
    assert ran.code == 0
    assert f'\nimage: "{gone}"\n' in ran.out
    assert f"![]({gone})" in ran.out
    assert photos(illustrated) == []


def test_a_run_downloads_what_its_draft_prints(illustrated: Newsroom, run: Run, tmp_path: Path) -> None:
    """Draft and record link the copies, seen from the draft's folder; what could not be had is told when asked for."""
    flags = [*illustrated.fetching, "--model", "offline", "--top", "0", "-v", "--images", "site/img"]
    ran = run(*illustrated.links(), *flags, "-o", "drafts/digest.md", "-o", "digest.json")
    assert ran.code == 0
    draft = (tmp_path / "drafts/digest.md").read_text(encoding="utf-8")
    links = re.findall(r"!\[\]\((.*)\)", draft)
    assert [re.sub(r"-[0-9a-f]{8}\.", ".", link) for link in links] == [
        "../site/img/corlane-raises-36-million-for-bakery-robots.jpg",
        "../site/img/reading-scores-rise-when-pupils-argue-with-a-tutor.png",
    ]
    assert all((tmp_path / "drafts" / link).is_file() for link in links)
    assert f'\nimage: "{links[0]}"\n' in draft
    assert "/photos/" not in draft
    record = json.loads((tmp_path / "digest.json").read_text(encoding="utf-8"))
    assert record["issue"]["image"] == links[0]
    assert "no image for Harbour pilots test a tide forecaster: " in ran.err
    assert "the server answered 404" in ran.err
    assert run("render", "digest.json", "-o", "again/digest.md").code == 0


def test_what_could_not_be_had_is_not_told_unasked(illustrated: Newsroom, run: Run) -> None:
    """Without -v, standard error does not speak of images."""
    ran = run(*illustrated.links(), *illustrated.fetching, "--model", "offline", "--images", "img")
    assert ran.code == 0
    assert "image" not in ran.err


def test_the_configuration_says_what_stands_before_a_copys_name(
    illustrated: Newsroom, run: Run, tmp_path: Path
) -> None:
    """`newsletter.image_path` may hold the next issue's number; `images` is beside the file that says it."""
    (tmp_path / "letter/past").mkdir(parents=True)
    (tmp_path / "letter/past/a.md").write_text("---\nnumber: 11\n---\n", encoding="utf-8")
    lines = ['images = "img"', "[newsletter]", 'past_issues = "past"', 'image_path = "/assets/{number}/"']
    (tmp_path / "letter/own.toml").write_text("\n".join(lines), encoding="utf-8")
    flags = [*illustrated.fetching, "--model", "offline", "--top", "0", "--config", "letter/own.toml"]
    ran = run(*illustrated.links("reader"), *flags)
    (name,) = files(tmp_path / "letter/img")
    assert f"![](/assets/12/{name})" in ran.out


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_asked(
    illustrated: Newsroom, run: Run, tmp_path: Path
) -> None:
    """A file in the folder's place ends the run as wrong use, with the reason, and nothing has been fetched."""
    (tmp_path / "img").write_text("a file", encoding="utf-8")
    ran = run(*illustrated.links(), *illustrated.flags, "--images", "img")
    assert ran.code == 2
    assert re.search(r"images cannot be written to img: \w+", ran.err)
    assert illustrated.sites.seen == []


def test_an_image_path_without_its_number_is_told_before_anything_is_asked(
    illustrated: Newsroom, run: Run, tmp_path: Path
) -> None:
    """A pattern that wants a number needs one."""
    (tmp_path / "summarizer.toml").write_text('newsletter.image_path = "/img/{number}"', encoding="utf-8")
    ran = run(*illustrated.links(), *illustrated.flags, "--images", "img")
    assert ran.code == 2
    assert "newsletter.image_path has {number}" in ran.err
    assert illustrated.sites.seen == []


@pytest.mark.load
def test_a_recorded_download_replays_without_the_network(illustrated: Newsroom, run: Run, tmp_path: Path) -> None:
    """A cassette holds the images too, bytes and failures; whoever replays it gets the same files, or the links."""
    flags = [*illustrated.links(), "--model", "offline", "--top", "0"]
    live = run(*flags, *illustrated.fetching, "--images", "one/img", "--record", "run.yaml", "-o", "one/digest.md")
    assert live.code == 0
    asked = len(illustrated.sites.seen)
    again = run(*flags, "--images", "two/img", "--replay", "run.yaml", "-o", "two/digest.md")
    assert again.code == 0
    assert len(illustrated.sites.seen) == asked
    for name in ["digest.md", *(f"img/{image}" for image in files(tmp_path / "one/img"))]:
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    assert len(files(tmp_path / "two/img")) == 2
    linked = run(*flags, "--replay", "run.yaml")
    assert f"![]({illustrated.sites.url('/photos/gone.jpg')})" in linked.out
