"""Times in a text, absolute and relative, resolved to ISO 8601 against the period a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.extract.days import day_back, day_of, decade, month_back, month_told
from kg.extract.time_words import NUMERALS, PLANS, QUARTERS, SHIFT, TOLD, time_pattern
from kg.model import Context

__all__ = ["TimeKind", "TimeSpan", "find_times"]


class TimeKind(StrEnum):
    """What a time does in its sentence: when it happened, as of when it holds, by when it is due …"""

    DURING = "during"
    AS_OF = "as-of"
    BY = "by"
    SINCE = "since"
    NOW = "now"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time at `[start, end)`; `value` is `None` where nothing fixes it (目前 with no date near, 近年来).

    `is_future` is set where the time lies after the report's own period (明年, 下一步 stays to modality).
    `others` are what it may mean besides, by which year completes it: 10月 in a report on last year.
    """

    start: int
    end: int
    value: str | None
    kind: TimeKind
    is_future: bool = False
    others: tuple[tuple[str, str], ...] = ()

    @property
    def is_year(self) -> bool:
        """Whether it names one whole year, the kind of time that stands over what follows."""
        return self.kind is TimeKind.DURING and self.value is not None and len(self.value) == 4


def find_times(text: str, context: Context) -> tuple[TimeSpan, ...]:
    """All times in order; relative ones against `context`: 今年 is the year of writing, 年底 that of the period.

    >>> [t.value for t in find_times("截至11月底完成,年底前建成", Context(period="2022"))]
    ['2022-11', '../2022-12-31']
    """
    years = _years(context)
    spans: list[TimeSpan] = []
    ahead = _Ahead(text, years.period)
    for match in time_pattern().finditer(text):
        part = match.groupdict()
        if re.match(r"[^,;。]{0,2}(?:[电讯]|消息)", text[match.end() : match.end() + 4]):
            continue  # a dateline
        end = match.end()
        if part["since"] and len(part["since"]) > 2:
            # the words between (自2015年实施…以来) may hold names: the time is its head alone
            end = match.start("since")
            if part["lead"] not in {"自", "自从", "从"}:
                part["since"] = None
        own = replace(years, period=ahead.at(match.start()), told=ahead.told)
        value, kind = _resolve(part, context, own)
        if part["dayN"]:
            value = day_of(
                int(part["dayN"]), month_told(text, match.start(), [(span.end, span.value) for span in spans]), context
            )
        if kind is TimeKind.NOW:
            value = _date_near(text, match.start(), spans)
        others = _others(
            part, context, value, (("written", years.written), ("period", years.period), ("told", ahead.told))
        )
        is_future = _is_future(value, years.written if part["shift"] or part["shiftB"] else years.period)
        spans.append(TimeSpan(match.start(), end, value, kind, is_future, others))
        ahead.note(spans[-1], is_told=any(part[name] for name in _YEAR_PARTS))
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class _Years:
    """The year that the report speaks of, the one it was written in, and the one named last."""

    period: int | None
    written: int | None
    told: int | None = None


def _years(context: Context) -> _Years:
    told = re.findall(r"\d{4}", context.period or "")
    period = int(told[-1]) if told else None
    if context.written:
        written = int(context.written[:4])
        return _Years(written if period is None else period, written)
    if period is not None and context.published and context.published[:4] == str(period + 1):
        return _Years(period, period + 1)  # published in the year after
    return _Years(period, period)


def _others(
    part: dict[str, str | None], context: Context, value: str | None, bases: Iterable[tuple[str, int | None]]
) -> tuple[tuple[str, str], ...]:
    """The other times that the words may mean, where they name no year themselves."""
    if any(part[name] for name in (*_YEAR_PARTS, "plan", "now", "vague", "decade", "dayR", "dayN")):
        return ()
    found: dict[str, str] = {}
    for name, base in bases:
        if base is None:
            continue
        other, _ = _resolve(part, context, _Years(base, base))
        if other and other != value:
            found.setdefault(other, name)
    return tuple((name, other) for other, name in found.items())


_YEAR_PARTS = ("year1", "year", "yearB", "yearF")
_HEAD = re.compile(r"^[^\w\n]*(\d{4})年?[^\w\n]*$", re.MULTILINE)
"""A line that holds a year alone, as those of a chronicle do."""
_OPENING = re.compile(r"(?:^|[\s。;;！!?:：、)）】])[从自到]?$")


class _Ahead:
    """The later year that opened a sentence of the paragraph: what 年底前, 上半年, 10月 behind it belong to."""

    def __init__(self, text: str, base: int | None) -> None:
        self._text = text
        self._base = base
        self._year: int | None = None
        self._seen = 0
        self.told: int | None = None
        heads = [(match.end(), int(match.group(1))) for match in _HEAD.finditer(text)]
        self._heads = heads if len(heads) > 1 else []

    def note(self, span: TimeSpan, *, is_told: bool) -> None:
        """Takes up a time; `is_told` where its words name the year themselves."""
        if (
            span.is_future
            and span.is_year
            and span.value
            and _OPENING.search(self._text, max(0, span.start - 2), span.start)
        ):
            self._year, self._seen = int(span.value), span.end
        if is_told and span.value and span.kind is not TimeKind.BY and ".." not in span.value:
            self.told = int(span.value.split("/")[-1][:4])

    def at(self, start: int) -> int | None:
        """That year where one was named before in the paragraph, else the one that heads the section of a chronicle,

        else the period; `start` only grows.
        """
        while self._heads and self._heads[0][0] <= start:
            self._base = self._heads.pop(0)[1]
        if self._year is not None:
            if self._text.find("\n", self._seen, start) >= 0:
                self._year = None
            self._seen = max(self._seen, start)
        return self._base if self._year is None else self._year


def _is_future(value: str | None, base: int | None) -> bool:
    years = re.findall(r"\d{4}", value or "")
    return bool(base and years and int(years[0]) > base)


def _year_of(text: str | None) -> int | None:
    if not text:
        return None
    digits = "".join(
        str("零一二三四五六七八九".find(char)) if char in "零一二三四五六七八九" else char for char in text.rstrip("年")
    )
    digits = digits.replace("〇", "0")
    return int(digits) if digits.isdecimal() and len(digits) == 4 else None


def _resolve(part: dict[str, str | None], context: Context, years: _Years) -> tuple[str | None, TimeKind]:
    lead, tail = part["lead"] or "", part["tail"] or ""
    base = years.period
    if part["now"]:
        return None, TimeKind.NOW
    if part["vague"]:
        return None, TimeKind.VAGUE
    if part["plan"]:
        first, last = PLANS[part["plan"]]
        return (f"../{last}", TimeKind.BY) if part["planend"] else (f"{first}/{last}", TimeKind.DURING)
    if part["year1"]:
        return f"{part['year1']}/{part['year2']}", TimeKind.DURING
    if part["within"]:
        return (str(base) if base else None), TimeKind.BY
    if part["years"]:
        written = years.written or base
        return (f"../{written + _number(part['years'])}" if written else None), TimeKind.BY
    if part["monthF"]:
        return _range(part, years), TimeKind.DURING
    if part["decade"]:
        return decade(part["century"], part["decade"]), TimeKind.DURING
    if part["dayR"] or part["dayN"]:
        return day_back(part["dayR"], context), TimeKind.DURING
    if part["moon"]:
        return month_back(part["moon"], context), TimeKind.DURING
    point = _point(part, _own_year(part["year"] or part["yearB"], part["shift"] or part["shiftB"], years))
    if point is None:
        return None, TimeKind.BY if tail in {"前", "之前", "以前"} else TimeKind.DURING
    if part["since"] or tail in {"起", "开始", "至今"} or lead in {"自", "自从"}:
        is_whole = part["shift"] or (part["shiftB"] and not part["monthB"])
        if part["since"] and (point == str(base) or is_whole):
            return point, TimeKind.SINCE  # 今年以来, 2022年以来 in a report on 2022: that year
        return f"{point}/..", TimeKind.SINCE
    limit = _limit(point, part)
    published = context.published or ""
    is_past = bool(published) and limit < published[: len(limit)] and (base is None or limit[:4] <= str(base))
    if tail in {"前", "之前", "以前"}:
        return f"../{limit}", TimeKind.AS_OF if is_past else TimeKind.BY
    if lead in {"到", "至"}:
        return (point, TimeKind.AS_OF) if is_past else (f"../{limit}", TimeKind.BY)
    if lead.startswith("截"):
        return point, TimeKind.AS_OF
    return point, TimeKind.DURING


def _own_year(year: str | None, shift: str | None, years: _Years) -> int | None:
    written = _year_of(year)
    if written:
        return written
    if shift in TOLD and (years.told or shift != "当年"):
        return years.told + SHIFT[shift] if years.told else None
    if shift is None or shift in {"上年", "上一年", "当年"}:
        return years.period + SHIFT[shift] if shift and years.period else years.period
    base = years.written or years.period
    return base + SHIFT[shift] if base else None


def _number(numeral: str | None) -> int:
    text = numeral or ""
    return int(text) if text.isdecimal() else NUMERALS.get(text, 0)


def _range(part: dict[str, str | None], years: _Years) -> str | None:
    """2022年11月1日至2023年4月30日, 去年11月至今年3月, 3月5日至30日."""
    last = _own_year(part["yearT"], part["shiftT"], years)
    is_told = part["yearT"] or part["shiftT"]
    first = _own_year(part["yearF"], part["shiftF"], years) if part["yearF"] or part["shiftF"] or not is_told else last
    last = last if is_told else first
    begin = _day(first, part["monthF"], part["dayF"])
    end = _day(last, part["monthT"] or part["monthF"], part["dayT"] or part["onlyT"])
    return f"{begin}/{end}" if begin and end else None


def _day(year: int | None, month: str | None, day: str | None) -> str | None:
    number = _number(month)
    if year is None or not 1 <= number <= 12:
        return None
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")


def _point(part: dict[str, str | None], year: int | None) -> str | None:
    if year is None:
        return None
    if part["month1"] and part["month2"]:
        return f"{year}-{_number(part['month1']):02}/{year}-{_number(part['month2']):02}"
    first_months = _number(part["headB"] or part["headE"])
    if first_months:
        return f"{year}-01/{year}-{first_months:02}"
    month = part["monthB"] or part["monthC"] or part["monthD"]
    if month:
        return _day(year, month, part["dayB"] or part["dayC"])
    half, quarter = part["half"] or part["halfE"], part["quarter"] or part["quarterE"]
    if half:
        return f"{year}-01/{year}-06" if half[0] == "上" else f"{year}-07/{year}-12"
    if quarter:
        if quarter.startswith("前三"):
            return f"{year}-01/{year}-09"
        first, last = QUARTERS[quarter.lstrip("第")[0]]
        return f"{year}-{first}/{year}-{last}"
    edge = part["edgeB"]
    if part["yearend"] or (edge and edge[-1] in "底末"):
        return f"{year}-12"
    return str(year)


def _limit(point: str, part: dict[str, str | None]) -> str:
    """年底前 is met on the last day of the year; 到2025年, 6月前 stay as fine as they are told."""
    last = point.split("/")[-1]
    if part["yearend"] or ((part["edgeB"] or "").startswith(("年", "底", "末")) and not part["monthB"]):
        return f"{last[:4]}-12-31"
    return last


def _date_near(text: str, start: int, spans: list[TimeSpan]) -> str | None:
    """目前 takes the last day named within the two paragraphs before it."""
    for span in reversed(spans):
        if text.count("\n", span.end, start) > 2 or start - span.end > 200:
            return None
        if span.value and len(span.value) == 10 and span.kind in {TimeKind.DURING, TimeKind.AS_OF}:
            return span.value
    return None
