"""The words of times: plan periods, relative years, quarters, numerals, and the expression that finds them all."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["MONTHS", "NUMERALS", "PLANS", "QUARTERS", "SHIFT", "TOLD", "time_pattern"]

PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_YEAR = r"(?:\d{4}|[一二]?[〇零一二三四五六七八九]{4})年(?!代)"
SHIFT = {
    "前年": -2,
    "去年": -1,
    "上一年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
    "同年": 0,
    "次年": 1,
    "翌年": 1,
    "明年": 1,
    "来年": 1,
    "后年": 2,
}
TOLD = frozenset({"当年", "同年", "次年", "翌年"})
"""Relative to the year that was named last, not to the year of writing."""
MONTHS = {"上个月": -1, "上月": -1, "本月": 0, "这个月": 0, "下个月": 1, "下月": 1}
DAYS = {"昨天": -1, "昨日": -1, "前天": -2, "前日": -2}
"""今天 is left out: it stands for these times as often as for a day."""
CENTURIES = {
    "上世纪": 1900,
    "上个世纪": 1900,
    "20世纪": 1900,
    "二十世纪": 1900,
    "本世纪": 2000,
    "21世纪": 2000,
    "二十一世纪": 2000,
}
DECADES = {"一十": 10, "二十": 20, "三十": 30, "四十": 40, "五十": 50, "六十": 60, "七十": 70, "八十": 80, "九十": 90}
QUARTERS = {"一": ("01", "03"), "二": ("04", "06"), "三": ("07", "09"), "四": ("10", "12")}
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
NUMERALS |= {"十一": 11, "十二": 12, "两": 2}
_TO = r"(?:[-—–~～至到]{1,2})"


@cache
def time_pattern() -> re.Pattern[str]:
    plan = "|".join(PLANS)
    shift = "|".join(SHIFT)
    moon = "|".join(MONTHS)
    centuries = "|".join(sorted(CENTURIES, key=len, reverse=True))
    days = "|".join(DAYS)
    return re.compile(
        r"(?P<lead>截至|截止到?|自从?|从|到|至|在)?"
        r"(?:"
        rf"(?P<year1>\d{{4}})年?{_TO}(?P<year2>\d{{4}})年(?:间|期间)?"
        rf"|(?:(?P<yearF>{_YEAR})|(?P<shiftF>{shift}))?(?P<monthF>{_MONTH})月(?:(?P<dayF>\d{{1,2}})日)?{_TO}"
        rf"(?:(?P<yearT>{_YEAR})|(?P<shiftT>{shift}))?(?:(?P<monthT>{_MONTH})月(?:(?P<dayT>\d{{1,2}})日|份)?|(?P<onlyT>\d{{1,2}})日)"
        rf"|(?:(?P<year>{_YEAR})|(?P<shift>{shift}))?(?P<month1>{_MONTH})月?{_TO}(?P<month2>{_MONTH})月(?:份)?"
        rf"|(?:(?P<yearB>{_YEAR})|(?P<shiftB>{shift}))"
        rf"(?:(?P<monthB>{_MONTH})月(?:份)?(?:(?P<dayB>\d{{1,2}})日)?|(?P<half>[上下]半年)|(?P<quarter>(?:第?[一二三四]|前三)季度)"
        r"|[头前](?P<headB>[一二两三四五六七八九十]+|\d{1,2})个月)?"
        r"(?P<edgeB>年?底|末|初)?"
        r"|(?<!\d)(?P<monthC>\d{1,2})月(?P<dayC>\d{1,2})日"
        rf"|(?<![\d个十腊正本上])(?P<monthD>{_MONTH})月(?P<edgeD>底|末|份|(?![\d龄大]))"
        r"|(?P<halfE>[上下]半年)|(?P<quarterE>(?:第?[一二三四]|前三)季度)"
        r"|[头前](?P<headE>[一二两三四五六七八九十]+|\d{1,2})个月|(?P<yearend>年底|年末)|(?P<within>年内)|(?<![近去过])(?P<years>[一二两三四五六七八九十])年内"
        rf"|[“\"]?(?P<plan>{plan})[”\"]?(?:时期|期间|以来|(?P<planend>末)|开局之年)?"
        rf"|(?P<moon>{moon})(?P<edgeM>底|末|初)?"
        rf"|(?P<century>{centuries})?的?(?P<decade>[一二三四五六七八九]十|(?<!\d)(?:19|20)?[1-9]0)年代(?:初期?|中期|中叶|末期?|后期|中后期)?"
        rf"|(?P<dayR>{days})"
        r"|(?<![\d月至到.—–~-])(?P<dayN>[1-9]|[12]\d|3[01])日(?=[,，、上下中晚凌清夜,从在]|讯)"
        r"|(?P<now>目前为止|(?<!项)目前(?!期)|当前|如今|现在|眼下|日前)"
        r"|(?P<vague>近年来?|近[一二两三四五六七八九十]+年来?|近\d+年来?|多年来|党的[一二三四五六七八九十]+大以来|长期以来)"
        r")"
        r"(?P<since>[^,;。,;]{0,22}?以来)?(?P<tail>起|开始|至今|之?前|以前)?"
    )
