"""The shadow of a sentence: its text with every mention, quantity and time as one private-use character.

Patterns are regular expressions over shadows, so that a frame can say "a programme" or "an amount
of money" where the text has a name or a number of any length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.quantities import QuantitySpan
from kg.extract.sentences import Sentence
from kg.extract.times import TimeSpan
from kg.model import EntityType, Mention

__all__ = ["SIGNS", "Item", "Shadow", "build_shadows", "sign_class"]

Item = Mention | QuantitySpan | TimeSpan

_FIRST = 0xE100
SIGNS = {kind.value: chr(_FIRST + index) for index, kind in enumerate(EntityType)}
SIGNS |= {
    name: chr(_FIRST + len(EntityType) + index)
    for index, name in enumerate(("Q", "MONEY", "RATE", "SPAN", "T", "AREA"))
}
"""The character of each mention type; Q counts, RATE shares and levels, SPAN ages and durations, T times."""

_CLASSES = {
    "BODY": ("HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION"),
    "HEALTH": ("HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH"),
    "ACTOR": ("HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION", "PLACE"),
    "SITE": ("HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "ORGANIZATION", "FACILITY"),
    "BUILT": ("HOSPITAL", "PRIMARY_CARE", "PUBLIC_HEALTH", "AGENCY", "ORGANIZATION", "FACILITY"),
    "NUM": ("Q", "MONEY", "RATE", "AREA"),
    "ANY": tuple(kind.value for kind in EntityType),
}
_KIND_SIGNS = {"count": "Q", "level": "RATE", "rate": "RATE", "money": "MONEY", "area": "AREA"}
_PUNCTUATION = str.maketrans("，；：（）！？﹢＋", ",;:()!?++")
_QUOTES = "“”‘’\"'《》「」『』"


def sign_class(name: str) -> str:
    """A character class that matches one item of a type, or of a class of types such as ACTOR."""
    names = _CLASSES.get(name, (name,))
    return "[" + "".join(SIGNS[part] for part in names) + "]"


@dataclass(frozen=True, slots=True)
class Shadow:
    """One sentence as patterns see it. `starts[i]`, `ends[i]` are where character `i` lies in the text."""

    sentence: Sentence
    string: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    items: dict[int, Item]

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `string[start:end]` lies in the document's text."""
        if start >= end:
            anchor = self.starts[start] if start < len(self.starts) else self.sentence.end
            return anchor, anchor
        return self.starts[start], self.ends[end - 1]

    def mentions(self, start: int, end: int) -> list[Mention]:
        found = (self.items.get(index) for index in range(start, end))
        return [item for item in found if isinstance(item, Mention)]

    def quantities(self, start: int, end: int) -> list[QuantitySpan]:
        found = (self.items.get(index) for index in range(start, end))
        return [item for item in found if isinstance(item, QuantitySpan)]

    def times(self, start: int, end: int) -> list[TimeSpan]:
        found = (self.items.get(index) for index in range(start, end))
        return [item for item in found if isinstance(item, TimeSpan)]

    def clause_of(self, position: int) -> tuple[int, int]:
        """The clause around a position of the shadow: between commas or colons, brackets respected."""
        start = max(self.string.rfind(",", 0, position), self.string.rfind(":", 0, position)) + 1
        ends = [self.string.find(mark, position) for mark in ",:"]
        end = min((at for at in ends if at >= 0), default=len(self.string))
        return start, end


def build_shadows(text: str, sentences: Sequence[Sentence], items: Sequence[Item]) -> tuple[Shadow, ...]:
    """A shadow for each sentence. Of items that overlap, the earlier in `items` wins."""
    chosen: list[Item] = []
    taken = bytearray(len(text) + 1)
    for item in items:
        if not any(taken[item.start : item.end]):
            taken[item.start : item.end] = b"\1" * (item.end - item.start)
            chosen.append(item)
    chosen.sort(key=_start)
    starts = [item.start for item in chosen]
    shadows = []
    for sentence in sentences:
        first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        shadows.append(_build(text, sentence, chosen[first:last]))
    return tuple(shadows)


def _start(item: Item) -> int:
    return item.start


def _build(text: str, sentence: Sentence, items: Sequence[Item]) -> Shadow:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    placed: dict[int, Item] = {}
    position = sentence.start
    for item in items:
        start, end = _with_quotes(text, item, position, sentence.end)
        _copy(text, position, start, pieces, starts, ends)
        placed[len(starts)] = item
        pieces.append(_sign(item))
        starts.append(start)
        ends.append(end)
        position = end
    _copy(text, position, sentence.end, pieces, starts, ends)
    return Shadow(sentence, "".join(pieces), tuple(starts), tuple(ends), placed)


def _with_quotes(text: str, item: Item, low: int, high: int) -> tuple[int, int]:
    """A mention takes in the quotation marks right around it: they are no part of the frame."""
    start, end = item.start, item.end
    if isinstance(item, Mention) and start > low and text[start - 1] in _QUOTES and end < high and text[end] in _QUOTES:
        return start - 1, end + 1
    return start, end


def _copy(text: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]) -> None:
    if start >= end:
        return
    plain = re.sub("[\ue000-\uf8ff]", "?", text[start:end]).translate(_PUNCTUATION)
    pieces.append(plain)
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _sign(item: Item) -> str:
    if isinstance(item, Mention):
        return SIGNS[item.type.value]
    if isinstance(item, TimeSpan):
        return SIGNS["T"]
    return SIGNS[_KIND_SIGNS.get(item.kind, "SPAN")]
