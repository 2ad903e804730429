"""The queries that come with the ontology: named, explained in two languages, with parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.errors import QueryError
from kg.resources.ontology import ontology_file, query_files

__all__ = ["NamedQuery", "named_query", "query_names"]

_HEAD = re.compile(r"^#\s*(zh|en|param)\s*:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """`parameters` are names of variables that a caller may bind, each with what it means."""

    name: str
    text: str
    zh: str
    en: str
    parameters: tuple[tuple[str, str], ...] = ()


def query_names() -> tuple[str, ...]:
    return query_files()


@cache
def named_query(name: str) -> NamedQuery:
    """The packaged query of that name; raises `QueryError` with the known ones."""
    if name not in query_names():
        raise QueryError(f"there is no query {name!r}; known are {', '.join(query_names())}")
    text = ontology_file(f"queries/{name}.rq")
    found = _HEAD.findall(text)
    parameters = [value.partition(" ") for kind, value in found if kind == "param"]
    return NamedQuery(
        name=name,
        text=text,
        zh=" ".join(value for kind, value in found if kind == "zh"),
        en=" ".join(value for kind, value in found if kind == "en"),
        parameters=tuple((parameter, meaning.strip()) for parameter, _, meaning in parameters),
    )
