"""Who helps from outside, and how many people are sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.claims.passage import Passage
from kg.claims.voices import COUNTRY, entity_of
from kg.extract.quantities import QuantitySpan
from kg.model import Entity, EntityType, Mention, Predicate
from kg.resources.signatures import load_signatures
from kg.resources.words import alternation

__all__ = ["PEOPLE_UNITS", "helped", "is_elsewhere_of", "is_outside", "is_own", "people_told", "receiver_of"]

PEOPLE_UNITS = frozenset({"名", "人", "位", "人次", "名次", "余名", "余人"})
"""Units that count people one by one."""
_COUNTED = PEOPLE_UNITS | {"个", "个人"}
_LEVELS = re.compile(rf"(?:[\u4e00-\u9fff]{{1,12}}族)?{alternation('claims/helpers.levels')}$")


def people_told(
    quantities: Sequence[QuantitySpan], slot: Sequence[QuantitySpan], *, is_slot: bool
) -> list[QuantitySpan]:
    """The amount of a dispatch: of 3批31名专家 the people, and of 2台彩超 none.

    A frame without a slot for it has the one amount of people that it spans.
    """
    people = [span for span in quantities if span.quantity.unit in _COUNTED]
    if any(span in people for span in slot):
        return [span for span in slot if span in people]
    return people[:1] if is_slot or len(people) == 1 else []


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


def is_own(passage: Passage, index: int, position: int, helper: Entity, receiver: Entity) -> bool:
    """曾有意托管县医院: whether the helper is only the region of the report, and the receiver a house of its own."""
    is_unnamed = helper == passage.subjects.default and not passage.subjects_at(index, position, "none")
    return is_unnamed and helper.type is EntityType.PLACE and receiver.name.startswith(helper.name)


_MAIN = 3
"""How often a report names the house that it is taken to be about where it speaks for the helper."""


def helped(passage: Passage, index: int, position: int, helpers: Sequence[Entity]) -> list[tuple[Entity, Entity]]:
    """Each helper from outside with whom it helps, where the clause at a position of a shadow names nobody helped."""
    allowed = load_signatures()[Predicate.SUPPORTS].objects - {EntityType.AGENCY}
    named = [entity_of(mention) for mention in passage.shadows[index].mentions(0, position)]
    told = ((each, receiver_of(each, named, passage.subjects.default, passage.mentions)) for each in helpers)
    return [(helper, receiver) for helper, receiver in told if receiver and receiver.type in allowed]


def receiver_of(
    helper: Entity, named: Sequence[Entity], voice: Entity | None, mentions: Sequence[Mention]
) -> Entity | None:
    """Who is helped where nobody is said to be: a house `named` before, whom the report speaks for, or its main house.

    A newspaper of the helper's own city writes about the hospital that its doctors were sent to.
    """
    if helper.type is EntityType.PRIMARY_CARE:
        return None
    places = [m.entity for m in mentions if m.entity and m.type is EntityType.PLACE and not m.group]
    is_place = voice is None or voice.type is EntityType.PLACE
    is_local = voice is not None and is_place and _is_of(helper, voice, places)
    for other in named if is_place and not is_local else ():
        is_house = other.type.is_health_institution and not other.group and is_outside(helper, other)
        if is_house and (voice is None or _is_wide(voice) or _is_of(other, voice, places)):
            return other
    house = _main_house(helper, mentions)
    if voice is None or is_local or _is_wide(voice) or not is_outside(helper, voice):
        return house
    is_away = house and any(house.name.startswith(place.name) and _is_elsewhere(place, voice) for place in places)
    return house if is_place and is_away else voice


def _is_wide(place: Entity) -> bool:
    """The country or a province: who comes there helps a part of it that somebody has named."""
    return place.name in COUNTRY or (place.type is EntityType.PLACE and str(place.code or "").endswith("0000"))


def _main_house(helper: Entity, mentions: Sequence[Mention]) -> Entity | None:
    houses = Counter(m.entity for m in mentions if m.entity and m.type.is_health_institution and not m.group)
    found = next(((house, count) for house, count in houses.most_common(2) if is_outside(helper, house)), None)
    return found[0] if found and found[1] >= _MAIN else None


def is_elsewhere_of(house: Entity, home: Entity, mentions: Sequence[Mention]) -> bool:
    """Whether a house is neither the home nor one of its houses nor of its places."""
    places = [m.entity for m in mentions if m.entity and m.type is EntityType.PLACE and not m.group]
    if house.type is EntityType.PLACE:
        return is_outside(house, home)
    return is_outside(house, home) and not _is_of(house, home, places)


def _is_elsewhere(place: Entity, home: Entity) -> bool:
    return bool(place.code and home.code) and not is_within(place, home) and not is_within(home, place)


def _is_of(body: Entity, home: Entity, places: Sequence[Entity]) -> bool:
    """Whether a body bears the name of the home place or of a place in it."""
    if not is_outside(body, home):
        return True
    return any(body.name.startswith(place.name) and is_within(place, home) for place in places)
