"""`kg validate`: pass or fail by the exit code, and the report as it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kg.cli.main import app
from kg.rdf import to_trig
from tests.validate.sound import sound_quads, updated
from tests.validate.test_rules import CASES


def kg(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.trig"
    path.write_text(to_trig(updated(CASES["bounds-comparator"])), encoding="utf-8")
    return path


def test_a_sound_file_passes(tmp_path: Path) -> None:
    path = tmp_path / "sound.trig"
    path.write_text(to_trig(sound_quads()), encoding="utf-8")
    result = kg("validate", path)
    assert result.exit_code == 0
    assert result.stdout.startswith("valid: 12 claims")


def test_a_broken_file_fails_and_says_why_in_both_languages(broken: Path) -> None:
    result = kg("validate", broken)
    assert result.exit_code == 1
    assert "violation  bounds-comparator  claim:" in result.stdout
    assert "上下界与比较词不合。" in result.stdout
    assert "The bounds do not agree with the comparator." in result.stdout
    assert "  > songxi " in result.stdout


def test_one_rule_alone(broken: Path) -> None:
    assert "1 rules, 0 violations" in kg("validate", broken, "--rule", "span-iri").stdout
    assert "is it span-iri?" in kg("validate", broken, "--rule", "span-irri").stderr


def test_other_forms_of_the_report(broken: Path, tmp_path: Path) -> None:
    assert json.loads(kg("validate", broken, "--format", "json").stdout)["conforms"] is False
    result = kg("validate", broken, "--format", "shacl", "--out", tmp_path / "report.ttl")
    assert result.exit_code == 1
    assert result.stdout.startswith("NOT valid")
    assert "sh:ValidationReport" in (tmp_path / "report.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", "", "expected a build or a file ending in .trig"),
        ("x.trig", "g { a", "expected RDF as its ending says"),
    ],
)
def test_what_is_no_graph(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    result = kg("validate", tmp_path / name)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_build_is_checked_with_its_texts(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(
        "青州市中医院举行开放日\n2022年3月5日，青州市中医院与青州市妇幼保健院签署合作协议。\n", encoding="utf-8"
    )
    out = tmp_path / "graph"
    assert "checked: valid: " in kg("build", page, "--out", out).stdout
    assert "checked: " not in kg("build", page, "--out", out, "--no-validate").stdout
    assert kg("validate", out).exit_code == 0
    stored = out / "graph.nq"
    stored.write_text(stored.read_text(encoding="utf-8").replace("签署合作", "签订合作"), encoding="utf-8")
    result = kg("validate", out)
    assert result.exit_code == 1
    assert "violation  quote-in-text" in result.stdout
