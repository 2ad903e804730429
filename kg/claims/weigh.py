"""What is known of each proposal, for a classifier to judge whether the text says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.claims.denials import describe_denial
from kg.claims.matters import Matter, show
from kg.claims.pairs import NONE
from kg.claims.passage import Passage
from kg.claims.proposals import NAME_RULE, Proposal
from kg.model import Claim, Predicate

__all__ = ["describe_proposals", "step"]

_STEPS = ((0.95, "8"), (0.85, "7"), (0.7, "6"), (0.5, "5"), (0.35, "4"), (0.2, "3"), (0.1, "2"), (0.03, "1"))
_LENGTHS = ((10, "10"), (20, "20"), (35, "35"), (60, "60"))


def describe_proposals(
    passage: Passage, proposals: Sequence[Proposal], matters: Sequence[Sequence[Matter]] = ()
) -> list[tuple[str, ...]]:
    """Features of each proposal, in order."""
    rivals = _Rivals(proposals)
    known = _sureness(passage)
    phrases = _phrases(passage, matters)
    return [
        tuple(_features(passage, proposal, rivals, known, phrases, number)) for number, proposal in enumerate(proposals)
    ]


def _features(
    passage: Passage,
    proposal: Proposal,
    rivals: _Rivals,
    known: Mapping[str, float],
    phrases: Mapping[tuple[int, str], float],
    number: int,
) -> Iterator[str]:
    claim, pair = proposal.claim, proposal.pair
    predicate = claim.predicate.value
    rule = claim.evidence[0].rule
    strength = step(proposal.strength) if proposal.likelihood else "-"
    source = pair.source if pair else "told" if proposal.is_told else "-"
    yield f"rule={rule}"
    yield f"rule={rule}|{strength}"
    yield f"rule={rule}|{source}"
    yield f"predicate={predicate}|{strength}"
    yield f"source={source}|{predicate}"
    yield f"none={step(proposal.likelihood.get(NONE, 0.0)) if proposal.likelihood else '-'}|{predicate}"
    yield f"top={_is_top(proposal)}|{predicate}"
    object_type = claim.object.type.value if claim.object else "-"
    yield f"types={claim.subject.type.value}|{object_type}|{predicate}"
    yield f"modality={claim.modality}|{predicate}"
    yield f"modality={claim.modality}|{rule}"
    yield f"polarity={claim.polarity}|{predicate}"
    yield f"default={claim.subject == passage.subjects.default}|{predicate}|{source}"
    yield f"length={_length(len(claim.evidence[0].quote))}|{predicate}"
    yield from rivals.features(number, predicate)
    chance = "-" if proposal.chance is None else step(proposal.chance)
    yield f"chance={chance}|{predicate}"
    yield f"chance={chance}|{rule}"
    yield f"chance={chance}|{strength}|{source}"
    if claim.post:
        yield f"post={claim.post[-2:]}|{rule}"
    yield f"subject-sure={step(known.get(claim.subject.name, 0.0))}|{source}"
    yield from _about_object(passage, proposal, known, phrases)
    yield from _about_amount(claim)
    if not rule.startswith(NAME_RULE):
        yield from describe_denial(passage.shadows[proposal.index], proposal.position, claim)


def _is_top(proposal: Proposal) -> str:
    if not proposal.likelihood:
        return "-"
    return str(max(proposal.likelihood, key=lambda label: proposal.likelihood[label]) == proposal.claim.predicate.value)


def _about_object(
    passage: Passage, proposal: Proposal, known: Mapping[str, float], phrases: Mapping[tuple[int, str], float]
) -> Iterator[str]:
    claim = proposal.claim
    if claim.object is None:
        return
    predicate, name = claim.predicate.value, claim.object.name
    sure = known.get(name)
    yield f"object-sure={step(sure) if sure is not None else '-'}|{predicate}"
    if sure is None:
        yield f"phrase={step(phrases.get((proposal.index, name), 0.0))}|{predicate}"
        yield f"noun-size={min(len(name), 16)}|{predicate}"
        yield f"noun-begin={name[:2]}|{predicate}"
        yield f"noun-begin1={name[:1]}|{predicate}"
    yield f"noun-end={name[-2:]}|{predicate}"
    string = passage.shadows[proposal.index].string
    at = proposal.position
    yield f"left={show(string[max(0, at - 2) : at])}|{predicate}"
    yield f"right={show(string[at + 1 : at + 3])}|{predicate}"


def _about_amount(claim: Claim) -> Iterator[str]:
    predicate, rule = claim.predicate.value, claim.evidence[0].rule
    quantity = claim.quantity
    if quantity is None:
        yield f"amount=-|{predicate}"
        return
    yield f"amount={quantity.unit}|{predicate}"
    if quantity.text.startswith("一"):  # 一名年轻的医生 counts nothing
        yield f"amount-one={quantity.value == '1'}|{rule}"
    yield f"amount={quantity.unit}|{rule}"
    yield f"change={claim.change}|{bool(quantity.from_value)}|{rule}"
    quote = claim.evidence[0].quote
    name = claim.object.name if claim.object else ""
    at, there = quote.find(quantity.text), quote.find(name)
    if quantity.text and at >= 0 and there >= 0:
        gap = there - at - len(quantity.text) if there > at else at - there - len(name)
        yield f"gap={_length(max(gap, 0))}{'after' if there > at else 'before'}|{predicate}"
    else:
        yield f"gap={at >= 0}{there >= 0}|{predicate}"


class _Rivals:
    """Which proposals compete: for one object, or for one amount."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self._proposals = proposals
        self._groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, proposal in enumerate(proposals):
            for key in _rival_keys(proposal):
                self._groups[key].append(number)

    def features(self, number: int, predicate: str) -> Iterator[str]:
        proposal = self._proposals[number]
        for key in _rival_keys(proposal):
            group = self._groups[key]
            others = [self._proposals[other] for other in group if other != number]
            best = max((_strength(other) for other in others), default=0.0)
            place = "alone" if not others else "first" if _strength(proposal) >= best else "behind"
            is_ruled = any(not other.is_unsaid for other in others)
            yield f"{key[0]}={place}|{predicate}"
            yield f"{key[0]}={place}|{step(best)}|{step(_strength(proposal))}"
            yield f"{key[0]}={place}|{is_ruled}|{proposal.claim.evidence[0].rule}"
            yield f"{key[0]}={place}|chance={_lead(proposal, others)}"


def _lead(proposal: Proposal, others: Sequence[Proposal]) -> str:
    """Whether the subject is likelier than those of all others."""
    if proposal.chance is None:
        return "-"
    best = max((other.chance or 0.0 for other in others if other.claim.subject != proposal.claim.subject), default=0.0)
    return f"{proposal.chance >= best}{step(best)}"


def _strength(proposal: Proposal) -> float:
    return proposal.strength if proposal.likelihood else proposal.claim.confidence / 2


def _rival_keys(proposal: Proposal) -> Iterator[tuple[object, ...]]:
    claim = proposal.claim
    name = claim.object.name if claim.object else ""
    yield "same-object", proposal.index, claim.predicate, name
    yield "same-ends", proposal.index, claim.subject.name, name
    if claim.predicate is Predicate.HOLDS_POST:
        yield "same-person", proposal.index, claim.subject.name
    if claim.quantity and claim.predicate in {Predicate.REPORTS, Predicate.ACHIEVED, Predicate.FUNDS}:
        yield "same-amount", proposal.index, claim.quantity.text, claim.quantity.value


def _sureness(passage: Passage) -> dict[str, float]:
    """How sure the surest mention of each entity is."""
    known: dict[str, float] = {}
    for mention in passage.mentions:
        name = mention.entity.name if mention.entity else mention.text
        known[name] = max(known.get(name, 0.0), mention.confidence)
    return known


def _phrases(passage: Passage, matters: Sequence[Sequence[Matter]]) -> dict[tuple[int, str], float]:
    found: dict[tuple[int, str], float] = {}
    for index, row in enumerate(matters):
        shadow = passage.shadows[index]
        for matter in row:
            start, end = shadow.text_span(matter.start, matter.end)
            key = (index, passage.text[start:end])
            found[key] = max(found.get(key, 0.0), matter.probability)
    return found


def step(probability: float) -> str:
    """A probability as features name it."""
    return next((name for least, name in _STEPS if probability >= least), "0")


def _length(size: int) -> str:
    return next((name for most, name in _LENGTHS if size <= most), "99")
