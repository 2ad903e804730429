"""A knowledge graph as RDF quads, after the ontology: entities, documents with their claims, edges, the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import (
    Claim,
    ClaimRecord,
    Conflict,
    DocumentRecord,
    EntityRecord,
    EntityType,
    KnowledgeGraph,
    SpanRecord,
    content_id,
    entity_id,
)
from kg.rdf.claims import claim_triples
from kg.rdf.iri import claim_iri, document_iri, entity_iri, evidence_iri, graph_iri, place_iri, span_iri, unit_iri
from kg.rdf.meta import meta_triples, run_iri
from kg.rdf.terms import DCTERMS, PROV, RDF, SCHEMA, SKOS, code, date, decimal, hsev, integer, node, text, zh
from kg.resources.ontology import BASE, load_ontology
from kg.resources.unit_codes import load_unit_codes

__all__ = ["classes_of", "indicator_iri", "to_quads"]

_TYPE = node(RDF + "type")
_LABEL = node(SKOS + "prefLabel")
_ALIAS = node(SKOS + "altLabel")
_FULL_DATE_CHARS = 10

Triple = ox.Triple


def to_quads(graph: KnowledgeGraph) -> list[ox.Quad]:
    """Every quad once, sorted as N-Quads lines, so that equal graphs give equal lists."""
    run = run_iri(graph)
    quads: set[ox.Quad] = set()

    def put(name: str, triples: Iterable[ox.Triple]) -> None:
        target = node(graph_iri(name))
        quads.update(ox.Quad(each.subject, each.predicate, each.object, target) for each in triples)

    for record in graph.entities:
        put("places" if _is_division(record) else "entities", _entity(record))
    put("entities", _units_and_indicators(graph))
    put("places", _places(graph))
    documents = {record.id: record for record in graph.documents}
    for document in graph.documents:
        put(_doc_graph(document), _document(document, documents))
    for span in graph.spans:
        put(_doc_graph(documents[span.document]), _span(span, document_iri(documents[span.document])))
    for claim in graph.claims:
        for name in claim.documents:
            put(_doc_graph(documents[name]), _claim(claim, documents[name], run))
    put("edges", _edges(graph))
    put("conflicts", (triple for conflict in graph.conflicts for triple in _conflict(conflict)))
    put("meta", meta_triples(graph, quads))
    return sorted(quads, key=str)


def _doc_graph(document: DocumentRecord) -> str:
    return "doc/" + document_iri(document).rsplit("/", 1)[-1]


def _is_division(record: EntityRecord) -> bool:
    return record.entity.type is EntityType.PLACE and bool(record.entity.code) and not record.entity.group


def classes_of(record: EntityRecord) -> Iterator[ox.NamedNode]:
    """The classes of an entity: one for each type that it was given."""
    ontology = load_ontology()
    if _is_division(record):
        yield hsev("AdministrativeDivision")
        return
    for type_ in record.types or (record.entity.type,):
        if record.entity.group and type_.is_body:
            yield hsev("InstitutionGroup")
        else:
            yield node(ontology.concept("mention-type", type_).value("mentionClass") or "")


def _entity(record: EntityRecord) -> Iterator[ox.Triple]:
    subject, entity = node(entity_iri(record.id)), record.entity
    for class_ in classes_of(record):
        yield Triple(subject, _TYPE, class_)
    yield Triple(subject, _LABEL, zh(entity.name))
    yield Triple(subject, hsev("mentionType"), code("mention-type", entity.type))
    for alias in record.aliases:
        if alias != entity.name:
            yield Triple(subject, _ALIAS, zh(alias))
    if entity.place:
        yield Triple(subject, hsev("inDivision"), node(place_iri(entity.place)))
    if entity.code and _is_division(record):
        yield from _coded(subject, entity.code)
    elif entity.code:
        yield Triple(subject, _IDENTIFIER, text(entity.code))


_IDENTIFIER = node(DCTERMS + "identifier")
_PROVINCE, _PREFECTURE = "0000", "00"
_LEVELS_BY_LENGTH = {9: "township", 12: "village"}


def _coded(subject: ox.NamedNode, division: str) -> Iterator[ox.Triple]:
    """The code of a division, and its level, which the code tells (GB/T 2260 and its extension)."""
    yield Triple(subject, hsev("divisionCode"), text(division))
    level = _LEVELS_BY_LENGTH.get(len(division), "county")
    if level == "county" and division.endswith(_PREFECTURE):
        level = "province" if division.endswith(_PROVINCE) else "prefecture"
    yield Triple(subject, hsev("divisionLevel"), code("division-level", level))


def _places(graph: KnowledgeGraph) -> Iterator[ox.Triple]:
    mentioned = {record.id for record in graph.entities}
    for division in graph.divisions:
        subject = node(place_iri(division.code))
        if f"place/{division.code}" not in mentioned:
            yield Triple(subject, _TYPE, hsev("AdministrativeDivision"))
            yield Triple(subject, _LABEL, zh(division.name))
            yield from _coded(subject, division.code)
        if division.parent:
            yield Triple(subject, hsev("withinDivision"), node(place_iri(division.parent)))


def _units_and_indicators(graph: KnowledgeGraph) -> Iterator[ox.Triple]:
    ontology = load_ontology()
    for record in graph.claims:
        quantity = record.claim.quantity
        if quantity is None:
            continue
        if quantity.unit:
            yield from _unit(quantity.unit)
        if not _measures_object(record.claim):
            labels = ontology.term(record.claim.predicate).labels
            unit = f"（{quantity.unit}）" if quantity.unit else ""
            subject = node(indicator_iri(record.claim))
            yield Triple(subject, _TYPE, hsev("Indicator"))
            yield Triple(subject, _LABEL, zh(labels["zh"] + unit))


def _unit(name: str) -> Iterator[ox.Triple]:
    subject = node(unit_iri(name))
    yield Triple(subject, _TYPE, hsev("Unit"))
    yield Triple(subject, _LABEL, zh(name))
    known = load_unit_codes().get(name)
    if known and known.ucum:
        yield Triple(subject, hsev("ucumCode"), text(known.ucum))
    if known and known.currency:
        yield Triple(subject, hsev("currencyCode"), text(known.currency))


def _measures_object(claim: Claim) -> bool:
    return claim.object is not None and claim.object.type is EntityType.INDICATOR


def indicator_iri(claim: Claim) -> str:
    """What the claim's number measures: its object, or how much of the predicate there was."""
    if _measures_object(claim) and claim.object is not None:
        return entity_iri(entity_id(claim.object))
    unit = claim.quantity.unit if claim.quantity else None
    key = unit_iri(unit).rsplit("/", 1)[-1] if unit else ""
    return entity_iri(f"indicator/of-{claim.predicate}-{key}".rstrip("-"))


def _document(document: DocumentRecord, documents: dict[str, DocumentRecord]) -> Iterator[ox.Triple]:
    subject = node(document_iri(document))
    yield Triple(subject, _TYPE, hsev("SourceDocument"))
    for name in (document.id, *document.copies):
        yield Triple(subject, _IDENTIFIER, text(name))
    yield Triple(subject, hsev("sourceSha256"), text(document.source_sha256))
    yield Triple(subject, hsev("textSha256"), text(document.text_sha256))
    yield Triple(subject, hsev("charCount"), integer(document.source_chars))
    if document.title:
        yield Triple(subject, node(DCTERMS + "title"), zh(document.title))
    if document.published:
        full = len(document.published) == _FULL_DATE_CHARS
        yield Triple(subject, node(DCTERMS + "issued"), date(document.published) if full else text(document.published))
    if document.period:
        yield Triple(subject, node(DCTERMS + "temporal"), text(document.period))
    if document.url:
        yield Triple(subject, node(SCHEMA + "url"), text(document.url))
    if document.region:
        yield Triple(subject, hsev("reportRegion"), node(entity_iri(entity_id(document.region))))
    if document.reprint_of in documents:
        yield Triple(subject, hsev("reprintOf"), node(document_iri(documents[document.cluster])))


def _span(span: SpanRecord, document: str) -> Iterator[ox.Triple]:
    subject = node(span_iri(document, span.source_start, span.source_end))
    yield Triple(subject, _TYPE, hsev("TextSpan"))
    yield Triple(subject, hsev("inDocument"), node(document))
    yield Triple(subject, hsev("begin"), integer(span.source_start))
    yield Triple(subject, hsev("end"), integer(span.source_end))
    yield Triple(subject, hsev("textBegin"), integer(span.start))
    yield Triple(subject, hsev("textEnd"), integer(span.end))
    yield Triple(subject, hsev("quote"), text(span.quote))
    if span.source_quote != span.quote:
        yield Triple(subject, hsev("sourceQuote"), text(span.source_quote))
    if span.prefix:
        yield Triple(subject, hsev("prefix"), text(span.prefix))
    if span.suffix:
        yield Triple(subject, hsev("suffix"), text(span.suffix))


def _claim(record: ClaimRecord, document: DocumentRecord, run: str) -> Iterator[ox.Triple]:
    subject = claim_iri(record.id)
    yield from claim_triples(record.claim, subject, indicator_iri(record.claim))
    for name, printed in record.value_texts:
        if name == document.id:
            yield Triple(node(subject), hsev("valueText"), text(printed))
    about = document_iri(document)
    for item in record.claim.evidence:
        if item.document != document.id:
            continue
        evidence = node(evidence_iri(subject, about, item))
        yield Triple(evidence, _TYPE, hsev("Evidence"))
        yield Triple(evidence, hsev("supportsClaim"), node(subject))
        yield Triple(evidence, hsev("span"), node(span_iri(about, item.source_start, item.source_end)))
        yield Triple(evidence, hsev("method"), code("method", item.method))
        if item.rule:
            yield Triple(evidence, hsev("ruleId"), text(item.rule))
        yield Triple(evidence, hsev("confidence"), decimal(item.confidence))
        yield Triple(evidence, node(PROV + "wasGeneratedBy"), node(run))


def _edges(graph: KnowledgeGraph) -> Iterator[ox.Triple]:
    for edge in graph.edges:
        yield Triple(node(entity_iri(edge.subject)), hsev(edge.predicate), node(entity_iri(edge.object)))


def _conflict(conflict: Conflict) -> Iterator[ox.Triple]:
    subject = node(f"{BASE}id/conflict/{content_id([conflict.kind, *conflict.claims])}")
    yield Triple(subject, _TYPE, hsev("Conflict"))
    yield Triple(subject, node(DCTERMS + "type"), text(conflict.kind))
    for claim in conflict.claims:
        yield Triple(subject, hsev("conflictingClaim"), node(claim_iri(claim)))
