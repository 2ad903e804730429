"""Questions on pages: the named queries as forms, their rows with evidence, drawings, and what the editor needs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.errors import QueryError
from kg.query import GraphStore, NamedQuery, Request, explain_rows, named_query, query_names
from kg.query.guard import declare
from kg.query.named import prepare
from kg.query.rows import read_rows
from kg.rdf import PREFIXES
from kg.resources.ontology import CODE, ONT, load_ontology
from kg.serve.views import View, claim_record
from kg.view import render
from kg.workspace import draw

__all__ = ["ask_view", "drawing_page", "editor_view", "named_queries", "term_labels"]

MOST_ROWS = 500


def ask_view(store: GraphStore, name: str, given: Mapping[str, str]) -> View:
    """A named query with its form, and its rows with what they rest on where all that it needs is given."""
    query = named_query(name)
    values = {each.name: given.get(each.name, "").strip() for each in query.parameters}
    view: View = {"label": query.name, **_record(query), "values": values, "rows": None, "error": None}
    if any(not values[each.name] for each in query.parameters if not each.optional):
        return view
    text = declare(prepare(name, values), PREFIXES)
    rows = read_rows(store.ask(Request(text)))
    shown = type(rows)(rows.columns, rows.rows[:MOST_ROWS])
    explained = explain_rows(store, shown)
    return {
        **view,
        "sparql": text,
        "columns": rows.columns,
        "total": len(rows),
        "rows": [
            {"cells": row, "claims": [claim_record(each) for each in claims]}
            for row, claims in zip(shown.rows, explained.grounds, strict=True)
        ],
    }


def drawing_page(public: GraphStore, own: GraphStore, text: str) -> str:
    """The page that draws what a query found; the query is a visitor's, the rest is ours."""
    if not text.strip():
        raise QueryError("expected a query to draw, found none")
    return render(draw(own, read_rows(public.ask(Request(text)))))


def editor_view(query: str) -> View:
    return {"label": "SPARQL", "queries": named_queries(), "query": query}


@cache
def named_queries() -> list[dict[str, Any]]:
    """All of them, those of the numbered questions first."""
    found = sorted(map(named_query, query_names()), key=lambda each: (each.question or 99, each.name))
    return [_record(each) for each in found]


@cache
def term_labels() -> list[dict[str, str]]:
    """The terms and concepts of the ontology, to complete while typing."""
    terms = (each for iri, each in sorted(load_ontology().terms.items()) if iri.startswith((ONT, CODE)))
    return [{"iri": each.iri, "zh": each.labels.get("zh", ""), "en": each.labels.get("en", "")} for each in terms]


def _record(query: NamedQuery) -> dict[str, Any]:
    parameters = [
        {"name": each.name, "zh": each.zh, "en": each.en, "optional": each.optional} for each in query.parameters
    ]
    return {
        "name": query.name,
        "question": query.question,
        "zh": query.zh,
        "en": query.en,
        "parameters": parameters,
        "text": declare(query.text, PREFIXES),
    }
