"""Traditional to Simplified, character for character, in the lines that are Traditional.

A Simplified line is left alone, since 乾, 著, 於 and others are at home there in names. In a
Traditional line words decide (乾 in 乾淨 and in 乾隆), by OpenCC's phrase tables and a table of
our own for what they miss.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from kg.clean.scripts import load_scripts
from kg.model import Edit
from kg.resources.clean import load_script_words

__all__ = ["find_script", "is_traditional"]

_LINE = re.compile(r"[^\n]+")
_REASON = "Traditional character"


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _candidates() -> re.Pattern[str]:
    return re.compile("[" + "".join(sorted({*load_scripts().simplified, *_own_words()})) + "]")


@cache
def _own_words() -> dict[str, str]:
    return {word.traditional: word.simplified for word in load_script_words()}


@cache
def _own_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_own_words(), key=lambda word: (-len(word), word))))


@cache
def _counters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    scripts = load_scripts()
    traditional, simplified = (
        re.compile("[" + "".join(sorted(characters)) + "]")
        for characters in (scripts.traditional_only, scripts.simplified_only)
    )
    return traditional, simplified


def is_traditional(text: str, default: bool = False) -> bool:
    """Whether characters that only Traditional has outnumber those that only Simplified has."""
    traditional, simplified = _counters()
    difference = len(traditional.findall(text)) - len(simplified.findall(text))
    return difference > 0 if difference else default


def find_script(text: str) -> list[Edit]:
    """One edit for each character that changes."""
    if not _candidates().search(text):
        return []
    page = is_traditional(text, default=_counters()[0].search(text) is not None)
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        if _candidates().search(line[0]) and is_traditional(line[0], default=page):
            edits.extend(_line_edits(line[0], line.start()))
    return edits


def _line_edits(line: str, start: int) -> list[Edit]:
    converted = _converter().convert(line)
    if len(converted) != len(line):
        simplified = load_scripts().simplified
        converted = "".join(simplified.get(character, character) for character in line)
    characters = list(converted)
    for match in _own_pattern().finditer(line):
        characters[match.start() : match.end()] = _own_words()[match[0]]
    return [
        Edit(start + at, start + at + 1, new, "script", _REASON)
        for at, (old, new) in enumerate(zip(line, characters, strict=True))
        if old != new
    ]
