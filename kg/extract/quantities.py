"""Quantities in a text: the number in base units, its unit head, comparator, range and starting value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extract.numbers import ARABIC, CHINESE, SCALES, WHOLE, read_number
from kg.model import Comparator, Quantity, canonical_decimal
from kg.resources.claims import load_units

__all__ = ["QuantitySpan", "find_quantities", "split_count"]

_BEFORE = {
    Comparator.AT_LEAST: ("上", "不少于", "不低于", "不得少于", "至少", "最少", "不下"),
    Comparator.AT_MOST: ("不超过", "不多于", "不高于", "至多", "最多", "控制在"),
    Comparator.MORE_THAN: ("超过", "突破", "高于", "多于", "大于", "超", "逾"),
    Comparator.LESS_THAN: ("不到", "不足", "低于", "少于", "小于"),
    Comparator.ABOUT: ("接近", "大约", "约为", "将近", "约", "近"),
}
_AFTER = {
    Comparator.AT_LEAST: ("及以上", "以上", "之上"),
    Comparator.AT_MOST: ("及以下", "以下", "以内", "之内"),
    Comparator.ABOUT: ("左右", "上下"),
    Comparator.MORE_THAN: ("余", "多"),
}
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


def _words(table: dict[Comparator, tuple[str, ...]]) -> dict[str, Comparator]:
    return {word: comparator for comparator, words in table.items() for word in words}


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _pattern() -> re.Pattern[str]:
    """One expression for all shapes; units come from the table, so a new unit needs no code."""
    units = load_units()
    every = _alternation([unit.name for unit in units])
    spoken = _alternation([unit.name for unit in units if unit.numeral == "any"])
    seldom = _alternation([unit.name for unit in units if unit.numeral == "long"])
    before = _alternation(list(_words(_BEFORE)))
    after = _alternation([word for word in _words(_AFTER) if word not in {"余", "多"}])
    scale = "(?:[百千万亿]{1,2})"
    to = "[-—–~～至到]{1,2}"
    digit = "[一二两三四五六七八九]"
    return re.compile(
        rf"(?:(?P<before>(?!(?<=签)约|(?<=以)上|(?<=[B彩])超)(?:{before}))(?:达到?|为)?)?"
        r"(?:"
        rf"百分之(?P<percent>{ARABIC}|{CHINESE})"
        rf"|(?P<lowtenths>{digit}|[1-9])成?{to}(?P<hightenths>{digit}|[1-9])成{_NO_TENTHS}"
        rf"|(?P<tenths>{digit})成(?P<half>半|(?!(?:一|二|两|三|四|五|六|七|八|九)(?:{spoken}))[一二三四五六七八九](?!成))?{_NO_TENTHS}"
        r"|(?P<halfall>半数|过半|(?:(?<=[达到占近超不有下上降少了足是减销编补])|(?<=的)(?=一半(?:以[上下])?[,;。，；]))一半(?!左右的)|(?<=近)半(?=$|[,;。、，；]))"
        r"|(?P<parts>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])(?![^,;。，；]{0,2}[线类])"
        rf"|(?P<low>{ARABIC})(?P<lowscale>{scale}?)(?P<lowunit>{every})?(?:{to})"
        rf"(?P<high>{ARABIC})(?P<highscale>{scale}?)(?P<more0>[余多])?(?P<unit0>{every})"
        rf"|(?P<upper>{ARABIC}(?P<upperscale>[万亿]))(?P<lower>{ARABIC})(?P<lowerscale>[千百]?万|[千百])(?P<more4>[余多])?(?P<unit4>{every})"
        rf"|(?P<number>{ARABIC})(?P<more1>[余多])?(?P<scale>{scale}?)(?P<more2>[余多])?(?P<unit1>\s?(?:{every}))?"
        rf"|翻了?(?:近|将近)?(?P<double>[一两])?番|(?:翻|多|增长|增加|提高|上升|扩大)了?(?:近|将近|约)?(?P<twice>[一两])倍"
        r"|(?:(?<=[为是])|(?<=保持)|(?<=实现)|(?<=达到))(?P<zero>零)(?=[,;。、，；]|$)"
        rf"|(?P<lowword>[一二两三四五六七八九十百]+){to}(?P<highword>{CHINESE})(?P<unit3>{spoken}|{seldom})"
        rf"|(?P<lead>(?:{digit}?[十百千])*)(?P<about>{digit}{{2}})(?P<aboutscale>[十百千万]*)(?P<unit5>{spoken}|{seldom})"
        rf"|(?P<word>{CHINESE})(?:(?P<more3>[余多来])(?P<scale3>[万亿])?)?(?P<unit2>{spoken})"
        rf"|(?P<longword>{WHOLE}|(?<![一二三四五六七八九十百千])[两三四五六七八九])(?:(?P<more5>[余多来])(?P<scale5>[万亿])?)?(?P<unit6>{seldom})(?!产业|供水|方|年)"
        r"|(?<=[办开了班])(?P<terms>[两三四五六七八九十]+)(?P<unit7>期)(?!工程|建设|项目|临床)"
        rf"|(?P<bare>{WHOLE}(?P<more6>[余多来])?(?P<scale6>(?<=[余多来])[万亿])?)(?<=[万亿])(?=[,;。、，；]|$)"
        rf"|(?P<short>{digit}+[万千])(?P<rest>[一二三四五六七八九])(?=[,;。，；]|$)"
        r")"
        rf"(?P<after>{after})?"
    )


_NO_TENTHS = "(?![立为功长员果都效熟交品分绩套型人])"
"""Behind 成 where it is no tenth: 一成立, 三成员."""


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
    pattern = _pattern()
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
    value, value_max, unit = _values(part)
    if value is not None and unit is None and _is_bare_level(text, match, value):
        quantity = Quantity(value=canonical_decimal(str(value)), comparator=_comparator(part), text=match[0])
        return QuantitySpan(match.start(), match.end(), quantity, "level")
    if value is None or (unit is None and value < 10**4 and not (part["scale"] or part["percent"])):
        return None
    if unit is None and part["number"] and not part["scale"]:
        return None
    comparator = _comparator(part)
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


def _values(part: dict[str, str]) -> tuple[Decimal | None, Decimal | None, str | None]:
    if part["percent"]:
        return read_number(part["percent"]), None, "%"
    if part["hightenths"]:
        return _tenth(part["lowtenths"]), _tenth(part["hightenths"]), "%"
    if part["tenths"]:
        half = part["half"] or ""
        return _tenth(part["tenths"]) + (5 if half == "半" else read_number(half) or 0), None, "%"
    if part["zero"]:
        return Decimal(0), None, ""
    if part["halfall"]:
        return Decimal(50), None, "%"
    if part["twice"]:
        return Decimal(200 if part["twice"] == "两" else 100), None, "%"
    if part["parts"]:
        share = 100 * (read_number(part["part"]) or 0) / (read_number(part["parts"]) or 1)
        return round(Decimal(share), 1), None, "%"
    if part["double"] or "番" in part["whole"]:
        return Decimal(300 if part["double"] == "两" else 100), None, "%"
    if part["low"] and part["high"]:
        scale = part["highscale"] or ""
        low = read_number(part["low"] + (part["lowscale"] or ("" if part["lowunit"] else scale)))
        return low, read_number(part["high"] + scale), part["unit0"]
    if part["upper"]:
        upper, lower = read_number(part["upper"]), read_number(part["lower"] + part["lowerscale"])
        return (upper or Decimal(0)) + (lower or Decimal(0)), None, part["unit4"]
    if part["highword"]:
        return (*_spoken_range(part["lowword"], part["highword"]), part["unit3"])
    if part["about"]:
        low, high = (read_number(part["lead"] + digit + part["aboutscale"]) for digit in part["about"])
        is_range = part["about"] in _NEXT or (
            part["aboutscale"] and low is not None and high is not None and low < high
        )
        return (low, high, part["unit5"]) if is_range else (None, None, None)
    if part["number"]:
        unit = (part["unit1"] or "").strip() or None
        return read_number(part["number"] + (part["scale"] or "")), None, unit
    if part["longword"]:
        return read_number(part["longword"] + (part["scale5"] or "")), None, part["unit6"]
    if part["terms"]:
        return read_number(part["terms"]), None, part["unit7"]
    if part["bare"]:
        return read_number(re.sub("[余多来]", "", part["bare"])), None, None
    if part["short"]:
        step = SCALES[part["short"][-1]] // 10
        return (read_number(part["short"]) or Decimal(0)) + step * (read_number(part["rest"]) or 0), None, None
    return read_number((part["word"] or "") + (part["scale3"] or "")), None, part["unit2"]


_NEXT = frozenset({"一两", "一二", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"})
"""Digits that stand side by side for a range: 七八个, 十五六名."""


def _tenth(digit: str) -> Decimal:
    return (read_number(digit) or Decimal(0)) * 10


def _spoken_range(low: str, high: str) -> tuple[Decimal | None, Decimal | None]:
    """二至三千: the lower end shares the scale of the upper one."""
    least, most = read_number(low), read_number(high)
    if len(low) == 1 and low not in SCALES and len(high) > 1:
        least = read_number(low + high[1:]) if all(char in SCALES for char in high[1:]) else least
    return least, most


def _comparator(part: dict[str, str]) -> Comparator:
    if part["after"]:
        return _words(_AFTER)[part["after"]]
    if part["before"]:
        return _words(_BEFORE)[part["before"]]
    if (
        any(part[name] for name in ("more0", "more1", "more2", "more3", "more4", "more5", "more6"))
        or part["halfall"] == "过半"
    ):
        return Comparator.MORE_THAN
    return Comparator.EXACT


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
