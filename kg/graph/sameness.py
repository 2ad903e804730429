"""Which entities of different documents are one: what a name alone does not tell is settled here, before ids are made.

Kept apart: what many places have one of (a group, a person's name, 住院楼, 光明镇), by the region of the report.
Made one: the names that a body had in turn, and two ways of writing the division in front of it. A campus or a
branch has a name of its own, and stays a body of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.link.names import prefix_of
from kg.link.openers import names_township
from kg.model import Entity, EntityType
from kg.resources.link import LinkTables, load_link_tables
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer
from kg.resources.renamings import Renaming, load_renamings

__all__ = ["Sameness"]

_LOCAL_UNITS = frozenset({EntityType.FACILITY, EntityType.ORGANIZATION})
_UNIT_HEADS = ("unit", "building")
_UNIVERSITY = re.compile("^.{2,}(?:大学|学院|科学院).*医院$")
"""A hospital called after its university is the only one of its name; where it lies is told by some reports only."""


class Sameness:
    """Settles entities by the packaged tables and the `renamings` given; the answer depends on nothing else."""

    def __init__(self, renamings: Iterable[Renaming] = ()) -> None:
        self._gazetteer: Gazetteer = load_gazetteer()
        self._tables: LinkTables = load_link_tables()
        known = (*load_renamings(), *renamings)
        self._renamed = {item.former: item.present for item in known if not item.level}
        self._renamed_at = {(item.level, item.former): item.present for item in known if item.level}
        self._settled: dict[tuple[Entity, str | None], Entity] = {}

    def settle(self, entity: Entity, region: Entity | None) -> Entity:
        """The entity as all documents share it, from one in a report that speaks for `region`."""
        code = region.code if region else None
        found = self._settled.get((entity, code))
        if found is None:
            named = self._body(entity) if entity.type.is_body and not entity.group else entity
            found = self._scoped(named, code)
            self._settled[entity, code] = found
        return found

    def _scoped(self, entity: Entity, code: str | None) -> Entity:
        if code is None or entity.place or entity.code:
            return entity
        if entity.group or entity.type is EntityType.POPULATION or self._is_local(entity) or _is_of_township(entity):
            return replace(entity, place=code)
        if entity.type is EntityType.PERSON:
            return replace(entity, place=self._around(code))
        return entity

    def _is_local(self, entity: Entity) -> bool:
        """A building, or a unit by its head, that is named without its owner and its place."""
        if entity.type not in _LOCAL_UNITS or self._names_division(entity.name):
            return False
        if entity.type is EntityType.FACILITY:
            return True
        owned = any(len(head) < len(entity.name) for head in ("医院", "中心", "大学", "学院") if head in entity.name)
        return not owned and any(self._tables.ends_in(kind, entity.name) for kind in _UNIT_HEADS)

    def _names_division(self, name: str) -> bool:
        return any(self._gazetteer.lookup(name[:length]) for length in range(2, min(len(name), 13)))

    def _around(self, code: str) -> str:
        """The city that a report's region lies in: a person of a county is also named in the city's reports."""
        place = self._gazetteer.by_code(code)
        line = (place, *self._gazetteer.ancestors(place)) if place else ()
        wide = next((each for each in line if each.level is Level.PREFECTURE), None)
        if wide is None and len(line) == 2 and line[-1].name.endswith("市"):
            wide = line[-1]
        return wide.code if wide and wide.code else code

    def _body(self, entity: Entity) -> Entity:
        """A body under the name of today."""
        name = self._follow(entity.name)
        if _UNIVERSITY.search(name):
            return replace(entity, name=name, place=None)
        place = self._gazetteer.by_code(entity.place) if entity.place else None
        if place is None:
            return replace(entity, name=name)
        today = self._today(place) if entity.type.is_health_institution else place
        split = self._split(name, place)
        if split is None:
            return replace(entity, name=name, place=today.code)
        rest, in_full = split
        rest = self._follow_at(today.level, rest)
        if in_full or rest in self._tables.heads["standard"]:
            name = self._follow(prefix_of(today, self._gazetteer) + rest)
        return replace(entity, name=name, place=today.code)

    def _follow(self, name: str) -> str:
        seen = {name}
        while (later := self._renamed.get(name)) is not None and later not in seen:
            seen.add(later)
            name = later
        return name

    def _follow_at(self, level: Level, rest: str) -> str:
        seen = {rest}
        while (later := self._renamed_at.get((level.value, rest))) is not None and later not in seen:
            seen.add(later)
            rest = later
        return rest

    def _today(self, place: Place) -> Place:
        """The division that goes on at another rank (沙县 as 沙县区), not what took it over (东城区, 崇文区)."""
        while place.valid_until is not None and place.replaced_by:
            following = self._gazetteer.by_code(place.replaced_by)
            if following is None or following is place or not _goes_on(place, following):
                return place
            place = following
        return place

    def _split(self, name: str, place: Place) -> tuple[str, bool] | None:
        """What stands behind the divisions that a name opens with, and whether the last is written in full."""
        line = (*self._gazetteer.ancestors(place), place)
        forms = sorted(
            ((form, each) for each in line for form in (each.name, *each.former, *each.short)), key=_longest_first
        )
        last, in_full = None, False
        while opening := next(((form, each) for form, each in forms if name.startswith(form)), None):
            form, last = opening
            name, in_full = name[len(form) :], form not in last.short
        return (name, in_full) if last == place and name else None


def _is_of_township(entity: Entity) -> bool:
    """A township that no register has, or a body that bears its name: every county may have one."""
    return (entity.type is EntityType.PLACE or entity.type.is_body) and names_township(entity.name)


def _goes_on(place: Place, following: Place) -> bool:
    if place.code == following.code:
        return True
    stem = place.name.removesuffix("地区")
    stem = stem if stem != place.name else place.name[:-1]
    return following.name.startswith(stem if len(stem) > 1 else place.name)


def _longest_first(item: tuple[str, Place]) -> tuple[int, str]:
    return -len(item[0]), item[0]
