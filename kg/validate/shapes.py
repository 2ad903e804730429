"""SHACL Core: the shapes of `ontology/shapes/`, each constraint run as one query over the whole graph.

A SHACL engine visits node after node; as sets, the same shapes take a tenth of the time and less
(`docs/decisions/validation.md`). The tests hold the findings equal to those of pySHACL. What the
shapes may use is what `_CONSTRAINTS` and `_either` know; anything else is refused when they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.rdf.terms import RDF, RDFS, SH, XSD
from kg.resources.ontology import GRAPHS, ontology_file, ontology_names
from kg.validate.findings import SHAPES, Severity
from kg.validate.rules import Rule

__all__ = ["load_shapes", "read_shapes", "shape_rules"]

_SEVERITIES = {"Violation": Severity.VIOLATION, "Warning": Severity.WARNING, "Info": Severity.NOTE}
_TALKING = frozenset({"path", "severity", "message", "targetClass", "property", "ignoredProperties"})
_CASTS = frozenset({"decimal", "integer", "date"})

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@cache
def load_shapes() -> tuple[ox.Triple, ...]:
    """The shapes of all files."""
    return tuple(
        quad.triple
        for name in ontology_names("shapes", ".ttl")
        for quad in ox.parse(ontology_file(f"shapes/{name}.ttl"), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    )


@cache
def shape_rules() -> tuple[Rule, ...]:
    """One rule for each constraint of each packaged shape."""
    return read_shapes(load_shapes())


def read_shapes(triples: tuple[ox.Triple, ...]) -> tuple[Rule, ...]:
    """One rule for each constraint of each shape, named after its shape; sorted by name."""
    graph = _Graph(triples)
    rules: list[Rule] = []
    for shape in graph.of_type("NodeShape"):
        target = graph.one(shape, "targetClass")
        for each in (shape, *graph.all(shape, "property")):
            if isinstance(each, ox.NamedNode) and graph.all(each, "message"):
                rules += _rules(graph, each, target)
    return tuple(sorted(rules, key=lambda rule: (rule.name, rule.text)))


class _Graph:
    """Small reader of the shapes."""

    def __init__(self, triples: tuple[ox.Triple, ...]) -> None:
        self._values: dict[object, dict[str, list[Term]]] = {}
        for each in triples:
            held = self._values.setdefault(each.subject, {}).setdefault(each.predicate.value, [])
            if isinstance(each.object, ox.NamedNode | ox.BlankNode | ox.Literal):
                held.append(each.object)

    def of_type(self, name: str) -> list[ox.NamedNode]:
        kind = ox.NamedNode(SH + name)
        named = [each for each, held in self._values.items() if kind in held.get(RDF + "type", ())]
        return sorted((each for each in named if isinstance(each, ox.NamedNode)), key=lambda each: each.value)

    def all(self, node: object, name: str) -> list[Term]:
        return self._values.get(node, {}).get(SH + name, [])

    def one(self, node: object, name: str) -> Term:
        values = self.all(node, name)
        if len(values) != 1:
            raise ResourceError(f"shapes: {node}: expected one sh:{name}, found {len(values)}")
        return values[0]

    def list(self, head: object) -> list[Term]:
        found: list[Term] = []
        while (rest := self._values.get(head)) is not None:
            found += rest[RDF + "first"]
            head = rest[RDF + "rest"][0]
        return found

    def constraints(self, node: object) -> Iterator[tuple[str, Term]]:
        for name, values in sorted(self._values[node].items()):
            local = name.removeprefix(SH)
            if name.startswith(SH) and local not in _TALKING:
                yield from ((local, value) for value in values)


def _rules(graph: _Graph, shape: ox.NamedNode, target: Term) -> Iterator[Rule]:
    texts = {each.language: each.value for each in graph.all(shape, "message") if isinstance(each, ox.Literal)}
    severity = _plain(graph.one(shape, "severity")).removeprefix(SH)
    path = _path(graph, graph.one(shape, "path")) if graph.all(shape, "path") else None
    name = shape.value.removeprefix(SHAPES)
    for kind, value in graph.constraints(shape):
        make = _CONSTRAINTS.get(kind)
        if make is None:
            raise ResourceError(f"shapes: {name}: sh:{kind} is not among the constraints that kg runs")
        body = make(_Constraint(graph, shape, path, value))
        text = body.replace("$focus", f"VALUES ?class {{ {_classes(_plain(target))} }} ?focus a ?class")
        component = f"{kind[0].upper()}{kind[1:]}ConstraintComponent"
        try:
            yield Rule(name, _SEVERITIES[severity], texts["zh"], texts["en"], text, component)
        except KeyError as error:
            raise ResourceError(f"shapes: {name}: expected a severity and messages in zh and en: {error}") from error


@dataclass(frozen=True, slots=True)
class _Constraint:
    graph: _Graph
    shape: ox.NamedNode
    path: str | None
    value: Term

    @property
    def number(self) -> int:
        return int(_plain(self.value))

    @property
    def items(self) -> str:
        return ", ".join(str(each) for each in self.graph.list(self.value))


def _values(constraint: _Constraint, broken: str) -> str:
    """Values that break a rule; of a node shape, the focus is its own value."""
    if constraint.path is None:
        return f"SELECT ?focus WHERE {{ $focus . BIND(?focus AS ?value) FILTER({broken}) }}"
    path = f"BIND({constraint.path} AS ?path)" if constraint.path.startswith("<") else ""
    return f"SELECT ?focus ?path ?value WHERE {{ $focus ; {constraint.path} ?value . FILTER({broken}) {path} }}"


def _count(constraint: _Constraint, broken: str) -> str:
    counted = f"$focus . OPTIONAL {{ ?focus {constraint.path} ?value }}"
    return f"SELECT ?focus WHERE {{ {counted} }} GROUP BY ?focus HAVING (COUNT(DISTINCT ?value) {broken})"


def _min_count(constraint: _Constraint) -> str:
    if constraint.number == 1:
        return f"SELECT ?focus WHERE {{ $focus . FILTER NOT EXISTS {{ ?focus {constraint.path} ?value }} }}"
    return _count(constraint, f"< {constraint.number}")


def _max_count(constraint: _Constraint) -> str:
    if constraint.number == 1:
        pair = f"$focus ; {constraint.path} ?one, ?other"
        return f"SELECT ?focus WHERE {{ {pair} . FILTER(!SAMETERM(?one, ?other)) }}"
    return _count(constraint, f"> {constraint.number}")


def _datatype(constraint: _Constraint) -> str:
    broken = f"!ISLITERAL(?value) || DATATYPE(?value) != {constraint.value}"
    local = _plain(constraint.value).removeprefix(XSD)
    if local in _CASTS:
        broken += f" || !COALESCE(SAMETERM(xsd:{local}(STR(?value)), xsd:{local}(STR(?value))), false)"
    return _values(constraint, broken)


def _compared(constraint: _Constraint, sign: str) -> str:
    pair = f"$focus ; {constraint.path} ?value ; {constraint.value} ?other"
    return f"SELECT ?focus ?value WHERE {{ {pair} . FILTER(!COALESCE(?value {sign} ?other, false)) }}"


def _unique_language(constraint: _Constraint) -> str:
    pair = f"$focus ; {constraint.path} ?value, ?other"
    return f"SELECT ?focus WHERE {{ {pair} . FILTER(LANG(?value) = LANG(?other) && STR(?value) < STR(?other)) }}"


def _closed(constraint: _Constraint) -> str:
    graph, shape = constraint.graph, constraint.shape
    ignored = [str(each) for each in graph.list(graph.one(shape, "ignoredProperties"))]
    known = [str(graph.one(each, "path")) for each in graph.all(shape, "property")]
    allowed = ", ".join(sorted({*ignored, *known}))
    return f"SELECT ?focus ?path ?value WHERE {{ $focus ; ?path ?value . FILTER(?path NOT IN ({allowed})) }}"


def _either(constraint: _Constraint) -> str:
    graph = constraint.graph
    holds = " || ".join(_holds(graph, each) for each in graph.list(constraint.value))
    return f"SELECT ?focus WHERE {{ $focus . FILTER(!({holds})) }}"


def _holds(graph: _Graph, shape: Term) -> str:
    """Whether a shape inside sh:or holds: one that counts none or some of a path, or sh:and of such."""
    parts = []
    for kind, value in graph.constraints(shape):
        match kind, _plain(value):
            case "and", _:
                parts.append(" && ".join(_holds(graph, each) for each in graph.list(value)))
            case "minCount", "1":
                parts.append(f"EXISTS {{ ?focus {_path(graph, graph.one(shape, 'path'))} ?some }}")
            case "maxCount", "0":
                parts.append(f"NOT EXISTS {{ ?focus {_path(graph, graph.one(shape, 'path'))} ?some }}")
            case _:
                raise ResourceError(f"shapes: sh:{kind} {value} inside sh:or is not among what kg runs")
    return f"({' && '.join(parts)})"


_CONSTRAINTS: Mapping[str, Callable[[_Constraint], str]] = MappingProxyType(
    {
        "minCount": _min_count,
        "maxCount": _max_count,
        "datatype": _datatype,
        "nodeKind": lambda each: _values(each, "!ISIRI(?value)"),
        "pattern": lambda each: _values(each, f"ISBLANK(?value) || !REGEX(STR(?value), {each.value})"),
        "minLength": lambda each: _values(each, f"ISBLANK(?value) || STRLEN(STR(?value)) < {each.number}"),
        "minInclusive": lambda each: _values(each, f"!COALESCE(?value >= {each.number}, false)"),
        "maxInclusive": lambda each: _values(each, f"!COALESCE(?value <= {each.number}, false)"),
        "lessThan": lambda each: _compared(each, "<"),
        "lessThanOrEquals": lambda each: _compared(each, "<="),
        "uniqueLang": _unique_language,
        "languageIn": lambda each: _values(each, f"LANG(?value) NOT IN ({each.items})"),
        "closed": _closed,
        "or": _either,
    }
)


def _path(graph: _Graph, path: Term) -> str:
    if isinstance(path, ox.NamedNode):
        return str(path)
    if inverse := graph.all(path, "inversePath"):
        return f"^({_path(graph, inverse[0])})"
    if several := graph.all(path, "alternativePath"):
        return f"({'|'.join(_path(graph, each) for each in graph.list(several[0]))})"
    raise ResourceError(f"shapes: a path of another kind than kg runs: {path}")


@cache
def _classes(top: str) -> str:
    """A class and those under it, as the ontology has them."""
    store = ox.Store()
    for name in GRAPHS:
        store.bulk_extend(ox.parse(ontology_file(name), format=ox.RdfFormat.TURTLE))
    rows = store.query(f"SELECT ?class WHERE {{ ?class <{RDFS}subClassOf>* <{top}> }}")
    found = [str(row["class"]) for row in rows] if isinstance(rows, ox.QuerySolutions) else []
    return " ".join(sorted({*found, f"<{top}>"}))


def _plain(term: Term) -> str:
    return term.value
