"""RDF 1.2: each claim as the reifier of the triple that it is about.

A reifier asserts nothing, so plans and denials are there too. Only Oxigraph, Jena and N3.js read it yet;
the stored form stays RDF 1.1.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES, RDF, hsev, node

__all__ = ["reified", "to_trig12"]

_REIFIES = node(RDF + "reifies")


def reified(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """`claim rdf:reifies <<( subject predicate object )>>` for each claim with an object, in its graph; sorted."""
    parts: dict[tuple[object, object], dict[ox.NamedNode, ox.NamedNode]] = {}
    wanted = (hsev("claimSubject"), hsev("claimPredicate"), hsev("claimObject"))
    for quad in quads:
        if quad.predicate in wanted and isinstance(quad.object, ox.NamedNode):
            parts.setdefault((quad.subject, quad.graph_name), {})[quad.predicate] = quad.object
    found = []
    for (claim, graph), held in parts.items():
        if len(held) == len(wanted) and isinstance(claim, ox.NamedNode):
            about = ox.Triple(*(held[each] for each in wanted))
            name = graph if isinstance(graph, ox.NamedNode) else ox.DefaultGraph()
            found.append(ox.Quad(claim, _REIFIES, about, name))
    return sorted(found, key=str)


def to_trig12(quads: Iterable[ox.Quad]) -> str:
    """TriG of RDF 1.2: the dataset and the triples that its claims reify."""
    held = set(quads)
    buffer = io.BytesIO()
    ordered = sorted((*held, *reified(held)), key=lambda quad: (str(quad.graph_name), str(quad)))
    ox.serialize(ordered, output=buffer, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    return 'VERSION "1.2"\n' + buffer.getvalue().decode()
