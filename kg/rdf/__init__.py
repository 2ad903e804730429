"""The graph as RDF, and claims back from it. With `kg.query`, the only door to oxigraph."""

from kg.rdf.iri import from_wire, to_wire
from kg.rdf.jsonld import to_jsonld
from kg.rdf.quads import to_quads
from kg.rdf.read import read_claims
from kg.rdf.terms import PREFIXES
from kg.rdf.write import to_nquads, to_trig, to_turtle

__all__ = [
    "PREFIXES",
    "from_wire",
    "read_claims",
    "to_jsonld",
    "to_nquads",
    "to_quads",
    "to_trig",
    "to_turtle",
    "to_wire",
]
