"""The mapping table and the JSON-LD context agree with the ontology."""

from __future__ import annotations

import json
import re

import pytest

from kg.rdf import PREFIXES
from kg.rdf.jsonld import make_context
from kg.resources.mappings import load_mappings
from kg.resources.ontology import ONT, load_ontology, ontology_file

MAPPINGS = load_mappings()
SKOS = "http://www.w3.org/2004/02/skos/core#"


def test_mappings_are_about_our_terms_and_never_claim_identity() -> None:
    ontology = load_ontology()
    assert len(MAPPINGS) > 60
    for row in MAPPINGS:
        assert row.subject.startswith(ONT)
        assert row.subject_label == ontology.terms[row.subject].labels["en"]
        assert re.fullmatch(SKOS + "(exact|close|broad|narrow|related)Match", row.predicate)
        assert row.object.startswith("http")
        assert 0 < row.confidence <= 1
    rows = [line for line in ontology_file("mappings.sssom.tsv").splitlines() if line.startswith("hsev:")]
    keys = [(each[0], each[2], each[3]) for each in (row.split("\t") for row in rows)]
    assert keys == sorted(set(keys))


def test_the_header_names_every_prefix_it_uses() -> None:
    text = ontology_file("mappings.sssom.tsv")
    declared = set(re.findall(r"^#  (\w+): \"http", text, re.MULTILINE))
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    used = {cell.partition(":")[0] for row in rows for cell in (row[0], row[2], row[3], row[5])}
    assert used == declared


@pytest.mark.parametrize(
    ("local", "object_"),
    [("Hospital", "https://schema.org/Hospital"), ("begin", "http://www.w3.org/ns/oa#start")],
)
def test_some_mappings(local: str, object_: str) -> None:
    assert object_ in {row.object for row in MAPPINGS if row.subject == ONT + local}


def test_the_published_context_is_what_the_ontology_implies() -> None:
    wanted = json.dumps(make_context(), ensure_ascii=False, indent=1) + "\n"
    assert ontology_file("context.jsonld") == wanted, "run python scripts/write_context.py"
    context = make_context()["@context"]
    assert isinstance(context, dict)
    assert {key for key, iri in PREFIXES.items() if context[key] != iri} == {"unit"}
