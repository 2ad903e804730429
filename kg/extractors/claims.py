"""Proposed claims to claims: names to entities, words to numbers and times, then the checks of every claim."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    that) and a claim. Of two claims that say the same the surer one stays, and the one held wins ties.
    """
    passage = build_passage(text, mentions, context, clean=clean or CleanText.untouched(text), document_id=document_id)
    reader = _Reader(passage, find_quantities(text))
    made: list[tuple[str, Claim]] = []
    rejected: list[Rejection] = []
    for extractor, trust, each in proposed:
        try:
            claim = reader.read(each, extractor, trust)
            if not check_claims([claim], 0):
                raise Unfit("the claim says something of itself, or its amount cannot be (a share above 100 %)")
            if claim.confidence < minimum_confidence:
                raise Unfit(f"its confidence {claim.confidence:g} is below {minimum_confidence:g}")
            made.append((extractor, claim))
        except Unfit as found:
            rejected.append(Rejection(extractor, "claim", each.quote, found.reason))
    kept = check_claims((*held, *(claim for _, claim in made)), minimum_confidence)
    chosen = {id(claim) for claim in kept}
    rejected.extend(
        Rejection(extractor, "claim", claim.evidence[0].quote, "a claim that says the same is held, and is as sure")
        for extractor, claim in made
        if id(claim) not in chosen
    )
    return tuple(sorted(kept, key=_position)), tuple(rejected)


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
        subject = self._subject(proposed.subject, start, end)
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

    def _subject(self, name: str | None, start: int, end: int) -> Entity:
        if not name:
            if self.passage.subjects.default is None:
                raise Unfit("no subject is given, and the report does not tell what it speaks for")
            return self.passage.subjects.default
        entity = self._entity(name, start, end)
        if entity is None:
            raise Unfit(f"the subject {name} is no name found in the text")
        return entity

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
