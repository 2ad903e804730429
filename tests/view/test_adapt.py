"""From a build's graph to the page's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model import Change, Claim, Comparator, Entity, EntityType, Evidence, Modality, Polarity, Predicate, Quantity
from kg.model.knowledge import ClaimRecord, Division, DocumentRecord, EntityRecord, KnowledgeGraph, SpanRecord
from kg.view import page_graph
from kg.view.adapt import quantity_text

COUNTY = Entity("石湾县", EntityType.PLACE, code="990121")
HOSPITAL = Entity("石湾县人民医院", EntityType.HOSPITAL, place="990121")
RATE = Entity("住院分娩率", EntityType.INDICATOR)


@pytest.fixture
def graph() -> KnowledgeGraph:
    evidence = Evidence("doc", 10, 20, 14, 26, "石湾县人民医院位于石湾县", rule="one")
    again = Evidence("doc", 10, 20, 14, 26, "石湾县人民医院位于石湾县", rule="two")
    claims = (
        Claim(HOSPITAL, Predicate.LOCATED_IN, COUNTY, evidence=(evidence, again)),
        Claim(
            COUNTY,
            Predicate.ACHIEVED,
            RATE,
            quantity=Quantity("98.70", "%", Comparator.AT_LEAST),
            time="../2025",
            modality=Modality.PLANNED,
            polarity=Polarity.DENIED,
            change=Change.UP,
            evidence=(Evidence("doc", 30, 33, 40, 44, "未达标"),),
        ),
    )
    return KnowledgeGraph(
        documents=(DocumentRecord("doc", "", "", 90, 80, origin="a.txt", url="https://a.example/", cluster="doc"),),
        entities=(
            EntityRecord("place/990121", COUNTY, aliases=("石湾县", "石湾")),
            EntityRecord("org/990121-石湾县人民医院", HOSPITAL),
            EntityRecord("indicator/住院分娩率", RATE),
        ),
        claims=tuple(ClaimRecord(claim.id, claim) for claim in claims),
        spans=(SpanRecord("doc", 10, 20, 14, 26, "", "", prefix="上一段\n据悉，", suffix="。\n下一段"),),
        divisions=(Division("990121", "石湾县", "990000"), Division("990000", "青山省", None)),
    )


def test_entities_become_nodes_and_missing_divisions_are_added(graph: KnowledgeGraph) -> None:
    nodes = {node.label: node for node in page_graph(graph).nodes}
    assert nodes["石湾县"].within == nodes["青山省"].id == "place/990000"
    assert nodes["石湾县人民医院"].within == "place/990121"
    assert nodes["石湾县"].aliases == ("石湾",)
    assert nodes["青山省"].type == "PLACE"


def test_claims_keep_every_qualifier(graph: KnowledgeGraph) -> None:
    claim = next(claim for claim in page_graph(graph).claims if claim.predicate == "achieved")
    assert (claim.value, claim.change, claim.time) == ("≥ 98.70%", "up", "../2025")
    assert (claim.modality, claim.denied) == ("planned", True)


def test_evidence_is_told_once_with_the_words_of_its_own_line(graph: KnowledgeGraph) -> None:
    claim = next(claim for claim in page_graph(graph).claims if claim.predicate == "locatedIn")
    (evidence,) = claim.evidence
    assert (evidence.before, evidence.quote, evidence.after) == ("据悉，", "石湾县人民医院位于石湾县", "。")


@pytest.mark.parametrize(
    ("prefix", "quote", "suffix", "before", "after"),
    [
        ("县里说。今年，", "医院建成", "，随后开诊。明年", "今年，", "，随后开诊。"),
        ("很长的一句话里", "医院建成", "并且还没有完", "…很长的一句话里", "并且还没有完…"),
        ("上一句；", "医院建成。", "下一句。", "", ""),
        ("", "医院建成", "", "", ""),
        ("标题\n", "医院建成", "\n下一段", "", ""),
    ],
)
def test_a_quotation_stands_in_its_sentence(prefix: str, quote: str, suffix: str, before: str, after: str) -> None:
    start = 100
    claim = Claim(COUNTY, Predicate.BUILDS, HOSPITAL, evidence=(Evidence("d", start, start + len(quote), 0, 1, quote),))
    graph = KnowledgeGraph(
        documents=(DocumentRecord("d", "", "", 1, 1),),
        entities=(EntityRecord("place/990121", COUNTY), EntityRecord("org/990121-石湾县人民医院", HOSPITAL)),
        claims=(ClaimRecord(claim.id, claim),),
        spans=(SpanRecord("d", start, start + len(quote), 0, 1, quote, quote, prefix, suffix),),
    )
    (evidence,) = page_graph(graph).claims[0].evidence
    assert (evidence.before, evidence.after) == (before, after)


def test_a_document_without_a_title_goes_by_its_file(graph: KnowledgeGraph) -> None:
    (document,) = page_graph(graph).documents
    assert (document.title, document.url, document.cluster) == ("a.txt", "https://a.example/", "doc")


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity("5", "台"), "5 台"),
        (Quantity("13000", "人次", Comparator.MORE_THAN), "> 13,000 人次"),
        (Quantity("2", "个", value_max="3"), "2–3 个"),
        (Quantity("72.19", "岁", from_value="68.17"), "68.17 → 72.19 岁"),
        (Quantity("98.7", "%"), "98.7%"),
        (Quantity("-1200.50", "元", Comparator.ABOUT), "≈ -1,200.50 元"),
        (Quantity("7"), "7"),
    ],
)
def test_numbers_read_well(quantity: Quantity, text: str) -> None:
    assert quantity_text(quantity) == text


def test_places_stand_where_the_gazetteer_has_them(graph: KnowledgeGraph) -> None:
    tibet = Entity("西藏自治区", EntityType.PLACE, code="540000")
    graph = replace(
        graph,
        entities=(*graph.entities, EntityRecord("place/540000", tibet)),
        divisions=(*graph.divisions, Division("540600", "那曲市", None)),
    )
    points = {node.label: node.point for node in page_graph(graph).nodes}
    for name, (lon, lat) in {"西藏自治区": (91, 29.6), "那曲市": (92, 31.5)}.items():
        point = points[name]
        assert point is not None
        assert point == pytest.approx((lon, lat), abs=0.6)
    assert points["石湾县"] is None  # an invented place
    assert points["石湾县人民医院"] is None  # a body is looked up through its place
