"""Questions to a built graph, in SPARQL: read-only, guarded, with standard prefixes."""

from kg.query.engine import Answer, Limits, Request
from kg.query.explain import Explained, explain_rows
from kg.query.facts import ClaimFacts, Quote, claim_facts
from kg.query.named import NamedQuery, Parameter, named_query, query_names
from kg.query.remote import Pushed, RemoteStore, is_address, push
from kg.query.rows import Rows
from kg.query.store import GraphStore, query

__all__ = [
    "Answer",
    "ClaimFacts",
    "Explained",
    "GraphStore",
    "Limits",
    "NamedQuery",
    "Parameter",
    "Pushed",
    "Quote",
    "RemoteStore",
    "Request",
    "Rows",
    "claim_facts",
    "explain_rows",
    "is_address",
    "named_query",
    "push",
    "query",
    "query_names",
]
