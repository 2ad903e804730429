"""What stands in the slots of a frame: entities with their counts, or a bare noun phrase."""

from __future__ import annotations

import re

from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import split_count
from kg.model import Entity, EntityType, Mention, Predicate, Quantity
from kg.resources.signatures import load_signatures

__all__ = ["counted", "entities_in", "heads", "phrase_in", "slot_of"]

_COUNTED = {Predicate.ACHIEVED, Predicate.BUILDS, Predicate.REPORTS}
"""Predicates that count their object."""


def slot_of(match: re.Match[str], *names: str) -> tuple[int, int] | None:
    """Where the first of the named slots stands that the frame has filled."""
    for name in names:
        if name in match.re.groupindex and match.start(name) >= 0:
            return match.span(name)
    return None


_PHRASE_TYPES = {
    Predicate.BUILDS: EntityType.FACILITY,
    Predicate.FUNDS: EntityType.PROGRAM,
    Predicate.ACHIEVED: EntityType.INDICATOR,
    Predicate.REPORTS: EntityType.INDICATOR,
}


def phrase_in(
    passage: Passage, shadow: Shadow, span: tuple[int, int], predicate: Predicate
) -> tuple[Entity, Quantity | None]:
    """A noun phrase that is no mention: an object all the same, without its number."""
    start, end = shadow.text_span(*span)
    text = passage.text[start:end].strip('“”" 的了、')
    parts = split_count(text) if predicate in _COUNTED else None
    name = parts[0].strip('“”"的') if parts else text
    is_one = parts is not None and parts[1].value == "1" and "各" not in shadow.string[max(0, span[0] - 3) : span[0]]
    count = parts[1] if parts and not is_one else None  # 建起一间手术室 counts nothing
    return Entity(name, _PHRASE_TYPES.get(predicate, EntityType.POPULATION)), count


def entities_in(
    passage: Passage, shadow: Shadow, slot: tuple[int, int], predicate: Predicate
) -> list[tuple[Entity, Quantity | None]]:
    """What the mentions of a slot mean that the predicate may have as object; its words where it holds none."""
    allowed = load_signatures()[predicate].objects
    mentions = shadow.mentions(*slot)
    if mentions and predicate is not Predicate.LOCATED_IN:
        mentions = heads(shadow, slot, mentions)
    elif not mentions:
        return [(Entity(shadow.string[slot[0] : slot[1]].strip("的了"), EntityType.POPULATION), None)]
    if predicate in _COUNTED:
        return [counted(shadow, mention, predicate) for mention in mentions if mention.type in allowed]
    return [(entity, None) for entity in passage.entities(mentions) if entity.type in allowed]


def heads(shadow: Shadow, slot: tuple[int, int], mentions: list[Mention]) -> list[Mention]:
    """Of 68个县的213个卫生院 the last, and nobody's house is the house's owner: 甲医院住院楼 is about the building."""
    found = []
    for at in range(*slot):
        item = shadow.items.get(at)
        if not isinstance(item, Mention):
            continue
        following = shadow.items.get(at + 1)
        if following is None and shadow.string[at + 1 : at + 2] == "的" and at + 2 < slot[1]:
            following = shadow.items.get(at + 2)
        if not (isinstance(following, Mention) and _belongs(item, following)):
            found.append(item)
    return found


def _belongs(owner: Mention, thing: Mention) -> bool:
    if owner.type is EntityType.PLACE:
        return thing.type.is_body or thing.type in {EntityType.FACILITY, EntityType.PLACE}
    return owner.type.is_body and thing.type in {EntityType.FACILITY, EntityType.ORGANIZATION, EntityType.AGENCY}


def counted(shadow: Shadow, mention: Mention, predicate: Predicate) -> tuple[Entity, Quantity | None]:
    """Where the predicate counts its object, a group is its bare noun and the number the value.

    A number that the mention leaves out behind it counts too: 省级重点专科 3个.
    """
    entity = entity_of(mention)
    is_counted = mention.group or mention.type is EntityType.DESIGNATION
    if is_counted and (parts := split_count(mention.text)):
        return Entity(parts[0], mention.type, group=True), parts[1]
    if predicate is Predicate.ACHIEVED and mention.type is EntityType.DESIGNATION:
        position = next(at for at, item in shadow.items.items() if item is mention)
        behind = shadow.quantities(position + 1, position + 2)
        if behind and behind[0].kind == "count":
            return entity, behind[0].quantity
    return entity, None
