"""What rows rest on: claims that they name, or that join what they name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import assemble
from kg.query import GraphStore, Rows, claim_facts, explain_rows
from kg.query.facts import values_of
from kg.rdf import to_quads
from tests.graph.samples import letter, report

GRAPH = assemble([report(), report("copy", tail="（转）"), letter()], ancestors=lambda code: ())


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    store = GraphStore(to_quads(GRAPH))
    yield store
    store.close()


def test_each_row_shows_the_quotes_of_the_claim_it_names(store: GraphStore) -> None:
    rows = store.query("SELECT ?claim { ?claim a hsev:Claim } ORDER BY ?claim")
    explained = explain_rows(store, rows)
    by_id = {record.id: record.claim for record in GRAPH.claims}
    assert len(explained.grounds) == len(by_id)
    for (claim,) in explained.grounds:
        assert {(each.document, each.quote) for each in claim.quotes} == {
            (each.document, each.quote) for each in by_id[claim.id].evidence
        }


def test_a_row_of_two_entities_rests_on_the_claims_between_them(store: GraphStore) -> None:
    rows = store.query("SELECT ?a ?b { GRAPH g:edges { ?a hsev:supports ?b } }")
    (grounds,) = explain_rows(store, rows).grounds
    assert [claim.words() for claim in grounds] == ["柳河市 支援 松溪市 12名"]
    assert [quote.quote for quote in grounds[0].quotes] == ["柳河市对口支援松溪市，选派12名医生"]


def test_several_claims_in_one_cell(store: GraphStore) -> None:
    rows = store.query('SELECT (GROUP_CONCAT(STR(?claim); separator=" ") AS ?claims) { ?claim a hsev:Claim }')
    (grounds,) = explain_rows(store, rows).grounds
    assert {claim.id for claim in grounds} == {record.id for record in GRAPH.claims}


def test_a_row_that_names_nothing_has_no_grounds(store: GraphStore) -> None:
    explained = explain_rows(store, store.query("SELECT ?label { ?c a hsev:Claim ; hsev:isoTime ?label } LIMIT 1"))
    assert explained.grounds == ((),)
    assert explained.flat().rows == ((*explained.rows.rows[0], *[None] * 7),)


def test_flat_rows_repeat_for_each_quote(store: GraphStore) -> None:
    rows = store.query("achieved-designations")
    flat = explain_rows(store, Rows(rows.columns, rows.rows[:1])).flat()
    assert [dict(row)["document"] for row in flat] == ["copy", "songxi"]
    assert flat.columns[: len(rows.columns)] == rows.columns


def test_a_claim_says_that_it_is_planned_or_denied(store: GraphStore) -> None:
    facts = claim_facts(store, (str(row["c"]) for row in store.query("SELECT ?c { ?c a hsev:Claim }")))
    words = {each.words() for each in facts.values()}
    assert "柳河市 实施 “银龄康护”行动 [denied]" in words
    assert "松溪市第二医院 获评或达到 年门诊量 ↑2000人次 ../2025-12-31 [planned]" in words
    assert "松溪市第二医院 获评或达到 年门诊量 >36000人次 2023" in words


def test_nothing_but_an_iri_gets_into_a_query() -> None:
    assert values_of(["https://example.org/医院", "a:b> } DROP ALL #", 'a:"', "a: b"]) == "<https://example.org/医院>"
