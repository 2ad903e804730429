"""Entities and their edges in schema.org's terms, for search engines and tools that know no other.

Which type and property fits is read from the mapping table and the ontology.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from kg.model import EntityRecord, KnowledgeGraph, Predicate
from kg.rdf.iri import entity_iri, to_wire
from kg.rdf.quads import classes_of
from kg.rdf.terms import RDFS, SCHEMA, SKOS
from kg.resources.mappings import load_mappings
from kg.resources.ontology import ONT, load_ontology

__all__ = ["to_schema_org"]

_BEST = (SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "broadMatch")
_TEXT_VALUED = frozenset({"award"})
_CODE_SYSTEM = "GB/T 2260"
Json = dict[str, object]


def to_schema_org(graph: KnowledgeGraph) -> str:
    """JSON-LD with schema.org's context: each entity with its names, code, and edges that schema.org can say."""
    names = {record.id: record.entity.name for record in graph.entities}
    related: dict[str, dict[str, list[object]]] = {}
    for edge in graph.edges:
        name = _property(edge.predicate)
        if name:
            value: object = names[edge.object] if name in _TEXT_VALUED else {"@id": _id(edge.object)}
            related.setdefault(edge.subject, {}).setdefault(name, []).append(value)
    nodes = [_node(record, related.get(record.id, {})) for record in graph.entities]
    whole: Json = {"@context": SCHEMA.rstrip("/"), "@graph": nodes}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _id(entity: str) -> str:
    return to_wire(entity_iri(entity))


def _node(record: EntityRecord, related: dict[str, list[object]]) -> Json:
    types = sorted({_type(each.value) for each in classes_of(record)})
    found: Json = {"@id": _id(record.id), "@type": types[0] if len(types) == 1 else types, "name": record.entity.name}
    others = [alias for alias in record.aliases if alias != record.entity.name]
    if others:
        found["alternateName"] = others
    if record.entity.code:
        found["identifier"] = {"@type": "PropertyValue", "propertyID": _CODE_SYSTEM, "value": record.entity.code}
    place = [{"@id": _id(f"place/{record.entity.place}")}] if record.entity.place else []
    told = related | ({"location": [*place, *related.get("location", [])]} if place else {})
    for name, values in sorted(told.items()):
        once = [value for at, value in enumerate(values) if value not in values[:at]]
        found[name] = once[0] if len(once) == 1 else once
    return found


@cache
def _type(class_: str) -> str:
    """The closest type: mapped, or asserted above the class, or that of a class above."""
    for iri in _upwards(class_):
        for best in _BEST:
            for row in load_mappings():
                if row.subject == iri and row.predicate == best and row.object.startswith(SCHEMA):
                    return row.object.removeprefix(SCHEMA)
        if iri.startswith(SCHEMA):
            return iri.removeprefix(SCHEMA)
    return "Thing"


def _upwards(class_: str) -> Iterator[str]:
    """The class and those above it, nearest first."""
    level = [class_]
    while level:
        yield from level
        terms = [load_ontology().terms.get(iri) for iri in level]
        level = [above for term in terms if term for above in term.values.get(RDFS + "subClassOf", ())]


@cache
def _property(predicate: Predicate) -> str | None:
    close = (row for row in load_mappings() if row.subject == ONT + predicate and row.predicate in _BEST)
    return next((row.object.removeprefix(SCHEMA) for row in close if row.object.startswith(SCHEMA)), None)
