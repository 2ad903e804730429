"""The year that a report's own content covers, which a repost can hide behind a later page date."""

from __future__ import annotations

import re
from collections import defaultdict

from kg.link.written import find_written
from kg.resources.words import alternation

__all__ = ["find_period", "find_years"]

_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(?:年|(?=[-—–~至到](?:19|20)[0-9]{2}年))(?!(?:修订|版|号))")
_THIS_YEAR = re.compile(f"今年({alternation('link/period.this_year')}|[0-9]{{1,2}}月|[0-9]{{1,2}}[-—至])?|本年度")
_THIS_YEAR_PARTS = re.compile("(?<![0-9]年)(?:年初|年底前|年内|年终)")
_LAST_YEAR = re.compile("(?<![由较比从])(?:去年|上一年)(?!同期|的)")
_GOAL = re.compile(f"{alternation('link/period.goal')}$")
_SINCE = re.compile("(?:自|从|由|较|比|于|始于)$")
_ANNUAL = re.compile(rf"(?:度)?(?:[^，。；,;\s]{{0,8}}){alternation('link/period.annual')}")
_PLAN = re.compile(
    rf"[，,](?:将|拟|计划|力争)|(?:度)?[^，。；,;\s]{{0,6}}(?:{alternation('link/period.plan')}|任务(?!进展|完成))"
)
_OPENS_GOVERNMENT = re.compile(
    "((?:19|20)[0-9]{2})年?[^，。；,;\\n]{0,12}政府工作报告|政府工作报告[ /|·]*((?:19|20)[0-9]{2})年?\\s"
)
_RELATIVE = re.compile(alternation("link/period.relative"))
_INTENT = re.compile("[^，。；,;\\s]{0,6}(?:计划|打算|将|拟|力争|争取|目标)")
_BASE = re.compile("[由较比]$")
_COMPARED = re.compile("[较比]$")
_SIGNED = re.compile("^\\s*((?:19|20)[0-9]{2})年[0-9]{1,2}月[0-9]{1,2}日\\s*$", re.MULTILINE)
_HEAD_CHARS, _HEADLINE_CHARS = 300, 45
_ISSUE = re.compile("(?:总?第)?[0-9]{1,4}[期号]")
_DAY = re.compile("(?<![0-9年])([0-9]{1,2})月[0-9]{1,2}日")
_JUST_NOW = re.compile("昨[天日晚夜]|前天|今[天晨早晚](?!后)|本月|上个?月|上周")
_PAGE_DATE = re.compile("[0-9]{1,2}月[0-9]{1,2}日(?:[ 　\n,，]|[0-9]{1,2}[:：时]|$)")

# How much one year in the text speaks for being the report's own.
_TITLE, _SUMMARY, _BARE, _INSIDE, _SELF_DATED, _YEAR_END_GOAL, _MONTH = 2.0, 5.0, 1.5, 1.0, 1.5, 0.75, 0.8
_PAGE, _STARTING_POINT, _PLANNED = 0.4, 0.3, 0.2
_MENTIONED = 0.5
_TOLD_TWICE = 1.6
_REPOST_YEARS, _LONG_PAST = 2, 4
_ENOUGH, _NEAR_EQUAL = 1.0, 0.75
_ENOUGH_RELATIVE = 2
"""A text that names no year tells one by the page's date only where it says 今年, 年底 and the like more than once."""
_LOOKING_BACK, _BACKWARD, _SEASON = 3, 3.5, 2.0
_FRESH, _MOST_FRESH = 1.5, 3


def find_years(text: str, published: str | None) -> tuple[str | None, str | None]:
    """The year in which the text was written and the one that it speaks of; of a repost both lie before its page."""
    written, period = find_written(text, published), find_period(text, published)
    if written and period and int(written[:4]) - int(period) > _REPOST_YEARS:
        return period, period
    return written and written[:4], period


def find_period(text: str, published: str | None) -> str | None:
    """The year (ISO 8601) that the report speaks of, `None` where it does not tell.

    Years in the text vote: as the year of a summary most, as a bare past year next, as a goal or a
    starting point hardly. 今年 means the year the page was published, unless the latest year that
    the text itself gives as past is much older: then the page is a repost.

    >>> find_period("2021年，全县新建卫生室12所。2022年，将继续推进。", "2022-01-08")
    '2021'
    """
    written = find_written(text, published)
    page_year = int(written[:4]) if written else None
    votes: dict[int, float] = defaultdict(float)
    goals: set[int] = set()
    starts: set[int] = set()
    told_of: set[int] = set()
    headlines = _headlines(text)
    for match in _YEAR.finditer(text):
        year = int(match.group(1))
        if page_year is None or year <= page_year:
            weight = _weight(text, match)
            if weight == _YEAR_END_GOAL:
                goals.add(year)
            elif weight == _STARTING_POINT:
                starts.add(year)
            is_base = _BASE.search(text, max(0, match.start() - 2), match.start())
            if weight not in (_PAGE, _PLANNED, _YEAR_END_GOAL) and not is_base:
                told_of.add(year)
            votes[year] = max(votes[year], weight) if weight == _YEAR_END_GOAL else votes[year] + weight
            if (
                match.end() <= headlines
                and weight not in (_PAGE, _PLANNED, _MONTH)
                and not _ISSUE.match(text, match.end())
            ):
                votes[year] += _TITLE
                told_of.add(year)
            if page_year == year + 1 and _COMPARED.search(text, max(0, match.start() - 2), match.start()):
                votes[page_year] += _INSIDE
    told = {year: score for year, score in votes.items() if score >= _ENOUGH}
    this_year = sum(_this_year_weight(text, match) for match in _THIS_YEAR.finditer(text))
    if this_year:
        this_year += _MENTIONED * len(_THIS_YEAR_PARTS.findall(text))
    if not told and this_year:
        # 今年 beside 到2023年底 is the year of that goal
        told = {year: votes[year] for year in sorted(goals)}
    if page_year is not None:
        own = _year_of_writing(votes, told_of, page_year) if published else page_year
        _add(told, own, this_year)
        _add(told, own - 1, len(_LAST_YEAR.findall(text)) * _MENTIONED)
        if own == page_year:
            month = int((written or "")[5:] or 0)
            if _OPENS_GOVERNMENT.search(text, 0, _HEAD_CHARS):
                month = 1
            _add(told, own, _FRESH * _fresh_days(text, month))
            if told or len(_RELATIVE.findall(text)) >= (_ENOUGH_RELATIVE if published else 1):
                _weigh_season(told, own, month)
    return str(_best(told)) if told else _since(starts, page_year) or _signed(text)


def _fresh_days(text: str, month: int) -> int:
    """How many days of the last weeks are told of (1月19日, 昨天), as news does."""
    if not month:
        return 0
    days = {match.group() for match in _DAY.finditer(text) if int(match.group(1)) in {month, month - 1}}
    return min(_MOST_FRESH, len(days) + len(set(_JUST_NOW.findall(text))))


def _weigh_season(told: dict[int, float], own: int, month: int) -> None:
    """In the first months of a year reports look back on the year before; later they speak of their own."""
    if 1 <= month <= _LOOKING_BACK:
        _add(told, own - 1, _BACKWARD)
    else:
        _add(told, own, _SEASON)


def _headlines(text: str) -> int:
    """Where the headline ends: the short lines that open the text, but not where they head a government's report.

    That of 2023 tells of 2022.
    """
    end = 0
    for line in text.split("\n")[:3]:
        if len(line) > _HEADLINE_CHARS or end + len(line) + 1 > len(text):
            break
        end += len(line) + 1
    return 0 if _OPENS_GOVERNMENT.search(text, 0, _HEAD_CHARS) else end


def _signed(text: str) -> str | None:
    """The year of a date that stands alone below a notice."""
    match = _SIGNED.search(text, max(0, len(text) - _HEAD_CHARS))
    return match.group(1) if match else None


def _year_of_writing(votes: dict[int, float], told_of: set[int], page_year: int) -> int:
    """The page's year, or where that lies years behind all that is told, the last year told: a repost."""
    latest = max((year for year in told_of if votes[year] >= _MONTH), default=page_year)
    recent = sum(score for year, score in votes.items() if latest - 2 < year <= latest)
    if page_year - latest <= _REPOST_YEARS or recent < _TOLD_TWICE:
        return page_year
    return latest


def _since(starts: set[int], page_year: int | None) -> str | None:
    """2022年以来 alone: the latest starting point is the report's year, if it is not long past."""
    latest = max(starts, default=None)
    if latest is None or page_year is None or page_year - latest > _LONG_PAST:
        return None
    return str(latest)


def _weight(text: str, match: re.Match[str]) -> float:
    before, after = text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 16]
    if _GOAL.search(before) and after.startswith(("底", "末")):
        return _YEAR_END_GOAL
    if _PLAN.match(after) or after.startswith(("底前", "末前")):
        return _PLANNED
    if "政府工作报告" in after:
        return _PLANNED  # that of 2023 tells of 2022
    if _ANNUAL.match(after):
        return _SUMMARY
    if after.startswith("以来") and not _SINCE.search(before):
        return _INSIDE
    if _SINCE.search(before) or after.startswith(("以", "起", "开始", "的")):
        return _STARTING_POINT
    if _GOAL.search(before) and "月" not in after[:3]:
        return _PLANNED
    if _PAGE_DATE.match(after):
        return _PAGE
    if re.match("[0-9]{1,2}月", after):
        return _MONTH
    return _BARE if after.startswith(("，", ",", "全", "底", "末")) else _INSIDE


def _this_year_weight(text: str, match: re.Match[str]) -> float:
    if _INTENT.match(text, match.end()) or text.startswith(("有哪些打算", "底"), match.end()):
        return 0.0
    return _SELF_DATED if match.group(1) else _MENTIONED


def _add(votes: dict[int, float], year: int, score: float) -> None:
    """Adds to a year, which is told of once it has enough."""
    if year in votes or score >= _ENOUGH:
        votes[year] = votes.get(year, 0.0) + score


def _best(votes: dict[int, float]) -> int:
    """The best voted year, the later of two near equals."""
    best = max(votes.values())
    return max(year for year, score in votes.items() if score >= _NEAR_EQUAL * best)
