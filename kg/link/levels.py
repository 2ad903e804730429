"""Which division a level word means: 我市, 全区, 该县, 自治区, and 区 in 区妇保院."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.link.level_words import level_words
from kg.link.region import CHINA
from kg.link.toponyms import PlaceIndex
from kg.model.mention import EntityType, Link, Mention
from kg.resources.places import Level, Place
from kg.resources.words import alternation

__all__ = ["LevelResolver"]

_ANAPHOR = re.compile(f"^(我们?|全|本|该|此)?({alternation('link/levels.anaphor')})(?:内|里)?$")
_THERE = frozenset({"当地", "该地", "此地"})
_HERE = frozenset({"辖区", "本地", "辖区内", "我地"})
_ALONE = frozenset({"地区", "林区", "特区"})
"""Level words that a division goes by even with nothing in front: 林区 in 神农架."""
_WORDS = {
    "地": ("地区",),
    "自治区": ("自治区", "区"),
    "自治州": ("自治州", "州"),
    "自治县": ("自治县", "县"),
    "自治旗": ("自治旗", "旗"),
    "林区": ("林区", "区"),
    "特区": ("特区", "区"),
    "新区": ("区",),
}
_TOWNSHIP_WORDS = frozenset({"镇", "乡", "街道", "村", "社区"})


class LevelResolver:
    """Answers by the document's own region first, then by the place of that level named last.

    该市 points back, so the order is the other way round.
    """

    def __init__(self, index: PlaceIndex) -> None:
        self._index = index
        region = index.region
        self._line = (region, *index.gazetteer.ancestors(region)) if region else ()
        self._named: dict[str, tuple[list[int], list[Place]]] = {}
        self._last_named: tuple[list[int], list[Place]] = ([], [])

    def note(self, mention: Mention) -> None:
        """Remembers a place mention; to be called in order of the text, before any question."""
        if mention.type is not EntityType.PLACE or mention.anaphor or mention.group:
            return
        found = self._index.starting_at(mention.start, mention.end)
        if found is None or found.end != mention.end or not found.certain:
            return
        if not mention.nested:
            self._last_named[0].append(mention.start)
            self._last_named[1].append(found.place)
        for place in (found.place, *self._index.gazetteer.ancestors(found.place)):
            for word in _words_of(place):
                starts, places = self._named.setdefault(word, ([], []))
                starts.append(mention.start)
                places.append(place)

    def resolve(self, word: str, position: int, *, back: bool = False) -> tuple[Place, str] | None:
        """The division that `word` means at `position`, and the reason."""
        own = self._own(word)
        named = self._last(word, position)
        if back:
            own, named = (named and (named, "the place of this level named last")) or own, None
        if own is not None:
            return own
        return (named, "the place of this level named last") if named else None

    def link(self, mention: Mention) -> Link | None:
        """The link of a place anaphor; `None` where the mention is none."""
        if mention.text in _THERE or mention.text in _HERE:
            return self._link_there(mention)
        match = _ANAPHOR.match(mention.text)
        if match is None or not (mention.anaphor or match.group(1) or match.group(2) in _ALONE):
            return None
        opening, word = match.groups()
        if word == "国":
            return Link(CHINA, 1.0, ("我国 is China",))
        found = self.resolve(word, mention.start, back=opening in {"该", "此"})
        if found is None and word == "区":
            found = self.resolve("自治区", mention.start)
        if found is None:
            return None
        place, reason = found
        return self._index.link_place(place, reason)

    def _link_there(self, mention: Mention) -> Link | None:
        """当地 is the place named last, unless there is none; 辖区 the document's own region."""
        last = self._last_before(mention.start)
        if mention.text in _THERE and last is not None:
            return self._index.link_place(last, "the place named last", 0.75)
        region = self._index.region
        return self._index.link_place(region, "the region the document speaks for", 0.75) if region else None

    def _last_before(self, position: int) -> Place | None:
        starts, places = self._last_named
        found = bisect_right(starts, position) - 1
        return places[found] if found >= 0 else None

    def _own(self, word: str) -> tuple[Place, str] | None:
        for alternative in _WORDS.get(word, (word,)):
            for place in self._line:
                if alternative in _words_of(place):
                    return place, f"the region the document speaks for is {self._line[0].name}"
        if word == "县" and self._line and self._line[0].name.endswith("旗"):
            return self._line[0], "the region the document speaks for"
        return None

    def _last(self, word: str, position: int) -> Place | None:
        for alternative in _WORDS.get(word, (word,)):
            starts, places = self._named.get(alternative, ([], []))
            found = bisect_right(starts, position) - 1
            if found >= 0:
                return places[found]
        return None


def _words_of(place: Place) -> frozenset[str]:
    if place.level in {Level.TOWNSHIP, Level.VILLAGE}:
        return frozenset(word for word in _TOWNSHIP_WORDS if place.name.endswith(word))
    if place.level in {Level.REGION, Level.COUNTRY}:
        return frozenset()
    return level_words(place)
