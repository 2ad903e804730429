"""Names of the gazetteer that the place finder did not take: for the tagger to judge, each with how near it lies.

霍山 is a county, and two words that may meet; in a report of 六安, where it lies, it mostly is the county. Which of
these are places is read off the words around them, so they are proposed and nothing more. Names of divisions of
other provinces that the text does not name either are left out: one in forty is a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.link.fitting import line_of
from kg.link.hits import PlaceHit
from kg.link.matcher import TOWNSHIP_ENDINGS, load_matcher, township_stem
from kg.resources.places import Gazetteer, Level, Place

__all__ = ["Doubt", "Nearness", "find_doubts"]


class Nearness(StrEnum):
    """How near what a name may mean lies to the report's region, or to what the text names."""

    NAMED = "named"
    """The text names it, or what holds it."""
    OWN = "own"
    """In the region, or around it."""
    PREFECTURE = "prefecture"
    PROVINCE = "province"
    TOWN = "town"
    """A township of the region or of a county that the text names, without 镇, 乡 or 街道."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """`text[start:end]` may be a place."""

    start: int
    end: int
    nearness: Nearness


_SHORTEST_STEM = 2


def find_doubts(text: str, hits: Iterable[PlaceHit], region: str | None = None) -> tuple[Doubt, ...]:
    """In order of start; none touches a hit. `region` is the code of what the report speaks for."""
    matcher = load_matcher()
    gazetteer = matcher.gazetteer
    home = gazetteer.by_code(region) if region else None
    own = frozenset(filter(None, line_of(home, gazetteer))) if home else frozenset()
    named = _named(hits := tuple(hits), gazetteer)
    taken = bytearray(len(text) + 1)
    for hit in hits:
        taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
    found: dict[tuple[int, int], Nearness] = {}
    for match in matcher.find(text):
        nearness = _nearness(match.reading.candidates, region, own, named, gazetteer)
        if nearness is not None:
            found[match.start, match.end] = nearness
    for start, end in _towns(text, home, named, gazetteer):
        found.setdefault((start, end), Nearness.TOWN)
    free = sorted(span for span in found if not any(taken[span[0] : span[1]]))
    return tuple(Doubt(*span, found[span]) for span in free)


def _named(hits: Iterable[PlaceHit], gazetteer: Gazetteer) -> dict[str, Place]:
    """What the hits most likely mean, by code, with the parts of chains."""
    parts = (part for hit in hits for part in (hit.parts or (hit,)) if part.candidates)
    return {place.code: place for part in parts if (place := part.candidates[0]).code}


def _nearness(
    candidates: Iterable[Place],
    region: str | None,
    own: frozenset[str],
    named: Mapping[str, Place],
    gazetteer: Gazetteer,
) -> Nearness | None:
    """`own` are the codes of the region and of what holds it."""
    best = 0
    for place in candidates:
        if place.code in named or place.parent in named:
            return Nearness.NAMED
        line = line_of(place, gazetteer)
        if place.code in own or (own and region in line):
            return Nearness.OWN
        best = max(best, len(own.intersection(line)))
    return Nearness.PREFECTURE if best > 1 else Nearness.PROVINCE if best else None


def _towns(
    text: str, home: Place | None, named: Mapping[str, Place], gazetteer: Gazetteer
) -> Iterator[tuple[int, int]]:
    counties = [place for place in (home, *named.values()) if place and place.level is Level.COUNTY]
    stems = {
        stem
        for county in {place.code: place for place in counties}.values()
        for town in gazetteer.below(county)
        if len(stem := township_stem(town.name)) >= _SHORTEST_STEM and stem != town.name
    }
    for stem in stems:
        at = text.find(stem)
        while at >= 0:
            end = at + len(stem)
            if not text.startswith(TOWNSHIP_ENDINGS, end):
                yield at, end
            at = text.find(stem, end)
