"""The graph for networkx: typed nodes and edges with plain attributes, ready to analyse or to export."""

from __future__ import annotations

import networkx as nx

from kg.model import Claim, ClaimRecord, EntityRecord, KnowledgeGraph

__all__ = ["to_networkx"]

Attributes = dict[str, str | int | float | bool]


def to_networkx(graph: KnowledgeGraph, *, claims: bool = True) -> nx.MultiDiGraph:
    """A `MultiDiGraph` over entity ids.

    Nodes carry `label`, `type`, `mentions`, `documents` (how many), `group`, and `code`, `place`
    where known. With `claims`, each claim with an object is an edge whose key is the claim's id and
    which carries `predicate`, `modality`, `polarity`, `derived` (whether it passes the edge rule),
    `confidence`, `sources`, and `value`, `unit`, `comparator`, `time`, `post`, `change` where told:
    plans and denials are there, so filter by `derived` before you count. Without `claims`, only
    the derived edges, one for each subject, predicate and object, keyed by the predicate.
    No attribute is `None` or a list, as GraphML and GEXF want it.
    """
    network = nx.MultiDiGraph(name="kg")
    for record in graph.entities:
        network.add_node(record.id, **_node(record))
    if claims:
        derived = {claim for edge in graph.edges for claim in edge.claims}
        for each in graph.claims:
            if each.object is not None:
                network.add_edge(each.subject, each.object, key=each.id, **_claim(each, each.id in derived))
    else:
        for edge in graph.edges:
            attributes: Attributes = {
                "predicate": str(edge.predicate),
                "modality": str(edge.modality),
                "claims": len(edge.claims),
            }
            network.add_edge(edge.subject, edge.object, key=str(edge.predicate), **attributes)
    return network


def _node(record: EntityRecord) -> Attributes:
    entity = record.entity
    attributes: Attributes = {
        "label": _plain(entity.name),
        "type": str(entity.type),
        "group": entity.group,
        "mentions": record.mentions,
        "documents": len(record.documents),
    }
    if entity.code:
        attributes["code"] = entity.code
    if entity.place:
        attributes["place"] = entity.place
    return attributes


def _claim(record: ClaimRecord, derived: bool) -> Attributes:
    claim = record.claim
    attributes: Attributes = {
        "predicate": str(claim.predicate),
        "modality": str(claim.modality),
        "polarity": str(claim.polarity),
        "derived": derived,
        "confidence": float(claim.confidence),
        "sources": record.sources,
    }
    optional = {"time": claim.time, "post": claim.post, "change": claim.change, **_quantity(claim)}
    attributes.update({name: _plain(str(value)) for name, value in optional.items() if value})
    return attributes


def _quantity(claim: Claim) -> dict[str, str | None]:
    quantity = claim.quantity
    if quantity is None:
        return {}
    return {
        "value": quantity.value,
        "value_max": quantity.value_max,
        "from_value": quantity.from_value,
        "unit": quantity.unit,
        "comparator": str(quantity.comparator),
    }


def _plain(text: str) -> str:
    """Without control characters, which make GraphML and GEXF ill-formed."""
    return "".join(char for char in text if char.isprintable() or char == " ")
