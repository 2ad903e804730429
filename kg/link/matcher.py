"""Every stretch of a text that reads like a name of the gazetteer, before any judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.link.hits import PlaceKind
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer

__all__ = ["TOWNSHIP_ENDINGS", "NameMatcher", "RawMatch", "Reading", "load_matcher", "township_stem"]

TOWNSHIP_ENDINGS = ("街道", "民族乡", "苏木", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name can be: worked out once per name, then kept."""

    name: str
    kind: PlaceKind
    candidates: tuple[Place, ...]
    trap: bool
    strong: bool
    """A place wherever it stands, whatever the rest of the text says."""


@dataclass(frozen=True, slots=True)
class RawMatch:
    start: int
    end: int
    reading: Reading


class NameMatcher:
    """Finds names by one compiled automaton: leftmost, then longest, in one pass."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._patterns = gazetteer.patterns()
        self._names = frozenset(self._patterns)
        self._longest = max(map(len, self._patterns))
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
        self._readings: dict[int, Reading] = {}
        traps = gazetteer.township_traps
        self._common_stems = frozenset(name for name in traps if not name.startswith("-"))
        self._common_ends = tuple(name[1:] for name in traps if name.startswith("-"))

    def find(self, text: str) -> Iterator[RawMatch]:
        """All names in order of `start`, none overlapping another.

        The leftmost and then longest, but for a weak name that runs into an official one: 其中江苏省 names 江苏省
        and no 中江.
        """
        position = 0
        while position < len(text):
            for match in self._leftmost(text, position):
                official = None if match.reading.strong else self._run_into(text, match)
                yield official or match
                if official is not None:
                    position = official.end
                    break
            else:
                return

    def _leftmost(self, text: str, position: int) -> Iterator[RawMatch]:
        for index, start, end in self._automaton.find_matches_as_indexes(text[position:] if position else text):
            reading = self._readings.get(index)
            if reading is None:
                reading = self._readings[index] = self.read(self._patterns[index])
            yield RawMatch(start + position, end + position, reading)

    def _run_into(self, text: str, weak: RawMatch) -> RawMatch | None:
        """The official name that begins inside a weak one and goes on behind it."""
        for start in range(weak.start + 1, weak.end):
            match = next(self._leftmost(text[start : start + self._longest], 0), None)
            if match is None or match.start > 0 or start + match.end <= weak.end:
                continue
            if match.reading.strong and match.reading.kind is PlaceKind.FULL:
                return RawMatch(start, start + match.end, match.reading)
        return None

    def known(self, name: str) -> Reading | None:
        """The reading of a name, `None` where the gazetteer has no such name."""
        return self.read(name) if name in self._names else None

    def read(self, name: str) -> Reading:
        """The reading of one name of the gazetteer."""
        candidates = self.gazetteer.lookup(name)
        kind = _kind(name, candidates)
        trap = name in self.gazetteer.traps or (len(name) < 3 and kind in {PlaceKind.FULL, PlaceKind.TOWNSHIP})
        if kind is PlaceKind.TOWNSHIP:
            trap = trap or name.endswith(self._common_ends) or township_stem(name) in self._common_stems
        broad = any(place.level.rank <= Level.PREFECTURE.rank for place in candidates)
        strong = not trap and (kind is not PlaceKind.SHORT or broad)
        return Reading(name, kind, candidates, trap, strong)


def _kind(name: str, candidates: tuple[Place, ...]) -> PlaceKind:
    first = candidates[0]
    if first.level is Level.TOWNSHIP:
        return PlaceKind.TOWNSHIP
    if first.level is Level.REGION:
        return PlaceKind.REGION
    if first.level is Level.COUNTRY:
        return PlaceKind.COUNTRY
    official = any(place.name == name for place in candidates)
    return PlaceKind.FULL if official or (len(name) >= 3 and name[-1] in "州县旗") else PlaceKind.SHORT


def township_stem(name: str) -> str:
    """The name of a township without its ending: 花桥 of 花桥镇."""
    return next((name.removesuffix(ending) for ending in TOWNSHIP_ENDINGS if name.endswith(ending)), name)


@lru_cache(maxsize=1)
def load_matcher() -> NameMatcher:
    """The matcher over the packaged gazetteer, compiled once."""
    return NameMatcher(load_gazetteer())
