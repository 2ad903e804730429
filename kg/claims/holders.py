"""Who has or did what is counted where the sentence does not say: not an office named in passing before."""

from __future__ import annotations

import re

from kg.claims.amounts import Amount, Memory
from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["counted", "graded", "holders_at"]

_OF_HOUSE = re.compile(alternation("claims/holders.of_house"))
"""What only a house of health has: told of a region's paragraph it is that of the one house named in it."""


def holders_at(passage: Passage, index: int, position: int, name: str) -> tuple[Entity, ...]:
    """Whose count or figure stands at a position of a shadow.

    An agency carried over from an earlier sentence gives way to whom the report speaks for; what only a house of
    health has is that of the one house the paragraph has named, where nobody else is spoken of.
    """
    found = passage.subjects_at(index, position, "topic")
    default = passage.subjects.default
    if default is None or passage.subjects_at(index, position, "none"):
        return found
    shadow = passage.shadows[index]
    here = {entity_of(mention) for mention in shadow.mentions(0, position)}
    if found and all(_is_office(each) and each not in here for each in found):
        found = (default,)
    if found == (default,) and default.type is EntityType.PLACE and _OF_HOUSE.search(name):
        houses = {entity_of(house) for house in _houses(passage, index, position)}
        return tuple(houses) if len(houses) == 1 else found
    if found == (default,) and default.type is EntityType.PLACE:
        return _own(passage, index, position, name) or found
    return found


_BUILT = re.compile(alternation("claims/holders.of_building"))
"""What only a house that is built has."""
_WHOLE = re.compile(f"{alternation('claims/holders.whole')}(?!.{{0,2}}(?:建设|就业))")
"""全院, 科室: the house or department that was named last."""


def _own(passage: Passage, index: int, position: int, name: str) -> tuple[Entity, ...]:
    """The building named last that has an area, and the house or department that a clause calls 全院 or 科室."""
    if _BUILT.search(name):
        return _last(passage, index, position, {EntityType.FACILITY, EntityType.HOSPITAL}, "")
    shadow = passage.shadows[index]
    start, _ = shadow.clause_of(position)
    called = _WHOLE.search(shadow.string, start, position)
    if called is None:
        return ()
    kinds = {EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.ORGANIZATION, EntityType.PUBLIC_HEALTH}
    return _last(passage, index, position, kinds, _ENDINGS.get(called[0][-1], ""))


_ENDINGS = {"院": "院|保健院", "科": "科", "室": "科|室", "站": "站", "校": "学校|学院", "所": "所|中心"}


def _last(passage: Passage, index: int, position: int, kinds: set[EntityType], ending: str) -> tuple[Entity, ...]:
    """The body or building of these kinds named last before a position, by how its name ends."""
    for at in range(index, max(-1, index - _FAR), -1):
        shadow = passage.shadows[at]
        end = position if at == index else len(shadow.string)
        for each in reversed(shadow.mentions(0, end)):
            entity = entity_of(each)
            if each.type in kinds and not each.group and re.search(f"(?:{ending})$", entity.name):
                return (entity,)
    return ()


_GRADED = re.compile("[一二三]级.{0,6}(?P<kind>保健院|卫生院|医院)$")


def graded(passage: Passage, index: int, position: int, subject: Entity, title: Entity) -> Entity:
    """Who has a grade that only a house can have: not the region that a report speaks for, but the house named last."""
    kind = _GRADED.search(title.name)
    if kind is None or title.group or subject != passage.subjects.default or subject.type is not EntityType.PLACE:
        return subject
    if passage.subjects_at(index, position, "none"):
        return subject
    kinds = {EntityType.HOSPITAL, EntityType.PRIMARY_CARE}
    return next(iter(_last(passage, index, position, kinds, "院")), subject)


_FAR = 8
"""How many sentences back a house may have been named."""


def counted(
    passage: Passage, amount: Amount, memory: Memory, name: str, *, rule: str, confidence: float
) -> list[Claim]:
    """One amount as a claim of whose it is, under a name that no words beside it have to give."""
    target = Entity(name, EntityType.INDICATOR)
    subjects = holders_at(passage, amount.index, amount.position, name)[:1]
    memory.targets, memory.subjects, memory.verb = (target,), subjects, ""
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule=rule, confidence=confidence, quantity=amount.span.quantity,
        )
        for subject in subjects
    ]  # fmt: skip


_OFFICE = re.compile(alternation("claims/holders.office"))


def _is_office(entity: Entity) -> bool:
    return entity.type is EntityType.AGENCY or bool(_OFFICE.search(entity.name))


def _houses(passage: Passage, index: int, position: int) -> list[Mention]:
    """The houses of health that the paragraph has named up to a position."""
    paragraph = passage.shadows[index].sentence.paragraph
    found: list[Mention] = []
    for at in range(index, -1, -1):
        shadow = passage.shadows[at]
        if shadow.sentence.paragraph != paragraph:
            break
        end = position if at == index else len(shadow.string)
        found += [each for each in shadow.mentions(0, end) if each.type.is_health_institution and not each.group]
    return found
