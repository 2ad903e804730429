"""The whole name of a measured quantity, and whom a figure speaks for."""

from __future__ import annotations

import re

from kg.claims.holders import holders_at
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType, Mention
from kg.resources.words import alternation

__all__ = ["is_denied_goal", "measured_names", "speaker"]

_BARE = 6
"""An indicator this short lacks what it is the rate of, where words stand right before it."""

_INSIDE = SIGNS["DISEASE"] + SIGNS["SPAN"]
_ITEMS = "".join(sign for sign in SIGNS.values() if sign not in _INSIDE)
_QUALIFIER = re.compile(rf"[^,:;。、()“”\"\s{_ITEMS}]{{1,14}}$")
_STOP = re.compile(f"^.*(?:{alternation('claims/indicators.stop')}|及(?!以)|为(?!主))")
_RATE = re.compile("(?:率|比例|占比|比重|时间|数|量)$")
_GRADES = re.compile("(?:二、|三、)$")
_WHOLE = re.compile(f"^{alternation('claims/indicators.whole')}")
_OWNING = ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH")
_SHARED = re.compile("患者|病人|报告")
_OF_PEOPLE = re.compile(alternation("claims/indicators.of_people"))
"""Measured over the people of a place, never over a hospital's patients."""
_OF_COUNTY = re.compile("就诊率|住院率")
_GOAL = re.compile(f"^的?{alternation('claims/indicators.goal')}*{alternation('claims/indicators.goal_noun')}(?!的)")
_FAILED = re.compile(
    f"^(?:以[上下内])?的?[^,:;。]{{0,6}}?(?:目标|要求|任务|指标|预期){alternation('claims/indicators.failed')}*(?:没有|没|未能|没能|未)(?:如期|按期|全部)?(?:达|完成|实现|兑现)"
)
_SHORT = re.compile(f"{alternation('claims/indicators.short')}[^,:;。]{{0,12}}$")
_MISSED = re.compile(alternation("claims/indicators.missed"))


def measured_names(passage: Passage, shadow: Shadow, position: int) -> tuple[Entity, ...]:
    """What is measured at a position: the indicator with the words it is short of, and those that share its head.

    高血压、糖尿病患者规范管理率 are two; 死亡率 behind 重大慢性病过早 is more than 死亡率.
    """
    mention = shadow.items[position]
    if not isinstance(mention, Mention):
        return ()
    entity = entity_of(mention)
    is_short = entity.name == mention.text and len(mention.text) <= _BARE and _RATE.search(mention.text)
    before = _qualifier(shadow, position) if is_short else ""
    behind = _WHOLE.match(shadow.string[position + 1 :])
    if before or behind:
        start, _ = shadow.text_span(position - len(before), position + 1)
        end = mention.end + (behind.end() if behind else 0)
        entity = Entity(passage.text[start:end].strip("“”"), EntityType.INDICATOR)
    return (*_sharing(passage, shadow, position - len(before), entity), entity)


def _qualifier(shadow: Shadow, position: int) -> str:
    grades = _GRADES.search(shadow.string, 0, position)
    following = shadow.items[position]
    if grades and isinstance(following, Mention) and re.match("[三四]?级", following.text):
        return grades[0]
    match = _QUALIFIER.search(shadow.string, 0, position)
    words = _STOP.sub("", match[0]) if match else ""
    return words if len(words) >= 2 or words in _INSIDE else ""


def _sharing(passage: Passage, shadow: Shadow, position: int, entity: Entity) -> tuple[Entity, ...]:
    """Diseases listed right before one whose rate is named: the rate is that of each."""
    head = _SHARED.search(entity.name)
    match = re.search(
        rf"(?P<others>[{SIGNS['DISEASE']}](?:、[{SIGNS['DISEASE']}])*)[、和及]$", shadow.string[:position]
    )
    if head is None or head.start() == 0 or match is None:
        return ()
    others = shadow.mentions(*match.span("others"))
    return tuple(Entity(other.text + entity.name[head.start() :], EntityType.INDICATOR) for other in others)


def speaker(passage: Passage, index: int, position: int, name: str) -> tuple[Entity, ...]:
    """Whom a figure is about: who stands right before it, or who its clause names.

    What is measured over a people is never about a body named before.
    """
    shadow = passage.shadows[index]
    owner = _owner(shadow, position)
    if owner:
        return passage.entities((owner,))
    found = holders_at(passage, index, position, name)
    region = passage.subjects.default
    if passage.subjects_at(index, position, "none") or region is None:
        return found
    if any(entity.type is EntityType.AGENCY for entity in found) and region.type is EntityType.PLACE:
        return (region,)
    if _OF_PEOPLE.search(name) and (len(found) > 1 or any(entity.type.is_body for entity in found)):
        return (region,)
    return (region,) if _OF_COUNTY.search(name) and len(found) > 1 else found


_ACTORS = re.compile("(?:使|让|使得|[^、和与及])" + f"[{''.join(SIGNS[name] for name in _OWNING)}]的?$")


def _owner(shadow: Shadow, position: int) -> Mention | None:
    """石渠县 of 让石渠县人群患病率降至…: the one whose figure it is, by standing right before it."""
    match = _ACTORS.search(shadow.string, 0, position - len(_qualifier(shadow, position)))
    named = shadow.mentions(*match.span()) if match else []
    return named[-1] if named and not named[-1].group else None


_UNREACHED = re.compile(
    f"{alternation('claims/indicators.unreached')}{alternation('claims/indicators.reach')}[^,:;。]{{0,10}}$"
)
_BARE_GOAL = re.compile("^(?:以[上下内])?(?:的[^,:;。]{0,8})?(?:[,;。]|$)")
"""没有过三成, 尚未达到兵团规定的70%: a goal told by its figure alone."""


def is_denied_goal(left: str, right: str, clause: str) -> bool:
    """距全年3.8个的目标还差…: the amount is a goal that was missed."""
    if _FAILED.match(right) or (_UNREACHED.search(left) and _BARE_GOAL.match(right)):
        return True
    return bool(_GOAL.search(right) and _SHORT.search(left) and _MISSED.search(clause))
