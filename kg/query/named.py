"""The queries that come with the ontology: named, explained in two languages, with parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg.errors import QueryError
from kg.query.guard import bind
from kg.resources.ontology import ontology_file, query_files

__all__ = ["NamedQuery", "Parameter", "named_query", "prepare", "query_names", "query_text"]

_HEAD = re.compile(r"^#\s*(question|zh|en|param|option)\s*:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that a caller binds to a string; without an optional one the query asks for all."""

    name: str
    zh: str
    en: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what it asks, in two languages; `question` is its number in the knowledge model, if it has one."""

    name: str
    text: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...] = ()
    question: int | None = None

    @property
    def keywords(self) -> str:
        """Name, questions and parameters in lower case, to be searched."""
        return " ".join((self.name, self.zh, self.en, *(each.zh for each in self.parameters))).lower()


@cache
def query_names() -> tuple[str, ...]:
    return query_files()


@cache
def named_query(name: str) -> NamedQuery:
    """The packaged query of that name; raises `QueryError` with the known ones."""
    if name not in query_names():
        raise QueryError(f"there is no query {name!r}; known are {', '.join(query_names())}")
    text = ontology_file(f"queries/{name}.rq")
    found = _HEAD.findall(text)
    return NamedQuery(
        name=name,
        text=text,
        zh=" ".join(value for kind, value in found if kind == "zh"),
        en=" ".join(value for kind, value in found if kind == "en"),
        question=next((int(value) for kind, value in found if kind == "question"), None),
        parameters=tuple(_parameter(value, kind == "option") for kind, value in found if kind in ("param", "option")),
    )


def _parameter(line: str, optional: bool) -> Parameter:
    name, _, meaning = line.partition(" ")
    zh, _, en = meaning.partition(" / ")
    return Parameter(name, zh.strip(), en.strip(), optional)


def prepare(sparql: str, parameters: Mapping[str, str]) -> str:
    """The query with its parameters bound; options of a packaged query that are not given are the empty string."""
    text = query_text(sparql, parameters)
    if sparql.strip() in query_names():
        options = (each.name for each in named_query(sparql.strip()).parameters if each.optional)
        parameters = {**dict.fromkeys(options, ""), **parameters}
    return bind(text, parameters)


def query_text(sparql: str, parameters: Mapping[str, str]) -> str:
    """The text of a query given as itself, as the name of a packaged one, or as a `.rq` file.

    A query is text with a blank or a bracket. Raises `QueryError` where there is no such query, or where a
    parameter that the packaged one needs is missing from `parameters`.
    """
    wanted = sparql.strip()
    if any(char.isspace() or char == "{" for char in wanted) and not wanted.endswith(".rq"):
        return sparql
    if wanted in query_names():
        named = named_query(wanted)
        if missing := [each for each in named.parameters if not each.optional and each.name not in parameters]:
            needed = "; ".join(f"{each.name} ({each.zh} / {each.en})" for each in missing)
            raise QueryError(f"the query {wanted!r} needs a value for {needed}")
        return named.text
    path = Path(wanted)
    if path.is_file():
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise QueryError(f"{wanted}: expected a query in UTF-8: {error}") from error
    near = get_close_matches(wanted, query_names(), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"named ones are {', '.join(query_names())}"
    raise QueryError(f"{wanted!r} is no query, no file and no named query; {hint}")
