"""Short names for the terms that are written, and small makers of nodes and literals."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox

from kg.model import canonical_decimal
from kg.rdf.iri import concept_iri, ont_iri

__all__ = ["DCAT", "DCTERMS", "OA", "PREFIXES", "PROV", "QB", "RDF", "RDFS", "SCHEMA", "SH", "SKOS", "VOID", "XSD"]
__all__ += ["boolean", "code", "date", "decimal", "hsev", "integer", "node", "text", "zh"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
QB = "http://purl.org/linked-data/cube#"
SH = "http://www.w3.org/ns/shacl#"
PROV = "http://www.w3.org/ns/prov#"
VOID = "http://rdfs.org/ns/void#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"

_BASE = "https://w3id.org/hsev/"
_KINDS = {
    "org": "org",
    "group": "group",
    "person": "person",
    "place": "place",
    "prog": "programme",
    "fac": "facility",
    "des": "designation",
    "cond": "condition",
    "ind": "indicator",
    "pop": "population",
    "unit": "unit",
    "claim": "claim",
    "ev": "evidence",
    "doc": "doc",
    "run": "run",
    "conflict": "conflict",
}
_SCHEMES = {
    "mod": "modality",
    "pol": "polarity",
    "cert": "certainty",
    "cmp": "comparator",
    "mt": "measure-type",
    "tr": "time-role",
    "tp": "time-precision",
    "meth": "method",
    "mtype": "mention-type",
    "own": "ownership",
    "lvl": "division-level",
    "alk": "alliance-kind",
    "tk": "transfer-kind",
    "rk": "rank",
    "grade": "grade",
    "pk": "programme-kind",
    "ak": "authority-kind",
    "ic": "institution-class",
}

PREFIXES: dict[str, str] = {
    "hsev": _BASE + "ont#",
    "g": _BASE + "graph/",
    "gdoc": _BASE + "graph/doc/",
    **{prefix: f"{_BASE}id/{kind}/" for prefix, kind in _KINDS.items()},
    **{prefix: f"{_BASE}code/{scheme}/" for prefix, scheme in _SCHEMES.items()},
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "oa": OA,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": PROV,
    "qb": QB,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "vann": "http://purl.org/vocab/vann/",
    "void": VOID,
    "xsd": XSD,
}
"""The standard prefixes: of everything that is written, and declared for every query."""


def node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def hsev(local: str) -> ox.NamedNode:
    return ox.NamedNode(ont_iri(local))


def code(scheme: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(concept_iri(scheme, key))


def text(value: str) -> ox.Literal:
    return ox.Literal(_whole(value))


def zh(value: str) -> ox.Literal:
    return ox.Literal(_whole(value), language="zh")


def integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + "integer"))


def decimal(value: str | float) -> ox.Literal:
    """In canonical text: no exponent, no trailing zeros."""
    plain = value if isinstance(value, str) else format(Decimal(repr(value)), "f")
    return ox.Literal(canonical_decimal(plain), datatype=ox.NamedNode(XSD + "decimal"))


def date(value: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(XSD + "date"))


def boolean(value: bool) -> ox.Literal:
    return ox.Literal("true" if value else "false", datatype=ox.NamedNode(XSD + "boolean"))


def _whole(value: str) -> str:
    """Without lone surrogates, which no RDF file can hold."""
    return value.encode("utf-8", "replace").decode() if any("\ud800" <= char <= "\udfff" for char in value) else value
