"""HermiT finds no class that nothing could be in, and the cases that look contradictory are consistent."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kg.rdf import PREFIXES
from kg.validate import ontology_store

owlready2 = pytest.importorskip("owlready2", reason="pip install owlready2 to reason over the ontology")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs a Java program on the path")


@pytest.fixture
def world() -> Iterator[object]:
    made = owlready2.World()
    yield made
    made.close()


def reason(world: object, more: str = "") -> list[str]:
    """The unsatisfiable classes of the ontology with some individuals; raises where the whole is inconsistent."""
    store = ontology_store()
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    store.update(f"{prefixes} INSERT DATA {{ {more} }}")
    buffer = io.BytesIO()
    # owlready2 knows no other graph than the default one, and reads N-Triples only
    ox.serialize((each.triple for each in store), output=buffer, format=ox.RdfFormat.N_TRIPLES)
    buffer.seek(0)
    ontology = world.get_ontology("https://w3id.org/hsev/ont#").load(fileobj=buffer)  # type: ignore[attr-defined]
    with ontology:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return [each.iri for each in world.inconsistent_classes()]  # type: ignore[attr-defined]


def test_no_class_is_unsatisfiable_and_double_natures_are_consistent(world: object) -> None:
    found = reason(
        world,
        """
        place:1 a hsev:AdministrativeDivision ; hsev:implements prog:1 ; hsev:withinDivision place:2 .
        org:1 a hsev:HealthAlliance . org:2 hsev:memberOf org:1 . org:3 hsev:implements org:1 .
        org:2 a hsev:Hospital, hsev:MaternalChildHealthInstitution .
        fac:1 a hsev:BuiltFacility ; hsev:locatedIn place:1 .
        """,
    )
    assert found == []


@pytest.mark.parametrize(
    "contradiction",
    [
        "org:1 a hsev:Hospital, hsev:Place .",
        "claim:1 a hsev:Claim, hsev:Programme .",
        "place:1 hsev:withinDivision prog:1 .",
    ],
)
def test_a_contradiction_is_found(world: object, contradiction: str) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(world, f"prog:1 a hsev:Programme . {contradiction}")
