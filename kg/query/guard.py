"""What is checked before a query reaches the engine, which has no limits of its own.

Oxigraph follows `SERVICE` to any address and dies of a few thousand nested brackets. So the size
and the depth are capped first, and `SERVICE` and `LOAD` are refused as tokens: strings, IRIs,
comments, variables and prefixed names are removed before, so that only the keyword counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from kg.errors import QueryError
from kg.resources.ontology import CODE, ONT, load_ontology

__all__ = ["MAX_BYTES", "MAX_DEPTH", "bind", "check_query", "declare", "words_at_depth_0"]

MAX_BYTES = 64 * 1024
MAX_DEPTH = 200

_TOKENS = re.compile(
    r"""
    (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<comment>\#[^\n\r]*)
    |(?P<variable>[?$]\w+)
    |(?P<declared>\bPREFIX\s+(?P<declared_name>[\w.-]*):)
    |(?P<prefixed>(?P<prefix>[^\W\d_][\w.-]*)?:(?P<local>(?:[\w·:-]|\\.)*(?:\.(?:[\w·:-]|\\.)+)*))
    |(?P<word>[^\W\d_]\w*)
    |(?P<bracket>[(\[{)\]}])
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REFUSED = frozenset({"service", "load"})


def check_query(query: str, prefixes: Mapping[str, str], *, service: bool = False, names: bool = True) -> None:
    """Raise `QueryError` for a query that may not run or cannot mean what it says.

    Too large, too deep, `SERVICE` (unless `service`) or `LOAD`; with `names` also an unknown prefix or an
    unknown term of the ontology. The message gives line and column and the likely fix.
    """
    size = len(query.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise QueryError(f"the query has {size} bytes, more than the {MAX_BYTES} allowed")
    depth, declared, found = 0, dict(prefixes), []
    refused = _REFUSED - {"service"} if service else _REFUSED
    for match in _TOKENS.finditer(query):
        if match["bracket"]:
            depth += 1 if match["bracket"] in "([{" else -1
            _check_depth(query, match, depth)
        elif match["iri"]:
            # `?a <((((…)>` may be an IRI or a comparison, and the engine tries both.
            _check_depth(query, match, depth + match["iri"].count("(") + match["iri"].count("["))
        elif match["declared"]:
            declared[match["declared_name"]] = ""  # what a query declares itself may mean anything
        elif match["prefixed"]:
            found.append(match)
        elif match["word"] and match["word"].lower() in refused:
            place = _place(query, match.start())
            raise QueryError(f"{place}: {match['word'].upper()} is not allowed, since it reaches outside the graph")
    for match in found if names else ():
        _check_name(query, match, declared)


def declare(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with those of the prefixes that it uses and does not declare, on its first line.

    >>> declare("ASK { ?s skos:prefLabel ?o }", {"skos": "http://example.org/", "rdf": "http://example.com/"})
    'PREFIX skos: <http://example.org/> ASK { ?s skos:prefLabel ?o }'
    """
    matches = list(_TOKENS.finditer(query))
    own = {match["declared_name"] for match in matches if match["declared"]}
    used = {match["prefix"] or "" for match in matches if match["prefixed"]} - own
    return "".join(f"PREFIX {name}: <{prefixes[name]}> " for name in sorted(used & prefixes.keys())) + query


def bind(query: str, parameters: Mapping[str, str]) -> str:
    """The query with each given `$name` as its string; raises `QueryError` for one it does not have.

    `$name` inside strings, IRIs and comments stays, and so do `?name` and a `$name` without value.

    >>> bind('SELECT * { ?s rdfs:label $label }', {"label": '甲"乙'})
    'SELECT * { ?s rdfs:label "甲\\\\"乙" }'
    """
    wanted: set[str] = set()

    def replace(match: re.Match[str]) -> str:
        name = (match["variable"] or "")[1:]
        if not match["variable"] or match[0][0] != "$":
            return match[0]
        wanted.add(name)
        return _quoted(parameters[name]) if name in parameters else match[0]

    bound = _TOKENS.sub(replace, query)
    if unused := sorted(set(parameters) - wanted):
        has = ", ".join(sorted(wanted)) or "none"
        raise QueryError(f"the query has no parameter {', '.join(unused)}; it has {has}")
    return bound


def _quoted(value: str) -> str:
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(escapes.get(char, char) for char in value) + '"'


def _check_depth(query: str, match: re.Match[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise QueryError(f"{_place(query, match.start())}: brackets nest deeper than {MAX_DEPTH}")


def _check_name(query: str, match: re.Match[str], prefixes: Mapping[str, str]) -> None:
    prefix, local = match["prefix"] or "", match["local"]
    place = _place(query, match.start())
    if prefix not in prefixes:
        known = sorted(name for name in prefixes if name)
        raise QueryError(f"{place}: unknown prefix {prefix + ':'!r}; {_hint(prefix, known)}")
    base = prefixes[prefix]
    if local and (base == ONT or base.startswith(CODE)):
        terms = _terms(base)
        plain = local.replace("\\", "")
        if terms and plain not in terms:
            raise QueryError(f"{place}: the ontology has no term {prefix}:{plain}; {_hint(plain, sorted(terms))}")


@cache
def _terms(base: str) -> frozenset[str]:
    return frozenset(iri.removeprefix(base) for iri in load_ontology().terms if iri.startswith(base))


def _hint(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(known[:40])}"


def _place(query: str, offset: int) -> str:
    line = query.count("\n", 0, offset) + 1
    column = offset - (query.rfind("\n", 0, offset) + 1) + 1
    return f"line {line}, column {column}"


def words_at_depth_0(query: str) -> Iterator[tuple[str, int]]:
    """The keywords outside all brackets, with their places."""
    depth = 0
    for match in _TOKENS.finditer(query):
        if match["bracket"]:
            depth += 1 if match["bracket"] in "([{" else -1
        elif match["word"] and depth == 0:
            yield match["word"], match.start()
