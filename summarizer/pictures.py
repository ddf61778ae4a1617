"""What the bytes of an image say of it: its kind and its size, whatever it is called. No picture is decoded."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import NamedTuple

from summarizer.errors import ItemError

MIN_PIXELS = 100
"""Of the shorter side: icons, most logos and all tracking pixels have less."""

MAX_PIXELS = 10_000
"""Of the longer side: few cameras have more, and a reader's browser has to hold it all."""

MAX_SEGMENTS = 1_000
"""Parts of a JPEG file that are looked through for its size; a colour profile takes up to 255."""

MAX_PROPERTIES = 65_536
"""Bytes of an AVIF file in which its size is looked for; the picture itself comes after its properties."""

_JPEG_MARKER = re.compile(rb"\xff+([^\xff\x00])(..)", re.DOTALL)
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of the segment that holds the size (ITU-T T.81, table B.1)."""

Size = tuple[int, int]
"""Width and height in pixels."""


class Picture(NamedTuple):
    """The suffix of an image's kind, with the dot, and its size in pixels."""

    suffix: str
    width: int
    height: int


def check_picture(body: bytes) -> Picture:
    """Return the kind and size of an image that may be printed. Raises ItemError (`unsupported-type`) for any other."""
    picture = read_picture(body)
    if picture is None:
        raise ItemError("unsupported-type", "it is not a PNG, JPEG, GIF, WebP or AVIF image")
    sides = (picture.width, picture.height)
    if min(sides) < MIN_PIXELS or max(sides) > MAX_PIXELS:
        size = f"{picture.width:,} x {picture.height:,} pixels"
        raise ItemError("unsupported-type", f"it has {size}; a side should have {MIN_PIXELS} to {MAX_PIXELS:,}")
    return picture


def read_picture(body: bytes) -> Picture | None:
    """Return the kind and size of a PNG, JPEG, GIF, WebP or AVIF image; None for anything else, SVG included."""
    for suffix, read_size in _READERS:
        try:
            size = read_size(body)
        except (struct.error, IndexError):  # it ends before it has said its size
            return None
        if size is not None:
            return Picture(suffix, *size)
    return None


def _png_size(body: bytes) -> Size | None:
    known = body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR"
    return struct.unpack_from(">II", body, 16) if known else None


def _gif_size(body: bytes) -> Size | None:
    return struct.unpack_from("<HH", body, 6) if body.startswith((b"GIF87a", b"GIF89a")) else None


def _jpeg_size(body: bytes) -> Size | None:
    place = 2 if body.startswith(b"\xff\xd8") else len(body)
    for _ in range(MAX_SEGMENTS):
        segment = _JPEG_MARKER.match(body, place)
        if segment is None:
            return None
        if segment[1][0] in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", body, segment.end() + 1)
            return width, height
        place = segment.start(2) + int.from_bytes(segment[2], "big")
    return None


def _webp_size(body: bytes) -> Size | None:
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return None
    if body[12:16] == b"VP8X":
        return _whole(body[24:27]) + 1, _whole(body[27:30]) + 1
    if body[12:16] == b"VP8L" and body[20] == 0x2F:
        bits = _whole(body[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if body[12:16] == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        return _whole(body[26:28]) & 0x3FFF, _whole(body[28:30]) & 0x3FFF
    return None


def _whole(part: bytes) -> int:
    return int.from_bytes(part, "little")


def _avif_size(body: bytes) -> Size | None:
    """Return the largest size among the image's properties; smaller ones are those of its tiles and thumbnails."""
    brands = body[8 : min(int.from_bytes(body[:4], "big"), 256)]
    if body[4:8] != b"ftyp" or not (b"avif" in brands or b"avis" in brands):
        return None
    found = re.finditer(b"ispe", body[:MAX_PROPERTIES])
    sizes: list[Size] = [struct.unpack_from(">II", body, one.end() + 4) for one in found]
    return max(sizes, default=None)


_READERS: tuple[tuple[str, Callable[[bytes], Size | None]], ...] = (
    (".png", _png_size),
    (".jpg", _jpeg_size),
    (".gif", _gif_size),
    (".webp", _webp_size),
    (".avif", _avif_size),
)
