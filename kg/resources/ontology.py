"""The ontology as the program needs it: labels, classes of mention types, notations of concepts, its files.

The Turtle files are carried in the installed package as `kg.ontology`; in a checkout that is not
installed they lie in `ontology/` beside the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import ResourceError

__all__ = [
    "BASE",
    "CODE",
    "GRAPHS",
    "ONT",
    "Ontology",
    "Term",
    "load_ontology",
    "ontology_file",
    "ontology_names",
    "query_files",
]

BASE = "https://w3id.org/hsev/"
ONT = BASE + "ont#"
CODE = BASE + "code/"

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_INVERSE = "http://www.w3.org/2002/07/owl#inverseOf"
_LABELS = (_RDFS + "label", _SKOS + "prefLabel")

GRAPHS = MappingProxyType({"hsev.ttl": "ontology", "schemes.ttl": "schemes", "institution-class.ttl": "schemes"})
"""The files of terms and concepts, and the named graph that each belongs to."""


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept, with what the ontology says of it.

    `values` maps the IRI of a property to its values: IRIs in full, literals as text.
    """

    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]] = field(repr=False)

    def value(self, name: str) -> str | None:
        """The one value of the `hsev:` property `name`, or `None`."""
        return next(iter(self.values.get(ONT + name, ())), None)


@dataclass(frozen=True, slots=True)
class Ontology:
    terms: Mapping[str, Term]
    prefixes: Mapping[str, str]

    def term(self, local: str) -> Term:
        """The term `hsev:local`.

        >>> load_ontology().term("supports").labels["zh"]
        '支援'
        """
        return self._find(ONT + local)

    def concept(self, scheme: str, key: str) -> Term:
        """The concept `key` of the scheme.

        >>> load_ontology().concept("comparator", "about").labels["zh"]
        '约'
        """
        return self._find(f"{CODE}{scheme}/{key}")

    def concepts(self, scheme: str) -> tuple[Term, ...]:
        """The concepts of a scheme, in order of their IRIs."""
        return tuple(
            term for iri, term in sorted(self.terms.items()) if CODE + scheme in term.values.get(_SKOS + "inScheme", ())
        )

    def notations(self, scheme: str) -> Mapping[str, str]:
        """From notation to concept IRI, for the concepts of a scheme that have one."""
        found = ((term.values.get(_SKOS + "notation", ()), term.iri) for term in self.concepts(scheme))
        return MappingProxyType({notation: iri for notations, iri in found for notation in notations})

    def keys(self, scheme: str) -> Mapping[str, str]:
        """From notation to the key of its concept.

        >>> load_ontology().keys("modality")["done"]
        'achieved'
        """
        return MappingProxyType({each: iri.rsplit("/", 1)[-1] for each, iri in self.notations(scheme).items()})

    def inverse(self, term: Term) -> Term | None:
        """The property that says the same from the other side, if there is one.

        >>> ontology = load_ontology()
        >>> ontology.inverse(ontology.term("supports")).labels["zh"]
        '受支援于'
        """
        mirrored = (each for each in self.terms.values() if term.iri in each.values.get(_INVERSE, ()))
        return next(mirrored, None)

    def _find(self, iri: str) -> Term:
        try:
            return self.terms[iri]
        except KeyError as error:
            raise ResourceError(f"the ontology has no term {iri}") from error


def _folder() -> Traversable:
    try:
        return files("kg.ontology")
    except ModuleNotFoundError:
        return Path(__file__).parents[2] / "ontology"


def ontology_file(name: str) -> str:
    """The text of one file of the ontology; raises `ResourceError` if it is not there."""
    resource = _folder()
    for part in name.split("/"):  # one by one: a namespace package of Python 3.11 joins no more at once
        resource = resource.joinpath(part)
    try:
        return resource.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ResourceError(f"the ontology file {name!r} is missing: reinstall the package") from error


def ontology_names(folder: str, ending: str) -> tuple[str, ...]:
    """The names of the files of one folder, without their ending, sorted.

    >>> "claim" in ontology_names("shapes", ".ttl")
    True
    """
    entries = _folder().joinpath(folder).iterdir()
    return tuple(sorted(entry.name.removesuffix(ending) for entry in entries if entry.name.endswith(ending)))


def query_files() -> tuple[str, ...]:
    """The names of the packaged queries, without their ending, sorted."""
    return ontology_names("queries", ".rq")


def _add(found: dict[str, dict[str, list[ox.Literal | str]]], quad: ox.Quad) -> None:
    if not isinstance(quad.subject, ox.NamedNode) or isinstance(quad.object, ox.BlankNode):
        return
    value = quad.object if isinstance(quad.object, ox.Literal) else getattr(quad.object, "value", "")
    found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(value)


def _texts(values: dict[str, list[ox.Literal | str]], properties: tuple[str, ...]) -> Mapping[str, str]:
    literals = (value for name in properties for value in values.get(name, ()) if isinstance(value, ox.Literal))
    return MappingProxyType({literal.language or "": literal.value for literal in literals})


def _plain(value: ox.Literal | str) -> str:
    return value if isinstance(value, str) else value.value


@cache
def load_ontology() -> Ontology:
    """Every term of the ontology and its schemes, parsed once (a few milliseconds)."""
    found: dict[str, dict[str, list[ox.Literal | str]]] = {}
    prefixes: dict[str, str] = {}
    for name in GRAPHS:
        parser = ox.parse(ontology_file(name), format=ox.RdfFormat.TURTLE)
        for quad in parser:
            _add(found, quad)
        prefixes.update(parser.prefixes)
    terms = {
        iri: Term(
            iri=iri,
            labels=_texts(values, _LABELS),
            definitions=_texts(values, (_SKOS + "definition",)),
            examples=_texts(values, (_SKOS + "example",)),
            values=MappingProxyType({name: tuple(map(_plain, each)) for name, each in values.items()}),
        )
        for iri, values in found.items()
    }
    return Ontology(terms=MappingProxyType(terms), prefixes=MappingProxyType(dict(sorted(prefixes.items()))))
