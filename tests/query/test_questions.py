"""The packaged queries over reports that answer them all, each row as expected, by two engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import rdflib.plugins.sparql

from kg.query import GraphStore, Rows, named_query, query_names
from kg.query.lines import ontology_lines
from kg.query.named import prepare
from kg.rdf import PREFIXES, to_quads
from tests.query.reports import question_graph

CASES = [json.loads(line) for line in Path(__file__).with_name("questions.jsonl").read_text("utf-8").splitlines()]
"""Query, parameters, columns and rows. Columns of ids, which are hashes, are left out."""

IDS = ("claim", "Claim", "claims", "conflict")


@pytest.fixture(scope="module")
def store() -> Iterator[GraphStore]:
    store = GraphStore(to_quads(question_graph()))
    yield store
    store.close()


ONE_ENGINE = {
    "programmes-covering": "rdflib walks `inDivision?` from every node: minutes",
    "alliances-in-place": "the same",
    "construction-in-place": "the same",
    "in-place": "names a graph, and the second engine is given one graph",
    "posts-held": "rdflib cannot turn a string into a date, and so compares none",
}
"""Queries that rdflib only parses."""


@cache
def second_engine() -> rdflib.Graph:
    lines = {str(quad).rpartition(" <")[0] + " .\n" for quad in to_quads(question_graph())}
    lines |= {line.decode().rpartition(" <")[0] + " .\n" for line in ontology_lines()}
    return rdflib.Graph().parse(data="".join(lines), format="nt")


def _name(case: dict[str, Any]) -> str:
    return " ".join([case["query"], *(f"{name}={value}" for name, value in case["parameters"].items())])


def _shown(rows: Rows) -> tuple[list[str], list[list[object]]]:
    kept = [index for index, name in enumerate(rows.columns) if not name.endswith(IDS)]
    return [rows.columns[index] for index in kept], [[row[index] for index in kept] for row in rows.rows]


def _sorted(rows: list[list[object]]) -> list[list[object]]:
    return sorted(rows, key=lambda row: json.dumps(row, ensure_ascii=False))


def test_all_25_questions_of_the_knowledge_model_have_a_query() -> None:
    asked = [named_query(name).question for name in query_names()]
    assert sorted(number for number in asked if number) == list(range(1, 26))


def test_every_query_has_a_case_that_finds_something() -> None:
    assert {case["query"] for case in CASES if case["rows"]} == set(query_names())


@pytest.mark.parametrize("name", query_names())
def test_every_query_and_parameter_is_explained_in_both_languages(name: str) -> None:
    query = named_query(name)
    assert any("一" <= char <= "鿿" for char in query.zh)
    assert query.en.isascii() or "两癌" in query.en or "健康" in query.en
    for parameter in query.parameters:
        assert parameter.zh
        assert parameter.en
        assert f"${parameter.name}" in query.text


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_the_rows(store: GraphStore, case: dict[str, Any]) -> None:
    columns, rows = _shown(store.query(case["query"], case["parameters"]))
    assert columns == case["columns"]
    # Rows that only their hidden ids put in order may stand in any.
    assert _sorted(rows) == _sorted(case["rows"])


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_second_engine_reads_it_with_its_parameters(case: dict[str, Any]) -> None:
    rdflib.plugins.sparql.prepareQuery(prepare(case["query"], case["parameters"]), initNs=PREFIXES)


@pytest.mark.parametrize("case", [case for case in CASES if case["query"] not in ONE_ENGINE], ids=_name)
def test_a_second_engine_finds_as_many_rows(case: dict[str, Any]) -> None:
    text = prepare(case["query"], case["parameters"])
    assert len(second_engine().query(text, initNs=PREFIXES)) == len(case["rows"])


@pytest.mark.parametrize("name", query_names())
def test_the_text_as_it_lies_in_the_file_is_read_by_a_second_engine(name: str) -> None:
    rdflib.plugins.sparql.prepareQuery(named_query(name).text, initNs=PREFIXES)
