"""The date that a page gives for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.clean.lines import Line

__all__ = ["find_published"]

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[ ]?[-/.年][ ]?(\d{1,2})[ ]?[-/.月][ ]?(\d{1,2})(?!\d)日?")
_CLOCK = re.compile(r"\s*\d{1,2}[:：]\d\d")
_RANGE = re.compile(r"\s*[-—–~～至到]\s*(?=\d|$)")
_LABEL = re.compile(
    r"(?:[发發][布佈表]|刊[发發]|上[传傳]|上[网網]|[录錄]入|[转轉][载載发發]|公[开開]|信息|更新|修改)(?:日期|时间|時間)?[于於]?\s?[】\]]?[:：]?\s*$"
)
"""What stands before the page's date wherever the line is put: as a menu, a foot, a part of the text."""
_OF_TEXT = re.compile(
    r"(?:成文|生成|印[发發]|[签簽][发發]|[发發]文|[会會][议議]|[开開][标標])(?:日期|时间|時間)?[:：]?\s*$|地[点點]"
)
"""What dates the paper that the page shows, or an event."""
_FIRST, _ELSE, _LAST = 0, 1, 2


def find_published(lines: Iterable[Line]) -> str | None:
    """The first whole date in a line about the article (never in its sentences), as ISO 8601.

    A date labelled as the page's goes before others, that of the paper it shows (成文日期) behind them. Where no line
    is about the article, it is one so labelled in any line; else one in the path or menu that opens the page
    (首页 > 要闻  2022-12-07), or with its hour in a line of its own before the first sentence.
    """
    about: list[tuple[int, str]] = []
    labelled = opening = None
    is_open = True
    for line in lines:
        is_about = line.kind in ("meta", "byline")
        is_open = is_open and line.kind != "prose"
        for match in _DATE.finditer(line.text):
            day = _iso(*match.groups())
            if day is None:
                continue
            is_labelled = bool(_LABEL.search(line.text, 0, match.start()))
            if is_about:
                about.append((_FIRST if is_labelled else _LAST if _dates_text(line, match) else _ELSE, day))
            elif labelled is None and is_labelled:
                labelled = day
            elif opening is None and is_open and _dates_page(line, match):
                opening = day
    return min(about, key=lambda ranked: ranked[0])[1] if about else labelled or opening


def _dates_text(line: Line, match: re.Match[str]) -> bool:
    return bool(_OF_TEXT.search(line.text, 0, match.start()) or _OF_TEXT.search(line.text, match.end()))


def _dates_page(line: Line, match: re.Match[str]) -> bool:
    """Whether a date above the first sentence stands in a menu, or has its hour beside it; a range dates no page."""
    if line.kind in ("menu", "caption"):
        return not (_RANGE.match(line.text, match.end()) or _RANGE.search(line.text[match.start() - 1 : match.start()]))
    return not line.kind and _CLOCK.match(line.text, match.end()) is not None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
