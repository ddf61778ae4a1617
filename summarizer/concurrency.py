"""Work done side by side: no more of it at once than there is room for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Coroutine, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

IN_FLIGHT = 16
"""Sources under way at once: twice the eight fetches and eight model calls, so that neither waits for the other."""


async def each(items: Iterable[Item] | AsyncIterable[Item]) -> AsyncGenerator[Item, None]:
    """Yield the items, whether they come at once or as they are waited for."""
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


async def concurrently(
    work: Callable[[Item], Coroutine[None, None, Result]], items: AsyncIterable[Item], limit: int = IN_FLIGHT
) -> AsyncGenerator[Result, None]:
    """Yield the results of `work` on each of `items` as they finish, pulling an item only when there is room for it.

    The first exception of `work` or `items` comes out; whatever is under way then, or when the caller stops, is
    cancelled and waited for.
    """
    source = aiter(items)

    async def pull_one() -> Item | None:
        return await anext(source, None)

    tasks: set[asyncio.Task[Result]] = set()
    pull: asyncio.Task[Item | None] | None = asyncio.create_task(pull_one())
    exhausted = False
    try:
        while pull or tasks:
            done, _ = await asyncio.wait({*tasks, *([pull] if pull else [])}, return_when=asyncio.FIRST_COMPLETED)
            if pull in done:
                item = pull.result()
                pull, exhausted = None, item is None
                if item is not None:
                    tasks.add(asyncio.create_task(work(item)))
            for task in tasks & done:
                tasks.discard(task)
                yield task.result()
            if pull is None and not exhausted and len(tasks) < limit:
                pull = asyncio.create_task(pull_one())
    finally:
        under_way = [*tasks, *([pull] if pull else [])]
        for left in under_way:
            left.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
