"""What is known of the modality of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.claims.matters import show
from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.claims.timing import shape_of
from kg.extract.times import TimeSpan
from kg.resources.words import alternation

__all__ = ["describe_modality"]

WINDOW = 12
"""Characters before and behind the object whose pairs describe its modality."""

_CUES = re.compile(alternation("claims/qualify.cues"))
"""Words that tell of modality in more ways than a table of effects can say."""


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
    shape = shape_of(claim.time, passage.context)
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
    features += _cues(passage, proposal)
    features += _surroundings(passage, proposal.index)
    before = shadow.string[max(0, start - WINDOW) : start]
    features += [f"before={show(before[i : i + 2])}" for i in range(len(before) - 1)]
    return tuple(features)


def _cues(passage: Passage, proposal: Proposal) -> Iterator[str]:
    """Words of modality in the clause, before it and behind it, and the times of the sentence."""
    shadow, at = passage.shadows[proposal.index], proposal.position
    start, end = shadow.clause_of(at)
    for where, low, high in (
        ("left", start, at),
        ("right", at, end),
        ("clause-before", 0, start),
        ("clause-behind", end, len(shadow.string)),
    ):
        for cue in sorted(set(_CUES.findall(shadow.string, low, high))):
            yield f"cue={where}|{cue}"
            if where in {"left", "right"}:
                yield f"cue={where}|{cue}|{proposal.claim.modality}"
    written = passage.context.written or ""
    for position, item in sorted(shadow.items.items()):
        if isinstance(item, TimeSpan):
            where = "own" if start <= position < end else "before" if position < start else "behind"
            year = (item.value or "").strip("./")[:4]
            side = "?" if not written or not year else "<" if year < written else ">" if year > written else "="
            yield f"when={where}|{item.kind}|{side}"
            yield f"when={where}|{item.kind}|{side}|{proposal.claim.modality}"


def _surroundings(passage: Passage, index: int) -> Iterator[str]:
    """How the sentences around are read, and what the heading above says."""
    paragraph = passage.shadows[index].sentence.paragraph
    for name, other in (("previous", index - 1), ("next", index + 1)):
        if 0 <= other < len(passage.shadows) and passage.shadows[other].sentence.paragraph == paragraph:
            effects = frozenset().union(*passage.stances[other].effects)
            yield f"{name}={'+'.join(sorted(effects))}|{passage.stances[other].in_plan}"
    for other in range(index, -1, -1):
        shadow = passage.shadows[other]
        if shadow.sentence.is_heading and other != index:
            yield from (f"under={show(shadow.string[at : at + 2])}" for at in range(min(len(shadow.string) - 1, 16)))
            break
    first = next(
        other
        for other in range(index, -1, -1)
        if other == 0 or passage.shadows[other - 1].sentence.paragraph != paragraph
    )
    yield f"paragraph={show(passage.shadows[first].string[:4])}"


def _clause(clauses: Sequence[tuple[int, int]], position: int) -> int:
    return next((index for index, (start, end) in enumerate(clauses) if start <= position <= end), len(clauses) - 1)
