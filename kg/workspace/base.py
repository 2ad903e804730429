"""What a build gives to Python: tables, a network, queries, explanations, and saving."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox

from kg.graph import Explanation, explain, to_networkx
from kg.model import Annotation, Claim, ClaimRecord, KnowledgeGraph
from kg.query import GraphStore, Rows
from kg.rdf import to_quads
from kg.validate import ValidationReport, validate
from kg.view import page_graph, write_page
from kg.workspace.check import stored_texts
from kg.workspace.directory import write_build
from kg.workspace.export import export
from kg.workspace.report import Report
from kg.workspace.tables import claims_table, entities_table, mentions_table, predicate_labels

__all__ = ["KnowledgeBase"]


class KnowledgeBase:
    """A built graph with the documents it rests on. Tables and store are made at first use."""

    def __init__(self, graph: KnowledgeGraph, annotations: Iterable[Annotation], report: Report) -> None:
        self.graph = graph
        self.annotations = tuple(sorted(annotations, key=lambda each: each.document.id))
        self.report = report

    def __repr__(self) -> str:
        return f"<kg.KnowledgeBase: {self.report.summary()}>"

    @cached_property
    def entities(self) -> pd.DataFrame:
        """One row an entity."""
        return entities_table(self.graph)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """One row a claim, plans and denials too: `claims[claims.edge]` are those that hold."""
        return claims_table(self.graph)

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row a mention."""
        return mentions_table(self.graph)

    def networkx(self, *, claims: bool = True) -> nx.MultiDiGraph:
        """The graph for analysis: with every claim as an edge, or with the derived edges only."""
        return to_networkx(self.graph, claims=claims)

    def query(self, sparql: str, **parameters: str) -> Rows:
        """Rows of a SPARQL query, a `.rq` file or a named query; raises `QueryError`."""
        return self._store.query(sparql, parameters)

    def explain(self, claim: str | Claim | ClaimRecord) -> Explanation:
        """What a claim says and the quotes it rests on; print it. Raises `QueryError` for an unknown id."""
        return explain(self.graph, claim, predicate_labels())

    def validate(self) -> ValidationReport:
        """What breaks a rule of the ontology, with the quotes it rests on; print it."""
        return validate(self._quads, stored_texts(self.annotations))

    def save(self, folder: Path | str) -> None:
        """Write the directory of the build: RDF, page, tables, report, each document's results."""
        write_build(Path(folder), self.graph, self.annotations, self.report, _page)

    def export(self, target: Path | str, format: str | None = None) -> tuple[Path, ...]:  # noqa: A002
        """Write the graph for another tool; the format is that of the ending unless told."""
        return export(self.graph, target, format)

    @cached_property
    def _store(self) -> GraphStore:
        return GraphStore(self._quads)

    @cached_property
    def _quads(self) -> list[ox.Quad]:
        return to_quads(self.graph)


def _page(graph: KnowledgeGraph, path: Path) -> None:
    write_page(page_graph(graph), path)
