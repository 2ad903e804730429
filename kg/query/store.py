"""SPARQL over a built graph: an embedded store, filled from quads or from a directory, only ever read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.guard import bind, check_query
from kg.query.named import named_query, query_names
from kg.query.rows import Rows, Value
from kg.rdf import PREFIXES
from kg.resources.ontology import BASE, ontology_file

__all__ = ["GraphStore", "query"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ONTOLOGY_GRAPHS = {"hsev.ttl": "ontology", "schemes.ttl": "schemes"}


class GraphStore:
    """A store that answers queries. The ontology and its schemes are graphs of it.

    The default graph holds every triple once. Oxigraph's own union of named graphs would give a
    row for each graph that a triple is in, and a claim of three documents would count three times.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(each for quad in (*quads, *_ontology()) for each in (quad, _in_default_graph(quad)))

    @classmethod
    def open(cls, folder: Path | str) -> GraphStore:
        """The graph of a build directory; raises `QueryError` where there is none."""
        path = Path(folder) / "graph.nq"
        if not path.is_file():
            raise QueryError(f"{folder}: expected a directory made by `kg build`, found no graph.nq in it")
        return cls(ox.parse(path=path, format=ox.RdfFormat.N_QUADS))

    def query(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows:
        """The rows of a query, a `.rq` file or a named query; raises `QueryError` with place and hint.

        All named graphs together are the default graph; `GRAPH ?g` tells them apart. The standard
        prefixes are declared. `parameters` gives each `$name` of the query its string.
        """
        text = _text_of(sparql, parameters or {})
        check_query(text, PREFIXES)
        try:
            return _rows(self._store.query(bind(text, parameters or {}), prefixes=PREFIXES))
        except (SyntaxError, ValueError) as error:
            raise QueryError(_explain(str(error))) from error


def _ontology() -> Iterator[ox.Quad]:
    for name, graph in _ONTOLOGY_GRAPHS.items():
        target = ox.NamedNode(f"{BASE}graph/{graph}")
        for quad in ox.parse(ontology_file(name), format=ox.RdfFormat.TURTLE):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, target)


def _in_default_graph(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def query(folder: Path | str, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows:
    """Open the directory of a build and answer one query."""
    return GraphStore.open(folder).query(sparql, parameters)


def _text_of(sparql: str, parameters: Mapping[str, str]) -> str:
    """A query is text with a blank or a bracket; else it names a file or a packaged query."""
    wanted = sparql.strip()
    if any(char.isspace() or char == "{" for char in wanted) and not wanted.endswith(".rq"):
        return sparql
    if wanted in query_names():
        named = named_query(wanted)
        if missing := [f"{name} ({meaning})" for name, meaning in named.parameters if name not in parameters]:
            raise QueryError(f"the query {wanted!r} needs a value for {'; '.join(missing)}")
        return named.text
    path = Path(wanted)
    if path.is_file():
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise QueryError(f"{wanted}: expected a query in UTF-8: {error}") from error
    raise QueryError(f"{wanted!r} is no query, no file and no named query; named ones are {', '.join(query_names())}")


def _rows(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Rows:
    if isinstance(answer, ox.QueryBoolean):
        return Rows(("answer",), ((bool(answer),),))
    if isinstance(answer, ox.QueryTriples):
        triples = (tuple(map(_value, (each.subject, each.predicate, each.object))) for each in answer)
        return Rows(("subject", "predicate", "object"), tuple(sorted(triples, key=str)))
    columns = tuple(variable.value for variable in answer.variables)
    return Rows(columns, tuple(tuple(_value(solution[name]) for name in columns) for solution in answer))


def _value(term: object) -> Value:
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        match kind:
            case "integer" | "decimal":
                return float(term.value) if "." in term.value else int(term.value)
            case "double" | "float":
                return float(term.value)
            case "boolean":
                return term.value in ("true", "1")
    except ValueError:
        return term.value
    return term.value


def _explain(message: str) -> str:
    """The engine's message without its lists of character ranges."""
    head = message.split("expected one of")[0].strip(" :")
    return f"the query cannot be read, {head}: look there for a missing bracket, dot or quotation mark"
