"""The date that a page gives for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.clean.lines import Line

__all__ = ["find_published"]

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[ ]?[-/.年][ ]?(\d{1,2})[ ]?[-/.月][ ]?(\d{1,2})(?!\d)日?")


def find_published(lines: Iterable[Line]) -> str | None:
    """The first whole date in a line about the article (never in its sentences), as ISO 8601."""
    for line in lines:
        if line.kind not in ("meta", "byline"):
            continue
        for match in _DATE.finditer(line.text):
            day = _iso(*match.groups())
            if day:
                return day
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
