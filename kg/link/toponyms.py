"""From a place mention to the division that it means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.link.fitting import is_feature
from kg.link.hits import PlaceHit, PlaceKind
from kg.link.level_words import level_words
from kg.link.namesakes import is_plain_reading
from kg.link.places import find_places
from kg.link.region import CHINA, entity_of
from kg.model.annotation import Context
from kg.model.mention import Entity, EntityType, Link
from kg.resources.link import load_link_tables
from kg.resources.places import Gazetteer, Level, Place, load_gazetteer

__all__ = ["Located", "PlaceIndex"]


_LONGEST_NAME = 12
_SHORTEST_OFFICIAL = 3
_LOW = frozenset({Level.TOWNSHIP, Level.VILLAGE})
_ENDS = ("市", "县", "区", "旗", "州", "盟", "镇", "乡", "街道", "苏木")
_LONGEST_END = 2


@dataclass(frozen=True, slots=True)
class Located:
    """A division read from the text: the place, how it was written, and where the writing ends."""

    place: Place
    kind: PlaceKind
    end: int
    parts: int
    certain: bool = True


class PlaceIndex:
    """The place hits of one text, looked up by where they begin."""

    def __init__(self, text: str, context: Context, hits: Iterable[PlaceHit] | None = None) -> None:
        self.gazetteer: Gazetteer = load_gazetteer()
        self.text = text
        self.region = self.gazetteer.by_code(context.region.code) if context.region and context.region.code else None
        found = hits if hits is not None else find_places(text, region=self.region.code if self.region else None)
        self._year = _year(context)
        self._line = self._codes_of(self.region)
        self._nicknames = load_link_tables().nicknames
        self._named: dict[str, Place] = {}
        self._below: dict[str, set[Place]] = {}
        self._by_start: dict[int, list[tuple[PlaceHit, ...]]] = {}
        for hit in found:
            parts = hit.parts or (hit,)
            for index, part in enumerate(parts):
                self._by_start.setdefault(part.start, []).append(parts[index:])
                if index and part.candidates and part.candidates[0].level in _LOW:
                    self._below.setdefault(part.text, set()).add(part.candidates[0])
                if part.certain and part.candidates and part.candidates[0].code:
                    self._named.setdefault(part.candidates[0].code, part.candidates[0])

    def starting_at(self, start: int, limit: int) -> Located | None:
        """The longest chain of names from `start` that ends at or before `limit`."""
        best: tuple[PlaceHit, ...] = ()
        for parts in self._by_start.get(start, ()):
            kept = tuple(part for part in parts if part.end <= limit)
            if len(kept) > len(best):
                best = kept
        if not best:
            return None
        last = best[-1]
        place, certain, _ = self._choose(last)
        return Located(place, last.kind, last.end, len(best), certain) if place else None

    def link(self, start: int, end: int) -> Link:
        """The link of a place mention `text[start:end]`."""
        for parts in self._by_start.get(start, ()):
            ending = [part for part in parts if part.end == end]
            if ending:
                return self._link_hit(ending[0])
        name = self.text[start:end]
        if is_feature(name, self.text, end):
            return Link(
                Entity(name, EntityType.PLACE), 0.9, ("a river, lake or mountain, not the division of its name",)
            )
        return self._link_text(name)

    def link_place(self, place: Place, reason: str, confidence: float = 0.9) -> Link:
        """A link to a division that the context gave."""
        return Link(self.entity(place), confidence, (reason,))

    def entity(self, place: Place) -> Entity:
        if place.level is Level.COUNTRY and place.name == CHINA.name:
            return CHINA
        if place.level in {Level.REGION, Level.VILLAGE} or place.code is None:
            return Entity(place.name, EntityType.PLACE, place=place.parent)
        return entity_of(place)

    def opening(self, name: str, rests: Iterable[str]) -> tuple[Place, int] | None:
        """The division that a body's name opens with and where that ends, though the place finder took none.

        Only where the document speaks for the division or names it, and where the name is the official one
        (市北区急救站) or the rest one of `rests`, which every division has one of: 丰宁卫健局 in a report of
        丰宁满族自治县. A township that the text has in one chain (某县光明镇) is that one wherever it opens a name.
        """
        ends = tuple(rests)
        for end in range(min(len(name) - 1, _LONGEST_NAME), 1, -1):
            held = self._below.get(name[:end], set())
            if len(held) == 1:
                return next(iter(held)), end
        for end in range(min(len(name) - 1, _LONGEST_NAME), _SHORTEST_OFFICIAL - 1, -1):
            for place in self.gazetteer.named(name[:end]):
                if place.code in self._named or place.code in self._line:
                    return place, end
        for end in range(min(len(name) - 2, _LONGEST_NAME), 1, -1):
            if name[end:] not in ends:
                continue
            near = [place for place in self.gazetteer.lookup(name[:end]) if self._support(place)]
            if near:
                return max(near, key=self._support), end
        return None

    def _link_text(self, name: str) -> Link:
        """A name that the place finder did not take here: looked up as it stands."""
        if len(name) == 1 and (place := self._of_one_character(name)):
            return self.link_place(place, "the one-character name of a division the document names", 0.85)
        candidates = self._candidates(name)
        if not candidates:
            inner = find_places(name, region=self.region.code if self.region else None)
            if inner and inner[-1].end == len(name) and inner[-1].start == 0:
                return self._link_hit(inner[-1])
            if (place := self._by_stem(name)) is not None:
                return self.link_place(place, "the beginning of a name of the document or of its region", 0.8)
            return Link(Entity(name, EntityType.PLACE), 0.5, ("not in the gazetteer: kept under its own name",))
        ranked = sorted(candidates, key=self._order)
        if len(name) == 1 or self._far_short(name, ranked[0]):
            others = tuple(self.entity(place) for place in ranked)
            reasons = ("a short name, and nothing here speaks for the division",)
            return Link(Entity(name, EntityType.PLACE), 0.4, reasons, others)
        equals = [place for place in ranked[1:] if self._support(place) == self._support(ranked[0])]
        certain = is_plain_reading(ranked[0], equals, self.gazetteer)
        return self._link_hit(PlaceHit(0, len(name), name, PlaceKind.FULL, tuple(ranked), certain=certain))

    def _candidates(self, name: str) -> tuple[Place, ...]:
        """All that a name may mean here; a nickname counts where no other reading is near."""
        known = self.gazetteer.lookup(name)
        nicknames = tuple(place for code in self._nicknames.get(name, ()) if (place := self.gazetteer.by_code(code)))
        near = (tuple(place for place in group if self._support(place)) for group in (known, nicknames))
        return next((group for group in (*near, known) if group), nicknames)

    def _by_stem(self, name: str) -> Place | None:
        """The one division that the document names, or that lies in its region, of which `name` is the beginning.

        磨黑 in a report of 宁洱县 is 磨黑镇, and 塔县 the county that begins so.
        """
        region = (self.region, *self.gazetteer.below(self.region)) if self.region else ()
        for pool in (tuple(self._named.values()), region):
            fitting = {place.code: place for place in pool if _begins(name, place)}
            if len(fitting) == 1:
                return next(iter(fitting.values()))
        return None

    def _of_one_character(self, char: str) -> Place | None:
        """The region or what is above it by its first character, then 渝 and its like, then a place named here."""
        line = (self.region, *self.gazetteer.ancestors(self.region)) if self.region else ()
        own = next((place for place in line if place.name[0] == char), None)
        if own is not None:
            return own
        abbreviation = self.gazetteer.abbreviations.get(char)
        return self.gazetteer.by_code(abbreviation.code) if abbreviation else None

    def _far_short(self, name: str, place: Place) -> bool:
        """A county's short name far from the document's region, which the place finder did not take."""
        return place.level is Level.COUNTY and place.name != name and not self._support(place)

    def _order(self, place: Place) -> tuple[int, int, str]:
        return -self._support(place), place.level.rank, place.code or ""

    def _support(self, place: Place) -> int:
        """How much speaks for a division: that it is named, or shares its line with the document's region."""
        shared = len(self._line.intersection(self._codes_of(place)))
        named = 10 if place.code in self._named else int(place.parent in self._named)
        return named + 2 * shared

    def _link_hit(self, hit: PlaceHit) -> Link:
        place, certain, reason = self._choose(hit)
        others = tuple(self.entity(other) for other in hit.candidates if other != place)
        if place is None or not certain:
            name = hit.parts[-1].text if hit.parts else hit.text
            reasons = (f"{len(hit.candidates)} places are called {name} and nothing here decides",)
            all_candidates = tuple(self.entity(other) for other in hit.candidates)
            return Link(Entity(name, EntityType.PLACE), 0.4, reasons, all_candidates)
        confidence = 1.0 if not others else 0.9
        return Link(self.entity(place), confidence, (reason,), others)

    def _choose(self, hit: PlaceHit) -> tuple[Place | None, bool, str]:
        """The division of a hit, whether that is certain, and the reason."""
        if not hit.candidates:
            return None, False, "no candidate"
        first = hit.candidates[0]
        if (above := self._written_above(hit, first)) is not None:
            return above, True, f"the text names {hit.text} with what is above it"
        if (old := self._in_its_days(hit, first)) is not None:
            return old, True, f"its name until {old.valid_until}"
        if first.valid_until is not None:
            return (*self._at_its_time(hit.candidates), f"{first.name} ended in {first.valid_until}")
        if len(hit.candidates) == 1:
            return first, True, "its chain of parents is written" if hit.parts else "the only division of this name"
        if not hit.certain:
            return first, False, "several divisions of this name"
        if self.region is not None and self._line.intersection(self._codes_of(first)):
            return first, True, f"the document speaks for {self.region.name}"
        return first, True, "the document names it or what is around it"

    def _written_above(self, hit: PlaceHit, first: Place) -> Place | None:
        """The one village or township of this name that the text has in a chain (竹镇镇大泉村, later 大泉村)."""
        known = self._below.get(hit.text, set())
        if hit.parts or first.level not in _LOW or len(known) != 1:
            return None
        return next(iter(known))

    def _in_its_days(self, hit: PlaceHit, today: Place) -> Place | None:
        """The division that went by exactly this name in the days of the report (沙县 until 2021)."""
        name = hit.parts[-1].text if hit.parts else hit.text
        if self._year is None or today.name == name or today.valid_until is not None:
            return None
        line = self._codes_of(today)
        for old in self.gazetteer.formerly(name):
            ended = int(old.valid_until or 0)
            if ended >= self._year and self.gazetteer.successor(old).code in line:
                return old
        return None

    def _at_its_time(self, candidates: tuple[Place, ...]) -> tuple[Place, bool]:
        """A retired name means the old division in a report of its days, its successor later on."""
        latest = max(candidates, key=_ended)
        if self._year is not None and int(latest.valid_until or 0) >= self._year:
            return latest, True
        return self.gazetteer.successor(latest), True

    def _codes_of(self, place: Place | None) -> frozenset[str]:
        if place is None:
            return frozenset()
        line = (place, *self.gazetteer.ancestors(place))
        return frozenset(item.code for item in line if item.code)


def _begins(name: str, place: Place) -> bool:
    if len(name) == 2 and name[0] == place.name[0] and name[1] in level_words(place) and len(place.name) > 2:
        return True
    rest = place.name.removeprefix(name)
    return len(name) > 1 and rest != place.name and len(rest) <= _LONGEST_END and rest.endswith(_ENDS)


def _ended(place: Place) -> str:
    return place.valid_until or ""


def _year(context: Context) -> int | None:
    told = context.period or context.published
    return int(told[:4]) if told and told[:4].isdecimal() else None
