"""Claims built around an amount: measured indicators, and counts of work done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.indicators import is_denied_goal, measured_names, speaker
from kg.claims.passage import Passage
from kg.claims.phrases import GENERIC, NUMBERS, measured_phrase, noun_before, noun_behind, words
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import QuantitySpan, split_count
from kg.model import Change, Claim, Entity, EntityType, Mention, Modality, Polarity, Predicate

__all__ = ["find_counts"]


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantity in its clause: `left` and `right` are what stands before and behind it."""

    index: int
    position: int
    span: QuantitySpan
    left: str
    right: str
    start: int


@dataclass(slots=True)
class _Memory:
    """What a sentence has measured last: 同比增长9.6% goes on about it."""

    index: int = -1
    targets: tuple[Entity, ...] = ()
    subjects: tuple[Entity, ...] = ()
    verb: str = ""


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    numbers = "".join(NUMBERS)
    return {
        "rise": re.compile(rf"(?:{words('up', 'down')})(?:了|近|约|超)?(?:{SIGNS['T']})?$"),
        "up": re.compile(rf"{words('up')}(?:了|近|约|超)?(?:{SIGNS['T']})?$"),
        "carries": re.compile(
            rf"^(?:离|距离?|要求|任务|目标|的|也|其中|同比|环比|较|比|但|均|还|仍|未|没有|尚未|未能|分别|达到|完成|实现|高于|低于|居|了|约|近|全[省市国]|平均|上年|同期|年均|以来|累计|"
            rf"{words('up', 'down', 'to')}|[{SIGNS['T']}{SIGNS['PLACE']}])*$"
        ),
        "direction": compile_expression(
            r"(o:{INDICATOR+})(?:均|分别|都|较|比|同比|实现|明显|持续|稳步|显著|有所|逐年|大幅|进一步|逐步|连续|{SPAN}|{T}|双|同期|以来|年)*"
            rf"(?:有(?:所|小幅)?|小幅)?(d:(?!增幅|增速){{up}}|{{down}})(?![到至]|[^,:]{{0,3}}?[{numbers}{SIGNS['SPAN']}])"
        ),
        "adjust": compile_expression(r"对(q:{Q})(n:[^,:;{ALL}]{2,24}?)(?:进行|实施|开展)了?(v:[^,:;。{ALL}]{2,6})"),
        "scheme": compile_expression(
            r"(o:{PROGRAM})(?:共|已|累计|全年|今年|{T}|完成|签约|惠及|筛查|接种|检查|落地)*"
            r"(?:(?<=惠及)[^,:;{ALL}]{0,3}(?:新生儿|女生|妇女|儿童|学生))?$"
        ),
        "served": compile_expression(
            r"(?:[^,:;{ALL}]{0,8})(?:免费)?(?:开展|做|进行|实施|提供|接受)了?(?:免费)?(o:{PROGRAM})(?=[,。;]|$)"
        ),
        "have": compile_expression(
            r"(?:共有|现有|拥有|设有|已有|有|共设|培育|遴选|认定)(?:了)?"
            r"(o:(?:{HEALTH}|{ORGANIZATION}|{FACILITY})(?:(?:、|和|以及|,)(?:其中)?(?:{HEALTH}|{ORGANIZATION}|{FACILITY}))*)"
        ),
    }


def find_counts(passage: Passage, used: set[int]) -> Iterator[Claim]:
    """One claim for each amount that no frame has taken (`used` holds where those start in the text)."""
    memory = _Memory()
    for index, shadow in enumerate(passage.shadows):
        if passage.is_title(index):
            continue
        yield from _directions(passage, index)
        yield from _existing(passage, index)
        taken = set(used)
        for claim, start in _adjusted(passage, index):
            taken.add(start)
            yield claim
        memory.index, memory.targets, memory.verb = index, (), ""
        for amount in _amounts(index, shadow):
            if amount.span.start in taken or _is_start(amount):
                continue
            yield from _measure(passage, amount, memory) or _count(passage, amount, memory)


def _amounts(index: int, shadow: Shadow) -> Iterator[_Amount]:
    for position, item in sorted(shadow.items.items()):
        if not isinstance(item, QuantitySpan):
            continue
        is_measure = item.kind not in {"duration", "size", "age"} or bool(item.quantity.from_value)
        if not is_measure and not _near_indicator(shadow, position):
            continue
        start, end = shadow.clause_of(position)
        left_start = max([start, *(at + 1 for at in range(start, position) if shadow.string[at] in NUMBERS)])
        right_end = min([end, *(at for at in range(position + 1, end) if shadow.string[at] in NUMBERS)])
        left, right = shadow.string[left_start:position], shadow.string[position + 1 : right_end]
        yield _Amount(index, position, item, left, right, left_start)


def _near_indicator(shadow: Shadow, position: int) -> bool:
    """Ages and durations are measures only behind an indicator: 人均预期寿命79岁, 平均住院日7.2天."""
    start, _ = shadow.clause_of(position)
    return any(m.type is EntityType.INDICATOR for m in shadow.mentions(start, position)) or bool(
        measured_phrase(shadow.string[start:position])
    )


def _directions(passage: Passage, index: int) -> Iterator[Claim]:
    """孕产妇死亡率有所下降: a change without an amount, one claim for each indicator."""
    shadow = passage.shadows[index]
    for match in _expressions()["direction"].finditer(shadow.string):
        change = Change.UP if re.fullmatch(words("up"), match["d"]) else Change.DOWN
        for mention in shadow.mentions(*match.span("o")):
            for subject in speaker(passage, index, match.start("o"), mention.text):
                yield passage.claim(
                    index, match.span(), subject, Predicate.ACHIEVED, entity_of(mention),
                    rule="count.direction", confidence=0.6, change=change,
                )  # fmt: skip


def _adjusted(passage: Passage, index: int) -> Iterator[tuple[Claim, int]]:
    """对22名院长进行了调整: the noun and what was done with it."""
    shadow = passage.shadows[index]
    for match in _expressions()["adjust"].finditer(shadow.string):
        amount = shadow.items[match.start("q")]
        if isinstance(amount, QuantitySpan):
            target = Entity(match["n"] + match["v"], EntityType.INDICATOR)
            for subject in passage.subjects_at(index, match.start(), "topic")[:1]:
                yield passage.claim(
                    index, match.span(), subject, Predicate.REPORTS, target,
                    rule="count.adjusted", confidence=0.65, quantity=amount.quantity,
                ), amount.start  # fmt: skip


def _measure(passage: Passage, amount: _Amount, memory: _Memory) -> list[Claim]:
    """The value of an indicator named before it, or its rise by an amount."""
    quantity = amount.span.quantity
    rises = _expressions()["rise"].search(amount.left) and not quantity.from_value
    change = (Change.UP if _expressions()["up"].search(amount.left) else Change.DOWN) if rises else None
    if quantity.text.startswith("翻"):
        change = Change.UP
    missed = is_denied_goal(amount.left, amount.right, _clause(passage, amount))
    if missed and memory.targets:
        return [
            replace(claim, modality=Modality.DONE, polarity=Polarity.DENIED)
            for claim in _figures(passage, amount, memory.targets, memory.subjects, None)
        ]
    targets, subjects = _target(passage, amount, memory, change)
    if not targets:
        return []
    memory.targets, memory.subjects = targets, subjects
    return _figures(passage, amount, targets, subjects, change)


def _is_start(amount: _Amount) -> bool:
    """由2019年的46.2%提高到…, 在77.2岁的基础上: what a change begins with."""
    return bool(_BASE.match(amount.right)) or bool(
        re.search(rf"[由从](?:{SIGNS['T']}[^,]{{0,4}}的?)?$", amount.left)
        and re.match(rf"(?:{words('up', 'down')})?[到至]", amount.right)
    )


_BASE = re.compile("的?基础上")


def _figures(
    passage: Passage, amount: _Amount, targets: tuple[Entity, ...], subjects: tuple[Entity, ...], change: Change | None
) -> list[Claim]:
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.ACHIEVED, target,
            rule="count.indicator", confidence=0.85, quantity=amount.span.quantity, change=change,
        )
        for subject in subjects
        for target in targets
    ]  # fmt: skip


def _clause(passage: Passage, amount: _Amount) -> str:
    shadow = passage.shadows[amount.index]
    return shadow.string[slice(*shadow.clause_of(amount.position))]


def _target(
    passage: Passage, amount: _Amount, memory: _Memory, change: Change | None
) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    shadow = passage.shadows[amount.index]
    start, _ = shadow.clause_of(amount.position)
    here = [at for at in range(start, amount.position) if _is_indicator(shadow, at)]
    between = shadow.string[max([amount.start, *(at + 1 for at in here)]) : amount.position]
    own = measured_phrase(between) if amount.span.kind != "money" or "费" in between else None
    if here and not own:
        at = _paired(shadow, here, start, amount.position)
        if at is None or (amount.start > at + 1 and not _links(amount, here)):
            return (), ()
        names = measured_names(passage, shadow, at)
        return names, speaker(passage, amount.index, at, names[-1].name)
    carries = bool(amount.left) and bool(_expressions()["carries"].match(amount.left))
    if memory.targets and carries and (change or amount.span.kind in {"rate", "level"}):
        return memory.targets, memory.subjects
    name = _restored(passage, shadow, own, amount) if own else None
    if name:
        return (Entity(name, EntityType.INDICATOR),), speaker(passage, amount.index, amount.position, name)
    return (), ()


def _paired(shadow: Shadow, here: list[int], start: int, position: int) -> int | None:
    """A、B分别为1%、2%: the number's rank among numbers gives the indicator's."""
    numbers = [at for at in range(start, position) if shadow.string[at] in NUMBERS]
    if len(here) > 1 and here[-1] < min([*numbers, position]):
        return here[len(numbers)] if len(numbers) < len(here) else None
    return here[-1]


def _links(amount: _Amount, here: list[int]) -> bool:
    """A second number behind an indicator is its own only where the words between go on about it."""
    return len(here) > 1 or amount.left in {"、", "和", "与"} or bool(_expressions()["carries"].match(amount.left))


def _is_indicator(shadow: Shadow, position: int) -> bool:
    item = shadow.items.get(position)
    return isinstance(item, Mention) and item.type is EntityType.INDICATOR


def _count(passage: Passage, amount: _Amount, memory: _Memory) -> list[Claim]:
    """选派5名医生, 发放宣传册4万册: what was counted, under the name of what was done."""
    if amount.span.kind in {"age", "rate", "level", "duration", "size"}:
        return []
    if scheme := _reached(passage, amount):
        return _under(passage, amount, memory, scheme)
    found = _noun(amount)
    if found is None or (amount.left.endswith(("是", "为", "作为")) and amount.span.quantity.value == "1"):
        return []
    if _GAP.search(amount.left) or _GOAL.match(amount.right):
        return []
    verb, noun, confidence = found
    shadow = passage.shadows[amount.index]
    text = _restored(passage, shadow, noun, amount)
    if text is None or (amount.span.kind == "money" and not _PAID.search(verb + text)):
        return []
    if _NO_NAME.search(text) or _is_another_claim(shadow, noun, amount):
        return []
    listed = amount.left[:1] in {"、", "和", "及"} or amount.left[:2] == "以及"
    verb = verb or (memory.verb if listed else "")
    memory.verb = verb
    target = _scheme(shadow, noun, amount) or Entity(verb + text, EntityType.INDICATOR)
    subjects = _counting_subjects(passage, amount, text)
    memory.targets, memory.subjects = (target,), subjects
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule="count.work", confidence=confidence, quantity=amount.span.quantity,
        )
        for subject in subjects
    ]  # fmt: skip


def _reached(passage: Passage, amount: _Amount) -> Entity | None:
    """The scheme that people were reached by: 开展某筛查3万人次, 某服务签约3万人, 为3万名妇女开展某筛查."""
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
    return Entity(entity_of(named[0]).name, EntityType.INDICATOR) if named else None


_REACHED_UNITS = frozenset(
    {"人", "人次", "名", "位", "对", "户", "例", "例次", "剂", "剂次", "针", "针次", "批", "场", "次"}
)
_FOR = re.compile("(?:为|对|给|向|组织)(?:近|约|超)?$")


def _under(passage: Passage, amount: _Amount, memory: _Memory, target: Entity) -> list[Claim]:
    subjects = passage.subjects_at(amount.index, amount.position, "topic")[:1]
    memory.targets, memory.subjects = (target,), subjects
    return [
        passage.claim(
            amount.index, (amount.position, amount.position + 1), subject, Predicate.REPORTS, target,
            rule="count.scheme", confidence=0.85, quantity=amount.span.quantity,
        )
        for subject in subjects
    ]  # fmt: skip


def _noun(amount: _Amount) -> tuple[str, str, float] | None:
    right = amount.right
    if amount.span.quantity.from_value or not right or right[0] in ",:;、()。和及与;" or right.startswith("以及"):
        return noun_before(amount.left)
    return noun_behind(amount.left, right) or (noun_before(amount.left) if right[0] in "的" else None)


def _scheme(shadow: Shadow, noun: str, amount: _Amount) -> Entity | None:
    """适龄妇女免费“两癌”筛查完成3万人: who was reached by a scheme is counted under the scheme's name."""
    at = shadow.string.find(noun, amount.start)
    for position in range(at, at + len(noun)):
        item = shadow.items.get(position)
        if isinstance(item, Mention) and item.type is EntityType.PROGRAM:
            rest = noun[position - at + 1 :]
            return Entity(entity_of(item).name, EntityType.INDICATOR) if _REACHED.fullmatch(rest) else None
    return None


_NO_NAME = re.compile(
    "^(?:后|所|其|他|我们|在(?![岗职编册校])|由|被)|只|未启动|缺口|不落|计划|已有|最多|送出去|留在|价值|每人|每月|[签进来把将并可]$|[扩增升降]至"
)
"""What is left of a clause where nothing is named that could be counted."""

_SET_UP = re.compile("(?:设|建|增|布|立|打造)[^,:;。]{0,12}$")
_SITE = re.compile("(?:站|点|室|中心|门诊|基地|病房|病区|卫生院|分院|诊疗科目|医馆|网点|驿站|小屋)$")


def _is_another_claim(shadow: Shadow, noun: str, amount: _Amount) -> bool:
    """A counted award is achieved, and a counted place of care that is set up is built: neither is work done."""
    at = shadow.string.find(noun, amount.start)
    items = [shadow.items.get(position) for position in range(at, at + len(noun))]
    if any(isinstance(item, Mention) and item.type is EntityType.DESIGNATION for item in items):
        return True
    return bool(
        _SITE.search(noun) and _SET_UP.search(amount.left.removesuffix(noun) if noun in amount.left else amount.left)
    )


_GAP = re.compile("(?:还差|仅差|相差|缺口|(?<!减)少了?|低了?|差|只|距.{0,6}|第|前)$")
_GOAL = re.compile("的?(?:年初|年度|全年|年底|既定|规划|预定|预期|设定)*(?:目标|要求|任务|标准)")
"""What a goal lacks is no work done, and the goal itself neither."""

_REACHED = re.compile(
    "(?:共|已|累计|全年)*(?:完成|签约|筛查|接种|检查|服务|开展|惠及|受益|办理|实施)*(?:人次|人数|人群|对象|量|数)?"
)
_PAID = re.compile(
    "补助|补贴|补偿|报销|减免|减负|减轻|节约|节省|救助|奖励|津贴|慰问|赔付|理赔|收入|结余|扶助|费用|药费|标准|金额|免除|抚恤|贴息"
)
"""Money paid to people is work done; other money is a `funds` claim or half of one."""

_OF_BUILDING = re.compile("面积|^(?:设置|开放|规划|新增|设|设计|编制)*床位|层|车位|用房")


def _counting_subjects(passage: Passage, amount: _Amount, text: str) -> tuple[Entity, ...]:
    shadow = passage.shadows[amount.index]
    if amount.span.kind == "area" or _OF_BUILDING.search(text):
        building = _building(shadow, amount.position)
        if building:
            return (entity_of(building),)
    subjects = passage.subjects_at(amount.index, amount.position, "topic")
    return subjects if re.search("[各均]", amount.left[-6:]) else subjects[:1]


def _building(shadow: Shadow, position: int) -> Mention | None:
    """The building an area or a number of beds belongs to: named before in the sentence, else behind in the clause."""
    _, end = shadow.clause_of(position)
    before = [m for m in shadow.mentions(0, position) if m.type is EntityType.FACILITY]
    behind = [m for m in shadow.mentions(position, end) if m.type is EntityType.FACILITY]
    return (behind or before[-1:] or [None])[0]  # type: ignore[list-item]


def _restored(passage: Passage, shadow: Shadow, noun: str, amount: _Amount) -> str | None:
    """Signs in a noun phrase turned back into the words they stand for."""
    at = shadow.string.find(noun, amount.start)
    if at < 0:
        return None
    items = [item for position, item in shadow.items.items() if at <= position < at + len(noun)]
    if any(isinstance(item, QuantitySpan) and item.kind not in {"age", "duration"} for item in items):
        return None
    start, end = shadow.text_span(at, at + len(noun))
    text = passage.text[start:end].strip(" 、,()")
    if text.count("“") != text.count("”"):
        return None
    return text.strip("“”") if text.startswith("“") and text.endswith("”") else text or None


def _holders(passage: Passage, index: int, position: int) -> tuple[Entity, ...]:
    """Who has what is counted: the body right before 现有, else who the clause is about."""
    shadow = passage.shadows[index]
    head = len(re.sub("(?:目前|现在|如今|已)$", "", shadow.string[:position]))
    before = shadow.mentions(head - 1, head)
    if before and before[0].type.is_body and not before[0].group:
        return (entity_of(before[0]),)
    return passage.subjects_at(index, position, "topic")[:1]


def _existing(passage: Passage, index: int) -> Iterator[Claim]:
    """全市共有医疗机构26个: a counted group that is told of, not built."""
    shadow = passage.shadows[index]
    for match in _expressions()["have"].finditer(shadow.string):
        for mention in shadow.mentions(*match.span("o")):
            parts = split_count(mention.text)
            if parts and (parts[0] not in GENERIC or "、" in match["o"]):
                for subject in _holders(passage, index, match.start()):
                    yield passage.claim(
                        index, match.span(), subject, Predicate.REPORTS, Entity(parts[0], EntityType.INDICATOR),
                        rule="count.have", confidence=0.55, quantity=parts[1],
                    )  # fmt: skip
