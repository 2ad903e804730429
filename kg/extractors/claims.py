"""Proposed claims to claims: names to entities, words to numbers and times, then the checks of every claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.claims import MINIMUM_CONFIDENCE
from kg.claims.checks import check_claims
from kg.claims.passage import Passage, build_passage
from kg.extract.quantities import QuantitySpan, find_quantities
from kg.extractors.spans import Unfit, place_quote
from kg.extractors.values import ProposedClaim
from kg.model import (
    Claim,
    CleanText,
    Context,
    Entity,
    EntityType,
    Evidence,
    Mention,
    Method,
    Predicate,
    Rejection,
)
from kg.resources.signatures import ValueUse, load_free_types, load_signatures

__all__ = ["read_claims"]

TIMELESS = frozenset({Predicate.HAS_JURISDICTION, Predicate.PART_OF})
MOST_CONFIDENCE = 0.999
FIGURES = frozenset({Predicate.REPORTS, Predicate.ACHIEVED, Predicate.FUNDS})
SAID = "a claim of the same words is held, and is as sure"


def read_claims(
    text: str,
    mentions: tuple[Mention, ...],
    context: Context,
    held: Sequence[Claim],
    proposed: Iterable[tuple[str, float, ProposedClaim]],
    *,
    clean: CleanText | None = None,
    document_id: str = "",
    minimum_confidence: float = MINIMUM_CONFIDENCE,
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...]]:
    """All claims in order of their evidence, those held among them, and what was turned away.

    `mentions` are linked. `proposed` are the extractor's name, the trust in it (its confidence is multiplied by
    that) and a claim. Of two claims that read the same, or two figures, off the same words the surer
    one stays and the one held wins ties, whatever they make of time and modality.
    """
    passage = build_passage(text, mentions, context, clean=clean or CleanText.untouched(text), document_id=document_id)
    reader = _Reader(passage, find_quantities(text))
    made: list[tuple[str, ProposedClaim, Claim]] = []
    rejected: list[Rejection] = []
    for extractor, trust, each in proposed:
        try:
            claim = reader.read(each, extractor, trust)
            if not check_claims([claim], 0):
                raise Unfit("the claim says something of itself, or its amount cannot be (a share above 100 %)")
            if claim.confidence < minimum_confidence:
                raise Unfit(f"its confidence {claim.confidence:g} is below {minimum_confidence:g}")
            made.append((extractor, each, claim))
        except Unfit as found:
            rejected.append(Rejection(extractor, "claim", each.quote, found.reason))
    claims = list(held)
    kept = dict.fromkeys(range(len(held)), "")
    agreed = {number for number in kept if any(_is_same_matter(claims[number], claim) for _, _, claim in made)}
    for extractor, each, claim in made:
        same = [number for number in kept if _is_same_matter(claims[number], claim)]
        rivals = same + [
            number
            for number, by in kept.items()
            if by != extractor and number not in agreed and _is_same_amount(claims[number], claim)
        ]
        if any(claims[number].confidence >= claim.confidence for number in rivals):
            rejected.append(Rejection(extractor, "claim", each.quote, SAID))
            continue
        kept = {number: by for number, by in kept.items() if number not in rivals}
        kept[len(claims)] = extractor
        claims.append(_completed(claim, each, claims[same[0]]) if same else claim)
    chosen = {id(claim) for claim in check_claims((claims[number] for number in kept), minimum_confidence)}
    for number, extractor in kept.items():
        if extractor and id(claims[number]) not in chosen:
            rejected.append(Rejection(extractor, "claim", claims[number].evidence[0].quote, SAID))
    said = (claim for claim in claims if id(claim) in chosen)
    return tuple(sorted(said, key=_position)), tuple(rejected)


def _is_same_matter(one: Claim, other: Claim) -> bool:
    """Whether two claims read the same off the same words, whatever they make of time and modality."""
    first, second = one.evidence[0], other.evidence[0]
    return first.start < second.end and second.start < first.end and _matter(one) == _matter(other)


def _is_same_amount(one: Claim, other: Claim) -> bool:
    """Whether two claims make two figures of the same words and number: but one of them can be meant."""
    first, second = one.evidence[0], other.evidence[0]
    if not (first.start < second.end and second.start < first.end and {one.predicate, other.predicate} <= FIGURES):
        return False
    return one.quantity is not None and (one.quantity, one.change) == (other.quantity, other.change)


def _matter(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    amount = (quantity.value, quantity.value_max, quantity.unit) if quantity else None
    named = (claim.subject.name, claim.object.name if claim.object else None)
    return claim.predicate, named, amount, claim.change, claim.post


def _completed(claim: Claim, proposed: ProposedClaim, held: Claim) -> Claim:
    """The claim with what its extractor left open as the claim has it that it takes the place of."""
    return replace(
        claim,
        time=claim.time if proposed.time else held.time,
        modality=proposed.modality or held.modality,
        polarity=proposed.polarity or held.polarity,
    )


def _position(claim: Claim) -> tuple[int, int, str, str]:
    evidence = claim.evidence[0]
    return evidence.start, evidence.end, claim.predicate, claim.id


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads proposals against one passage."""

    passage: Passage
    quantities: tuple[QuantitySpan, ...]

    def read(self, proposed: ProposedClaim, extractor: str, trust: float) -> Claim:
        start = place_quote(self.passage.text, proposed.quote, proposed.start, proposed.within)
        end = start + len(proposed.quote)
        index, position = self._shadow_at(start, end)
        subject = self._subject(proposed, start, end)
        object_ = self._object(proposed.object, start, end) if proposed.object else None
        amount = self._amount(proposed.amount, start, end) if proposed.amount else None
        self._check_signature(proposed, subject, object_, amount)
        stance = self.passage.stances[index].at(position)
        return Claim(
            subject=subject,
            predicate=proposed.predicate,
            object=object_,
            quantity=amount.quantity if amount else None,
            time=self._time(proposed, index, position, start, end),
            modality=proposed.modality or stance.modality,
            polarity=proposed.polarity or stance.polarity,
            change=proposed.change,
            post=proposed.post,
            evidence=(self._evidence(start, end, extractor, proposed.confidence * trust),),
        )

    def _shadow_at(self, start: int, end: int) -> tuple[int, int]:
        """The sentence in which the quote ends, and the place in its shadow."""
        shadows = self.passage.shadows
        index = bisect_right([shadow.sentence.start for shadow in shadows], max(start, end - 1)) - 1
        if index < 0:
            raise Unfit("the quote stands in no sentence")
        return index, max(0, bisect_right(shadows[index].starts, end - 1) - 1)

    def _subject(self, proposed: ProposedClaim, start: int, end: int) -> Entity:
        name = proposed.subject
        entity = self._entity(name, start, end) if name else None
        unsaid = self._unsaid(proposed.predicate)
        if entity is None and unsaid is not None and name in {None, "", unsaid.name}:
            return unsaid
        if entity is None:
            raise Unfit(
                f"the subject {name} is no name found in the text"
                if name
                else "no subject is given, and the report does not tell what it speaks for"
            )
        return entity

    def _unsaid(self, predicate: Predicate) -> Entity | None:
        """Who is meant where nobody is named: the place that the report speaks for, or its health commission."""
        default = self.passage.subjects.default
        if default is None or default.type in load_signatures()[predicate].subjects:
            return default
        return self.passage.agency_of(default)

    def _object(self, name: str, start: int, end: int) -> Entity:
        entity = self._entity(name, start, end)
        if entity is None and name not in self.passage.text[start:end]:
            raise Unfit(f"the object {name} is neither a name found in the text nor words of the quote")
        return entity or Entity(name, EntityType.POPULATION)

    def _entity(self, name: str, start: int, end: int) -> Entity | None:
        """What the nearest mention with these words means, or else the entity of this name."""
        mentions = (*self.passage.mentions, *self.passage.nested)
        written = [mention for mention in mentions if mention.text == name and mention.entity]
        meant = [mention for mention in mentions if mention.entity and mention.entity.name == name]
        for found in (written, meant):
            if found:
                return min(found, key=lambda each: (_distance(each.start, start, end), each.start)).entity
        return None

    def _amount(self, words: str, start: int, end: int) -> QuantitySpan:
        at = self.passage.text.find(words, start, end)
        if at < 0:
            raise Unfit(f"the amount {words} is not in the quote")
        upper = at + len(words)
        inside = [span for span in self.quantities if span.start < upper and at < span.end]
        if not inside:
            raise Unfit(f"no number with a unit is read in the amount {words}")
        return max(inside, key=lambda span: (min(span.end, upper) - max(span.start, at), -span.start))

    def _time(self, proposed: ProposedClaim, index: int, position: int, start: int, end: int) -> str | None:
        if proposed.predicate in TIMELESS:
            return None
        if not proposed.time:
            return self.passage.time_at(index, position)
        found = [
            span
            for span in self.passage.times
            if proposed.time in self.passage.text[span.start : span.end]
            or self.passage.text[span.start : span.end] in proposed.time
        ]
        if proposed.time not in self.passage.text or not found:
            raise Unfit(f"the time {proposed.time} is not in the text, or is not read as a time")
        return min(found, key=lambda span: (_distance(span.start, start, end), span.start)).value

    def _check_signature(
        self, proposed: ProposedClaim, subject: Entity, object_: Entity | None, amount: QuantitySpan | None
    ) -> None:
        signature, free = load_signatures()[proposed.predicate], load_free_types()
        if subject.type not in signature.subjects | free:
            raise Unfit(f"{proposed.predicate} takes no subject of type {subject.type} ({subject.name})")
        if object_ and object_.type not in signature.objects | free:
            raise Unfit(f"{proposed.predicate} takes no object of type {object_.type} ({object_.name})")
        is_post = proposed.predicate is Predicate.HOLDS_POST
        if is_post and (not proposed.post or proposed.post not in self.passage.text):
            raise Unfit("holdsPost needs a post in the words of the text")
        if proposed.post and not is_post:
            raise Unfit(f"{proposed.predicate} takes no post")
        if object_ is None and not is_post:
            raise Unfit(f"{proposed.predicate} needs an object")
        if amount and not _may_carry(signature.value, amount):
            raise Unfit(f"{proposed.predicate} carries no such amount ({amount.quantity.text})")

    def _evidence(self, start: int, end: int, extractor: str, confidence: float) -> Evidence:
        source_start, source_end = self.passage.clean.offsets.to_source(start, end)
        return Evidence(
            document=self.passage.document_id,
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            quote=self.passage.text[start:end],
            method=Method.EXTRACTOR,
            rule=extractor,
            confidence=round(min(confidence, MOST_CONFIDENCE), 3),
        )


def _may_carry(use: ValueUse, amount: QuantitySpan) -> bool:
    if use is ValueUse.NONE:
        return False
    return amount.kind == {ValueUse.PEOPLE: "count", ValueUse.MONEY: "money"}.get(use, amount.kind)


def _distance(at: int, start: int, end: int) -> int:
    return 0 if start <= at < end else min(abs(at - start), abs(at - end))
