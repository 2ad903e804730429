"""A graph as one self-contained page: `write_page(graph, path)`."""

from kg.view.adapt import page_graph
from kg.view.html import render, write_page
from kg.view.model import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode
from kg.view.parts import piece
from kg.view.payload import records

__all__ = [
    "PageClaim",
    "PageDocument",
    "PageEvidence",
    "PageGraph",
    "PageNode",
    "page_graph",
    "piece",
    "records",
    "render",
    "write_page",
]
