"""Where the times that a claim may have stand: near it, above it, in the document's own dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.claims.shadow import Shadow
from kg.claims.subjects import clauses
from kg.claims.years import compares
from kg.extract.numbers import read_number
from kg.extract.times import TimeKind, TimeSpan

__all__ = ["find_sources"]

EARLIER = 6
"""How many sentences back a time may stand, within the paragraph."""
BODY = 4
"""How many sentences open a document, where the time of all of it may stand."""


def find_sources(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """Times with where they stand, the nearest first."""
    yield proposal.claim.time, "grammar"
    near = list(_in_sentence(passage.shadows[proposal.index], proposal.position))
    yield from near
    yield from _intervals(passage, proposal)
    yield from _running(passage, proposal)
    before = list(_earlier(passage, proposal.index))
    yield from before
    yield from _parts((*near, *before))
    yield from _up_to_now(passage, (*near, *before))
    yield from _standing(passage, proposal.index)
    yield passage.years[proposal.index] or None, "section"
    yield from _of_document(passage)
    yield from _named(passage)
    yield None, "none"


def _placed(shadow: Shadow) -> list[tuple[int, TimeSpan]]:
    return [(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, TimeSpan)]


def _in_sentence(shadow: Shadow, position: int) -> Iterator[tuple[str | None, str]]:
    start, end = shadow.clause_of(position)
    spans = clauses(shadow.string)
    own = _clause(spans, position)
    placed = sorted(_placed(shadow), key=lambda each: _distance(each[0], position))
    seen = {True: 0, False: 0}
    for at, item in placed:
        is_before = at < position
        side = "before" if is_before else "behind"
        rank = min(seen[is_before], 2)
        seen[is_before] += 1
        kind = "compared" if compares(shadow, item) else item.kind.value
        if start <= at < end:
            where = "clause"
        else:
            where = "sentence"
            yield item.value, f"sentence-apart{min(abs(own - _clause(spans, at)), 3)}-{side}"
        yield item.value, f"{where}-{side}{rank}-{kind}"
        if at <= 2:
            yield item.value, f"opening-{kind}"
        for name, other in item.others:
            yield other, f"{where}-{name}-{item.kind.value}"
        if _is_start(item):
            yield f"{item.value}/..", f"{where}-since"
        if item.kind is TimeKind.SINCE and item.value and item.value.endswith("/.."):
            yield item.value[:-3], f"{where}-start"


def _is_start(item: TimeSpan) -> bool:
    """Whether something may hold since it: a day, month or year at which it happened."""
    return item.kind is TimeKind.DURING and item.value is not None and "/" not in item.value


def _distance(at: int, position: int) -> int:
    return position - at if at < position else 2 * (at - position)


def _clause(spans: Sequence[tuple[int, int]], position: int) -> int:
    return next((index for index, (start, end) in enumerate(spans) if start <= position <= end), len(spans) - 1)


def _intervals(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """From when to when something changed or was done: between two times told, or from one up to the period."""
    placed = [item.value for _, item in _placed(passage.shadows[proposal.index]) if item.value]
    points = [value for value in placed if "/" not in value]
    is_change = bool(proposal.claim.quantity and proposal.claim.quantity.from_value)
    name = "change" if is_change else "between"
    for first, last in pairwise(points):
        if first < last:
            yield f"{first[:4]}/{last}", f"{name}-two"
    last_year = passage.context.period
    for value in dict.fromkeys(placed):
        first = value.partition("/")[0]
        if last_year and first[:4] < last_year[:4] and first != "..":
            yield f"{first[:4]}/{last_year}", f"{name}-period"
    if is_change and last_year:
        for value in dict.fromkeys((*points, last_year)):
            yield f"{int(value[:4]) - 1}/{value}" if value[:4].isdecimal() else value, "change-year"


def _earlier(passage: Passage, index: int) -> Iterator[tuple[str | None, str]]:
    """Times of the sentences before it in its paragraph, the first of the paragraph, that of the heading above."""
    paragraph = passage.shadows[index].sentence.paragraph
    rows: list[tuple[int, TimeSpan]] = []
    for step in range(1, EARLIER + 1):
        if index - step < 0 or passage.shadows[index - step].sentence.paragraph != paragraph:
            break
        found = [item for _, item in _placed(passage.shadows[index - step])]
        for rank, item in enumerate(reversed(found)):
            yield item.value, f"up{min(step, 3)}-{'last' if not rank else 'other'}-{item.kind.value}"
            for name, other in item.others:
                yield other, f"up-{name}"
            if not rank and _is_start(item):
                yield f"{item.value}/..", f"up{min(step, 3)}-since"
        if found:
            rows.append((step, found[-1]))
            yield found[0].value, f"up{min(step, 3)}-first"
    if rows:
        yield rows[0][1].value, f"carried-{rows[0][1].kind.value}"
        yield rows[-1][1].value, "paragraph-first"
    for step in range(1, index + 1):
        shadow = passage.shadows[index - step]
        if shadow.sentence.is_heading:
            for _, item in _placed(shadow):
                yield item.value, f"heading-{item.kind.value}"
            break


def _parts(near: Iterable[tuple[str | None, str]]) -> Iterator[tuple[str, str]]:
    """The month and the year of a day, the ends of an interval: 2007年1月启动,首年…; 7至9月…,目前…."""
    for value, source in near:
        place = source.partition("-")[0]
        if value is None or place not in _PLACES:
            continue
        first, _, last = value.partition("/")
        for name, end in (("start", first), ("end", last)):
            if not end or end == "..":
                continue
            if last:
                yield end, f"{place}~{name}"
            if len(end) > _MONTH:
                yield end[:_MONTH], f"{place}~{name}-month"
            if len(end) > _YEAR:
                yield end[:_YEAR], f"{place}~{name}-year"


def _up_to_now(passage: Passage, near: Iterable[tuple[str | None, str]]) -> Iterator[tuple[str, str]]:
    """从1974年起到今年4月, 来了三年: from a time told to the day, month or year that the report is of."""
    context = passage.context
    ends: dict[str, str] = {}
    for name, value in (("written", context.written), ("published", context.published), ("period", context.period)):
        if value and "/" not in value:
            for size in (_YEAR, _MONTH):
                if len(value) >= size:
                    ends.setdefault(value[:size], name)
    for value, source in near:
        place = source.partition("-")[0]
        if value is None or "/" in value or place not in _PLACES:
            continue
        for end, name in ends.items():
            if len(value) == len(end) and value < end:
                yield f"{value}/{end}", f"{place}~{name}"


_PLACES = frozenset({"clause", "sentence", "up1", "up2", "up3"})
_YEAR, _MONTH = 4, 7
"""How many characters a year and a month have as ISO 8601 dates."""


def _before(passage: Passage, index: int) -> list[Shadow]:
    """The two sentences before it in its paragraph, the nearest first."""
    paragraph = passage.shadows[index].sentence.paragraph
    rows = passage.shadows[max(0, index - 2) : index]
    return [each for each in reversed(rows) if each.sentence.paragraph == paragraph]


def _standing(passage: Passage, index: int) -> Iterator[tuple[str | None, str]]:
    opened = passage.standing.opened[index]
    if opened:
        yield opened, "opened"
    for rank, (value, count) in enumerate(passage.standing.common):
        yield value, f"common{rank}-{min(count, 4)}"


def _of_document(passage: Passage) -> Iterator[tuple[str | None, str]]:
    context = passage.context
    yield context.period, "period"
    yield _narrow(passage), "own-period"
    if context.written:
        yield context.written, "written"
    for index, shadow in enumerate(passage.shadows[:BODY]):
        where = "title" if passage.is_title(index) or shadow.sentence.is_heading else "lead"
        for _, item in _placed(shadow):
            if item.kind in {TimeKind.DURING, TimeKind.AS_OF} and item.value != context.published:
                yield item.value, f"{where}-{item.kind.value}"
    if context.published:
        yield context.published, "published"
        yield context.published[:7], "published-month"
        yield context.published[:4], "published-year"


def _named(passage: Passage) -> Iterator[tuple[str | None, str]]:
    """The years of plans that names tell: “十四五”规划, 实施方案(2023—2025年)."""
    shown = {item.start for shadow in passage.shadows for _, item in _placed(shadow)}
    head = passage.shadows[min(BODY, len(passage.shadows)) - 1].sentence.end if passage.shadows else 0
    for item in passage.times:
        if item.start not in shown and item.value and "/" in item.value:
            yield item.value, "named-head" if item.start < head else "named"


def _narrow(passage: Passage) -> str | None:
    """The part of the year that the report is on by its headline (一季度, 1至9月, 9月), else the period."""
    period = passage.context.period
    for index, shadow in enumerate(passage.shadows[:BODY]):
        if not (passage.is_title(index) or shadow.sentence.is_heading):
            continue
        for _, item in _placed(shadow):
            value = item.value
            if period and value and value.startswith(period) and 4 < len(value) < 16 and item.kind is TimeKind.DURING:
                return value
    return period


_YEARS_ON_END = re.compile(
    "(?<![第去每前后逾满0-9〇一二三四五六七八九十])(\\d{1,2}|[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)"
    "(?=(?:个?多?|周)年(?!前|内|制|级|龄|期|以上|以下))"
)
"""连续三年, 五年间, 近两年来, 坚持了八年: how long something went on, or how long a span is spoken of."""


def _running(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """连续三年: the years up to the period, or from or up to a year told; and the year that opened the passage last."""
    shadow, context = passage.shadows[proposal.index], passage.context
    start, end = shadow.clause_of(proposal.position)
    lead = [each for each in passage.shadows[:BODY] if each is not shadow]
    before = _before(passage, proposal.index)
    low, high = shadow.text_span(start, end)
    told = [("clause", passage.text[low:high]), ("sentence", _text_of(passage, shadow))]
    told += [(f"up{step}", _text_of(passage, each)) for step, each in enumerate(before, start=1)]
    told += [("lead", _text_of(passage, each)) for each in lead]
    years = [_years_told(each) for each in (shadow, *before)]
    seen: set[int] = set()
    for where, string in told:
        for match in _YEARS_ON_END.finditer(string):
            number = int(read_number(match[1]) or 0)
            if number in seen or number < 2:
                continue
            seen.add(number)
            for name, last in dict.fromkeys((("period", context.period), ("written", context.written))):
                if last:
                    yield f"{int(last[:4]) - number + 1}/{last[:4]}", f"years-{name}-{where}"
                    yield f"{int(last[:4]) - number}/{last[:4]}", f"years-{name}-{where}-full"
            for step, row in enumerate(years):
                for year in row:
                    yield f"{year - number + 1}/{year}", f"years-to{step}-{where}"
                    yield f"{year - number}/{year}", f"years-to{step}-{where}-full"
                    yield f"{year}/{year + number - 1}", f"years-from{step}-{where}"
                    yield f"{year}/{year + number}", f"years-from{step}-{where}-full"
    for index in range(proposal.index, -1, -1):
        for at, item in _placed(passage.shadows[index])[:1]:
            if at <= 2 and item.is_year and item.value:
                paragraphs = shadow.sentence.paragraph - passage.shadows[index].sentence.paragraph
                yield item.value, f"over-{min(paragraphs, 2)}"
                return


def _text_of(passage: Passage, shadow: Shadow) -> str:
    return passage.text[shadow.sentence.start : shadow.sentence.end]


def _years_told(shadow: Shadow) -> list[int]:
    """The first and the last year that a sentence tells."""
    values = [item.value for _, item in _placed(shadow) if item.value and item.value[:4].isdecimal()]
    return sorted({int(value[:4]) for value in (*values[:1], *values[-1:])})
