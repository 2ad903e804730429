"""JSON-LD in the terms of `ontology/context.jsonld`, which each file holds whole: nothing is fetched to read one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby

import pyoxigraph as ox

from kg.rdf.terms import DCTERMS, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.resources.ontology import ONT, Term, load_ontology, ontology_file

__all__ = ["load_context", "make_context", "to_jsonld"]

_OWL = "http://www.w3.org/2002/07/owl#"
_MORE: Mapping[str, object] = {
    "prefLabel": {"@id": SKOS + "prefLabel", "@container": "@language"},
    "altLabel": {"@id": SKOS + "altLabel", "@container": "@language"},
    "identifier": DCTERMS + "identifier",
    "url": SCHEMA + "url",
}
"""Terms of others that stand in every graph."""

Json = dict[str, object]


def make_context() -> Json:
    """The context that the ontology implies: every class and property by its local name, with the type of its values.

    A property that ranges over `rdfs:Literal` holds dates: OWL 2 has no datatype for them. Where a
    property is called as a prefix is, the name is the property's.
    """
    context: Json = {"id": "@id", "type": "@type", "graph": "@graph", **PREFIXES, **_MORE}
    for iri, term in load_ontology().terms.items():
        if iri.startswith(ONT) and (entry := _entry(term)) is not None:
            context[iri.removeprefix(ONT)] = entry
    return {"@context": dict(sorted(context.items()))}


def _entry(term: Term) -> object:
    kinds = term.values.get(RDF + "type", ())
    if _OWL + "Class" in kinds:
        return term.iri
    if _OWL + "ObjectProperty" in kinds:
        return {"@id": term.iri, "@type": "@id"}
    if _OWL + "DatatypeProperty" not in kinds:
        return None
    [range_] = term.values[RDFS + "range"]
    if range_ == XSD + "string":
        return term.iri
    return {"@id": term.iri, "@type": XSD + "date" if range_ == RDFS + "Literal" else range_}


@cache
def load_context() -> Json:
    """The context as published."""
    held: Json = json.loads(ontology_file("context.jsonld"))["@context"]
    return held


def to_jsonld(quads: Iterable[ox.Quad]) -> str:
    """JSON-LD of the dataset: one object for each graph, with its nodes; sorted throughout."""
    writer = _Writer(load_context())
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    blocks: list[object] = []
    for name, each in groupby(ordered, key=lambda quad: quad.graph_name):
        nodes = writer.nodes(each)
        blocks += [{"id": writer.iri(name.value), "graph": nodes}] if isinstance(name, ox.NamedNode) else nodes
    return json.dumps({"@context": load_context(), "@graph": blocks}, ensure_ascii=False, indent=1) + "\n"


class _Writer:
    def __init__(self, context: Json) -> None:
        usable = ((iri, prefix) for prefix, iri in PREFIXES.items() if context.get(prefix) == iri)
        self._prefixes = sorted(usable, key=lambda pair: -len(pair[0]))
        entries = ((name, entry if isinstance(entry, dict) else {"@id": entry}) for name, entry in context.items())
        self._terms = {entry["@id"]: (name, entry) for name, entry in entries if name not in PREFIXES}

    def iri(self, iri: str) -> str:
        for base, prefix in self._prefixes:
            if iri.startswith(base) and len(iri) > len(base):
                return f"{prefix}:{iri.removeprefix(base)}"
        return iri

    def nodes(self, quads: Iterable[ox.Quad]) -> list[Json]:
        found = []
        for subject, each in groupby(quads, key=lambda quad: quad.subject):
            values: dict[str, list[ox.NamedNode | ox.Literal]] = {}
            for quad in each:
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    values.setdefault(quad.predicate.value, []).append(quad.object)
            name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
            found.append({"id": self.iri(name), **dict(self._entry(key, held) for key, held in values.items())})
        return found

    def _entry(self, predicate: str, values: list[ox.NamedNode | ox.Literal]) -> tuple[str, object]:
        if predicate == RDF + "type":
            types = [self._type(value.value) for value in values]
            return "type", types[0] if len(types) == 1 else types
        name, entry = self._terms.get(predicate, ("", {}))
        if entry.get("@container") == "@language" and all(_language(value) for value in values):
            by_language: dict[str, list[str]] = {}
            for value in values:
                by_language.setdefault(_language(value), []).append(value.value)
            return name, {key: held[0] if len(held) == 1 else held for key, held in sorted(by_language.items())}
        wanted = entry.get("@type")
        if name and all(_fits(value, wanted) for value in values):
            plain = [self._plain(value, wanted) for value in values]
            return name, plain[0] if len(plain) == 1 else plain
        full = [self._full(value) for value in values]
        return self.iri(predicate), full[0] if len(full) == 1 else full

    def _type(self, iri: str) -> str:
        name, _ = self._terms.get(iri, ("", {}))
        return name or self.iri(iri)

    def _plain(self, value: ox.NamedNode | ox.Literal, wanted: object) -> object:
        if isinstance(value, ox.NamedNode):
            return self.iri(value.value)
        return int(value.value) if wanted == XSD + "integer" else value.value

    def _full(self, value: ox.NamedNode | ox.Literal) -> Json:
        if isinstance(value, ox.NamedNode):
            return {"id": self.iri(value.value)}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == XSD + "string":
            return {"@value": value.value}
        return {"@value": value.value, "@type": self.iri(value.datatype.value)}


def _language(value: ox.NamedNode | ox.Literal) -> str:
    return value.language or "" if isinstance(value, ox.Literal) else ""


def _fits(value: ox.NamedNode | ox.Literal, wanted: object) -> bool:
    """Whether a value needs no more words than the context already says of its property."""
    if isinstance(value, ox.NamedNode):
        return wanted == "@id"
    if value.language:
        return False
    if value.datatype.value == XSD + "integer":
        return wanted == XSD + "integer" and str(int(value.value)) == value.value
    return value.datatype.value == (wanted or XSD + "string")
