"""A graph as one self-contained page: `write_page(page_graph(graph), path)`."""

from kg.view.html import render, write_page
from kg.view.model import PageClaim, PageDocument, PageEvidence, PageGraph, PageNode

__all__ = ["PageClaim", "PageDocument", "PageEvidence", "PageGraph", "PageNode", "render", "write_page"]
