"""Claims with a number as observations of an RDF Data Cube.

The claim is the observation. Two claims may give two values for one subject, indicator and time, so the claim's id
is a dimension too; otherwise the cube would have to deny what documents disagree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.model import Entity, KnowledgeGraph, entity_id
from kg.rdf.claims import claim_triples
from kg.rdf.iri import claim_iri, entity_iri, unit_iri
from kg.rdf.quads import indicator_iri
from kg.rdf.terms import DCTERMS, QB, RDF, RDFS, SKOS, boolean, hsev, integer, node, text, zh
from kg.resources.ontology import BASE, ONT, load_ontology

__all__ = ["to_cube"]

_DATASET = node(f"{BASE}id/cube/claims")
_STRUCTURE = node(f"{BASE}id/cube/structure")
_TYPE, _LABEL, _ID = node(RDF + "type"), node(SKOS + "prefLabel"), node(DCTERMS + "identifier")
_DIMENSIONS = ("claimSubject", "claimPredicate", "indicator", "measureType", "modality", "polarity")
_ATTRIBUTES = ("comparator", "unit", "isoTime", "startDate", "endDate", "lowerBound", "upperBound")
_MEASURE = "value"
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_cube(graph: KnowledgeGraph) -> list[ox.Quad]:
    """Data set, structure and observations, in the default graph; sorted."""
    found = {ox.Quad(each.subject, each.predicate, each.object) for each in (*_structure(), *_observations(graph))}
    return sorted(found, key=str)


def _structure() -> Iterator[ox.Triple]:
    yield ox.Triple(_DATASET, _TYPE, node(QB + "DataSet"))
    yield ox.Triple(_DATASET, node(QB + "structure"), _STRUCTURE)
    yield ox.Triple(_DATASET, _LABEL, zh("文献所述的指标数值"))
    yield ox.Triple(_DATASET, _LABEL, ox.Literal("Values of indicators as documents tell them", language="en"))
    yield ox.Triple(_STRUCTURE, _TYPE, node(QB + "DataStructureDefinition"))
    kinds = [("dimension", "DimensionProperty", hsev(name)) for name in _DIMENSIONS]
    kinds += [("dimension", "DimensionProperty", _ID), ("measure", "MeasureProperty", hsev(_MEASURE))]
    kinds += [("attribute", "AttributeProperty", hsev(name)) for name in _ATTRIBUTES]
    for order, (kind, class_, property_) in enumerate(kinds, 1):
        name = property_.value.replace("#", "/").rsplit("/", 1)[-1]
        component = node(f"{_STRUCTURE.value}/{name}")
        yield ox.Triple(_STRUCTURE, node(QB + "component"), component)
        yield ox.Triple(component, _TYPE, node(QB + "ComponentSpecification"))
        yield ox.Triple(component, node(QB + kind), property_)
        yield ox.Triple(component, node(QB + "order"), integer(order))
        yield ox.Triple(property_, _TYPE, node(QB + class_))
        yield ox.Triple(property_, node(RDFS + "range"), node(_range(property_)))
        if kind == "attribute":
            yield ox.Triple(component, node(QB + "componentRequired"), boolean(False))


def _range(property_: ox.NamedNode) -> str:
    if property_ == _ID:
        return _XSD_STRING
    values = load_ontology().term(property_.value.removeprefix(ONT)).values
    return next(iter(values.get(RDFS + "range", ())), RDF + "Property")


def _observations(graph: KnowledgeGraph) -> Iterator[ox.Triple]:
    kept = {hsev(name) for name in (*_DIMENSIONS, *_ATTRIBUTES, _MEASURE)}
    for record in graph.claims:
        claim = record.claim
        if claim.quantity is None:
            continue
        iri, indicator = claim_iri(record.id), indicator_iri(claim)
        subject = node(iri)
        yield ox.Triple(subject, _TYPE, node(QB + "Observation"))
        yield ox.Triple(subject, node(QB + "dataSet"), _DATASET)
        yield ox.Triple(subject, _ID, text(record.id))
        yield from (each for each in claim_triples(claim, iri, indicator) if each.predicate in kept)
        yield from _labels((claim.subject, claim.object))
        if claim.quantity.unit:
            yield ox.Triple(node(unit_iri(claim.quantity.unit)), _LABEL, zh(claim.quantity.unit))


def _labels(entities: Iterable[Entity | None]) -> Iterator[ox.Triple]:
    for entity in entities:
        if entity is not None:
            yield ox.Triple(node(entity_iri(entity_id(entity))), _LABEL, zh(entity.name))
