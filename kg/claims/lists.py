"""Lists of things of a sentence: what stands before the first of them is said of each."""

from __future__ import annotations

import re

from kg.claims.shadow import Shadow
from kg.model import Mention

__all__ = ["list_span"]

_JOINT = re.compile("[、和与及跟]|以及")
_LONGEST = 5
"""Characters between two members: 、和, or a few words that tell the next one (和全县)."""


def list_span(shadow: Shadow, position: int) -> tuple[int, int]:
    """`[start, end)` of the coordination that the mention at a position is a member of, itself at least."""
    named = sorted(at for at, item in shadow.items.items() if isinstance(item, Mention))
    if position not in named:
        return position, position + 1
    first = last = named.index(position)
    while first and _joins(shadow.string[named[first - 1] + 1 : named[first]]):
        first -= 1
    while last + 1 < len(named) and _joins(shadow.string[named[last] + 1 : named[last + 1]]):
        last += 1
    return named[first], named[last] + 1


def _joins(between: str) -> bool:
    return len(between) <= _LONGEST and bool(_JOINT.match(between)) and not re.search("[,:;的]", between)
