"""Text with its names marked: `[[银川市 PLACE]人民医院 HOSPITAL]`, `[我市 PLACE*]`, `[3家医院 HOSPITAL#]`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.model import EntityType, Mention
from kg.resources.tables import parse_table

__all__ = ["Case", "Expected", "expected_of", "found_of", "read_cases", "shown"]

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"\[|\s([A-Z_]+)([*#]?)\]")

Expected = tuple[int, int, str, str]
"""Start, end, type, flag."""


@dataclass(frozen=True, slots=True)
class Case:
    label: str
    marked: str
    why: str


def read_cases(name: str) -> tuple[Case, ...]:
    """The cases of a table in `tests/extract/cases`."""

    def parse(row: Mapping[str, str]) -> Case:
        if not row["label"] or not row["why"]:
            raise ValueError("a case has a label and says why")
        return Case(row["label"], row["marked"], row["why"])

    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return tuple(parse_table(name, lines, ("label", "marked", "why"), parse))


def expected_of(marked: str) -> tuple[str, set[Expected]]:
    """The text without its marks, and what is marked in it.

    >>> expected_of("在[我市 PLACE*]")
    ('在我市', {(1, 3, 'PLACE', '*')})
    """
    text = ""
    position = 0
    open_at: list[int] = []
    expected: set[Expected] = set()
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match.group() == "[":
            open_at.append(len(text))
        else:
            expected.add((open_at.pop(), len(text), EntityType(match.group(1)).value, match.group(2)))
    if open_at:
        raise ValueError(f"a mark is not closed: {marked}")
    return text + marked[position:], expected


def found_of(mentions: Iterable[Mention]) -> set[Expected]:
    return {
        (mention.start, mention.end, mention.type.value, "*" if mention.anaphor else "#" if mention.group else "")
        for mention in mentions
    }


def shown(text: str, found: Iterable[Expected]) -> Iterator[str]:
    """Readable lines for a failing test, in order."""
    return (f"{text[start:end]} {kind}{flag}" for start, end, kind, flag in sorted(found))
