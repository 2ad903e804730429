"""Exports in the forms of others: each is what its specification asks for, and says what the graph says."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph import assemble
from kg.rdf import PREFIXES, to_cube, to_quads, to_schema_org, to_trig12, to_turtle, to_web_annotations
from kg.rdf.iri import document_iri
from kg.rdf.terms import RDF
from tests.graph.samples import letter, report

GRAPH = assemble([report(), report("copy", tail="（转）"), letter()])
QUADS = to_quads(GRAPH)
QB = "PREFIX qb: <http://purl.org/linked-data/cube#>"


def test_rdf_12_holds_the_dataset_and_each_claim_as_reifier_of_its_triple() -> None:
    found = set(ox.parse(to_trig12(QUADS), format=ox.RdfFormat.TRIG))
    more = found - set(QUADS)
    assert found > set(QUADS)
    assert {quad.predicate.value for quad in more} == {RDF + "reifies"}
    objects = {record.id for record in GRAPH.claims if record.object}
    assert {quad.subject.value.rsplit("/", 1)[-1] for quad in more} == objects
    for quad in more:
        assert isinstance(quad.object, ox.Triple)
        stated = {
            each.object for each in QUADS if each.subject == quad.subject and "claimObject" in str(each.predicate)
        }
        assert quad.object.object in stated


def test_planned_and_denied_triples_are_reified_and_not_asserted() -> None:
    store = ox.Store()
    store.load(to_trig12(QUADS), format=ox.RdfFormat.TRIG)
    asserted = store.query(
        "ASK { ?c rdf:reifies <<( ?s ?p ?o )>> ; hsev:polarity pol:negated . ?s ?p ?o }",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    there = store.query(
        "ASK { ?c rdf:reifies <<( ?s ?p ?o )>> ; hsev:polarity pol:negated }",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    assert (bool(there), bool(asserted)) == (True, False)


ANNOTATIONS: dict[str, Any] = json.loads(to_web_annotations(GRAPH))


def test_annotations_have_what_the_model_requires() -> None:
    assert ANNOTATIONS["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert ANNOTATIONS["type"] == "AnnotationPage"
    items = ANNOTATIONS["items"]
    assert len(items) == sum(len(each.claim.evidence) for each in GRAPH.claims)
    assert [each["id"] for each in items] == sorted({each["id"] for each in items})
    for each in items:
        assert each["type"] == "Annotation"
        assert each["target"]["source"].startswith("https://")


def test_annotations_point_into_the_source() -> None:
    sources = {each.document.id: each.document.source for each in (report(), report("copy", tail="（转）"), letter())}
    by_iri = {document_iri(each): sources[each.id] for each in GRAPH.documents}
    for item in ANNOTATIONS["items"]:
        source = by_iri[item["target"]["source"]]
        position, quote = item["target"]["selector"]
        assert source[position["start"] : position["end"]] == quote["exact"]
        assert source[: position["start"]].endswith(quote.get("prefix", ""))
        assert source[position["end"] :].startswith(quote.get("suffix", ""))
    quotes = [each["target"]["selector"][1] for each in ANNOTATIONS["items"]]
    assert any("接診(zhěn)" in each["exact"] for each in quotes)
    assert any(each.get("prefix") for each in quotes)


def test_annotations_say_what_is_planned_or_denied() -> None:
    told = [each["body"][0]["value"] for each in ANNOTATIONS["items"]]
    assert any(each.startswith("柳河市 实施") and each.endswith("，否定）") for each in told)
    assert any("2025" in each and "计划中" in each for each in told)


CUBE = ox.Store()
CUBE.bulk_extend(to_cube(GRAPH))
CHECKS = {
    "IC-1 one data set": """?o a qb:Observation . FILTER NOT EXISTS { ?o qb:dataSet ?d }""",
    "IC-2 one structure": """?d a qb:DataSet . FILTER NOT EXISTS { ?d qb:structure ?s }""",
    "IC-3 a measure": """?s a qb:DataStructureDefinition .
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m . ?m a qb:MeasureProperty }""",
    "IC-4 ranges": "?p a qb:DimensionProperty . FILTER NOT EXISTS { ?p rdfs:range ?r }",
    "IC-6 only attributes are optional": """?c qb:componentRequired false ; qb:dimension|qb:measure ?p""",
    "IC-11 all dimensions": """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?p .
        FILTER NOT EXISTS { ?o ?p ?v }""",
    "IC-12 no two alike": """?a qb:dataSet ?d . ?b qb:dataSet ?d . FILTER(?a != ?b)
        FILTER NOT EXISTS { ?d qb:structure/qb:component/qb:dimension ?p . ?a ?p ?x . ?b ?p ?y . FILTER(?x != ?y) }""",
    "IC-14 all measures": """?o qb:dataSet/qb:structure/qb:component/qb:measure ?p . FILTER NOT EXISTS { ?o ?p ?v }""",
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_cube_is_well_formed(name: str) -> None:
    """The integrity constraints of the RDF Data Cube recommendation that are about what we write."""
    assert not CUBE.query(f"ASK {{ {CHECKS[name]} }}", prefixes=PREFIXES)


def test_the_cube_holds_each_claim_with_a_number() -> None:
    wanted = {each.id for each in GRAPH.claims if each.claim.quantity}
    rows = CUBE.query("SELECT ?id { ?o a qb:Observation ; dcterms:identifier ?id ; hsev:value ?v }", prefixes=PREFIXES)
    assert isinstance(rows, ox.QuerySolutions)
    assert {row["id"].value for row in rows} == wanted
    assert set(ox.parse(to_turtle(to_cube(GRAPH)), format=ox.RdfFormat.TURTLE)) == set(to_cube(GRAPH))


SCHEMA: dict[str, dict[str, Any]] = {each["name"]: each for each in json.loads(to_schema_org(GRAPH))["@graph"]}


def test_entities_get_the_closest_type_of_schema_org() -> None:
    assert SCHEMA["松溪市第二医院"]["@type"] == "Hospital"
    assert SCHEMA["松溪市卫生健康委员会"]["@type"] == "GovernmentOrganization"
    assert SCHEMA["松溪市"]["@type"] == "AdministrativeArea"
    assert SCHEMA["“银龄康护”行动"]["@type"] == "Project"
    assert SCHEMA["闻人晓岚"]["@type"] == "Person"
    assert SCHEMA["松溪市"]["identifier"]["value"] == "990100"
    assert len(SCHEMA) == len(GRAPH.entities)


def test_edges_that_schema_org_knows_are_told_and_no_others() -> None:
    hospital = SCHEMA["松溪市第二医院"]
    assert hospital["award"] == "三级乙等医院"
    assert hospital["location"] == {"@id": "https://w3id.org/hsev/id/place/990100"}
    assert SCHEMA["闻人晓岚"]["worksFor"]["@id"].endswith(
        "-%E6%9D%BE%E6%BA%AA%E5%B8%82%E7%AC%AC%E4%BA%8C%E5%8C%BB%E9%99%A2"
    )
    assert set(SCHEMA["柳河市"]) == {"@id", "@type", "name", "identifier"}


def test_bytes_do_not_depend_on_the_order_of_documents() -> None:
    again = assemble([letter(), report("copy", tail="（转）"), report()])
    for write in (to_web_annotations, to_schema_org, lambda graph: to_trig12(to_quads(graph)), to_cube):
        assert write(again) == write(GRAPH)
