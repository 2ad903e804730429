"""What an amount comes to: the parts that its shape names, read as a number, the end of its range and its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from kg.extract.numbers import SCALES, read_number

__all__ = ["read_values"]


def read_values(part: Mapping[str, str]) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Value, upper end and unit of a match of `quantity_pattern`; `part` is its groups and, as `whole`, all of it."""
    if part["percent"]:
        return read_number(part["percent"]), None, "%"
    if part["hightenths"]:
        return _tenth(part["lowtenths"]), _tenth(part["hightenths"]), "%"
    if part["tenths"]:
        half = part["half"] or ""
        return _tenth(part["tenths"]) + (5 if half == "半" else read_number(half) or 0), None, "%"
    if part["zero"]:
        return Decimal(0), None, ""
    if part["halfall"]:
        return Decimal(50), None, "%"
    if part["twice"]:
        return Decimal(200 if part["twice"] == "两" else 100), None, "%"
    if part["parts"]:
        share = 100 * (read_number(part["part"]) or 0) / (read_number(part["parts"]) or 1)
        return round(Decimal(share), 1), None, "%"
    if part["double"] or "番" in part["whole"]:
        return Decimal(300 if part["double"] == "两" else 100), None, "%"
    if part["low"] and part["high"]:
        scale = part["highscale"] or ""
        low = read_number(part["low"] + (part["lowscale"] or ("" if part["lowunit"] else scale)))
        return low, read_number(part["high"] + scale), part["unit0"]
    if part["upper"]:
        upper, lower = read_number(part["upper"]), read_number(part["lower"] + part["lowerscale"])
        return (upper or Decimal(0)) + (lower or Decimal(0)), None, part["unit4"]
    if part["highword"]:
        return (*_spoken_range(part["lowword"], part["highword"]), part["unit3"])
    if part["about"]:
        low, high = (read_number(part["lead"] + digit + part["aboutscale"]) for digit in part["about"])
        is_range = part["about"] in _NEXT or (
            part["aboutscale"] and low is not None and high is not None and low < high
        )
        return (low, high, part["unit5"]) if is_range else (None, None, None)
    if part["number"]:
        unit = (part["unit1"] or "").strip() or None
        return read_number(part["number"] + (part["scale"] or "")), None, unit
    if part["longword"]:
        return read_number(part["longword"] + (part["scale5"] or "")), None, part["unit6"]
    if part["terms"]:
        return read_number(part["terms"]), None, part["unit7"]
    if part["bare"]:
        return read_number(re.sub("[余多来]", "", part["bare"])), None, None
    if part["short"]:
        step = SCALES[part["short"][-1]] // 10
        return (read_number(part["short"]) or Decimal(0)) + step * (read_number(part["rest"]) or 0), None, None
    return read_number((part["word"] or "") + (part["scale3"] or "")), None, part["unit2"]


_NEXT = frozenset({"一两", "一二", "两三", "二三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"})
"""Digits that stand side by side for a range: 七八个, 十五六名."""


def _tenth(digit: str) -> Decimal:
    return (read_number(digit) or Decimal(0)) * 10


def _spoken_range(low: str, high: str) -> tuple[Decimal | None, Decimal | None]:
    """二至三千: the lower end shares the scale of the upper one."""
    least, most = read_number(low), read_number(high)
    if len(low) == 1 and low not in SCALES and len(high) > 1:
        least = read_number(low + high[1:]) if all(char in SCALES for char in high[1:]) else least
    return least, most
