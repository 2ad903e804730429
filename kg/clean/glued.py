"""Spam glued to the head or tail of a line of real text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.clean.lines import cue_scores
from kg.model import Edit

__all__ = ["find_glued"]

_LINE = re.compile(r"[^\n]+")
_SEGMENT = re.compile(r"[^\s_|丨,，、\-—–!！]+")
_WINDOW = 400
_STRONG = 4


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    score: int


def find_glued(text: str) -> list[Edit]:
    """Deletions of what is spam at either end of a line; a line that is all spam is left to the lines step."""
    if not cue_scores(text).get("spam"):
        return []
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        head, tail = line[0][:_WINDOW], line[0][-_WINDOW:]
        if not cue_scores(head).get("spam") and not cue_scores(tail).get("spam"):
            continue
        before = _spam_length(_segments(head))
        behind = 0 if before else len(tail) - _spam_start(_segments(tail), len(tail))
        if 0 < before < len(line[0].rstrip()):
            edits.append(_deletion(line.start(), line.start() + before))
        elif 0 < behind < len(line[0].lstrip()):
            edits.append(_deletion(line.end() - behind, line.end()))
    return edits


def _deletion(start: int, end: int) -> Edit:
    return Edit(start, end, "", "spam", "spam glued to a line of the text")


def _segments(text: str) -> list[_Segment]:
    return [
        _Segment(match.start(), match.end(), cue_scores(match[0]).get("spam", 0)) for match in _SEGMENT.finditer(text)
    ]


def _spam_length(segments: Sequence[_Segment]) -> int:
    """Where the first segment that is no spam begins, if what is before it is surely spam."""
    count = 0
    while count < len(segments) and segments[count].score:
        count += 1
    if count == len(segments) or sum(segment.score for segment in segments[:count]) < _STRONG:
        return 0
    return segments[count].start


def _spam_start(segments: Sequence[_Segment], length: int) -> int:
    count = len(segments)
    while count and segments[count - 1].score:
        count -= 1
    if not count or sum(segment.score for segment in segments[count:]) < _STRONG:
        return length
    return segments[count - 1].end
