"""Which types each predicate joins, as the ontology states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from kg.errors import ResourceError
from kg.model import EntityType, Predicate
from kg.resources.ontology import CODE, ONT, load_ontology

__all__ = ["Signature", "ValueUse", "load_free_types", "load_signatures"]

_TYPE = CODE + "mention-type/"
_SYMMETRIC = "http://www.w3.org/2002/07/owl#SymmetricProperty"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class ValueUse(StrEnum):
    """Which quantity a claim with the predicate may carry."""

    NONE = "none"
    ANY = "any"
    PEOPLE = "people"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Signature:
    """The mention types allowed on either side of a predicate, and its quantity.

    A counted group has the type that it counts. `symmetric` predicates hold both ways.
    """

    predicate: Predicate
    subjects: frozenset[EntityType]
    objects: frozenset[EntityType]
    value: ValueUse
    symmetric: bool

    def allows(self, subject: EntityType, object_: EntityType) -> bool:
        return subject in self.subjects and object_ in self.objects


@cache
def load_signatures() -> Mapping[Predicate, Signature]:
    """The signature of every predicate.

    >>> load_signatures()[Predicate.TARGETS].allows(EntityType.PROGRAM, EntityType.DISEASE)
    True
    """
    return MappingProxyType({predicate: _signature(predicate) for predicate in Predicate})


@cache
def load_free_types() -> frozenset[EntityType]:
    """The types that name a kind and no one thing: they may stand on either side of any predicate.

    >>> EntityType.POPULATION in load_free_types()
    True
    """
    free = (each.iri for each in load_ontology().concepts("mention-type") if each.value("fitsAnyPredicate") == "true")
    return _types(tuple(free))


def _signature(predicate: Predicate) -> Signature:
    term = load_ontology().term(predicate)
    try:
        return Signature(
            predicate=predicate,
            subjects=_types(term.values.get(ONT + "subjectType", ())),
            objects=_types(term.values.get(ONT + "objectType", ())),
            value=ValueUse(term.value("valueUse") or ""),
            symmetric=_SYMMETRIC in term.values.get(_RDF_TYPE, ()),
        )
    except ValueError as error:
        raise ResourceError(f"hsev.ttl: signature of {predicate}: {error}") from error


def _types(iris: tuple[str, ...]) -> frozenset[EntityType]:
    return frozenset(EntityType(iri.removeprefix(_TYPE)) for iri in iris)
