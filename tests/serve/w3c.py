"""The W3C tests of the SPARQL 1.1 protocol, run from their own manifest.

The manifest is W3C's and lies in `protocol/` beside this file, with its licence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS

__all__ = ["Case", "Step", "read_manifest"]

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")


@dataclass(frozen=True)
class Step:
    """One request, and what must come back: `statuses` are first digits."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    format: str | None
    boolean: bool | None


@dataclass(frozen=True)
class Case:
    name: str
    quads: tuple[ox.Quad, ...]
    steps: tuple[Step, ...]


def read_manifest(folder: Path) -> Iterator[Case]:
    graph = rdflib.Graph().parse(folder / "manifest.ttl", publicID=(folder / "manifest.ttl").as_uri())
    (entries,) = graph.objects(None, MF.entries)
    for test in Collection(graph, entries):
        action = graph.value(test, MF.action)
        steps = [_step(graph, each) for each in Collection(graph, graph.value(action, HT.requests))]
        yield Case(str(test).rpartition("#")[2], tuple(_data(graph, test, folder)), tuple(steps))


def _data(graph: rdflib.Graph, test: rdflib.term.Node, folder: Path) -> Iterator[ox.Quad]:
    for data in graph.objects(test, UT.graphData):
        name = ox.NamedNode(str(graph.value(data, RDFS.label)))
        path = folder / str(graph.value(data, UT.graph)).rpartition("/")[2]
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, name)


def _step(graph: rdflib.Graph, request: rdflib.term.Node) -> Step:
    assert graph.value(request, RDF.type) == HT.Request
    headers = {}
    if held := graph.value(request, HT.headers):
        for header in Collection(graph, held):
            headers[str(graph.value(header, HT.fieldName))] = str(graph.value(header, HT.fieldValue))
    body = None
    if content := graph.value(request, HT.body):
        body = str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
    reply = graph.value(request, HT.resp)
    boolean = graph.value(reply, MF.expectedBoolean)
    form = graph.value(reply, MF.expectedFormat)
    return Step(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=headers,
        body=body,
        statuses=frozenset(str(each)[-3] for each in graph.objects(reply, MF.expectedStatus)),
        format=str(form) if form else None,
        boolean=bool(boolean) if boolean is not None else None,
    )
