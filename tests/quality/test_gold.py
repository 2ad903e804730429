"""The held-out gold is what its reports compile to, and every offset points at what it says."""

from __future__ import annotations

import html
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import opencc
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "benchmarks" / "quality" / "test_gold"
DOCUMENTS: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
TO_SIMPLIFIED = opencc.OpenCC("t2s")
BY_ID = pytest.mark.parametrize("document", DOCUMENTS, ids=[document["id"] for document in DOCUMENTS])


def read_front(name: str) -> dict[str, str]:
    front = (FOLDER / "reports" / f"{name}.report").read_text(encoding="utf-8").split("== head ==")[0]
    return {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in front.splitlines())}


def read_page(name: str) -> str:
    return (FOLDER / "pages" / f"{name}.txt").read_bytes().decode(read_front(name).get("encoding", "utf-8"))


def read_text(name: str) -> str:
    return (FOLDER / "texts" / f"{name}.txt").read_bytes().decode("utf-8")


def test_reports_compile_to_what_is_stored() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "compile_corpus.py"), str(FOLDER), "--check"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr


def test_there_is_one_document_for_each_report() -> None:
    reports = sorted(path.stem for path in (FOLDER / "reports").glob("*.report"))
    assert [document["id"] for document in DOCUMENTS] == reports
    assert len(reports) >= 8


@BY_ID
def test_mentions_are_the_slices_they_point_to(document: dict[str, Any]) -> None:
    text = read_text(document["id"])
    for mention in document["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]


@BY_ID
def test_source_spans_keep_the_order_of_the_text(document: dict[str, Any]) -> None:
    page = read_page(document["id"])
    starts = [mention["source_start"] for mention in document["mentions"]]
    assert starts == sorted(starts)
    for mention in document["mentions"]:
        assert 0 <= mention["source_start"] < mention["source_end"] <= len(page)


def read_letters(page_slice: str) -> str:
    """Han characters, letters and digits in Simplified and plain width, character by character."""
    plain = unicodedata.normalize("NFKC", html.unescape(page_slice))
    return "".join(TO_SIMPLIFIED.convert(char) for char in plain if char.isalnum())


@BY_ID
def test_source_slices_read_as_the_mention(document: dict[str, Any]) -> None:
    if "injected" in read_front(document["id"])["damage"]:
        pytest.skip("byte shifts garble some slices; comes back when a slice can be repaired apart from its page")
    page = read_page(document["id"])
    for mention in document["mentions"]:
        found = page[mention["source_start"] : mention["source_end"]]
        assert read_letters(found) == read_letters(mention["text"])


@BY_ID
def test_evidence_stands_in_the_text(document: dict[str, Any]) -> None:
    text = read_text(document["id"])
    page = read_page(document["id"])
    for claim in document["claims"]:
        evidence = claim["evidence"]
        assert evidence["text"] in text
        assert 0 <= evidence["source_start"] < evidence["source_end"] <= len(page)


@BY_ID
def test_no_claim_is_given_twice(document: dict[str, Any]) -> None:
    keys = [
        json.dumps({key: value for key, value in claim.items() if key != "evidence"}, sort_keys=True)
        for claim in document["claims"]
    ]
    assert len(keys) == len(set(keys))
