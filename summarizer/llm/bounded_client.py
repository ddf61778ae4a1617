"""An HTTP client whose replies have a limit, in memory too, and that goes nowhere but where it was sent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer.errors import ItemError, SetupError
from summarizer.network import tls_context

if TYPE_CHECKING:
    import httpx2

MAX_REPLY_BYTES = 4_000_000
"""Of a reply's body once it is unpacked. A good one has a few kilobytes; a reasoning model that shows all its thinking
has some hundred."""

MAX_CONNECTIONS = 100


def bounded_client(timeout: httpx2.Timeout) -> httpx2.AsyncClient:
    """Return a client that raises ItemError `model-invalid` for a reply of more than `MAX_REPLY_BYTES`.

    Packed replies are unpacked piece by piece, so that a bomb costs no more than the limit. Redirects are not followed:
    articles go to the server that was chosen and to no other. Raises SetupError for a proxy of the environment that
    cannot be used.
    """
    import httpx2

    limits = httpx2.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS)
    try:
        return _bounded()(timeout=timeout, limits=limits, verify=tls_context(), follow_redirects=False)
    except (ImportError, ValueError) as error:  # what httpx2 raises for a SOCKS proxy, and for one it does not know
        raise SetupError(f"the environment's proxy cannot be used for the model's server: {error}") from error


@cache
def _bounded() -> type[httpx2.AsyncClient]:
    """Return the class, made where httpx2 is needed and not when this module is loaded."""
    import httpx2

    class Bounded(httpx2.AsyncClient):
        async def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:
            """Return the reply, read whole whether or not a stream is asked for."""
            del stream
            response = await super().send(request, stream=True, **options)
            try:
                body = await _read(response)
            finally:
                await response.aclose()
            headers = [
                (name, value)
                for name, value in response.headers.multi_items()
                if name.lower() not in ("content-encoding", "content-length", "transfer-encoding")
            ]
            return httpx2.Response(response.status_code, headers=headers, content=body, request=request)

    return Bounded


async def _read(response: httpx2.Response) -> bytes:
    import httpx2

    host = response.url.netloc.decode("ascii").rpartition("@")[2]
    parts: list[bytes] = []
    size = 0
    try:
        async for part in response.aiter_bytes():
            size += len(part)
            if size > MAX_REPLY_BYTES:
                raise ItemError("model-invalid", f"{host} answered with more than {MAX_REPLY_BYTES:,} bytes")
            parts.append(part)
    except httpx2.DecodingError as error:
        raise ItemError("model-invalid", f"{host} answered with a body that cannot be unpacked") from error
    return b"".join(parts)
