"""Whole sentences, with all the claims they carry and no others; the cases are a table that others can extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.marked import brief, claims_of

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


@pytest.mark.parametrize(("period", "text", "expected", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_claims_of_a_sentence(period: str, text: str, expected: str, why: str) -> None:
    found = {brief(claim) for claim in claims_of(text, period=period) if not claim.evidence[0].rule.startswith("name.")}
    assert found == set(filter(None, expected.split(" ; "))), why
