"""Questions to a built graph, in SPARQL: read-only, guarded, with standard prefixes."""

from kg.query.engine import Answer, Limits, Request
from kg.query.named import NamedQuery, Parameter, named_query, query_names
from kg.query.rows import Rows
from kg.query.store import GraphStore, query

__all__ = [
    "Answer",
    "GraphStore",
    "Limits",
    "NamedQuery",
    "Parameter",
    "Request",
    "Rows",
    "named_query",
    "query",
    "query_names",
]
