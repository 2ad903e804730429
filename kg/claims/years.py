"""The year that stands over each sentence, and times that are only compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.shadow import Shadow
from kg.claims.subjects import clauses
from kg.extract.times import TimeKind, TimeSpan
from kg.model import Context

__all__ = ["Standing", "compares", "find_standing", "find_years"]

_OPENS = 2
"""A time within so many characters of its sentence's beginning opens it."""
_COMMON = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Times that hold for more than their sentence: before each the part of a year that opened one last

    (上半年,…; 截至9月底,…), and the times told most often, more than once, with how often.
    """

    opened: tuple[str | None, ...]
    common: tuple[tuple[str, int], ...]


def compares(shadow: Shadow, time: TimeSpan) -> bool:
    """较2020年, 比去年: what is compared with, not when it happened."""
    position = next(at for at, item in shadow.items.items() if item is time)
    return (
        shadow.string[max(0, position - 1) : position] in {"较", "比"}
        or shadow.string[position + 1 : position + 3] == "同期"
    )


def find_years(shadows: Sequence[Shadow], context: Context) -> tuple[str | None, ...]:
    """For each sentence the year that was set over the passage: 2021年,… holds until another takes over.

    Empty under 近年来 or 自2015年以来, which leave the time open. Only a year of the report's own
    period or after it does so: 1952年 in a hospital's history does not.
    """
    floor = (context.period or "")[:4]
    years: list[str | None] = []
    current: str | None = floor if floor and floor in (context.title or "") else None
    paragraph = -1
    for shadow in shadows:
        if shadow.sentence.paragraph != paragraph:
            paragraph, current = shadow.sentence.paragraph, current or None
        for start, end in clauses(shadow.string)[:2]:
            for time in shadow.times(start, end if shadow.sentence.is_heading else min(end, start + 8)):
                if time.kind is TimeKind.VAGUE or (time.kind is TimeKind.SINCE and "/" in (time.value or "/")):
                    current = ""
                elif time.kind is TimeKind.SINCE or (
                    time.is_year and not compares(shadow, time) and time.value and time.value >= floor
                ):
                    current = time.value
            if shadow.times(start, end):
                break
        years.append(current)
    return tuple(years)


def find_standing(shadows: Sequence[Shadow]) -> Standing:
    counts: Counter[str] = Counter()
    opened: list[str | None] = []
    current: str | None = None
    for shadow in shadows:
        opened.append(current)
        for at, item in sorted(shadow.items.items()):
            if not isinstance(item, TimeSpan) or item.kind not in {TimeKind.DURING, TimeKind.AS_OF}:
                continue
            if item.value and not compares(shadow, item):
                counts[item.value] += 1
                if at <= _OPENS and not item.is_year:
                    current = item.value
    common = tuple((value, count) for value, count in counts.most_common(_COMMON) if count > 1)
    return Standing(tuple(opened), common)
