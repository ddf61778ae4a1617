"""What a reply cost: its tokens as the server counted them, and their price as far as it is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from summarizer.models import Usage


def usage_of(reply: Any, model: str | None) -> Usage:
    """Return the usage of one reply; `model` is its name in OpenAI's price list, None where no list has it.

    A cost that is not known is None, never zero: no price, no usage in the reply, or one that makes no sense.
    """
    counted = getattr(reply, "usage", None)
    sent, received = _count(counted, "prompt_tokens"), _count(counted, "completion_tokens")
    cached = _count(getattr(counted, "prompt_tokens_details", None), "cached_tokens")
    is_counted = sent is not None and received is not None
    return Usage(
        requests=1,
        input_tokens=sent or 0,
        cached_tokens=cached or 0,
        output_tokens=received or 0,
        cost_usd=_cost(counted, model) if is_counted and model is not None else None,
    )


def has_price(model: str) -> bool:
    """Return whether what `model` costs is known, so that a limit on it can hold."""
    from genai_prices import calc_price
    from genai_prices.types import Usage as Counted

    try:
        calc_price(Counted(input_tokens=1, output_tokens=1), model, provider_id="openai")
    except LookupError:
        return False
    return True


def _count(counted: object, name: str) -> int | None:
    """Return a number of tokens, which some servers send as 500.0; None for what is no such number."""
    number = getattr(counted, name, None)
    return int(number) if isinstance(number, (int, float)) and number >= 0 and number % 1 == 0 else None


def _cost(counted: Any, model: str) -> Decimal | None:
    """Return US dollars by the price list of genai-prices, which knows what cached and reasoning tokens cost."""
    from genai_prices import calc_price, extract_usage

    try:
        data = {"model": model, "usage": counted.model_dump(exclude_none=True, warnings=False)}
        extracted = extract_usage(data, provider_id="openai", api_flavor="chat")
        return calc_price(extracted.usage, model, provider_id="openai").total_price
    except Exception:
        # Pricing is a courtesy: whatever the list or the server's numbers do, the run goes on without a price.
        return None
