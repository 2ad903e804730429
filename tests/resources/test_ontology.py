"""The ontology is complete in both languages, and the program agrees with it."""

from __future__ import annotations

import pytest

from kg.errors import ResourceError
from kg.model import Comparator, Entity, EntityType, Method, Modality, Polarity, Predicate
from kg.model.identity import entity_id
from kg.rdf.claims import MEASURES
from kg.resources.ontology import CODE, ONT, load_ontology
from kg.resources.places import Level
from kg.resources.signatures import ValueUse, load_signatures

ONTOLOGY = load_ontology()
OWN = sorted(iri for iri in ONTOLOGY.terms if iri.startswith((ONT, CODE)))
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.mark.parametrize("iri", OWN)
def test_every_term_has_labels_definitions_examples_and_a_home(iri: str) -> None:
    term = ONTOLOGY.terms[iri]
    assert set(term.labels) == {"zh", "en"}
    assert set(term.definitions) == {"zh", "en"}
    assert set(term.examples) == {"zh", "en"}
    assert term.values[RDFS + "isDefinedBy"] == ("https://w3id.org/hsev/ont",)
    assert not set(term.labels["en"]) & set("，。、；：")


def test_the_program_and_the_schemes_agree() -> None:
    assert {each.iri for each in ONTOLOGY.concepts("mention-type")} == {
        f"{CODE}mention-type/{type_}" for type_ in EntityType
    }
    for scheme, enum in (("comparator", Comparator), ("modality", Modality), ("polarity", Polarity)):
        assert set(ONTOLOGY.notations(scheme)) == set(enum)
    for key in MEASURES.values():
        ONTOLOGY.concept("measure-type", key)
    for method in Method:
        ONTOLOGY.concept("method", method)
    for level in set(Level) - {Level.REGION}:
        ONTOLOGY.concept("division-level", level)


def test_the_institution_classes_are_the_whole_tree_of_the_standard() -> None:
    concepts = {term.iri.rsplit("/", 1)[-1]: term for term in ONTOLOGY.concepts("institution-class")}
    assert len(concepts) == 257
    assert sum(len(code) == 1 for code in concepts) == 16
    for code, term in concepts.items():
        assert term.values[SKOS + "notation"] == (code,)
        [above] = [iri.rsplit("/", 1)[-1] for iri in term.values.get(SKOS + "broader", ())] or [""]
        assert code.startswith(above.rstrip("0"))
        assert {1: 0, 2: 1}.get(len(code), len(above)) == len(above)
        assert (above == "") == (len(code) == 1)
    names = {code: concepts[code].labels["zh"] for code in ("A223", "C210", "D600", "F110", "N212")}
    assert names == {
        "A223": "针灸医院",
        "C210": "中心卫生院",
        "D600": "村卫生室",
        "F110": "血液中心",
        "N212": "卫生管理干部学院",
    }


def test_a_predicate_reads_from_its_object_too() -> None:
    for predicate in set(Predicate) - {Predicate.PARTNERS_WITH}:
        inverse = ONTOLOGY.inverse(ONTOLOGY.term(predicate))
        assert inverse is not None
        assert inverse.labels != ONTOLOGY.term(predicate).labels
    assert ONTOLOGY.inverse(ONTOLOGY.term(Predicate.PARTNERS_WITH)) is None


@pytest.mark.parametrize("type_", EntityType)
def test_every_mention_type_has_a_class_and_an_id(type_: EntityType) -> None:
    found = ONTOLOGY.concept("mention-type", type_).value("mentionClass")
    assert found in ONTOLOGY.terms
    assert "/" in entity_id(Entity("甲", type_))


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "allowed"),
    [
        (Predicate.SUPPORTS, EntityType.PLACE, EntityType.HOSPITAL, True),
        (Predicate.SUPPORTS, EntityType.PERSON, EntityType.HOSPITAL, False),
        (Predicate.LOCATED_IN, EntityType.HOSPITAL, EntityType.PLACE, True),
        (Predicate.LOCATED_IN, EntityType.AGENCY, EntityType.PLACE, False),
        (Predicate.HAS_JURISDICTION, EntityType.AGENCY, EntityType.PLACE, True),
        (Predicate.HAS_JURISDICTION, EntityType.HOSPITAL, EntityType.PLACE, False),
        (Predicate.PART_OF, EntityType.FACILITY, EntityType.HOSPITAL, False),
        (Predicate.TARGETS, EntityType.HOSPITAL, EntityType.DISEASE, False),
        (Predicate.BUILDS, EntityType.PLACE, EntityType.DESIGNATION, False),
        (Predicate.IMPLEMENTS, EntityType.PLACE, EntityType.PROGRAM, True),
        (Predicate.HOLDS_POST, EntityType.PERSON, EntityType.AGENCY, True),
    ],
)
def test_signatures(predicate: Predicate, subject: EntityType, object_: EntityType, allowed: bool) -> None:
    assert load_signatures()[predicate].allows(subject, object_) is allowed


def test_values_and_symmetry() -> None:
    signatures = load_signatures()
    assert signatures[Predicate.FUNDS].value is ValueUse.MONEY
    assert signatures[Predicate.PART_OF].value is ValueUse.NONE
    assert [each for each in Predicate if signatures[each].symmetric] == [Predicate.PARTNERS_WITH]


def test_an_unknown_term() -> None:
    with pytest.raises(ResourceError, match="nothing"):
        ONTOLOGY.term("nothing")
