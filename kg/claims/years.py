"""The year that stands over each sentence, and times that are only compared with."""

from __future__ import annotations

from collections.abc import Sequence

from kg.claims.shadow import Shadow
from kg.claims.subjects import clauses
from kg.extract.times import TimeKind, TimeSpan
from kg.model import Context

__all__ = ["compares", "find_years"]


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
