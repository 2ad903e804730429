"""The alliance that a sentence means without naming it: 县中医院也加入, 成员单位有…, 由某院牵头."""

from __future__ import annotations

import re

from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["ALLIANCE", "alliance_before", "is_set"]

ALLIANCE = "alliance"
"""Default of a frame whose object is the alliance named last."""
_NAMES = re.compile(alternation("claims/alliances.names"))
_MEANT = re.compile(rf'{alternation("claims/alliances.meant")}(?:\d+个)?[”"]?$')
"""What people mean by 加入 where they name nothing: societies have members too, but few are told of."""
_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.PROGRAM, EntityType.HOSPITAL})
_BACK = 4
"""How many sentences back it may have been named."""


def is_set(entity: Entity, words: str) -> bool:
    """A body or programme is joined where it is an alliance by its name; a bracket lists members of a group alone."""
    if words.endswith(")"):
        return entity.group
    return entity.group or "成员" in words or bool(_NAMES.search(entity.name))


def alliance_before(passage: Passage, index: int, position: int) -> list[Entity]:
    """The alliance named last before a position."""
    for at in range(index, max(-1, index - _BACK - 1), -1):
        shadow = passage.shadows[at]
        end = position if at == index else len(shadow.string)
        found = [each for each in shadow.mentions(0, end) if _is_meant(each)]
        if found:
            return [entity_of(found[-1])]
    return []


def _is_meant(mention: Mention) -> bool:
    return mention.type in _TYPES and bool(_MEANT.search(entity_of(mention).name))
