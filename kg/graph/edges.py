"""The edge rule: which claims become plain relations, and which ones contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from kg.model import (
    Claim,
    ClaimRecord,
    Comparator,
    Conflict,
    Edge,
    EntityType,
    Modality,
    Polarity,
    Predicate,
    Quantity,
)

__all__ = ["conflicts", "derive_edges", "is_edge"]

_REAL = (Modality.DONE, Modality.ONGOING)
_MEASURING = frozenset({Predicate.ACHIEVED, Predicate.REPORTS})
_ABOUT = Decimal("0.1")


def is_edge(claim: Claim, threshold: float) -> bool:
    """Whether a claim becomes an edge: affirmed, done or ongoing, to a thing that is no indicator.

    A plan is never an edge. The confidence is that of the best evidence.
    """
    return (
        claim.polarity is Polarity.AFFIRMED
        and claim.modality in _REAL
        and claim.object is not None
        and claim.object.type is not EntityType.INDICATOR
        and claim.confidence >= threshold
    )


def derive_edges(records: Iterable[ClaimRecord], threshold: float) -> tuple[Edge, ...]:
    """One edge for each subject, predicate and object that has an eligible claim; sorted.

    An edge is `done` if one of its claims is.
    """
    grouped: dict[tuple[str, Predicate, str], list[ClaimRecord]] = {}
    for record in records:
        object_ = record.object
        if is_edge(record.claim, threshold) and object_ is not None and object_ != record.subject:
            grouped.setdefault((record.subject, record.claim.predicate, object_), []).append(record)
    return tuple(
        Edge(
            subject=subject,
            predicate=predicate,
            object=object_,
            modality=Modality.DONE if any(_is_done(each) for each in group) else Modality.ONGOING,
            claims=tuple(sorted(each.id for each in group)),
        )
        for (subject, predicate, object_), group in sorted(grouped.items())
    )


def _is_done(record: ClaimRecord) -> bool:
    return record.claim.modality is Modality.DONE


def conflicts(records: Iterable[ClaimRecord]) -> tuple[Conflict, ...]:
    """Claims that cannot hold together, sorted.

    `value`: numbers of different documents that exclude each other for one subject, indicator, unit
    and time. Two numbers of one document are two things that it counts, told apart too coarsely.
    `polarity`: the same relation and time affirmed and denied. Plans are left out.
    """
    real = [record for record in records if record.claim.modality is not Modality.PLANNED and record.object]
    return tuple(
        sorted([*_value_conflicts(real), *_polarity_conflicts(real)], key=lambda each: (each.kind, each.claims))
    )


def _value_conflicts(records: Iterable[ClaimRecord]) -> Iterator[Conflict]:
    grouped: dict[tuple[str, str, str | None, str], list[ClaimRecord]] = {}
    for record in records:
        claim, object_ = record.claim, record.object
        measured = claim.predicate in _MEASURING and claim.polarity is Polarity.AFFIRMED and claim.change is None
        if measured and claim.quantity and claim.time and object_:
            grouped.setdefault((record.subject, object_, claim.quantity.unit, claim.time), []).append(record)
    for (subject, object_, _, time), group in grouped.items():
        apart = {
            record.id
            for one, other in combinations(sorted(group, key=lambda each: each.id), 2)
            if not set(one.documents) & set(other.documents) and _exclude(one.claim.quantity, other.claim.quantity)
            for record in (one, other)
        }
        if apart:
            yield Conflict("value", subject, object_, time, tuple(sorted(apart)))


def _polarity_conflicts(records: Iterable[ClaimRecord]) -> Iterator[Conflict]:
    grouped: dict[tuple[str, Predicate, str, str | None], list[ClaimRecord]] = {}
    for record in records:
        object_ = record.object
        if record.claim.quantity is None and object_:
            key = (record.subject, record.claim.predicate, object_, record.claim.time)
            grouped.setdefault(key, []).append(record)
    for (subject, _, object_, time), group in grouped.items():
        if len({record.claim.polarity for record in group}) > 1:
            yield Conflict("polarity", subject, object_, time, tuple(sorted(record.id for record in group)))


def _exclude(one: Quantity | None, other: Quantity | None) -> bool:
    if one is None or other is None:
        return False
    (low_one, high_one), (low_other, high_other) = _range(one), _range(other)
    return low_one > high_other or low_other > high_one


def _range(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The values that the wording leaves open; 约 and 近 leave a tenth on either side."""
    value = Decimal(quantity.value)
    top = Decimal(quantity.value_max) if quantity.value_max else value
    match quantity.comparator:
        case Comparator.AT_LEAST | Comparator.MORE_THAN:
            return value, Decimal("Infinity")
        case Comparator.AT_MOST | Comparator.LESS_THAN:
            return Decimal("-Infinity"), top
        case Comparator.ABOUT:
            return value - abs(value) * _ABOUT, top + abs(top) * _ABOUT
        case Comparator.EXACT:
            return value, top
