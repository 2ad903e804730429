"""What the parts of an amount come to, each shape on its own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.quantity_shapes import comparator_of, quantity_pattern
from kg.extract.quantity_values import read_values


@pytest.mark.parametrize(
    ("text", "value", "most", "unit", "comparator"),
    [
        ("百分之八十", 80, None, "%", "="),
        ("近三成", 30, None, "%", "≈"),
        ("七成半", 75, None, "%", "="),
        ("过半", 50, None, "%", ">"),
        ("三分之二", "66.7", None, "%", "="),
        ("翻了一番", 100, None, "%", "="),
        ("2至3万人", 20000, 30000, "人", "="),
        ("1亿2千万元", 120000000, None, "元", "="),
        ("3.5万余人次", 35000, None, "人次", ">"),
        ("二至三千人", 2000, 3000, "人", "="),
        ("七八个", 7, 8, "个", "="),
        ("不少于100张", 100, None, "张", "≥"),
        ("5年以上", 5, None, "年", "≥"),
    ],
)
def test_each_shape_is_read(text: str, value: str | int, most: int | None, unit: str, comparator: str) -> None:
    match = quantity_pattern().search(text)
    assert match is not None
    part = {**match.groupdict(), "whole": match[0]}
    found, upper, named = read_values(part)
    assert (found, upper, named, comparator_of(part).value) == (Decimal(value), most, unit, comparator)


def test_digits_that_stand_side_by_side_for_no_range_are_no_amount() -> None:
    match = quantity_pattern().search("三七个")
    assert match is not None
    assert read_values({**match.groupdict(), "whole": match[0]}) == (None, None, None)
