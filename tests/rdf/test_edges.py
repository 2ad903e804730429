"""Edges derived by the query are those of the graph; a document that goes leaves nothing of its own."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph import assemble
from kg.rdf import drop_document, rebuild_edges, to_quads
from kg.rdf.iri import graph_iri
from kg.rdf.terms import PREFIXES
from tests.graph.samples import letter, report

ANNOTATIONS = {each.document.id: each for each in (report(), report("copy", tail="（转）"), letter())}
QUADS = to_quads(assemble(ANNOTATIONS.values()))
EDGES = ox.NamedNode(graph_iri("edges"))


def graph_of(document: str) -> str:
    [name] = {quad.graph_name for quad in QUADS if quad.object == ox.Literal(document)}
    assert isinstance(name, ox.NamedNode)
    return name.value


def edges(quads: list[ox.Quad]) -> set[ox.Quad]:
    return {quad for quad in quads if quad.graph_name == EDGES}


def test_the_query_derives_the_edges_of_the_graph() -> None:
    assert edges(QUADS)
    assert rebuild_edges(QUADS) == QUADS
    assert rebuild_edges(quad for quad in QUADS if quad.graph_name != EDGES) == QUADS


@pytest.mark.parametrize("gone", [["songxi"], ["liuhe"], ["songxi", "copy"], ["songxi", "copy", "liuhe"]])
def test_dropping_documents_leaves_no_trace(gone: list[str]) -> None:
    kept = QUADS
    for document in gone:
        kept = drop_document(kept, graph_of(document))
    rest = to_quads(assemble(each for name, each in ANNOTATIONS.items() if name not in gone))
    shared = ("entities", "places", "meta")
    registry = {ox.NamedNode(graph_iri(name)) for name in shared}

    def told(quads: list[ox.Quad]) -> set[str]:
        # the run is named after its settings, which stay, and counts its documents in g:meta
        return {str(quad) for quad in quads if quad.graph_name not in registry and "reprintOf" not in str(quad)}

    assert told(kept) == told(rest)
    counted = {quad.subject for quad in kept if quad.predicate.value.endswith("sourceCount")}
    assert counted == {quad.subject for quad in rest if quad.predicate.value.endswith("sourceCount")}


@pytest.mark.parametrize(
    "fault",
    [
        "hsev:modality mod:planned",
        "hsev:polarity pol:negated",
        "hsev:certainty cert:possible",
    ],
)
def test_no_plan_denial_or_doubt_becomes_an_edge(fault: str) -> None:
    store = ox.Store()
    store.bulk_extend(QUADS)
    name, value = fault.split()
    store.update(
        f"DELETE {{ GRAPH ?g {{ ?c {name} ?v }} }} INSERT {{ GRAPH ?g {{ ?c {name} {value} }} }} "
        f"WHERE {{ GRAPH ?g {{ ?c {name} ?v }} }}",
        prefixes=PREFIXES,
    )
    assert edges(rebuild_edges(store)) == set()


def test_a_claim_that_a_reviewer_rejected_gives_no_edge() -> None:
    store = ox.Store()
    store.bulk_extend(QUADS)
    store.update(
        "INSERT { GRAPH g:curation { ?c hsev:rank rk:deprecated } } "
        "WHERE { GRAPH ?g { ?c hsev:claimPredicate hsev:supports } }",
        prefixes=PREFIXES,
    )
    [supports] = [quad for quad in edges(QUADS) if quad.predicate.value.endswith("supports")]
    assert edges(QUADS) - edges(rebuild_edges(store)) == {supports}
