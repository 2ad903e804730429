"""Everything a rule needs to know about a document: its shadows, subjects, stances and times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.claims.modality import Stance, find_stances
from kg.claims.schemes import Schemes, find_schemes
from kg.claims.shadow import Item, Shadow, build_shadows
from kg.claims.shared import find_joined, find_shared
from kg.claims.subjects import Subjects, clauses, entity_of, find_subjects
from kg.claims.years import Standing, compares, find_standing, find_years
from kg.extract.quantities import find_quantities
from kg.extract.sentences import find_sentences
from kg.extract.times import TimeKind, TimeSpan, find_times
from kg.model import (
    Change,
    Claim,
    CleanText,
    Context,
    Entity,
    EntityType,
    Evidence,
    Mention,
    Modality,
    Polarity,
    Predicate,
    Quantity,
)

__all__ = ["Passage", "build_passage"]


_COMMISSION = ("卫生健康委员会", "卫生健康局")


_OWNED = re.compile(
    r"^(?P<owner>.{3,}(?:医院|保健院|卫生院|血站|疾病预防控制中心|社区卫生服务中心|计划生育服务中心))(?=.{2,}$)"
)
"""A building whose name opens with its owner's."""
_PARTS = frozenset({EntityType.FACILITY, EntityType.ORGANIZATION})


@dataclass(frozen=True, slots=True)
class Passage:
    """One document, ready for the rules."""

    text: str
    clean: CleanText
    document_id: str
    context: Context
    mentions: tuple[Mention, ...]
    nested: tuple[Mention, ...]
    shadows: tuple[Shadow, ...]
    subjects: Subjects
    schemes: Schemes
    stances: tuple[Stance, ...]
    years: tuple[str | None, ...]
    standing: Standing
    times: tuple[TimeSpan, ...]
    joined: Mapping[int, tuple[tuple[Entity, Entity], ...]]
    shared: Mapping[int, tuple[tuple[Entity, Entity], ...]]

    def subjects_at(self, index: int, position: int, default: str) -> tuple[Entity, ...]:
        """Who acts at a position of a shadow: named in its clause before it, carried over, or by default."""
        shadow = self.shadows[index]
        start, end = shadow.clause_of(position)
        for at, pivot in self.subjects.pivots[index]:
            if start <= at <= position < end:
                return self.entities(pivot)
        limit = shadow.starts[min(position, len(shadow.starts) - 1)]
        named = tuple(m for m in self.subjects.explicit.get((index, start), ()) if m.end <= limit)
        if default == "region" and self._is_scope(named) and self.subjects.default:
            return (self.subjects.default,)
        if named:
            return self.entities(named)
        if default == "none":
            return ()
        carried = self._carried(index, start, limit)
        if carried:
            return self.entities(carried)
        return (self.subjects.default,) if self.subjects.default else ()

    def agency_of(self, entity: Entity) -> Entity:
        """The health commission of a place, where the document names it: places launch nothing themselves."""
        if entity.type is not EntityType.PLACE:
            return entity
        for mention in self.mentions:
            agency = entity_of(mention)
            if mention.type is EntityType.AGENCY and entity.name in agency.name and agency.name.endswith(_COMMISSION):
                return agency
        return Entity(entity.name + _COMMISSION[0], EntityType.AGENCY, place=entity.code)

    def builder_of(self, thing: Entity, carried: Entity, opens: bool) -> Entity:
        """Who builds or pays for what nobody is said to: not another hospital that was named before it.

        Where the building opens the clause (某医院门诊楼竣工) it is its owner.
        """
        owner = self._owner(thing.name) if opens and thing.type in _PARTS else None
        if owner:
            return owner
        if carried.type is EntityType.AGENCY and self.subjects.default and opens:
            return self.subjects.default
        is_other = carried.type.is_health_institution or carried.type is EntityType.FACILITY
        if is_other and self.subjects.default and not thing.name.startswith(carried.name):
            is_full = thing.type.is_health_institution or _OWNED.match(thing.name)
            if is_full and self.subjects.default.type.is_health_institution and self.context.region:
                return self.context.region  # one hospital does not build another
            return self.subjects.default if is_full else carried
        return carried

    def _owner(self, name: str) -> Entity | None:
        owners = [m for m in self.mentions if m.type.is_health_institution and not m.group and m.entity]
        known = [entity_of(m) for m in owners if name.startswith(entity_of(m).name) and name != entity_of(m).name]
        if known:
            return max(known, key=_name_length)
        match = _OWNED.match(name)
        return Entity(match["owner"], EntityType.HOSPITAL) if match else None

    def is_title(self, index: int) -> bool:
        """Headlines announce what the text says again, and better."""
        sentence = self.shadows[index].sentence
        if self.clean.title:
            return self.clean.title[0] <= sentence.start < self.clean.title[1]
        return bool(self.context.title) and self.text[sentence.start : sentence.end] == self.context.title

    def _is_scope(self, named: Sequence[Mention]) -> bool:
        """全市考核位列第一, said of a district: the city is where it is measured, not who did it."""
        above = {place.name for place in self.context.ancestors}
        return bool(named) and all(entity_of(mention).name in above for mention in named)

    def _carried(self, index: int, start: int, limit: int) -> tuple[Mention, ...]:
        """The topic of the clause, unless that is only what the clause itself names further on."""
        carried = self.subjects.topic.get((index, start), ())
        if carried and carried[0].start >= limit:
            before = [at for at, _ in clauses(self.shadows[index].string) if at < start]
            carried = self.subjects.topic.get((index, before[-1]), ()) if before else ()
        return carried

    def entities(self, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
        """The entities of mentions; a group that stands for one body in each of a list of places is all of them."""
        found: dict[Entity, None] = {}
        spread = {place for mention in mentions for _, place in self.shared.get(mention.start, ())}
        for mention in mentions:
            if entity_of(mention) in spread:
                continue
            for entity, _ in self.joined.get(mention.start, ()):
                found[entity] = None
            for entity in [body for body, _ in self.shared.get(mention.start, ())] or [entity_of(mention)]:
                found[entity] = None
        return tuple(found)

    def time_at(self, index: int, position: int) -> str | None:
        """The time of the clause, else of the sentence before it, else the year that stands over the section."""
        shadow = self.shadows[index]
        start, end = shadow.clause_of(position)
        for item in (*shadow.times(start, end), *reversed(shadow.times(0, start))):
            if item.kind is TimeKind.VAGUE:
                return None
            if not compares(shadow, item):
                return item.value
        if self._continues(index):
            return self.time_at(index - 1, len(self.shadows[index - 1].string) - 1)
        return self.years[index] or None

    def _continues(self, index: int) -> bool:
        """Whether the sentence before it ended in a semicolon: its time still stands."""
        if not index:
            return False
        before, shadow = self.shadows[index - 1], self.shadows[index]
        return before.sentence.paragraph == shadow.sentence.paragraph and before.string.endswith(";")

    def claim(
        self,
        index: int,
        span: tuple[int, int],
        subject: Entity,
        predicate: Predicate,
        object_: Entity | None,
        *,
        rule: str,
        confidence: float,
        quantity: Quantity | None = None,
        change: Change | None = None,
        modality: Modality | None = None,
    ) -> Claim:
        """A claim whose cue stands at `span` of a shadow, with modality, time and evidence read there."""
        shadow = self.shadows[index]
        reading = self.stances[index].at(max(span[0], span[1] - 1))
        start, _ = shadow.clause_of(span[0])
        _, end = shadow.clause_of(max(span[0], span[1] - 1))
        time = self.time_at(index, max(span[0], span[1] - 1))
        if predicate is Predicate.MEMBER_OF and shadow.string[span[1] - 1 : span[1]] == ")":
            time = None
        if quantity and quantity.from_value:
            time = self._interval(shadow.text_span(start, end), time)
        affirmed = reading.polarity is Polarity.AFFIRMED
        return Claim(
            subject=subject,
            predicate=predicate,
            object=object_,
            quantity=quantity,
            time=time,
            modality=modality if modality and affirmed else reading.modality,
            polarity=reading.polarity,
            change=change,
            evidence=(self.evidence(*shadow.text_span(start, end), rule=rule, confidence=confidence),),
        )

    def _interval(self, span: tuple[int, int], time: str | None) -> str | None:
        """From when to when a value changed: the times inside 由2012年的…到2021年的…, or up to the time told."""
        inside = [item.value for item in self.times if span[0] <= item.start < span[1] and item.value]
        first = next((value for value in inside if value != time), None)
        if len(inside) >= 2 and inside[0] < inside[-1]:
            return f"{inside[0][:4]}/{inside[-1]}" if "/" not in inside[0] + inside[-1] else time
        last = time if time and time not in inside else self.context.period
        if first is None and inside:
            first = inside[0]
        if first and last and "/" not in first + last and first < last:
            return f"{first[:4]}/{last}"
        return time

    def evidence(self, start: int, end: int, *, rule: str, confidence: float) -> Evidence:
        """Evidence over `text[start:end]` less the blanks and marks at its ends."""
        while end > start and self.text[end - 1] in "。;；,， \t\n":
            end -= 1
        while start < end and self.text[start] in " \t\n,，、":
            start += 1
        source_start, source_end = self.clean.offsets.to_source(start, end)
        return Evidence(
            document=self.document_id,
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            quote=self.text[start:end],
            rule=rule,
            confidence=confidence,
        )


def _name_length(entity: Entity) -> int:
    return len(entity.name)


def _without_damage(text: str, clean: CleanText) -> str:
    """The text with a mark that ends no sentence where a lost character left its question mark."""
    if clean.text != text:
        return text
    characters = list(text)
    for start, end in clean.damaged:
        characters[start:end] = "〓" * (end - start)
    return "".join(characters)


def build_passage(
    text: str, mentions: Sequence[Mention], context: Context, *, clean: CleanText, document_id: str
) -> Passage:
    """Read quantities and times, cut sentences, and work out subjects and stances once for all rules."""
    outer = tuple(sorted((mention for mention in mentions if not mention.nested), key=_position))
    nested = tuple(sorted((mention for mention in mentions if mention.nested), key=_position))
    times = find_times(text, context)
    quantities = find_quantities(text)
    changes = [span for span in quantities if span.quantity.from_value]
    items: tuple[Item, ...] = (*outer, *changes, *times, *quantities)
    shadows = build_shadows(text, find_sentences(_without_damage(text, clean)), items)
    return Passage(
        text=text,
        clean=clean,
        document_id=document_id,
        context=context,
        mentions=outer,
        nested=nested,
        shadows=shadows,
        subjects=find_subjects(shadows, context),
        schemes=find_schemes(shadows),
        stances=find_stances(shadows, context.title),
        years=find_years(shadows, context),
        standing=find_standing(shadows),
        shared=find_shared(shadows),
        joined=find_joined(shadows),
        times=times,
    )


def _position(mention: Mention) -> tuple[int, int]:
    return (mention.start, -mention.end)
