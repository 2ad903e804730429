"""Which claims become edges, and which contradict each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import SettingsError
from kg.graph import GraphSettings, assemble, is_edge
from kg.model import Change, Claim, Comparator, Modality, Polarity, Predicate, Quantity
from tests.graph.samples import CITY, COMMISSION, GRADE, HOSPITAL, PROGRAMME, VISITS, annotate, letter, report

P = Predicate


def test_no_plan_denial_or_indicator_becomes_an_edge() -> None:
    graph = assemble([report(), letter()])
    edges = {(each.subject, each.predicate, each.object) for each in graph.edges}
    assert ("place/990200", P.SUPPORTS, "place/990100") in edges
    assert ("programme/银龄康护行动", P.COVERS, "group/990100-9家乡镇卫生院") in edges
    assert not any(each.object.startswith("indicator/") for each in graph.edges)
    by_id = {each.id: each.claim for each in graph.claims}
    eligible = {each.id for each in graph.claims if is_edge(each.claim, 0.7)}
    assert eligible == {claim for each in graph.edges for claim in each.claims}
    for claim in eligible:
        assert by_id[claim].modality is not Modality.PLANNED
        assert by_id[claim].polarity is Polarity.AFFIRMED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"modality": Modality.ONGOING}, True),
        ({"modality": Modality.PLANNED}, False),
        ({"polarity": Polarity.DENIED}, False),
        ({"object": VISITS}, False),
        ({"object": None}, False),
        ({"evidence": ()}, False),
    ],
)
def test_edge_rule(change: dict[str, object], expected: bool) -> None:
    claim = report().claims[1]
    assert is_edge(replace(claim, **change), 0.7) is expected  # type: ignore[arg-type]


def test_an_edge_is_done_as_soon_as_one_claim_is() -> None:
    text = "市卫健委实施行动，正在推进"
    claims = [
        (Claim(COMMISSION, P.IMPLEMENTS, PROGRAMME), "实施行动"),
        (Claim(COMMISSION, P.IMPLEMENTS, PROGRAMME, modality=Modality.ONGOING), "正在推进"),
    ]
    [edge] = assemble([annotate("x", text, (), claims)]).edges
    assert edge.modality is Modality.DONE
    assert len(edge.claims) == 2


def test_the_threshold_is_a_setting() -> None:
    assert not assemble([report()], settings=GraphSettings(edge_threshold=0.95)).edges
    with pytest.raises(SettingsError, match=r"1\.5"):
        GraphSettings(edge_threshold=1.5)


def _measured(value: str, comparator: Comparator = Comparator.EXACT, **more: object) -> Claim:
    quantity = Quantity(value, "人次", comparator)
    return replace(Claim(HOSPITAL, P.REPORTS, VISITS, quantity=quantity, time="2023"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (_measured("100"), _measured("120"), True),
        (_measured("100"), _measured("120", predicate=P.ACHIEVED), True),
        (_measured("100", Comparator.MORE_THAN), _measured("120"), False),
        (_measured("100", Comparator.MORE_THAN), _measured("90"), True),
        (_measured("100", Comparator.ABOUT), _measured("105"), False),
        (_measured("100", Comparator.AT_MOST), _measured("90", Comparator.LESS_THAN), False),
        (_measured("100"), _measured("120", time="2022"), False),
        (_measured("100", time=None), _measured("120", time=None), False),
        (_measured("100"), _measured("120", subject=CITY), False),
        (_measured("100"), _measured("120", modality=Modality.PLANNED), False),
        (_measured("100"), _measured("20", change=Change.UP), False),
    ],
)
def test_numbers_that_exclude_each_other(one: Claim, other: Claim, expected: bool) -> None:
    graph = assemble([annotate("x", "甲", (), [(one, "甲")]), annotate("y", "乙", (), [(other, "乙")])])
    assert bool(graph.conflicts) is expected


def test_two_numbers_of_one_document_are_no_conflict() -> None:
    claims = [(_measured("100"), "甲"), (_measured("120"), "乙")]
    assert not assemble([annotate("x", "甲乙", (), claims)]).conflicts


def test_yes_and_no_conflict() -> None:
    claims = [
        (Claim(HOSPITAL, P.ACHIEVED, GRADE, time="2023"), "甲"),
        (Claim(HOSPITAL, P.ACHIEVED, GRADE, time="2023", polarity=Polarity.DENIED), "乙"),
    ]
    [conflict] = assemble([annotate("x", "甲乙", (), claims)]).conflicts
    assert conflict.kind == "polarity"
    assert len(conflict.claims) == 2
