"""One claim as triples, after section 5 of the knowledge model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.model import Change, Claim, Comparator, Modality, Quantity, entity_id
from kg.rdf.iri import entity_iri, unit_iri
from kg.rdf.terms import RDF, code, date, decimal, hsev, node, text
from kg.rdf.times import bounds
from kg.resources.ontology import load_ontology

__all__ = ["MEASURES", "MODALITIES", "claim_triples", "keys"]


@cache
def keys(scheme: str) -> Mapping[str, str]:
    """From the value of an enum, which is the notation of a concept, to the key of the concept."""
    return load_ontology().keys(scheme)


MODALITIES: Mapping[Modality, str] = MappingProxyType({each: keys("modality")[each] for each in Modality})
"""From a modality to the key of its concept, as the ontology's notations pair them."""

MEASURES = {
    (None, True): "level",
    (Change.UP, True): "increase-by",
    (Change.DOWN, True): "decrease-by",
    (Change.UP, False): "direction-up",
    (Change.DOWN, False): "direction-down",
}
"""Measure type by the direction told and whether there is a number."""

_TYPE = node(RDF + "type")


def claim_triples(claim: Claim, iri: str, indicator: str) -> Iterator[ox.Triple]:
    """The triples whose subject is the claim, all but the printed number, which each document has its own of.

    `indicator` is the IRI of what a number measures.
    """
    subject = node(iri)

    def triple(name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(subject, hsev(name), value)

    yield ox.Triple(subject, _TYPE, hsev("Claim"))
    yield triple("claimSubject", node(entity_iri(entity_id(claim.subject))))
    yield triple("claimPredicate", hsev(claim.predicate))
    if claim.object is not None:
        yield triple("claimObject", node(entity_iri(entity_id(claim.object))))
    yield triple("modality", code("modality", MODALITIES[claim.modality]))
    yield triple("polarity", code("polarity", keys("polarity")[claim.polarity]))
    yield triple("certainty", code("certainty", "certain"))
    if claim.post:
        yield triple("postTitle", text(claim.post))
    measure = MEASURES.get((claim.change, claim.quantity is not None))
    if measure:
        yield triple("measureType", code("measure-type", measure))
    if claim.quantity is not None:
        yield triple("indicator", node(indicator))
        for name, value in _quantity(claim.quantity):
            yield triple(name, value)
    if claim.time:
        for name, value in _time(claim.time):
            yield triple(name, value)


def _quantity(quantity: Quantity) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "value", decimal(quantity.value)
    is_range = quantity.value_max is not None
    between = is_range and quantity.comparator is Comparator.EXACT
    yield "comparator", code("comparator", "between" if between else keys("comparator")[quantity.comparator])
    if quantity.value_max is not None:
        yield "valueMax", decimal(quantity.value_max)
    if quantity.from_value is not None:
        yield "baselineValue", decimal(quantity.from_value)
    if quantity.unit:
        yield "unit", node(unit_iri(quantity.unit))
    if quantity.comparator in (Comparator.EXACT, Comparator.AT_LEAST, Comparator.MORE_THAN):
        yield "lowerBound", decimal(quantity.value)
    if quantity.comparator in (Comparator.EXACT, Comparator.AT_MOST, Comparator.LESS_THAN):
        yield "upperBound", decimal(quantity.value_max or quantity.value)


def _time(time: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield "isoTime", text(time)
    found = bounds(time)
    if found is None:
        return
    yield "timePrecision", code("time-precision", found.precision)
    yield "timeRole", code("time-role", found.role)
    if found.start:
        yield "startDate", date(found.start)
    if found.end:
        yield "endDate", date(found.end)
