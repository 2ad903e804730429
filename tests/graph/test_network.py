"""The networkx view, and claims in words."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import assemble, explain, say, to_networkx
from kg.model import Claim, Entity, EntityType, Predicate
from kg.workspace.tables import predicate_labels
from tests.graph.samples import annotate, letter, report

GRAPH = assemble([report(), letter()])


def test_every_claim_with_an_object_is_an_edge_and_derived_ones_are_marked() -> None:
    network = to_networkx(GRAPH)
    assert set(network.nodes) == {each.id for each in GRAPH.entities}
    assert {key for _, _, key in network.edges(keys=True)} == {each.id for each in GRAPH.claims}
    derived = {key for _, _, key, data in network.edges(keys=True, data=True) if data["derived"]}
    assert derived == {claim for edge in GRAPH.edges for claim in edge.claims}
    assert network.nodes["org/990100-松溪市第二医院"]["label"] == "松溪市第二医院"


def test_derived_edges_only() -> None:
    network = to_networkx(GRAPH, claims=False)
    assert network.number_of_edges() == len(GRAPH.edges)


def test_attributes_are_plain_and_free_of_control_characters() -> None:
    odd = Entity("甲\x00\x0b乙院", EntityType.HOSPITAL)
    claim = Claim(odd, Predicate.PART_OF, Entity("丙院", EntityType.HOSPITAL), post="a\x01b")
    network = to_networkx(assemble([annotate("x", "文", (), [(claim, "文")])]))
    values = [value for _, data in network.nodes(data=True) for value in data.values()]
    values += [value for *_, data in network.edges(data=True) for value in data.values()]
    assert all(type(value) in (str, int, float, bool) for value in values)
    assert "甲乙院" in values
    assert "ab" in values


def test_claims_in_words() -> None:
    words = {say(each.claim, predicate_labels()) for each in GRAPH.claims}
    assert "松溪市第二医院 — 获评或达到（计划） — 年门诊量：2000人次，上升，../2025-12-31" in words
    assert "柳河市 — 未实施 — “银龄康护”行动" in words
    assert "闻人晓岚 — 任职 — 松溪市第二医院：院长" in words


def test_explain_quotes_the_evidence() -> None:
    record = next(each for each in GRAPH.claims if each.claim.predicate is Predicate.SUPPORTS)
    found = explain(GRAPH, record.id[:8], predicate_labels())
    assert found == explain(GRAPH, record.claim, {}) or found.claim == record
    assert "「柳河市对口支援松溪市，选派12名医生」" in str(found)
    assert "liuhe[" in str(found)


@pytest.mark.parametrize("wanted", ["ffffffffffffffffffff", "", "claim:zz"])
def test_explain_an_unknown_claim(wanted: str) -> None:
    with pytest.raises(QueryError, match="no claim"):
        explain(GRAPH, wanted, {})
