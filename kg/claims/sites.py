"""Buildings, departments and houses of which no frame says who builds them: work on them is told beside their name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.slots import counted
from kg.claims.subjects import entity_of
from kg.claims.unstated import founders_of
from kg.model import Claim, Entity, EntityType, Mention, Modality, Predicate
from kg.resources.words import alternation

__all__ = ["find_sites"]

_STAGE = re.compile(alternation("claims/sites.stage"))
_DEPARTMENT = re.compile(f"^[^,;。]{{0,6}}?{alternation('claims/sites.department')}")
_FOUNDED = re.compile(f"{alternation('claims/sites.founded')}(?:了|的)?$")
_ASIDE = re.compile(f"(?:{alternation('claims/sites.aside')}|地点:?)了?(?:[^,:;。]{{0,3}}的)?$")
"""Where something is told of a building and not the building itself."""
_INSIDE = re.compile(f"的?(?:{alternation('claims/sites.inside')}|[^,;。]{{0,8}}?(?:终端|覆盖|接进|接通|楼道))")
_ADVERBS = f"(?:{alternation('claims/sites.adverbs')}|[因由受][^,;。]{{2,16}}?)*"
_HOUSE = re.compile(
    f"^的?(?:建设|改造|项目)?{_ADVERBS}(?:{alternation('claims/sites.house')}|业务用房[^,;。]{{0,4}}(?:交付|改造|完成|用房))"
)
_PREPARED = re.compile("(?:始建|兴建|筹建|迁建|重建|增挂)(?:了|的)?(?:一所)?$")
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_TO_COME = re.compile(alternation("claims/sites.to_come"))
_REACH = 14
"""How far from a building in its clause the work on it is told."""
_PARTS = re.compile("(?:科|室|病区|门诊|中心|站)$")


def find_sites(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """Each building, department or house that no claim of the frames in `told` has anybody build, with work on it."""
    known = {claim.object.name: claim for claim in told if claim.predicate is Predicate.BUILDS and claim.object}
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in shadow.items.items():
            where = _where(passage, shadow, at, item) if isinstance(item, Mention) else None
            if where is None or not isinstance(item, Mention):
                continue
            thing, count = counted(shadow, item, Predicate.BUILDS)
            builder = _builder(passage, index, at, thing)
            if thing.name in known or builder is None or builder.name == thing.name:
                continue
            known[thing.name] = passage.claim(
                index, (at, where[1]), builder, Predicate.BUILDS, thing,
                rule=f"builds.site.{where[0]}", confidence=0.5, quantity=count,
            )  # fmt: skip
            yield known[thing.name]
        yield from _to_come(passage, index, known)


def _builder(passage: Passage, index: int, at: int, thing: Entity) -> Entity | None:
    """Who builds it: of a hospital the place it is named after, of other houses of health the region."""
    if thing.type in _HOUSES:
        region = passage.context.region
        return founders_of(passage, thing, region) if region and thing.type is EntityType.HOSPITAL else region
    carried = passage.subjects_at(index, at, "topic")
    return passage.builder_of(thing, carried[0], opens=True) if carried else None


def _to_come(passage: Passage, index: int, known: dict[str, Claim]) -> Iterator[Claim]:
    """What is planned for the building spoken of, in a clause that names nobody: 主体已经封顶。预计年底搬进去."""
    shadow, start = passage.shadows[index], 0
    while start < len(shadow.string):
        begin, end = shadow.clause_of(start)
        start = end + 1
        found = _TO_COME.search(shadow.string, begin, end)
        things = passage.schemes.at(index, begin, frozenset({EntityType.FACILITY}))
        before = known.get(entity_of(things[0]).name) if len(things) == 1 else None
        is_own = before and before.evidence[0].end <= shadow.text_span(begin, end)[0]
        if (
            not found
            or before is None
            or not is_own
            or before.modality is Modality.PLANNED
            or shadow.mentions(begin, end)
        ):
            continue
        claim = passage.claim(
            index,
            found.span(),
            before.subject,
            Predicate.BUILDS,
            before.object,
            rule="builds.site.tocome",
            confidence=0.5,
        )
        if claim.modality is Modality.PLANNED:
            known[entity_of(things[0]).name] = claim
            yield claim


def _where(passage: Passage, shadow: Shadow, at: int, item: Mention) -> tuple[str, int] | None:
    """Name of the construction, and where the words of the work end."""
    start, end = shadow.clause_of(at)
    before, behind = shadow.string[start:at], shadow.string[at + 1 : end]
    if item.type is EntityType.ORGANIZATION and not item.group and _PARTS.search(item.text):
        is_part = any(
            entity_of(item).name.startswith(each.text) for each in passage.mentions if each.type.is_health_institution
        )
        if is_part and _FOUNDED.search(before):
            return "founded", at + 1
        found = _DEPARTMENT.search(behind) if is_part or not before else None
        return ("department", at + 1 + found.end()) if found else None
    if item.type in _HOUSES and not item.group and not item.anaphor:
        found = _HOUSE.search(behind)
        return ("house", at + 1 + found.end()) if found else ("prepared", at + 1) if _PREPARED.search(before) else None
    if item.type is not EntityType.FACILITY or _ASIDE.search(before) or _INSIDE.match(behind):
        return None
    if (found := _STAGE.search(behind[:_REACH])) and not shadow.mentions(at + 1, at + 1 + found.start()):
        return "behind", at + 1 + found.end()
    begin = max(start, at - _REACH)
    if (found := _STAGE.search(shadow.string, begin, at)) and not shadow.mentions(found.end(), at):
        return "before", at + 1
    if end + 1 < len(shadow.string):
        low, high = shadow.clause_of(end + 1)
        found = _STAGE.search(shadow.string, low, min(high, low + _REACH))
        if found and not shadow.mentions(at + 1, high):
            return "next", found.end()
    return None
