"""The date that a page gives for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.clean.lines import Line

__all__ = ["find_published"]

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[ ]?[-/.年][ ]?(\d{1,2})[ ]?[-/.月][ ]?(\d{1,2})(?!\d)日?")
_LABEL = re.compile(r"(?:[发發][布佈表]|信息|更新|修改)(?:日期|时间|時間)?[】\]]?[:：]?\s*$")
"""What stands before the page's date wherever the line is put: as a menu, a foot, a part of the text."""


def find_published(lines: Iterable[Line]) -> str | None:
    """The first whole date in a line about the article (never in its sentences), as ISO 8601.

    Where there is none, one that is labelled as the page's date in any line.
    """
    labelled = None
    for line in lines:
        is_about = line.kind in ("meta", "byline")
        for match in _DATE.finditer(line.text):
            day = _iso(*match.groups())
            if day and is_about:
                return day
            if day and labelled is None and _LABEL.search(line.text, 0, match.start()):
                labelled = day
    return labelled


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
