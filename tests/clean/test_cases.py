"""Short sources and what they must become; look-alikes that must stay weigh as much as noise that must go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.clean import clean

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()]


def test_how_many_cases_there_are() -> None:
    assert len(CASES) >= 90
    assert sum(case["label"] == "stays" for case in CASES) >= 25


@pytest.mark.parametrize("case", CASES, ids=[f"{case['label']}: {case['why']}" for case in CASES])
def test_case(case: dict[str, str]) -> None:
    text = clean(case["source"]).text
    if case.get("known_failure"):
        assert text != case["text"], "a known failure passes now: take the mark off"
    else:
        assert text == case["text"]
