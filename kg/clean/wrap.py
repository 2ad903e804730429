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
_NEVER_FIRST = frozenset("，。、；：！？）”’》】」』%,;:!?)")
_NEVER_LAST = frozenset("（“‘《【「『、，")
_FINAL = frozenset("。！？；：!?;:…”’）)》】")
_SOUND_MIDDLE = re.compile(r"[，。；、,;]")
_INNER = re.compile(r"[，。；,;]")
_CLEARLY_LONG = 24
_SAME_START = 6  # an abstract that was cut off stands before the paragraph it repeats
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
        if len(self.text) > 2 * _LONGEST_WIDTH:
            return float(len(self.text))
        return sum(1.0 if ord(character) > 0x2E7F or character in "“”‘’…—" else 0.5 for character in self.text)


def find_wraps(text: str) -> list[Edit]:
    """Edits that take out line breaks inside sentences."""
    rows = _rows(text)
    width = _wrap_width(text, rows)
    edits: list[Edit] = []
    for above, below in pairwise(rows):
        if _touch(text, above, below) and _belong(above, below, width):
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


def _wrap_width(text: str, rows: Sequence[_Row]) -> float | None:
    """The width to which lines of the page were cut, if they were.

    At least three lines end there without an end of sentence and run on in the next line, and
    hardly any line that long is a whole sentence.
    """
    ends: Counter[int] = Counter()
    cuts: Counter[int] = Counter()
    for above, below in pairwise(rows):
        if len(above.text) > 2 * _LONGEST_WIDTH or not _SHORTEST_WIDTH <= above.width <= _LONGEST_WIDTH:
            continue
        width = round(above.width)
        ends[width] += 1
        if _touch(text, above, below) and above.text[-1] not in _FINAL and _is_sentence(above, below):
            cuts[width] += 1
    if not cuts:
        return None
    width = max(cuts, key=lambda value: (sum(cuts[value - step] for step in range(3)), value))
    cut, end = (sum(counter[width - step] for step in range(3)) for counter in (cuts, ends))
    return float(width) if cut >= 3 and cut >= 0.6 * end else None


def _touch(text: str, above: _Row, below: _Row) -> bool:
    return text.count("\n", above.end, below.start) == 1


def _is_sentence(above: _Row, below: _Row) -> bool:
    return _SOUND_MIDDLE.search(above.text) is not None or _SOUND_MIDDLE.search(below.text) is not None


def _belong(above: _Row, below: _Row, width: float | None) -> bool:
    last, first = above.text[-1], below.text[0]
    if first in _NEVER_FIRST or last in _NEVER_LAST:
        return True
    if below.indented and (last in _FINAL or not above.indented):
        return False
    if width is not None and width - _TOLERANCE <= above.width <= width + 1 and _is_sentence(above, below):
        return above.text[:_SAME_START] != below.text[:_SAME_START]
    return _is_cut(above.text, below.text) and above.width >= _CLEARLY_LONG


def _is_cut(above: str, below: str) -> bool:
    """Whether one sentence runs on from a line into the next: the first has commas and no end, the second goes on."""
    if not _is_word(above[-1]) and not (above[-1] == "." and below[0].isdigit()):
        return False
    if not _is_word(below[0]) or above[:_SAME_START] == below[:_SAME_START]:
        return False
    return _INNER.search(above) is not None and _SOUND_MIDDLE.search(below) is not None


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def find_blanks(text: str) -> list[Edit]:
    """Edits that leave one blank of several."""
    return [
        Edit(match.start() + 1, match.end(), "", "blank", "several blanks for one") for match in _BLANKS.finditer(text)
    ]
