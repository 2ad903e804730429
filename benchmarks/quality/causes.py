"""Why each error of a report happens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.quality.proposed import Proposed
from kg.evaluate.names import canonical_name, is_same_name
from kg.evaluate.pairs import IndicatorNames, differences, is_linked_right, pair_claims, pair_mentions
from kg.io.jsonl import GoldClaim, GoldDocument, GoldMention
from kg.model import Polarity

__all__ = ["Error", "claim_errors", "mention_errors"]

QUALIFIERS = ("modality", "time", "value_max", "from_value", "change", "post")


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its cause, the type or predicate it is about, and gold beside what was found."""

    report: str
    cause: str
    about: str
    shown: str


def mention_errors(wanted: GoldDocument, given: GoldDocument, proposals: Proposed) -> Iterator[Error]:
    pairs = pair_mentions(wanted.mentions, given.mentions)
    for index, other in pairs.items:
        gold, found = wanted.mentions[index], given.mentions[other]
        if (gold.nested, gold.anaphor, gold.group) != (found.nested, found.anaphor, found.group):
            yield Error(wanted.id, "name: flags", _type(gold), f"{gold.text} [{_flags(gold)}] → [{_flags(found)}]")
        if not is_linked_right(gold, found):
            yield Error(wanted.id, "name: link", _type(gold), f"{gold.text} = {_link(gold)} → {_link(found)}")
    rest = [given.mentions[other] for other in pairs.predicted_left]
    for index in pairs.gold_left:
        gold = wanted.mentions[index]
        near = next((mention for mention in rest if _overlaps(gold, mention) and gold.nested == mention.nested), None)
        if near is None:
            known = (gold.source_start, gold.source_end, gold.type.value) in proposals.candidates
            cause = "name: missing, judged too low" if known else "name: missing, not proposed"
            yield Error(wanted.id, cause, _type(gold), gold.text)
            continue
        rest.remove(near)
        if canonical_name(gold.text) == canonical_name(near.text):
            yield Error(wanted.id, "name: type", f"{_type(gold)} → {_type(near)}", gold.text)
        else:
            yield Error(wanted.id, "name: boundary", _type(gold), f"{gold.text} → {near.text} {near.type}")
    for mention in rest:
        yield Error(wanted.id, "name: too many", _type(mention), mention.text)


def _overlaps(one: GoldMention, other: GoldMention) -> bool:
    return one.source_start < other.source_end and other.source_start < one.source_end


def _flags(mention: GoldMention) -> str:
    flags = {"nested": mention.nested, "anaphor": mention.anaphor, "group": mention.group}
    return " ".join(name for name, value in flags.items() if value) or "plain"


def _type(mention: GoldMention) -> str:
    kind = "nested " if mention.nested else "anaphor " if mention.anaphor else "group " if mention.group else ""
    return kind + mention.type.value


def _link(mention: GoldMention) -> str:
    return f"{mention.names[0] if mention.names else 'nothing'}" + (f" {mention.code}" if mention.code else "")


def claim_errors(wanted: GoldDocument, given: GoldDocument, proposals: Proposed) -> Iterator[Error]:
    """Qualifiers of right claims, then why gold claims are missing, then claims that nothing in gold answers."""
    indicators = IndicatorNames(wanted)
    pairs = pair_claims(wanted.claims, given.claims, indicators)
    for index, other in pairs.items:
        gold, found = wanted.claims[index], given.claims[other]
        for name in (*QUALIFIERS, *(("unit", "comparator") if gold.value is not None else ())):
            left, right = getattr(gold, name), getattr(found, name)
            if left != right:
                state = "" if left and right else " missing" if left else " where gold has none"
                shown = f"{_claim(gold)}: {left} → {right}"
                yield Error(wanted.id, f"claim: {name}{state}", gold.predicate.value, shown)
    rest = [given.claims[other] for other in pairs.predicted_left]
    named = {canonical_name(name) for mention in wanted.mentions for name in (*mention.names, mention.text)}
    for index in pairs.gold_left:
        gold = wanted.claims[index]
        near, fields = _nearest(gold, rest, indicators)
        if near is not None:
            rest.remove(near)
            shown = f"{_claim(gold)} → {_claim(near)}"
            yield Error(wanted.id, f"claim: {' and '.join(fields)}", gold.predicate.value, shown)
        else:
            yield Error(wanted.id, _why_missing(gold, proposals, indicators, named), gold.predicate.value, _claim(gold))
    matched = [wanted.claims[index] for index, _ in pairs.items]
    for claim in rest:
        twice = any(not differences(gold, claim, indicators) for gold in matched)
        cause = "claim: said twice" if twice else "claim: too many"
        yield Error(wanted.id, cause, claim.predicate.value, _claim(claim))


def _nearest(
    gold: GoldClaim, claims: Iterable[GoldClaim], indicators: IndicatorNames
) -> tuple[GoldClaim | None, tuple[str, ...]]:
    """The wrong claim from the same sentence that differs in one field."""
    for claim in claims:
        one, other = gold.evidence, claim.evidence
        if one.source_start < other.source_end and other.source_start < one.source_end:
            fields = differences(gold, claim, indicators)
            if len(fields) == 1:
                return claim, fields
    return None, ()


def _why_missing(gold: GoldClaim, proposals: Proposed, indicators: IndicatorNames, named: set[str]) -> str:
    right = [each for each in proposals.claims if not differences(gold, each.claim, indicators)]
    if right:
        return (
            "claim: dropped for a rival or by a check"
            if any(each.is_kept for each in right)
            else "claim: judged too low"
        )
    if not any(is_same_name(name, gold.subjects) for name in proposals.names):
        return "claim: subject's name not found"
    known = proposals.names | proposals.phrases
    if gold.objects and not any(is_same_name(name, gold.objects) for name in known):
        is_name = any(canonical_name(name) in named for name in gold.objects)
        return "claim: object's name not found" if is_name else "claim: object's phrase not found"
    if gold.polarity is Polarity.DENIED:
        return "claim: denial not proposed"
    return "claim: not proposed"


def _claim(claim: GoldClaim) -> str:
    value = "".join(part for part in (claim.comparator, claim.value, claim.unit) if part) if claim.value else ""
    mark = "not" if claim.polarity is Polarity.DENIED else ""
    parts = (claim.subjects[0], claim.predicate.value, claim.objects[0] if claim.objects else "", value, mark)
    return " · ".join(part for part in parts if part)
