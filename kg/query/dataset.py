"""The store as an rdflib `Dataset`, with what rdflib and oxigraph would fetch or read refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore

from kg.errors import QueryError
from kg.query.guard import check_query
from kg.rdf import PREFIXES

__all__ = ["open_dataset"]


class _GuardedStore(OxigraphStore):
    """Queries go to oxigraph as text, after the same checks as everywhere.

    A prepared query would be evaluated by rdflib in Python: thousands of times slower, and rdflib
    follows `SERVICE` and reads the files that `FROM` names.
    """

    def query(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(query, str):
            raise QueryError("expected a query as text: a prepared one would be run by rdflib, outside the store")
        check_query(query, {**PREFIXES, **(args[0] if args else kwargs.get("initNs") or {})}, names=False)
        return super().query(query, *args, **kwargs)

    def update(self, *args: Any, **kwargs: Any) -> None:
        raise QueryError("this graph can only be read: build again to change it")


def open_dataset(directory: Path) -> rdflib.Dataset:
    """The graphs of a store on disk; the default graph holds every triple once."""
    dataset = rdflib.Dataset(store=_GuardedStore(store=ox.Store.read_only(str(directory))))
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri, replace=True)
    return dataset
