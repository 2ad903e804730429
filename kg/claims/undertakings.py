"""Programmes that a report names and of which no frame says who carries them out: whoever is spoken of there does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.helpers import is_outside
from kg.claims.passage import Passage
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["find_undertakings"]

_FIELD = re.compile(f"{alternation('claims/undertakings.field')}$")
"""Fields, contests, days and rules: a report names them without saying that anybody carries them out."""
_BEFORE = re.compile(f"(?:{alternation('claims/undertakings.before')}|签[订署了约]*)(?:了|到)?(?:[^,:;。]{{0,3}})$")
_BEHIND = re.compile(
    f"(?:{alternation('claims/undertakings.behind')}|中?的?(?:一员|第[一二三四五六七八九十0-9]+[场批期]))"
)
_PURSE = re.compile(alternation("claims/undertakings.purse"))
_VISIT = re.compile(alternation("claims/undertakings.visit"))


def find_undertakings(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """The first naming of each programme that no claim of the frames in `told` has anybody carry out or launch."""
    about = {Predicate.IMPLEMENTS, Predicate.LAUNCHES}
    known = {claim.object.name for claim in told if claim.predicate in about and claim.object}
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in shadow.items.items():
            if not isinstance(item, Mention) or item.type is not EntityType.PROGRAM:
                continue
            thing = entity_of(item)
            if thing.name in known:
                continue
            known.add(thing.name)
            if _is_aside(shadow, at, item):
                continue
            how, actors = _actors(passage, index, at)
            for actor in actors:
                yield passage.claim(
                    index, (at, at + 1), actor, Predicate.IMPLEMENTS, thing,
                    rule=f"implements.{how}", confidence=0.5,
                )  # fmt: skip


def _is_aside(shadow: Shadow, at: int, programme: Mention) -> bool:
    if _FIELD.search(programme.text) or _FIELD.search(entity_of(programme).name):
        return True
    start, _ = shadow.clause_of(at)
    return bool(_BEFORE.search(shadow.string[start:at]) or _BEHIND.match(shadow.string, at + 1))


def carriers_of(passage: Passage, index: int, spoken: Sequence[Entity]) -> tuple[Entity, ...]:
    """Who carries a programme out where the clause names nobody: not who pays, tells or comes from elsewhere."""
    home = passage.subjects.default
    if home is None or _is_country(home):
        return tuple(spoken)
    if tuple(spoken) == (home,) and (house := _section(passage, index)):
        return (house,)
    return tuple(dict.fromkeys(home if _is_other(each, home) else each for each in spoken))


def _is_country(home: Entity) -> bool:
    """In a report on the whole country a ministry is meant where nobody is named, and not the country."""
    return home.type is EntityType.PLACE and home.code is None


def _is_other(actor: Entity, home: Entity) -> bool:
    """Where a report speaks for a house, the others that it tells of have programmes of their own."""
    return bool(_PURSE.search(actor.name)) or (home.type is EntityType.PLACE and is_outside(actor, home))


def _actors(passage: Passage, index: int, at: int) -> tuple[str, tuple[Entity, ...]]:
    """How it is told who acts, and who: named in the clause, spoken of before, or whom the report speaks for."""
    named, home = passage.subjects_at(index, at, "none"), passage.subjects.default
    if home is not None and _is_country(home):
        return "named", tuple(each for each in named if not _PURSE.search(each.name))
    if _VISIT.search(passage.shadows[index].string):
        return "ownreport", (home,) if home else ()
    if named and not any(_PURSE.search(each.name) for each in named):
        return "named", named
    spoken = passage.subjects_at(index, at, "topic")
    if spoken == (home,) and (house := _section(passage, index)):
        return "section", (house,)
    if not spoken or any(home is not None and _is_other(each, home) for each in spoken):
        return "ownreport", (home,) if home else ()
    return "spoken", spoken


_OPENING = 3
"""How far from the start of a paragraph the house stands whose section it opens."""
_SECTIONS = 3
"""How many houses open paragraphs of a report on several."""


def _section(passage: Passage, index: int) -> Entity | None:
    """In a report on several houses, the one whose name opened a paragraph last."""
    home = passage.subjects.default
    if home is None or not home.type.is_health_institution:
        return None
    openers = [(at, house) for at, shadow in enumerate(passage.shadows) if (house := _opener(passage, at, shadow))]
    if len({house.name for _, house in openers}) < _SECTIONS:
        return None
    last = [house for at, house in openers if at <= index][-1:]
    return last[0] if last and last[0].type is home.type and not last[0].name.startswith(home.name) else None


def _opener(passage: Passage, at: int, shadow: Shadow) -> Entity | None:
    is_first = at == 0 or passage.shadows[at - 1].sentence.paragraph != shadow.sentence.paragraph
    opening = shadow.mentions(0, _OPENING) if is_first else []
    return entity_of(opening[0]) if opening and opening[0].type.is_health_institution and not opening[0].group else None
