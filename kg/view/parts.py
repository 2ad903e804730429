"""The parts that a page is made of: what the first picture needs, and the rest in pieces that are read when asked for.

A part is a plain value for JSON, in which rows name nodes, edges, claims and documents by their number. `graph.html`
carries the parts packed. A page that a server hands out starts with a small graph and asks for further pieces: a
piece is a small graph of its own, whole, and joins what the page knows by the keys of its nodes, claims and documents.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence

from kg.view.map import backdrop
from kg.view.payload import FIRST_NODES, Record, Records

__all__ = ["EVIDENCE_ROWS", "ROWS", "columns", "first_part", "packed", "parts", "piece"]

ROWS = 4000
"""Rows in a part: reading one takes a browser about as long as drawing a frame."""

EVIDENCE_ROWS = 500
"""Claims whose words stand in one part; a part is read when the first of them is opened."""

_NODE = ("id", "key", "label", "type", "within", "group", "x", "y", "size", "links")
_NAMES = ("id", "aliases", "code", "facts", "pinyin", "point")
_EDGE = ("id", "from", "to", "predicate")
_CLAIM = (
    *("id", "edge", "subject", "predicate", "object", "value", "change", "time"),
    *("modality", "denied", "post", "documents", "sources"),
)
_EVIDENCE = ("id", "key", "evidence")
_DOCUMENT = ("id", "key", "title", "date", "url", "cluster", "cluster_key")


def first_part(held: Records) -> Record:
    """The nodes, edges and claims of the first picture, and how much there is in all."""
    nodes = [node for node in held.nodes if node["first"]]
    drawn = {node["id"] for node in nodes}
    edges = [edge for edge in held.edges if edge["from"] in drawn and edge["to"] in drawn]
    claims = [held.claims[number] for edge in edges for number in edge["claims"]]
    totals = {"nodes": len(held.nodes), "edges": len(held.edges), "claims": len(held.claims)}
    return {
        "nodes": _only(nodes, _NODE),
        "edges": _only(edges, _EDGE),
        "claims": _only(claims, _CLAIM),
        "totals": totals | {"documents": len(held.documents), "first": FIRST_NODES, "evidence": EVIDENCE_ROWS},
    }


def parts(held: Records) -> Iterator[tuple[str, Record]]:
    """Every part but the first, with its name: the graph in `rest-0 …`, the quotations in `evidence-0 …`."""
    rows = [
        *(("nodes", piece, _NODE) for piece in _pieces(held.nodes, ROWS)),
        *(("names", piece, _NAMES) for piece in _pieces(held.nodes, ROWS)),
        *(("edges", piece, _EDGE) for piece in _pieces(held.edges, ROWS)),
        *(("claims", piece, _CLAIM) for piece in _pieces(held.claims, ROWS)),
        *(("documents", piece, _DOCUMENT) for piece in _pieces(held.documents, ROWS)),
    ]
    for number, (name, piece, keys) in enumerate(rows):
        yield f"rest-{number}", {name: columns(piece, keys)}
    for number, piece in enumerate(_pieces(held.claims, EVIDENCE_ROWS)):
        yield f"evidence-{number}", {"evidence": columns(piece, _EVIDENCE)}
    yield "map", {"backdrop": backdrop()}


def piece(held: Records) -> Record:
    """A small graph as one part: what a server answers when the page asks what stands around a node, or for a name."""
    kinds = (
        ("nodes", held.nodes, _NODE),
        ("names", held.nodes, _NAMES),
        ("documents", held.documents, _DOCUMENT),
        ("edges", held.edges, _EDGE),
        ("claims", held.claims, _CLAIM),
        ("evidence", held.claims, _EVIDENCE),
    )
    return {name: columns(rows, keys) for name, rows, keys in kinds}


def columns(rows: Iterable[Record], keys: Sequence[str]) -> Record:
    """Rows as one list of keys and one of values, which is half the size in JSON.

    >>> columns([{"a": 1, "b": 2}, {"a": 3, "b": 4}], ["b", "a"])
    {'keys': ['b', 'a'], 'rows': [[2, 1], [4, 3]]}
    """
    return {"keys": list(keys), "rows": [[row[key] for key in keys] for row in rows]}


def _only(rows: Iterable[Record], keys: Sequence[str]) -> list[Record]:
    return [{key: row[key] for key in keys} for row in rows]


def packed(part: Record) -> str:
    """A part as base64 of gzipped JSON: a tenth of its size, and no letter in it means anything to a browser."""
    text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), compresslevel=6, mtime=0)).decode()


def _pieces(rows: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
