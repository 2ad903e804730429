"""Counts of work done: what was counted, under the name of what was done."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kg.claims.amounts import Amount, Memory, restored
from kg.claims.frames import compile_expression
from kg.claims.holders import counted, holders_at
from kg.claims.naming import counted_name
from kg.claims.passage import Passage
from kg.claims.phrases import Found, noun_before, noun_behind, words
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.claims.trimming import away, trimmed, trimmed_verb
from kg.model import Change, Claim, Entity, EntityType, Mention, Predicate
from kg.resources.words import alternation

__all__ = ["building_of", "count_work"]


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "scheme": compile_expression(
            f"(o:{{PROGRAM}})(?:{alternation('claims/work.scheme')}|{{T}})*(?:(?<=惠及)[^,:;{{ALL}}]{{0,3}}(?:新生儿|女生|妇女|儿童|学生))?$"
        ),
        "served": compile_expression(
            r"(?:[^,:;{ALL}]{0,8})(?:免费)?(?:开展|做|进行|实施|提供|接受)了?(?:免费)?(o:{PROGRAM})(?=[,。;]|$)"
        ),
    }


def count_work(passage: Passage, amount: Amount, memory: Memory) -> list[Claim]:
    """选派5名医生, 发放宣传册4万册: what was counted, under the name of what was done."""
    change, amount = _rise(amount)
    if amount.span.kind in {"age", "level", "duration", "size"} or (amount.span.kind == "rate" and change is None):
        return []
    if scheme := _reached(passage, amount):
        return counted(passage, amount, memory, scheme, rule="count.scheme", confidence=0.85)
    found = _noun(amount)
    if found is None or (amount.left.endswith(("是", "为", "作为")) and amount.span.quantity.value == "1"):
        return []
    if _GAP.search(amount.left) or _GOAL.match(amount.right):
        return []
    if _ONE.match(amount.span.quantity.text):
        return []
    verb, noun, confidence, construction = found
    shadow = passage.shadows[amount.index]
    raw = restored(passage, shadow, noun, amount)
    if raw is None or _EACH.search(raw):
        return []
    at = shadow.string.find(noun, amount.start)
    text = counted_name(passage, shadow, (at, at + len(noun)), is_before=at < amount.position)
    if not text or len(text) < 2 or (amount.span.kind == "money" and not _PAID.search(verb + text)):
        return []
    given = _GIVEN.search(shadow.string, amount.start, at) if at < amount.position else None
    if given and (done := _RECIPIENTS.match(text)):
        text = text[done.end() :]
    told = raw.split(text)[0]
    text = trimmed(text)
    if len(text) < 2:
        return []
    verb = trimmed_verb(verb, text)
    if _OF_BUILDING.search(text) and verb in {"设", "设置", "增设"}:
        verb = ""
    if _is_body(shadow, noun, at):
        return []
    verb = "" if _STRIPPED.search(told) else verb
    if text.endswith("开放") and amount.span.quantity.unit == "张":
        text += "床位"
    if construction in _LOOSE and (_RESULT.fullmatch(text) or _is_told(amount, construction)):
        return []
    if _is_spelt(amount, construction):
        return []
    if _NO_NAME.search(text) or _NO_NOUN.fullmatch(text) or _is_another_claim(shadow, noun, amount):
        return []
    if construction == "work" and at > amount.position:
        text = away(shadow.string, at + len(noun), text)
    listed = amount.left[:1] in {"、", "和", "及"} or amount.left[:2] == "以及"
    verb = "" if verb == "覆盖" else verb or (memory.verb if listed and memory.verb != "covers" else "")
    memory.verb = verb
    target = _scheme(shadow, noun, amount) or Entity(verb + text, EntityType.INDICATOR)
    subjects = _counting_subjects(passage, amount, text)
    memory.targets, memory.subjects = (target,), subjects
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule=f"count.{construction}", confidence=confidence, quantity=amount.span.quantity, change=change,
        )
        for subject in subjects
    ]  # fmt: skip


def _rise(amount: Amount) -> tuple[Change | None, Amount]:
    """下转病人同比增加420人次: what rose is named before the words that tell the rise."""
    match = _RISE.search(amount.left)
    if match is None or amount.span.quantity.from_value or match.start() < 2:
        return None, amount
    change = Change.UP if match["up"] else Change.DOWN
    return change, replace(amount, left=amount.left[: match.start()], right="")


_RISE = re.compile(
    f"(?:已|也|则|又|均)*(?:同比|环比|[较比](?:上年|去年|前年|年初|上月|上季度|上期|[{SIGNS['T']}])?(?:同期)?)"
    f"(?:实现|净|就|还)*(?:(?P<up>{words('up')})|{words('down')})(?:出|了|近|约|超)*$"
)


def _reached(passage: Passage, amount: Amount) -> str | None:
    """The name of the scheme that people were reached by: 开展某筛查3万人次, 某服务签约3万人, 为3万名妇女开展某筛查."""
    if amount.span.kind != "count" or amount.span.quantity.unit not in _REACHED_UNITS:
        return None
    before = _expressions()["scheme"].search(amount.left)
    behind = _expressions()["served"].match(amount.right) if _FOR.search(amount.left) else None
    shadow = passage.shadows[amount.index]
    if before:
        at = amount.start + before.start("o")
    elif behind:
        at = amount.position + 1 + behind.start("o")
    else:
        return None
    named = shadow.mentions(at, at + 1)
    return entity_of(named[0]).name if named else None


_REACHED_UNITS = frozenset(
    {"人", "人次", "名", "位", "对", "户", "例", "例次", "剂", "剂次", "针", "针次", "批", "场", "次"}
)
_FOR = re.compile("(?:为|对|给|向|组织)(?:近|约|超)?$")


def _noun(amount: Amount) -> Found | None:
    right = amount.right
    if amount.span.quantity.from_value or not right or right[0] in ",:;、()。和及与;" or right.startswith("以及"):
        return noun_before(amount.left)
    return noun_behind(amount.left, right) or (noun_before(amount.left) if right[0] in "的" else None)


def _scheme(shadow: Shadow, noun: str, amount: Amount) -> Entity | None:
    """适龄妇女免费“两癌”筛查完成3万人: who was reached by a scheme is counted under the scheme's name."""
    at = shadow.string.find(noun, amount.start)
    for position in range(at, at + len(noun)):
        item = shadow.items.get(position)
        if isinstance(item, Mention) and item.type is EntityType.PROGRAM:
            rest = noun[position - at + 1 :]
            return Entity(entity_of(item).name, EntityType.INDICATOR) if _REACHED.fullmatch(rest) else None
    return None


_NO_NAME = re.compile(
    f"{alternation('claims/work.no_name')}|^(?:后|所|其|他|我们|在(?![岗职编册校透培管读建研疆藏库途架])|由|被)|[签进来把将并可]$"
)
"""What is left of a clause where nothing is named that could be counted."""

_NO_NOUN = re.compile(
    f"{alternation('claims/work.no_noun')}|.{{0,6}}来自|[一两三半].{{0,2}}年.?|宁可.*|.*[一两]年多|.*费分|星期.*|.{{0,6}}线上|.*(?:阅读|浏览|下载|评论|点赞)|.*一行|.{{0,4}}前后花|.*(?:写秃|贴错|撤走)|.{{0,6}}悬而未决"
)
"""Words that stand before a number and name nothing that it counts."""

_SET_UP = re.compile("(?:设|建|增|布|立|打造)[^,:;。]{0,12}$")
_SITE = re.compile(f"{alternation('claims/work.site')}$")


def _is_another_claim(shadow: Shadow, noun: str, amount: Amount) -> bool:
    """A counted award is achieved, and a counted place of care that is set up is built: neither is work done."""
    at = shadow.string.find(noun, amount.start)
    items = [shadow.items.get(position) for position in range(at, at + len(noun))]
    if any(isinstance(item, Mention) and item.type is EntityType.DESIGNATION for item in items):
        return True
    return bool(
        _SITE.search(noun) and _SET_UP.search(amount.left.removesuffix(noun) if noun in amount.left else amount.left)
    )


_GIVEN = re.compile("[为给对向][^,:;]{0,16}$")
_RECIPIENTS = re.compile(f"[^、]{{0,8}}?{alternation('claims/work.recipients')}(?=.{{2}})")
"""为基层的医务人员讲课25次: those something is done for are no part of its name."""


def _is_body(shadow: Shadow, noun: str, at: int) -> bool:
    """县人民医院6名: a body or a place by itself is where something was counted, not what."""
    item = shadow.items.get(at)
    if len(noun) != 1 or not isinstance(item, Mention) or item.group:
        return False
    return item.type.is_body or item.type is EntityType.PLACE


_LOOSE = frozenset({"noun", "acted", "opening"})
"""Constructions in which no word of work says that something was counted."""
_RESULT = re.compile(
    f"(?!支出|产出|收到)(?:.{{1,2}}{alternation('claims/work.result')}|一行|一批|这[支批]|眼下.*|.{{0,2}}年头|心愿|星期|钟头)"
)
"""救活, 凑足, 烧坏: what came of it, and no name of what was counted."""
_TURNS = frozenset({"次", "趟", "遍", "回", "步", "圈", "句", "笔", "处"})
_FEW = 10
_ITEMS = frozenset(SIGNS.values())


def _is_told(amount: Amount, construction: str) -> bool:
    """两位大夫照例去, 跑了六趟: few people and turns are told of, not counted."""
    value = amount.span.quantity.value
    is_few = value.isdigit() and int(value) < _FEW
    if construction == "opening":
        is_owned = amount.left[-1:] in _ITEMS  # 县中医院2名针灸师
        return (is_few and not is_owned) or not re.search(r"\d", amount.span.quantity.text)
    return is_few and amount.span.quantity.unit in _TURNS


def _is_spelt(amount: Amount, construction: str) -> bool:
    """派两位老师, 有三条线: few that are written out are told of, unless they are cases, machines or terms."""
    quantity = amount.span.quantity
    if quantity.from_value or not quantity.value.isdigit() or not 0 < int(quantity.value) < _FEW:
        return False
    if construction == "act":
        return quantity.unit not in _COUNTED | _STAFF
    is_spelt = not re.search(r"\d", quantity.text)
    return is_spelt and quantity.unit not in (_COUNTED if int(quantity.value) < _PAIR else _COUNTED | _STAFF)


_COUNTED = frozenset("台例期份轮套起间张辆批") | {"台次", "人次", "对"}
_STAFF = frozenset("名人")
_PAIR = 4
_EACH = re.compile("每[人月](?!$|每月$)")
"""An amount for each is no count of what there was."""

_STRIPPED = re.compile(".{2,}")
"""Words that stood between a verb and the name: the verb is not its own."""

_ONE = re.compile("一.?$")
"""一名青年医生, 一件事: who or what is told of, not how many; a count of one is written with a digit."""

_GAP = re.compile(f"(?:{alternation('claims/work.gap')}|(?<!减)少了?|距.{{0,6}})$")
_GOAL = re.compile(f"的?{alternation('claims/work.goal')}*(?:目标|要求|任务|标准)")
"""What a goal lacks is no work done, and the goal itself neither."""

_REACHED = re.compile(f"(?:共|已|累计|全年)*{alternation('claims/work.reached')}*(?:人次|人数|人群|对象|量|数)?")
_PAID = re.compile(alternation("claims/work.paid"))
"""Money paid to people is work done, and a house is told with what it is worth; other money is a `funds` claim."""

_OF_BUILDING = re.compile("面积|^(?:设置|开放|规划|新增|设|设计|编制)*床位|层|车位|用房")


def _counting_subjects(passage: Passage, amount: Amount, text: str) -> tuple[Entity, ...]:
    shadow = passage.shadows[amount.index]
    if amount.span.kind == "area" or _OF_BUILDING.search(text):
        building = building_of(shadow, amount.position)
        if building:
            return (entity_of(building),)
    subjects = holders_at(passage, amount.index, amount.position, text)
    return subjects if re.search("[各均]", amount.left[-6:]) else subjects[:1]


def building_of(shadow: Shadow, position: int) -> Mention | None:
    """The building an area or a number of beds belongs to: named before in the sentence, else behind in the clause."""
    _, end = shadow.clause_of(position)
    before = [m for m in shadow.mentions(0, position) if m.type is EntityType.FACILITY]
    behind = [m for m in shadow.mentions(position, end) if m.type is EntityType.FACILITY]
    return (behind or before[-1:] or [None])[0]  # type: ignore[list-item]
