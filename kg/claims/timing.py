"""The times that a claim may have, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.claims.shadow import Shadow
from kg.claims.subjects import clauses
from kg.claims.years import compares
from kg.extract.times import TimeKind, TimeSpan
from kg.model import Context

__all__ = ["TimeOption", "shape_of", "time_options"]

EARLIER = 6
"""How many sentences back a time may stand, within the paragraph."""
BODY = 4
"""How many sentences open a document, where the time of all of it may stand."""

_CUES = re.compile(
    "现有|现已|现|目前|累计|截至|同期|同比|环比|年均|每年|每月|每天|每周|连续|以来|近年|始建|创建于|已|曾|先后|正在|将|计划|拟|力争|到|要|"
    "年初|一年|全年|届时|此前|今后|随后|当年|同年|同时|其中|此外|平均|常年|定期|长期|负责|牵头|承担|总投资|获批|获评|签|启动|印发|成立|建成"
)


@dataclass(frozen=True, slots=True)
class TimeOption:
    """A time that a claim may have, or none."""

    value: str | None
    features: tuple[str, ...]


def time_options(passage: Passage, proposal: Proposal) -> tuple[TimeOption, ...]:
    """Each time that stands near enough, that of the section or the report, and none at all; no value twice."""
    sources: dict[str | None, dict[str, None]] = {}
    for value, source in _sources(passage, proposal):
        sources.setdefault(value, {})[source] = None
    about = tuple(_about(passage, proposal, sources))
    claim = proposal.claim
    options = []
    for value, named in sources.items():
        shape = shape_of(value, passage.context)
        features = [f"shape={shape}", f"sources={'+'.join(sorted(named))}", f"count={min(len(named), 4)}"]
        features += [f"shape={shape}|{each}" for each in about]
        for source in named:
            features += [f"from={source}", f"from={source}|{shape}", f"from={source}|{claim.evidence[0].rule}"]
            features += [f"from={source}|{each}" for each in about]
        options.append(TimeOption(value, tuple(features)))
    return tuple(options)


def _about(passage: Passage, proposal: Proposal, sources: Mapping[str | None, Mapping[str, None]]) -> Iterator[str]:
    """What the claim is, and what else might date it."""
    claim = proposal.claim
    shadow = passage.shadows[proposal.index]
    start, end = shadow.clause_of(proposal.position)
    predicate = claim.predicate.value
    yield predicate
    yield claim.modality.value
    yield f"{predicate}|{claim.modality}"
    quantity = claim.quantity
    amount = "-" if quantity is None else "from" if quantity.from_value else "change" if claim.change else "value"
    yield f"amount={amount}"
    yield f"object={claim.object.type.value if claim.object else '-'}"
    if quantity is not None:
        yield f"unit={quantity.unit}"
    near = {source.partition("-")[0] for named in sources.values() for source in named}
    yield f"near={'+'.join(sorted(near & {'clause', 'sentence', 'up1', 'up2'}))}"
    yield f"plan={passage.stances[proposal.index].in_plan}"
    yield f"denied={claim.polarity}"
    yield f"years={_gap(passage.context)}"
    for cue in sorted(set(_CUES.findall(shadow.string[start:end]))):
        yield f"cue={cue}"


def _gap(context: Context) -> str:
    """How the year of writing lies to the period."""
    if not context.period or not context.written:
        return f"{bool(context.period)}{bool(context.written)}"
    return str(max(-1, min(2, int(context.written[:4]) - int(context.period[:4]))))


def _sources(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """Times with where they stand, the nearest first."""
    yield proposal.claim.time, "grammar"
    yield from _in_sentence(passage.shadows[proposal.index], proposal.position)
    yield from _intervals(passage, proposal)
    yield from _running(passage, proposal)
    yield from _earlier(passage, proposal.index)
    yield passage.years[proposal.index] or None, "section"
    yield from _of_document(passage)
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


_YEARS_ON_END = re.compile("连续([二两三四五六七八九十]|\\d)(?=年)|([二两三四五六七八九十]|\\d)(?=年[来间])")


def _running(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    """连续三年: the years up to the period; and the year that opened the passage last, whichever it is."""
    shadow, period = passage.shadows[proposal.index], passage.context.period
    match = _YEARS_ON_END.search(shadow.string[slice(*shadow.clause_of(proposal.position))])
    if match and period:
        count = match.group(1) or match.group(2)
        number = int(count) if count.isdecimal() else "〇一二三四五六七八九十".find(count.replace("两", "二"))
        yield f"{int(period[:4]) - number + 1}/{period}", "years-on-end"
    for index in range(proposal.index, -1, -1):
        for at, item in _placed(passage.shadows[index])[:1]:
            if at <= 2 and item.is_year and item.value:
                paragraphs = shadow.sentence.paragraph - passage.shadows[index].sentence.paragraph
                yield item.value, f"over-{min(paragraphs, 2)}"
                return


def shape_of(value: str | None, context: Context) -> str:
    """Date, month, year or interval, and where it lies to the report's own period."""
    if value is None:
        return "none"
    kind = "open" if ".." in value else "interval" if "/" in value else {4: "year", 7: "month"}.get(len(value), "date")
    own = (context.period or context.published or "")[:4]
    year = value.replace("..", "").strip("/")[:4]
    if not own or not year:
        return kind
    return f"{kind}{'<' if year < own else '>' if year > own else '='}"
