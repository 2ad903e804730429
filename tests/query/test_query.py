"""Questions to a built graph: what they answer, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph import assemble
from kg.query import GraphStore, Rows, query
from kg.query.guard import MAX_BYTES, check_query
from kg.rdf import PREFIXES, to_nquads, to_quads
from kg.rdf.write import to_trig
from kg.resources.ontology import CODE, ONT
from tests.graph.samples import CITY, letter, report

GRAPH = assemble(
    [report(), report("copy", tail="（转）"), letter()], ancestors=lambda code: (CITY,) if code == "990101" else ()
)
QUADS = to_quads(GRAPH)
STORE = GraphStore(QUADS)


def _column(rows: Rows, name: str) -> list[object]:
    return [row[name] for row in rows]


def test_a_claim_of_two_documents_is_one_row() -> None:
    rows = STORE.query("SELECT ?claim ?sources { ?claim a hsev:Claim ; hsev:sourceCount ?sources }")
    assert len(rows) == len(GRAPH.claims)
    assert set(_column(rows, "sources")) == {1}


def test_values_are_plain() -> None:
    rows = STORE.query(
        "SELECT ?v ?e ?n (true AS ?t) { ?e hsev:value ?v OPTIONAL { ?e hsev:postTitle ?n } } ORDER BY ?v LIMIT 1"
    )
    [(value, iri, missing, truth)] = rows.rows
    assert value == 12
    assert str(iri).startswith("https://w3id.org/hsev/id/claim/")
    assert missing is None
    assert truth is True
    assert str(rows.shortened().rows[0][1]).startswith("claim:")
    assert list(rows.to_frame().columns) == ["v", "e", "n", "t"]


def test_ask_and_construct() -> None:
    assert STORE.query("ASK { ?x hsev:supports ?y }").rows == ((True,),)
    rows = STORE.query("CONSTRUCT { ?x hsev:supports ?y } { GRAPH g:edges { ?x hsev:supports ?y } }")
    assert rows.columns == ("subject", "predicate", "object")
    assert len(rows) == 1


def test_edges_have_their_own_graph_and_no_plan_is_in_it() -> None:
    rows = STORE.query("SELECT ?s ?o { GRAPH g:edges { ?s ?p ?o } }")
    assert len(rows) == len(GRAPH.edges)
    planned = STORE.query(
        """SELECT ?s {
             ?c hsev:modality mod:planned ; hsev:claimSubject ?s ; hsev:claimPredicate ?p ; hsev:claimObject ?o
             GRAPH g:edges { ?s ?p ?o } }"""
    )
    assert len(planned) == 0


def test_the_region_of_a_lower_division_counts() -> None:
    rows = STORE.query("in-place", {"place": "云海省"})
    assert {row["name"] for row in rows} == {"松溪市第二医院", "柳河市第二医院"}


REFUSED = {
    "service": ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", r"line 1, column 12: SERVICE"),
    "service in lower case": ("SELECT * {\n service silent ?x { ?s ?p ?o } }", r"line 2, column 2: SERVICE"),
    "load": ("LOAD <http://127.0.0.1/>", "LOAD"),
    "prefix": ("SELECT * { ?s hsv:value ?o }", "unknown prefix 'hsv:'; did you mean hsev"),
    "term": ("SELECT * { ?s hsev:suports ?o }", "no term hsev:suports; did you mean supports"),
    "syntax": ("SELECT * {\n ?s ?p ", "error at 2:"),
    "deep": ("ASK { FILTER" + "(" * 5000, "deeper than 200"),
    "long": ("# " + "长" * MAX_BYTES, "bytes"),
    "name": ("who-suports", "did you mean who-supports"),
    "name like none": ("qqqq", "named ones are"),
    "concept": ("SELECT * { ?s hsev:modality mod:planed }", "no term mod:planed; did you mean planned"),
    "missing parameter": ("in-place", "needs a value for place"),
    "update": ("INSERT DATA { <a:b> <a:c> <a:d> }", "cannot be read"),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_refused(case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(QueryError, match=message):
        STORE.query(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "SERVICE ((( LOAD" }',
        "SELECT ?service { ?service a hsev:HealthService } # SERVICE foo:bar",
        "SELECT * { ?s a <http://example.org/SERVICE#load> }",
        "PREFIX foo: <http://example.org/> SELECT * { ?s foo:service ?o }",
        "SELECT * { ?s ?p '''it's LOAD''' }",
        "SELECT (COUNT(*) AS ?n) { ?s hsev:withinDivision* ?o . FILTER(?s < 3) }",
        "SELECT ?local { ?local ?p $other }",
        r"SELECT ?p { prog:互联网\+护理 ?p ?service ; hsev:value+ 3 }",
    ],
)
def test_what_only_looks_forbidden_is_answered(text: str) -> None:
    STORE.query(text)


def test_parameters_are_strings_whatever_they_hold() -> None:
    rows = STORE.query("SELECT ?x { BIND($x AS ?y) BIND(STR(?y) AS ?x) }", {"x": '"} \\ \n SERVICE'})
    assert rows.rows == (('"} \\ \n SERVICE',),)
    with pytest.raises(QueryError, match="no parameter y"):
        STORE.query("ASK { ?s ?p $x }", {"y": "1"})


def test_every_standard_prefix_is_checked_against_the_writer() -> None:
    terms = {prefix for prefix, iri in PREFIXES.items() if iri.startswith((ONT, CODE))}
    assert {"hsev", "mod"} <= terms
    check_query(" ".join(f"{prefix}:x" for prefix in PREFIXES if prefix not in terms), PREFIXES)


def test_a_prefix_that_the_query_declares_is_its_own() -> None:
    STORE.query("PREFIX mod: <http://example.org/> ASK { ?s mod:anything ?o }")


def test_query_files_and_directories(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_text(to_nquads(QUADS), encoding="utf-8")
    file = tmp_path / "问.rq"
    file.write_text("SELECT ?s { ?s a hsev:Programme }", encoding="utf-8")
    assert query(tmp_path, str(file)).rows == (("https://w3id.org/hsev/id/programme/银龄康护行动",),)
    with pytest.raises(QueryError, match=r"graph\.nq"):
        query(tmp_path / "none", "ASK {}")


def test_the_reading_notation_is_turtle_with_prefixes() -> None:
    assert "org:990100-松溪市第二医院 a hsev:Hospital" in to_trig(QUADS)
    assert next(iter(ox.parse(to_trig(QUADS), format=ox.RdfFormat.TRIG)))
