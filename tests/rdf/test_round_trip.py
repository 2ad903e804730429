"""Claims to RDF and back, in every notation, the same bytes in any order."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import FormatError
from kg.graph import assemble
from kg.model import (
    Change,
    Claim,
    Comparator,
    Entity,
    EntityType,
    Modality,
    Polarity,
    Predicate,
    Quantity,
    canonical_decimal,
)
from kg.rdf import read_claims, to_jsonld, to_nquads, to_quads, to_trig, to_trig12, to_turtle
from tests.graph.samples import CITY, annotate, letter, report

GRAPH = assemble([report(), report("copy", tail="（转）"), letter()])
QUADS = to_quads(GRAPH)


def test_claims_come_back_with_their_evidence() -> None:
    back = read_claims(QUADS)
    assert back == tuple(each.claim for each in GRAPH.claims)
    assert [each.evidence for each in back] == [each.claim.evidence for each in GRAPH.claims]


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        (to_nquads(QUADS), ox.RdfFormat.N_QUADS),
        (to_trig(QUADS), ox.RdfFormat.TRIG),
        (to_jsonld(QUADS), ox.RdfFormat.JSON_LD),
    ],
)
def test_every_notation_holds_the_same_quads(text: str, format_: ox.RdfFormat) -> None:
    assert set(ox.parse(text, format=format_)) == set(QUADS)


def test_turtle_holds_every_triple_once() -> None:
    triples = {(each.subject, each.predicate, each.object) for each in QUADS}
    found = ox.parse(to_turtle(QUADS), format=ox.RdfFormat.TURTLE)
    assert {(each.subject, each.predicate, each.object) for each in found} == triples


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_another_library_reads_as_many_quads() -> None:
    for text, format_ in ((to_trig(QUADS), "trig"), (to_nquads(QUADS), "nquads")):
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format=format_)
        assert sum(1 for _ in dataset.quads()) == len(QUADS)


def test_a_plus_in_a_name_is_escaped_for_turtle() -> None:
    name = Entity("互联网+护理", EntityType.PROGRAM)
    quads = to_quads(assemble([annotate("x", "文", (), [(Claim(CITY, Predicate.IMPLEMENTS, name), "文")])]))
    assert r"prog:互联网\+护理 a hsev:Programme" in to_trig(quads)
    assert set(ox.parse(to_trig(quads), format=ox.RdfFormat.TRIG)) == set(quads)


def test_bytes_depend_on_the_set_of_quads_alone() -> None:
    shuffled = [*QUADS, *QUADS[:9]]
    random.Random(7).shuffle(shuffled)
    for write in (to_nquads, to_trig, to_turtle, to_jsonld):
        assert write(shuffled) == write(QUADS)


def test_no_blank_nodes_and_no_encoded_iris() -> None:
    for quad in QUADS:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, ox.BlankNode)
            assert not (isinstance(term, ox.NamedNode) and "%" in term.value)


def test_a_document_lives_in_its_own_graph() -> None:
    [name] = {quad.graph_name for quad in QUADS if quad.object == ox.Literal("liuhe")}
    rest = [quad for quad in QUADS if quad.graph_name != name]
    documents = {item.document for claim in read_claims(rest) for item in claim.evidence}
    assert documents == {"songxi", "copy"}


def test_an_incomplete_claim_is_named() -> None:
    broken = [quad for quad in QUADS if "claimSubject" not in str(quad.predicate)]
    with pytest.raises(FormatError, match="claimSubject"):
        read_claims(broken)


NAMES = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0x2FFFF), min_size=1, max_size=12)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**12)
DECIMALS = NUMBERS.map(lambda number: canonical_decimal(str(number)))
ENTITIES = st.builds(
    Entity,
    name=NAMES,
    type=st.sampled_from(EntityType),
    code=st.none(),
    place=st.sampled_from([None, "990100", "990200001"]),
    group=st.booleans(),
)
CLAIMS = st.builds(
    Claim,
    subject=ENTITIES,
    predicate=st.sampled_from(Predicate),
    object=st.none() | ENTITIES,
    quantity=st.none()
    | st.builds(
        Quantity,
        value=DECIMALS,
        unit=st.none() | NAMES,
        comparator=st.sampled_from(Comparator),
        value_max=st.none() | DECIMALS,
        from_value=st.none() | DECIMALS,
    ),
    time=st.sampled_from(
        [None, "2021", "2021-02", "2020-02-29", "2012/2021-06", "../2022-12-31", "2021/..", "2021-99"]
    ),
    modality=st.sampled_from(Modality),
    polarity=st.sampled_from(Polarity),
    change=st.sampled_from([None, *Change]),
    post=st.none() | NAMES,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIMS, max_size=5))
def test_any_claims_come_back(claims: list[Claim]) -> None:
    graph = assemble([annotate("x", "文", (), [(claim, "文") for claim in claims], region=CITY)])
    quads = to_quads(graph)
    back = read_claims(quads)
    assert back == tuple(each.claim for each in graph.claims)
    assert [each.id for each in back] == [each.id for each in graph.claims]
    for write, format_ in (
        (to_trig, ox.RdfFormat.TRIG),
        (to_nquads, ox.RdfFormat.N_QUADS),
        (to_jsonld, ox.RdfFormat.JSON_LD),
        (to_trig12, ox.RdfFormat.TRIG),
    ):
        assert read_claims(ox.parse(write(quads), format=format_)) == back
