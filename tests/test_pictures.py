"""What is an image, of what kind and size, is told by its bytes alone."""

from __future__ import annotations

import pytest
from drawings import DRAWINGS, png

from summarizer.errors import ItemError
from summarizer.pictures import MAX_PIXELS, MIN_PIXELS, Picture, check_picture, read_picture


@pytest.mark.parametrize("kind", DRAWINGS)
def test_an_image_says_its_kind_and_size(kind: str) -> None:
    """Files that an encoder wrote are known, whatever their variant."""
    suffix, body = DRAWINGS[kind]
    assert read_picture(body) == Picture(suffix, 160, 120)


@pytest.mark.parametrize("kind", DRAWINGS)
def test_an_image_cut_short_is_none_or_known(kind: str) -> None:
    """Wherever a file ends, reading it gives its size or nothing, and never an error or another size."""
    suffix, body = DRAWINGS[kind]
    sizes = {read_picture(body[:length]) for length in range(len(body))}
    assert {size for size in sizes if size and min(size.width, size.height) >= MIN_PIXELS} == {
        Picture(suffix, 160, 120)
    }
    assert None in sizes


@pytest.mark.parametrize("shift", range(1, 9))
def test_an_image_that_begins_later_is_none(shift: int) -> None:
    """Bytes before the image make it something else."""
    assert {read_picture(b" " * shift + body) for _, body in DRAWINGS.values()} == {None}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'/>",
        b"<?xml version='1.0'?><svg width='400' height='300'/>",
        b"<!doctype html><title>Not found</title>",
        b"%PDF-1.7",
        b"BM" + bytes(60),
        b"II*\0" + bytes(60),
        b"\0\0\1\0\1\0" + bytes(60),
        b"RIFF\x24\0\0\0WAVEfmt " + bytes(40),
        b"RIFF\x24\0\0\0WEBPVP9 " + bytes(40),
        b"RIFF\x24\0\0\0WEBPVP8L" + bytes(40),
        b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40),
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
        b"\0\0\0\x18ftypmp42\0\0\0\0isommp42avif" + bytes(40),
        b"\0\0\0\x18ftypavif\0\0\0\0mif1miaf" + bytes(40),
        b"\x89PNG\r\n\x1a\n" + bytes(8) + b"\0\0\1\0\0\0\1\0",
        b"\x89PNG\r\r\n" + png(200, 200)[7:],
        b"GIF88a\xc8\0\xc8\0",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + b"\xff" * 100_000,
        b"\xff\xd8" + b"\xff\xe0\0\2" * 100_000,
        b"\xff\xd8" + b"\xff\xe0\0\0" * 100_000,
        b"\xff\xd8\xff\xe0\xff\xff" + bytes(100),
    ],
)
def test_what_is_no_image_that_is_printed(body: bytes) -> None:
    """Drawings in XML, other formats, and headers that lead nowhere are none."""
    assert read_picture(body) is None
    with pytest.raises(ItemError, match="not a PNG, JPEG, GIF, WebP or AVIF image"):
        check_picture(body)


@pytest.mark.parametrize("marker", [b"\xfe", b"\xe1", b"\xc4", b"\xc8", b"\xcc", b"\xdb"])
def test_a_segment_before_the_size_is_stepped_over(marker: bytes) -> None:
    """What looks like a frame inside another segment of a JPEG is not its size, and padding does no harm."""
    suffix, body = DRAWINGS["JPEG"]
    segment = b"\xff\xff\xff" + marker + b"\0\x0e\xff\xc0\0\x0b\x08\0\1\0\1\1\1\1"
    assert read_picture(body[:2] + segment + body[2:]) == Picture(suffix, 160, 120)


@pytest.mark.parametrize("size", [(MIN_PIXELS, MIN_PIXELS), (MAX_PIXELS, MIN_PIXELS), (MIN_PIXELS, MAX_PIXELS)])
def test_sizes_that_are_printed(size: tuple[int, int]) -> None:
    """The limits themselves are inside."""
    assert check_picture(png(*size)) == Picture(".png", *size)


@pytest.mark.parametrize(
    "size",
    [
        (1, 1),
        (0, 200),
        (MIN_PIXELS - 1, 400),
        (400, MIN_PIXELS - 1),
        (MAX_PIXELS + 1, 200),
        (200, MAX_PIXELS + 1),
        (4_294_967_295, 200),
    ],
)
def test_sizes_that_are_not(size: tuple[int, int]) -> None:
    """Pixels, icons, flat logos and monsters are refused, and the message names the size."""
    body = png(1, 1)
    width, height = (side.to_bytes(4, "big") for side in size)
    with pytest.raises(ItemError, match=f"{size[0]:,} x {size[1]:,} pixels") as caught:
        check_picture(body[:16] + width + height + body[24:])
    assert caught.value.code == "unsupported-type"
