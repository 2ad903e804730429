"""Claims built around an amount: measured indicators, and counts of work done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.claims.frames import compile_expression
from kg.claims.passage import Passage
from kg.claims.shadow import SIGNS, Shadow
from kg.claims.subjects import entity_of
from kg.extract.quantities import QuantitySpan, split_count
from kg.model import Change, Claim, Entity, EntityType, Mention, Predicate
from kg.resources.claims import load_cues

__all__ = ["find_counts"]

_NUMBERS = {SIGNS[name] for name in ("Q", "MONEY", "RATE", "AREA", "SPAN")}
_RATE_TAIL = re.compile(
    r"(?:率|比例|比重|占比|满意度|寿命|覆盖面|指数|得分|完成度|达标率|均费用|次均费用|水平|总数|总量|床位数|人数|数量|户数|例数|人次数|面积|总面积|业务用房)$"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A quantity in its clause: `left` and `right` are what stands before and behind it."""

    index: int
    position: int
    quantity: QuantitySpan
    left: str
    right: str
    left_start: int


@cache
def _words(group: str) -> str:
    return "(?:" + "|".join(re.escape(word) for word in load_cues()[group]) + ")"


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    return {
        "rise": re.compile(rf"(?:{_words('up')}|{_words('down')})(?:了|近|约)?$"),
        "level": re.compile(rf"(?:{_words('to')})(?:了)?$"),
        "direction": compile_expression(r"(o:{INDICATOR+})(?:均|分别|都|较|比|同比|实现|明显|持续|稳步|显著|有所|逐年|大幅|进一步|逐步|连续|{T}|双|同期|以来|年)*(d:{up}|{down})(?![到至]|[^,:]{0,3}?[" + "".join(_NUMBERS) + "])"),
    }  # fmt: skip


def find_counts(passage: Passage, used: set[int]) -> Iterator[Claim]:
    """One claim for each amount that no frame has taken (`used` holds where those start in the text)."""
    for index, shadow in enumerate(passage.shadows):
        yield from _directions(passage, index)
        indicator: list[Entity] = []
        for amount in _amounts(index, shadow):
            clause_start, _ = shadow.clause_of(amount.position)
            named = [m for m in shadow.mentions(clause_start, amount.position) if m.type is EntityType.INDICATOR]
            indicator = [entity_of(m) for m in named] or indicator
            if amount.quantity.start in used:
                continue
            yield from _measure(passage, amount, indicator, bool(named)) or _count(passage, amount)
        yield from _existing(passage, index)


def _amounts(index: int, shadow: Shadow) -> Iterator[_Amount]:
    for position, item in sorted(shadow.items.items()):
        if not isinstance(item, QuantitySpan) or item.kind in {"duration", "size"}:
            continue
        start, end = shadow.clause_of(position)
        left_start = max([start, *(at + 1 for at in range(start, position) if shadow.string[at] in _NUMBERS)])
        right_end = min([end, *(at for at in range(position + 1, end) if shadow.string[at] in _NUMBERS)])
        yield _Amount(
            index,
            position,
            item,
            shadow.string[left_start:position],
            shadow.string[position + 1 : right_end],
            left_start,
        )


def _directions(passage: Passage, index: int) -> Iterator[Claim]:
    """孕产妇死亡率有所下降: a change without an amount, one claim for each indicator."""
    shadow = passage.shadows[index]
    for match in _expressions()["direction"].finditer(shadow.string):
        change = Change.UP if re.fullmatch(_words("up"), match["d"]) else Change.DOWN
        for mention in shadow.mentions(*match.span("o")):
            for subject in passage.subjects_at(index, match.start("o"), "topic"):
                yield passage.claim(
                    index, match.span(), subject, Predicate.ACHIEVED, entity_of(mention),
                    rule="count.direction", confidence=0.8, change=change,
                )  # fmt: skip


def _measure(passage: Passage, amount: _Amount, indicators: list[Entity], here: bool) -> list[Claim]:
    """The value of an indicator named before it, or its rise by an amount."""
    shadow = passage.shadows[amount.index]
    quantity = amount.quantity.quantity
    rise = _expressions()["rise"].search(amount.left)
    change = None
    if rise and not quantity.from_value and amount.quantity.kind in {"rate", "level", "age", "count", "money"}:
        change = Change.UP if re.search(rf"{_words('up')}(?:了|近|约)?$", amount.left) else Change.DOWN
    target = _indicator(shadow, amount, indicators, here, change)
    if target is None:
        return []
    claims = []
    for subject in (
        passage.subjects_at(amount.index, shadow.clause_of(amount.position)[0], "topic")
        if not here
        else _owners(passage, amount)
    ):
        claims.append(
            passage.claim(
                amount.index,
                (amount.position, amount.position + 1),
                subject,
                Predicate.ACHIEVED,
                target,
                rule="count.indicator",
                confidence=0.85,
                quantity=quantity,
                change=change,
            )  # fmt: skip
        )
    return claims


def _owners(passage: Passage, amount: _Amount) -> tuple[Entity, ...]:
    return passage.subjects_at(amount.index, amount.position, "topic")


def _indicator(
    shadow: Shadow, amount: _Amount, indicators: list[Entity], here: bool, change: Change | None
) -> Entity | None:
    start, _ = shadow.clause_of(amount.position)
    if here:
        before = [at for at in range(start, amount.position) if _is_indicator(shadow, at)]
        numbers = [at for at in range(start, amount.position) if shadow.string[at] in _NUMBERS]
        if len(before) > 1 and before[-1] < min([*numbers, amount.position]):
            rank = len(numbers)
            return indicators[rank] if rank < len(indicators) else None
        return indicators[-1]
    name = _measured_phrase(amount)
    if name:
        return Entity(name, EntityType.INDICATOR)
    if indicators and (
        change
        or re.fullmatch(r"[^,]{0,6}?(?:同比|环比|较|比|其中)?.{0,8}", amount.left)
        and amount.quantity.kind == "rate"
        and change
    ):
        return indicators[-1]
    return None


def _is_indicator(shadow: Shadow, position: int) -> bool:
    item = shadow.items.get(position)
    return isinstance(item, Mention) and item.type is EntityType.INDICATOR


def _measured_phrase(amount: _Amount) -> str | None:
    """A measured quantity that is no mention: 完工率, 平均住院日 …, by its last characters."""
    left = _expressions()["level"].sub("", amount.left)
    left = _expressions()["rise"].sub("", left)
    left = re.sub(
        r"(?:已|均|也|就|共|同比|环比|平均|累计|分别|仅|将|预计|较{T}|,|\s)+$".replace("{T}", SIGNS["T"]), "", left
    )
    if not _RATE_TAIL.search(left):
        return None
    name = re.split(rf"[{''.join(SIGNS.values())}、,:;()的]|(?:其中|使|让|实现|全面|确保|力争)", left)[-1]
    return name if 2 <= len(name) <= 18 else None


_STOP_NP = re.compile(
    r"^(?:了|共|累计|约|近|各|的|新|为|对|等|其中|有|已|并|又|及|和|与|、|还|也|均|再|首批|第一批|全年|全部|先后|分别|共计|总计|合计|成功|及时|免费|"
    r"全市|全区|全县|全省|辖区|各类|各级各类|各种|优秀|“|\"|”)+"
)
_TAIL_NP = re.compile(
    r"(?:达到?了?|共计?|累计|约|近|超|已|有|为|合计|总计|共有|已达到?|多达|高达|突破|分别|各|等|,|\(|:|的|了|数达|、)+$"
)


def _count(passage: Passage, amount: _Amount) -> list[Claim]:
    kind = amount.quantity.kind
    if kind in {"age", "rate", "level"}:
        return []
    found = _counted_noun(amount)
    if found is None:
        return []
    shadow = passage.shadows[amount.index]
    verb, noun, confidence = found
    noun = _restore(passage, shadow, noun, amount)
    if noun is None:
        return []
    name = verb + noun if verb else noun
    position = amount.position
    return [
        passage.claim(
            amount.index,
            (position, position + 1),
            subject,
            Predicate.REPORTS,
            Entity(name, EntityType.INDICATOR),
            rule="count.work",
            confidence=confidence,
            quantity=amount.quantity.quantity,
        )  # fmt: skip
        for subject in passage.subjects_at(amount.index, position, "topic")[:1]
    ]


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?P<verb>{_words('work')}|{_words('light')})")


def _counted_noun(amount: _Amount) -> tuple[str, str, float] | None:
    """Verb, noun and confidence. The noun stands behind the number (选派5名医生) or before it (手术159台)."""
    left, right = amount.left, amount.right
    behind = re.match(r"[^,:;、()。]{2,20}", right)
    tail = re.search(rf"(?P<verb>{_words('work')}|{_words('light')})(?:了|出)?(?:共|约|近|各|首批|不少于|至少)*$", left)
    if behind and tail:
        noun = _cut_behind(behind[0])
        if noun:
            return _weight(tail["verb"]), noun, 0.7
    before = _TAIL_NP.sub("", left)
    if not right or right[0] in ",:;、()。和及与" or re.match(r"(?:以上|左右|,|。)", right):
        return _noun_before(before)
    if behind and not before.strip(" 、,和及与"):
        noun = _cut_behind(behind[0])
        return ("", noun, 0.6) if noun else None
    return None


def _noun_before(before: str) -> tuple[str, str, float] | None:
    piece = re.split(r"[、,:;()]", before)[-1] if "、" not in before[-8:] or True else before
    verbs = list(_verb().finditer(piece))
    for match in verbs:
        noun = _STOP_NP.sub("", piece[match.end() :])
        if len(noun) >= 2:
            return _weight(match["verb"]), noun, 0.75
    if verbs and verbs[-1].end() >= len(piece) - 1 and len(verbs[-1]["verb"]) > 1:
        return "", verbs[-1]["verb"], 0.6
    noun = _STOP_NP.sub("", re.split(rf"[{SIGNS['T']}{SIGNS['PLACE']}]", piece)[-1])
    return ("", noun, 0.6) if 2 <= len(noun) <= 14 else None


def _weight(verb: str) -> str:
    """A verb that says what was done stays in the name; 开展, 完成 and the like do not."""
    return "" if verb in load_cues()["light"] else verb


@cache
def _behind() -> re.Pattern[str]:
    ends = "|".join(
        (
            "到",
            "赴",
            "至",
            "前往",
            "分赴",
            "参加",
            "对",
            "为",
            "在",
            "进行",
            "用于",
            "开展",
            "从事",
            "充实",
            "获",
            "被",
            "均",
            "已",
            "全部",
            "皆",
            "顺利",
            "组成",
            "通过",
            "完成",
            "实现",
            "分别",
            "建成",
            "毕业",
            "担任",
            "接受",
        )
    )
    return re.compile(rf"(?:{ends})")


def _cut_behind(text: str) -> str | None:
    text = text.lstrip("的")
    match = _behind().search(text, 2)
    noun = text[: match.start()] if match else text
    noun = re.sub(r"(?:了|的|等)+$", "", noun)
    return noun if len(noun) >= 2 else None


def _restore(passage: Passage, shadow: Shadow, noun: str, amount: _Amount) -> str | None:
    """Signs in a noun phrase turned back into the words they stand for."""
    at = shadow.string.find(noun, amount.left_start)
    if at < 0:
        return None
    start, end = shadow.text_span(at, at + len(noun))
    items = [item for position, item in shadow.items.items() if at <= position < at + len(noun)]
    if any(isinstance(item, QuantitySpan) for item in items):
        return None
    return passage.text[start:end].strip(' 、,()“”"') or None


_HAVE = r"(?:共有|现有|拥有|设有|建有|已有|有|现有|共设|培育|签约|遴选|认定|创建)"


@cache
def _have() -> re.Pattern[str]:
    return compile_expression(rf"{_HAVE}(?:了)?(o:(?:{{HEALTH}}|{{ORGANIZATION}}|{{FACILITY}})+)")


def _existing(passage: Passage, index: int) -> Iterator[Claim]:
    """全市共有医疗机构26个: a counted group that is told of, not built."""
    shadow = passage.shadows[index]
    for match in _have().finditer(shadow.string):
        for mention in shadow.mentions(*match.span("o")):
            parts = split_count(mention.text) if mention.group else None
            if parts:
                for subject in passage.subjects_at(index, match.start(), "topic")[:1]:
                    yield passage.claim(
                        index, match.span(), subject, Predicate.REPORTS, Entity(parts[0], EntityType.INDICATOR),
                        rule="count.have", confidence=0.75, quantity=parts[1],
                    )  # fmt: skip
