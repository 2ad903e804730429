"""The shapes that amounts are written in: one expression whose groups name the parts of an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.extract.numbers import ARABIC, CHINESE, WHOLE
from kg.model import Comparator
from kg.resources.claims import load_units

__all__ = ["comparator_of", "quantity_pattern"]

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
_NO_TENTHS = "(?![立为功长员果都效熟交品分绩套型人])"
"""Behind 成 where it is no tenth: 一成立, 三成员."""


def _words(table: dict[Comparator, tuple[str, ...]]) -> dict[str, Comparator]:
    return {word: comparator for comparator, words in table.items() for word in words}


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def quantity_pattern() -> re.Pattern[str]:
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


def comparator_of(part: Mapping[str, str]) -> Comparator:
    """How the number written stands to the one meant: 超过, 以上, 余; `part` is the groups of a match."""
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
