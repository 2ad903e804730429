"""The graph as RDF, and claims back from it. With `kg.query` and `kg.validate`, the only door to oxigraph."""

from kg.rdf.annotations import to_web_annotations
from kg.rdf.cube import to_cube
from kg.rdf.edges import drop_document, rebuild_edges
from kg.rdf.iri import from_wire, to_wire
from kg.rdf.jsonld import to_jsonld
from kg.rdf.quads import to_quads
from kg.rdf.read import read_claims
from kg.rdf.reified import to_trig12
from kg.rdf.schemaorg import to_schema_org
from kg.rdf.terms import PREFIXES
from kg.rdf.write import to_nquads, to_trig, to_turtle

__all__ = [
    "PREFIXES",
    "drop_document",
    "from_wire",
    "read_claims",
    "rebuild_edges",
    "to_cube",
    "to_jsonld",
    "to_nquads",
    "to_quads",
    "to_schema_org",
    "to_trig",
    "to_trig12",
    "to_turtle",
    "to_web_annotations",
    "to_wire",
]
