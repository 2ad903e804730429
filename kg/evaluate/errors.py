"""What is wrong in a prediction, item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.evaluate.measure import align
from kg.evaluate.names import canonical_name
from kg.evaluate.pairs import IndicatorNames, differences, is_linked_right, pair_claims, pair_mentions
from kg.io.jsonl import GoldClaim, GoldDocument, GoldMention

__all__ = ["EvaluationError", "Kind", "find_errors", "format_errors"]


class Kind(StrEnum):
    """How an item is wrong."""

    MISSING_MENTION = "missing mention"
    SPURIOUS_MENTION = "spurious mention"
    WRONG_TYPE = "wrong type"
    WRONG_BOUNDARY = "wrong boundary"
    WRONG_FLAGS = "wrong flags"
    WRONG_LINK = "wrong link"
    WRONG_QUALIFIER = "wrong qualifier"
    WRONG_CLAIM = "wrong claim"
    MISSING_CLAIM = "missing claim"


@dataclass(frozen=True, slots=True)
class EvaluationError:
    """One error: where in the source, what gold has (`""`: nothing), what was found, why it is wrong."""

    document: str
    kind: Kind
    position: int
    gold: str
    found: str
    reason: str = ""


def find_errors(
    gold: Sequence[GoldDocument], predicted: Sequence[GoldDocument], sources: Mapping[str, str] | None = None
) -> tuple[EvaluationError, ...]:
    """All errors in order of document, kind and place in the source."""
    order = list(Kind)
    found: list[EvaluationError] = []
    for wanted, given in align(gold, predicted).pairs:
        errors = [*_mention_errors(wanted, given, (sources or {}).get(wanted.id)), *_claim_errors(wanted, given)]
        found += sorted(errors, key=lambda error: (order.index(error.kind), error.position))
    return tuple(found)


def format_errors(errors: Sequence[EvaluationError]) -> str:
    """One line an error, under a heading for each document and kind."""
    lines = []
    heading = None
    for error in errors:
        if (error.document, error.kind) != heading:
            heading = (error.document, error.kind)
            count = sum((other.document, other.kind) == heading for other in errors)
            lines += ["", f"{error.document}: {error.kind} ({count})"]
        shown = " -> ".join(part for part in (error.gold, error.found) if part)
        lines.append(f"  {error.position:>6}  {shown}" + (f"  [{error.reason}]" if error.reason else ""))
    return "\n".join(lines) + "\n"


def _mention_errors(wanted: GoldDocument, given: GoldDocument, source: str | None) -> Iterator[EvaluationError]:
    gold, predicted = wanted.mentions, given.mentions
    pairs = pair_mentions(gold, predicted, source)
    for index, other in pairs.items:
        left, right = gold[index], predicted[other]
        if _flags(left) != _flags(right):
            reason = f"{_flags(left) or 'plain'} -> {_flags(right) or 'plain'}"
            yield _error(wanted, Kind.WRONG_FLAGS, left, _shown(left), "", reason)
        if not is_linked_right(left, right):
            yield _error(wanted, Kind.WRONG_LINK, left, f"{left.text} = {_link(left)}", _link(right))
    rest = [predicted[other] for other in pairs.predicted_left]
    for index in pairs.gold_left:
        near = next((mention for mention in rest if _near(gold[index], mention)), None)
        if near is None:
            yield _error(wanted, Kind.MISSING_MENTION, gold[index], _shown(gold[index]), "")
            continue
        rest.remove(near)
        same = canonical_name(gold[index].text) == canonical_name(near.text)
        kind = Kind.WRONG_TYPE if same else Kind.WRONG_BOUNDARY
        yield _error(wanted, kind, gold[index], _shown(gold[index]), _shown(near))
    for mention in rest:
        yield _error(wanted, Kind.SPURIOUS_MENTION, mention, "", _shown(mention))


def _near(gold: GoldMention, other: GoldMention) -> bool:
    """Whether one stands for the other: they overlap, and nested ones stay among themselves."""
    overlap = gold.source_start < other.source_end and other.source_start < gold.source_end
    return overlap and gold.nested == other.nested


def _error(
    document: GoldDocument, kind: Kind, mention: GoldMention, gold: str, found: str, reason: str = ""
) -> EvaluationError:
    return EvaluationError(document.id, kind, mention.source_start, gold, found, reason)


def _flags(mention: GoldMention) -> str:
    flags = {"nested": mention.nested, "anaphor": mention.anaphor, "group": mention.group}
    return " ".join(name for name, value in flags.items() if value)


def _shown(mention: GoldMention) -> str:
    return " ".join(part for part in (mention.text, str(mention.type), _flags(mention)) if part)


def _link(mention: GoldMention) -> str:
    return f"{mention.names[0] if mention.names else 'nothing'}" + (f" ({mention.code})" if mention.code else "")


def _claim_errors(wanted: GoldDocument, given: GoldDocument) -> Iterator[EvaluationError]:
    indicators = IndicatorNames(wanted)
    pairs = pair_claims(wanted.claims, given.claims, indicators)
    for index, other in pairs.items:
        gold, claim = wanted.claims[index], given.claims[other]
        reason = "; ".join(_qualifier_differences(gold, claim))
        if reason:
            yield _claim_error(wanted, Kind.WRONG_QUALIFIER, gold, _claim(gold), "", reason)
    left = [wanted.claims[index] for index in pairs.gold_left]
    for other in pairs.predicted_left:
        claim = given.claims[other]
        near = _nearest(claim, wanted.claims, indicators)
        if near is None:
            yield _claim_error(wanted, Kind.WRONG_CLAIM, claim, "", _claim(claim), f"in {claim.evidence.text}")
            continue
        reason = "; ".join(_shown_differences(near, claim, indicators)) or "its gold claim is matched already"
        state = "missing" if near in left else "matched"
        yield _claim_error(
            wanted, Kind.WRONG_CLAIM, claim, "", _claim(claim), f"nearest gold ({state}) differs: {reason}"
        )
    for gold in left:
        yield _claim_error(wanted, Kind.MISSING_CLAIM, gold, _claim(gold), "", f"in {gold.evidence.text}")


def _claim_error(
    document: GoldDocument, kind: Kind, claim: GoldClaim, gold: str, found: str, reason: str
) -> EvaluationError:
    return EvaluationError(document.id, kind, claim.evidence.source_start, gold, found, reason)


def _nearest(claim: GoldClaim, gold: Sequence[GoldClaim], indicators: IndicatorNames) -> GoldClaim | None:
    """The gold claim with the fewest differing fields, from overlapping evidence or with two fields at most."""
    best: tuple[int, int] | None = None
    nearest = None
    for other in gold:
        count = len(differences(other, claim, indicators))
        overlap = (
            other.evidence.source_start < claim.evidence.source_end
            and claim.evidence.source_start < other.evidence.source_end
        )
        if count > (3 if overlap else 2):
            continue
        key = (count, 0 if overlap else 1)
        if best is None or key < best:
            best, nearest = key, other
    return nearest


def _shown_differences(gold: GoldClaim, claim: GoldClaim, indicators: IndicatorNames) -> Iterator[str]:
    for name in differences(gold, claim, indicators):
        yield f"{name} {_field(gold, name)} -> {_field(claim, name)}"


def _field(claim: GoldClaim, name: str) -> str:
    if name in {"subject", "object"}:
        names = claim.subjects if name == "subject" else claim.objects
        return names[0] if names else "nothing"
    return str(getattr(claim, name))


def _qualifier_differences(gold: GoldClaim, claim: GoldClaim) -> Iterator[str]:
    fields = ["modality", "time", "value_max", "from_value", "change", "post"]
    fields += ["unit", "comparator"] if gold.value is not None else []
    for name in fields:
        left, right = getattr(gold, name), getattr(claim, name)
        if left != right:
            yield f"{name} {left} -> {right}"


def _claim(claim: GoldClaim) -> str:
    value = "".join(part for part in (claim.comparator, claim.value, claim.unit) if part) if claim.value else ""
    parts = (
        claim.subjects[0],
        str(claim.predicate),
        claim.objects[0] if claim.objects else "",
        value,
        claim.time or "",
        str(claim.modality),
        "not" if claim.polarity == "-" else "",
    )
    return " | ".join(part for part in parts if part)
