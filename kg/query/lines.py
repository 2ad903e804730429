"""N-Quads as lines of bytes: the form in which a graph goes into a store.

The default graph of a store holds every triple of the named graphs once. Oxigraph's own union of graphs
would give a row for each graph that a triple is in, and a claim of three documents would count three times.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import FormatError
from kg.resources.ontology import BASE, GRAPHS, ontology_file

__all__ = ["GraphHashes", "graph_of", "hash_graphs", "line_stream", "ontology_lines", "without_graph"]

GraphHashes = dict[str, str]
"""From the IRI of a graph to the SHA-256 of its lines, in their order."""

_GRAPHS = f"{BASE}graph/".encode()


def ontology_lines() -> list[bytes]:
    """The ontology and its schemes, each in its own graph; blank nodes are numbered, the same each time."""
    lines = []
    for name, graph in GRAPHS.items():
        target = ox.NamedNode(f"{BASE}graph/{graph}")
        blanks: dict[object, ox.BlankNode] = {}
        for quad in ox.parse(ontology_file(name), format=ox.RdfFormat.TURTLE):
            subject, value = (
                blanks.setdefault(each, ox.BlankNode(f"{name.partition('.')[0].replace('-', '')}{len(blanks)}"))
                if isinstance(each, ox.BlankNode)
                else each
                for each in (quad.subject, quad.object)
            )
            lines.append(f"{ox.Quad(subject, quad.predicate, value, target)} .\n".encode())
    return sorted(lines)


def graph_of(line: bytes) -> str:
    """The graph that an N-Quads line of a build is in; raises `FormatError` where it names none.

    >>> graph_of(b'<a:s> <a:p> "x <y> ." <https://w3id.org/hsev/graph/edges> .\\n')
    'https://w3id.org/hsev/graph/edges'
    """
    start = line.rfind(b" <") + 2
    end = line.rfind(b"> .")
    # An IRI holds no blank, and nothing follows the graph: the last ` <` of the line is where it begins.
    if not line.startswith(_GRAPHS, start) or end < start:
        raise FormatError(f"graph.nq: expected N-Quads with a graph of {BASE}graph/ on each line, found {line[:200]!r}")
    return line[start:end].decode()


def without_graph(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same triples for the default graph. Of equal neighbours, which sorting brings together, one."""
    last = b""
    for line in lines:
        triple = line[: line.rfind(b" <")] + b" .\n"
        if triple != last:
            yield triple
            last = triple


def hash_graphs(lines: Iterable[bytes]) -> GraphHashes:
    hashes: dict[str, hashlib._Hash] = {}
    for line in lines:
        graph = graph_of(line)
        if graph not in hashes:
            hashes[graph] = hashlib.sha256()
        hashes[graph].update(line)
    return {graph: each.hexdigest() for graph, each in hashes.items()}


def line_stream(lines: Iterable[bytes]) -> IO[bytes]:
    """Lines as a file to read, so that a parser takes them without all being held."""
    return cast("IO[bytes]", _LineStream(lines))


class _LineStream(io.RawIOBase):
    def __init__(self, lines: Iterable[bytes]) -> None:
        self._lines = iter(lines)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        parts, held = [self._rest], len(self._rest)
        while size < 0 or held < size:
            line = next(self._lines, b"")
            if not line:
                break
            parts.append(line)
            held += len(line)
        joined = b"".join(parts)
        if size < 0:
            self._rest = b""
            return joined
        self._rest = joined[size:]
        return joined[:size]
