"""Quantities, case by case; the cases are a table that others can extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.numbers import read_number
from kg.extract.quantities import QuantitySpan, find_quantities, split_count

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("quantities.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
][1:]


def _brief(span: QuantitySpan) -> str:
    quantity = span.quantity
    value = quantity.value + (f"..{quantity.value_max}" if quantity.value_max else "")
    value += f"<{quantity.from_value}" if quantity.from_value else ""
    return f"{value} {quantity.unit or ''} {quantity.comparator.value}"


@pytest.mark.parametrize(("text", "expected", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_quantities(text: str, expected: str, why: str) -> None:
    assert " ; ".join(map(_brief, find_quantities(text))) == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_spans_give_their_own_words(text: str, expected: str, why: str) -> None:
    for span in find_quantities(text):
        assert text[span.start : span.end] == span.quantity.text


@pytest.mark.parametrize(
    ("name", "noun", "value"),
    [("13家县中医院", "县中医院", "13"), ("市级站点4个", "市级站点", "4"), ("2至3个示范区", "示范区", "2")],
)
def test_a_counted_name_comes_apart(name: str, noun: str, value: str) -> None:
    parts = split_count(name)
    assert parts is not None
    assert (parts[0], parts[1].value) == (noun, value)


def test_a_name_without_a_count_does_not() -> None:
    assert split_count("“1+7”医院") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("一万二千", "12000"), ("三亿", "300000000"), ("十五", "15"), ("二〇二三", "2023"), ("甲", "None")],
)
def test_numerals(text: str, value: str) -> None:
    assert str(read_number(text)) == value
