"""Everything a rule needs to know about a document: its shadows, subjects, stances and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.modality import Stance, find_stances
from kg.claims.shadow import Shadow, build_shadows
from kg.claims.subjects import Subjects, clauses, entity_of, find_subjects
from kg.extract.quantities import find_quantities
from kg.extract.sentences import find_sentences
from kg.extract.times import TimeKind, TimeSpan, find_times
from kg.model import Change, Claim, CleanText, Context, Entity, Evidence, Mention, Predicate, Quantity

__all__ = ["Passage", "build_passage"]


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
    stances: tuple[Stance, ...]
    years: tuple[str | None, ...]

    def subjects_at(self, index: int, position: int, default: str) -> tuple[Entity, ...]:
        """Who acts at a position of a shadow: named in its clause before it, carried over, or by default."""
        shadow = self.shadows[index]
        start, _ = shadow.clause_of(position)
        named = self.subjects.explicit.get((index, start), ())
        if named and shadow.starts[min(position, len(shadow.starts) - 1)] >= named[-1].end:
            return tuple(entity_of(mention) for mention in named)
        if default == "none":
            return ()
        carried = self.subjects.topic.get((index, start), ())
        if named:
            carried = ()
        if carried:
            return tuple(entity_of(mention) for mention in carried)
        return (self.subjects.default,) if self.subjects.default else ()

    def time_at(self, index: int, position: int) -> str | None:
        """The time of the clause, else of the sentence before it, else the year that stands over the section."""
        shadow = self.shadows[index]
        start, end = shadow.clause_of(position)
        for item in (*shadow.times(start, end), *reversed(shadow.times(0, start))):
            if item.kind is TimeKind.VAGUE:
                return None
            if not _compares(shadow, item):
                return item.value
        return self.years[index]

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
        time: str | None = None,
    ) -> Claim:
        """A claim whose cue stands at `span` of a shadow, with modality, time and evidence read there."""
        shadow = self.shadows[index]
        reading = self.stances[index].at(max(span[0], span[1] - 1))
        start, _ = shadow.clause_of(span[0])
        _, end = shadow.clause_of(max(span[0], span[1] - 1))
        return Claim(
            subject=subject,
            predicate=predicate,
            object=object_,
            quantity=quantity,
            time=time or self.time_at(index, max(span[0], span[1] - 1)),
            modality=reading.modality,
            polarity=reading.polarity,
            change=change,
            evidence=(self.evidence(*shadow.text_span(start, end), rule=rule, confidence=confidence),),
        )

    def evidence(self, start: int, end: int, *, rule: str, confidence: float) -> Evidence:
        """Evidence over `text[start:end]` less the blanks and marks at its ends."""
        while end > start and self.text[end - 1] in "。;；,， \t\n":
            end -= 1
        while start < end and self.text[start] in " \t\n,，":
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


def _compares(shadow: Shadow, time: TimeSpan) -> bool:
    """较2020年, 比去年: what is compared with, not when it happened."""
    position = next(at for at, item in shadow.items.items() if item is time)
    return (
        shadow.string[max(0, position - 1) : position] in {"较", "比"}
        or shadow.string[position + 1 : position + 3] == "同期"
    )


def build_passage(
    text: str, mentions: Sequence[Mention], context: Context, *, clean: CleanText, document_id: str
) -> Passage:
    """Read quantities and times, cut sentences, and work out subjects and stances once for all rules."""
    outer = tuple(sorted((mention for mention in mentions if not mention.nested), key=_position))
    nested = tuple(sorted((mention for mention in mentions if mention.nested), key=_position))
    times = find_times(text, context)
    items = (*outer, *times, *find_quantities(text))
    shadows = build_shadows(text, find_sentences(text), items)
    return Passage(
        text=text,
        clean=clean,
        document_id=document_id,
        context=context,
        mentions=outer,
        nested=nested,
        shadows=shadows,
        subjects=find_subjects(shadows, context),
        stances=find_stances(shadows),
        years=_years(shadows),
    )


def _position(mention: Mention) -> tuple[int, int]:
    return (mention.start, -mention.end)


def _years(shadows: Sequence[Shadow]) -> tuple[str | None, ...]:
    """For each sentence the year that was set over the passage: 2021年,… holds until another takes over."""
    years: list[str | None] = []
    current: str | None = None
    for shadow in shadows:
        for start, end in clauses(shadow.string)[:2]:
            for time in shadow.times(start, end):
                if time.kind is TimeKind.VAGUE and time.value is None:
                    current = None
                elif time.is_year and not _compares(shadow, time):
                    current = time.value
                elif time.kind is TimeKind.SINCE and time.value and len(time.value) == 4:
                    current = time.value
            if shadow.times(start, end):
                break
        years.append(current)
    return tuple(years)
