"""The answer to a query: columns and rows of plain values."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyoxigraph as ox

from kg.query.engine import Answer
from kg.rdf import PREFIXES

__all__ = ["Rows", "Value", "read_rows"]

Value = str | int | float | bool | None
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TRIPLE = ("subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Rows:
    """`rows` are tuples in the order of `columns`.

    IRIs are full and raw; numbers are numbers, `None` is unbound. `ASK` gives one column `answer`,
    `CONSTRUCT` and `DESCRIBE` give `subject`, `predicate`, `object`. `answer` is what the engine wrote,
    in which languages and datatypes are still to be seen.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    answer: Answer | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def to_parquet(self) -> bytes:
        """A Parquet file; a column that mixes numbers and text is text."""
        frame = self.to_frame()
        mixed = [name for name in frame.columns if len({type(value) for value in frame[name].dropna()}) > 1]
        frame = frame.astype(dict.fromkeys(mixed, "string"))
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False, engine="pyarrow")
        return buffer.getvalue()

    def to_sparql_json(self) -> str:
        """SPARQL 1.1 Query Results JSON; a graph as rows of subject, predicate, object."""
        if self.answer is not None and self.answer.kind != "triples":
            found = ox.parse_query_results(self.answer.content, _format(self.answer))
            return (found.serialize(None, ox.QueryResultsFormat.JSON) or b"").decode()
        triples = _triples(self.answer) if self.answer else []
        bindings = [{name: _json_term(getattr(each, name)) for name in _TRIPLE} for each in triples]
        return json.dumps({"head": {"vars": list(_TRIPLE)}, "results": {"bindings": bindings}}, ensure_ascii=False)

    def shortened(self) -> Rows:
        """With the standard prefixes in place of long IRIs, for reading."""
        return Rows(self.columns, tuple(tuple(_short(value) for value in row) for row in self.rows))


def read_rows(answer: Answer) -> Rows:
    """The rows of an answer in one of the formats of SPARQL results, or in N-Triples."""
    if answer.kind == "triples":
        triples = (tuple(map(_value, (each.subject, each.predicate, each.object))) for each in _triples(answer))
        return Rows(_TRIPLE, tuple(sorted(triples, key=str)), answer)
    found = ox.parse_query_results(answer.content, _format(answer))
    if isinstance(found, ox.QueryBoolean):
        return Rows(("answer",), ((bool(found),),), answer)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(f"expected rows or a truth value, found {found!r}")
    columns = tuple(variable.value for variable in found.variables)
    return Rows(columns, tuple(tuple(map(_value, solution)) for solution in found), answer)


def _format(answer: Answer) -> ox.QueryResultsFormat:
    found = ox.QueryResultsFormat.from_media_type(answer.media or "")
    if found is None:
        raise ValueError(f"expected an answer in a format of SPARQL results, found {answer.media!r}")
    return found


def _triples(answer: Answer) -> list[ox.Quad]:
    return list(ox.parse(answer.content, ox.RdfFormat.N_TRIPLES))


def _json_term(term: object) -> dict[str, str]:
    if isinstance(term, ox.NamedNode | ox.BlankNode):
        return {"type": "uri" if isinstance(term, ox.NamedNode) else "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        raise TypeError(f"expected a term of RDF 1.1, found {term!r}")
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _XSD + "string":
        found["datatype"] = term.datatype.value
    return found


def _short(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        for base, prefix in _BY_LENGTH:
            if value.startswith(base) and "/" not in value[len(base) :]:
                return f"{prefix}:{value[len(base) :]}"
    return value


def _value(term: object) -> Value:
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return None if term is None else term.value if isinstance(term, ox.BlankNode) else str(term)
    kind = term.datatype.value
    if kind not in _NUMBERS:
        return term.value
    try:
        return _NUMBERS[kind](term.value)
    except ValueError:
        return term.value


def _number(text: str) -> Value:
    return float(text) if "." in text else int(text)


_NUMBERS: Mapping[str, Callable[[str], Value]] = {
    _XSD + "integer": _number,
    _XSD + "decimal": _number,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
}
