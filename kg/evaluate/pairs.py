"""Which predicted item stands for which gold item, within one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy
from scipy.optimize import linear_sum_assignment

from kg.evaluate.names import canonical_name, is_same_name, is_same_span
from kg.io.jsonl import GoldClaim, GoldDocument, GoldMention
from kg.model import EntityType, Predicate

__all__ = ["IndicatorNames", "Pairs", "differences", "is_linked_right", "pair_claims", "pair_mentions"]

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions (gold, predicted), in order of gold, each position at most once."""

    items: tuple[Pair, ...]
    gold_left: tuple[int, ...] = field(default=())
    predicted_left: tuple[int, ...] = field(default=())


def _pairs(items: Iterable[Pair], gold: int, predicted: int) -> Pairs:
    kept = tuple(sorted(items))
    gold_used, predicted_used = {pair[0] for pair in kept}, {pair[1] for pair in kept}
    return Pairs(
        kept,
        tuple(index for index in range(gold) if index not in gold_used),
        tuple(index for index in range(predicted) if index not in predicted_used),
    )


def type_name(mention: GoldMention) -> str:
    return str(mention.type)


def pair_mentions(
    gold: Sequence[GoldMention],
    predicted: Sequence[GoldMention],
    source: str | None = None,
    kind: Callable[[GoldMention], str] = type_name,
) -> Pairs:
    """Mentions of the same span and kind, whatever their flags; equal source spans first."""
    free = dict.fromkeys(range(len(predicted)))
    items: list[Pair] = []
    for exact in (True, False):
        taken = {index for index, _ in items}
        for index, mention in enumerate(gold):
            if index in taken:
                continue
            found = next(
                (
                    other
                    for other in free
                    if kind(mention) == kind(predicted[other]) and _is_same(mention, predicted[other], source, exact)
                ),
                None,
            )
            if found is not None:
                del free[found]
                items.append((index, found))
    return _pairs(items, len(gold), len(predicted))


def _is_same(left: GoldMention, right: GoldMention, source: str | None, exact: bool) -> bool:
    if exact:
        return (left.source_start, left.source_end) == (right.source_start, right.source_end)
    return is_same_span(left, right, source)


def is_linked_right(gold: GoldMention, predicted: GoldMention) -> bool:
    """Whether the entity is an accepted one, and its code gold's, where gold has one."""
    if not predicted.names or not is_same_name(predicted.names[0], gold.names):
        return False
    return gold.code is None or gold.code == predicted.code


class IndicatorNames:
    """Tells claims about an indicator, where `achieved` and `reports` count as one.

    Claims carry no types, so a gold claim is about an indicator when its object is named by an
    INDICATOR mention of the document, or when it has a value, a change or a former value and its
    object is not named by a DESIGNATION mention.
    """

    def __init__(self, document: GoldDocument) -> None:
        self._indicators = _entity_names(document, EntityType.INDICATOR)
        self._designations = _entity_names(document, EntityType.DESIGNATION)

    def covers(self, claim: GoldClaim) -> bool:
        names = {canonical_name(name) for name in claim.objects}
        if names & self._designations:
            return False
        measured = claim.value or claim.change or claim.from_value
        return measured is not None or bool(names & self._indicators)


def _entity_names(document: GoldDocument, kind: EntityType) -> set[str]:
    found = [mention for mention in document.mentions if mention.type is kind]
    return {canonical_name(name) for mention in found for name in (*mention.names, mention.text)}


_FIGURES = frozenset({Predicate.ACHIEVED, Predicate.REPORTS})


def differences(gold: GoldClaim, predicted: GoldClaim, indicators: IndicatorNames) -> tuple[str, ...]:
    """Which of subject, predicate, object, value, polarity differ; empty for a right claim."""
    found = []
    if not is_same_name(predicted.subjects[0], gold.subjects):
        found.append("subject")
    if gold.predicate is not predicted.predicate:
        alike = {gold.predicate, predicted.predicate} == _FIGURES and indicators.covers(gold)
        if not alike:
            found.append("predicate")
    if bool(gold.objects) != bool(predicted.objects) or (
        predicted.objects and not is_same_name(predicted.objects[0], gold.objects)
    ):
        found.append("object")
    if gold.value != predicted.value:
        found.append("value")
    if gold.polarity is not predicted.polarity:
        found.append("polarity")
    return tuple(found)


def pair_claims(gold: Sequence[GoldClaim], predicted: Sequence[GoldClaim], indicators: IndicatorNames) -> Pairs:
    """Right claims with their gold, as many as possible, then with most modality and time equal."""
    weights = numpy.zeros((len(gold), len(predicted)))
    for row, wanted in enumerate(gold):
        for column, claim in enumerate(predicted):
            if not differences(wanted, claim, indicators):
                weights[row, column] = _weight(wanted, claim)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    items = [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if weights[row, column]]
    return _pairs(items, len(gold), len(predicted))


def _weight(gold: GoldClaim, predicted: GoldClaim) -> float:
    """A pair at all outweighs everything else; the quoted place only breaks ties."""
    agreement = 4.0 * (gold.modality is predicted.modality) + 4.0 * (gold.time == predicted.time)
    overlap = (
        gold.evidence.source_start < predicted.evidence.source_end
        and predicted.evidence.source_start < gold.evidence.source_end
    )
    return 10_000.0 + agreement + 1.0 * overlap
