"""Variety of names: the same report as if it had happened elsewhere.

A sequence model that has seen 昌吉市 a hundred times learns the name rather than its place in the
sentence. Each place that opens a name of the report is exchanged for another division of its level
drawn from the gazetteer, the same one throughout the report; everything between the names stays.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from kg.io.jsonl import GoldDocument
from kg.link.hits import PlaceHit
from kg.link.places import find_places
from kg.link.region import find_context
from kg.model import CleanText, Mention
from kg.resources.places import Level, Place, load_gazetteer
from kg.training.corpus import Report, find_in

__all__ = ["relocated"]

Span = tuple[int, int]


def relocated(report: Report) -> Report | None:
    """The report elsewhere, with its mentions where they then stand; `None` where it names no division.

    Drawn by a generator seeded with the report's id: the same report gives the same result.
    """
    drawn = _Draw(report.id)
    changes = {}
    openings = {mention.start for mention in report.gold}
    for hit in report.hits:
        for part in hit.parts or (hit,):
            if part.start in openings and (name := drawn.name_for(part)):
                changes[part.start, part.end] = name
    if not changes:
        return None
    text, shift = _spliced(report.text, sorted(changes.items()))
    gold = [moved for mention in report.gold if (moved := _moved(mention, text, shift))]
    clean = CleanText.untouched(text)
    hits = tuple(find_places(text))
    context = find_context(clean, hits)
    findings = find_in(text, hits, context)
    return Report(report.id, clean, context, hits, findings, tuple(gold), GoldDocument(id=report.id))


class _Draw:
    """Divisions drawn for those of one report, each once."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._gazetteer = load_gazetteer()
        self._drawn: dict[str, Place] = {}
        self._levels: dict[Level, list[Place]] = {}
        for place in self._gazetteer.divisions():
            self._levels.setdefault(place.level, []).append(place)

    def name_for(self, hit: PlaceHit) -> str | None:
        """The drawn division's official or short name, as the hit is the one or the other."""
        places = hit.candidates
        if len(places) != 1 or places[0].code is None or places[0].level not in self._levels:
            return None
        place = places[0]
        code = str(place.code)
        if code not in self._drawn:
            self._drawn[code] = self._random.choice(self._levels[place.level])
        other = self._drawn[code]
        if hit.text == place.name:
            return other.name
        shorts = [short for short in other.short if len(short) > 1]
        return shorts[0] if hit.text in place.short and shorts and len(hit.text) > 1 else None


class _Shift:
    """Where offsets of the old text lie in the new one."""

    def __init__(self, changes: Sequence[tuple[Span, str]]) -> None:
        self._changes = changes

    def at(self, position: int, *, is_end: bool) -> int | None:
        """`None` inside an exchanged name."""
        moved = 0
        for (start, end), name in self._changes:
            if position >= end and (is_end or position > start):
                moved += len(name) - (end - start)
            elif start < position < end:
                return None
        return position + moved


def _spliced(text: str, changes: Sequence[tuple[Span, str]]) -> tuple[str, _Shift]:
    pieces, position = [], 0
    for (start, end), name in changes:
        pieces += [text[position:start], name]
        position = end
    return "".join((*pieces, text[position:])), _Shift(changes)


def _moved(mention: Mention, text: str, shift: _Shift) -> Mention | None:
    start, end = shift.at(mention.start, is_end=False), shift.at(mention.end, is_end=True)
    if start is None or end is None or start >= end:
        return None
    return replace(mention, start=start, end=end, text=text[start:end])
