"""Place names in a text: which stretches are places, and which divisions each may be.

A name alone is not enough: 平安, 合作 and 资源 are counties and words, and 成县 hides in 建成县级.
Names that are safe anywhere (official names of three characters and more, short names of provinces
and most prefectures) are taken first; the others need evidence that these give: a parent written in
front, a list they stand in, a body's name behind them, the division or its parent elsewhere in the
text, or the region the document speaks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kg.link.fitting import Item, below, fit_all, line_of
from kg.link.grammar import find_abbreviations, find_villages, find_zones
from kg.link.hits import PlaceHit, PlaceKind
from kg.link.matcher import load_matcher
from kg.link.namesakes import is_plain_reading
from kg.resources.places import Gazetteer, Level, Place
from kg.resources.words import alternation

__all__ = ["PlaceHit", "PlaceKind", "find_places", "iter_names"]


@dataclass(slots=True)
class _Seen:
    """Codes that the text names outright, and those above them."""

    direct: set[str] = field(default_factory=set)
    above: set[str] = field(default_factory=set)

    def add(self, place: Place, gazetteer: Gazetteer) -> None:
        if place.code:
            self.direct.add(place.code)
            self.above.update(code for code in line_of(place, gazetteer)[1:] if code)


def find_places(text: str, *, region: str | None = None) -> tuple[PlaceHit, ...]:
    """The places named in `text`, in order, none overlapping another.

    `region` is the code of the division that the document speaks for, where it is known: it
    supports short names inside it and puts it first among the candidates.

    >>> [(hit.text, hit.candidates[0].code) for hit in find_places("由浙江省丽水市对口支援")]
    [('浙江省丽水市', '331100')]
    """
    matcher = load_matcher()
    gazetteer = matcher.gazetteer
    items = list(fit_all(text, matcher))
    seen = _Seen()
    home = gazetteer.by_code(region) if region else None
    if home is not None:
        seen.add(home, gazetteer)
    for item in items:
        if item.reading.strong:
            item.evidence = "name"
            if len(item.candidates) == 1:
                seen.add(item.candidates[0], gazetteer)
    _accept_chains(items, gazetteer, seen)
    _accept_lists(items, text, gazetteer)
    _accept_townships(items, text, gazetteer, home)
    _accept_by_document(items, text, gazetteer, seen)
    accepted = [item for item in items if item.evidence]
    for item in accepted:
        _narrow(item, gazetteer, seen)
    hits = list(_join(accepted, text))
    hits = find_zones(text, hits, gazetteer)
    hits = find_villages(text, hits)
    return tuple(find_abbreviations(text, hits, gazetteer, region))


def iter_names(text: str) -> Iterator[tuple[int, int, PlaceKind, bool]]:
    """Every gazetteer name as `(start, end, kind, strong)`, unjudged: features for a tagger."""
    for match in load_matcher().find(text):
        yield match.start, match.end, match.reading.kind, match.reading.strong


def _accept_chains(items: list[Item], gazetteer: Gazetteer, seen: _Seen) -> None:
    for before, item in pairwise(items):
        if item.start != before.end:
            continue
        inside = below(item.candidates, before.candidates, gazetteer) or _unlisted(item, before, gazetteer)
        if not inside or not (before.evidence or item.reading.strong):
            continue
        holders = {code for place in inside for code in line_of(place, gazetteer)}
        before.candidates = tuple(place for place in before.candidates if place.code in holders) or before.candidates
        item.candidates, item.chained = inside, True
        item.evidence = "chain"
        before.evidence = before.evidence or "chain"
        if len(inside) == 1:
            seen.add(inside[0], gazetteer)
        if len(before.candidates) == 1:
            seen.add(before.candidates[0], gazetteer)


def _unlisted(item: Item, before: Item, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """A township behind a city without counties (东莞市长安镇): the register lists none of those."""
    city = before.candidates[0]
    if item.reading.kind is not PlaceKind.TOWNSHIP or gazetteer.has_counties(city) or before.reading.trap:
        return ()
    return (Place(item.reading.name, Level.TOWNSHIP, parent=city.code),)


_LIST_GAPS = frozenset({"、", "和", "与", "及", "以及"})


def _accept_lists(items: list[Item], text: str, gazetteer: Gazetteer) -> None:
    run: list[Item] = []
    for item in items:
        if run and not item.chained and text[run[-1].end : item.start] not in _LIST_GAPS:
            _accept_run(run, gazetteer)
            run = []
        run.append(item)
    _accept_run(run, gazetteer)


def _accept_run(run: list[Item], gazetteer: Gazetteer) -> None:
    """Members of a list support each other where they lie in one prefecture or province."""
    if len(run) < 2:
        return
    provinces: dict[str, int] = {}
    parents: dict[str, int] = {}
    for item in run:
        if item.reading.trap and not item.evidence:
            continue
        for code in {place.code[:2] for place in item.candidates if place.code}:
            provinces[code] = provinces.get(code, 0) + 1
        for parent in {place.parent for place in item.candidates if place.parent}:
            parents[parent] = parents.get(parent, 0) + 1
    supported = any(item.evidence for item in run)
    sure = [item.candidates[0] for item in run if len(item.candidates) == 1]
    counties = Counter(place.parent for place in sure if place.level is Level.COUNTY and place.parent)
    beside = frozenset(parent for parent, count in counties.items() if count > 1)
    for item in run:
        item.beside = beside
        if item.evidence or item.reading.kind in {PlaceKind.REGION, PlaceKind.COUNTRY}:
            continue
        if item.reading.trap:
            kept = tuple(place for place in item.candidates if parents.get(place.parent or ""))
        else:
            kept = tuple(place for place in item.candidates if provinces.get((place.code or "")[:2], 0) > 1)
            kept = kept or (item.candidates if supported else ())
        if kept:
            item.candidates, item.evidence = kept, "list"


_TOWN_ENDS = ("镇", "乡", "街道", "苏木")


def _accept_townships(items: list[Item], text: str, gazetteer: Gazetteer, home: Place | None) -> None:
    """Short names of the townships of the report's own county, where a county far away is called so too.

    黎城卫生院 in a report of 金湖县 is that of 黎城街道. The name of a city (南平) means the township only
    where the text has that in full.
    """
    if home is None or home.level is not Level.COUNTY:
        return
    towns: dict[str, Place] = {}
    for town in gazetteer.below(home):
        ending = next((each for each in _TOWN_ENDS if town.name.endswith(each)), "")
        if ending and len(town.name) > len(ending) + 1:
            towns.setdefault(town.name.removesuffix(ending), town)
    own = set(line_of(home, gazetteer))
    for item in items:
        found = towns.get(item.reading.name)
        if found is None or item.chained or any(own.intersection(line_of(each, gazetteer)) for each in item.candidates):
            continue
        if item.reading.kind is PlaceKind.SHORT and (not item.reading.strong or found.name in text):
            item.candidates, item.evidence = (found,), "document"


_BODY = re.compile(
    f"[省市区县州盟旗]?(?:{alternation('link/places.body')}|{alternation('link/places.house')}[^，。；,;]{{0,6}}(?:医院|院))"
)
_LEFT = frozenset("在赴到为至往向从由对是与及和给将把如即驻援抵返离据让以于经受同跟给 ")
_RIGHT = frozenset("的等两人境籍各共也和与及至到全市县区州 ")
_HAN = re.compile("[㐀-鿿A-Za-z0-9]")


def _accept_by_document(items: list[Item], text: str, gazetteer: Gazetteer, seen: _Seen) -> None:
    ends = {item.end for item in items if item.evidence}
    starts = {item.start for item in items if item.evidence}
    for item in items:
        if item.evidence:
            continue
        supported = _supported(item, gazetteer, seen)
        body = bool(_BODY.match(text, item.end))
        left = item.start == 0 or item.start in ends or text[item.start - 1] in _LEFT or _open(text, item.start - 1)
        right = item.end in starts or body or _open(text, item.end) or text[item.end] in _RIGHT
        if item.reading.trap:
            # 嵩县人民医院, 沙县人民医院: two characters, but a full name with a body behind it, if only of former days
            first = item.candidates[0]
            full = item.reading.kind is PlaceKind.FULL or item.reading.name in first.former
            official = full and len(item.candidates) == 1 and body
            taken = (bool(supported) or official) and left and right
        else:
            taken = bool(supported) or (body and left) or (item.start == 0 and text[item.end : item.end + 1] in "::：")
        if item.reading.kind in {PlaceKind.REGION, PlaceKind.COUNTRY}:
            taken = left and right
        if taken:
            item.candidates = supported or item.candidates
            item.evidence = "document" if supported else "body"


def _open(text: str, index: int) -> bool:
    """Whether no word goes on at `index`."""
    return not 0 <= index < len(text) or not _HAN.match(text[index])


def _supported(item: Item, gazetteer: Gazetteer, seen: _Seen) -> tuple[Place, ...]:
    """The candidates that the document speaks for, by the closest evidence there is."""
    outright = tuple(place for place in item.candidates if place.code in seen.direct)
    if outright:
        return outright
    codes = seen.direct if item.reading.trap else seen.direct | seen.above
    nearest = tuple(place for place in item.candidates if place.parent and place.parent in codes)
    if nearest:
        return nearest
    return tuple(
        place for place in item.candidates if codes.intersection(code for code in line_of(place, gazetteer)[1:] if code)
    )


def _narrow(item: Item, gazetteer: Gazetteer, seen: _Seen) -> None:
    """Puts the candidates that fit the document first; ties stay in order of level and code."""
    if len(item.candidates) < 2:
        return

    def fit(place: Place) -> tuple[int, int, str]:
        if place.level is Level.COUNTY and place.parent in item.beside:
            distance = -1  # 阜康市、呼图壁县和昌吉: the city, not the prefecture around all three
        elif place.code in seen.direct:
            distance = 0
        elif place.parent in seen.direct:
            distance = 1
        else:
            line = [code for code in line_of(place, gazetteer) if code]
            near = [index for index, code in enumerate(line) if code in seen.direct or code in seen.above]
            distance = 2 + near[0] if near else 9
        return distance, place.level.rank, place.code or ""

    item.candidates = tuple(sorted(item.candidates, key=fit))
    first = item.candidates[0]
    equals = [place for place in item.candidates[1:] if fit(place)[0] == fit(first)[0]]
    item.certain = is_plain_reading(first, equals, gazetteer)


def _join(items: list[Item], text: str) -> Iterator[PlaceHit]:
    """Hits of single names, and one hit for each chain."""
    chain: list[PlaceHit] = []
    for item in items:
        hit = PlaceHit(item.start, item.end, text[item.start : item.end], item.reading.kind, item.candidates)
        hit = replace(hit, evidence=item.evidence, certain=item.certain)
        if chain and not (item.chained and chain[-1].end == item.start):
            yield _chain_hit(chain, text)
            chain = []
        chain.append(hit)
    if chain:
        yield _chain_hit(chain, text)


def _chain_hit(chain: list[PlaceHit], text: str) -> PlaceHit:
    if len(chain) == 1:
        return chain[0]
    first, last = chain[0], chain[-1]
    return replace(last, start=first.start, text=text[first.start : last.end], parts=tuple(chain))
