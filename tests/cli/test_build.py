import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import demo
from kg.cli.console import Exit
from kg.cli.export import ExportFormat
from kg.cli.main import app
from kg.workspace import FORMATS

runner = CliRunner()
TEXT = "青州市中医院举行开放日\n2022年3月5日，青州市中医院与青州市妇幼保健院签署合作协议。\n"


def kg(*arguments: object) -> Any:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text(TEXT.replace("青州市", "寿光市"), encoding="gb18030")
    return folder


@pytest.fixture(scope="module")
def built(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("build") / "graph"
    result = kg("build", pages, "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 documents")
    assert f"page:   {(out / 'graph.html').resolve().as_uri()}" in result.stdout
    return out


def test_a_build_writes_graph_page_tables_and_report(built: Path) -> None:
    for name in ("graph.trig", "graph.html", "report.txt", "tables/claims.csv", "tables/entities.csv"):
        assert (built / name).stat().st_size > 0


def test_what_can_be_read_is_built_and_the_rest_told(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 cut")
    (tmp_path / "notes.xyz").write_text("x", encoding="utf-8")
    result = kg("build", pages / "a.txt", tmp_path, tmp_path / "none", "--out", tmp_path / "graph")
    assert result.exit_code == 1
    assert "failed: broken.pdf: expected a whole PDF" in result.stderr
    assert "skipped: notes.xyz: no reader" in result.stderr
    assert "none: no such file or folder" in result.stderr
    assert result.stdout.startswith("1 documents")
    assert "2 failed" in result.stdout


def test_an_earlier_build_stays_where_there_is_nothing_to_build(built: Path, tmp_path: Path) -> None:
    before = (built / "graph.trig").read_bytes()
    result = kg("build", tmp_path / "none", "--out", built)
    assert result.exit_code == 2
    assert "nothing could be built" in result.stderr
    assert (built / "graph.trig").read_bytes() == before


def test_a_full_folder_that_is_no_build_is_left_alone(pages: Path) -> None:
    result = kg("build", pages, "--out", pages)
    assert result.exit_code == 2
    assert "not empty and not a kg build" in result.stderr


def test_annotate_writes_one_line_a_document(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "found.jsonl"
    result = kg("annotate", pages, "--out", out)
    assert result.exit_code == 0
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["id"] for record in records] == ["a", "b"]
    assert "青州市中医院" in {mention["text"] for mention in records[0]["mentions"]}
    assert kg("annotate", pages).stdout == out.read_text(encoding="utf-8")


def test_annotate_leaves_no_half_written_file(tmp_path: Path) -> None:
    out = tmp_path / "found.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    assert kg("annotate", tmp_path / "none", "--out", out).exit_code == 2
    assert out.read_text(encoding="utf-8") == "earlier\n"
    assert [path.name for path in tmp_path.iterdir()] == ["found.jsonl"]


LABELS = 'SELECT ?name { ?s skos:prefLabel ?name FILTER(CONTAINS(?name, "青州市中医院")) } LIMIT 1'


def test_query_in_three_formats(built: Path, tmp_path: Path) -> None:
    table = kg("query", built, LABELS).stdout
    assert table.splitlines()[0].strip() == "name"
    assert table.endswith("(1 row)\n")
    (row,) = csv.DictReader(io.StringIO(kg("query", built, LABELS, "--format", "csv").stdout))
    (record,) = json.loads(kg("query", built, LABELS, "--format", "json").stdout)["results"]["bindings"]
    assert row["name"] == record["name"]["value"]
    assert "青州市中医院" in row["name"]
    out = tmp_path / "rows.csv"
    assert kg("query", built, LABELS, "--format", "csv", "--out", out).stdout == ""
    assert out.read_text(encoding="utf-8").splitlines()[0] == "name"


def test_query_from_a_file_and_by_name(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "labels.rq"
    file.write_text(LABELS, encoding="utf-8")
    assert kg("query", built, file).stdout == kg("query", built, LABELS).stdout
    listed = kg("query", built).stdout
    assert "\nin-place\n" in listed
    assert "    --place * " in listed
    assert kg("query", built, "in-place", "--param", "place=青州市").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?s { ?s"], "the query cannot be read"),
        (["no-such-thing"], "named ones are"),
        (["in-place"], "needs a value for place"),
        (["in-place", "--param", "place"], "--param: expected NAME=VALUE, found 'place'"),
    ],
)
def test_a_bad_query_is_one_line(built: Path, arguments: list[str], message: str) -> None:
    result = kg("query", built, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_export_offers_every_format_of_the_package() -> None:
    assert tuple(ExportFormat) == FORMATS


@pytest.mark.parametrize("name", ["graph.ttl", "graph.graphml", "graph.jsonld"])
def test_export_by_the_ending_of_the_file(built: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    result = kg("export", built, "--out", out)
    assert result.exit_code == 0
    assert result.stderr == f"written: {out}\n"
    assert "青州市中医院" in out.read_text(encoding="utf-8")


def test_export_of_tables_is_a_folder(built: Path, tmp_path: Path) -> None:
    assert kg("export", built, "--format", "csv", "--out", tmp_path / "tables").exit_code == 0
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {"entities.csv", "claims.csv", "mentions.csv"}


@pytest.mark.parametrize("arguments", [["export", "DIR", "--out", "x.ttl"], ["query", "DIR", "ASK { ?s ?p ?o }"]])
def test_a_folder_that_is_no_build(tmp_path: Path, arguments: list[str]) -> None:
    result = kg(*[tmp_path if argument == "DIR" else argument for argument in arguments])
    assert result.exit_code == 2
    assert "made by `kg build`" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_demo_builds_the_sample_pages_of_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[int, Path]] = []

    def build_into(paths: list[Path], out: Path) -> Exit:
        asked.append((sum(path.suffix == ".txt" for path in paths[0].iterdir()), out))
        return Exit.ALL

    monkeypatch.setattr(demo, "build_into", build_into)
    result = kg("demo", "--out", tmp_path / "demo")
    assert result.exit_code == 0
    assert f"kg query {tmp_path / 'demo'} who-supports" in result.stdout
    ((count, out),) = asked
    assert count >= 12
    assert out == tmp_path / "demo"


def test_a_fault_of_ours_is_one_line_and_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(paths: list[Path], out: Path) -> Exit:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(demo, "build_into", broken)
    result = kg("demo")
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: a fault in kg itself, ZeroDivisionError: division by zero. Please report it")
    assert result.stderr.count("\n") == 1
