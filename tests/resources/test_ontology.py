"""The ontology is complete in both languages, and the program agrees with it."""

from __future__ import annotations

import pytest

from kg.errors import ResourceError
from kg.model import Comparator, Entity, EntityType, Modality, Predicate
from kg.model.identity import entity_id
from kg.rdf.claims import COMPARATORS, MEASURES, MODALITIES, POLARITIES
from kg.resources.ontology import CODE, ONT, Term, load_ontology
from kg.resources.signatures import ValueUse, load_signatures

ONTOLOGY = load_ontology()
OWN = sorted(iri for iri in ONTOLOGY.terms if iri.startswith((ONT, CODE)))
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"


def _is(term: Term, kind: str) -> bool:
    return OWL + kind in term.values.get(RDF_TYPE, ())


@pytest.mark.parametrize("iri", OWN)
def test_every_term_has_labels_definitions_and_a_home(iri: str) -> None:
    term = ONTOLOGY.terms[iri]
    assert set(term.labels) == {"zh", "en"}
    assert set(term.definitions) == {"zh", "en"}
    assert term.values[RDFS + "isDefinedBy"] == ("https://w3id.org/hsev/ont",)
    assert not set(term.labels["en"]) & set("，。、；：")


def test_labels_are_not_shared_within_a_kind() -> None:
    for language in ("zh", "en"):
        for kind in ("Class", "ObjectProperty", "DatatypeProperty"):
            labels = [ONTOLOGY.terms[iri].labels[language] for iri in OWN if _is(ONTOLOGY.terms[iri], kind)]
            assert len(labels) == len(set(labels))


def test_every_referenced_term_exists() -> None:
    for iri in OWN:
        for values in ONTOLOGY.terms[iri].values.values():
            for value in values:
                assert not value.startswith((ONT, CODE)) or value in ONTOLOGY.terms, (iri, value)


def test_object_properties_have_one_domain_and_range() -> None:
    for iri in OWN:
        term = ONTOLOGY.terms[iri]
        if (_is(term, "ObjectProperty") or _is(term, "DatatypeProperty")) and iri != ONT + "claimPredicate":
            assert len(term.values[RDFS + "domain"]) == len(term.values[RDFS + "range"]) == 1, iri


def test_concepts_are_in_one_scheme_under_a_top_and_notations_are_unique() -> None:
    concepts = [ONTOLOGY.terms[iri] for iri in OWN if SKOS + "Concept" in ONTOLOGY.terms[iri].values[RDF_TYPE]]
    assert len(concepts) > 80
    for term in concepts:
        [scheme] = term.values[SKOS + "inScheme"]
        assert term.iri.startswith(scheme + "/")
        assert (SKOS + "topConceptOf" in term.values) != (SKOS + "broader" in term.values)
    notations = [
        (each.values[SKOS + "inScheme"], *each.values.get(SKOS + "notation", (each.iri,))) for each in concepts
    ]
    assert len(notations) == len(set(notations))


def test_the_program_and_the_schemes_agree() -> None:
    assert {each.iri for each in ONTOLOGY.concepts("mention-type")} == {
        f"{CODE}mention-type/{type_}" for type_ in EntityType
    }
    notations = ONTOLOGY.notations("comparator")
    assert {notations[each]: f"{CODE}comparator/{key}" for each, key in COMPARATORS.items()} == {
        each: each for each in notations.values()
    }
    assert set(notations) == set(Comparator)
    modalities = ONTOLOGY.notations("modality")
    assert {each: modalities[each].rsplit("/", 1)[-1] for each in Modality} == MODALITIES
    for key in MEASURES.values():
        ONTOLOGY.concept("measure-type", key)
    for key in POLARITIES.values():
        ONTOLOGY.concept("polarity", key)


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
