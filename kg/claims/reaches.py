"""Places and houses that a programme or system of the sentence reaches, where no frame has read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.helpers import is_within
from kg.claims.passage import Passage
from kg.claims.schemes import SCHEMES
from kg.claims.shadow import Shadow
from kg.claims.subjects import entity_of
from kg.model import Claim, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["find_reaches"]

_CUES = {
    "grown": re.compile(alternation("claims/reaches.grown")),
    "given": re.compile(alternation("claims/reaches.given")),
    "gone": re.compile(
        f"{alternation('claims/reaches.gone')}|去(?!年)|(?<!{alternation('claims/reaches.gone_end')})到(?![位账期底])"
    ),
    "done": re.compile(alternation("claims/reaches.done")),
}
"""Words around what is reached, by what they tell."""
_OF = {
    "group": ("grown", "given", "gone"),
    "county": ("grown", "given", "gone"),
    "town": ("grown", "given", "gone", "done"),
    "houses": ("grown",),
}
"""Which of them tell it of places and houses of a kind: a group of houses is inspected more often than reached."""
_TOWN = re.compile(f"{alternation('claims/reaches.town')}$")
_OTHER = re.compile(alternation("claims/reaches.other"))
_PAPER = re.compile("(?:方案|意见|规划|改革|条例|办法)$")
"""What is laid down for places without reaching them."""
_HOUSES = frozenset({EntityType.HOSPITAL, EntityType.PRIMARY_CARE, EntityType.PUBLIC_HEALTH})
_BEFORE, _BEHIND = 10, 12
"""How far around what is reached the words may stand."""
_SCHEMES = 2
"""A longer list of programmes reaches no place of which only one is told."""


def find_reaches(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """What the programme or system named last before it in the sentence reaches; `told` are the frames' claims."""
    known = {
        (claim.subject.name, claim.object.name)
        for claim in told
        if claim.predicate is Predicate.COVERS and claim.object
    }
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        for at, item in sorted(shadow.items.items()):
            cue = _cue(passage, shadow, at, item) if isinstance(item, Mention) else None
            schemes = passage.schemes.at(index, at, SCHEMES) if cue else ()
            if cue is None or not isinstance(item, Mention) or len(schemes) > _SCHEMES:
                continue
            for scheme in schemes:
                pair = entity_of(scheme).name, entity_of(item).name
                if pair not in known and not _PAPER.search(pair[0]) and scheme.start >= shadow.sentence.start:
                    known.add(pair)
                    yield passage.claim(
                        index, (at, at + 1), entity_of(scheme), Predicate.COVERS, entity_of(item),
                        rule=f"covers.{cue}", confidence=0.5,
                    )  # fmt: skip


def _cue(passage: Passage, shadow: Shadow, at: int, item: Mention) -> str | None:
    """What the words around a mention tell of its being reached; None where they tell something else."""
    kind = _kind(passage, item)
    behind = shadow.items.get(at + 1)
    is_owner = isinstance(behind, Mention) and item.type is EntityType.PLACE and behind.type is not EntityType.DISEASE
    if kind is None or is_owner or shadow.string[max(0, at - 1) : at] in {"由", "与"}:
        return None
    if not item.group and _is_whole(shadow, at):
        return None
    start, end = shadow.clause_of(at)
    words = shadow.string[max(start, at - _BEFORE) : min(end, at + _BEHIND)]
    if _OTHER.search(words):
        return None
    return next((cue for cue in _OF[kind] if _CUES[cue].search(words)), None)


@cache
def _whole() -> re.Pattern[str]:
    return compile_expression(r"(?:(?:、|和|及){PLACE})*的?(?P<part>{PLACE}|{HEALTH})")


def _is_whole(shadow: Shadow, at: int) -> bool:
    """Of 甲镇、乙镇的31个村 the villages are reached."""
    match = _whole().match(shadow.string, at + 1)
    return bool(match and any(each.group for each in shadow.mentions(*match.span("part"))))


def _kind(passage: Passage, item: Mention) -> str | None:
    if item.anaphor:
        return None
    if item.type in _HOUSES:
        return "houses" if item.group else None
    if item.type is not EntityType.PLACE:
        return None
    place, region = entity_of(item), passage.context.region
    if item.group:
        return "group"
    if _TOWN.search(place.name):
        return "town"
    return "county" if region and place.code != region.code and is_within(place, region) else None
