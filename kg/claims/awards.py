"""Grades and titles that no frame has read: what is told beside them says whether they were won, met or are wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.slots import counted
from kg.claims.subjects import entity_of
from kg.claims.titleholders import is_personal
from kg.model import Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["find_awards"]

_PLAIN = f"[^,:;。{''.join(SIGNS.values())}]"
_TITLE = SIGNS["DESIGNATION"]
_BEFORE = {
    "won": re.compile(f"{alternation('claims/awards.won')}(?:了|过|由)?{_PLAIN}{{0,8}}?$"),
    "met": re.compile(
        f"{alternation('claims/awards.met')}(?:了|过)?{_PLAIN}{{0,6}}?(?:[{SIGNS['Q']}])?{_PLAIN}{{0,2}}?$"
    ),
    "wanted": re.compile(f"{alternation('claims/awards.wanted')}{_PLAIN}{{0,6}}?$"),
    "listed": re.compile(f"[{_TITLE}][{SIGNS['Q']}]?[、和及,]$"),
}
"""What stands before a title that was won, was met, is wanted, or has another one's holder."""
_BEHIND = {
    "passed": re.compile(f"{_PLAIN}{{0,4}}?(?:[{SIGNS['T']}])?{_PLAIN}{{0,6}}?{alternation('claims/awards.passed')}"),
    "wanted": re.compile(f"{_PLAIN}{{0,3}}?{alternation('claims/awards.still_wanted')}"),
}
_HOLDERS = frozenset(
    {
        EntityType.HOSPITAL,
        EntityType.PRIMARY_CARE,
        EntityType.PUBLIC_HEALTH,
        EntityType.ORGANIZATION,
        EntityType.PLACE,
    }
)


def find_awards(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """The first naming of each grade or title that no claim in `told` has anybody achieve."""
    holders = {
        claim.object.name: claim.subject for claim in told if claim.predicate is Predicate.ACHIEVED and claim.object
    }
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in sorted(shadow.items.items()):
            if not isinstance(item, Mention) or item.type is not EntityType.DESIGNATION:
                continue
            thing, quantity = counted(shadow, item, Predicate.ACHIEVED)
            how = _how(shadow, at)
            is_known = thing.name in holders or entity_of(item).name in holders
            if how is None or is_known or (quantity is None and _is_for_others(thing.name)):
                continue
            for holder in _holders(passage, index, at, how, holders):
                holders[thing.name] = holder
                yield passage.claim(
                    index, (at, at + 1), holder, Predicate.ACHIEVED, thing,
                    rule=f"achieved.near.{how}", confidence=0.45, quantity=quantity,
                )  # fmt: skip


_PEOPLE = re.compile(f"{alternation('claims/awards.people')}|(?:医生|护士|教师|奖)$")
"""What people get."""
_SOMEBODY = re.compile(f"{alternation('claims/awards.somebody')}|[他她我{SIGNS['PERSON']}]")
"""Whoever got it is no house."""
_LISTS = re.compile("遗产|名录")
"""What crafts are entered in."""


def _is_for_others(title: str) -> bool:
    return is_personal(title) or bool(_PEOPLE.search(title) or _LISTS.search(title))


def _how(shadow: Shadow, at: int) -> str | None:
    start, end = shadow.clause_of(at)
    left, right = shadow.string[max(start, at - 24) : at], shadow.string[at + 1 : end]
    if _SOMEBODY.search(left):
        return None
    return next((how for how, cue in _BEFORE.items() if cue.search(left)), None) or next(
        (how for how, cue in _BEHIND.items() if cue.match(right)), None
    )


def _holders(passage: Passage, index: int, at: int, how: str, known: Mapping[str, Entity]) -> list[Entity]:
    """Whoever has the title before it in a list; whoever stands before it in the clause, else who is spoken of."""
    shadow = passage.shadows[index]
    if how == "listed":
        before = [each for each in shadow.mentions(0, at) if each.type is EntityType.DESIGNATION][-1:]
        names = [counted(shadow, each, Predicate.ACHIEVED)[0].name for each in before]
        return [known[name] for name in names if name in known]
    start, _ = shadow.clause_of(at)
    named = [each for each in shadow.mentions(start, at) if each.type in _HOLDERS]
    if not named:
        return list(passage.subjects_at(index, at, "topic"))
    return [entity_of(named[-1])] if how != "won" else []
