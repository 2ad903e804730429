"""Which division a canonical name begins with, by the places a document knows."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Context, Entity, EntityType, Mention
from kg.resources.places import load_gazetteer

__all__ = ["KnownPlaces"]

_SUFFIXES = (
    *(
        "特别行政区",
        "维吾尔自治区",
        "壮族自治区",
        "回族自治区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "街道",
        "新区",
    ),
    *("省", "市", "区", "县", "旗", "盟", "州", "镇", "乡", "苏木", "村"),
)
_MIN_SHORT = 2
_LONGEST = 10


class KnownPlaces:
    """The places of one document by full and short name."""

    def __init__(self, mentions: Iterable[Mention], context: Context) -> None:
        places = [context.region, *context.ancestors]
        places += [mention.entity for mention in mentions if mention.type is EntityType.PLACE and not mention.group]
        self._region = context.region.code if context.region else None
        self._by_name: dict[str, Entity] = {}
        for place in places:
            if place is not None and not place.group:
                for name in _names(place.name):
                    self._by_name.setdefault(name, place)
        self._longest = max((len(name) for name in self._by_name), default=0)

    def begins(self, name: str) -> Entity | None:
        """The lowest division of the chain a name begins with; `None` where it begins with none.

        重庆市黔江中心血站 begins with 重庆市, then with the short form of 黔江区.
        """
        found: Entity | None = None
        position = 0
        while match := self._at(name, position):
            found, length = match
            position += length
        return found

    def beside(self, name: str, code: str | None) -> Entity | None:
        """The division that a name begins with in the city or province of `code`, or of the report: 通州院区 in 北京市.

        The document need not name it. Only official names and short ones count, and two characters must be left.
        """
        gazetteer = load_gazetteer()
        place = gazetteer.by_code(code or self._region or "")
        if place is None or place.code is None:
            return None
        province = (place, *gazetteer.ancestors(place))[-1]
        whole = place.code[:2] if place == province or province.name.endswith("市") else place.code[:4]
        for end in range(min(len(name) - 2, _LONGEST), 1, -1):
            near = [place for place in gazetteer.lookup(name[:end]) if (place.code or "").startswith(whole)]
            if near:
                return Entity(near[0].name, EntityType.PLACE, code=near[0].code)
        return None

    def _at(self, name: str, position: int) -> tuple[Entity, int] | None:
        for length in range(min(self._longest, len(name) - position), 1, -1):
            place = self._by_name.get(name[position : position + length])
            if place is not None and position + length < len(name):
                return place, length
        return None


def _names(name: str) -> list[str]:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= _MIN_SHORT:
            return [name, name[: -len(suffix)]]
    return [name]
