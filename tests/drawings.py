"""Small images for tests: of every kind that is printed, 160 x 120 pixels of one colour as an encoder wrote them."""

from __future__ import annotations

import base64
import struct
import zlib


def png(width: int, height: int, shade: int = 0) -> bytes:
    """Return a grey PNG of any size and shade (0 to 255)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * width) * height
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


DRAWINGS: dict[str, tuple[str, bytes]] = {
    "PNG": (
        ".png",
        base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAKAAAAB4AQMAAABPbGssAAAAA1BMVEUoWqAHpjy0AAAAGUlEQVR42u3BAQ0AAADCoPdPbQ8HFAAA"
            "DwYJ2AABe5SMGwAAAABJRU5ErkJggg=="
        ),
    ),
    "JPEG": (
        ".jpg",
        base64.b64decode(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////"
            "////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////"
            "////////////wAARCAB4AKADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
            "FQEBAQAAAAAAAAAAAAAAAAAAAAH/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCAKgAAAAAAAAAAAAAAAAAAAAAA"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD/9k="
        ),
    ),
    "progressive JPEG": (
        ".jpg",
        base64.b64decode(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////"
            "////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////"
            "////////////wgARCAB4AKADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAVAQEBAAAAAAAAAAAAAAAAAAAAAf/a"
            "AAwDAQACEAMQAAABgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD//E"
            "ABQQAQAAAAAAAAAAAAAAAAAAAID/2gAIAQEAAQUCFn//xAAUEQEAAAAAAAAAAAAAAAAAAABg/9oACAEDAQE/ASH/xAAUEQEAAAAA"
            "AAAAAAAAAAAAAABg/9oACAECAQE/ASH/xAAUEAEAAAAAAAAAAAAAAAAAAACA/9oACAEBAAY/AhZ//8QAFBABAAAAAAAAAAAAAAAA"
            "AAAAgP/aAAgBAQABPyEWf//aAAwDAQACAAMAAAAQ/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/"
            "AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A"
            "/8QAFBEBAAAAAAAAAAAAAAAAAAAAYP/aAAgBAwEBPxAh/8QAFBEBAAAAAAAAAAAAAAAAAAAAYP/aAAgBAgEBPxAh/8QAFBABAAAA"
            "AAAAAAAAAAAAAAAAgP/aAAgBAQABPxAWf//Z"
        ),
    ),
    "GIF": (
        ".gif",
        base64.b64decode(
            "R0lGODdhoAB4AIEAAChaoAAAAAAAAAAAACwAAAAAoAB4AEAI3wABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBD"
            "ihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtKnTp1CjSp1KtarVq1izat3KtavXr2DDih1L"
            "tqzZs2jTql3Ltq3bt3Djyp1Lt67du3jz6t3Lt6/fv4ADCx5MuLDhw4gTK17MuLHjx5AjS55MubLly5gza97MubPnz6BDix5NurTp"
            "06hTq17NurXr17Bjy55Nu7bt27hz697Nu7fv38CDCx+uNSAAOw=="
        ),
    ),
    "WebP, lossy": (
        ".webp",
        base64.b64decode(
            "UklGRmgAAABXRUJQVlA4IFwAAABQBwCdASqgAHgAP83m8XM/uDOsoGgD8DmJaW7hdUAAO6HVUmyYh1VJsmIdVSbJiHVUmyYh1VJs"
            "mIdVSbJiHVUmyYWAAP78kr7bLRKB9yfh0ASo5DIzo650CAAAAA=="
        ),
    ),
    "WebP, lossless": (
        ".webp",
        base64.b64decode("UklGRiQAAABXRUJQVlA4TBcAAAAvn8AdAAdQraIUtP8BAEX6/18i+p96BQA="),
    ),
    "WebP, extended": (
        ".webp",
        base64.b64decode(
            "UklGRooAAABXRUJQVlA4WAoAAAAgAAAAnwAAdwAASUNDUAgAAAB4eHh4eHh4eFZQOCBcAAAAUAcAnQEqoAB4AD/N5vFzP7gzrKBo"
            "A/A5iWlu4XVAADuh1VJsmIdVSbJiHVUmyYh1VJsmIdVSbJiHVUmyYh1VJsmFgAD+/JK+2y0Sgfcn4dAEqOQyM6OudAgAAAA="
        ),
    ),
    "WebP, animated": (
        ".webp",
        base64.b64decode(
            "UklGRjQBAABXRUJQVlA4WAoAAAACAAAAnwAAdwAAQU5JTQYAAAAAAAAAAABBTk1GhAAAAAAAAAAAAJ8AAHcAAAAAAAJWUDggbAAA"
            "ALAJAJ0BKqAAeAA/zebxc7+4M6ygaAPwOYlpbt/wL0C8AR/qDzQJtcOKd4iZ24BbBUAi4WZqZN+h0Oh0Oh0Oh0Oh0Oh0Oh0Oh0Oh"
            "0Oh0Oh0Oh0Oh0LAAAP7SO88bzTR+g+IpSUMxMgLM/HYQAEFOTUZ8AAAAAAAAAAAAnwAAdwAAAAAAAFZQOCBkAAAA9AgAnQEqoAB4"
            "AD/N4udzggYAA5iWlu3/UPQGj4hQajqCJe+obpkmJch4BL80iM43OqXHcBrbE9Ydybf7/f7/f7/f7/f7/f7/f7/f7/f7+oAA/qFv"
            "cn6Xvtk7z/ydPbfX8cgAAA=="
        ),
    ),
    "AVIF": (
        ".avif",
        base64.b64decode(
            "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAA"
            "AAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAMQAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEA"
            "AGF2MDFDb2xvcgAAAABqaXBycAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAoAAAAHgAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwA"
            "AAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAAAAEAAQQBAoMEAAAAOW1kYXQSAAoJGB2n+7RAQ0GhMiIT/eHhRXf///iw"
            "AADPyinHlRFqmTGUazW96k/nT5I7WiHI"
        ),
    ),
}
"""The suffix and the bytes of each kind."""
