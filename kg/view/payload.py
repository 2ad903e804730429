"""From a `PageGraph` to the records that the page holds: ranked, sized, placed, safe to show."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

from kg.rdf.claims import MODALITIES
from kg.resources.ontology import BASE, CODE, ONT, load_ontology
from kg.resources.view import load_messages, load_node_types, load_predicate_labels
from kg.view.layout import Links, layout
from kg.view.map import on_map
from kg.view.model import PageClaim, PageEvidence, PageGraph, PageNode
from kg.view.safe import safe_key, safe_text, safe_url

__all__ = ["FIRST_NODES", "Record", "Records", "full_legend", "pinyin", "records"]

FIRST_NODES = 400
"""How many nodes the first picture draws; the others come by search and by expanding."""

WITHIN = "withinDivision"
"""The predicate of edges that come from the gazetteer instead of a claim."""

Record = dict[str, Any]

_NAME_CHARS = 300
_KEY_CHARS = 160
_WEIGHTS = {"locatedIn": 2.2, WITHIN: 1.6, "partOf": 2.0, "memberOf": 1.6}
"""How strongly an edge pulls its ends together: things stand by the place and the body they belong to."""


@dataclass(frozen=True, slots=True)
class Records:
    """Nodes in order of importance; edges, claims, documents refer to one another by number in their list."""

    nodes: tuple[Record, ...]
    edges: tuple[Record, ...]
    claims: tuple[Record, ...]
    documents: tuple[Record, ...]
    legend: Record


def records(graph: PageGraph) -> Records:
    """All that the page embeds. The order of nodes, claims and documents in `graph` does not matter."""
    nodes = _ranked(graph)
    number = {node.id: index for index, node in enumerate(nodes)}
    documents = sorted(graph.documents, key=lambda document: document.id)
    clusters = _numbers(document.cluster or f"\0{document.id}" for document in documents)
    place = {document.id: index for index, document in enumerate(documents)}
    cluster = [clusters[document.cluster or f"\0{document.id}"] for document in documents]
    claims = sorted(graph.claims, key=lambda claim: _reading_order(claim, place))
    edges = _edges(nodes, claims, number)
    edge_of = {claim: edge["id"] for edge in edges for claim in edge["claims"]}
    said = tuple(
        _claim_record(claim, number, place) | {"id": index, "edge": edge_of.get(index)}
        for index, claim in enumerate(claims)
    )
    for claim in said:
        claim["documents"] = sorted({each[0] for each in claim["evidence"]})
        claim["sources"] = sorted({cluster[each] for each in claim["documents"]})
    return Records(
        nodes=_node_records(nodes, edges, claims, number),
        edges=tuple(edges),
        claims=said,
        documents=tuple(
            {
                "id": place[document.id],
                "key": safe_text(document.id, _KEY_CHARS),
                "title": safe_text(document.title, _NAME_CHARS) or None,
                "date": safe_text(document.date, 40) or None,
                "url": safe_url(document.url),
                "cluster": cluster[place[document.id]],
                "cluster_key": safe_text(document.cluster or document.id, _KEY_CHARS),
            }
            for document in documents
        ),
        legend=_legend(nodes, claims),
    )


def _reading_order(claim: PageClaim, place: dict[str, int]) -> tuple[int, str, str]:
    """Claims of one sentence stand together: what is read together then lies in one part of the page."""
    first = min(claim.evidence, key=lambda each: place[each.document], default=None)
    return (place[first.document], first.quote, claim.id) if first else (len(place), "", claim.id)


@lru_cache(maxsize=65536)
def pinyin(name: str) -> str:
    """How a name is read, and the first letters of that, without tones: `naqu nq`."""
    syllables = [syllable for syllable in lazy_pinyin(name[:60]) if syllable.strip()]
    return "".join(syllables).lower() + " " + "".join(syllable[0] for syllable in syllables).lower()


def _ranked(graph: PageGraph) -> list[PageNode]:
    """The most important first, by distinct neighbours and claims; the types that are hidden at first come last."""
    shown = {kind.key for kind in load_node_types() if kind.shown}
    neighbours: dict[str, set[str]] = {node.id: set() for node in graph.nodes}
    weight: Counter[str] = Counter()
    for claim in graph.claims:
        weight[claim.subject] += 1
        if claim.object is not None:
            weight[claim.object] += 1
            neighbours[claim.subject].add(claim.object)
            neighbours[claim.object].add(claim.subject)
    for node in graph.nodes:
        if node.type == "PLACE" and node.within is not None:
            neighbours[node.within].add(node.id)
    measure = {node.id: _measure(len(neighbours[node.id]), weight[node.id]) for node in graph.nodes}
    order = sorted(graph.nodes, key=lambda node: (node.type not in shown, -measure[node.id], node.id))
    return _mixed(order)


def _mixed(order: list[PageNode]) -> list[PageNode]:
    """The same nodes, but no type takes more than a third of the first picture while others wait.

    Counties have many links as a kind: a province's worth of them would leave no room for anything in them.
    """
    taken: Counter[str] = Counter()
    first: list[PageNode] = []
    rest: list[PageNode] = []
    for node in order:
        if len(first) < FIRST_NODES and taken[node.type] < FIRST_NODES // 3:
            taken[node.type] += 1
            first.append(node)
        else:
            rest.append(node)
    return first + rest


def _measure(neighbours: int, claims: int) -> float:
    return neighbours + 0.5 * claims


def _edges(nodes: list[PageNode], claims: list[PageClaim], number: dict[str, int]) -> list[Record]:
    """One edge for each subject, predicate and object, with the numbers of its claims."""
    found: dict[tuple[int, int, str], list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.object is not None and claim.object != claim.subject:
            found.setdefault((number[claim.subject], number[claim.object], claim.predicate), []).append(index)
    for node in nodes:
        if node.type == "PLACE" and node.within is not None and node.within != node.id:
            found.setdefault((number[node.id], number[node.within], WITHIN), [])
    return [
        {"id": index, "from": start, "to": end, "predicate": safe_key(predicate), "claims": indices}
        for index, ((start, end, predicate), indices) in enumerate(sorted(found.items()))
    ]


def _node_records(
    nodes: list[PageNode], edges: list[Record], claims: list[PageClaim], number: dict[str, int]
) -> tuple[Record, ...]:
    told = Counter(number[end] for claim in claims for end in {claim.subject, claim.object} if end is not None)
    neighbours: list[set[int]] = [set() for _ in nodes]
    for edge in edges:
        neighbours[edge["from"]].add(edge["to"])
        neighbours[edge["to"]].add(edge["from"])
    sizes = np.array(
        [11 + min(19.0, 2.6 * _measure(len(neighbours[i]), told[i]) ** 0.5) for i in range(len(nodes))], dtype=float
    ).round(1)
    core = _core(nodes, edges)
    places = _places(nodes, edges, number, sizes, core)
    keys = _unique_keys(nodes)
    return tuple(
        _node_record(node, number)
        | {"key": key, "x": int(x), "y": int(y), "size": float(size), "links": len(near), "first": bool(first)}
        for node, key, (x, y), size, near, first in zip(nodes, keys, places, sizes, neighbours, core, strict=True)
    )


def _core(nodes: list[PageNode], edges: list[Record]) -> NDArray[np.bool_]:
    """The nodes of the first picture: the first of those that a visible relation ties to a visible node."""
    kinds = {kind.key: kind.shown for kind in load_node_types()}
    shown = [kinds.get(node.type, True) for node in nodes]
    wanted = np.zeros(len(nodes), dtype=bool)
    for edge in edges:
        if shown[edge["from"]] and shown[edge["to"]]:
            wanted[[edge["from"], edge["to"]]] = True
    core: NDArray[np.bool_] = wanted & (np.cumsum(wanted) <= FIRST_NODES)
    return core


def _unique_keys(nodes: list[PageNode]) -> list[str]:
    """The ids as they may stand in an address, made unique where cutting made them equal."""
    taken: set[str] = set()
    keys = []
    for number, node in enumerate(nodes):
        key = safe_text(node.id, _KEY_CHARS)
        keys.append(key if key not in taken else f"{key}#{number}")
        taken.add(keys[-1])
    return keys


def _places(
    nodes: list[PageNode], edges: list[Record], number: dict[str, int], sizes: Any, core: NDArray[np.bool_]
) -> Any:
    links = [(edge["from"], edge["to"], _WEIGHTS.get(edge["predicate"], 1.0)) for edge in edges]
    # A body stands near its division even where no document says that it lies there.
    links += [(number[node.id], number[node.within], 1.0) for node in nodes if node.type != "PLACE" and node.within]
    ends = np.array([link[:2] for link in links], dtype=np.int64).reshape(-1, 2)
    return layout(sizes, Links(ends, np.array([link[2] for link in links], dtype=float)), core)


def _node_record(node: PageNode, number: dict[str, int]) -> Record:
    names = [safe_text(name, _NAME_CHARS) for name in (node.label, *node.aliases)]
    readings = " ".join(dict.fromkeys(pinyin(name) for name in names[:12]))
    return {
        "id": number[node.id],
        "label": names[0] or "?",
        "type": safe_key(node.type),
        "aliases": sorted({name for name in names[1:] if name and name != names[0]}),
        "code": safe_text(node.code, 40) or None,
        "within": None if node.within is None else number[node.within],
        "group": node.group,
        "facts": [[safe_text(name, 60), safe_text(value, _NAME_CHARS)] for name, value in node.facts],
        "pinyin": readings,
        "point": None if node.point is None else list(on_map(*node.point)),
    }


def _claim_record(claim: PageClaim, number: dict[str, int], place: dict[str, int]) -> Record:
    return {
        "key": safe_text(claim.id, _KEY_CHARS),
        "subject": number[claim.subject],
        "predicate": safe_key(claim.predicate),
        "object": None if claim.object is None else number[claim.object],
        "value": safe_text(claim.value, 120) or None,
        "change": claim.change if claim.change in {"up", "down"} else None,
        "time": safe_text(claim.time, 60) or None,
        "modality": safe_key(claim.modality),
        "denied": claim.denied,
        "post": safe_text(claim.post, 120) or None,
        "evidence": [_evidence_record(each, place) for each in claim.evidence],
    }


def _evidence_record(evidence: PageEvidence, place: dict[str, int]) -> list[int | str]:
    return [
        place[evidence.document],
        safe_text(evidence.before[-200:]),
        safe_text(evidence.quote),
        safe_text(evidence.after[:200]),
    ]


def _legend(nodes: list[PageNode], claims: list[PageClaim]) -> Record:
    """Types and predicates that occur, in the order of their tables; unknown ones behind, under their own name."""
    types = [asdict(kind) for kind in load_node_types()]
    known = {kind["key"] for kind in types}
    last = types[-1]
    types += [
        last | {"key": key, "zh": key, "en": key, "glyph": "·"}
        for key in sorted({safe_key(node.type) for node in nodes} - known)
    ]
    predicates = [asdict(label) for label in load_predicate_labels()]
    names = {label["key"] for label in predicates}
    predicates += [
        dict.fromkeys(("key", "zh", "en", "zh_inverse", "en_inverse"), key)
        for key in sorted({safe_key(claim.predicate) for claim in claims} - names)
    ]
    used = {safe_key(node.type) for node in nodes}
    said = {safe_key(claim.predicate) for claim in claims} | (
        {WITHIN} if any(node.type == "PLACE" and node.within for node in nodes) else set()
    )
    return {
        "types": [kind for kind in types if kind["key"] in used],
        "predicates": [label for label in predicates if label["key"] in said],
        "grades": [[grade.labels["zh"], grade.labels["en"]] for grade in load_ontology().concepts("grade")],
        "rdf": {
            "base": BASE,
            "ont": ONT,
            "code": CODE,
            "modality": {kind.value: MODALITIES[kind] for kind in MODALITIES},
        },
        "messages": {message.key: [message.zh, message.en] for message in load_messages()},
    }


def full_legend(legend: Record) -> Record:
    """The same with every type and predicate of the tables, for a page to which further pieces will come."""
    types = [asdict(kind) for kind in load_node_types()]
    predicates = [asdict(label) for label in load_predicate_labels()]
    full = {"types": types, "predicates": predicates}
    for name, rows in full.items():
        known = {row["key"] for row in rows}
        rows += [row for row in legend[name] if row["key"] not in known]
    return legend | full


def _numbers(keys: Any) -> dict[str, int]:
    return {key: index for index, key in enumerate(dict.fromkeys(keys))}
