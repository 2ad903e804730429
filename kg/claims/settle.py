"""Of proposals that say one thing in several ways, the likeliest stays."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.claims.passage import Passage
from kg.claims.proposals import Proposal
from kg.model import Predicate

__all__ = ["settle"]

_FIGURES = frozenset({Predicate.REPORTS, Predicate.ACHIEVED, Predicate.FUNDS})
_SAID = 2.7
"""How many times likelier a claim that only the pair model makes must be (in odds) to displace one that a frame says.

Pages of kinds that the corpus has none of are where the two differ, and there the frames are right more often.
"""
_CERTAIN = 1e-6
_COORDINATED = re.compile(r"[、和与及以同跟等暨]*")


def settle(passage: Passage, proposals: Sequence[Proposal], probabilities: Sequence[float]) -> tuple[int, ...]:
    """Indices of the proposals to keep, in order.

    Two ways to read one amount, or to say who stands behind one object, exclude each other, except
    where the grammar gives both (a rate that several diseases share), for its frames exclude each
    other already, or where the subjects stand in coordination.
    """
    dropped: set[int] = set()
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, proposal in enumerate(proposals):
        for key in _keys(proposal):
            groups[key].append(number)
    for group in groups.values():
        ranked = sorted(group, key=lambda number: (-_odds(proposals[number], probabilities[number]), number))
        kept: list[int] = []
        for number in ranked:
            if number in dropped:
                continue
            if all(_may_stand_beside(passage, proposals[number], proposals[other]) for other in kept):
                kept.append(number)
            else:
                dropped.add(number)
    return tuple(number for number in range(len(proposals)) if number not in dropped)


def _odds(proposal: Proposal, probability: float) -> float:
    odds = probability / max(1 - probability, _CERTAIN)
    return odds if proposal.is_unsaid else _SAID * odds


def _keys(proposal: Proposal) -> Iterator[tuple[object, ...]]:
    claim = proposal.claim
    if claim.quantity and claim.predicate in _FIGURES:
        yield "amount", proposal.index, claim.quantity.text, claim.quantity.value
    elif claim.predicate is Predicate.HOLDS_POST:
        return  # a house has many, and many have several
    elif claim.object is not None:
        yield "object", proposal.index, claim.predicate, claim.object.name, claim.quantity and claim.quantity.value
        if claim.predicate is Predicate.SUPPORTS:
            yield "people", proposal.index, claim.subject.name, claim.object.name


def _may_stand_beside(passage: Passage, one: Proposal, other: Proposal) -> bool:
    if not any(each.is_unsaid or each.is_told for each in (one, other)):
        return True
    if one.claim.subject == other.claim.subject and one.claim.polarity != other.claim.polarity:
        return False
    if one.claim.object != other.claim.object or one.claim.quantity != other.claim.quantity:
        return False
    return _are_coordinated(passage, one, other)


def _are_coordinated(passage: Passage, one: Proposal, other: Proposal) -> bool:
    """Whether the subjects stand side by side in the sentence (甲医院、乙医院)."""
    ends = [each.pair.subject_at for each in (one, other) if each.pair and each.pair.subject_at]
    if len(ends) != 2:
        return False
    first, last = sorted(ends, key=lambda end: end.start)
    between = passage.shadows[one.index].string[first.end : last.start]
    return all(_COORDINATED.fullmatch(part) for part in re.split("[\ue100-\ue1ff]", between))
