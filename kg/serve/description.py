"""The SPARQL 1.1 service description: what the endpoint is and can do, as triples."""

from __future__ import annotations

import pyoxigraph as ox

from kg.query import GraphStore
from kg.serve.protocol import BOOLEAN, SOLUTIONS, TRIPLES

__all__ = ["service_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}


def service_description(store: GraphStore, endpoint: str, media: str, *, updates: bool) -> bytes:
    """The description in one of the media types of `TRIPLES`, with the named graphs that there are."""
    service = ox.NamedNode(endpoint)
    dataset, default = ox.NamedNode(endpoint + "#dataset"), ox.NamedNode(endpoint + "#default-graph")
    triples = [
        ox.Triple(service, _RDF_TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _RDF_TYPE, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, _RDF_TYPE, _sd("Graph")),
    ]
    if updates:
        triples.append(ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update")))
    for each in dict.fromkeys((*SOLUTIONS, *BOOLEAN, *TRIPLES)):
        triples.append(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + _NAMES[each])))
    for index, row in enumerate(store.query("SELECT ?g { GRAPH ?g {} } ORDER BY ?g LIMIT 10000")):
        named = ox.NamedNode(f"{endpoint}#graph-{index}")
        triples.append(ox.Triple(dataset, _sd("namedGraph"), named))
        triples.append(ox.Triple(named, _RDF_TYPE, _sd("NamedGraph")))
        triples.append(ox.Triple(named, _sd("name"), ox.NamedNode(str(row["g"]))))
    format_ = ox.RdfFormat.from_media_type(media)
    if format_ is None:
        raise ValueError(f"expected a media type of RDF, found {media!r}")
    return ox.serialize(triples, format=format_, prefixes={"sd": _SD, "format": _FORMATS}) or b""


def _sd(local: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + local)
