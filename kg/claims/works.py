"""What is built and paid for where a frame does not name it: checks on what was named before."""

from __future__ import annotations

import re

from kg.claims.shadow import Shadow
from kg.model import EntityType, Mention

__all__ = ["is_left", "tells_money"]

_MONEY = re.compile("资|算|经费|金额|造价|限价|款")


def tells_money(shadow: Shadow, start: int, end: int) -> bool:
    """Of the indicators between two positions none measures anything but what is spent: 次均费用 is no investment."""
    named = shadow.mentions(start, end)
    return all(_MONEY.search(mention.text) for mention in named if mention.type is EntityType.INDICATOR)


def is_left(shadow: Shadow, thing: Mention, position: int) -> bool:
    """Whether the sentence has gone on to a body since it named the thing."""
    later = (mention for mention in shadow.mentions(0, position) if mention.start >= thing.end)
    return any(mention.type.is_health_institution for mention in later)
