"""Who helps from outside, and how many people are sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.quantities import QuantitySpan
from kg.model import Entity, EntityType

__all__ = ["PEOPLE_UNITS", "is_outside", "people_among"]

PEOPLE_UNITS = frozenset({"名", "人", "位", "人次", "名次", "余名", "余人"})
"""Units that count people one by one."""
_LEVELS = re.compile(
    r"(?:[\u4e00-\u9fff]{1,12}族)?(?:自治[区州县旗]|特别行政区|新区|地区|矿区|林区|省|市|县|区|州|盟|旗|镇|乡|街道)$"
)


def people_among(quantities: Sequence[QuantitySpan], slot: Sequence[QuantitySpan]) -> list[QuantitySpan]:
    """The amount of a dispatch: of 3批31名专家 the people; what the slot took where nothing counts people."""
    people = [span for span in quantities if span.quantity.unit in PEOPLE_UNITS]
    if any(span in people for span in slot):
        return [span for span in slot if span in people]
    return people[:1] or list(slot)


def is_outside(helper: Entity, home: Entity) -> bool:
    """Whether a helper comes from elsewhere: neither what the report speaks for, nor a part or a body of it.

    A group of places (6个国家, 56个贫困县) is mostly told as who receives.
    """
    if helper.name == home.name or (helper.group and helper.type is EntityType.PLACE):
        return False
    if home.type is not EntityType.PLACE:
        return not helper.name.startswith(home.name) and not home.name.startswith(helper.name)
    if helper.type is EntityType.PLACE:
        return not is_within(helper, home)
    stem = _LEVELS.sub("", home.name) or home.name
    return not helper.name.startswith((home.name, stem)) and f"市{stem}" not in helper.name


def is_within(place: Entity, home: Entity) -> bool:
    """A county does not help the city it lies in by sending somebody off."""
    return bool(place.code and home.code) and str(place.code).startswith(str(home.code).rstrip("0"))
