"""Who sent the people that a sentence tells of without naming their house: 其中2名分到…, 几位大夫轮流去…."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import is_outside
from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType
from kg.resources.words import alternation

__all__ = ["HELPER", "TOWN", "sender_before"]

HELPER = "helper"
"""Default of a frame whose subject is whoever was said before to send people."""

_BACK = 6
"""How many sentences back a sender may have been named."""


@cache
def _sends() -> re.Pattern[str]:
    return compile_expression(
        f"(?P<s>{{PLACE}}|{{BODY}})(?!{{ACTOR}}|、)(?:(?:[^;。:{{ALL}}]|{{T}}|{{Q}}|{{PERSON}}){{0,18}}?{alternation('claims/senders.sends')}|一行)"
    )


def sender_before(passage: Passage, index: int, position: int, receivers: Sequence[Entity]) -> list[Entity]:
    """Whoever was last said to send or help, and comes from outside whom the sentence names."""
    home = passage.subjects.default
    for at in range(index, max(-1, index - _BACK), -1):
        if passage.is_title(at):
            continue
        shadow = passage.shadows[at]
        end = position if at == index else len(shadow.string)
        found = [entity_of(shadow.mentions(*match.span("s"))[0]) for match in _sends().finditer(shadow.string, 0, end)]
        for sender in reversed(found):
            is_far = all(is_outside(sender, each) for each in receivers)
            is_ours = home is None or is_outside(sender, home) or _is_sent(home, receivers)
            if is_far and not sender.group and (is_ours or _is_below(sender, receivers)):
                return [sender]
    return []


def _is_below(sender: Entity, receivers: Sequence[Entity]) -> bool:
    """Whether a house of the county sends to its towns: 县医院派人下沉,石桥镇3人."""
    is_house = sender.type in {EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH}
    return is_house and bool(receivers) and all(TOWN.search(each.name) for each in receivers)


TOWN = re.compile(f"{alternation('claims/senders.town')}$")
"""How the names of those end that a county's houses send to."""


def _is_sent(home: Entity, receivers: Sequence[Entity]) -> bool:
    """Whether the report speaks for the sender: none of the receivers lies at home."""
    return all(is_outside(each, home) and is_outside(home, each) for each in receivers)
