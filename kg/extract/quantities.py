"""Quantities in a text: the number in base units, its unit head, comparator, range and starting value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.numbers import SCALES
from kg.extract.quantity_shapes import comparator_of, quantity_pattern
from kg.extract.quantity_values import read_values
from kg.model import Quantity, canonical_decimal
from kg.resources.claims import load_units

__all__ = ["QuantitySpan", "find_quantities", "split_count"]

_AS_WRITTEN = {"个百分点": "百分点", "个千分点": "千分点", "/十万": "/10万", "块钱": "元"}
"""Units that stand under another name."""
_DATE = re.compile(r"\d+年(?:\d+月)?(?:底|末|初)?的?|去年的?|上年的?|前年的?")


@dataclass(frozen=True, slots=True)
class QuantitySpan:
    """A quantity at `[start, end)` of the text; `kind` as in the table of units (`count` where there is no unit)."""

    start: int
    end: int
    quantity: Quantity
    kind: str


@cache
def _kinds() -> dict[str, str]:
    return {unit.name: unit.kind for unit in load_units()}


def find_quantities(text: str) -> tuple[QuantitySpan, ...]:
    """All quantities, in order, none overlapping; a change 由…到… is one quantity with `from_value`.

    Bare numbers count only with 万 or 亿 behind them; years, ordinals and names such as “1+7” do not.

    >>> [(span.quantity.value, span.quantity.unit) for span in find_quantities("义诊近3.5万人次,培训骨干八十余名")]
    [('35000', '人次'), ('80', '名')]
    """
    spans = []
    position = 0
    pattern = quantity_pattern()
    while match := pattern.search(text, position):
        span = _read_match(text, match)
        position = match.end() if match.end() > match.start() else match.end() + 1
        if span:
            spans.append(span)
    return tuple(_join_changes(text, spans))


def _read_match(text: str, match: re.Match[str]) -> QuantitySpan | None:
    if _is_part_of_name(text, match):
        return None
    part = {**match.groupdict(), "whole": match[0]}
    value, value_max, unit = read_values(part)
    if value is not None and unit is None and _is_bare_level(text, match, value):
        quantity = Quantity(value=canonical_decimal(str(value)), comparator=comparator_of(part), text=match[0])
        return QuantitySpan(match.start(), match.end(), quantity, "level")
    if value is None or (unit is None and value < 10**4 and not (part["scale"] or part["percent"])):
        return None
    if unit is None and part["number"] and not part["scale"]:
        return None
    comparator = comparator_of(part)
    start, end = match.span()
    bare = _AS_WRITTEN.get(unit or "", unit) or None
    if unit == "年" and value > 999:
        return None
    quantity = Quantity(
        value=canonical_decimal(str(value)),
        unit=bare,
        comparator=comparator,
        value_max=canonical_decimal(str(value_max)) if value_max is not None else None,
        text=text[start:end],
    )
    return QuantitySpan(start, end, quantity, _kinds().get(unit or "", "count"))


def _is_bare_level(text: str, match: re.Match[str], value: Decimal) -> bool:
    """…率为9.6, …达到12: a level without a unit, told by the words around it."""
    if not match["number"] or match["scale"] or 1900 <= value <= 2100:
        return False
    after = text[match.end() : match.end() + 1]
    before = text[max(0, match.start() - 2) : match.start()]
    return after in {"", ",", "，", "。", ";", "；", "\n", ")"} and before.endswith(
        ("为", "达", "到", "至", "的", "于")
    )


def _is_part_of_name(text: str, match: re.Match[str]) -> bool:
    """“1+7+13”, HPV16, 第3批, 0451-123: digits that are no amount."""
    start = match.start()
    before = text[start - 1 : start]
    word = match["word"] or match["longword"]
    if word and (
        (before in {"数", "几", "好"} and word[0] in SCALES) or (match["before"] == "上" and word[0] not in SCALES)
    ):
        return True
    if before == "每" and (match["scale"] or (word and all(char in SCALES for char in word))):
        return True  # 每千人口, 每10万人
    if before.isascii() and before.isupper() and match["unit1"] in _DEVICES:
        return False  # AED52台
    if before in {"第", "+", "﹢", "-", "—", "/", ".", "x", "X", "*", "#"} or (before.isascii() and before.isalnum()):
        return True
    after = text[match.end() : match.end() + 1]
    unit = match["unit2"] or match["unit6"] or match["unit1"]
    if unit and match["after"] is None and after == unit[-1] and word:
        return True  # 一项项, 一个个
    return after in {"+", "﹢"} or (
        match["unit1"] is None and match["number"] is not None and after.isascii() and after.isalpha()
    )


_DEVICES = frozenset({"台", "套", "辆", "架", "张", "台次"})


_FROM = re.compile(r"(?:由|从)(?:[^,;。、:\d]{0,12}?)$")
_TO = re.compile(r"^[^,;。:，；：\d]{0,14}?(?:到|至|为|成)(?:了|[^,;。:、\d]{1,3}的)?$")


def _join_changes(text: str, spans: list[QuantitySpan]) -> list[QuantitySpan]:
    """由A升到B and the like: one quantity, from A to B, over the whole stretch."""
    joined: list[QuantitySpan] = []
    for span in spans:
        if joined and (first := _change_start(text, joined[-1], span)) is not None:
            earlier = joined.pop().quantity
            quantity = Quantity(
                value=span.quantity.value,
                unit=span.quantity.unit or earlier.unit,
                comparator=span.quantity.comparator,
                value_max=span.quantity.value_max,
                from_value=earlier.value,
                text=text[first : span.end],
            )
            joined.append(QuantitySpan(first, span.end, quantity, span.kind))
        else:
            joined.append(span)
    return joined


def _change_start(text: str, earlier: QuantitySpan, later: QuantitySpan) -> int | None:
    units = {earlier.quantity.unit, later.quantity.unit}
    if len(units - {None}) > 1 or earlier.quantity.from_value:
        return None
    between = _DATE.sub("", text[earlier.end : later.start])
    if not _TO.match(between):
        return None
    window = text[max(0, earlier.start - 24) : earlier.start]
    found = _FROM.search(_DATE.sub("", window))
    if not found:
        return None
    return max(0, earlier.start - 24) + max(window.rfind("由"), window.rfind("从"))


def split_count(text: str) -> tuple[str, Quantity] | None:
    """A counted group's name as bare noun and number, whichever stands first; `None` where nothing is counted.

    >>> split_count("13家县人民医院")[0], split_count("省级示范站点2个")[0]
    ('县人民医院', '省级示范站点')
    """
    for span in find_quantities(text):
        if span.kind not in {"count", "rate"}:
            continue
        if span.start == 0 and span.end < len(text):
            return text[span.end :].removeprefix("的"), span.quantity
        if span.end == len(text) and span.start > 0:
            return text[: span.start].rstrip("共达("), span.quantity
    return None
