"""Time expressions (ISO 8601, open intervals with `..`) as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

__all__ = ["Bounds", "bounds"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_OPEN = frozenset({"..", ""})


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day, inclusive; `None` is open. `precision` and `role` are concept keys."""

    start: str | None
    end: str | None
    precision: str
    role: str


def bounds(time: str) -> Bounds | None:
    """The bounds of a time expression, or `None` if it is in no known form.

    >>> bounds("2021-02")
    Bounds(start='2021-02-01', end='2021-02-28', precision='month', role='during')
    >>> bounds("../2022-12-31")
    Bounds(start=None, end='2022-12-31', precision='interval', role='by')
    """
    if "/" not in time:
        point = _point(time)
        return Bounds(*point, "during") if point else None
    first, _, last = time.partition("/")
    start = None if first in _OPEN else _point(first)
    end = None if last in _OPEN else _point(last)
    if (start is None and first not in _OPEN) or (end is None and last not in _OPEN) or start is end is None:
        return None
    role = "by" if start is None else "since" if end is None else "during"
    return Bounds(start[0] if start else None, end[1] if end else None, "interval", role)


def _point(text: str) -> tuple[str, str, str] | None:
    match = _POINT.match(text)
    if match is None:
        return None
    year, month, day = match.groups()
    if int(year) == 0 or not 1 <= int(month or 1) <= 12:
        return None
    if month is None:
        return f"{year}-01-01", f"{year}-12-31", "year"
    last = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{last:02d}", "month"
    return (text, text, "day") if 1 <= int(day) <= last else None
