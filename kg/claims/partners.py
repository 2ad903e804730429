"""Who agrees or joins where the clause names nobody: the house spoken of, and hardly ever the region of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["JOINED", "find_bonds", "partner_of"]

JOINED = frozenset({Predicate.PARTNERS_WITH, Predicate.MEMBER_OF})
_BACK = 3
"""How many sentences back the house may have been named."""
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})


def partner_of(
    passage: Passage, index: int, position: int, found: Sequence[Entity], others: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Whoever was found, or the house named last where that is only the region and the others are no places.

    医院成立于1958年。1984年同某医学院签约: a region signs nothing with a school where a house is spoken of.
    """
    region = passage.subjects.default
    is_region = region is not None and region.type is EntityType.PLACE and tuple(found) == (region,)
    if not is_region or passage.subjects_at(index, position, "none") or not any(each.type.is_body for each in others):
        return tuple(found)
    shadow = passage.shadows[index]
    start, _ = shadow.clause_of(position)
    names = {each.name for each in others}
    own = [each for each in shadow.mentions(start, position) if _is_house(each) and entity_of(each).name not in names]
    if own:
        return (entity_of(own[-1]),)
    is_called = bool(_CALLED.search(shadow.string, start, position))
    house = _house_before(passage, index, start, names) if is_called else None
    return (house,) if house else tuple(found)


_CALLED = re.compile(f"{alternation('claims/partners.called')}[^,:;、]{{0,8}}$")
"""Words for the house that was named, at the end of what stands before 与."""


def _house_before(passage: Passage, index: int, position: int, names: set[str]) -> Entity | None:
    for at in range(index, max(-1, index - _BACK - 1), -1):
        shadow = passage.shadows[at]
        end = position if at == index else len(shadow.string)
        for mention in reversed(shadow.mentions(0, max(0, end))):
            if _is_house(mention) and entity_of(mention).name not in names:
                return entity_of(mention)
    return None


def _is_house(mention: Mention) -> bool:
    return mention.type in _HOUSES and not mention.group


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    both = compile_expression(
        f"{alternation('claims/partners.both')}(?:[^,:;。{{ALL}}]|{{T}}){{0,12}}?{alternation('claims/partners.agree')}(?!的)"
    )
    pair = compile_expression(
        f"(?P<s>{{ACTOR}})(?:[^,:;。{{ALL}}]|{{T}}){{0,6}}?{alternation('claims/partners.pair')}(?:{{PLACE}}的?)?(?P<o>{{BODY}}|{{PLACE}}(?!{{ACTOR}}))"
    )
    return both, pair


def find_bonds(passage: Passage, index: int, told: Sequence[Claim]) -> Iterator[Claim]:
    """双方随后签约: of the two that a sentence before it, or the same one, brings together."""
    shadow = passage.shadows[index]
    known = {(claim.subject.name, claim.object.name if claim.object else "") for claim in told}
    for match in _expressions()[0].finditer(shadow.string):
        ends = _pair_before(passage, index, match.start())
        if ends and not known & {ends_names(ends), ends_names(ends[::-1])}:
            known.add(ends_names(ends))
            yield passage.claim(
                index, match.span(), ends[0], Predicate.PARTNERS_WITH, ends[1], rule="partners.both", confidence=0.6
            )


def ends_names(ends: Sequence[Entity]) -> tuple[str, str]:
    return ends[0].name, ends[1].name


def _pair_before(passage: Passage, index: int, position: int) -> tuple[Entity, Entity] | None:
    for at in range(index, max(-1, index - _BACK), -1):
        shadow = passage.shadows[at]
        end = position if at == index else len(shadow.string)
        pairs = list(_expressions()[1].finditer(shadow.string, 0, end))
        if pairs:
            named = [entity_of(shadow.mentions(*pairs[-1].span(side))[-1]) for side in ("s", "o")]
            return (named[0], named[1]) if named[0].name != named[1].name else None
    return None
