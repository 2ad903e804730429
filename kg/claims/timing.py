"""The times that a claim may have, and what is known of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.claims.matters import show
from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.claims.time_sources import find_sources
from kg.model import Context
from kg.resources.words import alternation

__all__ = ["TimeOption", "shape_of", "time_options"]

WINDOW = 8
"""Characters before and behind the object whose pairs tell whether it is dated."""


_CUES = re.compile(alternation("claims/timing.cues"))


@dataclass(frozen=True, slots=True)
class TimeOption:
    """A time that a claim may have, or none."""

    value: str | None
    features: tuple[str, ...]


def time_options(passage: Passage, proposal: Proposal) -> tuple[TimeOption, ...]:
    """Each time that stands near enough, that of the section or the report, and none at all; no value twice."""
    sources: dict[str | None, dict[str, None]] = {}
    for value, source in find_sources(passage, proposal):
        sources.setdefault(value, {})[source] = None
    about = tuple(_about(passage, proposal, sources))
    words = tuple(_words(passage, proposal))
    claim = proposal.claim
    options = []
    for value, named in sources.items():
        shape = shape_of(value, passage.context)
        features = [f"shape={shape}", f"sources={'+'.join(sorted(named))}", f"count={min(len(named), 4)}"]
        features += [f"shape={shape}|{each}" for each in about]
        features += [f"dated={value is not None}|{each}" for each in words]
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


def _words(passage: Passage, proposal: Proposal) -> Iterator[str]:
    """The words around the object, its last one, and how the sentence opens: what stands and what happened."""
    shadow, at = passage.shadows[proposal.index], proposal.position
    start, end = shadow.clause_of(at)
    left, right = shadow.string[max(start, at - WINDOW) : at], shadow.string[at + 1 : min(end, at + WINDOW)]
    yield from (f"l={show(left[i : i + 2])}" for i in range(len(left) - 1))
    yield from (f"r={show(right[i : i + 2])}" for i in range(len(right) - 1))
    yield f"opening={show(shadow.string[:2])}"
    yield f"clause={show(shadow.string[start : start + 2])}"
    claim = proposal.claim
    yield f"rule={claim.evidence[0].rule}"
    if claim.object:
        yield f"end={claim.object.name[-2:]}"
        yield f"end1={claim.object.name[-1:]}|{claim.predicate}"


def _gap(context: Context) -> str:
    """How the year of writing lies to the period."""
    if not context.period or not context.written:
        return f"{bool(context.period)}{bool(context.written)}"
    return str(max(-1, min(2, int(context.written[:4]) - int(context.period[:4]))))


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
