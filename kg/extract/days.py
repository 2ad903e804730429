"""Days, months and decades that are told without their year: 昨天, 18日, 上个月, 七十年代."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kg.extract.time_words import CENTURIES, DAYS, DECADES, MONTHS
from kg.model import Context

__all__ = ["day_back", "day_of", "decade", "month_back", "month_told"]

_MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_PARAGRAPHS = 2
"""How many ends of lines a month holds over."""


def decade(century: str | None, word: str) -> str:
    """七十年代 is 1970/1979: of the last century, unless another is named or the word says it (1990年代).

    >>> decade(None, "七十"), decade("本世纪", "20")
    ('1970/1979', '2020/2029')
    """
    number = DECADES.get(word) or int(word)
    first = number if number > max(DECADES.values()) else number + CENTURIES.get(century or "", 1900)
    return f"{first}/{first + 9}"


def day_back(word: str | None, context: Context) -> str | None:
    """昨天 is the day before the page came out; of a reprint, and for no word of `DAYS`, it is not known."""
    today = _today(context)
    if today is None or word not in DAYS:
        return None
    return (today + timedelta(days=DAYS[word])).isoformat()


def day_of(day: int, month: str | None, context: Context) -> str | None:
    """18日 is of the month (`2023-05`) that was told last, else the last 18th before the page came out."""
    today = _today(context)
    if month is None and today is not None:
        months = today.year * 12 + today.month - 1 - (day > today.day)
        month = f"{months // 12}-{months % 12 + 1:02}"
    try:
        return date.fromisoformat(f"{month}-{day:02}").isoformat() if month else None
    except ValueError:  # a month may lack its 31st
        return None


def month_told(text: str, start: int, told: Sequence[tuple[int, str | None]]) -> str | None:
    """The month of the last of the times `told` (end and value), if in the paragraph of a position or just before."""
    for end, value in reversed(told):
        if text.count("\n", end, start) > _PARAGRAPHS:
            return None
        if value and _MONTH.fullmatch(value):
            return value[:7]
    return None


def month_back(word: str, context: Context) -> str | None:
    """上个月 of a page that came out in March is February; of a reprint the month is not known."""
    today = _today(context)
    if today is None:
        return None
    months = today.year * 12 + today.month - 1 + MONTHS[word]
    return f"{months // 12}-{months % 12 + 1:02}"


def _today(context: Context) -> date | None:
    if not context.published or (context.written and context.written[:4] != context.published[:4]):
        return None
    return date.fromisoformat(context.published)
