"""Lines that a program cut to a width, joined again; and runs of blanks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Edit

__all__ = ["find_blanks", "find_wraps"]

_LINE = re.compile(r"[^\n]+")
_NEVER_FIRST = frozenset("，。、；：！？）”’》】」』%")
_NEVER_LAST = frozenset("（“‘《【「『、，")
_FINAL = frozenset("。！？；：!?;:…”’）)》】")
_SOUND_MIDDLE = re.compile(r"[，。；、,;]")
_TOLERANCE = 2.0
_SHORTEST_WIDTH, _LONGEST_WIDTH = 14.0, 90.0
_BLANKS = re.compile(r"(?<=\S)([ \t])[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    text: str
    indented: bool

    @property
    def width(self) -> float:
        return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’…—" else 0.5 for character in self.text)


def find_wraps(text: str) -> list[Edit]:
    """Edits that take out line breaks inside sentences."""
    rows = _rows(text)
    width = _wrap_width(rows)
    edits: list[Edit] = []
    for above, below in pairwise(rows):
        if text.count("\n", above.end, below.start) == 1 and _belong(above, below, width):
            latin = above.text[-1].isascii() and below.text[0].isascii() and above.text[-1].isalpha()
            reason = "line break inside a sentence"
            edits.append(Edit(above.end, below.start, " " if latin else "", "wrap", reason))
    return edits


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped[0])
            rows.append(_Row(start, start + len(stripped), stripped, start > match.start()))
    return rows


def _wrap_width(rows: Sequence[_Row]) -> float | None:
    """The width to which the page was cut, if it was: where most of its lines end and hardly any goes beyond."""
    widths = [row.width for row in rows if len(row.text) <= 2 * _LONGEST_WIDTH]
    if len(widths) < 4 or len(widths) < 0.9 * len(rows):
        return None
    common = Counter(round(width) for width in widths if _SHORTEST_WIDTH <= width <= _LONGEST_WIDTH)
    if not common:
        return None
    width = max(common, key=lambda value: (sum(common[value - step] for step in range(3)), value))
    full = sum(1 for row in rows if abs(row.width - width) <= _TOLERANCE)
    beyond = sum(1 for row in rows if row.width > width + _TOLERANCE)
    cut = sum(1 for row in rows if abs(row.width - width) <= _TOLERANCE and row.text[-1] not in _FINAL)
    return width if full >= max(4, 0.35 * len(rows)) and beyond <= 0.1 * len(rows) and cut >= 0.5 * full else None


def _belong(above: _Row, below: _Row, width: float | None) -> bool:
    last, first = above.text[-1], below.text[0]
    if first in _NEVER_FIRST or last in _NEVER_LAST:
        return True
    if below.indented and not above.indented:
        return False
    if width is not None:
        return above.width >= width - _TOLERANCE and not (below.indented and last in _FINAL)
    return (
        _is_word(last)
        and _is_word(first)
        and above.width >= 30
        and _SOUND_MIDDLE.search(above.text) is not None
        and below.text[-1] in _FINAL
        and _SOUND_MIDDLE.search(below.text[:-1]) is not None
    )


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def find_blanks(text: str) -> list[Edit]:
    """Edits that leave one blank of several."""
    return [
        Edit(match.start() + 1, match.end(), "", "blank", "several blanks for one") for match in _BLANKS.finditer(text)
    ]
