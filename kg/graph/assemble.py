"""Entities and claims of all documents become one graph."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kg.graph.edges import conflicts, derive_edges
from kg.graph.registry import Registry, canonical
from kg.graph.reprints import find_reprints
from kg.graph.sameness import Sameness
from kg.graph.settings import GraphSettings
from kg.model import (
    Annotation,
    Claim,
    ClaimRecord,
    Division,
    DocumentRecord,
    Entity,
    EntityRecord,
    EntityType,
    Evidence,
    KnowledgeGraph,
    MentionRecord,
    SpanRecord,
    entity_id,
)
from kg.resources.renamings import format_renamings

__all__ = ["Ancestors", "assemble"]

Ancestors = Callable[[str], tuple[Entity, ...]]
"""From the code of a division to the divisions above it, nearest first (itself left out)."""


def assemble(
    annotations: Iterable[Annotation],
    *,
    ancestors: Ancestors | None = None,
    settings: GraphSettings | None = None,
) -> KnowledgeGraph:
    """One graph of all documents; their order does not matter.

    Documents with exactly the same source count once, under the smallest id. A claim that two
    documents make is one claim with the evidence of both.
    """
    settings = settings or GraphSettings()
    unique, copies = _without_copies(annotations)
    sameness = Sameness(settings.renamings)
    registry = Registry(sameness)
    for annotation in unique:
        registry.add(annotation)
    entities = registry.records()
    clusters = _clusters(unique)
    claims = _merge(unique, canonical(entities), clusters, sameness)
    return KnowledgeGraph(
        documents=tuple(_document(each, clusters, copies) for each in unique),
        entities=entities,
        mentions=tuple(row for each in unique for row in _mentions(each, sameness)),
        claims=claims,
        spans=tuple(span for each in unique for span in _spans(each, settings.context_chars)),
        edges=derive_edges(claims, settings.edge_threshold),
        conflicts=conflicts(claims),
        divisions=_divisions(unique, entities, ancestors),
        settings=MappingProxyType(_settings(settings)),
    )


def _settings(settings: GraphSettings) -> dict[str, str]:
    written = {"edge_threshold": str(settings.edge_threshold)}
    return written | ({"renamings": format_renamings(settings.renamings)} if settings.renamings else {})


def _without_copies(annotations: Iterable[Annotation]) -> tuple[list[Annotation], Mapping[str, tuple[str, ...]]]:
    first: dict[str, Annotation] = {}
    copies: dict[str, list[str]] = {}
    for annotation in sorted(annotations, key=lambda each: each.document.id):
        digest = _sha256(annotation.document.source)
        kept = first.setdefault(digest, annotation)
        if kept is not annotation:
            copies.setdefault(kept.document.id, []).append(annotation.document.id)
    unique = sorted(first.values(), key=lambda each: each.document.id)
    return unique, {document: tuple(ids) for document, ids in copies.items()}


def _clusters(annotations: Iterable[Annotation]) -> Mapping[str, str]:
    """From document id to the id of the first document of its cluster, by date and then by id."""
    texts = {each.document.id: each.clean.text for each in annotations}
    dates = {each.document.id: _published(each) or "9999" for each in annotations}
    leaders = find_reprints(texts.items())
    members: dict[str, list[str]] = {}
    for document, leader in leaders.items():
        members.setdefault(leader, []).append(document)
    first = {leader: min(each, key=lambda item: (dates[item], item)) for leader, each in members.items()}
    return {document: first[leader] for document, leader in leaders.items()}


def _published(annotation: Annotation) -> str | None:
    return annotation.context.published or annotation.document.published


def _document(
    annotation: Annotation, clusters: Mapping[str, str], copies: Mapping[str, tuple[str, ...]]
) -> DocumentRecord:
    document, context = annotation.document, annotation.context
    return DocumentRecord(
        id=document.id,
        source_sha256=_sha256(document.source),
        text_sha256=_sha256(annotation.clean.text),
        source_chars=len(document.source),
        text_chars=len(annotation.clean.text),
        origin=document.origin,
        title=context.title or document.title,
        url=document.url,
        published=_published(annotation),
        period=context.period,
        region=context.region,
        cluster=clusters[document.id],
        copies=copies.get(document.id, ()),
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _mentions(annotation: Annotation, sameness: Sameness) -> list[MentionRecord]:
    region = annotation.context.region
    offsets = annotation.clean.offsets
    rows = []
    for mention in sorted(annotation.mentions, key=lambda each: (each.start, -each.end, each.type)):
        source_start, source_end = offsets.to_source(mention.start, mention.end)
        rows.append(
            MentionRecord(
                document=annotation.document.id,
                start=mention.start,
                end=mention.end,
                source_start=source_start,
                source_end=source_end,
                text=mention.text,
                type=mention.type,
                entity=entity_id(sameness.settle(mention.entity, region)) if mention.entity else None,
                nested=mention.nested,
                anaphor=mention.anaphor,
                group=mention.group,
                method=mention.method,
                rule=mention.rule,
                confidence=mention.confidence,
            )
        )
    return rows


def _spans(annotation: Annotation, context_chars: int) -> list[SpanRecord]:
    text, source = annotation.clean.text, annotation.document.source
    evidence = {
        (item.source_start, item.source_end, item.start, item.end): item
        for claim in annotation.claims
        for item in claim.evidence
    }
    return [
        SpanRecord(
            document=annotation.document.id,
            start=start,
            end=end,
            source_start=source_start,
            source_end=source_end,
            quote=item.quote,
            source_quote=source[source_start:source_end],
            prefix=text[max(0, start - context_chars) : start],
            suffix=text[end : end + context_chars],
        )
        for (source_start, source_end, start, end), item in sorted(evidence.items())
    ]


@dataclass
class _Merged:
    claim: Claim
    evidence: set[Evidence] = field(default_factory=set)
    value_texts: set[tuple[str, str]] = field(default_factory=set)


def _merge(
    annotations: Iterable[Annotation], forms: Mapping[str, Entity], clusters: Mapping[str, str], sameness: Sameness
) -> tuple[ClaimRecord, ...]:
    merged: dict[str, _Merged] = {}
    for annotation in annotations:
        region = annotation.context.region
        for claim in annotation.claims:
            plain = _in_canonical_form(claim, region, forms, sameness)
            found = merged.setdefault(plain.id, _Merged(plain))
            found.evidence.update(claim.evidence)
            if claim.quantity and claim.quantity.text:
                found.value_texts.add((annotation.document.id, claim.quantity.text))
    return tuple(_claim_record(key, found, clusters) for key, found in sorted(merged.items()))


def _in_canonical_form(claim: Claim, region: Entity | None, forms: Mapping[str, Entity], sameness: Sameness) -> Claim:
    """The claim with the form of its entities that all documents share, and without evidence.

    The printed number goes too: it belongs to the document, and equal claims must be equal.
    """
    subject = forms[entity_id(sameness.settle(claim.subject, region))]
    object_ = forms[entity_id(sameness.settle(claim.object, region))] if claim.object else None
    quantity = replace(claim.quantity, text="") if claim.quantity else None
    return replace(claim, subject=subject, object=object_, quantity=quantity, evidence=())


def _claim_record(key: str, found: _Merged, clusters: Mapping[str, str]) -> ClaimRecord:
    evidence = tuple(sorted(found.evidence, key=_evidence_order))
    return ClaimRecord(
        id=key,
        claim=found.claim.with_evidence(evidence),
        sources=len({clusters[item.document] for item in evidence}),
        value_texts=tuple(sorted(found.value_texts)),
    )


def _evidence_order(item: Evidence) -> tuple[str, int, int, str, str]:
    return (item.document, item.source_start, item.source_end, item.method, item.rule)


def _divisions(
    annotations: Iterable[Annotation], entities: Iterable[EntityRecord], ancestors: Ancestors | None
) -> tuple[Division, ...]:
    """The chain of parents of each code in use, from the documents' contexts and the gazetteer."""
    chains = [(each.context.region, *each.context.ancestors) for each in annotations if each.context.region]
    if ancestors is not None:
        coded = {record.entity.code: record.entity for record in entities if _is_division(record.entity)}
        chains += [(entity, *ancestors(code)) for code, entity in sorted(coded.items()) if code]
    found: dict[str, Division] = {}
    for chain in chains:
        known = [each for each in chain if each is not None and each.code]
        for place, parent in zip(known, [*known[1:], None], strict=False):
            division = Division(place.code or "", place.name, parent.code if parent else None)
            held = found.get(division.code)
            if held is None or (held.parent is None and division.parent):
                found[division.code] = division
    return tuple(division for _, division in sorted(found.items()))


def _is_division(entity: Entity) -> bool:
    return entity.type is EntityType.PLACE and bool(entity.code) and not entity.group
