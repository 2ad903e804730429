"""What the README names is there, and what it says to type is understood."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli.main import app
from kg.io.readers import READERS
from kg.query import query_names
from kg.workspace import FORMATS

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PYTHON = [code for language, code in BLOCKS if language == "python"]
SHELL = "".join(code for language, code in BLOCKS if not language).splitlines()


def test_there_are_two_commands_and_their_programs_exist() -> None:
    found = [line.split()[1] for line in SHELL if line.startswith("python ")]
    assert found == ["scripts/demo.py", "scripts/test.py"]
    assert all((ROOT / name).is_file() for name in found)


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("kg ")])
def test_each_kg_command_exists_with_its_options(line: str) -> None:
    words = line.partition("#")[0].split()
    done = CliRunner().invoke(app, [words[1], "--help"])
    assert done.exit_code == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in done.output


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", TEXT))
def test_each_link_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`python ([\w/]+\.py)", TEXT))))
def test_each_program_that_makes_a_number_exists(name: str) -> None:
    assert (ROOT / name).is_file()


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_is_python(code: str) -> None:
    ast.parse(code)


def test_the_names_used_are_offered() -> None:
    used = set(re.findall(r"\bkg\.([A-Za-z]\w+)\(", TEXT))
    assert used >= {"build", "load", "annotate"}
    assert [name for name in used if not hasattr(kg, name)] == []
    assert hasattr(import_module("kg.nlp"), "load_pipeline")
    used = set(re.findall(r"\bg\.(\w+)", TEXT))
    assert used >= {"claims", "explain"}
    assert [name for name in used if not hasattr(kg.KnowledgeBase, name)] == []


def test_the_spacy_lines_do_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    code = next(code for code in PYTHON if "add_pipe" in code)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    doc = names["doc"]
    assert ("昌吉市人民医院", "HOSPITAL") in [(span.text, span.label_) for span in doc.ents]
    said = [(claim.subject.name, str(claim.predicate), claim.object.name) for claim in doc._.kg_claims]
    assert ("昌吉市人民医院", "supports", "木垒哈萨克自治县中医医院") in said


def test_the_formats_and_queries_named_are_there() -> None:
    for ending in (".txt", ".html", ".md", ".jsonl", ".pdf", ".docx", ".warc"):
        assert ending in TEXT
        assert ending in READERS
    assert "who-supports" in query_names()
    assert {"turtle", "nquads", "jsonld", "graphml", "gexf", "csv", "parquet"} <= set(FORMATS)
