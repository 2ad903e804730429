"""SPARQL over a built graph: an embedded store, filled from quads or from a directory, only ever read."""

from __future__ import annotations

import os
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError, StoreGone
from kg.query.disk import graph_file, sync
from kg.query.engine import Answer, Engine, Limits, Request
from kg.query.guard import check_query
from kg.query.lines import ontology_lines, without_graph
from kg.query.named import prepare
from kg.query.rows import Rows, read_rows
from kg.rdf import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["GraphStore", "explain_syntax", "query"]


class GraphStore:
    """A store that answers queries, each in a worker process with limits. The ontology and its schemes are in it.

    The default graph holds every triple of the named graphs once.
    """

    def __init__(self, quads: Iterable[ox.Quad], limits: Limits | None = None, *, updates: bool = False) -> None:
        named = sorted({f"{quad} .\n".encode() for quad in quads if isinstance(quad.graph_name, ox.NamedNode)})
        plain = [f"{quad} .\n".encode() for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)]
        terms = ontology_lines()
        self._folder: Path | None = None
        self._directory: Path | None = None
        self._reopening = threading.Lock()
        lines = chain(named, terms, without_graph(chain(named, terms)), plain)
        self._engine = self._in_memory(lines, limits, updates=updates)

    @classmethod
    def open(cls, folder: Path | str, limits: Limits | None = None, *, updates: bool = False) -> GraphStore:
        """The graph of a build directory, read-only; raises `QueryError` where there is none.

        Its store on disk is brought in step first. Where the directory may not be written to, and for
        `updates`, the graph is read into memory; updates never reach the directory.
        """
        source = graph_file(Path(folder))
        store = cls.__new__(cls)
        store._folder = store._directory = None
        store._reopening = threading.Lock()
        if not updates:
            with suppress(PermissionError):
                store._directory = sync(Path(folder)).path
        if store._directory is not None:
            store._folder = Path(folder)
            store._engine = Engine(directory=store._directory, limits=limits)
            return store
        terms = ontology_lines()
        with source.open("rb") as named, source.open("rb") as again:
            lines = chain(named, terms, without_graph(chain(again, terms)))
            store._engine = store._in_memory(lines, limits, updates=updates)
        return store

    @property
    def limits(self) -> Limits:
        return self._engine.limits

    def close(self) -> None:
        """End the worker processes; they also end with the store itself."""
        self._engine.close()

    def query(self, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows:
        """The rows of a query, a `.rq` file or a named query; raises `QueryError` with place and hint.

        All named graphs together are the default graph; `GRAPH ?g` tells them apart. The standard
        prefixes are declared. `parameters` gives each `$name` of the query its string.
        """
        return read_rows(self.ask(Request(prepare(sparql, parameters or {}))))

    def ask(self, request: Request, *, checked: bool = True, seconds: float | None = None) -> Answer:
        """The answer to one request as the engine writes it.

        `checked` looks for unknown prefixes and terms before the engine sees them, with the nearest known ones.
        """
        check_query(request.text, PREFIXES, service=self.limits.service, names=checked)
        try:
            return self._ask(request, seconds)
        except QueryError as error:
            if type(error) is not QueryError:
                raise
            check_query(request.text, PREFIXES, service=True)  # its message about a name is the better one
            raise QueryError(explain_syntax(str(error))) from error

    def _ask(self, request: Request, seconds: float | None) -> Answer:
        """After another build and another query, the store that was opened may be gone: then the new one answers."""
        engine = self._engine
        try:
            return engine.ask(request, seconds)
        except StoreGone:
            if self._folder is None:
                raise
        with self._reopening:
            if self._engine is engine:
                self._directory = sync(self._folder).path
                self._engine = Engine(directory=self._directory, limits=engine.limits)
                engine.close()
        return self._engine.ask(request, seconds)

    def dataset(self) -> rdflib.Dataset:
        """The same graphs as an rdflib `Dataset`, read-only, in this process and so without its limits."""
        from kg.query.dataset import open_dataset

        if self._directory is None:
            raise QueryError("an rdflib Dataset needs a store on disk: open a directory that may be written to")
        return open_dataset(self._directory)

    def _in_memory(self, lines: Iterable[bytes], limits: Limits | None, *, updates: bool) -> Engine:
        """Each worker reads the lines from a file, which goes with the store."""
        handle, name = tempfile.mkstemp(prefix="kg-", suffix=".nq")
        with os.fdopen(handle, "wb") as file:
            file.writelines(lines)
        weakref.finalize(self, Path(name).unlink, missing_ok=True)
        return Engine(file=Path(name), limits=limits, updates=updates)


def query(folder: Path | str, sparql: str, parameters: Mapping[str, str] | None = None) -> Rows:
    """Open the directory of a build and answer one query."""
    return GraphStore.open(folder).query(sparql, parameters)


def explain_syntax(message: str) -> str:
    """The engine's message without its lists of character ranges."""
    if "error at" not in message:
        return message
    head = message.split("expected one of")[0].strip(" :")
    return f"the query cannot be read, {head}: look there for a missing bracket, dot or quotation mark"
