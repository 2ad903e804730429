"""Where the words of each class of cues stand in a sentence, found once for all its pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick

from kg.resources.claims import load_cues

__all__ = ["CueSpans"]


class CueSpans:
    """The cues of one string; `names` are the classes that occur in it, in the order of the table."""

    def __init__(self, string: str) -> None:
        automaton, classes = _words()
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, start, end in automaton.find_matches_as_indexes(string, overlapping=True):
            for name in classes[number]:
                spans[name].append((start, end))
        self._spans: Mapping[str, list[tuple[int, int]]] = spans
        self.names = tuple(name for name in load_cues() if name in spans)

    def is_within(self, name: str, start: int, end: int) -> bool:
        """Whether a word of the class lies wholly in `[start, end)`."""
        return any(start <= first and last <= end for first, last in self._spans.get(name, ()))


@cache
def _words() -> tuple[AhoCorasick, tuple[tuple[str, ...], ...]]:
    """An automaton of all words, and the classes of each."""
    classes: dict[str, list[str]] = defaultdict(list)
    for name, words in load_cues().items():
        for word in words:
            classes[word].append(name)
    return AhoCorasick(list(classes)), tuple(tuple(names) for names in classes.values())
