"""The graph of the sample reports breaks no rule, and each of its edges can be traced."""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest

from kg.graph import is_edge
from kg.model import Annotation
from kg.pipeline import annotate_paths, build_from
from kg.validate import Severity
from kg.workspace import KnowledgeBase


@pytest.fixture(scope="module")
def sample() -> KnowledgeBase:
    with as_file(files("kg.resources") / "corpus" / "pages") as pages:
        return build_from(each for each in annotate_paths(pages) if isinstance(each, Annotation))


def test_no_rule_is_violated(sample: KnowledgeBase) -> None:
    report = sample.validate()
    assert [each for each in report.findings if each.severity is Severity.VIOLATION] == []
    assert report.claims > 900


def test_every_edge_rests_on_an_eligible_claim_and_none_on_a_plan_or_denial(sample: KnowledgeBase) -> None:
    claims = {record.id: record.claim for record in sample.graph.claims}
    threshold = float(sample.graph.settings["edge_threshold"])
    assert len(sample.graph.edges) > 500
    for edge in sample.graph.edges:
        assert edge.claims
        assert all(is_edge(claims[each], threshold) for each in edge.claims)
