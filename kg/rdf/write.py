"""The one writer of RDF: bytes that depend on the set of quads alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES, RDF, XSD

__all__ = ["to_nquads", "to_trig", "to_turtle"]

_LOCAL = re.compile(r"[A-Za-z0-9_\u3400-\u9fff][A-Za-z0-9_\u3400-\u9fff·+-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f]')
_BY_LENGTH = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda pair: (-len(pair[0]), pair[1]))


def to_nquads(quads: Iterable[ox.Quad]) -> str:
    """Sorted N-Quads, raw characters, one line each."""
    return "".join(sorted({f"{quad} .\n" for quad in quads}))


def to_trig(quads: Iterable[ox.Quad]) -> str:
    """TriG for reading: prefixes that are used, one block for each graph, sorted throughout."""
    return _document(quads, graphs=True)


def to_turtle(quads: Iterable[ox.Quad]) -> str:
    """Turtle of all graphs as one."""
    return _document(quads, graphs=False)


def _document(quads: Iterable[ox.Quad], graphs: bool) -> str:
    used: set[str] = set()
    rows = sorted({(_term(quad.graph_name, used) if graphs else "", *_triple(quad, used)) for quad in quads})
    body: list[str] = []
    for name, block in groupby(rows, key=lambda row: row[0]):
        lines = _subjects([row[1:] for row in block], "  " if name else "")
        body.append(f"{name} {{\n{lines}}}\n" if name else lines)
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used))
    return head + "\n" + "\n".join(body)


def _triple(quad: ox.Quad, used: set[str]) -> tuple[str, str, str]:
    predicate = "a" if quad.predicate.value == RDF + "type" else _term(quad.predicate, used)
    return _term(quad.subject, used), predicate, _term(quad.object, used)


def _subjects(rows: list[tuple[str, ...]], indent: str) -> str:
    blocks = []
    for subject, each in groupby(rows, key=lambda row: row[0]):
        predicates = []
        for predicate, group in groupby(each, key=lambda row: row[1]):
            predicates.append(f"{predicate} {', '.join(row[2] for row in group)}")
        # "a" sorts among the prefixed names: the type reads best first
        predicates.sort(key=lambda line: not line.startswith("a "))
        blocks.append(f"{indent}{subject} " + f" ;\n{indent}    ".join(predicates) + " .\n")
    return "".join(blocks)


def _term(term: object, used: set[str]) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value, used)
    if isinstance(term, ox.Literal):
        return _literal(term, used)
    if isinstance(term, ox.DefaultGraph):
        return ""
    return str(term)


def _iri(iri: str, used: set[str]) -> str:
    for base, prefix in _BY_LENGTH:
        if iri.startswith(base):
            local = iri[len(base) :]
            if _LOCAL.fullmatch(local):
                used.add(prefix)
                escaped = local.replace("+", "\\+")
                return f"{prefix}:{escaped}"
    return f"<{iri}>"


def _literal(literal: ox.Literal, used: set[str]) -> str:
    if literal.datatype.value == XSD + "integer":
        return literal.value
    quoted = '"' + _SPECIAL.sub(_escape, literal.value) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    if literal.datatype.value == XSD + "string":
        return quoted
    return f"{quoted}^^{_iri(literal.datatype.value, used)}"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"
