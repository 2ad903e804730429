"""Times, case by case; the cases are a table that others can extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.times import find_times
from kg.model import Context

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("times.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("period", "published", "text", "expected", "why"), ROWS, ids=["-".join(row[:3]) for row in ROWS]
)
def test_times(period: str, published: str, text: str, expected: str, why: str) -> None:
    spans = find_times(text, Context(period=period or None, published=published or None))
    assert " ; ".join(f"{span.value or '-'} {span.kind}" for span in spans) == expected, why


def test_a_year_after_the_period_is_future() -> None:
    (span,) = find_times("2024年", Context(period="2023"))
    assert span.is_future
    assert span.is_year


def test_names_inside_a_since_phrase_stay_outside_its_span() -> None:
    (span,) = find_times("自2018年实施强基工程以来", Context(period="2023"))
    assert (span.start, span.end, span.value) == (0, 6, "2018/..")
