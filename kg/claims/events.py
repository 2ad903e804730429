"""Claims from the frames of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.frames import Frame, load_frames
from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import split_count
from kg.model import Claim, Entity, EntityType, Mention, Predicate, Quantity
from kg.resources.signatures import load_signatures

__all__ = ["find_events"]

_COUNTED = {Predicate.ACHIEVED, Predicate.BUILDS, Predicate.REPORTS}
_SEVERAL = re.compile("分别")


def find_events(passage: Passage) -> Iterator[Claim]:
    """Every reading of every frame, in order of sentence and frame."""
    for index, shadow in enumerate(passage.shadows):
        if shadow.items:
            for frame in load_frames():
                if all(any(sign in shadow.string for sign in need) for need in frame.needs):
                    yield from _read(passage, index, frame)


def _read(passage: Passage, index: int, frame: Frame) -> Iterator[Claim]:
    shadow = passage.shadows[index]
    position = 0
    while match := frame.expression.search(shadow.string, position):
        yield from _claims(passage, index, frame, match)
        position = max(match.start() + 1, match.end() - 1)


def _slot(shadow: Shadow, match: re.Match[str], *names: str) -> tuple[int, int] | None:
    for name in names:
        if name in match.re.groupindex and match.start(name) >= 0:
            return match.span(name)
    return None


def _claims(passage: Passage, index: int, frame: Frame, match: re.Match[str]) -> Iterator[Claim]:
    shadow = passage.shadows[index]
    predicate = frame.pattern.predicate
    objects = _entities(shadow, _slot(shadow, match, "o", "o2", "n"), predicate, as_object=True)
    subjects = _subjects(passage, index, frame, match)
    amount = _slot(shadow, match, "q", "q2")
    quantities = shadow.quantities(*amount) if amount else []
    for subject, object_ in _pairs(shadow, match, subjects, [entity for entity, _ in objects]):
        counted = next((quantity for entity, quantity in objects if entity == object_), None)
        quantity = counted or (quantities[0].quantity if quantities and _takes(predicate, objects) else None)
        yield passage.claim(
            index,
            match.span(),
            subject,
            predicate,
            object_,
            rule=frame.pattern.id,
            confidence=frame.pattern.confidence,
            quantity=quantity,
        )


def _takes(predicate: Predicate, objects: list[tuple[Entity, Quantity | None]]) -> bool:
    """People sent to several places are a total, told beside the claims and not in them."""
    return predicate is not Predicate.SUPPORTS or len(objects) == 1


def _pairs(
    shadow: Shadow, match: re.Match[str], subjects: list[Entity], objects: list[Entity]
) -> Iterator[tuple[Entity, Entity]]:
    start, _ = shadow.clause_of(match.start())
    if len(subjects) == len(objects) > 1 and _SEVERAL.search(shadow.string, start, match.end()):
        yield from zip(subjects, objects, strict=True)
        return
    for subject in subjects:
        for object_ in objects:
            yield subject, object_


def _subjects(passage: Passage, index: int, frame: Frame, match: re.Match[str]) -> list[Entity]:
    shadow = passage.shadows[index]
    allowed = load_signatures()[frame.pattern.predicate].subjects
    slot = _slot(shadow, match, "s")
    if slot:
        found = [entity_of(mention) for mention in shadow.mentions(*slot) if mention.type in allowed]
        if found or shadow.mentions(*slot):
            return found
        return [Entity(shadow.string[slot[0] : slot[1]], EntityType.POPULATION)]
    anchor = _slot(shadow, match, "o", "o2", "n") or match.span()
    position = min(match.start(), anchor[0])
    if match.start() < anchor[0]:
        position = anchor[0] - 1
    return [entity for entity in passage.subjects_at(index, position, frame.pattern.default) if entity.type in allowed]


def _entities(
    shadow: Shadow, slot: tuple[int, int] | None, predicate: Predicate, *, as_object: bool
) -> list[tuple[Entity, Quantity | None]]:
    if slot is None:
        return []
    signature = load_signatures()[predicate]
    mentions = shadow.mentions(*slot)
    if not mentions:
        name = shadow.string[slot[0] : slot[1]]
        return [(Entity(name, EntityType.POPULATION), None)]
    if predicate not in {Predicate.SUPPORTS, Predicate.COVERS}:
        return [_counted(mention, predicate) for mention in mentions if mention.type in signature.objects]
    return [
        (entity_of(mention), None) for mention in _heads(shadow, slot, mentions) if mention.type in signature.objects
    ]


def _heads(shadow: Shadow, slot: tuple[int, int], mentions: list[Mention]) -> list[Mention]:
    """Of 68个县的213个卫生院 the last: a place right before a body only says where that is."""
    heads = []
    positions = [at for at in range(*slot) if at in shadow.items]
    for at, following in zip(positions, [*positions[1:], None], strict=True):
        item = shadow.items[at]
        if not isinstance(item, Mention):
            continue
        joined = following is not None and shadow.string[at + 1 : following] in {"", "的"}
        if not (joined and item.type is EntityType.PLACE):
            heads.append(item)
    return heads or mentions


def _counted(mention: Mention, predicate: Predicate) -> tuple[Entity, Quantity | None]:
    """Where the predicate counts its object, a group is its bare noun and the number the value."""
    entity = entity_of(mention)
    if mention.group and predicate in _COUNTED and (parts := split_count(mention.text)):
        return Entity(parts[0], mention.type, group=True), parts[1]
    return entity, None
