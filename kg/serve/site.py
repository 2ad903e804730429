"""What is served: a build's store, twice, and its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from kg.errors import FormatError
from kg.model import Annotation
from kg.query import GraphStore, Limits
from kg.workspace import read_annotation

__all__ = ["Site"]


class Site:
    """A build to be served.

    Queries of visitors and those of the server's own pages have workers of their own, so that the pages answer
    however busy the endpoint is. With `scratch` it also takes updates, into a copy in memory that ends with it.
    """

    def __init__(self, folder: Path | str, limits: Limits | None = None, *, scratch: bool = False) -> None:
        self.folder = Path(folder)
        self.limits = limits or Limits(
            seconds=30, memory_megabytes=1024, answer_megabytes=64, workers=4, wait_seconds=5
        )
        self.scratch = scratch
        self.public = GraphStore.open(self.folder, self.limits, updates=scratch)
        self.own = GraphStore.open(self.folder, replace(self.limits, workers=2, wait_seconds=30))

    def close(self) -> None:
        """End the workers of both stores."""
        self.public.close()
        self.own.close()

    @property
    def drawing(self) -> Path | None:
        """The page of the whole graph, if the build has one."""
        path = self.folder / "graph.html"
        return path if path.is_file() else None

    @cached_property
    def documents(self) -> Mapping[str, tuple[str, ...]]:
        """From the IRI of a document to its ids, sorted."""
        rows = self.own.query("SELECT ?source ?id { ?source a hsev:SourceDocument ; dcterms:identifier ?id }")
        found: dict[str, list[str]] = {}
        for row in rows:
            found.setdefault(str(row["source"]), []).append(str(row["id"]))
        return {iri: tuple(sorted(ids)) for iri, ids in found.items()}

    def annotation(self, document: str) -> Annotation | None:
        """The document of that IRI with its text, or `None` where the build holds only the graph."""
        for name in self.documents.get(document, ()):
            try:
                return read_annotation(self.folder, name)
            except (OSError, FormatError):
                continue
        return None
