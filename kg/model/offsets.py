"""Edits on a source, and the two-way offset map that they imply.

Offsets count Unicode code points and are half-open. `start`, `end` point into the cleaned
`text`; `source_start`, `source_end` into the `source` as decoded.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import OffsetError

__all__ = ["CleanText", "Edit", "OffsetMap", "apply_edits"]


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One change: `source[source_start:source_end]` becomes `replacement`.

    `rule` names the step that made it (`pinyin`, `script`, `menu` …), `reason` says why in a
    short phrase a reader of `kg clean --explain` understands.
    """

    source_start: int
    source_end: int
    replacement: str
    rule: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.source_start <= self.source_end:
            raise OffsetError(
                f"edit {self.rule!r}: expected 0 <= source_start <= source_end, "
                f"found [{self.source_start}, {self.source_end})"
            )


class OffsetMap:
    """Maps spans between text and source in constant time.

    Each character of the text knows the stretch of source that it came from. A stretch that was
    deleted belongs to no character, so a pinyin note behind the last character of a name is
    outside the name's source span and one between two of its characters is inside.
    """

    __slots__ = ("_ends", "_source_length", "_starts")

    def __init__(self, starts: array[int], ends: array[int], source_length: int) -> None:
        self._starts = starts
        self._ends = ends
        self._source_length = source_length

    def __len__(self) -> int:
        return len(self._starts)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source span of `text[start:end]`; raises `OffsetError` if it is not in the text."""
        if not 0 <= start <= end <= len(self._starts):
            raise OffsetError(f"text span [{start}, {end}) is not within the text of {len(self._starts)} characters")
        if start == end:
            anchor = self._starts[start] if start < len(self._starts) else self._source_length
            return anchor, anchor
        return self._starts[start], self._ends[end - 1]

    def to_text(self, source_start: int, source_end: int) -> tuple[int, int]:
        """The text span whose characters come from within `source[source_start:source_end]`.

        Empty (`start == end`) where the whole stretch was deleted.
        """
        if not 0 <= source_start <= source_end <= self._source_length:
            raise OffsetError(
                f"source span [{source_start}, {source_end}) is not within the source of "
                f"{self._source_length} characters"
            )
        start = bisect_left(self._starts, source_start)
        end = bisect_right(self._ends, source_end, lo=start)
        return start, max(start, end)


def apply_edits(source: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Apply edits that do not overlap; returns the text and its offset map.

    A replacement as long as what it replaces maps character by character; any other maps as
    one block. Raises `OffsetError` where two edits overlap or one leaves the source.

    >>> text, offsets = apply_edits("線(xiàn)路", [Edit(0, 1, "线", "script"), Edit(1, 7, "", "pinyin")])
    >>> text, offsets.to_source(0, 1), offsets.to_source(0, 2)
    ('线路', (0, 1), (0, 8))
    """
    pieces: list[str] = []
    starts = array("l")
    ends = array("l")
    position = 0
    for edit in sorted(edits):
        if edit.source_start < position or edit.source_end > len(source):
            raise OffsetError(
                f"edit {edit.rule!r} at [{edit.source_start}, {edit.source_end}) overlaps another "
                f"one or leaves the source of {len(source)} characters"
            )
        pieces.append(source[position : edit.source_start])
        starts.extend(range(position, edit.source_start))
        ends.extend(range(position + 1, edit.source_start + 1))
        width = edit.source_end - edit.source_start
        size = len(edit.replacement)
        pieces.append(edit.replacement)
        if size == width:
            starts.extend(range(edit.source_start, edit.source_end))
            ends.extend(range(edit.source_start + 1, edit.source_end + 1))
        else:
            starts.extend([edit.source_start] * size)
            ends.extend([edit.source_end] * size)
        position = edit.source_end
    pieces.append(source[position:])
    starts.extend(range(position, len(source)))
    ends.extend(range(position + 1, len(source) + 1))
    return "".join(pieces), OffsetMap(starts, ends, len(source))


@dataclass(frozen=True, slots=True)
class CleanText:
    """A source, the edits made on it, and what they give.

    `damaged` are spans of `text` whose characters could not be restored. `title` is the span of
    the headline in `text`, `published` the date that the page gives for itself (ISO 8601).
    """

    source: str
    text: str
    edits: tuple[Edit, ...]
    offsets: OffsetMap
    damaged: tuple[tuple[int, int], ...] = ()
    title: tuple[int, int] | None = None
    published: str | None = None

    @classmethod
    def untouched(cls, source: str) -> CleanText:
        """A text that needed no cleaning."""
        text, offsets = apply_edits(source, ())
        return cls(source=source, text=text, edits=(), offsets=offsets)

    def replay(self, source_start: int, source_end: int) -> str:
        """What the edits inside `source[source_start:source_end]` make of that slice alone."""
        inside = [
            Edit(
                edit.source_start - source_start,
                edit.source_end - source_start,
                edit.replacement,
                edit.rule,
                edit.reason,
            )
            for edit in self.edits
            if source_start <= edit.source_start and edit.source_end <= source_end
        ]
        text, _ = apply_edits(self.source[source_start:source_end], inside)
        return text
