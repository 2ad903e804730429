"""Who founded, who paid and what was paid for, where the clause does not name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from kg.claims.helpers import is_outside
from kg.claims.passage import Passage
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import QuantitySpan
from kg.model import Entity, EntityType, Mention, Quantity

__all__ = ["FOUNDER", "GIVEN", "founders_of", "given_to", "is_left", "purse_of", "sum_of", "tells_money"]

FOUNDER = "founder"
GIVEN = "given"
"""Defaults of a frame: what is founded without a founder, and what is given without a receiver."""

_SUM = re.compile("[万亿元块]$")


def founders_of(passage: Passage, thing: Entity, carried: Entity) -> Entity:
    """Who sets up what nobody is said to: of a department its house, of a house the place it is named after.

    The place is the one that the report speaks for, or one inside of it: 夏河县藏医院 is its county's.
    """
    bodies = dict.fromkeys(entity_of(each) for each in passage.mentions if each.type.is_body and not each.group)
    owners = [body for body in bodies if thing.name.startswith(body.name) and thing.name != body.name]
    if owners and thing.type not in {EntityType.AGENCY}:
        return max(owners, key=_length)
    region = passage.context.region
    is_house = thing.type.is_health_institution or thing.type is EntityType.AGENCY
    if region is None or not is_house or thing.group:
        return carried
    named = (entity_of(mention) for mention in chain(passage.mentions, passage.nested))
    places = [place for place in named if place.type is EntityType.PLACE and thing.name.startswith(place.name)]
    return max(places, key=_length, default=region)


def given_to(passage: Passage, index: int, position: int, givers: Sequence[Entity]) -> list[Entity]:
    """What money goes to where the clause does not say.

    The scheme that the sentence tells of; from somebody elsewhere whom the report speaks for; from the region
    the scheme that the sentence before told of.
    """
    shadow = passage.shadows[index]
    schemes = passage.schemes.at(index, position, SCHEMES)
    begin = shadow.sentence.start
    named = [each for each in schemes if each.start < begin or not is_left(shadow, each, position)]
    home = passage.subjects.default
    here = [mention for mention in named if mention.start >= begin]
    if here:
        return [entity_of(mention) for mention in here]
    if home and any(is_outside(giver, home) for giver in givers):
        names = {giver.name for giver in givers}
        houses = [entity_of(each) for each in shadow.mentions(0, position) if each.type.is_health_institution]
        houses = [house for house in houses if house.name not in names and not house.group]
        built = [entity_of(each) for each in named if each.type is EntityType.FACILITY]
        return houses[:1] or built[:1] or [home]
    return [entity_of(mention) for mention in named] if tuple(givers) == purse_of(passage) else []


def purse_of(passage: Passage) -> tuple[Entity, ...]:
    """Whose money 县财政 and 省里 are, where no mention says so: the region's."""
    region = passage.context.region
    return (region,) if region else ()


def sum_of(span: QuantitySpan) -> Quantity | None:
    """An amount of money, written with its unit or without: 捐了八十万, but not 捐了2辆."""
    if span.kind != "count":
        return span.quantity
    return replace(span.quantity, unit="元") if _SUM.search(span.quantity.text) else None


_MONEY = re.compile("资|算|经费|金额|造价|限价|款")


def tells_money(shadow: Shadow, start: int, end: int) -> bool:
    """Of the indicators between two positions none measures anything but what is spent: 次均费用 is no investment."""
    named = shadow.mentions(start, end)
    return all(_MONEY.search(mention.text) for mention in named if mention.type is EntityType.INDICATOR)


def is_left(shadow: Shadow, thing: Mention, position: int) -> bool:
    """Whether the sentence has gone on to a body since it named the thing."""
    later = (mention for mention in shadow.mentions(0, position) if mention.start >= thing.end)
    return any(mention.type.is_health_institution for mention in later)


def _length(entity: Entity) -> int:
    return len(entity.name)
