"""Numerals as Chinese reports write them, read into exact decimals."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["ARABIC", "CHINESE", "SCALES", "WHOLE", "read_number"]

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

ARABIC = r"\d{1,3}(?:[,,]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
"""Arabic digits, with or without thousands separators (which cleaning may have folded)."""

CHINESE = "[一二两三四五六七八九十百千万亿零〇]+(?:点[一二三四五六七八九零〇]+)?"
"""Chinese digits and scales, with or without decimals: 九十六点三."""

WHOLE = "(?:(?:[一二两三四五六七八九]?[千百十万亿]+零?)+[一二三四五六七八九]?)"
"""A well-formed numeral of more than nine, or a bare scale; 十四五 is none."""

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def read_number(text: str) -> Decimal | None:
    """The value of a numeral, Arabic, Chinese or both; `None` if it is none.

    >>> read_number("三百二十"), read_number("1,280"), read_number("1.3万"), read_number("两千万")
    (Decimal('320'), Decimal('1280'), Decimal('13000'), Decimal('20000000'))
    >>> read_number("九十六点三")
    Decimal('96.3')
    """
    digits = text.replace(",", "").replace("，", "")
    whole, point, decimals = digits.partition("点")
    if point:
        before, behind = _read_chinese(whole), "".join(str(_DIGITS.get(char, "")) for char in decimals)
        return Decimal(f"{before}.{behind}") if before is not None and behind else None
    factor = 1
    while digits and digits[-1] in SCALES and any(char.isdigit() for char in digits):
        factor *= SCALES[digits[-1]]
        digits = digits[:-1]
    if digits.replace(".", "", 1).isdecimal():
        return Decimal(digits) * factor
    return None if factor > 1 else _read_chinese(digits)


def _read_chinese(text: str) -> Decimal | None:
    if not text or any(char not in _DIGITS and char not in SCALES for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        scale = SCALES[char]
        if scale >= SCALES["万"]:
            total = (total + section + digit or 1) * scale
            section = 0
        else:
            section += (digit or 1) * scale
        digit = 0
    return Decimal(total + section + digit)
