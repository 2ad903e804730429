"""The graphs of the sample and the development reports break no rule, and each of their edges can be traced."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from kg.graph import is_edge
from kg.model import Annotation
from kg.pipeline import annotate_paths, build_from
from kg.rdf import rebuild_edges, to_quads
from kg.validate import Severity
from kg.workspace import KnowledgeBase

DEVELOPMENT = Path(__file__).parents[2] / "corpus" / "development" / "pages"


@pytest.fixture(scope="module", params=["sample", "development"])
def built(request: pytest.FixtureRequest) -> KnowledgeBase:
    with as_file(files("kg.resources") / "corpus" / "pages") as pages:
        folder = pages if request.param == "sample" else DEVELOPMENT
        return build_from(each for each in annotate_paths(folder) if isinstance(each, Annotation))


def test_no_rule_is_violated(built: KnowledgeBase) -> None:
    report = built.validate()
    assert [each for each in report.findings if each.severity is Severity.VIOLATION] == []
    assert report.claims > 900


def test_one_query_derives_the_edges_anew(built: KnowledgeBase) -> None:
    quads = to_quads(built.graph)
    assert rebuild_edges(quads) == quads


def test_every_edge_rests_on_an_eligible_claim_and_none_on_a_plan_or_denial(built: KnowledgeBase) -> None:
    claims = {record.id: record.claim for record in built.graph.claims}
    threshold = float(built.graph.settings["edge_threshold"])
    assert len(built.graph.edges) > 500
    for edge in built.graph.edges:
        assert edge.claims
        assert all(is_edge(claims[each], threshold) for each in edge.claims)
