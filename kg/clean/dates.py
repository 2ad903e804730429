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
_LABEL = re.compile(r"(?:[发發][布佈表]|信息|更新|修改)(?:日期|时间|時間)?\s?[】\]]?[:：]?\s*$")
"""What stands before the page's date wherever the line is put: as a menu, a foot, a part of the text."""


def find_published(lines: Iterable[Line]) -> str | None:
    """The first whole date in a line about the article (never in its sentences), as ISO 8601.

    Where there is none, one that is labelled as the page's date in any line; else one in the path or menu that
    opens the page (首页 > 要闻  2022-12-07), or with its hour in a line of its own before the first sentence.
    """
    labelled = opening = None
    is_open = True
    for line in lines:
        is_about = line.kind in ("meta", "byline")
        is_open = is_open and line.kind != "prose"
        for match in _DATE.finditer(line.text):
            day = _iso(*match.groups())
            if day and is_about:
                return day
            if day and labelled is None and _LABEL.search(line.text, 0, match.start()):
                labelled = day
            if day and is_open and opening is None and _dates_page(line, match):
                opening = day
    return labelled or opening


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
