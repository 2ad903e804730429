"""The year in which a report was written: what its 今年 means, whatever the page that carries it says."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["find_written"]

_YEAR = "((?:19|20)[0-9]{2})"
_DAY = _YEAR + "[-/.年 ]{1,2}([0-9]{1,2})[-/.月 ]{1,2}[0-9]{1,2}"
_EDGE_CHARS = 300
_REPRINTED = (
    re.compile(
        "(?:原发|原载|首发|原刊|首刊|首次发表|初刊|刊发|刊载|转自|转载自|摘自|选自)[^。\n]{0,16}?" + _YEAR + "[-/.年]"
    ),
    re.compile("》\\s{0,2}" + _YEAR + "年(?:[0-9]{1,2}月)?[^。\n]{0,12}(?:转载|转发|整理|重刊|原文|刊)"),
    re.compile("(?:转载|转自|重刊|原文)[^。\n]{0,16}》[^。\n]{0,4}?" + _YEAR + "年"),
)
_DATED = re.compile("[(（——\\s:：室会局委编日]" + _DAY + "(?![0-9]|日?\\s?[至到起—–~-])")
_ISSUED = (
    re.compile(_YEAR + "年[^，。；,;\\n]{0,12}政府工作报告"),
    re.compile(_YEAR + "年(?:第|总第)?[0-9]{1,4}[期号]"),
    re.compile("[〔\\[【(（]" + _YEAR + "[〕\\]】)）][0-9]{1,4}号"),
    re.compile("[A-Z号:：]-?" + _YEAR + "-[0-9]{2,5}(?![0-9-])"),
    re.compile("(?m)[|·/] ?" + _YEAR + "(?:\\.[0-9]{1,2})?\\s*$"),
)
_YEARS_ON_END = re.compile("自" + _YEAR + "年(?:以来|起)[^。\n]{0,12}连续([二两三四五六2-6])年")
_NUMBERS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_NOT_A_GOAL = "(?<![到至前])"
_NEXT = re.compile(
    f"明年[^。\n]{{0,60}}[。\n][^。\n]{{0,40}}?{_NOT_A_GOAL}{_YEAR}年|{_NOT_A_GOAL}{_YEAR}年[^。\n]{{0,60}}明年"
)
_COMING = re.compile(
    "(?:拟于|计划于?|预计|将于)"
    + _YEAR
    + "年|从"
    + _YEAR
    + "年起|"
    + _YEAR
    + "年[^。，,;；\n]{0,10}(?:拟|计划|预计|将)"
)
_DUE = re.compile(_YEAR + "年(?:[0-9]{1,2}月|[上下]半年|[一二三四]季度)?[底末]?[之以]?前")
_OPENS_LATER = re.compile(
    "(?:^|[。；;！!?？\\s:：])" + _YEAR + "年[,，][^。；;\n]{0,14}?(?:准备|打算|重点|计划|将|拟|力争|继续|争取)",
    re.MULTILINE,
)
_ON_ORDER = re.compile("^[^\n]{0,30}?" + _YEAR + "年[^\n]{0,30}?(?:通知|要点|计划|方案|任务分工)\\s*$", re.MULTILINE)
_SO_FAR = re.compile(
    "截[至止]" + _YEAR + "年[0-9]{1,2}月|" + _YEAR + "年(?:前|头|1[-—至到])[0-9一二三四五六七八九十]{1,2}(?:个月|月)"
)
_PART = "[0-9]{1,2}[月-]|[春夏秋冬初底末上下]"
_TOLD = re.compile("(?<!到)(?<!至)(?<!力争)(?<!自)" + _YEAR + "年(?![底末将拟]|计划|预计|目标|任务|打算)")


def find_written(text: str, published: str | None) -> str | None:
    """The year, with the month where a whole date is given; `None` where nothing in the text or of the page tells it.

    A reprint names its first appearance; else the page's date counts, then a date or an issue at the
    edges of the text, then the years that are told of as to come.

    >>> find_written("(原载《丰州日报》2021年12月3日)今年招录12人。", "2024-05-01")
    '2021'
    """
    plain = unicodedata.normalize("NFKC", text)
    edges = plain[:_EDGE_CHARS] + "\n" + plain[max(_EDGE_CHARS, len(plain) - _EDGE_CHARS) :]
    for expression in _REPRINTED:
        match = expression.search(edges)
        if match and (not published or match.group(1) <= published[:4]):
            return match.group(1)
    if published:
        return published[:7]
    dated = _DATED.search(edges)
    if dated:
        return f"{dated.group(1)}-{int(dated.group(2)):02}"
    issued = next((match for expression in _ISSUED if (match := expression.search(edges))), None)
    return issued.group(1) if issued else _inferred(plain)


def _inferred(text: str) -> str | None:
    if not re.search("[明今去]年", text):
        return None
    told = [int(year) for year in _TOLD.findall(text)]
    on_end = _YEARS_ON_END.search(text)
    if on_end:
        count = on_end.group(2)
        last = int(on_end.group(1)) + (_NUMBERS.get(count) or int(count)) - 1
        return str(last) if last >= max(told, default=0) else None
    order = _ON_ORDER.search(text, 0, _EDGE_CHARS)
    if order:
        return order.group(1)
    coming = set(_years(text, _NEXT, _COMING, _DUE, _OPENS_LATER))
    so_far = max(_years(text, _SO_FAR), default=0)
    past = max((year for year in told if year not in coming), default=0)
    later = [year for year in coming if year > max(past, so_far)]
    if so_far >= past and so_far:
        return str(so_far)
    if later:
        return str(min(later) - 1)
    is_whole = re.search(f"{past}年(?!{_PART})", text)
    return str(past + 1) if is_whole and "今年" in text and not coming else None


def _years(text: str, *expressions: re.Pattern[str]) -> list[int]:
    return [int(year) for each in expressions for match in each.finditer(text) for year in match.groups() if year]
