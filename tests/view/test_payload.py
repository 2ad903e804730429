"""What the page embeds: ranked, sized, searchable, and safe to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kg.errors import FormatError
from kg.view import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode
from kg.view.payload import FIRST_NODES, records
from kg.view.safe import safe_text, safe_url
from tests.view.graphs import county_graph

URLS = [
    ("https://health.example/a?b=1#c", True),
    ("http://健康.example/页", True),
    ("javascript:alert(1)", False),
    (" javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False),
    ("java\nscript:alert(1)", False),
    ("data:text/html,<script>", False),
    ('https://a.example/" onclick="x', False),
    ("https://a.example/<b>", False),
    ("//a.example/x", False),
    ("https://", False),
    ("https://[broken", False),
    ("file:///etc/hosts", False),
    ("https://a.example/" + "x" * 3000, False),
    ("", False),
    (None, False),
]


@pytest.mark.parametrize(("url", "kept"), URLS)
def test_only_ordinary_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert safe_url(url) == (url if kept else None)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("县\u202e医院", "县医院"),
        ("县\x00医\x1b院", "县医院"),
        ("a\nb\tc", "a b c"),
        ("𠮷😀", "𠮷😀"),
        ("县\ud800", "县"),
        (None, ""),
    ],
)
def test_what_turns_or_hides_text_is_left_out(text: str | None, seen: str) -> None:
    assert safe_text(text) == seen


def test_a_name_of_ten_thousand_characters_is_cut() -> None:
    (node,) = records(PageGraph((PageNode("a", "长" * 10_000, "PLACE"),))).nodes
    assert len(node["label"]) == 300
    assert node["label"].endswith("…")


def test_the_more_is_told_of_a_node_the_earlier_and_larger_it_is() -> None:
    held = records(county_graph(8))
    labels = [node["label"] for node in held.nodes]
    assert labels.index("青禾县") < labels.index("青闻道")
    assert held.nodes[labels.index("青禾县")]["size"] > held.nodes[labels.index("青闻道")]["size"]
    assert labels[-1] in {node.label for node in county_graph(8).nodes if node.type == "INDICATOR"}


def test_no_type_fills_the_first_picture() -> None:
    first = Counter(node["type"] for node in records(county_graph(60)).nodes[:FIRST_NODES])
    assert max(first.values()) <= FIRST_NODES // 3 + 1


def test_one_edge_for_each_subject_predicate_and_object() -> None:
    nodes = (PageNode("a", "甲", "HOSPITAL"), PageNode("b", "乙", "HOSPITAL"))
    claims = (
        PageClaim("1", "a", "supports", "b", time="2021"),
        PageClaim("2", "a", "supports", "b", time="2022"),
        PageClaim("3", "b", "supports", "a"),
        PageClaim("4", "a", "reports", None, value="5 台"),
    )
    held = records(PageGraph(nodes, claims))
    assert [edge["claims"] for edge in held.edges] == [[0, 1], [2]]
    assert held.claims[3]["object"] is None


def test_a_division_is_joined_to_the_one_above_it_without_a_claim() -> None:
    nodes = (
        PageNode("p", "青山省", "PLACE"),
        PageNode("c", "石湾县", "PLACE", within="p"),
        PageNode("h", "石湾县医院", "HOSPITAL", within="c"),
    )
    held = records(PageGraph(nodes))
    labels = [node["label"] for node in held.nodes]
    edges = [(labels[edge["from"]], edge["predicate"], labels[edge["to"]]) for edge in held.edges]
    assert edges == [("石湾县", "withinDivision", "青山省")]  # the hospital's is told in its panel


def test_reprints_share_a_number_and_lone_documents_have_their_own() -> None:
    documents = (
        PageDocument("a", cluster="a"),
        PageDocument("b", cluster="a"),
        PageDocument("c"),
        PageDocument("d"),
    )
    clusters = [document["cluster"] for document in records(PageGraph(documents=documents)).documents]
    assert clusters[0] == clusters[1]
    assert len(set(clusters)) == 3


def test_search_keys_hold_whole_pinyin_and_initials() -> None:
    held = records(PageGraph((PageNode("a", "那曲市", "PLACE", aliases=("那曲",)),)))
    assert {"naqushi", "nqs", "naqu", "nq"} <= set(held.nodes[0]["pinyin"].split())


def test_types_and_predicates_of_others_are_shown_under_their_own_names() -> None:
    nodes = (PageNode("a", "甲", "SPACESHIP"), PageNode("b", "乙", "PLACE"))
    legend = records(PageGraph(nodes, (PageClaim("1", "a", "orbits", "b"),))).legend
    assert [kind["key"] for kind in legend["types"]] == ["PLACE", "SPACESHIP"]
    assert [label["zh"] for label in legend["predicates"]] == ["orbits"]


@pytest.mark.parametrize(
    "broken",
    [
        {"claims": (PageClaim("1", "a", "supports", "nobody"),)},
        {"claims": (PageClaim("1", "a", "supports", None, evidence=(PageEvidence("nowhere", "…"),)),)},
        {"nodes": (PageNode("a", "甲", "PLACE"), PageNode("a", "乙", "PLACE"))},
        {"nodes": (PageNode("a", "甲", "PLACE", within="z"),)},
    ],
)
def test_loose_references_are_refused(broken: dict[str, object]) -> None:
    whole = PageGraph((PageNode("a", "甲", "PLACE"),))
    with pytest.raises(FormatError):
        replace(whole, **broken)  # type: ignore[arg-type]
