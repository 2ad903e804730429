"""The parts of a page, and the pieces that a server hands out."""

from __future__ import annotations

import base64
import gzip
import json

from kg.view import PageClaim, PageGraph, PageNode, piece, records
from kg.view.parts import EVIDENCE_ROWS, columns, first_part, packed, parts
from kg.view.payload import full_legend
from tests.view.graphs import county_graph


def rows(part: dict[str, object], kind: str) -> list[dict[str, object]]:
    held = part.get(kind)
    assert held is None or isinstance(held, dict)
    return [dict(zip(held["keys"], row, strict=True)) for row in held["rows"]] if held else []


def test_the_first_part_is_whole_in_itself() -> None:
    held = records(county_graph(60))
    first = first_part(held)
    drawn = {node["id"] for node in first["nodes"]}
    assert len(drawn) == 400
    assert {end for edge in first["edges"] for end in (edge["from"], edge["to"])} <= drawn
    known = {edge["id"] for edge in first["edges"]}
    assert {claim["edge"] for claim in first["claims"]} <= known
    assert first["totals"]["nodes"] == len(held.nodes) > 400


def test_the_words_of_a_claim_lie_in_the_part_of_its_number() -> None:
    held = records(county_graph(60))
    found = [part for name, part in parts(held) if name.startswith("evidence-")]
    for number, part in enumerate(found):
        ids = [row["id"] for row in rows(part, "evidence")]
        assert ids == list(range(number * EVIDENCE_ROWS, number * EVIDENCE_ROWS + len(ids)))


def test_claims_of_one_sentence_stand_together() -> None:
    held = records(county_graph(30))
    first = [min(claim["documents"]) for claim in held.claims]
    assert first == sorted(first)


def test_a_part_is_packed_the_same_each_time_and_comes_back() -> None:
    part = columns([{"a": "那曲</script>", "b": 1}], ["a", "b"])
    text = packed(part)
    assert text == packed(part)
    assert json.loads(gzip.decompress(base64.b64decode(text))) == part
    assert text.isascii()
    assert not set(text) & set("<>&'\"")


def test_a_piece_names_all_by_keys() -> None:
    answer = json.loads(json.dumps(piece(records(county_graph(2)))))
    assert {row["key"] for row in rows(answer, "nodes")} == {node.id for node in county_graph(2).nodes}
    assert {row["key"] for row in rows(answer, "evidence")} == {claim.id for claim in county_graph(2).claims}
    assert all(row["cluster_key"] for row in rows(answer, "documents"))


def test_ids_that_are_alike_when_cut_stay_apart() -> None:
    nodes = tuple(PageNode("长" * 500 + str(number), "甲", "PLACE") for number in range(3))
    keys = [node["key"] for node in records(PageGraph(nodes)).nodes]
    assert len(set(keys)) == 3
    assert max(map(len, keys)) < 200


def test_the_full_legend_has_what_may_still_come() -> None:
    graph = PageGraph(
        (PageNode("a", "甲", "SPACESHIP"), PageNode("b", "乙", "PLACE")), (PageClaim("1", "a", "orbits", "b"),)
    )
    legend = full_legend(records(graph).legend)
    assert {"HOSPITAL", "SPACESHIP"} <= {kind["key"] for kind in legend["types"]}
    assert {"supports", "orbits"} <= {label["key"] for label in legend["predicates"]}
