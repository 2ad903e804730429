"""Groups that stand for one body in each of a list of places: 甲市、乙市2个市的人民医院."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.claims.frames import compile_expression
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.extract.numbers import read_number
from kg.model import Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["find_joined", "find_shared"]

_GROUP = re.compile(
    rf"^(?P<count>\d+|[二两三四五六七八九十]+)个?(?:家|所)?(?:{alternation('claims/shared.group')}|县\(区\)|县\(市\))?的?(?P<head>[^\d的].+)$"
)


def find_shared(shadows: Sequence[Shadow]) -> dict[int, tuple[tuple[Entity, Entity], ...]]:
    """For each such group, by where it starts: the bodies it stands for, each with its place."""
    expression = compile_expression(r"(p:{PLACE}(?:(?:、|和|与|及|以及){PLACE})+)(?:等|这)?的?(g:{HEALTH})")
    found = {}
    for shadow in shadows:
        for match in expression.finditer(shadow.string):
            group = shadow.items[match.start("g")]
            places = shadow.mentions(*match.span("p"))
            if isinstance(group, Mention) and group.group and (head := _head(group.text, len(places))):
                found[group.start] = tuple((_body(place, head, group.type), entity_of(place)) for place in places)
    return found


def find_joined(shadows: Sequence[Shadow]) -> dict[int, tuple[tuple[Entity, Entity], ...]]:
    """儿童先心病、大骨节病救治行动: for the programme, by where it starts, the ones whose head it lends.

    Each comes with the disease that it is aimed at.
    """
    expression = compile_expression(
        r"(w:[^,:;。、{ALL}]{0,3})(d:{DISEASE}(?:、{DISEASE})*)(?:、|和|与|及)(p:{PROGRAM})"
    )
    found = {}
    for shadow in shadows:
        for match in expression.finditer(shadow.string):
            programme = shadow.items[match.start("p")]
            rest = _ACT.search(programme.text) if isinstance(programme, Mention) else None
            if not isinstance(programme, Mention) or rest is None or rest.start() == 0:
                continue
            people = match["w"] if match["w"] in _PEOPLE else ""
            diseases = shadow.mentions(*match.span("d"))
            found[programme.start] = tuple(
                (Entity(people + entity_of(disease).name + rest[0], EntityType.PROGRAM), entity_of(disease))
                for disease in diseases
            )
    return found


_ACT = re.compile(f"(?:患者)?{alternation('claims/shared.act')}.*$")
_PEOPLE = frozenset({"儿童", "妇女", "老年人", "学生", "居民"})


def _head(text: str, count: int) -> str | None:
    """The body's own name, where the number of the group is that of the places."""
    match = _GROUP.match(text)
    if not match or read_number(match["count"]) != count:
        return None
    return match["head"]


def _body(place: Mention, head: str, kind: EntityType) -> Entity:
    entity = entity_of(place)
    return Entity(entity.name + head, kind, place=entity.code)
