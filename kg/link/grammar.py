"""Places that no list can hold: villages, development zones, one-character names.

Each finder takes the hits so far, in order, and gives them back with its own among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.link.hits import PlaceHit, PlaceKind
from kg.resources.places import Gazetteer, Level, Place
from kg.resources.words import alternation

__all__ = ["find_abbreviations", "find_villages", "find_zones"]

_ZONE = re.compile(f"(?:国家级)?{alternation('link/grammar.zone')}(?![域])")
_TOWNSHIP = re.compile("([㐀-鿿]{2,3})(?:镇|街道|苏木|办事处)(?![级域])|([㐀-鿿]{2,3})乡(?![镇村级])")
_NO_TOWNSHIP = re.compile("[各全的所等个多县市区州村和及内有在是了本该十百两几]|[下所管]辖|重点|中心|农村|乡镇|城镇")


def find_zones(text: str, hits: Iterable[PlaceHit], gazetteer: Gazetteer) -> list[PlaceHit]:
    """Adds development zones (合肥经开区) and townships too new or too old for the register.

    Both only directly behind a division, which becomes the first part of the chain.
    """
    found: list[PlaceHit] = []
    taken = 0
    for hit in hits:
        if hit.start < taken:
            continue
        if hit.kind in {PlaceKind.FULL, PlaceKind.SHORT}:
            hit = _with_zone(text, hit, gazetteer)
        taken = hit.end
        found.append(hit)
    return found


def _with_zone(text: str, hit: PlaceHit, gazetteer: Gazetteer) -> PlaceHit:
    parent = hit.candidates[0] if hit.candidates else None
    match = _ZONE.match(text, hit.end)
    if match:
        code = parent.code if parent else None
        place = Place(hit.text + match.group(), Level.REGION, parent=code, members=(code,) if code else ())
        return hit.followed_by(_part(text, match.span(), PlaceKind.ZONE, place))
    if parent is None or hit.kind is not PlaceKind.FULL or gazetteer.has_counties(parent):
        return hit
    match = _TOWNSHIP.match(text, hit.end)
    if match is None or _NO_TOWNSHIP.search(match.group(1) or match.group(2)):
        return hit
    place = Place(match.group(), Level.TOWNSHIP, parent=parent.code)
    return hit.followed_by(_part(text, match.span(), PlaceKind.TOWNSHIP, place))


def _part(text: str, span: tuple[int, int], kind: PlaceKind, place: Place) -> PlaceHit:
    return PlaceHit(*span, text[slice(*span)], kind, (place,), evidence="grammar")


_VILLAGE_HEAD = re.compile("社区|村|嘎查")
_AFTER_VILLAGE = re.compile("[民级医镇里干务容貌落居庄社寨]|集体")
_AFTER_COMMUNITY = re.compile(alternation("link/grammar.after_community"))
_NO_VILLAGE = re.compile(alternation("link/grammar.no_village"))
_PREPOSITIONS = frozenset("在赴到为至往向从由对与和及给将如即驻")
_HAN = re.compile("[㐀-鿿]")
_LONGEST_VILLAGE = 5


def find_villages(text: str, hits: Iterable[PlaceHit]) -> list[PlaceHit]:
    """Adds villages and communities (岔河村, 世纪花园社区) whose name stands clear on its left.

    Clear is: behind a township or county, punctuation, or a word such as 在 or 到.
    """
    known = list(hits)
    by_end = {hit.end: hit for hit in known}
    joined: dict[int, PlaceHit] = {}
    added: list[PlaceHit] = []
    for match in _VILLAGE_HEAD.finditer(text):
        start = _village_start(text, match.start(), by_end)
        if start is None or not _is_village(text, start, match):
            continue
        before = by_end.get(start)
        parent = before.candidates[0].code if before and before.candidates else None
        place = Place(text[start : match.end()], Level.VILLAGE, parent=parent)
        part = _part(text, (start, match.end()), PlaceKind.VILLAGE, place)
        if before is None:
            added.append(part)
        elif before.kind in {PlaceKind.FULL, PlaceKind.SHORT, PlaceKind.TOWNSHIP}:
            joined[before.start] = before.followed_by(part)
    merged = [joined.get(hit.start, hit) for hit in known] + added
    return list(_outermost(merged))


def _village_start(text: str, head: int, by_end: dict[int, PlaceHit]) -> int | None:
    for start in range(head, max(head - _LONGEST_VILLAGE, 0) - 1, -1):
        if start in by_end or start == 0:
            return start
        if text[start - 1] in _PREPOSITIONS or not _HAN.match(text[start - 1]):
            return start
    return None


def _is_village(text: str, start: int, head: re.Match[str]) -> bool:
    name = text[start : head.start()]
    if len(name) < 2 or _NO_VILLAGE.search(name):
        return False
    after = _AFTER_COMMUNITY if head.group() == "社区" else _AFTER_VILLAGE
    return not after.match(text, head.end())


def _outermost(hits: Iterable[PlaceHit]) -> Iterator[PlaceHit]:
    end = 0
    for hit in sorted(hits, key=_by_start_then_longest):
        if hit.start >= end:
            yield hit
            end = hit.end


def _by_start_then_longest(hit: PlaceHit) -> tuple[int, int]:
    return hit.start, -hit.end


_RUN = re.compile("[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔贵滇云藏陕甘陇青宁新疆港澳台]{2,6}")
_AFTER_RUN = re.compile(alternation("link/grammar.after_run"))
_GOING = re.compile("(?<=[赴入进抵离来返驻在])([京津冀辽沪浙皖闽赣鲁豫鄂湘粤桂琼渝黔滇藏陕疆])")
_NOT_GOING = re.compile("[贴液雅东剧城莽迅圆枝花族医药匿文语汉着有阔脂浆菜]|西医院")
_THERE_AND_BACK = re.compile("[来入进抵]([㐀-鿿])[返离出]\\1")


def find_abbreviations(
    text: str, hits: Iterable[PlaceHit], gazetteer: Gazetteer, region: str | None = None
) -> list[PlaceHit]:
    """Adds one-character names where the words around leave no doubt: 鲁渝协作, 赴渝, 来杭返杭."""
    known = list(hits)
    covered = {index for hit in known for index in range(hit.start, hit.end)}
    spans: dict[int, Place] = {}
    for match in _RUN.finditer(text):
        if _AFTER_RUN.match(text, match.end()):
            spans.update(
                (index, place) for index in range(*match.span()) if (place := _province(text[index], gazetteer))
            )
    for match in _GOING.finditer(text):
        if not _NOT_GOING.match(text, match.end()) and (place := _province(match.group(), gazetteer)):
            spans[match.start()] = place
    for match in _THERE_AND_BACK.finditer(text):
        local = _local(match.group(1), known, gazetteer, region)
        if local is not None:
            spans[match.start(1)] = spans[match.end() - 1] = local
    added = [
        PlaceHit(index, index + 1, text[index], PlaceKind.ABBREVIATION, (place,), evidence="grammar")
        for index, place in sorted(spans.items())
        if index not in covered
    ]
    return sorted([*known, *added], key=_by_start_then_longest)


def _province(char: str, gazetteer: Gazetteer) -> Place | None:
    item = gazetteer.abbreviations.get(char)
    return gazetteer.by_code(item.code) if item else None


def _local(char: str, hits: Iterable[PlaceHit], gazetteer: Gazetteer, region: str | None) -> Place | None:
    """The division whose name begins with `char`: the document's own, one that it names, a province."""
    own = gazetteer.by_code(region) if region else None
    line = (own, *gazetteer.ancestors(own)) if own else ()
    for place in line:
        if place.name.startswith(char):
            return place
    province = _province(char, gazetteer)
    if province is not None:
        return province
    named = (hit.candidates[0] for hit in hits if hit.text.startswith(char) and len(hit.candidates) == 1)
    return next((place for place in named if place.level in {Level.PREFECTURE, Level.COUNTY}), None)
