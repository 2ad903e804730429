"""Names of the gazetteer as they stand in a text: each shortened where its end begins another word, or dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.link.hits import PlaceKind
from kg.link.matcher import NameMatcher, RawMatch, Reading
from kg.resources.places import Gazetteer, Place

__all__ = ["FEATURE", "Item", "below", "fit_all", "is_feature", "is_namesake", "line_of"]


@dataclass(slots=True)
class Item:
    start: int
    end: int
    reading: Reading
    candidates: tuple[Place, ...]
    evidence: str = ""
    chained: bool = False
    """Whether it goes on from the item before it."""
    certain: bool = True
    beside: frozenset[str] = frozenset()
    """Divisions of which the list that it stands in names two counties or more."""


_CUTS = {
    "市": re.compile("[场民级容政井]"),
    "区": re.compile("[域级划间]"),
    "县": re.compile("[域级]"),
    "州": re.compile("[级]"),
    "镇": re.compile("[域级]"),
    "乡": re.compile("[镇村级]"),
    "省": re.compile("[级]"),
}
_KEEPS = re.compile("民[政族营间主盟革航警防]|政[府协法务]|间[^接隔]")
_WATERSIDE = re.compile("沿[海江河]")
_NAMESAKE = re.compile("中山(?:大学|医|纪念|[一二三六]院)|华山医院|泰山医|延安精神")
"""Bodies named after a person or a mountain, not after the city of that name."""
_ROAD = re.compile("(?:[东西南北中][一二三]?)?(?:路|街(?![道头边区])|大道|大街|巷|胡同)|火车站|机场")


FEATURE = "河江湖山海岭"
"""What the names of rivers, lakes and mountains end with."""
_AT_FEATURE = re.compile("[之]?[畔滨]|[河江湖海]?边|两?岸|流域|故道|[东西南北][麓坡]|脚下|绕城|渔|水系|主峰|山?脉|大桥")


def is_feature(name: str, text: str, end: int) -> bool:
    """Whether a short name that ends at `end` is the river or mountain, not the division called after it: 巢湖边."""
    return len(name) > 1 and name[-1] in FEATURE and _AT_FEATURE.match(text, end) is not None


def is_namesake(text: str, start: int) -> bool:
    """Whether a body's name begins at `start` with a person's or a mountain's name that is a city's too."""
    return _NAMESAKE.match(text, start) is not None


def fit_all(text: str, matcher: NameMatcher) -> Iterator[Item]:
    matches = list(matcher.find(text))
    following = {match.start: match.reading for match in matches}
    for match in matches:
        item = _fit(match, text, matcher, _goes_on(match.reading, following.get(match.end), matcher.gazetteer))
        if item is not None:
            yield item


def _goes_on(reading: Reading, after: Reading | None, gazetteer: Gazetteer) -> bool:
    """Whether a name directly behind is one as well: 玉林市|容县 is no 市容."""
    if after is None:
        return False
    inside = after.kind is PlaceKind.FULL and bool(below(after.candidates, reading.candidates, gazetteer))
    return after.strong or inside


def _fit(match: RawMatch, text: str, matcher: NameMatcher, name_follows: bool) -> Item | None:
    """The item of a match, shortened where its last character begins another word (黔江区|域)."""
    start, end, reading = match.start, match.end, match.reading
    following = text[end : end + 2]
    cut = None if name_follows else _CUTS.get(reading.name[-1])
    if cut and following and cut.match(following) and not _KEEPS.match(following):
        stem = reading.name[:-1]
        if reading.kind is PlaceKind.TOWNSHIP or not matcher.gazetteer.shortened(stem):
            return None
        candidates = matcher.read(stem).candidates  # 长沙|县级 is the city, not the county
        reading = Reading(stem, PlaceKind.SHORT, candidates, reading.trap, reading.strong)
        end -= 1
        following = text[end : end + 2]
    if reading.kind in {PlaceKind.SHORT, PlaceKind.COUNTRY} and following[:1] == "族":
        return None
    if reading.kind is PlaceKind.SHORT and is_namesake(text, start):
        return None
    if reading.kind is PlaceKind.SHORT and is_feature(reading.name, text, end):
        return None
    if reading.kind is PlaceKind.SHORT and (_ROAD.match(text, end) or _WATERSIDE.match(text, max(start - 1, 0))):
        return None
    return Item(start, end, reading, reading.candidates)


def line_of(place: Place, gazetteer: Gazetteer) -> tuple[str | None, ...]:
    """Codes of a place and all above it."""
    return (place.code, *(above.code for above in gazetteer.ancestors(place)))


def below(items: tuple[Place, ...], above: tuple[Place, ...], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Those of `items` that lie in one of `above`."""
    today = [gazetteer.successor(place).code for place in above if place.valid_until is not None]
    codes = {code for place in above for code in (place.code, *place.members) if code}.union(filter(None, today))
    return tuple(place for place in items if codes.intersection(line_of(place, gazetteer)[1:]))
