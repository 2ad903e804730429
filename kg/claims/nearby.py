"""Who helps whom where no frame says it: a helper and, further on, whom its people go to or look after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import PEOPLE_UNITS, is_outside
from kg.claims.lists import list_span
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate, Quantity
from kg.resources.words import alternation

__all__ = ["find_nearby"]

_REACH = 46
"""How far before whoever is helped the helper is looked for."""
_HELPERS = frozenset(
    {EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.AGENCY}
)
_HELPED = frozenset(
    {
        EntityType.HOSPITAL,
        EntityType.PRIMARY_CARE,
        EntityType.PUBLIC_HEALTH,
        EntityType.ORGANIZATION,
        EntityType.PLACE,
    }
)
_SENDERS = frozenset({EntityType.HOSPITAL, EntityType.PUBLIC_HEALTH, EntityType.ORGANIZATION})
_OTHER = re.compile(alternation("claims/nearby.other"))
"""What is told instead: others' turns, visits, learning, a transfer of patients."""
_LEARNS = re.compile(f"[^,;。]{{0,10}}?(?:{alternation('claims/nearby.learns')}|学(?!生|员|校|术|院))")
_ASIDE = re.compile(f"(?:{alternation('claims/nearby.aside')})$")
"""Words before somebody who does not act in what follows: 按照某省的部署, 在某市."""
_ASIDE_REACH = 4
_DEPARTMENT = re.compile("(?:科|分会|学组|医联体|医共体|大会)$")
"""Whose people go somewhere is told of the house."""


_TAKES_NOT = re.compile(f"[^,;。]{{0,4}}{alternation('claims/nearby.takes_not')}")


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    people = "(?:{people}|医院|学员|一行|{PERSON}|{Q})"
    return {
        "takes": compile_expression(f"{alternation('claims/nearby.takes')}(?:了|着|的是|的就是|过)?$"),
        "for": re.compile("(?:为|给|向|对)$"),
        "goes": compile_expression(people + f"[^;。:]{{0,24}}?{alternation('claims/nearby.goes')}(?:了|过)?$"),
        "cares": re.compile(f"[^,:;。]{{0,12}}?{alternation('claims/nearby.cares')}"),
        "by": compile_expression(
            f"由{{PLACE}}?(s:{{HEALTH}}(?:(?:、|和|与|及){{PLACE}}?{{HEALTH}})*)(?:的|[^,:;。{{ALL}}]|{{Q}}|{{T}}|{{PERSON}}|{{SPAN}}){{0,14}}?(?:{alternation('claims/nearby.by')}|派[^,;。]{{0,4}}?(?:{{Q}})?)"
        ),
        "money": re.compile(f"(?:投入|补助|拨|补贴|拨付|出资)[^,;。]{{0,6}}[{SIGNS['MONEY']}]"),
    }


def find_nearby(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Help between two that a sentence names, one after the other; `told` are the frames' claims."""
    known = {
        (claim.subject.name, claim.object.name)
        for claim in told
        if claim.predicate is Predicate.SUPPORTS and claim.object
    }
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        found = []
        for at, item in sorted(shadow.items.items()):
            helper_at = _helper_at(shadow, at, item) if isinstance(item, Mention) else None
            if helper_at is None or not isinstance(item, Mention):
                continue
            helper = shadow.mentions(helper_at, helper_at + 1)[0]
            if how := _how(shadow, helper_at, helper, at, item):
                found.append((at, helper, item, how, None if how == "takes" else _people(shadow, helper_at, at)))
        for where, helper, item, how, people in (*found, *_by(shadow)):
            pair = entity_of(helper).name, entity_of(item).name
            if pair in known:
                continue
            known.add(pair)
            yield passage.claim(
                index, (where, where + 1), entity_of(helper), Predicate.SUPPORTS, entity_of(item),
                rule=f"supports.near.{how}", confidence=0.45, quantity=people,
            )  # fmt: skip


def _by(shadow: Shadow) -> Iterator[tuple[int, Mention, Mention, str, Quantity | None]]:
    """石桥镇、北坡镇路远,由甲医院派人顶班: whoever is told after 由 helps the places and houses told before it."""
    for match in _expressions()["by"].finditer(shadow.string):
        last = next(
            (at for at in range(match.start() - 1, max(-1, match.start() - _REACH), -1) if _may_be_helped(shadow, at)),
            None,
        )
        helpers = shadow.mentions(*match.span("s"))
        if last is None or re.search("[。;:]", shadow.string[last : match.start()]):
            continue
        listed = range(*list_span(shadow, last))
        people = [span.quantity for span in shadow.quantities(*match.span()) if span.quantity.unit in PEOPLE_UNITS]
        is_each = "各" in match[0] or (len(helpers) == 1 and sum(_may_be_helped(shadow, at) for at in listed) == 1)
        for at in listed:
            item = shadow.items.get(at)
            for helper in helpers:
                if isinstance(item, Mention) and _may_be_helped(shadow, at) and not _is_same(helper, item):
                    yield match.end("s"), helper, item, "by", people[0] if people and is_each else None


def _people(shadow: Shadow, helper_at: int, at: int) -> Quantity | None:
    """The one amount of people told between a helper and the only one that they go to."""
    people = [span.quantity for span in shadow.quantities(helper_at, at) if span.quantity.unit in PEOPLE_UNITS]
    first, end = list_span(shadow, at)
    return people[0] if len(people) == 1 and end == first + 1 else None


def _may_be_helped(shadow: Shadow, at: int) -> bool:
    item = shadow.items.get(at)
    return isinstance(item, Mention) and item.type in _HELPED - {EntityType.ORGANIZATION}


def _helper_at(shadow: Shadow, at: int, item: Mention) -> int | None:
    """Where the nearest from elsewhere stands before whoever may be helped, or before the list it is in."""
    behind = shadow.items.get(at + 1)
    is_owner = isinstance(behind, Mention) and item.type is EntityType.PLACE and behind.type in _HELPED
    if item.type not in _HELPED or is_owner:
        return None
    first = _first(shadow, at)
    for position in range(first - 1, max(-1, first - _REACH), -1):
        other = shadow.items.get(position)
        if isinstance(other, Mention) and other.type in _HELPERS and not _is_same(other, item):
            return None if re.search("[。;:]", shadow.string[position:first]) else position
    return None


def _first(shadow: Shadow, at: int) -> int:
    """Where a list, and the place that its first member is named with, begins."""
    first, _ = list_span(shadow, at)
    before = shadow.items.get(first - 1)
    return first - 1 if isinstance(before, Mention) and before.type is EntityType.PLACE else first


def _is_same(helper: Mention, item: Mention) -> bool:
    return (helper.group and helper.type is EntityType.PLACE) or not is_outside(entity_of(helper), entity_of(item))


def _how(shadow: Shadow, helper_at: int, helper: Mention, at: int, item: Mention) -> str | None:
    """The construction that says of the one that it helps the other; None where something else is told."""
    expressions = _expressions()
    between = shadow.string[helper_at + 1 : _first(shadow, at)]
    start = list_span(shadow, helper_at)[0]
    is_aside = bool(_ASIDE.search(shadow.string, max(0, start - _ASIDE_REACH), start))
    if is_aside or _OTHER.search(between) or expressions["money"].search(between):
        return None
    behind = shadow.string[at + 1 :]
    if expressions["takes"].search(between) and not _TAKES_NOT.match(behind):
        return "takes"
    if _LEARNS.match(behind) or helper.type not in _SENDERS or _DEPARTMENT.search(entity_of(helper).name):
        return None
    cares = bool(expressions["cares"].match(behind))
    if expressions["for"].search(between) and cares:
        return "for"
    if (
        expressions["goes"].search(between)
        and ("," not in between or cares)
        and item.type is not EntityType.ORGANIZATION
    ):
        return "goes"
    return None
