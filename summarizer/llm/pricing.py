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
    details = getattr(counted, "prompt_tokens_details", None)
    return Usage(
        requests=1,
        input_tokens=_count(counted, "prompt_tokens"),
        cached_tokens=_count(details, "cached_tokens"),
        output_tokens=_count(counted, "completion_tokens"),
        cost_usd=_cost(counted, model) if counted is not None and model is not None else None,
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


def _count(counted: object, name: str) -> int:
    number = getattr(counted, name, None)
    return number if isinstance(number, int) and number > 0 else 0


def _cost(counted: Any, model: str) -> Decimal | None:
    """Return US dollars by the price list of genai-prices, which knows what cached and reasoning tokens cost."""
    from genai_prices import calc_price, extract_usage

    try:
        data = {"model": model, "usage": counted.model_dump(exclude_none=True)}
        extracted = extract_usage(data, provider_id="openai", api_flavor="chat")
        return calc_price(extracted.usage, model, provider_id="openai").total_price
    except Exception:
        # Pricing is a courtesy: whatever the list or the server's numbers do, the run goes on without a price.
        return None
