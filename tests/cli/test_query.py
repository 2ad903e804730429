"""`kg query` and `kg push`: what is printed, written and refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from kg.graph import assemble
from kg.query import named_query, query_names
from kg.rdf import to_nquads, to_quads
from tests.graph.samples import letter, report

runner = CliRunner()


def kg(*arguments: object) -> Any:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    quads = to_quads(assemble([report(), letter()], ancestors=lambda code: ()))
    (path / "graph.nq").write_text(to_nquads(quads), encoding="utf-8")
    return path


def test_a_parameter_is_an_option(folder: Path) -> None:
    shown = kg("query", folder, "who-supports", "--place", "柳河市")
    assert shown.exit_code == 0
    assert "柳河市" in shown.stdout
    assert "(1 row)" in shown.stdout
    assert kg("query", folder, "who-supports", "--place=海西州").stdout.endswith("(0 rows)\n")
    assert kg("query", folder, "who-supports", "--param", "place=柳河市").stdout == shown.stdout


def test_an_unknown_or_broken_option_says_what_there_is(folder: Path) -> None:
    assert "no parameter plaec; it has place" in kg("query", folder, "who-supports", "--plaec", "x").output
    assert "--place: expected a value" in kg("query", folder, "who-supports", "--place").output
    assert "expected --NAME VALUE after the query, found 'x'" in kg("query", folder, "who-supports", "x").output
    assert kg("query", folder, "who-supports", "--timeout", "0").exit_code == 2


def test_explain_prints_the_words_under_each_row(folder: Path) -> None:
    shown = kg("query", folder, "who-supports", "--explain").stdout
    assert "    柳河市 支援 松溪市 12名" in shown
    assert "「柳河市对口支援松溪市，选派12名医生」 liuhe" in shown
    csv = kg("query", folder, "who-supports", "--explain", "--format", "csv").stdout.splitlines()
    assert csv[0].endswith("says,quote,document,begin,end,confidence,from_claim")
    assert "柳河市对口支援松溪市" in csv[1]


@pytest.mark.parametrize("arguments", [["--list"], ["somewhere"]])
def test_the_list_explains_every_query_in_both_languages(arguments: list[str]) -> None:
    shown = kg("query", *arguments).stdout
    for name in query_names():
        assert f"\n{name}\n    {named_query(name).zh}\n    {named_query(name).en}\n" in "\n" + shown


def test_json_is_sparql_results(folder: Path) -> None:
    found = json.loads(kg("query", folder, "SELECT ?v { ?c hsev:value ?v } LIMIT 1", "--format", "json").stdout)
    (row,) = found["results"]["bindings"]
    assert row["v"]["datatype"].endswith("#decimal")
    graph = kg("query", folder, "CONSTRUCT WHERE { ?s hsev:supports ?o }", "--format", "json").stdout
    assert json.loads(graph)["head"]["vars"] == ["subject", "predicate", "object"]
    assert json.loads(kg("query", folder, "ASK {}", "--format", "json").stdout)["boolean"] is True


def test_parquet_and_a_drawing_need_a_file(folder: Path, tmp_path: Path) -> None:
    assert "name one with --out" in kg("query", folder, "who-supports", "--format", "parquet").output
    out = tmp_path / "new" / "rows.parquet"
    assert kg("query", folder, "who-supports", "--format", "parquet", "--out", out).exit_code == 0
    assert list(pd.read_parquet(out)["supporter"]) == ["柳河市"]
    page = tmp_path / "rows.html"
    assert kg("query", folder, "who-supports", "--format", "html", "--out", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "柳河市" in text
    assert "松溪市" in text
    assert "松溪市第二医院" not in text  # only what the answer speaks of
    nothing = kg("query", folder, "SELECT ?t { ?c hsev:isoTime ?t }", "--format", "html", "--out", page)
    assert "nothing to draw" in nothing.output


def test_push_says_where_nobody_answers(folder: Path) -> None:
    shown = kg("push", folder, "http://127.0.0.1:9/store")
    assert shown.exit_code == 2
    assert "expected a SPARQL endpoint there, found none" in shown.output
