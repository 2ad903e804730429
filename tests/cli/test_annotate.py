"""`kg annotate --extractor`: an endpoint's findings in the output, and what becomes of a document without an answer."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.main import app
from tests.extractors.server import Reply, answer, serve

TEXT = "2023年，昌吉市人民医院支援木垒县中医医院。昌吉市人民医院同阿苏心理关爱站结对。\n"
NAMES = answer({"mentions": [{"line": 2, "quote": "阿苏心理关爱站", "type": "ORGANIZATION", "confidence": 0.95}]})


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KG_LLM_MODEL", "demo-1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_findings_of_an_endpoint_are_written_and_scored(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = page.with_name("found.jsonl")
    with serve(NAMES) as endpoint:
        monkeypatch.setenv("KG_LLM_URL", endpoint.url)
        done = CliRunner().invoke(app, ["annotate", str(page), "--out", str(out), "--extractor", "chat"])
    assert done.exit_code == 0, done.output
    [record] = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = [(each["text"], each["rule"]) for each in record["mentions"] if each["method"] == "extractor"]
    assert found == [("阿苏心理关爱站", "chat:demo-1")]
    scored = CliRunner().invoke(app, ["evaluate", str(out), str(out), "--json"])
    assert scored.exit_code == 0


def test_a_document_without_an_answer_is_reported_as_failed(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Reply("no such model", 404)) as endpoint:
        monkeypatch.setenv("KG_LLM_URL", endpoint.url)
        done = CliRunner().invoke(app, ["annotate", str(page), "--extractor", "chat"])
    assert done.exit_code == 2
    assert "ExtractorError: chat:demo-1 at" in done.output
    assert "status 404" in done.output


def test_an_unknown_extractor_is_told_before_any_work(page: Path) -> None:
    done = CliRunner().invoke(app, ["annotate", str(page), "--extractor", "gliner"])
    assert done.exit_code == 2
    assert "expected 'chat', or module:function" in done.output


def test_a_build_takes_extractors_too(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = page.with_name("graph")
    with serve(NAMES) as endpoint:
        monkeypatch.setenv("KG_LLM_URL", endpoint.url)
        done = CliRunner().invoke(app, ["build", str(page), "--out", str(out), "--extractor", "chat", "--trust", "0.9"])
    assert done.exit_code == 0, done.output
    rows = csv.DictReader((out / "tables/mentions.csv").read_text(encoding="utf-8-sig").splitlines())
    found = [(row["text"], float(row["confidence"])) for row in rows if row["method"] == "extractor"]
    assert found == [("阿苏心理关爱站", 0.855)]


def test_a_build_names_an_unknown_extractor_and_writes_nothing(page: Path) -> None:
    out = page.with_name("graph")
    done = CliRunner().invoke(app, ["build", str(page), "--out", str(out), "--extractor", "gliner"])
    assert done.exit_code == 2
    assert "expected 'chat', or module:function" in done.output
    assert not out.exists()
