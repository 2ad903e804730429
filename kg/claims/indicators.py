"""The whole name of a measured quantity, and whom a figure speaks for."""

from __future__ import annotations

import re

from kg.claims.holders import holders_at
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType, Mention

__all__ = ["is_denied_goal", "measured_names", "speaker"]

_BARE = 6
"""An indicator this short lacks what it is the rate of, where words stand right before it."""

_INSIDE = SIGNS["DISEASE"] + SIGNS["SPAN"]
_ITEMS = "".join(sign for sign in SIGNS.values() if sign not in _INSIDE)
_QUALIFIER = re.compile(rf"[^,:;。、()“”\"\s{_ITEMS}]{{1,14}}$")
_STOP = re.compile(
    "^.*(?:头一年|一年|届时|然而|凡|该[镇县市院乡]|各小队|单位|适龄儿童|中小学生|的|使|让|全[省市区县州旗盟国院]|实现|确保|力争|其中|由|将|把|与|和|及(?!以)|有|达|为(?!主)|在|对|均|目前|累计|同比|今年|去年|"
    "全年|我院|提高|提升|降低|改善|控制|完成|推动|推进|开展|带动|保持|连续|则|较|比|但|也|还|不过|要|省|市|区|县|从|到|以上|第一|上年|稳定|是|医院|本|因|新建|就|仅)"
)
_RATE = re.compile("(?:率|比例|占比|比重|时间|数|量)$")
_GRADES = re.compile("(?:二、|三、)$")
_WHOLE = re.compile("^(?:增幅|降幅|增速|涨幅|占比|总数|总量|到位率)")
_OWNING = ("PLACE", "HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH")
_SHARED = re.compile("患者|病人|报告")
_OF_PEOPLE = re.compile(
    "死亡率|预期寿命|签约率|规范管理率|健康管理率|系统管理率|发病率|患病率|感染率|健康素养|每千|每万|人均|"
    "托位|建档率|接种率|达标率|覆盖率|听力障碍"
)
"""Measured over the people of a place, never over a hospital's patients."""
_OF_COUNTY = re.compile("就诊率|住院率")
_GOAL = re.compile(
    "^的?(?:年初|年度|全年|年底|既定|规划|预定|预期|设定|工作|国家|省定|计划|考核|人)*(?:目标|要求|任务|标准|计划|指标|预期|硬杠杠|杠杠|及格线|底线|红线|门槛|警戒线|考核线|合格线|平均水平|水平线)(?!的)"
)
_FAILED = re.compile(
    "^(?:以[上下内])?的?[^,:;。]{0,6}?(?:目标|要求|任务|指标|预期)(?:也|却|最终|仍|都|尚|均|还)*(?:没有|没|未能|没能|未)"
    "(?:如期|按期|全部)?(?:达|完成|实现|兑现)"
)
_SHORT = re.compile(r"(?:距离?|离|与|较|比|没有(?:达到|完成|实现)|未(?:能)?(?:达到|完成|实现|达))[^,:;。]{0,12}$")
_MISSED = re.compile("还差|还远|甚远|距离|尚有|仍有|差距|缺口|还有|相差|低|少|不足|未|没有|差一口气|一步之遥")


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
    "(?:没有|没能|没|未|未能|尚未|远未|均未|还没有?|仍未|都没有?)(?:达到|达|完成|实现|过|够到|够上|赶上|摸到|跨过|越过|降到|降至|压到|压至|升到|提到|提高到|突破)"
    "[^,:;。]{0,10}$"
)
_BARE_GOAL = re.compile("^(?:以[上下内])?(?:的[^,:;。]{0,8})?(?:[,;。]|$)")
"""没有过三成, 尚未达到兵团规定的70%: a goal told by its figure alone."""


def is_denied_goal(left: str, right: str, clause: str) -> bool:
    """距全年3.8个的目标还差…: the amount is a goal that was missed."""
    if _FAILED.match(right) or (_UNREACHED.search(left) and _BARE_GOAL.match(right)):
        return True
    return bool(_GOAL.search(right) and _SHORT.search(left) and _MISSED.search(clause))
