"""Time and modality of a claim: what they may be, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.claims.matters import show
from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.claims.shadow import Shadow
from kg.extract.times import TimeSpan
from kg.model import Context

__all__ = ["TimeOption", "describe_modality", "time_options"]

WINDOW = 12
"""Characters before and behind the object whose pairs describe its modality."""


@dataclass(frozen=True, slots=True)
class TimeOption:
    """A time that a claim may have, or none."""

    value: str | None
    features: tuple[str, ...]


def time_options(passage: Passage, proposal: Proposal) -> tuple[TimeOption, ...]:
    """Each time that stands near enough, that of the section or the report, and none at all; no value twice."""
    sources: dict[str | None, list[str]] = {}
    for value, source in _times(passage, proposal):
        sources.setdefault(value, []).append(source)
    claim = proposal.claim
    rule, predicate = claim.evidence[0].rule, claim.predicate.value
    options = []
    for value, named in sources.items():
        chosen = value == claim.time
        shape = _shape(value, passage.context)
        features = [
            f"chosen={chosen}|{predicate}",
            f"chosen={chosen}|{rule}",
            f"chosen={chosen}|{claim.modality}",
            f"chosen={chosen}|{'+'.join(sorted(set(named)))}",
            f"shape={shape}|{predicate}",
            f"shape={shape}|{claim.modality}",
            f"shape={shape}|{chosen}",
            f"options={min(len(sources), 5)}|{chosen}",
            f"period={_shape(passage.context.period, passage.context)}|{shape}",
            f"sources={'+'.join(sorted(set(named)))}|{predicate}",
        ]
        for source in sorted(set(named)):
            features += [f"from={source}", f"from={source}|{predicate}", f"from={source}|{claim.modality}"]
            features += [f"from={source}|{rule}", f"from={source}|{shape}"]
        options.append(TimeOption(value, tuple(features)))
    return tuple(options)


def _times(passage: Passage, proposal: Proposal) -> Iterator[tuple[str | None, str]]:
    yield None, "none"
    yield proposal.claim.time, "grammar"
    shadow = passage.shadows[proposal.index]
    start, end = shadow.clause_of(proposal.position)
    placed = [(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, TimeSpan)]
    before = [item for at, item in placed if at < start]
    behind = [item for at, item in placed if at >= end]
    for at, item in placed:
        if start <= at < end:
            yield item.value, f"clause-{'before' if at < proposal.position else 'behind'}-{item.kind}"
    if before:
        yield before[-1].value, f"sentence-before-{before[-1].kind}"
        yield before[0].value, f"sentence-first-{before[0].kind}"
    if behind:
        yield behind[0].value, f"sentence-behind-{behind[0].kind}"
    yield passage.years[proposal.index] or None, "section"
    yield passage.context.period, "period"
    yield from _earlier(passage, proposal.index)
    published = passage.context.published
    if published:
        yield published, "published"
        yield published[:7], "published-month"
        yield published[:4], "published-year"


def _earlier(passage: Passage, index: int) -> Iterator[tuple[str | None, str]]:
    """The last time of the sentence before it in its paragraph, and the first of the paragraph."""
    paragraph = passage.shadows[index].sentence.paragraph
    rows: list[tuple[int, TimeSpan]] = []
    for step in range(1, 7):
        if index - step < 0 or passage.shadows[index - step].sentence.paragraph != paragraph:
            break
        found = _sorted_times(passage.shadows[index - step])
        rows += [(step, item) for item in reversed(found)]
    if rows:
        yield rows[0][1].value, f"earlier-{min(rows[0][0], 3)}-{rows[0][1].kind}"
        yield rows[-1][1].value, "paragraph-first"


def _sorted_times(shadow: Shadow) -> list[TimeSpan]:
    return [item for _, item in sorted(shadow.items.items()) if isinstance(item, TimeSpan)]


def _shape(value: str | None, context: Context) -> str:
    """Date, month, year or interval, and where it lies to the report's own period."""
    if value is None:
        return "none"
    kind = "open" if ".." in value else "interval" if "/" in value else {4: "year", 7: "month"}.get(len(value), "date")
    own = (context.period or context.published or "")[:4]
    year = value.replace("..", "").strip("/")[:4]
    if not own or not year:
        return kind
    return f"{kind}{'<' if year < own else '>' if year > own else '='}"


def describe_modality(passage: Passage, proposal: Proposal) -> tuple[str, ...]:
    """Features of a claim's modality: the grammar's reading, the words around, the section."""
    shadow = passage.shadows[proposal.index]
    stance = passage.stances[proposal.index]
    claim = proposal.claim
    predicate, rule = claim.predicate.value, claim.evidence[0].rule
    start, end = shadow.clause_of(proposal.position)
    at = proposal.position
    left, right = shadow.string[max(start, at - WINDOW) : at], shadow.string[at + 1 : min(end, at + WINDOW)]
    opening = shadow.string[:8]
    effects = "+".join(sorted(stance.effects[_clause(stance.clauses, at)]))
    shape = _shape(claim.time, passage.context)
    features = [
        f"said={claim.modality}",
        f"said={claim.modality}|{predicate}",
        f"said={claim.modality}|{rule}",
        f"said={claim.modality}|{effects}",
        f"effects={effects}|{stance.in_plan}",
        f"plan={stance.in_plan}|{claim.modality}",
        f"time={shape}|{claim.modality}",
        f"polarity={claim.polarity}",
        f"heading={shadow.sentence.is_heading}",
        f"opening={show(opening[:2])}",
        f"opening4={show(opening[:4])}",
        f"named={rule.startswith('name')}",
    ]
    features += [f"l={show(left[i : i + 2])}" for i in range(len(left) - 1)]
    features += [f"r={show(right[i : i + 2])}" for i in range(len(right) - 1)]
    features += [f"l1={show(char)}" for char in sorted(set(left))]
    features += [f"left={show(left[-3:])}", f"right={show(right[:3])}", f"left2={show(left[-2:])}|{predicate}"]
    before = shadow.string[max(0, start - WINDOW) : start]
    features += [f"before={show(before[i : i + 2])}" for i in range(len(before) - 1)]
    return tuple(features)


def _clause(clauses: Sequence[tuple[int, int]], position: int) -> int:
    return next((index for index, (start, end) in enumerate(clauses) if start <= position <= end), len(clauses) - 1)
