"""Who a headline says its report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.model import Entity, EntityType, Mention

__all__ = ["headed"]

_OPENS = re.compile(r"(?:[^,，。]{0,10}[!！|:：\]】》]\s*)*(?:写在|走进|记)?$")
"""What may stand before the name a headline opens with: 喜报!, 科室风采|, 招标人:."""
_OFTEN = 3
_LEAST_NAME = 3
_TOWN = ("镇", "乡", "街道")

Named = Sequence[tuple[Mention, Entity]]


def headed(named: Named, title: str) -> Entity | None:
    """The body or town whose name opens the headline, where the text goes on to name it.

    A medium that carries the report stands in front of it too, but hardly again; an agency speaks for its region.
    """
    often = Counter(entity for _, entity in named)
    found = [
        (title.find(mention.text), -len(mention.text), number)
        for number, (mention, entity) in enumerate(named)
        if _may_head(mention) and mention.text in title and often[entity] >= _OFTEN
    ]
    if not found:
        return None
    start, _, number = min(found)
    return named[number][1] if _OPENS.match(title[:start]) else None


def _may_head(mention: Mention) -> bool:
    if mention.group or mention.anaphor or len(mention.text) < _LEAST_NAME:
        return False
    if mention.type is EntityType.PLACE:
        return mention.text.endswith(_TOWN)
    return mention.type.is_health_institution or mention.type is EntityType.ORGANIZATION
