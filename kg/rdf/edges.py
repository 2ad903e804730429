"""Plain edges derived from claims by one query, for a dataset whose documents come and go.

`kg.graph` derives the same edges when it assembles a build; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.rdf.iri import graph_iri
from kg.rdf.terms import PREFIXES, RDF, hsev, node
from kg.resources.ontology import ontology_file

__all__ = ["drop_document", "rebuild_edges"]


def rebuild_edges(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The dataset with the edges that its claims give, whatever edges it had; sorted."""
    edges = node(graph_iri("edges"))
    held = {quad for quad in quads if quad.graph_name != edges}
    store = ox.Store()
    store.bulk_extend(held)
    made = store.query(ontology_file("rules/edges.rq"), prefixes=PREFIXES, use_default_graph_as_union=True)
    if not isinstance(made, ox.QueryTriples):
        raise ResourceError("rules/edges.rq: expected a CONSTRUCT query")
    held.update(ox.Quad(each.subject, each.predicate, each.object, edges) for each in made)
    return sorted(held, key=str)


def drop_document(quads: Iterable[ox.Quad], graph: str) -> list[ox.Quad]:
    """The dataset without the named graph of a document, and without what only that document said; sorted.

    Edges are derived anew; conflicts and counts of claims that no document makes any more go.
    Entities stay: the registry keeps every IRI that it gave.
    """
    target = node(graph)
    kept = [quad for quad in quads if quad.graph_name != target]
    partners, kind, class_ = hsev("conflictingClaim"), node(RDF + "type"), hsev("Claim")
    claims = {quad.subject for quad in kept if quad.predicate == kind and quad.object == class_}
    broken = {quad.subject for quad in kept if quad.predicate == partners and quad.object not in claims}
    count = hsev("sourceCount")
    return rebuild_edges(
        quad
        for quad in kept
        if quad.subject not in broken and not (quad.predicate == count and quad.subject not in claims)
    )
