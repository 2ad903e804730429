"""Claims back from RDF: what `to_quads` wrote of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.errors import FormatError
from kg.model import (
    Change,
    Claim,
    Comparator,
    Entity,
    EntityType,
    Evidence,
    Method,
    Modality,
    Polarity,
    Predicate,
    Quantity,
)
from kg.rdf.claims import MEASURES, keys
from kg.rdf.iri import id_of
from kg.rdf.terms import DCTERMS, RDF, SKOS
from kg.resources.ontology import CODE, ONT

__all__ = ["read_claims"]

_CHANGES: Mapping[str, Change | None] = {key: change for (change, _), key in MEASURES.items()}
Values = dict[str, list[str]]


def read_claims(quads: Iterable[ox.Quad]) -> tuple[Claim, ...]:
    """The claims with their evidence, sorted by id; raises `FormatError` for an incomplete one.

    A document that goes by several names is named by the first.
    """
    nodes: dict[str, Values] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            values = nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, [])
            if quad.object.value not in values:
                values.append(quad.object.value)
    evidence: dict[str, list[Evidence]] = {}
    for iri in _of_class(nodes, "Evidence"):
        evidence.setdefault(_one(nodes, iri, "supportsClaim"), []).append(_evidence(nodes, iri))
    claims = [_claim(nodes, iri, evidence.get(iri, [])) for iri in _of_class(nodes, "Claim")]
    return tuple(sorted(claims, key=lambda claim: claim.id))


def _of_class(nodes: Mapping[str, Values], name: str) -> list[str]:
    return sorted(iri for iri, values in nodes.items() if ONT + name in values.get(RDF + "type", ()))


def _some(nodes: Mapping[str, Values], iri: str, name: str) -> str | None:
    full = name if name.startswith("http") else ONT + name
    return min(nodes.get(iri, {}).get(full, ()), default=None)


def _one(nodes: Mapping[str, Values], iri: str, name: str) -> str:
    value = _some(nodes, iri, name)
    if value is None:
        raise FormatError(f"<{iri}>: expected a value of {name}, found none")
    return value


def _key(nodes: Mapping[str, Values], iri: str, name: str) -> str:
    return _one(nodes, iri, name).removeprefix(CODE).rsplit("/", 1)[-1]


def _notation(nodes: Mapping[str, Values], iri: str, name: str) -> str:
    """The sign that stands for the concept in the program; raises `FormatError` for one it does not know."""
    key = _key(nodes, iri, name)
    for notation, known in keys(name).items():
        if known == key:
            return notation
    raise FormatError(f"<{iri}>: expected as {name} one of {', '.join(keys(name).values())}, found {key!r}")


def _comparator(nodes: Mapping[str, Values], iri: str) -> Comparator:
    """A range without another sign is exact at both ends."""
    if _key(nodes, iri, "comparator") == "between":
        return Comparator.EXACT
    return Comparator(_notation(nodes, iri, "comparator"))


def _claim(nodes: Mapping[str, Values], iri: str, evidence: list[Evidence]) -> Claim:
    object_ = _some(nodes, iri, "claimObject")
    measure = _some(nodes, iri, "measureType")
    return Claim(
        subject=_entity(nodes, _one(nodes, iri, "claimSubject")),
        predicate=Predicate(_one(nodes, iri, "claimPredicate").removeprefix(ONT)),
        object=_entity(nodes, object_) if object_ else None,
        quantity=_quantity(nodes, iri),
        time=_some(nodes, iri, "isoTime"),
        modality=Modality(_notation(nodes, iri, "modality")),
        polarity=Polarity(_notation(nodes, iri, "polarity")),
        change=_CHANGES[measure.rsplit("/", 1)[-1]] if measure else None,
        post=_some(nodes, iri, "postTitle"),
        evidence=tuple(sorted(evidence, key=_evidence_order)),
    )


def _evidence_order(item: Evidence) -> tuple[str, int, int, str, str]:
    return (item.document, item.source_start, item.source_end, item.method, item.rule)


def _quantity(nodes: Mapping[str, Values], iri: str) -> Quantity | None:
    value = _some(nodes, iri, "value")
    if value is None:
        return None
    unit = _some(nodes, iri, "unit")
    return Quantity(
        value=value,
        unit=_one(nodes, unit, SKOS + "prefLabel") if unit else None,
        comparator=_comparator(nodes, iri),
        value_max=_some(nodes, iri, "valueMax"),
        from_value=_some(nodes, iri, "baselineValue"),
    )


def _entity(nodes: Mapping[str, Values], iri: str) -> Entity:
    place = _some(nodes, iri, "inDivision")
    return Entity(
        name=_one(nodes, iri, SKOS + "prefLabel"),
        type=EntityType(_key(nodes, iri, "mentionType")),
        code=_some(nodes, iri, "divisionCode") or _some(nodes, iri, DCTERMS + "identifier"),
        place=place.rsplit("/", 1)[-1] if place else None,
        group=id_of(iri).startswith("group/"),
    )


def _evidence(nodes: Mapping[str, Values], iri: str) -> Evidence:
    span = _one(nodes, iri, "span")
    document = _one(nodes, span, "inDocument")
    return Evidence(
        document=_one(nodes, document, DCTERMS + "identifier"),
        start=int(_one(nodes, span, "textBegin")),
        end=int(_one(nodes, span, "textEnd")),
        source_start=int(_one(nodes, span, "begin")),
        source_end=int(_one(nodes, span, "end")),
        quote=_one(nodes, span, "quote"),
        method=Method(_key(nodes, iri, "method")),
        rule=_some(nodes, iri, "ruleId") or "",
        confidence=float(_one(nodes, iri, "confidence")),
    )
