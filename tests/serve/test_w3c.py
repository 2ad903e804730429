"""W3C's own tests of the SPARQL 1.1 protocol, from their manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.query import GraphStore
from kg.serve import Site
from tests.serve.server import Reply, Server, running
from tests.serve.w3c import Case, Step, read_manifest

FOLDER = Path(__file__).parent / "protocol"
CASES = list(read_manifest(FOLDER))
MEDIA = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"},
}


@pytest.fixture(scope="module")
def scratch(folder: Path) -> Iterator[Server]:
    with running(Site(folder, scratch=True)) as server:
        yield server


def test_there_are_34() -> None:
    assert len(CASES) == 34


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(scratch: Server, case: Case) -> None:
    scratch.site.public.close()
    scratch.site.public = GraphStore(case.quads, updates=True)
    for step in case.steps:
        headers = {name.replace("-", "_"): value for name, value in step.headers.items()}
        reply = scratch.ask(step.path, step.method, step.body, **headers)
        _check(step, reply)


def _check(step: Step, reply: Reply) -> None:
    assert str(reply.status)[0] in step.statuses, reply.text
    if step.format:
        assert reply.media in MEDIA[step.format]
    if step.boolean is not None:
        assert reply.json()["boolean"] is step.boolean
