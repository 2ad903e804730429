"""Entities of all documents made one: the same id, one record, one form for all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.graph.sameness import Sameness
from kg.model import Annotation, Entity, EntityRecord, EntityType, entity_id

__all__ = ["Registry", "canonical"]


@dataclass
class _Gathered:
    forms: Counter[Entity] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    mentions: int = 0


class Registry:
    """Gathers entities as documents come, in any order; the result depends on their set alone."""

    def __init__(self, sameness: Sameness) -> None:
        self._sameness = sameness
        self._gathered: dict[str, _Gathered] = {}

    def add(self, annotation: Annotation) -> None:
        document = annotation.document.id
        region = annotation.context.region
        for mention in annotation.mentions:
            if mention.entity is None:
                continue
            found = self._find(self._sameness.settle(mention.entity, region), document)
            found.mentions += 1
            if not mention.anaphor:
                found.aliases[mention.text] += 1
        for claim in annotation.claims:
            for entity in (claim.subject, claim.object):
                if entity is not None:
                    self._find(self._sameness.settle(entity, region), document)
        if region is not None:
            self._find(region, document)

    def _find(self, entity: Entity, document: str) -> _Gathered:
        found = self._gathered.setdefault(entity_id(entity), _Gathered())
        found.forms[entity] += 1
        found.documents.add(document)
        return found

    def records(self) -> tuple[EntityRecord, ...]:
        """One record for each id, sorted by id."""
        return tuple(_record(key, found) for key, found in sorted(self._gathered.items()))


def _record(key: str, found: _Gathered) -> EntityRecord:
    types: Counter[EntityType] = Counter()
    for form, count in found.forms.items():
        types[form.type] += count
    ranked = sorted(types, key=lambda each: (-types[each], each))
    usual = min(found.forms, key=lambda form: (-found.forms[form], -len(form.name), _order(form)))
    entity = replace(usual, type=ranked[0])
    return EntityRecord(
        id=key,
        entity=entity,
        aliases=tuple(sorted(found.aliases, key=lambda text: (-found.aliases[text], text))),
        types=tuple(ranked),
        mentions=found.mentions,
        documents=tuple(sorted(found.documents)),
    )


def _order(entity: Entity) -> tuple[str, ...]:
    return (entity.name, entity.type, entity.code or "", entity.place or "")


def canonical(entities: Iterable[EntityRecord]) -> dict[str, Entity]:
    """From id to the form that all claims use."""
    return {record.id: record.entity for record in entities}
