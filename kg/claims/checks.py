"""What a claim must satisfy to be given out, and which of two that disagree stays."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kg.model import Claim, Modality, Polarity, Predicate
from kg.resources.signatures import load_free_types, load_signatures

__all__ = ["check_claims"]


def check_claims(claims: Iterable[Claim], minimum: float) -> tuple[Claim, ...]:
    """Claims that hold their predicate's signature, none twice; order is kept.

    Of claims that differ in modality or time only within one evidence, or that contradict each
    other, the one with more confidence stays.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if claim.confidence < minimum or not _is_sound(claim):
            continue
        key = _key(claim)
        earlier = kept.get(key)
        if earlier is None or claim.confidence > earlier.confidence:
            kept[key] = claim
    return tuple(kept.values())


def _is_sound(claim: Claim) -> bool:
    if claim.object is None:
        return claim.post is not None
    if claim.object.name == claim.subject.name:
        return False
    if not _fits(claim):
        return False
    quantity = claim.quantity
    if (
        quantity
        and quantity.unit == "%"
        and claim.change is None
        and Decimal(quantity.value) > _whole(claim.object.name)
    ):
        return False
    if claim.predicate is Predicate.FUNDS:
        if quantity is None:  # who pays is told by the frames for it; that two names are near is too little
            return claim.polarity is Polarity.DENIED or claim.evidence[0].rule.startswith("funds.")
        return (quantity.unit or "").endswith("元") and Decimal(quantity.value) >= _LEAST_FUND
    return True


_LEAST_FUND = 10_000
"""Less than this is paid to people (补助每人600元), or a rate for each of them, and funds nothing."""


def _whole(name: str) -> int:
    """A share is at most 100 %; tasks can be overfulfilled and beds overfull."""
    return 300 if name.endswith(("完成率", "使用率", "执行率", "完成进度")) else 100


def _fits(claim: Claim) -> bool:
    signature, free = load_signatures()[claim.predicate], load_free_types()
    assert claim.object is not None
    return claim.subject.type in signature.subjects | free and claim.object.type in signature.objects | free


def _key(claim: Claim) -> tuple[object, ...]:
    """What makes two claims of one document the same; states that names imply are told once."""
    quantity = claim.quantity
    amount = (quantity.value, quantity.value_max, quantity.unit) if quantity else None
    about = (claim.subject.name, claim.predicate, claim.object.name if claim.object else None, amount, claim.change)
    if claim.predicate in {Predicate.TARGETS, Predicate.COVERS, Predicate.LOCATED_IN, Predicate.PART_OF}:
        return about
    if claim.predicate in {Predicate.HAS_JURISDICTION, Predicate.HOLDS_POST, Predicate.MEMBER_OF}:
        return (*about, claim.post)
    return (*about, claim.modality is Modality.PLANNED, claim.polarity is Polarity.DENIED, claim.time)
