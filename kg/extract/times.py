"""Times in a text, absolute and relative, resolved to ISO 8601 against the period a report speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

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
    """

    start: int
    end: int
    value: str | None
    kind: TimeKind
    is_future: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it names one whole year, the kind of time that stands over what follows."""
        return self.kind is TimeKind.DURING and self.value is not None and len(self.value) == 4


_PLANS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_YEAR = r"(?:\d{4}|[一二]?[〇零一二三四五六七八九]{4})年"
_SHIFT = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "来年": 1, "后年": 2}
_QUARTERS = {"一": ("01", "03"), "二": ("04", "06"), "三": ("07", "09"), "四": ("10", "12")}


@cache
def _pattern() -> re.Pattern[str]:
    plan = "|".join(_PLANS)
    shift = "|".join(_SHIFT)
    return re.compile(
        r"(?P<lead>截至|截止到?|自从?|从|到|至|在)?"
        r"(?:"
        rf"(?P<year1>\d{{4}})年?(?:[-—–~～至到]{{1,2}})(?P<year2>\d{{4}})年(?:间|期间)?"
        rf"|(?:(?P<year>{_YEAR})|(?P<shift>{shift}))?(?P<month1>\d{{1,2}})月?(?:[-—–~～至到]{{1,2}})(?P<month2>\d{{1,2}})月(?:份)?"
        rf"|(?:(?P<yearB>{_YEAR})|(?P<shiftB>{shift}))"
        r"(?:(?P<monthB>\d{1,2})月(?:份)?(?:(?P<dayB>\d{1,2})日)?|(?P<half>[上下]半年)|(?P<quarter>(?:第?[一二三四]|前三)季度))?"
        r"(?P<edgeB>年?底|末|初)?"
        r"|(?<!\d)(?P<monthC>\d{1,2})月(?P<dayC>\d{1,2})日"
        r"|(?<![\d个])(?P<monthD>\d{1,2})月(?P<edgeD>底|末|份|(?![\d龄大]))"
        r"|(?P<halfE>[上下]半年)|(?P<quarterE>(?:第?[一二三四]|前三)季度)"
        r"|(?P<yearend>年底|年末)|(?P<within>年内)"
        rf"|[“\"]?(?P<plan>{plan})[”\"]?(?:时期|期间|以来|末|开局之年)?"
        r"|(?P<now>目前为止|(?<!项)目前(?!期)|当前|如今|现在|眼下|日前)"
        r"|(?P<vague>近年来?|近[一二两三四五六七八九十]+年来?|近\d+年来?|多年来|党的[一二三四五六七八九十]+大以来|长期以来)"
        r")"
        r"(?P<since>[^,;。,;]{0,22}?以来)?(?P<tail>起|之?前|以前)?"
    )


def find_times(text: str, context: Context) -> tuple[TimeSpan, ...]:
    """All times in order; relative ones against `context.period`, and never against the page's date.

    >>> [t.value for t in find_times("截至11月底完成,年底前建成", Context(period="2022"))]
    ['2022-11', '../2022-12-31']
    """
    base = _base_year(context)
    spans: list[TimeSpan] = []
    ahead = _Ahead(text, base)
    shift = 0
    last_year = -1
    if base and "去年" in text and context.published and context.published[:4] == str(base + 1):
        # published in the year after its period: its 去年 is the period, its 今年 the year of the page
        shift, last_year = 1, 0
    for match in _pattern().finditer(text):
        part = match.groupdict()
        if re.match(r"[^,;。]{0,2}(?:[电讯]|消息)", text[match.end() : match.end() + 4]):
            continue  # a dateline
        end = match.end()
        if part["since"] and len(part["since"]) > 2:
            # the words between (自2015年实施…以来) may hold names: the time is its head alone
            end = match.start("since")
            if part["lead"] not in {"自", "自从", "从"}:
                part["since"] = None
        value, kind = _resolve(part, context, ahead.at(match.start()), last_year, shift)
        if kind is TimeKind.NOW:
            value = _date_near(text, match.start(), spans)
        spans.append(TimeSpan(match.start(), end, value, kind, _is_future(value, base + shift if base else None)))
        ahead.note(spans[-1])
    return tuple(spans)


class _Ahead:
    """The later year named last in the paragraph: what 年底前, 上半年, 10月 behind it belong to."""

    def __init__(self, text: str, base: int | None) -> None:
        self._text = text
        self._base = base
        self._year: int | None = None
        self._seen = 0

    def note(self, span: TimeSpan) -> None:
        if span.is_future and span.is_year and span.value:
            self._year, self._seen = int(span.value), span.end

    def at(self, start: int) -> int | None:
        """That year where one was named before in the paragraph, else the period; `start` only grows."""
        if self._year is not None:
            if self._text.find("\n", self._seen, start) >= 0:
                self._year = None
            self._seen = max(self._seen, start)
        return self._base if self._year is None else self._year


def _base_year(context: Context) -> int | None:
    period = context.period
    if not period:
        return None
    years = re.findall(r"\d{4}", period)
    return int(years[-1]) if years else None


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


def _resolve(
    part: dict[str, str | None], context: Context, base: int | None, last_year: int, shift: int
) -> tuple[str | None, TimeKind]:
    lead, tail = part["lead"] or "", part["tail"] or ""
    if part["now"]:
        return None, TimeKind.NOW
    if part["vague"]:
        return None, TimeKind.VAGUE
    if part["plan"]:
        first, last = _PLANS[part["plan"]]
        return f"{first}/{last}", TimeKind.DURING
    if part["year1"]:
        return f"{part['year1']}/{part['year2']}", TimeKind.DURING
    if part["within"]:
        return (f"../{base}-12-31" if base else None), TimeKind.BY
    own = _own_year(part, base, last_year, shift)
    point = _point(part, own)
    if point is None:
        return None, TimeKind.BY if tail in {"前", "之前", "以前"} else TimeKind.DURING
    if part["since"] or tail == "起" or lead in {"自", "自从"}:
        if point == str(base) or part["shift"] or (part["shiftB"] and not part["monthB"]):
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


def _own_year(part: dict[str, str | None], base: int | None, last_year: int, shift: int) -> int | None:
    written = _year_of(part["year"] or part["yearB"])
    if written:
        return written
    word = part["shift"] or part["shiftB"]
    if base is None:
        return None
    if word in {"去年", "上年"}:
        return base + last_year
    if word in {"今年", "本年", "明年"}:
        return base + shift + _SHIFT[word]
    return base + _SHIFT[word] if word else base


def _point(part: dict[str, str | None], year: int | None) -> str | None:
    if year is None:
        return None
    if part["month1"] and part["month2"]:
        return f"{year}-{int(part['month1']):02}/{year}-{int(part['month2']):02}"
    month = part["monthB"] or part["monthC"] or part["monthD"]
    day = part["dayB"] or part["dayC"]
    if month:
        if not 1 <= int(month) <= 12:
            return None
        return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    half, quarter = part["half"] or part["halfE"], part["quarter"] or part["quarterE"]
    if half:
        return f"{year}-01/{year}-06" if half[0] == "上" else f"{year}-07/{year}-12"
    if quarter:
        if quarter.startswith("前三"):
            return f"{year}-01/{year}-09"
        first, last = _QUARTERS[quarter.lstrip("第")[0]]
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
