import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli.main import app

runner = CliRunner()
SOURCE = "首页 > 新闻\n青州市新增服務(wù)點(diǎn)三處(chù)，方便群眾(zhòng)就近看病。\n"
GOLD = {
    "id": "a",
    "mentions": [{"source_start": 0, "source_end": 3, "text": "青州市", "type": "PLACE", "entity": "青州市"}],
    "claims": [{"subject": "青州市", "predicate": "reports", "object": "服务点", "value": "3"}],
}


def kg(*arguments: object) -> Any:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    return path


def test_no_arguments_show_the_commands() -> None:
    shown = kg().output
    for name in ("clean", "annotate", "build", "export", "query", "serve", "push", "evaluate", "demo", "version"):
        assert f"  {name} " in shown


def test_clean_prints_the_text(page: Path) -> None:
    result = kg("clean", page)
    assert result.exit_code == 0
    assert "青州市新增服务点三处，方便群众就近看病。" in result.stdout


def test_explain_names_each_edit_and_its_reason(page: Path) -> None:
    lines = kg("clean", page, "--explain").stdout.splitlines()
    assert any("pinyin" in line and "(wù) removed" in line for line in lines)
    assert any("script" in line and "務 -> 务" in line for line in lines)
    assert lines[-1].endswith("0 damaged")


def test_some_read_and_some_not(page: Path, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 cut")
    result = kg("clean", tmp_path)
    assert result.exit_code == 1
    assert "青州市" in result.stdout
    assert "failed: b.pdf: expected a whole PDF" in result.stderr


def test_nothing_read(tmp_path: Path) -> None:
    result = kg("clean", tmp_path / "none.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("failed: ")
    assert "no such file or folder: check the path" in result.stderr


def test_a_skipped_file_is_no_failure(page: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.xyz").write_text("x", encoding="utf-8")
    result = kg("clean", tmp_path)
    assert result.exit_code == 0
    assert "skipped: notes.xyz" in result.stderr


def test_evaluate_gold_against_itself(gold: Path) -> None:
    result = kg("evaluate", gold, gold, "--show")
    assert result.exit_code == 0
    assert "all claims        1.000  1.000  1.000" in result.stdout


def test_evaluate_as_json_with_errors(gold: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text(json.dumps({"id": "a", "mentions": [], "claims": []}), encoding="utf-8")
    scores = json.loads(kg("evaluate", gold, empty, "--json", "--show").stdout)
    assert scores["headline"]["claims_f1"] == 0.0
    assert [error["kind"] for error in scores["errors"]] == ["missing mention", "missing claim"]


def test_an_error_is_one_line_without_a_traceback(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{", encoding="utf-8")
    result = kg("evaluate", bad, bad)
    assert result.exit_code == 2
    assert result.stderr.startswith("kg: bad.jsonl:1: expected a JSON object on one line")
    assert result.stderr.count("\n") == 1


def test_a_usage_error_exits_with_two() -> None:
    assert kg("evaluate").exit_code == 2
    assert kg("nonsense").exit_code == 2


def test_version() -> None:
    assert kg("version").stdout.startswith("kg ")


def test_the_console_gets_utf8_whatever_its_code_page(page: Path) -> None:
    """As on a Windows console of code page 437, which has no Chinese at all."""
    environment = {"PYTHONIOENCODING": "cp437", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "kg.cli", "clean", str(page)],
        capture_output=True,
        env=environment,
        timeout=60,
        check=True,
    )
    assert "青州市新增服务点三处" in done.stdout.decode("utf-8")
