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
_OTHER = re.compile(
    "分别|前者|后者|分头|带着|联系|参观|考察|取经|学习|进修|见习|跟[班岗师机]|评估|检查|督导|核查|走访|慰问|加入|编入|编进|会议|会上|仪式|来自|邀请|应邀|报考|"
    "毕业|转[诊往到]|成员|坊间|传言|曾传|交给|任务|患儿|孩子|不再|本地|退休|发言"
)
"""What is told instead: others' turns, visits, learning, a transfer of patients."""
_LEARNS = re.compile(
    "[^,;。]{0,10}?(?:学(?!生|员|校|术|院)|进修|见习|研修|跟[班岗师机]|参观|考察|评估|会议|就诊|看病|求医|毕业|开会|举行|检测队|的任务)"
)
_DEPARTMENT = re.compile("(?:科|分会|学组|医联体|医共体|大会)$")
"""Whose people go somewhere is told of the house."""


_TAKES_NOT = re.compile("[^,;。]{0,4}(?:托管|牵头|承保|主办|任务|资金|检测队|水样|患|病人)")


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    people = "(?:{people}|医院|学员|一行|{PERSON}|{Q})"
    return {
        "takes": compile_expression(
            "(?:包抓|包下|包保|包联|包|管|负责|接手|认领|挂牵|挂联|对口|托管|帮扶|支援|援助|帮带|扶持|指导|协助|帮助|帮)"
            "(?:了|着|的是|的就是|过)?$"
        ),
        "for": re.compile("(?:为|给|向|对)$"),
        "goes": compile_expression(
            people + "[^;。:]{0,24}?(?:在|到|来到?|去|赴|进|入|走进|下到|住进|住在|驻在|抵达|到达|进驻|深入|驻点|奔赴|"
            "赶赴|前往|开进)(?:了|过)?$"
        ),
        "cares": re.compile(
            "[^,:;。]{0,12}?(?:手术|义诊|坐诊|巡诊|带教|指导|帮扶|支援|查房|授课|讲课|讲座|会诊|捐|赠|送|派驻|派|接诊|看病|诊疗|救治|"
            "筛查|主刀|申请|留下|修建|配备|配|确定为分院|医务人员|执业)"
        ),
        "by": compile_expression(
            "由{PLACE}?(s:{HEALTH}(?:(?:、|和|与|及){PLACE}?{HEALTH})*)(?:的|[^,:;。{ALL}]|{Q}|{T}|{PERSON}|{SPAN}){0,14}?"
            "(?:派[^,;。]{0,4}?(?:{Q})?|抽调|包|顶班|顶岗|补上|补齐|托管|撑起|组织|轮流|轮换|坐诊|支撑|指导|驻|结对|帮扶|支援|教授|医师|医生|专家|领衔|代管|兜底)"
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
                found.append((at, helper, item, how, None))
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
    if _OTHER.search(between) or expressions["money"].search(between):
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
