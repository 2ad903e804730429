"""Shapes run as queries find what pySHACL finds, and a shape that could not be run so is refused."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from kg.errors import ResourceError
from kg.rdf import PREFIXES, to_nquads
from kg.rdf.terms import RDFS, SH
from kg.validate import apply_rule, load_shapes, ontology_store, shape_rules
from kg.validate.shapes import read_shapes
from tests.validate.sound import sound_quads, updated
from tests.validate.test_rules import CASES

SHAPES = "https://w3id.org/hsev/shape#"
NAMES = sorted({rule.name for rule in shape_rules()})


def ours(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    store = ox.Store()
    store.bulk_extend(quads)
    return {(each.rule, each.focus) for rule in shape_rules() for each in apply_rule(rule, store)}


def theirs(quads: list[ox.Quad]) -> set[tuple[str, str]]:
    """Shape and focus of each result of pySHACL over the union of the graphs, with the class tree beside."""
    pyshacl = pytest.importorskip("pyshacl", reason="pip install pyshacl to compare with it")
    import rdflib

    shapes = io.BytesIO()
    ox.serialize(load_shapes(), output=shapes, format=ox.RdfFormat.N_TRIPLES)
    tree = ontology_store().quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None)
    flat = [ox.Quad(each.subject, each.predicate, each.object) for each in (*quads, *tree)]
    data = rdflib.Graph().parse(data=to_nquads(flat), format="ntriples")
    shacl = rdflib.Graph().parse(data=shapes.getvalue(), format="ntriples")
    _, results, _ = pyshacl.validate(data, shacl_graph=shacl, advanced=False, inference="none")
    sh = rdflib.Namespace(SH)
    return {
        (str(results.value(each, sh.sourceShape)).removeprefix(SHAPES), str(results.value(each, sh.focusNode)))
        for each in results.subjects(rdflib.RDF.type, sh.ValidationResult)
    }


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("start", range(6))
def test_shapes_as_queries_agree_with_pyshacl(start: int) -> None:
    names = NAMES[start::6]
    quads = updated(*(CASES[name] for name in names))
    found = ours(quads)
    assert found == theirs(quads)
    # one fault can hide another that was put on the same claim
    assert len({rule for rule, _ in found} & set(names)) > 0.7 * len(names)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_both_find_nothing_on_a_sound_graph() -> None:
    assert ours(list(sound_quads())) == theirs(list(sound_quads())) == set()


@pytest.mark.parametrize(
    ("constraint", "told"),
    [
        ("sh:hasValue 1 ; sh:severity sh:Violation ; sh:message '甲'@zh, 'a'@en", "hasValue"),
        ("sh:minCount 1 ; sh:severity sh:Violation ; sh:message 'a'@en", "zh"),
        (
            "sh:or ( [ sh:path hsev:value ; sh:minCount 7 ] ) ; sh:severity sh:Violation ; sh:message '甲'@zh, 'a'@en",
            "minCount",
        ),
    ],
)
def test_a_shape_that_kg_cannot_run_is_refused(constraint: str, told: str) -> None:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    text = f"{head} <{SHAPES}x> a sh:NodeShape ; sh:targetClass hsev:Claim ; sh:property <{SHAPES}y> .\n"
    text += f"<{SHAPES}y> sh:path hsev:value ; {constraint} ."
    triples = tuple(each.triple for each in ox.parse(text, format=ox.RdfFormat.TURTLE))
    with pytest.raises(ResourceError, match=told):
        read_shapes(triples)
