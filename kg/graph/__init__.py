"""All documents as one graph: assembling, derived edges, conflicts, reprints, and the networkx view."""

from kg.graph.assemble import Ancestors, assemble
from kg.graph.edges import is_edge
from kg.graph.network import to_networkx
from kg.graph.reprints import find_reprints
from kg.graph.settings import GraphSettings
from kg.graph.words import Explanation, explain, say, say_quantity

__all__ = [
    "Ancestors",
    "Explanation",
    "GraphSettings",
    "assemble",
    "explain",
    "find_reprints",
    "is_edge",
    "say",
    "say_quantity",
    "to_networkx",
]
