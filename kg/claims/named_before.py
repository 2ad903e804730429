"""Everybody whom a text has named up to a sentence, and what is known of each as the subject of a fact told there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.claims.matters import show
from kg.claims.passage import Passage
from kg.claims.subjects import entity_of
from kg.model import Entity, EntityType, Mention, Predicate

__all__ = ["Fact", "Named", "NamedBefore", "Subject"]

ENOUGH = 14
"""So many are looked for beyond the last sentences."""
NEAR = 3
"""Sentences back within which everybody is looked at."""
WORDS = 6
"""Characters behind a name whose pairs tell what it does."""
HEADING = 16
"""Characters that a heading has at most."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is told of somebody: the sentence, where the object stands in its shadow, and what it is."""

    index: int
    position: int
    predicate: Predicate
    object: Entity
    unit: str


@dataclass(frozen=True, slots=True)
class Named:
    """One naming: sentence, place in its shadow, and how many the sentence names before."""

    index: int
    at: int
    mention: Mention
    order: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who may be meant: `naming` is the one that counts, `None` where the text names nobody so."""

    entity: Entity
    naming: Named | None


class NamedBefore:
    """The namings of one passage by sentence; made once, asked for each fact."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._title = passage.context.title or ""
        self._rows: dict[int, list[Named]] = defaultdict(list)
        self._often: Counter[str] = Counter()
        self._openings: dict[int, int] = {}
        for index, shadow in enumerate(passage.shadows):
            self._openings.setdefault(shadow.sentence.paragraph, index)
            named = [(at, item) for at, item in sorted(shadow.items.items()) if isinstance(item, Mention)]
            for order, (at, mention) in enumerate(named):
                self._rows[index].append(Named(index, at, mention, order))
                self._often[entity_of(mention).name] += 1
        self._explicit = {
            (index, entity_of(mention).name)
            for (index, _), mentions in passage.subjects.explicit.items()
            for mention in mentions
        }
        self._above = {place.name for place in passage.context.ancestors}

    def subjects(self, fact: Fact, types: Iterable[EntityType], also: Iterable[Entity]) -> list[Subject]:
        """Those named in the sentence and before, the report's own, and others thought of, the nearest first."""
        kinds = frozenset(types)
        namings: dict[str, list[Named]] = {}
        entities: dict[str, Entity] = {}
        for index in range(fact.index, -1, -1):
            for named in self._rows.get(index, ()):
                entity = entity_of(named.mention)
                if entity.type in kinds and entity.name != fact.object.name:
                    entities.setdefault(entity.name, entity)
                    namings.setdefault(entity.name, []).append(named)
            if len(namings) >= ENOUGH and index < fact.index - NEAR:
                break
        own = self._passage.subjects.default
        for entity in (*([own] if own and own.type in kinds and own.name != fact.object.name else []), *also):
            entities.setdefault(entity.name, entity)
        found = [Subject(entity, _nearest(namings.get(name, ()), fact)) for name, entity in entities.items()]
        return sorted(found, key=lambda subject: _distance(subject.naming, fact))

    def describe(self, fact: Fact, subjects: Sequence[Subject]) -> list[tuple[str, ...]]:
        """Features of each subject, which tell it from the others."""
        carried = {entity.name for entity in self._passage.subjects_at(fact.index, fact.position, "topic")}
        spoken = {entity_of(mention).name for mention in self._passage.subjects.spoken[fact.index]}
        is_before = any(_where(each.naming, fact) == "before" for each in subjects)
        ranks: Counter[str] = Counter()
        found = []
        for rank, subject in enumerate(subjects):
            kind = _kind(subject)
            standing = f"{subject.entity.name in carried}{subject.entity.name in spoken}"
            features = [
                *self._told(fact, subject, kind),
                *self._known(fact, subject, kind, standing),
                *self._ranked(fact, subject, kind, rank, ranks[kind], is_before),
            ]
            if subject.naming is not None:
                features += self._around(fact, subject, subject.naming, kind)
            ranks[kind] += 1
            found.append(tuple(features))
        return found

    def _told(self, fact: Fact, subject: Subject, kind: str) -> Iterator[str]:
        """Whether such a fact is told of such a one."""
        where, predicate, name = self._where(subject.naming, fact), fact.predicate.value, subject.entity.name
        ending = fact.object.name[-2:]
        yield f"at={where}|{kind}|{predicate}"
        yield f"at={where}|{kind}|{ending}"
        yield f"at={where}|{predicate}|{fact.object.type}"
        yield f"type={kind}|{predicate}|{ending}"
        yield f"type={kind}|{predicate}|{fact.unit}"
        yield f"name={name[-2:]}|{predicate}|{ending}"
        yield f"name={name[-2:]}|{predicate}|{fact.unit}"
        yield f"name={name[-3:]}|{where}"
        yield f"owner={fact.object.name.startswith(name)}|{predicate}"

    def _known(self, fact: Fact, subject: Subject, kind: str, standing: str) -> Iterator[str]:
        """What the report has to do with it."""
        passage, name = self._passage, subject.entity.name
        where, predicate = self._where(subject.naming, fact), fact.predicate.value
        own, region = passage.subjects.default, passage.context.region
        is_own = own is not None and own.name == name
        is_titled = name in self._title or (subject.naming is not None and subject.naming.mention.text in self._title)
        yield f"own={is_own}|{where}|{predicate}"
        yield f"own={is_own}|{kind}|{fact.object.name[-2:]}"
        yield f"region={region is not None and region.name == name}{name in self._above}|{predicate}|{where}"
        yield f"title={is_titled}|{kind}|{where}"
        yield f"often={_step(self._often[name])}|{where}|{kind}"
        yield f"standing={standing}|{where}"
        yield f"standing={standing}|{predicate}|{kind}"

    def _ranked(
        self, fact: Fact, subject: Subject, kind: str, rank: int, among_kind: int, is_before: bool
    ) -> Iterator[str]:
        """How many are nearer, and how sentence and clause begin."""
        where, predicate = self._where(subject.naming, fact), fact.predicate.value
        string = self._passage.shadows[fact.index].string
        clause, _ = self._passage.shadows[fact.index].clause_of(fact.position)
        yield f"rank={min(rank, 6)}|{where}|{predicate}"
        yield f"rank-of-type={min(among_kind, 4)}|{kind}|{where}"
        yield f"clause-begins={show(string[clause : clause + 2])}|{where}|{kind}"
        yield f"sentence-begins={show(string[:2])}|{where}"
        yield f"named-before={is_before}|{where}|{kind}"

    def _around(self, fact: Fact, subject: Subject, naming: Named, kind: str) -> Iterator[str]:
        """Where it was named."""
        where, predicate = self._where(naming, fact), fact.predicate.value
        shadow, at = self._passage.shadows[naming.index], naming.at
        string = shadow.string
        left, right = show(string[max(0, at - 1) : at]), show(string[at + 1 : at + 2])
        yield f"left={left}|{where}"
        yield f"left={show(string[max(0, at - 2) : at])}|{where}"
        yield f"right={right}|{where}"
        yield f"right={show(string[at + 1 : at + 3])}|{where}"
        yield f"beside={left}{right}|{where}|{kind}"
        yield f"acts={(naming.index, subject.entity.name) in self._explicit}|{where}|{predicate}|{kind}"
        yield f"order={_step(naming.order)}|{where}|{kind}"
        paragraph = self._passage.shadows[fact.index].sentence.paragraph
        opening = next(iter(self._rows[self._openings[paragraph]]), None)
        opens = opening is not None and entity_of(opening.mention).name == subject.entity.name
        yield f"opens={opens}|{where}|{kind}"
        if naming.index == fact.index:
            yield from self._in_sentence(fact, naming, kind, where)
            return
        back = fact.index - naming.index
        is_heading = len(string) <= HEADING and self._openings[shadow.sentence.paragraph] == naming.index
        yield f"back={_step(back)}|{where}|{predicate}"
        yield f"back={_step(back)}|{where}|{kind}"
        yield f"in-opening={self._openings[paragraph] == naming.index}|{where}|{kind}"
        yield f"heading={is_heading}|{where}|{kind}|{naming.order == 0}"

    def _in_sentence(self, fact: Fact, naming: Named, kind: str, where: str) -> Iterator[str]:
        shadow, at = self._passage.shadows[fact.index], naming.at
        string, predicate = shadow.string, fact.predicate.value
        start, end = shadow.clause_of(fact.position)
        is_near = start <= at < end
        low, high = min(at, fact.position), max(at, fact.position)
        between = [each.mention.type.value for each in self._rows[fact.index] if low < each.at < high]
        yield f"clause={is_near}|{where}|{predicate}|{kind}"
        yield f"between={_step(len(between))}|{where}|{kind}|{is_near}"
        yield f"between={','.join(sorted(set(between))[:3])}|{kind}|{where}"
        yield f"distance={_step((high - low) // 4)}|{where}|{predicate}"
        yield f"commas={min(string.count(',', low, high), 4)}|{where}|{kind}"
        gap = string[low + 1 : high]
        if len(gap) <= WORDS:
            yield f"gap={show(gap)}|{where}"
            yield f"gap={show(gap)}|{predicate}"
        for first in range(at + 1, min(at + 1 + WORDS, len(string) - 1)):
            yield f"does={show(string[first : first + 2])}|{where}"

    def _where(self, naming: Named | None, fact: Fact) -> str:
        where = _where(naming, fact)
        if where != "above" or naming is None:
            return where
        shadows = self._passage.shadows
        same = shadows[naming.index].sentence.paragraph == shadows[fact.index].sentence.paragraph
        return "paragraph" if same else where


def _where(naming: Named | None, fact: Fact) -> str:
    if naming is None:
        return "nowhere"
    if naming.index < fact.index:
        return "above"
    return "before" if naming.at < fact.position else "behind"


def _kind(subject: Subject) -> str:
    return f"{subject.entity.type}{'s' if subject.naming is not None and subject.naming.mention.group else ''}"


def _nearest(namings: Sequence[Named], fact: Fact) -> Named | None:
    return min(namings, key=lambda naming: _distance(naming, fact), default=None)


def _distance(naming: Named | None, fact: Fact) -> tuple[float, int]:
    """How near a naming is: those before the object first, then those behind it, then sentence by sentence back."""
    if naming is None:
        return float("inf"), 0
    if naming.index == fact.index:
        return (0, fact.position - naming.at) if naming.at < fact.position else (0.5, naming.at - fact.position)
    return fact.index - naming.index, -naming.at


def _step(count: int) -> str:
    return str(count) if count <= 2 else "3" if count <= 4 else "5" if count <= 8 else "9"
