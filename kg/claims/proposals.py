"""Everything that might be claimed: what the grammar says, and what the pair model thinks likely."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.claims.denials import deny, may_be_denied
from kg.claims.helpers import PEOPLE_UNITS
from kg.claims.pair_ends import End
from kg.claims.pairs import Pair
from kg.claims.passage import Passage
from kg.claims.post_titles import title_span
from kg.claims.shadow import Shadow
from kg.claims.slots import counted
from kg.extract.quantities import QuantitySpan
from kg.model import Claim, Entity, EntityType, Mention, Predicate, Quantity

__all__ = ["MODEL_RULE", "NAME_RULE", "TOLD_RULE", "Proposal", "contraries", "make_proposals"]

MODEL_RULE = "pair."
"""What the rule of a claim begins with that only the pair model says."""
NAME_RULE = "name."
"""What the rule of a claim begins with that a name says by itself."""
TOLD_RULE = "told."
"""What stands before the rule that found a fact where another subject was found for it."""
LEAST = 0.03
"""A relation less likely than this is not proposed."""
SENT_UNITS = PEOPLE_UNITS | {"批", "支"}
"""People who are sent, one by one or by the batch."""
MOST_AMOUNTS = 3

Distribution = Mapping[str, float]
_NOTHING: Distribution = {}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that may hold; `position` is where its object or cue stands in the shadow `index`."""

    claim: Claim
    index: int
    position: int
    pair: Pair | None
    likelihood: Distribution
    """The pair model's distribution over predicates, empty where no pair answers the claim."""
    chance: float | None = None
    """How likely the subject is, among all of whom the fact may be told; `None` where nobody asked."""

    @property
    def is_unsaid(self) -> bool:
        """Whether only the pair model tells the fact, and no frame of the grammar."""
        return self.claim.evidence[0].rule.removeprefix(TOLD_RULE).startswith(MODEL_RULE)

    @property
    def is_told(self) -> bool:
        """Whether the subject is one that neither the grammar nor the pair model thought of."""
        return self.claim.evidence[0].rule.startswith(TOLD_RULE)

    @property
    def strength(self) -> float:
        """How likely the pair model holds the relation; 0 where it was not asked."""
        return self.likelihood.get(self.claim.predicate.value, 0.0)


def make_proposals(
    passage: Passage, claims: Iterable[Claim], pairs: Sequence[Pair], likelihoods: Sequence[Distribution]
) -> tuple[Proposal, ...]:
    """The grammar's claims, each with the pair that answers it best, then those of the pairs alone."""
    found = [*_said(passage, claims, pairs, likelihoods)]
    known = {_key(proposal.claim, proposal.index) for proposal in found}
    best: dict[tuple[object, ...], Proposal] = {}
    for pair, likelihood in zip(pairs, likelihoods, strict=True):
        for predicate in Predicate:
            if likelihood.get(predicate.value, 0.0) < LEAST:
                continue
            for proposal in _from_pair(passage, pair, predicate, likelihood):
                key = _key(proposal.claim, proposal.index)
                earlier = best.get(key)
                if key not in known and (earlier is None or earlier.strength < proposal.strength):
                    best[key] = proposal
    proposals = (*found, *best.values())
    return (*proposals, *contraries(passage, proposals))


def contraries(passage: Passage, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """What stands beside a word that may deny it, the other way; what a name says is never denied."""
    for proposal in proposals:
        shadow, claim = passage.shadows[proposal.index], proposal.claim
        if not claim.evidence[0].rule.startswith(NAME_RULE) and may_be_denied(shadow, proposal.position, claim):
            yield replace(proposal, claim=deny(claim))


def _key(claim: Claim, index: int) -> tuple[object, ...]:
    if claim.predicate is Predicate.HOLDS_POST:  # told once a person and body, wherever both are named again
        return claim.subject.name, claim.predicate, claim.object.name if claim.object else None
    amount = claim.quantity.value if claim.quantity else None
    return claim.subject.name, claim.predicate, claim.object.name if claim.object else None, amount, index


def _said(
    passage: Passage, claims: Iterable[Claim], pairs: Sequence[Pair], likelihoods: Sequence[Distribution]
) -> Iterator[Proposal]:
    answers: dict[tuple[int, str, str], list[tuple[Pair | None, Distribution]]] = defaultdict(list)
    for pair, likelihood in zip(pairs, likelihoods, strict=True):
        answers[pair.index, pair.subject.name, pair.object.entity.name].append((pair, likelihood))
    starts = [shadow.sentence.start for shadow in passage.shadows]
    for claim in claims:
        evidence = claim.evidence[0]
        index = max(0, bisect_right(starts, max(evidence.start, evidence.end - 1)) - 1)
        name = claim.object.name if claim.object else ""
        predicate = claim.predicate.value
        known = answers.get((index, claim.subject.name, name), [(None, _NOTHING)])
        best, likelihood = max(known, key=lambda answer: answer[1].get(predicate, 0.0))
        position = best.object.start if best else _position(passage.shadows[index], evidence.end)
        yield Proposal(claim, index, position, best, likelihood)


def _position(shadow: Shadow, offset: int) -> int:
    return max(0, bisect_right(shadow.starts, offset - 1) - 1)


def _from_pair(passage: Passage, pair: Pair, predicate: Predicate, likelihood: Distribution) -> Iterator[Proposal]:
    shadow = passage.shadows[pair.index]
    span = (min(pair.object.start, pair.subject_at.start if pair.subject_at else pair.object.start), pair.object.end)
    if predicate is Predicate.HOLDS_POST:
        yield from _post(passage, pair, likelihood)
        return
    for object_, quantity in _amounts(shadow, pair, predicate):
        claim = passage.claim(
            pair.index, span, pair.subject, predicate, object_,
            rule=f"{MODEL_RULE}{predicate}", confidence=round(likelihood[predicate.value], 3), quantity=quantity,
        )  # fmt: skip
        yield Proposal(claim, pair.index, pair.object.start, pair, likelihood)


def _post(passage: Passage, pair: Pair, likelihood: Distribution) -> Iterator[Proposal]:
    """The person in the body, with the title that stands beside one of the two; none is proposed without a title."""
    shadow = passage.shadows[pair.index]
    at, body = pair.subject_at, pair.object
    title = title_span(shadow, at.start if at else None, body.start if body.start < body.end else None)
    if title is None:
        return
    ends = [title, *([(at.start, at.end)] if at else []), *([(body.start, body.end)] if body.start < body.end else [])]
    span = (min(start for start, _ in ends), max(end for _, end in ends))
    claim = passage.claim(
        pair.index, span, pair.subject, Predicate.HOLDS_POST, body.entity,
        rule=f"{MODEL_RULE}{Predicate.HOLDS_POST}", confidence=round(likelihood[Predicate.HOLDS_POST.value], 3),
    )  # fmt: skip
    words = passage.text[slice(*shadow.text_span(*title))].strip(" 、,:\u3000兼")
    yield Proposal(replace(claim, post=words), pair.index, at.start if at else body.start, pair, likelihood)


def _amounts(shadow: Shadow, pair: Pair, predicate: Predicate) -> Iterator[tuple[Entity, Quantity | None]]:
    """The object, with each amount that the claim may carry."""
    end = pair.object
    near = _nearest(shadow, end)
    if predicate is Predicate.FUNDS:
        yield from ((end.entity, span.quantity) for span in near if span.kind == "money")
        return
    if predicate is Predicate.SUPPORTS:
        yield end.entity, None
        people = [span for span in near if span.kind == "count" and span.quantity.unit in SENT_UNITS]
        yield from ((end.entity, span.quantity) for span in people[:1])
        return
    if predicate in {Predicate.ACHIEVED, Predicate.REPORTS} and end.entity.type is EntityType.INDICATOR:
        amounts = [span for span in near if span.kind != "age"]
        yield from ((end.entity, span.quantity) for span in amounts[:MOST_AMOUNTS])
        if not _in_clause(shadow, end):
            yield end.entity, None  # 异地就医结算率走高, or what is denied: 没有发生…事故
        return
    if predicate in {Predicate.ACHIEVED, Predicate.BUILDS, Predicate.REPORTS}:
        object_, quantity = _counted(shadow, end, predicate)
        yield object_, quantity
        if quantity is None:  # 乡镇卫生院改造完成10家: the number stands apart from what it counts
            yield from ((object_, span.quantity) for span in _in_clause(shadow, end)[:1] if span.kind == "count")
        return
    yield end.entity, None
    if predicate is Predicate.COVERS and end.is_phrase:
        _, amount = _counted(shadow, end, predicate)
        if amount:
            yield end.entity, amount


def _counted(shadow: Shadow, end: End, predicate: Predicate) -> tuple[Entity, Quantity | None]:
    item = shadow.items.get(end.start)
    if isinstance(item, Mention) and not end.is_phrase:
        return counted(shadow, item, predicate)
    beside = [shadow.items.get(end.start - 1), shadow.items.get(end.end)]
    amounts = [item for item in beside if isinstance(item, QuantitySpan) and item.kind == "count"]
    return end.entity, amounts[0].quantity if amounts else None


def _in_clause(shadow: Shadow, end: End) -> list[QuantitySpan]:
    """The amounts of the object's clause, nearest first."""
    return _nearest(shadow, end, *shadow.clause_of(end.start))


def _nearest(shadow: Shadow, end: End, low: int = 0, high: int | None = None) -> list[QuantitySpan]:
    """The amounts of a part of the sentence, nearest to the object first; those behind it count as nearer."""
    ranked = [
        (at - end.end if at >= end.end else 2 * (end.start - at), at, item)
        for at, item in shadow.items.items()
        if isinstance(item, QuantitySpan)
        and not end.start <= at < end.end
        and low <= at
        and (high is None or at < high)
    ]
    return [item for _, _, item in sorted(ranked, key=lambda row: row[:2])]
